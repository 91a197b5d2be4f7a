"""Try acts that nobody has done: the stored rules run on an instrument's surroundings and the acts.

No day is worked out here; what an act would do is what the rules derive from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.closure import as_construct
from servanda.derive import derive
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES
from servanda.store import Term, Triple, fresh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from servanda.store import Store

__all__ = ["Trial", "Tried", "act", "tried"]

_SCHEMA = """
CONSTRUCT {{ ?term ?property ?value }} WHERE {{
  ?term <{rdfs}isDefinedBy> <{ontology}> ; ?property ?value .
}}
"""
_EFFECTS = """
SELECT ?act ?reckoning ?earliest ?latest ?without ?permitted WHERE {{
  ?reckoning <{sv}reckonedFrom> ?act .
  VALUES ?act {{ {acts} }}
  {{ ?reckoning <{sv}opensFor> ?standing OPTIONAL {{ ?reckoning <{sv}beginsEarliest> ?earliest }}
     OPTIONAL {{ ?reckoning <{sv}beginsLatest> ?latest }} }}
  UNION
  {{ ?reckoning <{sv}endsFor> ?standing OPTIONAL {{ ?reckoning <{sv}endsEarliest> ?earliest }}
     OPTIONAL {{ ?reckoning <{sv}endsLatest> ?latest }} }}
  ?standing <{sv}ofStatus> <{sv}PartyStatus> .
  OPTIONAL {{ ?reckoning a ?without . FILTER(?without = <{sv}WithoutEffect>) }}
  OPTIONAL {{ ?reckoning <{sv}permittedEarliest> ?permitted }}
}} ORDER BY ?act ?reckoning
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """What one supposed act does: from when to when (its bounds, empty where open), or nothing."""

    act: str
    reckoning: str
    earliest: str
    latest: str
    without_effect: bool
    permitted: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A store in which the acts were done, and what each of them does there, by IRI."""

    store: Store
    effects: Mapping[str, Tried]


def act(
    kind: str, state: str, instrument: str, days: Mapping[str, Term], name: str
) -> tuple[str, tuple[Triple, ...]]:
    """Return the IRI and the triples of a supposed act; *days* by local name of the property."""
    keys = "/".join(iri.rpartition("/")[2] for iri in (instrument, state))
    iri = f"{BASE}act/{keys}/supposed-{name}"
    said = {"by": Term("iri", state), "instrument": Term("iri", instrument), **days}
    thing = Term("iri", iri)
    triples = [Triple(thing, Term("iri", PREFIXES["rdf"] + "type"), Term("iri", kind))]
    triples += [Triple(thing, Term("iri", ONTOLOGY + prop), value) for prop, value in said.items()]
    return iri, tuple(triples)


def tried(store: Store, instrument: str, acts: Sequence[tuple[str, Iterable[Triple]]]) -> Trial:
    """Return what the *acts* under *instrument* would do on top of what is recorded in *store*."""
    table = ask(store, question("surroundings"), {"instrument": instrument})
    known = [Triple(*row) for row in table.rows if None not in row]  # type: ignore[arg-type]
    supposed = [triple for _, triples in acts for triple in triples]
    small = fresh()
    schema = store.construct(_SCHEMA.format(rdfs=PREFIXES["rdfs"], ontology=ONTOLOGY.rstrip("#")))
    small.insert(as_construct([*schema, *known, *supposed]))
    derive(small)
    listed = " ".join(Term("iri", iri).n3() for iri, _ in acts)
    found = {}
    for row in small.select(_EFFECTS.format(sv=ONTOLOGY, acts=listed)).rows:
        iri, reckoning, earliest, latest, without, permitted = (
            cell.value if cell else "" for cell in row
        )
        found[iri] = Tried(iri, reckoning, earliest, latest, bool(without), permitted)
    return Trial(small, found)
