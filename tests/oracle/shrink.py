"""Make a failing world as small as possible, so that a person can read it."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

from .dates import NOT_STATED, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .model import Act, Instrument, World

__all__ = ["shrunk"]

_MOST_TRIES = 400


def shrunk(world: World, fails: Callable[[World], bool]) -> World:
    """Return a small world that still *fails*, by leaving out one thing after the other."""
    tries = 0
    again = True
    while again:
        again = False
        for smaller in _smaller(world):
            tries += 1
            if tries > _MOST_TRIES:
                return world
            if fails(smaller):
                world, again = smaller, True
                break
    return world


def _smaller(world: World) -> Iterator[World]:
    for state in sorted({act.state for act in world.acts}):
        yield replace(world, acts=tuple(act for act in world.acts if act.state != state))
    for act in world.acts:
        kept = tuple(a for a in world.acts if act.key not in {a.key, a.concerns})
        yield replace(world, acts=kept)
    for war in world.conflicts:
        yield replace(world, conflicts=tuple(one for one in world.conflicts if one is not war))
    if world.statehood:
        yield replace(world, statehood={})
    for number, instrument in enumerate(world.instruments):
        for simpler in _simpler_instruments(instrument):
            changed = list(world.instruments)
            changed[number] = simpler
            yield replace(world, instruments=tuple(changed))
    for number, act in enumerate(world.acts):
        for plainer in _plainer_acts(act):
            yield replace(world, acts=(*world.acts[:number], plainer, *world.acts[number + 1 :]))


def _simpler_instruments(instrument: Instrument) -> Iterator[Instrument]:
    for name in ("consents", "exits", "terminations"):
        if getattr(instrument, name):
            yield _with(instrument, name, getattr(instrument, name)[:-1])
    if instrument.entry:
        yield replace(instrument, entry=None)
        for entry in _defaults(instrument.entry, {"clock", "fixed", "required", "other"}):
            yield replace(instrument, entry=entry)
    for name in ("consents", "exits", "terminations"):
        clauses = getattr(instrument, name)
        for number, clause in enumerate(clauses):
            for simpler in _defaults(clause, {"applies_to", "fixed", "other"}):
                changed = (*clauses[:number], simpler, *clauses[number + 1 :])
                yield _with(instrument, name, changed)


def _defaults(clause: Any, kept: set[str]) -> Iterator[Any]:
    """Put the default, one by one, for each parameter of a clause and of its counting rule."""
    for one in fields(clause):
        value = getattr(clause, one.name)
        if one.name not in kept and one.default is not MISSING and value != one.default:
            yield _with(clause, one.name, one.default)
        if one.name == "counting":
            for simpler in _defaults(value, {"fixed_day", "years"}):
                yield replace(clause, counting=simpler)


def _plainer_acts(act: Act) -> Iterator[Act]:
    for name in ("received", "notified", "declared"):
        when: When = getattr(act, name)
        if when != NOT_STATED:
            yield _with(act, name, NOT_STATED)


def _with(one: Any, name: str, value: object) -> Any:
    return replace(one, **{name: value})
