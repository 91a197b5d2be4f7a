"""When an instrument itself enters into force, and which day tripped it (VCLT article 24).

A threshold is counted over States, each by its first consent; a succession is no new consent, but a
successor is not missing where all must consent (Protocol 14 to the European Convention on Human
Rights: Montenegro). With bounds, the n-th smallest earliest and the n-th smallest latest day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .counting import effect
from .dates import UNKNOWN, Bounds, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .model import EntryClause, Instrument
    from .twin import Twin

__all__ = ["Force", "in_force"]


@dataclass(frozen=True, slots=True)
class Force:
    """The entry into force of an instrument, and the day of the consent that brought it about."""

    day: Bounds
    trigger: Bounds | None = None


def in_force(twin: Twin, instrument: Instrument) -> Force | None:
    """Return when *instrument* entered into force; None when its threshold is not reached."""
    clause = instrument.entry
    assert clause is not None
    count = clause.counting
    if clause.clock == "FixedDayClock":
        assert clause.fixed is not None
        return Force(exactly(effect(count, clause.fixed)))
    if clause.clock == "OtherInForceClock":
        other = twin.force(clause.other)
        return Force(other.day.map(lambda day: effect(count, day))) if other else None
    if not instrument.complete:
        return Force(UNKNOWN)
    trigger = _trigger(twin, instrument.key, clause)
    return Force(trigger.map(lambda day: effect(count, day)), trigger) if trigger else None


def _trigger(twin: Twin, instrument: str, clause: EntryClause) -> Bounds | None:
    if clause.all_parties_to or clause.all_signatories:
        first = twin.first_consents(instrument, successions=True)
    else:
        first = twin.first_consents(instrument, successions=False)
    if clause.all_parties_to:
        return _all_parties(twin, clause.all_parties_to, first)
    if clause.all_signatories:
        signed = {act.state for act in twin.world.signatures(instrument)}
        return _nth(len(signed), [first[state] for state in signed if state in first])
    asked = [(clause.required, _among(twin, clause.consents_from, first))]
    if clause.including:
        asked.append((clause.including, _among(twin, clause.including_from, first)))
    reached = [_nth(number, days) for number, days in asked]
    together: Bounds | None = Bounds(None, date.min)
    for one in reached:
        together = together and one and together.at_least(one)
    return together


def _among(twin: Twin, group: str, first: Mapping[str, Bounds]) -> list[Bounds]:
    if not group:
        return list(first.values())
    return [days for state, days in first.items() if state in twin.world.groups[group]]


def _nth(number: int, days: list[Bounds]) -> Bounds | None:
    """Return the bounds of the n-th day, or None if there are not that many."""
    if not 0 < number <= len(days):
        return None
    lows = sorted(day.lo or date.min for day in days)
    highs = sorted(day.hi or date.max for day in days)
    low, high = lows[number - 1], highs[number - 1]
    return Bounds(None if low == date.min else low, None if high == date.max else high)


def _all_parties(twin: Twin, convention: str, first: Mapping[str, Bounds]) -> Bounds | None:
    """Return the first day on which every Party to the convention has consented.

    The earliest such day looks at those that certainly are Parties and may have consented, the
    latest one at those that may be Parties and certainly have consented.
    """
    parties = {state: twin.intervals(convention, state) for state in twin.states(convention)}

    def complete(day: date, *, surely: bool) -> bool:
        sure = {s for s, stays in parties.items() if any(one.certain_on(day) for one in stays)}
        maybe = {s for s, stays in parties.items() if any(one.possible_on(day) for one in stays)}
        if surely:
            done = {s for s, when in first.items() if (when.hi or date.max) <= day}
            return bool(sure) and maybe <= done
        done = {s for s, when in first.items() if (when.lo or date.min) <= day}
        return bool(maybe & done) and sure <= done

    held = [one for intervals in parties.values() for one in intervals]
    days = [*first.values(), *(one.begin for one in held), *(one.end for one in held if one.end)]
    low = _first(lambda day: complete(day, surely=False), [d.lo for d in days])
    high = _first(lambda day: complete(day, surely=True), [d.hi for d in days])
    return None if low is None else Bounds(low, high)


def _first(test: Callable[[date], bool], days: Iterable[date | None]) -> date | None:
    return next((day for day in sorted({d for d in days if d is not None}) if test(day)), None)
