"""Each question and each audit gives the expected rows, in their order, on two engines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from portability.rdflib_store import RdflibStore
from queries import cases
from queries.cases import stored
from servanda import ask
from servanda.ask import defaults, typed
from servanda.sparql import bind
from servanda.store import Table

if TYPE_CHECKING:
    from pathlib import Path

CASES = cases.cases("ask") + cases.cases("audit")

each_case = pytest.mark.parametrize("case", CASES, ids=cases.name)


@cache
def answers(case: Path) -> dict[str, Table]:
    """Return the answer to each run of *case*."""
    query = stored(case.parts[-3])[case.parts[-2]]
    return {
        run: ask.ask(cases.derived(case), query, told) for run, told in cases.runs(case).items()
    }


def bound(case: Path) -> dict[str, str]:
    """Return the text of each run of *case*, with its values put in."""
    query = stored(case.parts[-3])[case.parts[-2]]
    texts = {}
    for run, told in cases.runs(case).items():
        values = defaults(query)
        for name, text in told.items():
            values[name] = typed(cases.derived(case), query.parameters[name], text)
        texts[run] = bind(query.text, values)
    return texts


def lines(table: Table) -> list[str]:
    """Return *table* with every term in full, a line for each row."""
    rows = ("\t".join(term.n3() if term else "" for term in row) for row in table.rows)
    return ["\t".join(table.columns), *rows]


@each_case
def test_rows_are_those_expected(case: Path) -> None:
    columns, expected = cases.expected_rows(case)
    found = [row for run, table in answers(case).items() for row in cases.named(run, table)]

    assert found == expected
    for run, table in answers(case).items():
        assert (*(["run"] if run else []), *table.columns) == columns


@each_case
def test_second_engine_gives_the_same_rows(case: Path) -> None:
    store = cases.derived(case)
    second = RdflibStore((*store.dump(derived=False), *store.dump(derived=True)))

    for run, text in bound(case).items():
        assert lines(second.select(text)) == lines(answers(case)[run])


@each_case
def test_order_leaves_no_ties(case: Path) -> None:
    """More keys after the last one change nothing, whichever way they go."""
    store = cases.derived(case)
    for run, text in bound(case).items():
        columns = answers(case)[run].columns
        up = " ".join(f"?{name}" for name in columns)
        down = " ".join(f"DESC(?{name})" for name in columns)
        assert store.select(f"{text.rstrip()} {up}") == store.select(f"{text.rstrip()} {down}")


@pytest.mark.parametrize("name", sorted(stored("ask")))
def test_question_has_a_case_with_rows(name: str) -> None:
    assert [case for case in CASES if case.parts[-2] == name and cases.expected_rows(case)[1]]


@pytest.mark.parametrize("name", sorted(stored("audit")))
def test_audit_has_a_case_that_finds_and_a_clean_one(name: str) -> None:
    own = [case for case in CASES if case.parts[-3:-1] == ("audit", name)]

    assert {bool(cases.expected_rows(case)[1]) for case in own} == {True, False}
