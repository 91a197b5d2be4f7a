"""Random small worlds: final clauses of every kind, and acts with dates known well, badly or not.

Days cluster where counting goes wrong: month ends, 29 February, turns of the year, and the very
days of other acts. Everything comes from one `random.Random`, so a seed is a world.

Left out are two kinds of history that the rules do not settle to the last bound: a notice that may
have been taken back in time, then a new consent, then a notice under a lock-in or window, which runs
from the one stay or the other; and several consents under windows or a term of years as a Party.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .dates import NOT_STATED, When
from .histories_calendar import Calendar
from .histories_clauses import any_entry, any_exit, any_termination, consent_clauses
from .model import CONSENTS, EXITS, Act, Conflict, Instrument, World

if TYPE_CHECKING:
    from random import Random

__all__ = ["any_world"]

_STATES = ("aaa", "bbb", "ccc", "ddd")


def any_world(random: Random, mark: str) -> World:
    """Return a world of two instruments, the second of which may look at the first.

    All keys end in *mark*, so that many worlds fit into one store.
    """
    return _Maker(random, mark=mark).world()


@dataclass(slots=True)
class _Maker(Calendar):
    """Makes one world."""

    mark: str = ""
    made: int = 0

    def world(self) -> World:
        self.start = self.random.randrange(1850, 2110)
        states = [f"{state}-{self.mark}" for state in _STATES[: self.random.randint(1, 4)]]
        first = self.instrument(f"o-{self.mark}", "")
        second = self.instrument(f"t-{self.mark}", first.key)
        acts = [act for one in (first, second) for state in states for act in self.acts(one, state)]
        wars = [self.war(number, states) for number in range(self.random.choice((0, 0, 1, 2)))]
        born = {state: date(self.start, 1, 1) for state in states if self.chance(0.2)}
        group = frozenset(state for state in states if self.chance(0.6))
        groups = {f"g-{self.mark}": group}
        return World((first, second), tuple(acts), tuple(wars), born, groups)

    def instrument(self, key: str, other: str) -> Instrument:
        end = any_termination(self.random, self.day, other)
        entry = any_entry(self.random, self.day, other, f"g-{self.mark}")
        counted = bool(other and entry and entry.clock == "ThresholdClock")
        return Instrument(
            key,
            entry,
            consent_clauses(self.random),
            (any_exit(self.random),) if self.chance(0.9) else (),
            (end,) if end else (),
            opened=date(self.start - 1, 5, 31),
            complete=not counted or self.chance(0.9),
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
        term = any(one.clock == "PartyBeginClock" for one in treaty.terminations)
        once = term or any(one.window_every_years for one in treaty.exits)
        choice = EXITS if once else (*EXITS, *EXITS, *CONSENTS[:-1])
        kinds += [self.random.choice(choice) for _ in range(more)]
        guarded = any(
            one.lock_in_years or one.window_every_years or one.counting.running_years
            for one in treaty.exits
        )
        settled = guarded and sum(kind in CONSENTS for kind in kinds) > 1
        if self.chance(0.3):
            kinds.insert(0, "Signature")
        acts: list[Act] = []
        days = sorted(self.day() for _ in kinds)
        for kind, day in zip(kinds, days, strict=True):
            self.made += 1
            dates = self.exact(day) if guarded and self.chance(0.5) else self.dates(day)
            act = Act(f"{self.made}", kind, state, treaty.key, *dates)
            acts.append(act)
            acts += self.afterwards(act, day) if kind in EXITS and not settled else []
        return acts

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
