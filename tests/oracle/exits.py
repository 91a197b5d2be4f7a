"""On which day a notice of exit takes effect, if it does.

Order: clock, permission, counting, running period, day named by the State, extension of the notice,
armed conflict, revocation (VCLT articles 54 to 56, 65, 67 and 68).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .begins import named_later
from .clocks import clock, received, speaking_of
from .counting import Counting, effect
from .dates import UNKNOWN, Bounds, latest
from .permission import permit

if TYPE_CHECKING:
    from datetime import date

    from .model import Act, Instrument, World

__all__ = ["End", "Origins", "exit_of"]


@dataclass(frozen=True, slots=True)
class End:
    """An end of the treaty for a State: the day, whether it is sure, and its place in history."""

    day: Bounds
    order: Bounds
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Origins:
    """The days from which lock-ins, windows and running periods can run."""

    party: Bounds = UNKNOWN
    force: Bounds = UNKNOWN
    deposit: Bounds = UNKNOWN

    def of(self, clock_kind: str) -> Bounds:
        """Return the origin that a clause names by a clock."""
        return {
            "PartyBeginClock": self.party,
            "InForceClock": self.force,
            "DepositClock": self.deposit,
        }[clock_kind]


def exit_of(
    world: World, instrument: Instrument, act: Act, origins: Origins, first: date
) -> End | None:
    """Return the end that *act* brings about; None if it has no effect.

    A notice without any day is not older than the *first* consent of the State, if there is one.
    """
    clause = speaking_of(act.kind, instrument.exits)
    if clause is None:
        if instrument.silent_on_exit:
            return None
        notice = _given("ReceiptClock", act, instrument, first)
        day = Bounds(latest((act.declared.bounds.lo, notice.lo)), None)
        return _unless_revoked(world, act, End(day, notice))
    notice = _given(clause.clock, act, instrument, first)
    permitted = permit(clause, notice, origins.of(clause.lock_in_from))
    if permitted is None:
        return None
    day = _counted(clause.counting, permitted.clock, origins.of(clause.running_from))
    day = _extended(world, act, named_later(day, act, clause.declared))
    if clause.postponed_by_conflict:
        day = _postponed(world, act.state, day)
    return _unless_revoked(world, act, End(day, notice, permitted.sure))


def _given(kind: str, act: Act, instrument: Instrument, first: date) -> Bounds:
    stated = clock(kind, act)
    before = stated.hi is not None and stated.hi < first
    return clock(kind, act, instrument.opened if before else latest((instrument.opened, first)))


def _counted(rule: Counting, start: Bounds, origin: Bounds) -> Bounds:
    if rule.running_years and (origin.lo is None or origin.lo != origin.hi):
        return start.map(lambda day: effect(rule, day)).open_ended()
    return start.map(lambda day: effect(rule, day, origin.lo))


def _extended(world: World, act: Act, day: Bounds) -> Bounds:
    """Put the effect off to the day of an agreed extension (Treaty on European Union, 50(3))."""
    for other in world.acts:
        if other.kind == "NoticeExtension" and other.concerns == act.key:
            day = day.at_least(other.declared.bounds)
    return day


def _postponed(world: World, state: str, day: Bounds) -> Bounds:
    """Keep a State at war bound until the end of that war (Mine Ban Convention, 20(3))."""
    low, high = day.lo, day.hi
    lows, highs = [low], [high]
    for conflict in (one for one in world.conflicts if one.state == state):
        began, ended = conflict.began.bounds, conflict.ended.bounds
        if low and began.hi and began.hi <= low and ended.lo and ended.lo > low:
            lows.append(ended.lo)
        starts_in_time = high is None or began.lo is None or began.lo <= high
        if starts_in_time and (low is None or ended.hi is None or ended.hi > low):
            highs.append(ended.hi)
    return Bounds(latest(lows), None if None in highs else latest(highs))


def _unless_revoked(world: World, act: Act, end: End) -> End | None:
    """Drop a notice taken back before its day (VCLT article 68); on that day is too late."""
    for other in world.acts:
        if other.kind != "RevocationOfExit" or other.concerns != act.key:
            continue
        back = other.done.bounds if other.received.bounds == UNKNOWN else received(other)
        if back.hi is not None and end.day.lo is not None and back.hi < end.day.lo:
            return None
        if back.lo is None or end.day.hi is None or back.lo < end.day.hi:
            end = End(end.day, end.order, sure=False)
    return end
