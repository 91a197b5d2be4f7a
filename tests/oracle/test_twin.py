"""The twin against dates worked out by hand (`vectors/`)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from .counting import Counting, Rounding, effect
from .dates import NOT_STATED, Bounds, When
from .intervals import Interval, answer
from .model import Act, ConsentClause, EntryClause, ExitClause, Instrument, World
from .twin import Twin

_VECTORS = Path(__file__).parent / "vectors"
_TREATY = Instrument(
    "t",
    EntryClause("FixedDayClock", fixed=date(2000, 1, 1)),
    (ConsentClause(Counting(months=1, rounding=Rounding.FIRST_OF_NEXT_MONTH)),),
    (
        ExitClause(
            Counting(months=6, rounding=Rounding.FIRST_OF_NEXT_MONTH),
            declared="MayNameLaterDay",
            lock_in_years=2,
        ),
    ),
)


def _rows(name: str) -> list[dict[str, str]]:
    with (_VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows("counting.csv"), ids=lambda row: row["case"])
def test_counting(row: dict[str, str]) -> None:
    rule = Counting(
        years=int(row["years"] or 0),
        months=int(row["months"] or 0),
        days=int(row["days"] or 0),
        objection_months=int(row["objection_months"] or 0),
        day_after=row["day_after"] == "true",
        notice_by=row["notice_by"],
        rounding=Rounding(row["rounding"] or "NoRounding"),
        fixed_day=row["fixed_day"],
        running_years=int(row["running_years"] or 0),
    )
    origin = date.fromisoformat(row["origin"]) if row["origin"] else None

    assert str(effect(rule, date.fromisoformat(row["clock"]), origin)) == row["effect"]


@pytest.mark.parametrize("row", _rows("histories.csv"), ids=lambda row: row["case"])
def test_history(row: dict[str, str]) -> None:
    found = Twin(World((_TREATY,), _acts(row["acts"]))).intervals("t", "s")

    assert "; ".join(map(_shown, found)) == row["expected"]


def _acts(text: str) -> tuple[Act, ...]:
    acts: list[Act] = []
    for number, one in enumerate(text.split("; ")):
        kind, day = one.split()
        when = When(not_before=day[1:]) if day[0] == ">" else When(day)
        act = Act(str(number), kind, "s", "t", when, when)
        if kind in {"RevocationOfExit", "NoticeExtension"}:
            act = replace(act, concerns=acts[-1].key)
        if kind == "NoticeExtension":
            act = replace(act, declared=when, done=NOT_STATED)
        acts.append(act)
    return tuple(acts)


def _shown(one: Interval) -> str:
    return f"{_pair(one.begin)} {_pair(one.end) if one.end else '.'}"


def _pair(bounds: Bounds) -> str:
    low, high = (str(day or "") for day in (bounds.lo, bounds.hi))
    return low if low == high else f"{low}/{high}"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2010", "2010-01-01", "2010-12-31"),
        ("2010-12-31", "2010-12-31", "2010-12-31"),
    ],
)
def test_a_month_or_a_year_is_a_span(text: str, low: str, high: str) -> None:
    assert When(text).bounds == Bounds(date.fromisoformat(low), date.fromisoformat(high))


def test_answers_around_the_edges() -> None:
    one = Interval(
        Bounds(date(2001, 3, 1), date(2001, 4, 1)), Bounds(date(2010, 12, 1), date(2011, 1, 1))
    )
    days = ["2001-02-28", "2001-03-01", "2001-03-31", "2001-04-01"]
    days += ["2010-11-30", "2010-12-01", "2010-12-31", "2011-01-01"]

    answers = [answer([one], date.fromisoformat(day)) for day in days]

    assert answers == [
        "no",
        "possible",
        "possible",
        "certain",
        "certain",
        "possible",
        "possible",
        "no",
    ]
