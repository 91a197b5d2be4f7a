"""Which intervals may differ between a store and one made from it, so that only they are compared.

A store that was derived anew in part says which triples it has more or less than the one it was
made from. An interval of which nothing differs, and of whose State, instrument or norm no name
differs, is answered alike by both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.prefixes import ONTOLOGY, PREFIXES
from servanda.store import Term, about, differing

if TYPE_CHECKING:
    from servanda.store import Store

__all__ = ["touched"]

_MOST = 1500  # intervals; with more, asking about all of them at once is quicker
# What the answers say of the things that an interval is of, in a property of theirs.
_NAMED = {
    *(ONTOLOGY + name for name in ("key", "articleNumber", "laidDownIn", "watches")),
    *(ONTOLOGY + name for name in ("seatOf", "seatsFor")),
    PREFIXES["skos"] + "notation",
}
_READ = f"""
PREFIX sv: <{ONTOLOGY}>
SELECT ?reader ?thing WHERE {{
  ?reader sv:ofState|sv:underInstrument|sv:status|sv:inScope|sv:underClause|sv:norm|sv:seat
    |sv:laidDownIn|sv:seatOf|sv:seatsFor|sv:watches ?thing
}} LIMIT 1
"""
_BESIDE = f"""
PREFIX sv: <{ONTOLOGY}>
SELECT ?other ?thing WHERE {{
  {{ ?thing sv:ofState ?of ; sv:underInstrument ?in . ?other sv:underInstrument ?in ; sv:ofState ?of }}
  UNION
  {{ ?thing sv:ofState ?of ; sv:seat ?seat . ?other sv:ofState ?of ; sv:seat ?any }}
}}
"""  # noqa: E501


def touched(before: Store, after: Store) -> frozenset[str] | None:
    """Return the IRIs of all intervals of each State and instrument of which one may differ.

    None where that is not known (one was not made from the other), or not worth it.
    """
    triples = differing(before, after)
    if triples is None:
        return None
    named = {subject for subject, predicate in triples if predicate in _NAMED}
    watched = any(predicate == ONTOLOGY + "watches" for _, predicate in triples)
    if watched or any(_rows(one, _READ, thing) for one in (before, after) for thing in named):
        return None
    found: set[str] = set()
    for subject in {subject for subject, _ in triples}:
        if subject not in found:
            for store in (before, after):
                found |= _rows(store, _BESIDE, subject)
        if len(found) > _MOST:
            return None
    return frozenset(found)


def _rows(store: Store, query: str, thing: str) -> set[str]:
    """Return what *query* finds for one *thing*."""
    table = about(store, query, {"thing": Term("iri", thing)})
    return {row[0].value for row in table.rows if row[0]}
