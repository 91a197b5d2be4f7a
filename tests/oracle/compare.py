"""Put what the stored rules derive beside what the twin computes, for many worlds at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rulebook.render import render
from rulebook.run import Found, derived, found
from rulebook.turtle import instrument_iri, state_iri

from .dates import UNKNOWN, Bounds
from .intervals import Interval, answer
from .twin import Twin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .model import World

__all__ = ["Disagreement", "disagreements"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One State under one instrument for which rules and twin give different intervals."""

    world: World
    instrument: str
    state: str
    by_rules: tuple[Interval, ...]
    by_twin: tuple[Interval, ...]

    def __str__(self) -> str:
        lines = [f"{self.state} under {self.instrument}"]
        lines += [f"  rules: {_shown(one)}" for one in self.by_rules] or ["  rules: no interval"]
        lines += [f"  twin:  {_shown(one)}" for one in self.by_twin] or ["  twin:  no interval"]
        return "\n".join([*lines, render(self.world)])


def disagreements(worlds: Sequence[World]) -> list[Disagreement]:
    """Derive all *worlds* in one store and return where the twin differs."""
    store, _ = derived("".join(render(world) for world in worlds))
    by_rules = found(store)
    return [one for world in worlds for one in _in_world(world, by_rules)]


def _in_world(world: World, by_rules: dict[tuple[str, str], list[Found]]) -> Iterator[Disagreement]:
    twin = Twin(world)
    for instrument in world.instruments:
        for state in sorted({act.state for act in world.acts}):
            key = (instrument_iri(instrument.key), state_iri(state))
            rules = _sorted(
                one.interval for one in by_rules.get(key, ()) if one.status == "PartyStatus"
            )
            ours = _sorted(twin.intervals(instrument.key, state))
            if rules != ours or not _same_answers(rules, ours):
                yield Disagreement(world, instrument.key, state, rules, ours)


def _same_answers(rules: tuple[Interval, ...], ours: tuple[Interval, ...]) -> bool:
    """Compare the answers on the day before, on and after each edge."""
    edges = {
        day
        for one in (*rules, *ours)
        for bounds in (one.begin, one.end or UNKNOWN)
        for day in (bounds.lo, bounds.hi)
        if day
    }
    days = {edge + timedelta(days=off) for edge in edges for off in (-1, 0, 1)}
    return all(answer(rules, day) == answer(ours, day) for day in days)


def _sorted(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    return tuple(sorted(intervals, key=repr))


def _shown(one: Interval) -> str:
    return f"begins {_pair(one.begin)}, ends {_pair(one.end) if one.end else 'never'}"


def _pair(bounds: Bounds) -> str:
    low, high = (_text(day) for day in (bounds.lo, bounds.hi))
    return low if low == high and bounds.lo else f"[{low} .. {high}]"


def _text(day: date | None) -> str:
    return str(day) if day else "open"
