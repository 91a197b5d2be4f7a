"""What a counting rule makes of one clock date: the only place where the twin counts.

Order: the day by which notice must be given, the objection period, years and months, days, the day
after, rounding. Sources: the final clauses themselves; `party_tables/RULES.md` for the practice of
depositaries (points 1 to 4); Vienna Convention on the Law of Treaties, articles 24 and 56(2), for
the principle that the period named by the treaty decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from .dates import months_on

__all__ = ["AT_ONCE", "Counting", "Rounding", "effect"]


class Rounding(Enum):
    """How the end of the period is moved to a day that the clause likes; values are local names."""

    NONE = "NoRounding"
    FIRST_OF_NEXT_MONTH = "FirstOfNextMonth"
    NEXT_FIXED_DAY = "NextFixedDay"
    NEXT_FIXED_DAY_AFTER = "NextFixedDayAfter"


@dataclass(frozen=True, slots=True)
class Counting:
    """The parameters of one counting rule; a month and a day stand as `07-01`."""

    years: int = 0
    months: int = 0
    days: int = 0
    objection_months: int = 0
    day_after: bool = False
    notice_by: str = ""
    rounding: Rounding = Rounding.NONE
    fixed_day: str = ""
    running_years: int = 0


AT_ONCE = Counting()


def effect(rule: Counting, clock: date, origin: date | None = None) -> date:
    """Return the day that *rule* gives for a clock started on *clock*.

    >>> effect(Counting(months=3, rounding=Rounding.FIRST_OF_NEXT_MONTH), date(2005, 11, 30))
    datetime.date(2006, 3, 1)
    """
    day = _on_or_after(clock, rule.notice_by) if rule.notice_by else clock
    day = months_on(day, 0, rule.objection_months)
    day = months_on(day, rule.years, rule.months)
    day += timedelta(days=rule.days + int(rule.day_after))
    return _running(_rounded(day, rule), rule.running_years, origin)


def _rounded(day: date, rule: Counting) -> date:
    match rule.rounding:
        case Rounding.NONE:
            return day
        case Rounding.FIRST_OF_NEXT_MONTH:
            # Strictly the next month, also when the period ends on a first day (RULES.md, point 3).
            return months_on(day.replace(day=1), 0, 1)
        case Rounding.NEXT_FIXED_DAY:
            return _on_or_after(day, rule.fixed_day)
        case Rounding.NEXT_FIXED_DAY_AFTER:
            return _on_or_after(day + timedelta(days=1), rule.fixed_day)


def _on_or_after(day: date, month_day: str) -> date:
    """Return the next day of that month and number (Single Convention on Narcotic Drugs, 46(2))."""
    this_year = date.fromisoformat(f"{day.year:04d}-{month_day}")
    return this_year if this_year >= day else this_year.replace(year=day.year + 1)


def _running(day: date, years: int, origin: date | None) -> date:
    """Round up to the end of the running period (CIEC Convention 8: five years)."""
    if not years or origin is None:
        return day
    turn = 1
    while months_on(origin, turn * years, 0) < day:
        turn += 1
    return months_on(origin, turn * years, 0)
