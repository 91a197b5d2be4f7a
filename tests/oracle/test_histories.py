"""The random worlds are worth comparing: no kind of history is missing or rare."""

from __future__ import annotations

from collections import Counter
from random import Random

from .dates import When
from .histories import any_world
from .intervals import Interval
from .model import EXITS, World
from .twin import Twin

_WORLDS = [any_world(Random(number), str(number)) for number in range(400)]


def _histories(world: World) -> list[tuple[Interval, ...]]:
    twin = Twin(world)
    return [
        twin.intervals(one.key, state)
        for one in world.instruments
        for state in twin.states(one.key)
    ]


def test_every_kind_of_outcome_is_common() -> None:
    kinds: Counter[str] = Counter()
    for found in (one for world in _WORLDS for one in _histories(world)):
        kinds["histories"] += 1
        kinds["none"] += not found
        kinds["twice"] += len(found) > 1
        for one in found:
            kinds["begin known"] += one.begin.lo is not None and one.begin.lo == one.begin.hi
            kinds["begin open"] += one.begin.hi is None
            kinds["end known"] += bool(one.end and one.end.lo == one.end.hi)
            kinds["end a span"] += bool(one.end and one.end.hi and one.end.lo != one.end.hi)
            kinds["end open"] += bool(one.end and one.end.hi is None)
            kinds["no end"] += one.end is None

    assert kinds["histories"] > 1500
    assert min(kinds.values()) > 30, kinds


def test_dates_cluster_where_counting_goes_wrong() -> None:
    days = Counter(
        when.on[5:]
        for world in _WORLDS
        for act in world.acts
        for when in (act.done, act.received)
        if len(when.on) == 10
    )
    assert min(days[day] for day in ("02-28", "02-29", "12-31", "01-01", "01-31", "06-30")) > 20


def test_worlds_span_three_centuries() -> None:
    years = [int(_year(act.done)) for world in _WORLDS for act in world.acts if _year(act.done)]
    assert min(years) < 1860
    assert max(years) > 2120


def test_no_parameter_is_left_out() -> None:
    exits = [clause for world in _WORLDS for one in world.instruments for clause in one.exits]
    used = {
        name: {getattr(clause, name) for clause in exits}
        for name in ("clock", "declared", "lock_in_from", "running_from", "window_every_years")
    }
    assert all(len(values) > 1 for values in used.values()), used
    kinds = {act.kind for world in _WORLDS for act in world.acts}
    assert kinds >= {*EXITS, "Succession", "RevocationOfExit", "NoticeExtension", "Signature"}
    entries = {one.entry.clock for world in _WORLDS for one in world.instruments if one.entry}
    assert entries == {"FixedDayClock", "ThresholdClock", "OtherInForceClock"}
    ends = {one.clock for world in _WORLDS for two in world.instruments for one in two.terminations}
    assert len(ends) == 6


def _year(when: When) -> str:
    return (when.on or when.not_before or when.not_after)[:4]
