"""What a stranger writes as plain contribution files comes out as worked out by hand.

Each folder holds `data.ttl`, a contribution with a comment that says what the clause says, and
`expected.csv`: one row for each stretch of time in one status, all of those that there are for the
State, instrument and status. A bound is a day; `a..b` a span, open where a side is empty; nothing
at all a begin or end that is not bounded. The status `none` says that there is no row. Folders that
hold `bounds` in their name are read with all rival claims. `obligations.csv` is the same for duties.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servanda import answers, build, catalog

if TYPE_CHECKING:
    from servanda.store import Store, Table

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/data.ttl"))
_SHIPPED = ("clause", "role", "state")


@cache
def _store(rivals: str) -> Store:
    """Return one store with every case that reads rival claims in that way; no two share a name."""
    files = [file for folder in _SHIPPED for file in (catalog.home() / "data" / folder).glob("*")]
    files += [case / "data.ttl" for case in CASES if _rivals(case) == rivals]
    return build.assembled(sorted(files), told={"rivals": rivals})[0]


def _rivals(case: Path) -> str:
    return "bounds" if "bounds" in case.name.split("-") else "pick"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _found(table: Table, column: str, value: str) -> list[tuple[str, str, str]]:
    """Return answer, begin and end of the rows of *table* with that *value*."""
    texts = [[cell.value if cell else "" for cell in row] for row in table.rows]
    named = [dict(zip(table.columns, row, strict=True)) for row in texts]
    return sorted(
        (
            row["answer"],
            _span(row["begin_earliest"], row["begin_latest"]),
            _span(row["end_earliest"], row["end_latest"]),
        )
        for row in named
        if row[column] == value
    )


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}..{high}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_status(case: Path) -> None:
    _compare(case, "expected.csv", "status")


@pytest.mark.parametrize(
    "case", [one for one in CASES if (one / "obligations.csv").exists()], ids=lambda one: one.name
)
def test_obligations(case: Path) -> None:
    _compare(case, "obligations.csv", "article")


def _compare(case: Path, name: str, column: str) -> None:
    asked = answers.status if column == "status" else answers.obligations
    rows = _rows(case / name)
    assert rows
    questions = {(row["state"], row["instrument"], row["on"], row[column]) for row in rows}
    expected, found = {}, {}
    for question in questions:
        state, instrument, on, value = question
        expected[question] = sorted(
            (row["answer"], row["begin"], row["end"])
            for row in rows
            if (row["state"], row["instrument"], row["on"], row[column]) == question
            and row["answer"] != "none"
        )
        found[question] = _found(asked(_store(_rivals(case)), state, instrument, on), column, value)
    assert found == expected
