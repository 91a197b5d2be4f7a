"""The acts of all States for the UN human rights treaties, as shipped: what binds whom.

The days of entry into force that the clauses count from the consents on record are compared with
those that the depositary established, for the instruments whose first consents are all there.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from servanda.ask import ask
from servanda.build import built
from servanda.catalog import home, question
from servanda.imports.output import is_by_program
from servanda.store import Store

EXPECTED = Path(__file__).with_name("bound-by-un-treaties.csv")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store() -> Store:
    """Everything shipped, with what follows from it."""
    return built()


@pytest.mark.parametrize(
    "row", csv.DictReader(EXPECTED.open(encoding="utf-8")), ids=lambda row: row["state"] + row["on"]
)
def test_instruments_against_torture_that_bind_a_state(store: Store, row: dict[str, str]) -> None:
    told = {"state": row["state"], "on": row["on"]}
    found = ask(store, question("instruments-against-torture"), told)
    cells = [dict(zip(found.columns, one, strict=True)) for one in found.rows]
    bound = {
        cell["instrument"].value
        for cell in cells
        if cell["instrument"] and cell["status"] and cell["status"].value == "party"
    }

    assert {name for name in bound if name.startswith("un-")} == set(row["instruments"].split())


def test_files_of_the_program_say_so_and_name_the_format() -> None:
    by_program = [path for path in (home() / "data/act").glob("un-*.ttl") if is_by_program(path)]

    assert len(by_program) >= 20
    assert all(is_by_program(path, "un-acts") for path in by_program)
