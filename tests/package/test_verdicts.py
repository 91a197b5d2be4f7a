"""Statements are tested from the command line: the worked case row by row, and a stranger's own."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# The news report that started the collection: the verdict that the record must give on each sentence.
REPORT = {
    "blocked": "attributed",
    "expelled": "supported",
    "last-protection": "contradicted",
    "law": "supported",
    "no-longer-obliged": "contradicted",
    "not-represented": "supported",
    "powers": "supported",
    "proposal": "partly",
    "protocols": "partly",
    "requests-ignored": "supported",
    "signed-and-ratified": "supported",
    "visits": "partly",
    "worse": "attributed",
}
REASONS = {
    "last-protection": "un-iv-4, un-iv-5, un-iv-9",
    "no-longer-obliged": "article 2 of ets-126, not on 2025-09-29: on record from 1998-09-01 until 2026-10-01 or later",
    "not-represented": "from 2023-12-01 or by 2023-12-31",
    "proposal": "2025-08-23 (published 2025-08-25)",
    "protocols": "party, under ets-151, on 2025-09-29: on record at no time",
    "visits": "none could take place before 1998-09-01",
}
OWN = """
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://example.org/>
BASE <https://w3id.org/servanda/>

"""
SAID = ' a sv:Statement ; sv:saidOn "2024-01-15"^^xsd:date ; sv:asserts :{0}-1 .\n:{0}-1 '
STRANGERS = {
    "greece-back": (
        'a sv:StatusAssertion ; sv:assertedState <state/GRC> ; sv:assertedInstrument <instrument/ets-005> ; sv:assertedOn "1972"^^xsd:gYear .',
        "contradicted",
    ),
    "greece-left": (
        'a sv:ActAssertion ; sv:assertedActKind sv:Exit ; sv:assertedState <state/GRC> ; sv:assertedInstrument <instrument/ets-005> ; sv:assertedOn "1969-12"^^xsd:gYearMonth .',
        "supported",
    ),
    "statutes": (
        "a sv:StatusAssertion ; sv:assertedState <state/FRA> ; sv:assertedInstrument <instrument/ets-126> ; sv:denied true .",
        "contradicted",
    ),
    "turkey-since": (
        'a sv:StatusAssertion ; sv:assertedState <state/TUR> ; sv:assertedInstrument <instrument/ets-126> ; sv:assertedSince "1988"^^xsd:gYear .',
        "partly",
    ),
}


def servanda(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "servanda", *words], capture_output=True, text=True, check=False
    )


def told(*words: str) -> list[dict[str, Any]]:
    done = servanda(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@cache
def report() -> dict[str, dict[str, Any]]:
    return {
        row["statement"].partition("/")[2]: row
        for row in told("verdicts", "report-denunciation-2025")
    }


def test_report_has_the_verdicts_of_the_model() -> None:
    assert {name: row["verdict"] for name, row in report().items()} == REPORT


@pytest.mark.parametrize("name", REASONS)
def test_reason_is_made_of_the_record(name: str) -> None:
    assert REASONS[name] in report()[name]["reason"]


def test_stored_question_says_the_same() -> None:
    rows = told("ask", "verdicts")
    asked = {row["statement"]: row["verdict"] for row in rows}

    assert {name: asked[f"denunciation-report/{name}"] for name in REPORT} == REPORT


def test_a_person_reads_who_said_it_and_on_what_the_verdict_rests() -> None:
    done = servanda("verdicts", "denunciation-report/proposal", "--format", "table")

    assert done.stdout.startswith("PARTLY: The head of Government")
    assert "said by News report" in done.stdout
    assert "government proposal 2025-08-23" in done.stdout


@pytest.mark.slow
def test_statements_of_a_stranger(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        OWN + "".join(f":{n}" + SAID.format(n) + f"{what}\n" for n, (what, _) in STRANGERS.items())
    )
    rows = told("verdicts", "--with", str(own))
    found = {row["statement_iri"].rpartition("/")[2]: row["verdict"] for row in rows}

    assert {name: found[name] for name in STRANGERS} == {n: v for n, (_, v) in STRANGERS.items()}


@pytest.mark.slow
def test_incomplete_statement_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        OWN + ":a" + SAID.format("a") + "a sv:StatusAssertion ; sv:assertedState <state/RUX> ;"
        " sv:assertedInstrument <instrument/ets-126> .\n"
    )
    done = servanda("verdicts", "--with", str(own))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"servanda: {own}:")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("verdicts", "tass-2017818"), "tass-2017819"),
        (("verdicts", "denunciation-report/visit"), "denunciation-report/visits"),
        (("disputes", "--prefer", "lenta-denunciatio"), "lenta-denunciation"),
    ],
)
def test_unknown_name_is_met_with_near_ones(words: tuple[str, ...], near: str) -> None:
    done = servanda(*words)

    assert done.returncode == 2
    assert f"did you mean {near}" in done.stderr


@pytest.mark.slow
def test_another_source_can_be_preferred() -> None:
    (row,) = told("verdicts", "denunciation-press/bill-lenta", "--prefer", "lenta-denunciation")

    assert row["verdict"] == "supported"


@pytest.mark.slow
def test_dispute_says_what_another_pick_would_change() -> None:
    rows = told("disputes", "--state", "AUT", "--on", "2008-03-01")
    used, lost = sorted(rows, key=lambda row: row["used"], reverse=True)

    assert (used["value"], used["used"], used["flips"]) == ("2006-10-12", "yes", None)
    assert "goes before" in used["why"]
    assert (lost["value"], lost["flips"]) == ("2006-12-12", "no")
