"""Take one recorded fact away, derive again, and look whether a conclusion still stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from queries import cases
from servanda.closure import as_construct
from servanda.derive import derive
from servanda.explain import Proof, proof
from servanda.prefixes import ONTOLOGY, PREFIXES, compact
from servanda.store import Store, Triple, fresh

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["conclusions", "recorded", "survivors", "telling"]

BOUNDS = ("beginEarliest", "beginLatest", "endEarliest", "endLatest", "status", "normKind")
_CONCLUSIONS = """
PREFIX sv: <https://w3id.org/servanda/ontology#>
SELECT DISTINCT ?thing WHERE {
  { ?thing a sv:StatusInterval } UNION { ?thing a sv:Obligation } UNION { ?thing a sv:SeatInterval }
  UNION { ?thing a sv:VacancyInterval }
} ORDER BY ?thing
"""


@cache
def recorded(path: Path) -> frozenset[Triple]:
    """Return what the Turtle file at *path* says."""
    store = fresh()
    store.load(path)
    return frozenset(store.dump(derived=False))


def conclusions(case: Path) -> list[str]:
    """Return the IRIs of all that is concluded from the data of *case* and not without it."""
    known = {one for one in cases.filled([]).select(_CONCLUSIONS).column("thing") if one}
    found = cases.derived(case).select(_CONCLUSIONS).column("thing")
    return [one for one in found if one and one not in known]


def telling(store: Store, conclusion: str) -> frozenset[tuple[str, str]]:
    """Return what *conclusion* says in *store*: kind and bounds; empty where it is not there."""
    table = store.select(f"SELECT ?p ?o WHERE {{ <{conclusion}> ?p ?o }} ORDER BY ?p ?o")
    names = {ONTOLOGY + name for name in BOUNDS} | {PREFIXES["rdf"] + "type"}
    pairs = ((p.value, o.value) for p, o in table.rows if p and o)
    return frozenset(pair for pair in pairs if pair[0] in names)


def survivors(case: Path, conclusion: str) -> list[str]:
    """Return the recorded things in the proof without which *conclusion* still stands unchanged."""
    store = cases.derived(case)
    before = telling(store, conclusion)
    own = recorded(case / "data.ttl") | recorded(cases.COMMON)
    return [
        compact(node.iri)
        for node in _proof(case, conclusion).facts()
        if _stands_without(case, node.iri, conclusion, before, own)
    ]


@cache
def _proof(case: Path, conclusion: str) -> Proof:
    return proof(cases.derived(case), conclusion)


def _stands_without(
    case: Path,
    fact: str,
    conclusion: str,
    before: frozenset[tuple[str, str]],
    own: frozenset[Triple],
) -> bool:
    """Say whether *conclusion* is the same without all that is said of *fact*."""
    assert any(triple.subject.value == fact for triple in own), f"{fact} is not recorded"
    return telling(_without(case, fact), conclusion) == before


@cache
def _without(case: Path, fact: str) -> Store:
    """Return what follows from the data of *case* without what is said of *fact*."""
    kept = cases.base() | recorded(case / "data.ttl")
    store = fresh()
    store.insert(as_construct(triple for triple in kept if triple.subject.value != fact))
    derive(store)
    return store
