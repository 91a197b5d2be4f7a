"""Cut the record down to what one thing can touch, so that it can be derived anew in a moment.

What is left out can neither change nor be changed by that thing: acts, norms and clauses of
instruments that do not depend on its own and on which its own does not depend, and events
elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from servanda.prefixes import ONTOLOGY
from servanda.sparql import bind
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from servanda.store import Store, Triple

__all__ = ["Near", "Record", "cut", "derived", "near"]

_NORM_KIND = ONTOLOGY + "normKind"
Record = list["Triple"]
_DEPENDS = f"SELECT ?one ?other WHERE {{ ?one <{ONTOLOGY}dependsOn> ?other }} ORDER BY ?one ?other"
_ABOUT = f"""
PREFIX sv: <{ONTOLOGY}>
SELECT DISTINCT ?thing WHERE {{
  {{ $about sv:instrument|sv:concernsInstrument|(sv:legalBasis/sv:ofInstrument) ?thing }}
  UNION {{ $about sv:by|sv:inRespectOf|sv:inState ?thing }}
}}
ORDER BY ?thing
"""
# What ties a subject to an instrument or State: it stays if it is tied to one that is near.
_TIES = tuple(
    ONTOLOGY + name
    for name in (
        "instrument",
        "concernsInstrument",
        "governs",
        "laidDownIn",
        "ofInstrument",
        "inState",
    )
)


@dataclass(frozen=True, slots=True)
class Near:
    """What a thing is about itself (*own*), and all that this can touch (*close*), as IRIs."""

    own: frozenset[str]
    close: frozenset[str]


def near(store: Store, about: str) -> Near:
    """Return the State and instruments of the thing *about*, and all instruments that they touch.

    An instrument touches those that depend on it; and to derive these takes what they depend on.
    """
    table = store.select(bind(_ABOUT, {"about": Term("iri", about)}))
    own = frozenset(thing for thing in table.column("thing") if thing)
    needs: dict[str, set[str]] = defaultdict(set)
    serves: dict[str, set[str]] = defaultdict(set)
    for one, other in store.select(_DEPENDS).rows:
        if one is not None and other is not None:
            needs[one.value].add(other.value)
            serves[other.value].add(one.value)
    return Near(own, _reached(_reached(own, serves), needs))


def _reached(start: Collection[str], links: Mapping[str, set[str]]) -> frozenset[str]:
    """Return *start* and all that can be reached from it along *links*."""
    found, todo = set(start), list(start)
    while todo:
        new = links.get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return frozenset(found)


def cut(stated: Iterable[Triple], place: Near) -> Record:
    """Return those of the *stated* triples that have to do with what is in *place*.

    Norms stay only for its own instruments: the obligations of others follow their statuses.
    """
    record = list(stated)
    ties: dict[str, set[str]] = defaultdict(set)
    norms = set()
    for subject, predicate, value in record:
        if predicate.value in _TIES:
            ties[subject.value].add(value.value)
        elif predicate.value == _NORM_KIND:
            norms.add(subject.value)
    return [
        triple
        for triple in record
        if _stays(
            ties,
            triple.subject.value,
            place.own if triple.subject.value in norms else place.close,
        )
    ]


def _stays(ties: Mapping[str, set[str]], subject: str, close: Collection[str]) -> bool:
    """Say whether *subject* is tied to nothing, or to something *close*, at one remove or two."""
    tied = ties.get(subject)
    return not tied or any(
        one in close or any(other in close for other in ties.get(one, ())) for one in tied
    )


def derived(record: Record, schema: str, told: Mapping[str, str]) -> Store:
    """Return a store with *record* and all that the rules, *told* so, derive from it.

    *schema* is the query that gives the closure of the ontology.
    """
    from pathlib import Path

    from servanda.derive import derive
    from servanda.store import fresh

    store = fresh()
    with TemporaryDirectory(prefix="servanda-") as folder:
        path = Path(folder) / "record.nt"
        path.write_text("".join(_lines(record)), encoding="utf-8")
        store.load(path)
    store.insert(schema)
    derive(store, told=told)
    return store


def _lines(record: Record) -> Iterator[str]:
    """Yield *record* as N-Triples."""
    return (f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in record)
