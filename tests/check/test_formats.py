"""Findings for programs: JSON, SARIF, annotations, a SHACL report; and rules explained."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rdflib import RDF, SH, Graph

from check.shared import world
from servanda.check import rules
from servanda.check.explain import explained, listed
from servanda.check.finding import Checked
from servanda.check.formats import FORMATS, rendered
from servanda.check.run import judged
from servanda.cli import run

HERE = Path(__file__).parent
BAD = [HERE / "bad" / f"{name}.ttl" for name in ("six-mistakes", "three-acts", "Text-long")]


@cache
def validator() -> Any:
    """The official schema of SARIF 2.1.0, as npm's @microsoft/jest-sarif ships it (MIT)."""
    schema = json.loads((HERE / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@cache
def checked() -> Checked:
    return judged(world(), BAD)


def test_sarif_keeps_the_schema() -> None:
    log = json.loads(rendered(checked(), "sarif"))
    validator().validate(log)
    results = log["runs"][0]["results"]
    assert len(results) == len(checked().findings)
    names = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in results)


@pytest.mark.parametrize(
    ("part", "value"), [("version", "2.0.0"), ("runs", {}), ("runs", [{"results": []}])]
)
def test_schema_refuses(part: str, value: Any) -> None:
    log = json.loads(rendered(checked(), "sarif")) | {part: value}
    assert list(validator().iter_errors(log))


def test_annotations_are_one_line_each() -> None:
    lines = rendered(checked(), "github").splitlines()
    assert len(lines) == len(checked().findings)
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)


def test_report_is_turtle() -> None:
    graph = Graph().parse(data=rendered(checked(), "turtle"), format="turtle")
    results = set(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(checked().findings)
    assert [str(value) for value in graph.objects(None, SH.conforms)] == ["false"]
    assert all(graph.value(one, SH.resultMessage) for one in results)


def test_text_marks_what_it_is_about() -> None:
    lines = rendered(checked(), "text", width=100).splitlines()
    at = next(n for n, line in enumerate(lines) if "[Term-unknown]" in line)
    assert lines[at + 1] == "  8 |     a sv:Signatur ;"
    assert lines[at + 2] == "    |       ^^^^^^^^^^^"
    assert lines[at + 3].startswith("  fix: Did you mean sv:Signature")


def test_long_lines_are_shown_where_it_matters() -> None:
    assert all(len(line) < 300 for line in rendered(checked(), "text", width=80).splitlines())


def test_formats_are_those_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--help"])
    assert "|".join(FORMATS) in "".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("code", sorted(rules.table()))
def test_every_rule_is_explained(code: str) -> None:
    told = explained(code.lower())
    assert told.code == code
    assert told.severity in rules.LEVELS
    assert told.asks
    assert told.why
    assert told.good


def test_every_shape_is_explained_with_examples() -> None:
    shapes = set(listed()) - set(rules.table())
    told = {code: explained(code) for code in shapes}
    assert len(shapes) > 150
    assert [code for code, one in told.items() if not one.asks] == []
    assert {code for code, one in told.items() if not one.bad} <= {"DerivedThing"}


def test_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "Syntax-dott"]) == 2
    assert "did you mean Syntax-dot" in capsys.readouterr().err


def test_explain_prints_both_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "Act-by"]) == 0
    told = capsys.readouterr().out
    assert "Why: An act without its author binds nobody." in told
    assert told.index("Not so:") < told.index("But so:")
