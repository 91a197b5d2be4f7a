"""Random small worlds: final clauses of every kind, and acts with dates known well, badly or not.

Days cluster where counting goes wrong: month ends, 29 February, turns of the year, and the very
days of other acts. Everything comes from one `random.Random`, so a seed is a world.

Left out are kinds of history for which a finding is open (`test_open_findings.py`): acts without any
lower bound, a renewed consent after a notice that may be void, protocols that need all Parties,
events elsewhere before the first consent, instruments that follow one with a partial record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .dates import NOT_STATED, When
from .episodes import events
from .histories_clauses import any_entry, any_exit, any_termination, consent_clauses
from .model import CONSENTS, EXITS, Act, Conflict, Instrument, World
from .twin import Twin

if TYPE_CHECKING:
    from random import Random

__all__ = ["any_world"]

_STATES = ("aaa", "bbb", "ccc", "ddd")
_EDGES = ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (6, 30), (7, 1), (12, 31), (1, 30), (11, 30))


def any_world(random: Random, mark: str) -> World:
    """Return a world of two instruments, the second of which may look at the first.

    All keys end in *mark*, so that many worlds fit into one store.
    """
    world = _Maker(random, mark).world()
    return replace(world, instruments=(world.instruments[0], _settled(world)))


def _settled(world: World) -> Instrument:
    """Return the second instrument, without an end by an event that precedes a first consent."""
    second, twin = world.instruments[1], Twin(world)
    for state in twin.states(second.key):
        consents = [one.clock.lo or date.min for one in twin.beginnings(second, state)]
        early = min(consents, default=date.max)
        if any(not end.order.lo or end.order.lo < early for end in events(twin, second, state)):
            return replace(second, terminations=())
    return second


@dataclass(slots=True)
class _Maker:
    """Makes one world, with days within a few decades of each other, some of them used again."""

    random: Random
    mark: str
    start: int = 0
    used: list[date] = field(default_factory=list)
    made: int = 0

    def world(self) -> World:
        self.start = self.random.randrange(1850, 2110)
        states = [f"{state}-{self.mark}" for state in _STATES[: self.random.randint(1, 4)]]
        first = self.instrument(f"o-{self.mark}", "")
        second = self.instrument(f"t-{self.mark}", first.key)
        acts = [act for one in (first, second) for state in states for act in self.acts(one, state)]
        wars = [self.war(number, states) for number in range(self.random.choice((0, 0, 1, 2)))]
        born = {state: self.day() for state in states if self.chance(0.2)}
        group = frozenset(state for state in states if self.chance(0.6))
        groups = {f"g-{self.mark}": group}
        return World((first, second), tuple(acts), tuple(wars), born, groups)

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
        )
        return When(text) if self.chance(0.75) else self.random.choice(forms)

    def off(self, day: date, way: int) -> str:
        text = str(day + way * timedelta(days=self.random.choice((0, 1, 40, 500))))
        return text[: self.random.choice((10, 10, 7, 4))]

    def instrument(self, key: str, other: str) -> Instrument:
        end = any_termination(self.random, self.day, other)
        return Instrument(
            key,
            any_entry(self.random, self.day, other, f"g-{self.mark}"),
            consent_clauses(self.random),
            (any_exit(self.random),) if self.chance(0.9) else (),
            (end,) if end else (),
            opened=date(self.start - 1, 5, 31) if self.chance(0.8) else None,
            complete=not other or self.chance(0.95),
            silent_on_exit=self.chance(0.05),
        )

    def war(self, number: int, states: list[str]) -> Conflict:
        began = self.day()
        ended = began + timedelta(days=self.random.choice((1, 100, 1000, 4000)))
        state = self.random.choice(states)
        return Conflict(f"war-{number}", state, self.when(began), self.when(ended))

    def acts(self, treaty: Instrument, state: str) -> list[Act]:
        """Return what one State did under one instrument."""
        kinds = [self.random.choice(CONSENTS[:-1]) if self.chance(0.93) else "Succession"]
        more = self.random.choice((0, 1, 1, 2, 3))
        guarded = any(one.lock_in_years or one.window_every_years for one in treaty.exits)
        choice = EXITS if guarded else (*EXITS, *EXITS, *CONSENTS[:-1])
        kinds += [self.random.choice(choice) for _ in range(more)]
        if self.chance(0.3):
            kinds.insert(0, "Signature")
        acts: list[Act] = []
        days = sorted(self.day() for _ in kinds)
        for kind, day in zip(kinds, days, strict=True):
            self.made += 1
            act = Act(f"{self.made}", kind, state, treaty.key, *self.dates(day))
            acts.append(act)
            acts += self.afterwards(act, day) if kind in EXITS else []
        return acts

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

    def afterwards(self, act: Act, day: date) -> list[Act]:
        """A notice of exit may be put off, or taken back, in time or too late."""
        later = day + timedelta(days=self.random.choice((1, 89, 90, 91, 180, 365, 366, 700)))
        told, had = When(str(later)), self.when(later)
        chance = self.random.random()
        if chance < 0.12:
            new_day = self.when(later + timedelta(days=self.random.randrange(400)))
            return [self.about(act, "NoticeExtension", told, NOT_STATED, new_day)]
        if chance < 0.37:
            return [self.about(act, "RevocationOfExit", told, had, NOT_STATED)]
        return []

    def about(self, act: Act, kind: str, done: When, received: When, declared: When) -> Act:
        dates = (done, received, NOT_STATED, declared)
        return Act(f"{act.key}-more", kind, act.state, act.instrument, *dates, concerns=act.key)
