"""What outlives an exit: for which facts, before which body, from which day, and that it stays open."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from servanda import ask, build, catalog

HERE = Path(__file__).parent
SUPPOSED = HERE / "supposed-denunciation.ttl"

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """Return the rows of a table beside this file."""
    with (HERE / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(row: Row) -> str:
    """Return what tells a row from the others."""
    return "-".join((row["state"], row["instrument"], row["day"], row["facts"] or "none"))


@cache
def answered(question: str, state: str, instrument: str, day: str, *extra: Path) -> list[Row]:
    """Return what a stored question answers, absent values as empty text."""
    table = ask.ask(
        build.built(extra=extra),
        catalog.question(question),
        {"state": state, "instrument": instrument, "on": day},
    )
    return [
        {
            column: cell.value if cell else ""
            for column, cell in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def agrees(row: Row, *extra: Path) -> None:
    """Check a row of a table against the stored question on residual duties."""
    found = answered("residual-duties", row["state"], row["instrument"], row["day"], *extra)
    if row["answer"] == "no":
        assert found == [], row["why"]
        return
    one = next(each for each in found if each["facts"] == row["facts"])

    assert (one["article"], one["before"], one["answer"], one["begin_earliest"]) == (
        row["article"],
        row["before"],
        row["answer"],
        row["since"],
    ), row["why"]
    assert one["begin_latest"] == (row["since"] if row["answer"] == "certain" else "")
    assert one["end_earliest"] == one["end_latest"] == "", "lasts until the matters are settled"


@pytest.mark.parametrize("row", rows("residual-rows.csv"), ids=named)
def test_what_outlives_an_exit(row: Row) -> None:
    agrees(row)


@pytest.mark.parametrize("row", rows("supposed-rows.csv"), ids=named)
def test_what_would_outlive_a_denunciation(row: Row) -> None:
    agrees(row, SUPPOSED)


@pytest.mark.parametrize(
    ("state", "instrument", "last", "first", "watched_by"),
    [
        ("RUS", "ets-005", "2022-09-15", "2022-09-16", "ECtHR"),
        ("BDI", "un-xviii-10", "2017-10-26", "2017-10-27", "ICC"),
        ("PHL", "un-xviii-10", "2019-03-16", "2019-03-17", "ICC"),
    ],
)
def test_duties_end_and_the_residual_duty_begins(
    state: str, instrument: str, last: str, first: str, watched_by: str
) -> None:
    before = answered("obligations-of-state", state, instrument, last)
    after = answered("obligations-of-state", state, instrument, first)

    bound = {
        row["norm"] for row in before if row["answer"] == "certain" and of_a_party(row, instrument)
    }
    assert bound != set()
    assert {row["phase"] for row in after if row["norm"] in bound} == {"ended"}
    assert not any(row["answer"] == "certain" for row in after if of_a_party(row, instrument))
    assert [row["phase"] for row in before if row["kind"] == "residual"] == ["not yet"]
    assert [
        (row["answer"], row["begin_earliest"], row["end_latest"]) for row in residual(after)
    ] == [("certain", first, "")]
    assert [row["watched_by"] for row in residual(after)] == [watched_by]


def test_denunciation_of_a_convention_leaves_no_duty_of_a_party() -> None:
    after = answered("obligations-of-state", "BDI", "un-iv-9", "2025-02-28", SUPPOSED)

    assert {row["answer"] for row in after if row["kind"] == "duty"} == {"no"}
    assert [row["owed_to"] for row in residual(after)] == ["Committee against Torture"]


def test_possible_exit_names_the_missing_receipt() -> None:
    after = answered("obligations-of-state", "PHL", "un-iv-9", "2025-05-15", SUPPOSED)
    duties = [row for row in after if of_a_party(row, "un-iv-9")]

    assert {row["answer"] for row in duties} == {"possible"}
    assert all("did the depositary receive" in row["decided_by"] for row in duties)


def residual(found: list[Row]) -> list[Row]:
    """Return the rows of residual duties."""
    return [row for row in found if row["kind"] == "residual"]


def of_a_party(row: Row, instrument: str) -> bool:
    """Tell the duties of a Party from residual ones, and from those of a mere signatory."""
    return row["kind"] != "residual" and f"/instrument/{instrument}/" in row["provision"]
