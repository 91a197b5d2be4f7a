"""The history of one State under one instrument: consents and exits in order, cut into episodes.

A consent after an exit opens a new episode; a consent without an exit before it changes nothing. On
one day an exit stands before a renewed consent (Trinidad and Tobago, 26 May 1998: denounced and
acceded anew), but after the State's first consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .counting import effect
from .dates import UNKNOWN, Bounds, earliest, exactly, latest
from .exits import End, Origins, exit_of
from .intervals import Interval
from .model import EXITS, Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .begins import Beginning
    from .model import Instrument, TerminationClause
    from .twin import Twin

__all__ = ["events", "first_of", "history"]

_Step = tuple[date, int, "Beginning | Act | End"]


@dataclass(slots=True)
class _Episode:
    """One stay under the treaty; *place* counts the ends recorded before it."""

    begins: list[Beginning]
    place: int
    left: bool = False
    own_ends: list[End] = field(default_factory=list)

    @property
    def day(self) -> Bounds:
        return first_of([one.day for one in self.begins])

    @property
    def clock(self) -> Bounds:
        return first_of([one.clock for one in self.begins])


def first_of(days: list[Bounds]) -> Bounds:
    """Return the bounds of the first of some days."""
    lows = [day.lo for day in days]
    return Bounds(None if None in lows else earliest(lows), earliest(day.hi for day in days))


def history(twin: Twin, instrument: Instrument, state: str) -> tuple[Interval, ...]:
    """Return the intervals during which *state* is a Party to *instrument*."""
    episodes: list[_Episode] = []
    ends: list[End] = []
    for day, _, what in _in_order(twin, instrument, state):
        current = episodes[-1] if episodes else None
        if isinstance(what, Act | End):
            end = what if isinstance(what, End) else _exit(twin, instrument, what, current)
            if current and end:
                ends.append(end)
                current.left = True
        elif current is None or current.left or _run_out(instrument, current, day):
            episodes.append(_Episode([what], len(ends)))
        else:
            current.begins.append(what)
    for_good = list(_for_good(twin, instrument))
    cut = (
        _cut(one.day, [*ends[one.place :], *_own_terms(instrument, one), *for_good])
        for one in episodes
    )
    return tuple(one for one in cut if one)


def _in_order(twin: Twin, instrument: Instrument, state: str) -> list[_Step]:
    consents = twin.beginnings(instrument, state)
    first = min((one.clock.lo or date.min for one in consents), default=date.max)
    steps: list[_Step] = []
    for one in consents:
        day = one.clock.lo or date.min
        steps.append((day, 0 if day == first else 2, one))
    exits = twin.world.acts_of(instrument.key, state, EXITS)
    steps += [(_place(twin.notice_of(instrument, act), first), 1, act) for act in exits]
    steps += [(_place(end.order, first), 1, end) for end in events(twin, instrument, state)]
    return sorted((step for step in steps if step[0] >= first), key=lambda step: step[:2])


def _place(day: Bounds, first: date) -> date:
    """Order an exit by its earliest day; one that may follow the first consent does follow it."""
    surely_before = day.hi is not None and day.hi < first
    return day.hi if surely_before and day.hi else max(day.lo or first, first)


def _exit(twin: Twin, instrument: Instrument, act: Act, current: _Episode | None) -> End | None:
    if current is None:
        return None
    force = twin.force(instrument.key)
    origins = Origins(current.day, force.day if force else UNKNOWN, current.clock)
    starts = [one.clock.lo for one in twin.beginnings(instrument, act.state)]
    known = [day for day in starts if day]
    return exit_of(twin.world, instrument, act, origins, min(known, default=date.min))


def events(twin: Twin, instrument: Instrument, state: str) -> Iterator[End]:
    """Ends that follow an event elsewhere, such as loss of membership (ECHR, article 58(3))."""
    for clause in instrument.terminations:
        days: list[Bounds] = []
        if clause.clock == "EndOfStatusClock":
            days = [one.end for one in twin.intervals(clause.other, state) if one.end]
        elif clause.clock == "BeginOfStatusClock":
            days = [one.begin for one in twin.intervals(clause.other, state)]
        elif clause.clock == "OtherInForceClock" and (other := twin.force(clause.other)):
            days = [other.day]
        yield from (End(_counted(clause, day), day) for day in days)


def _for_good(twin: Twin, instrument: Instrument) -> Iterator[End]:
    """Ends of the instrument itself: a fixed day, or a term since its entry into force."""
    for clause in instrument.terminations:
        if clause.clock == "FixedDayClock" and clause.fixed:
            yield End(_counted(clause, exactly(clause.fixed)), UNKNOWN)
        elif clause.clock == "InForceClock":
            force = twin.force(instrument.key)
            yield End(_counted(clause, force.day) if force else UNKNOWN, UNKNOWN)


def _own_terms(instrument: Instrument, episode: _Episode) -> Iterator[End]:
    """Ends after a term of years as a Party."""
    for clause in instrument.terminations:
        if clause.clock == "PartyBeginClock":
            yield End(_counted(clause, episode.day), UNKNOWN)


def _counted(clause: TerminationClause, day: Bounds) -> Bounds:
    return day.map(lambda one: effect(clause.counting, one))


def _run_out(instrument: Instrument, episode: _Episode, day: date) -> bool:
    return any(end.day.lo and end.day.lo <= day for end in _own_terms(instrument, episode))


def _cut(begin: Bounds, ends: list[End]) -> Interval | None:
    """Let the first end close the interval; none is left if it surely ends before it begins."""
    if not ends:
        return Interval(begin)
    lows = [end.day.lo for end in ends]
    low = None if None in lows else earliest(lows)
    high = earliest(end.day.hi for end in ends if end.sure)
    if high and begin.lo and high <= begin.lo:
        return None
    # An end of unknown day is no end "never": the interval must not read as certain for ever.
    end = Bounds(latest((low, begin.lo)) or begin.hi, high)
    return Interval(begin, None if end == UNKNOWN else end)
