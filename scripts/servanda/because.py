"""Because of which facts something changed: the acts, terms, clauses and norms that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.errors import UsageProblem
from servanda.names import resolve
from servanda.prefixes import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Collection

    from servanda.change import Change, Held, Key, Scope
    from servanda.store import Store

__all__ = ["Ground", "brought_about", "explained", "grounds", "knows"]


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """One fact: *sort* is ``act``, ``expected`` (an act), ``term``, ``clause`` or ``norm``."""

    iri: str
    sort: str
    kind: str
    day_earliest: str
    day_latest: str


_FEW = 6  # States under instruments; with more, asking about all at once is quicker

Grounds = dict[str, dict[str, frozenset[Ground]]]


def grounds(
    store: Store, scope: Scope, places: Collection[tuple[str, str]] | None = None
) -> Grounds:
    """Return, for each interval in *scope*, the facts that its ``begin`` and ``end`` rest on.

    *places* are the States and instruments (by key) that alone matter, where they are few.
    """
    every = [{name: text for name, text in scope.told.items() if name != "body"}]
    few = places is not None and len(places) <= _FEW
    wanted = [{"state": one, "instrument": other} for one, other in places or ()] if few else every
    tables = [ask(store, question("grounds"), told) for told in wanted if knows(store, told)]
    found: dict[str, dict[str, set[Ground]]] = {}
    for row in (row for table in tables for row in table.texts()):
        fact = Ground(
            row["ground"], row["sort"], row["kind"], row["day_earliest"], row["day_latest"]
        )
        found.setdefault(row["thing"], {}).setdefault(row["side"], set()).add(fact)
    return {
        thing: {side: frozenset(facts) for side, facts in sides.items()}
        for thing, sides in found.items()
    }


def brought_about(found: Collection[Change], store: Store, scope: Scope) -> list[Change]:
    """Return the changes between two days, each with the facts that gave what was passed."""
    if not found:
        return []
    known = grounds(store, scope)

    def facts(change: Change) -> tuple[str, ...]:
        held = change.after or change.before
        sides = known.get(held.thing, {}) if held else {}
        wanted = {"gained": ("begin",), "lost": ("end",)}.get(change.kind, ("begin", "end"))
        named = {one.iri for side in wanted for one in sides.get(side, ()) if one.sort in _FACTS}
        return tuple(sorted(named))

    return _completed([replace(change, because=facts(change)) for change in found])


def explained(found: Collection[Change], before: Store, after: Store, scope: Scope) -> list[Change]:
    """Return the changes between two stores, each with the facts that differ between them.

    These are what only one of the two rests on; where nothing new is among them also the acts of
    that State that only one store has (a revocation gives nothing to rest on); and where nothing
    is left, what both rest on and describe differently (a clause that was put right).
    """
    if not found:
        return []
    keys = [one.key for one in found if one.what != "verdict"]
    places = {(key.state, key.instrument) for key in keys}
    old, new = (grounds(store, scope, places) for store in (before, after))
    acts = _Acts(before, after)

    def facts(change: Change) -> tuple[str, ...]:
        was, now = _of(change.before, old), _of(change.after, new)
        named = {one.iri for one in was ^ now if one.sort in _FACTS or acts.altered(one.iri)}
        if not now - was:
            named |= acts.differing(change.key)
        named = named or {one.iri for one in was & now if acts.altered(one.iri)}
        return tuple(sorted(named))

    return _completed([replace(change, because=facts(change)) for change in found])


class _Acts:
    """What two stores say of acts and other facts, compared once each."""

    def __init__(self, before: Store, after: Store) -> None:
        self._stores = (before, after)
        self._done: dict[tuple[str, str], set[str]] = {}
        self._altered: dict[str, bool] = {}

    def differing(self, key: Key) -> set[str]:
        """Return the acts of the State under the instrument that only one store has so."""
        place = (key.state, key.instrument)
        if not all(place):
            return set()
        if place not in self._done:
            told = {"state": key.state, "instrument": key.instrument}
            one, other = (
                {*ask(store, question("history-of-state"), told).rows}
                if knows(store, told)
                else set()
                for store in self._stores
            )
            rows = [row for row in one ^ other if row[2] and row[2].value != "event"]
            self._done[place] = {row[-1].value for row in rows if row[-1]}
        return self._done[place]

    def altered(self, iri: str) -> bool:
        """Say whether the two stores describe *iri*, or how it counts, differently."""
        if iri not in self._altered:
            one, other = ({*store.select(_SAID.format(iri=iri)).rows} for store in self._stores)
            self._altered[iri] = one != other
        return self._altered[iri]


def knows(store: Store, told: dict[str, str]) -> bool:
    """Say whether *store* knows the State and the instrument; an older version may not."""
    try:
        return all(resolve(store, kind, name) for kind, name in told.items())
    except UsageProblem:
        return False


_SAID = f"""
SELECT ?property ?value WHERE {{{{
  {{{{ <{{iri}}> ?property ?value }}}}
  UNION
  {{{{ <{{iri}}> <{ONTOLOGY}counting> ?rule . ?rule ?property ?value }}}}
}}}}
"""
_FACTS = ("act", "expected", "term")


def _of(held: Held | None, known: Grounds) -> frozenset[Ground]:
    """Return all facts under one interval."""
    sides = known.get(held.thing, {}) if held else {}
    return frozenset(fact for facts in sides.values() for fact in facts)


def _completed(found: list[Change]) -> list[Change]:
    """Give a change that names no fact those of the other changes of that State and instrument.

    A status that ends because another begins (a signatory consents) rests on no act of its own.
    """
    shared: dict[tuple[str, str], set[str]] = {}
    for change in found:
        if change.what == "status":
            place = (change.key.state, change.key.instrument)
            shared.setdefault(place, set()).update(change.because)
    return [
        change
        if change.because
        else replace(
            change,
            because=tuple(sorted(shared.get((change.key.state, change.key.instrument), ()))),
        )
        for change in found
    ]
