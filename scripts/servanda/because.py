"""Because of which facts something changed: the acts, terms, clauses and norms that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question

if TYPE_CHECKING:
    from collections.abc import Collection

    from servanda.change import Change, Held, Scope
    from servanda.store import Store

__all__ = ["Ground", "brought_about", "explained", "grounds"]


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """One fact: *sort* is ``act``, ``expected`` (an act), ``term``, ``clause`` or ``norm``."""

    iri: str
    sort: str
    kind: str
    day_earliest: str
    day_latest: str


Grounds = dict[str, dict[str, frozenset[Ground]]]


def grounds(store: Store, scope: Scope) -> Grounds:
    """Return, for each interval in *scope*, the facts that its ``begin`` and ``end`` rest on."""
    told = {name: text for name, text in scope.told.items() if name != "body"}
    table = ask(store, question("grounds"), told)
    found: dict[str, dict[str, set[Ground]]] = {}
    for cells in table.rows:
        row = {n: c.value if c else "" for n, c in zip(table.columns, cells, strict=True)}
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
    """Return the changes between two stores, each with the facts that differ between them."""
    if not found:
        return []
    old, new = grounds(before, scope), grounds(after, scope)

    def facts(change: Change) -> tuple[str, ...]:
        differing = _of(change.before, old) ^ _of(change.after, new)
        return tuple(sorted({one.iri for one in differing}))

    return _completed([replace(change, because=facts(change)) for change in found])


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
