"""The case that started the project: each day and its answer, by command line and by stored query."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from servanda import ask, build, catalog

HERE = Path(__file__).parent
SUPPOSED = HERE / "supposed-receipt.ttl"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def named(row: Row) -> str:
    return "-".join((row["day"], row["instrument"], row["status"]))


@cache
def by_command(state: str, instrument: str, day: str, *extra: Path) -> list[dict[str, Any]]:
    """Return what `servanda status … --format json` prints."""
    command = [sys.executable, "-m", "servanda", "status", state, instrument, "--on", day]
    for path in extra:
        command += ["--with", str(path)]
    done = subprocess.run(
        [*command, "--format", "json"], capture_output=True, text=True, check=True
    )
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


@cache
def by_query(state: str, instrument: str, day: str, *extra: Path) -> list[dict[str, Any]]:
    """Return the rows of the stored query `status-of-state`."""
    store = build.built(extra=extra)
    table = ask.ask(
        store,
        catalog.question("status-of-state"),
        {"state": state, "instrument": instrument, "on": day},
    )
    return [
        {
            name: None if term is None else term.value
            for name, term in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def answer(found: list[dict[str, Any]], status: str) -> str:
    """Return the best answer among the rows of one status; no row is a plain no."""
    answers = {row["answer"] for row in found if row["status"] == status}
    return next((each for each in ("certain", "possible") if each in answers), "no")


@pytest.mark.parametrize("row", rows("rows.csv"), ids=named)
@pytest.mark.parametrize("way", [by_command, by_query], ids=["command", "query"])
def test_day_and_answer(row: Row, way: Any) -> None:
    found = way(row["state"], row["instrument"], row["day"])

    assert answer(found, row["status"]) == row["answer"], row["why"]


@pytest.mark.parametrize("row", rows("supposed-rows.csv"), ids=named)
@pytest.mark.parametrize("way", [by_command, by_query], ids=["command", "query"])
def test_day_and_answer_if_received(row: Row, way: Any) -> None:
    found = way(row["state"], row["instrument"], row["day"], SUPPOSED)

    assert answer(found, row["status"]) == row["answer"], row["why"]


def test_possible_answer_names_the_missing_receipt() -> None:
    party = next(
        row for row in by_command("RUS", "ets-126", "2026-10-01") if row["status"] == "party"
    )

    assert "depositary receive" in party["decided_by"]
    assert party["begin_earliest"] == party["begin_latest"] == "1998-09-01"
    assert party["end_earliest"] == "2026-10-01"
    assert party["end_latest"] is None
