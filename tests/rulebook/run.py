"""Run the stored rules on a text of Turtle and read the intervals that they derive."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from oracle.dates import Bounds
from oracle.intervals import Interval
from servanda import build, catalog, closure
from servanda.derive import RuleRun, derive
from servanda.store import Store, Table, fresh

from .turtle import PREFIXES

__all__ = ["Found", "derived", "found"]

_AFTER_STATUS_RULES = "70"
_INTERVALS = """
PREFIX sv: <https://w3id.org/servanda/ontology#>
SELECT ?instrument ?state ?status ?beginEarliest ?beginLatest ?endEarliest ?endLatest ?interval
WHERE {
  ?interval a sv:StatusInterval ;
    sv:underInstrument ?instrument ; sv:ofState ?state ; sv:status ?status .
  OPTIONAL { ?interval sv:beginEarliest ?beginEarliest }
  OPTIONAL { ?interval sv:beginLatest ?beginLatest }
  OPTIONAL { ?interval sv:endEarliest ?endEarliest }
  OPTIONAL { ?interval sv:endLatest ?endLatest }
}
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One derived interval: its status, its bounds, and its name in the graph."""

    status: str
    interval: Interval
    iri: str


def derived(turtle: str, *, whole: bool = False) -> tuple[Store, tuple[RuleRun, ...]]:
    """Return a store with *turtle* (no prefixes) and what the rules make of it.

    Unless the *whole* rule book is asked for, the rules run up to the status intervals.
    """
    store = fresh()
    store.insert(_ontology())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "world.ttl"
        file.write_text(PREFIXES + turtle, encoding="utf-8")
        store.load(file)
    chosen = [rule for rule in catalog.rules() if whole or rule.name < _AFTER_STATUS_RULES]
    return store, derive(store, chosen)


@cache
def _ontology() -> str:
    """Return a query that gives the ontology and its closure, without labels and notes."""
    store = fresh()
    for path in build.ontology_files():
        store.load(path)
    said = [one for one in store.dump(derived=False) if not one.object.language]
    return closure.as_construct({*said, *closure.closure(build.ontology_files())})


def found(store: Store) -> dict[tuple[str, str], list[Found]]:
    """Return the intervals in *store* by IRI of instrument and State."""
    table: Table = store.select(_INTERVALS)
    result: dict[tuple[str, str], list[Found]] = {}
    for row in table.rows:
        instrument, state, status, *days, iri = (cell.value if cell else "" for cell in row)
        begin_lo, begin_hi, end_lo, end_hi = (date.fromisoformat(d) if d else None for d in days)
        end = Bounds(end_lo, end_hi) if end_lo or end_hi else None
        one = Found(status.rpartition("#")[2], Interval(Bounds(begin_lo, begin_hi), end), iri)
        result.setdefault((instrument, state), []).append(one)
    return result
