"""The twin itself: ask it for the intervals of any State under any instrument of a small world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .begins import Beginning, begin, clock_of
from .clocks import clock, speaking_of
from .dates import UNKNOWN, Bounds
from .entry import Force, in_force
from .episodes import first_of, history
from .model import CONSENTS, World

if TYPE_CHECKING:
    from .intervals import Interval
    from .model import Act, Instrument

__all__ = ["Twin"]


class Twin:
    """Party status computed from acts and final clauses; remembers what it has computed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._forces: dict[str, Force | None] = {}
        self._intervals: dict[tuple[str, str], tuple[Interval, ...]] = {}

    def force(self, key: str) -> Force | None:
        """Return when an instrument entered into force; None if it did not or no clause says."""
        instrument = self.world.instrument(key)
        if key not in self._forces:
            self._forces[key] = in_force(self, instrument) if instrument.entry else None
        return self._forces[key]

    def states(self, key: str) -> list[str]:
        """Return the States that consented to an instrument."""
        return sorted(
            {a.state for a in self.world.acts if a.instrument == key and a.kind in CONSENTS}
        )

    def intervals(self, key: str, state: str) -> tuple[Interval, ...]:
        """Return the intervals during which *state* is a Party."""
        if (key, state) not in self._intervals:
            found = history(self, self.world.instrument(key), state)
            self._intervals[key, state] = found
        return self._intervals[key, state]

    def beginnings(self, instrument: Instrument, state: str) -> list[Beginning]:
        """Return the consents of *state* with the days from which they bind."""
        force = self.force(instrument.key)
        acts = self.world.acts_of(instrument.key, state, CONSENTS)
        found = (begin(self.world, instrument, act, force) for act in acts)
        return [one for one in found if one]

    def notice_of(self, instrument: Instrument, act: Act) -> Bounds:
        """Return the day of a notice of exit, as its clause counts it; else of receipt or doing.

        Without any day, a day of effect that the State named says when the notice was at the latest
        thought of, and so puts it in its place.
        """
        clause = speaking_of(act.kind, instrument.exits)
        day = clock(clause.clock if clause else "ReceiptClock", act)
        if clause is None and act.received.bounds == UNKNOWN:
            day = Bounds(day.lo, act.done.bounds.hi)
        named = act.declared.bounds
        dated = day.lo or act.done.bounds.lo or act.received.bounds.lo
        return named if named.lo and not dated else day

    def first_consents(self, key: str, *, successions: bool) -> dict[str, Bounds]:
        """Return for each State the clock of its first consent, with or without successions."""
        instrument = self.world.instrument(key)
        found: dict[str, list[Bounds]] = {}
        for act in self.world.acts:
            if act.instrument != key or act.kind not in CONSENTS:
                continue
            if successions or act.kind != "Succession":
                found.setdefault(act.state, []).append(clock_of(self.world, instrument, act))
        return {state: first_of(days) for state, days in found.items()}
