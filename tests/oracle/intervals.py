"""Party status as half-open intervals, and the answer on one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .dates import Bounds

__all__ = ["Interval", "answer"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from a begin up to, and not including, an end; no end is in sight if it is None."""

    begin: Bounds
    end: Bounds | None = None

    def certain_on(self, day: date) -> bool:
        """Is the State bound on *day*, whatever the unknown dates are?"""
        begun = self.begin.hi is not None and self.begin.hi <= day
        return begun and (self.end is None or (self.end.lo is not None and day < self.end.lo))

    def possible_on(self, day: date) -> bool:
        """Is the State bound on *day*, if the unknown dates are what they may be?"""
        begun = self.begin.lo is None or self.begin.lo <= day
        return begun and (self.end is None or self.end.hi is None or day < self.end.hi)


def answer(intervals: Iterable[Interval], day: date) -> str:
    """Return `certain`, `possible` or `no`."""
    known = tuple(intervals)
    if any(one.certain_on(day) for one in known):
        return "certain"
    return "possible" if any(one.possible_on(day) for one in known) else "no"
