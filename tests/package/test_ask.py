"""Typed parameters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from servanda import build
from servanda.ask import ask, day, typed
from servanda.catalog import Parameter, question
from servanda.errors import DataProblem, UsageProblem


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13-01",
        "0000-01-01",
        "01.02.2025",
        "2025-1-1",
        "",
        "2025-02-28Z",
        "٢٠٢٥-٠١-٠١",
    ],
)
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(UsageProblem):
        day(text)


def test_today_is_a_day() -> None:
    assert day("today") == date.today().isoformat()
    assert day("2024-02-29") == "2024-02-29"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "-12", "-12"),
        ("integer", "007", "7"),
        ("string", 'a "b"', 'a "b"'),
        ("iri", "state:RUS", "https://w3id.org/servanda/state/RUS"),
        ("act", "act/ets-126/RUS/x", "https://w3id.org/servanda/act/ets-126/RUS/x"),
        ("iri", "urn:a:b", "urn:a:b"),
    ],
)
def test_values(home: Path, kind: str, text: str, value: str) -> None:
    assert typed(build.built(), Parameter("x", kind), text).value == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"),
        ("integer", "9" * 5000),
        ("iri", "http://a b"),
        ("iri", "http://a> } INSERT"),
        ("iri", "http://a\u202eb"),
        ("string", "x" * 10_001),
    ],
)
def test_values_that_do_not_fit(home: Path, kind: str, text: str) -> None:
    with pytest.raises(UsageProblem):
        typed(build.built(), Parameter("x", kind), text)


def test_parameters_reach_only_their_marks(home: Path) -> None:
    table = ask(build.built(), question("named"), {"name": "Norway"})
    assert [cell.value for cell in table.rows[0] if cell] == [
        "https://w3id.org/servanda/state/NOR",
        "$name",
        "5",
    ]


def test_a_value_cannot_change_the_question(home: Path) -> None:
    bad = 'x") } UNION { ?thing ?label ?label } #'
    assert len(ask(build.built(), question("named"), {"name": bad})) == 0


def test_missing_and_unknown_parameters(home: Path) -> None:
    with pytest.raises(UsageProblem, match="needs the parameter 'name'"):
        ask(build.built(), question("named"), {})
    with pytest.raises(UsageProblem, match=r"no parameter 'nam' \(did you mean name"):
        ask(build.built(), question("named"), {"nam": "x"})


def test_a_stored_question_that_does_not_parse_is_a_data_problem(home: Path) -> None:
    path = home / "queries/ask/broken.rq"
    path.write_text("#+ summary: broken\nSELECT * {\n")
    with pytest.raises(DataProblem) as caught:
        ask(build.built(), question("broken"), {})
    assert caught.value.path == path
