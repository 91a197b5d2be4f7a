"""Random days, and what sources make of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .dates import NOT_STATED, When

if TYPE_CHECKING:
    from random import Random

__all__ = ["Calendar"]

_EDGES = ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (6, 30), (7, 1), (12, 31), (1, 30), (11, 30))


@dataclass(slots=True)
class Calendar:
    """Days within a few decades of each other, some of them used again."""

    random: Random
    start: int = 0
    used: list[date] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def day(self) -> date:
        if self.used and self.chance(0.15):
            return self.random.choice(self.used) + timedelta(days=self.random.choice((-1, 0, 0, 1)))
        year = self.start + self.random.randrange(25)
        if self.chance(0.5):
            month, number = self.random.choice(_EDGES)
            leap = date(year, 12, 31).timetuple().tm_yday == 366
            chosen = date(year, month, 28 if (month, number) == (2, 29) and not leap else number)
        else:
            chosen = date(year, 1, 1) + timedelta(days=self.random.randrange(365))
        self.used.append(chosen)
        return chosen

    def when(self, day: date) -> When:
        """State *day* as a source might: mostly in full."""
        text, before, after = str(day), self.off(day, -1), self.off(day, 1)
        forms = (
            When(text[:7]),
            When(text[:4]),
            When(not_before=before),
            When(not_before=before, not_after=after),
            When(not_after=after),
            NOT_STATED,
        )
        return When(text) if self.chance(0.7) else self.random.choice(forms)

    def off(self, day: date, way: int) -> str:
        text = str(day + way * timedelta(days=self.random.choice((0, 1, 40, 500))))
        return text[: self.random.choice((10, 10, 7, 4))]

    def exact(self, day: date) -> tuple[When, When, When, When]:
        """Return days that are all known, and none named."""
        late = When(str(day + timedelta(days=self.random.choice((0, 0, 1, 9, 31)))))
        return When(str(day)), late, late, NOT_STATED

    def dates(self, day: date) -> tuple[When, When, When, When]:
        """Return the day done, received, circulated, and named for the effect."""
        late = day + timedelta(days=self.random.choice((0, 0, 1, 9, 31)))
        named = day + timedelta(days=self.random.choice((0, 30, 365, 700)))
        return (
            self.when(day),
            self.when(late) if self.chance(0.6) else NOT_STATED,
            self.when(late + timedelta(days=20)) if self.chance(0.3) else NOT_STATED,
            self.when(named) if self.chance(0.25) else NOT_STATED,
        )
