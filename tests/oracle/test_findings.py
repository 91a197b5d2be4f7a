"""Histories on which rules and twin differed, each made as small as it can be: they stay settled."""

from __future__ import annotations

from datetime import date

import pytest

from .compare import disagreements
from .counting import Counting, Rounding
from .dates import NOT_STATED, When
from .final_clauses import ConsentClause, EntryClause, ExitClause, TerminationClause
from .model import Act, Instrument, World

_FIRST_OF_MONTH = Counting(rounding=Rounding.FIRST_OF_NEXT_MONTH)
_OPENED = date(1950, 5, 31)


def _world(*instruments: Instrument, acts: str) -> World:
    """Write acts as `instrument state kind done [received [named]]`, `-` for a day not stated."""
    found: list[Act] = []
    for number, line in enumerate(acts.split("; ")):
        instrument, state, kind, *days = line.split()
        done, received, named = (_when(day) for day in (*days, "-", "-")[:3])
        dates = (done, received, NOT_STATED, named)
        found.append(Act(str(number), kind, state, instrument, *dates))
    return World(instruments, tuple(found))


def _when(day: str) -> When:
    if day == "-":
        return NOT_STATED
    return When(not_after=day[1:]) if day[0] == "<" else When(day)


_AT_ONCE = (ConsentClause(),)
_IN_FORCE = EntryClause("FixedDayClock", fixed=date(1960, 1, 1))
_OTHER = Instrument("o", _IN_FORCE, _AT_ONCE, (ExitClause(),), opened=_OPENED)


def _ends_with(clock: str) -> Instrument:
    end = TerminationClause(clock, other="o")
    return Instrument("t", _IN_FORCE, _AT_ONCE, (), (end,), opened=_OPENED)


_CASES = {
    "a void notice between two consents does not restart the lock-in": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=3),), opened=_OPENED),
        acts="t s Ratification 1960-01-01; t s Denunciation 1961-01-01 1961-01-01; "
        "t s Accession 1964-01-01; t s Denunciation 1965-01-01 1965-01-01",
    ),
    "the term of an earlier stay does not end a later one": _world(
        Instrument(
            "t",
            _IN_FORCE,
            (ConsentClause(Counting(years=3)),),
            (ExitClause(),),
            (TerminationClause("PartyBeginClock", Counting(years=5)),),
            opened=_OPENED,
        ),
        acts="t s Ratification 1960-01-01; t s Denunciation 1966-01-01 1966-01-01; "
        "t s Accession 1967-01-01",
    ),
    "nobody is certainly a Party to the convention": _world(
        Instrument("o", opened=_OPENED),
        Instrument(
            "t", EntryClause("ThresholdClock", _FIRST_OF_MONTH, all_parties_to="o"), opened=_OPENED
        ),
        acts="o s Accession 1961-01-15; t s Accession 1962-01-15",
    ),
    "membership ended before the State joined": _world(
        _OTHER,
        _ends_with("EndOfStatusClock"),
        acts="o s Accession 1961-01-15; o s Withdrawal 1970-01-01 1970-01-01; "
        "t s Accession 1980-01-01",
    ),
    "membership began before the State joined": _world(
        _OTHER,
        _ends_with("BeginOfStatusClock"),
        acts="o s Accession 1961-01-15; t s Accession 1980-01-01",
    ),
    "the other instrument was in force before the State joined": _world(
        _OTHER, _ends_with("OtherInForceClock"), acts="t s Accession 1980-01-01"
    ),
    "an undated notice cannot come before the end of the lock-in": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=5),), opened=_OPENED),
        acts="t s Accession 1970-01-01; t s Denunciation -",
    ),
    "a notice known by its year, under a lock-in": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=3),), opened=_OPENED),
        acts="t s Accession 1970-08-31; t s Denunciation 1970 1970",
    ),
    "a named day of which only the latest is known": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(),), opened=_OPENED),
        acts="t s Accession 1970-01-01; t s Denunciation 1980-01-01 1980-01-01 <1981-01-01",
    ),
    "an undated exit stands where the day it names puts it": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(),), opened=_OPENED),
        acts="t s Ratification 1961-01-01; t s Acceptance 1965-01-01; "
        "t s Denunciation - - 2011-08-03",
    ),
    "the lock-in of a second stay runs from the return": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=3),), opened=_OPENED),
        acts="t s Ratification 1961-01-01; t s Denunciation 1965-01-01 1965-01-01; "
        "t s Accession 1970-01-01; t s Denunciation 1972-12-31 1972-12-31; "
        "t s Denunciation 1973-01-01 1973-01-01",
    ),
    "two consents of which either may be the first": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=1),), opened=_OPENED),
        acts="t s Acceptance 1968; t s Approval 1968-09-11; t s Denunciation 1969-09-11 1969-09-11",
    ),
    "the last day of two terms under one stay": _world(
        Instrument(
            "t",
            _IN_FORCE,
            _AT_ONCE,
            (),
            (TerminationClause("PartyBeginClock", Counting(years=5)),),
            opened=_OPENED,
        ),
        acts="t s Acceptance 1968; t s Approval 1968-09-11",
    ),
    "a window before the first anniversary is closed": _world(
        Instrument(
            "t",
            EntryClause("FixedDayClock", fixed=date(1980, 6, 14)),
            _AT_ONCE,
            (ExitClause(window_every_years=1, window_months=12),),
            opened=_OPENED,
        ),
        acts="t s Ratification 1962; t s Withdrawal 1971 1971",
    ),
    "an undated second consent": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(),), opened=_OPENED),
        acts="t s Ratification 1961-01-01; t s Accession -; t s Denunciation 1980-01-01 1980-01-01",
    ),
    "a succession and another consent in one stay": _world(
        Instrument("t", _IN_FORCE, _AT_ONCE, (ExitClause(lock_in_years=5),), opened=_OPENED),
        acts="t s Succession 1965-03-01 - 1964-07-06; t s Ratification 1966-01-01; "
        "t s Denunciation 1969-07-06 1969-07-06",
    ),
    "an expulsion of which only the latest day is known, before the first consent": _world(
        Instrument("t", None, (ConsentClause(clock="NotificationClock"),), (), opened=_OPENED),
        acts="t s Acceptance 1979-10 1979-11-29; t s Expulsion <1979-10",
    ),
    "the trigger has no earliest day": _world(
        Instrument(
            "t", EntryClause("ThresholdClock", required=1), (ConsentClause(_FIRST_OF_MONTH),)
        ),
        acts="t s Acceptance 1956-12-22; t u Accession -",
    ),
}


@pytest.mark.parametrize("world", [pytest.param(world, id=name) for name, world in _CASES.items()])
def test_finding(world: World) -> None:
    found = disagreements([world])
    assert not found, str(found[0])
