"""Days, and pairs of days between which an unknown day must lie.

The twin never imports the package under test. Month arithmetic is dateutil's, which ends a period
of months on the day with the same number, or on the month's last day where there is none
(depositary practice; `party_tables/RULES.md`, point 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["NOT_STATED", "UNKNOWN", "Bounds", "When", "earliest", "exactly", "latest", "months_on"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The earliest and the latest day that a date can mean; None is unbounded."""

    lo: date | None
    hi: date | None

    def map(self, change: Callable[[date], date]) -> Bounds:
        """Carry both ends through a calculation that never turns later into earlier."""
        return Bounds(
            None if self.lo is None else change(self.lo),
            None if self.hi is None else change(self.hi),
        )

    def at_least(self, floor: Bounds) -> Bounds:
        """Return the later of two dates, end by end."""
        return Bounds(latest((self.lo, floor.lo)), _never_if_open((self.hi, floor.hi)))

    def open_ended(self) -> Bounds:
        """Return the same earliest day, without a latest one."""
        return Bounds(self.lo, None)


UNKNOWN = Bounds(None, None)


def exactly(day: date) -> Bounds:
    """Return the bounds of a date that is known to the day."""
    return Bounds(day, day)


def latest(days: Iterable[date | None]) -> date | None:
    """Return the last of some lower bounds; an unbounded one holds nothing back."""
    return max((day for day in days if day is not None), default=None)


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the first of some upper bounds; an unbounded one holds nothing back."""
    return min((day for day in days if day is not None), default=None)


def _never_if_open(days: tuple[date | None, ...]) -> date | None:
    return None if None in days else latest(days)


def months_on(day: date, years: int, months: int) -> date:
    """Add years and months; a day that the month lacks becomes its last day."""
    return day + relativedelta(years=years, months=months)


@dataclass(frozen=True, slots=True)
class When:
    """A date as a source states it: a day, month or year, or only limits (ISO texts)."""

    on: str = ""
    not_before: str = ""
    not_after: str = ""

    @property
    def bounds(self) -> Bounds:
        """Return the days between which the date lies."""
        low, high = self.on or self.not_before, self.on or self.not_after
        return Bounds(_first(low) if low else None, _last(high) if high else None)


NOT_STATED = When()


def _first(text: str) -> date:
    return date.fromisoformat(text + {4: "-01-01", 7: "-01", 10: ""}[len(text)])


def _last(text: str) -> date:
    span = {4: relativedelta(years=1), 7: relativedelta(months=1), 10: relativedelta(days=1)}
    return _first(text) + span[len(text)] - ONE_DAY
