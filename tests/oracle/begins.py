"""From which day a consent binds its State.

Who had consented when the threshold was reached is bound with the instrument itself; a later State
from its own day; nobody before the instrument is in force (VCLT article 24; RULES.md, point 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .clocks import clock, deposited, speaking_of
from .counting import effect
from .dates import UNKNOWN, Bounds, latest

if TYPE_CHECKING:
    from .entry import Force
    from .model import Act, Instrument, World

__all__ = ["Beginning", "begin", "clock_of", "named_later"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A consent, the day of its clock, and the day from which it binds."""

    act: Act
    clock: Bounds
    day: Bounds


def begin(world: World, instrument: Instrument, act: Act, force: Force | None) -> Beginning | None:
    """Return when *act* begins to bind; None while the instrument is not in force.

    An instrument without any entry clause sets no floor.
    """
    start, own = _own(world, instrument, act)
    if instrument.entry is None:
        return Beginning(act, start, own)
    if force is None:
        return None
    clause = speaking_of(act.kind, instrument.consents)
    named = UNKNOWN
    if clause is None or clause.declared != "NoDeclaredDate":
        named = act.declared.bounds
    return Beginning(act, start, _floored(start, own, force, named))


def clock_of(world: World, instrument: Instrument, act: Act) -> Bounds:
    """Return the day on which a consent starts its clock."""
    return _own(world, instrument, act)[0]


def _own(world: World, instrument: Instrument, act: Act) -> tuple[Bounds, Bounds]:
    """Return the clock of a consent and the day that its own clause gives."""
    clause = speaking_of(act.kind, instrument.consents)
    if clause is not None:
        start = clock(clause.clock, act, instrument.opened)
        counted = start.map(lambda day: effect(clause.counting, day))
        return start, named_later(counted, act, clause.declared)
    if act.kind == "Succession":
        day = _succession(world, instrument, act)
        return day, day
    start = clock("DepositClock", act, instrument.opened)
    return start, Bounds(latest((act.declared.bounds.lo, start.lo)), None)


def _succession(world: World, instrument: Instrument, act: Act) -> Bounds:
    """Return the day a successor names, else the span from statehood to its notice; no sum."""
    named = act.declared.bounds
    if named.lo is not None:
        return named
    return Bounds(world.statehood.get(act.state) or instrument.opened, deposited(act).hi)


def named_later(counted: Bounds, act: Act, naming: str) -> Bounds:
    """Let the State put its day off: never before the counted day; a silent clause respects it.

    Where the clause requires a named day, the period is only a minimum (CFE Treaty, article XIX).
    """
    named = act.declared.bounds
    if naming == "NoDeclaredDate":
        return counted
    if named == Bounds(None, None):
        return counted.open_ended() if naming == "MustNameDay" else counted
    return counted.at_least(named)


def _floored(start: Bounds, own: Bounds, force: Force, named: Bounds) -> Bounds:
    """Bind with the instrument (or on a later day they named) those in time, others not before."""
    trigger, floor = force.trigger, force.day
    later = own.at_least(floor)
    if trigger is None:
        return later
    surely_first = start.hi is not None and trigger.lo is not None and start.hi <= trigger.lo
    surely_later = start.lo is not None and trigger.hi is not None and start.lo > trigger.hi
    if surely_first:
        return floor if named == UNKNOWN else floor.at_least(named)
    return later if surely_later else Bounds(latest((floor.lo, start.lo, named.lo)), later.hi)
