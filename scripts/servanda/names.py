"""Find the State, instrument or body that a person means."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from servanda.errors import UsageProblem
from servanda.prefixes import BASE, ONTOLOGY, compact, expand, is_iri
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.store import Store

__all__ = ["KINDS", "did_you_mean", "folded", "keys", "labelled", "resolve"]

KINDS = {"state": "State", "instrument": "Instrument", "body": "Body"}
_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sv: <{ontology}>
SELECT DISTINCT ?thing ?name ?series WHERE {{
  ?thing a sv:{kind} .
  {{ ?thing skos:prefLabel ?name }}
  UNION {{ ?thing skos:altLabel ?name }}
  UNION {{ ?thing sv:isoAlpha3 ?name }}
  UNION {{ ?thing sv:isoAlpha2 ?name }}
  UNION {{ ?thing sv:acronym ?name }}
  UNION {{ ?thing sv:number ?name OPTIONAL {{ ?thing sv:series ?series }} }}
}}
ORDER BY ?thing ?name
"""
_KEYED = """
SELECT DISTINCT ?thing WHERE {{
  VALUES ?thing {{ {listed} }}
  {{ ?thing a <{ontology}{kind}> }}
  UNION {{ ?standing <{ontology}ofState> ?thing }}
  UNION {{ ?standing <{ontology}underInstrument> ?thing }}
}}
"""
_LABEL = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label WHERE {{ {thing} skos:prefLabel ?label FILTER(LANG(?label) = "en") }} ORDER BY ?label
"""
_SHOWN, _LONGEST = 6, 80


def folded(text: str) -> str:
    """Return *text* without case, accents and punctuation, so that spellings compare equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\bno (?=\d)", "", " ".join(re.findall(r"\w+", plain)))


def resolve(store: Store, kind: str, name: str) -> str:
    """Return the IRI of the *kind* (a key of KINDS) that *name* stands for.

    A name may be a key (``RUS``, ``ets-126``), which goes before all else, another code, a number
    with or without its series, any label in any language, or an IRI in full or short. Raises
    UsageProblem, with near names, where there is none or more than one.
    """
    wanted = folded(name)
    key = _with_key(store, kind, name)
    if key is not None:
        return key
    known = _known(store, kind)
    things = {thing for thing, spellings in known.items() if wanted in map(folded, spellings)}
    if len(things) == 1:
        return things.pop()
    if things:
        listed = ", ".join(_described(thing, known) for thing in sorted(things))
        raise UsageProblem(f"{name!r} may mean more than one {kind}: {listed}")
    raise UsageProblem(f"unknown {kind}: {name!r}", hint=_hint(wanted, known, kind))


def _with_key(store: Store, kind: str, name: str) -> str | None:
    """Return the *kind* whose key or IRI is *name*, in small or capital letters, or None.

    What has a standing is known by its key even where nobody describes it.
    """
    dashed = folded(name).replace(" ", "-")
    iris = {f"{BASE}{kind}/{key}" for key in (dashed, dashed.upper()) if key} | {expand(name)}
    listed = " ".join(Term("iri", iri).n3() for iri in sorted(iris) if is_iri(iri))
    table = store.select(_KEYED.format(listed=listed, ontology=ONTOLOGY, kind=KINDS[kind]))
    found = [thing for thing in table.column("thing") if thing]
    return found[0] if len(found) == 1 else None


def keys(store: Store, kind: str) -> dict[str, str]:
    """Return the short key of every *kind* with its longest name, in order."""
    known = _known(store, kind)
    return {thing.rsplit("/", 1)[-1]: max(known[thing], key=len) for thing in sorted(known)}


def labelled(store: Store, kind: str, name: str) -> str:
    """Return the English label of the *kind* that *name* stands for, with its key."""
    thing = resolve(store, kind, name)
    table = store.select(_LABEL.format(thing=Term("iri", thing).n3()))
    key = thing.removeprefix(BASE).partition("/")[2]
    return f"{table.rows[0][0].value} ({key})" if table.rows and table.rows[0][0] else key


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the question "did you mean …?" with the names nearest to *name*, or None."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else None


def _known(store: Store, kind: str) -> dict[str, list[str]]:
    """Return every thing of this *kind* with its spellings."""
    table = store.select(_NAMES.format(ontology=ONTOLOGY, kind=KINDS[kind]))
    known: dict[str, list[str]] = {}
    for thing, name, series in table.rows:
        if thing is None or name is None:
            continue
        spellings = known.setdefault(thing.value, [thing.value.rsplit("/", 1)[-1]])
        spellings.append(name.value)
        if series is not None:
            spellings.append(f"{series.value} {name.value}")
    return known


def _described(thing: str, known: dict[str, list[str]]) -> str:
    """Return *thing* as a person can type it, with its longest name."""
    return f"{compact(thing)} ({max(known[thing], key=len)})"


def _hint(wanted: str, known: dict[str, list[str]], kind: str) -> str:
    """Return what to try instead of *wanted*."""
    from difflib import get_close_matches

    wanted = wanted[:_LONGEST]
    spellings = {folded(name): (thing, name) for thing in known for name in known[thing]}
    near = get_close_matches(wanted, list(spellings), n=_SHOWN, cutoff=0.7)
    near += [name for name in spellings if len(wanted) > 2 and f" {wanted}" in f" {name}"]  # noqa: PLR2004
    found = {spellings[name][0]: spellings[name][1] for name in reversed(near)}
    if found:
        shown = [
            f"{thing.removeprefix(BASE).split('/')[-1]} ({name})" for thing, name in found.items()
        ]
        return f"did you mean {' or '.join(reversed(shown[-3:]))}?"
    return f"there are {len(known)}; give a code, a number or a name of the {kind}"
