"""Whether a file agrees with the data at hand: names that lead nowhere, things entered twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.catalog import home, read_query
from servanda.check import suggest
from servanda.check.addresses import shown
from servanda.check.reader import read
from servanda.check.reading import Problem
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES
from servanda.store import Term, about

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from servanda.check.reading import Reading, Said
    from servanda.check.world import World

__all__ = ["disagreements", "neighbours", "stated_elsewhere", "where"]

_TYPE = Term("iri", PREFIXES["rdf"] + "type")
_LARGEST, _MANY = 2_000_000, 200


def disagreements(world: World, reading: Reading, described: Collection[str]) -> Iterator[Problem]:
    """Yield where *reading* does not agree with *world*, to which it has been added.

    *described* are the things that this file, or another one that is checked, says the kind of.
    """
    known = world.described | set(described)
    yield from _unknown(world, reading, known)
    subjects = {said.subject: said for said in reversed(reading.said) if said.predicate == _TYPE}
    new = {s: said for s, said in subjects.items() if s.value not in world.described}
    yield from _twins(world, new)


def _unknown(world: World, reading: Reading, known: Collection[str]) -> Iterator[Problem]:
    """Yield names of ours that nothing describes, each at its first place."""
    advised: dict[str, str] = {}
    for said in reading.said:
        iri = said.object.value
        ours = said.object.kind == "iri" and iri.startswith(BASE) and iri != BASE
        if not ours or iri.startswith(ONTOLOGY) or iri in known:
            continue
        if iri not in advised:
            advised[iri] = suggest.advice(iri, known, world.store)
        values = {"text": shown(iri), "suggestion": advised[iri], "value": iri}
        about_it = {"focus": said.subject.value, "property": said.predicate.value}
        yield Problem("Iri-unknown", said.at[2], values | about_it)


def _twins(world: World, new: dict[Term, Said]) -> Iterator[Problem]:
    """Yield things that are recorded under another name."""
    queries = [
        read_query(path).text for path in sorted((home() / "queries" / "check").glob("same-*.rq"))
    ]
    named = {subject: said for subject, said in new.items() if subject.kind == "iri"}
    for text in queries:
        for subject, rows in _rows(world, text, named):
            others = Counter(row[1].value for row in rows if row[1] is not None)
            yield _twin(world, named[subject], others.most_common(1)[0][0], rows[0][2:])


def _rows(
    world: World, text: str, named: Collection[Term]
) -> Iterator[tuple[Term, list[Sequence[Term | None]]]]:
    """Yield the things in *named* for which a query has rows; many are asked at once."""
    tables = (
        [world.store.select(text)]
        if len(named) > _MANY
        else [about(world.store, text, {"this": one}) for one in named]
    )
    found: dict[Term, list[Sequence[Term | None]]] = {}
    for row in (row for table in tables for row in table.rows):
        this, other = row[0], row[1]
        if this is not None and other is not None and this in named:
            found.setdefault(this, []).append(row)
    yield from found.items()


def _twin(world: World, said: Said, other: str, more: Sequence[Term | None]) -> Problem:
    """Return that what *said* speaks of is there already, as *other*."""
    values = {
        "other": shown(other),
        "place": where(world.files, other),
        "focus": said.subject.value,
    }
    if not more:
        return Problem("Already-recorded", said.at[0], values)
    kind, name = (cell.value if cell else "" for cell in more)
    told = {"kind": shown(kind).removeprefix("sv:"), "name": name}
    return Problem("Another-name", said.at[0], values | told)


def neighbours(world: World, subjects: Iterable[Term]) -> frozenset[Term]:
    """Return what can be judged otherwise because of *subjects*, without these themselves."""
    own = {subject for subject in subjects if subject.kind == "iri"}
    text = read_query(home() / "queries" / "check" / "neighbours.rq").text
    found = (row[1] for one in own for row in about(world.store, text, {"this": one}).rows)
    return frozenset(term for term in found if term is not None and term not in own)


def where(files: Iterable[Path], iri: str, predicate: str | None = None) -> str:
    """Return `` (path:line)`` of what is said of *iri* in *files*, or an empty string."""
    last = iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :].encode()
    for path in files:
        try:
            raw = path.read_bytes()
        except OSError:
            continue
        if last not in raw or len(raw) > _LARGEST:
            continue
        found = read(raw.decode("utf-8", "replace"), path.resolve().as_uri())
        for said in found.said:
            if said.subject.value == iri and predicate in (None, said.predicate.value):
                line, _ = found.place(said.at[0 if predicate is None else 2].start)
                return f" ({_near(path)}:{line})"
    return ""


def _near(path: Path) -> Path:
    """Return *path* from where the person is, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def stated_elsewhere(world: World, reading: Reading, said: Said) -> str:
    """Return what else is said of a thing by the same property, outside this reading, and where."""
    own = {(one.subject, one.object) for one in reading.said if one.predicate == said.predicate}
    query = (
        f"SELECT ?v WHERE {{ {said.subject.n3()} {said.predicate.n3()} ?v }} ORDER BY ?v"
        if said.subject.kind == "iri"
        else "SELECT ?v WHERE { VALUES ?v {} }"
    )
    for row in world.store.select(query).rows:
        value = row[0]
        if value is not None and (said.subject, value) not in own:
            told = shown(value.value) if value.kind == "iri" else f'"{value.value[:60]}"'
            place = where(world.files, said.subject.value, said.predicate.value)
            return f"It is already stated as {told}{place}."
    return ""
