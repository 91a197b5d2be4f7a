"""Findings say where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from servanda.errors import DataProblem
from servanda.positions import Places, parse
from servanda.validate import validate

BAD = """PREFIX sv: <https://w3id.org/servanda/ontology#>

<https://w3id.org/servanda/act/bad>
    a sv:Ratification ;
    sv:by
        <https://w3id.org/servanda/state/NOR> ,
        <https://w3id.org/servanda/state/XXX> ;
    sv:doneOn "2001" .

<https://w3id.org/servanda/act/worse>
    a sv:Ratification .
"""
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.ttl"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_shipped_world_is_right(home: Path) -> None:
    assert validate() == ()


def test_every_finding_has_its_line(home: Path, bad: Path) -> None:
    found = [(one.line, one.column, one.severity, one.shape) for one in validate([bad])]
    assert found == [
        (7, 9, "violation", "svsh:Act-by"),
        (10, 1, "violation", "svsh:Act-by"),
        (8, 15, "warning", "svsh:Act-doneOn"),
    ]


def test_command_prints_one_line_each(servanda: Call, bad: Path) -> None:
    code, out, err = servanda("validate", bad)
    assert code == 1
    assert out.splitlines()[0] == (
        f"{bad}:7:9: violation: act/bad: An act is by one State that is on file. [svsh:Act-by]"
    )
    assert len(out.splitlines()) == 3
    assert "2 violations, 1 warning, 0 infos" in err


def test_findings_for_programs(servanda: Call, bad: Path) -> None:
    code, out, _ = servanda("validate", bad, "--format", "json", "--quiet")
    assert code == 1
    rows = json.loads(out)
    assert [row["line"] for row in rows] == [7, 10]
    assert rows[0]["value"] == "state:XXX"


def test_fail_on(servanda: Call, tmp_path: Path) -> None:
    path = tmp_path / "warned.ttl"
    path.write_text(
        BAD.split("<https://w3id.org/servanda/act/worse>", maxsplit=1)[0].replace("XXX", "CIV")
    )
    assert servanda("validate", path)[0] == 0
    assert servanda("validate", path, "--fail-on", "warning")[0] == 1


def test_only_syntax_is_told_of_a_malformed_file(servanda: Call, home: Path, bad: Path) -> None:
    broken = home / "data/broken.ttl"
    broken.write_text("<urn:a:b> <urn:a:c> 1 .\n<urn:a:b> oops\n")
    code, out, _ = servanda("validate", bad)
    assert code == 1
    assert out.startswith(f"{broken}:2:")
    assert len(out.splitlines()) == 1


def test_a_shape_that_is_not_right(home: Path) -> None:
    (home / "shapes/words.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . oops")
    with pytest.raises(DataProblem) as caught:
        validate()
    assert caught.value.path == home / "shapes/words.ttl"


def test_no_such_file(servanda: Call) -> None:
    code, _, err = servanda("validate", "nothing.ttl")
    assert code == 2
    assert "nothing.ttl: no such file" in err


def test_places_of_all_statements(tmp_path: Path) -> None:
    path = tmp_path / "nested.ttl"
    path.write_text(
        "@prefix e: <http://e.example/> .\r\ne:a e:p [ e:q 1 , 2 ; e:r ( 3 e:b ) ] , '''two\nlines''' ,\n"
        "  e:c ; a e:D .\ne:é e:p 7 .",
        encoding="utf-8",
        newline="",
    )
    graph, places = rdflib.Graph(), Places()
    parse(path, graph, places)
    e = rdflib.Namespace("http://e.example/")
    assert {tuple(triple) for triple in graph} == set(places.statements) | set(
        graph.triples((None, rdflib.RDF.first, None))
    ) | set(graph.triples((None, rdflib.RDF.rest, None)))
    assert places.statements[e.a, e.p, e.c][1:] == (4, 3)
    assert places.statements[e.a, rdflib.RDF.type, e.D][1:] == (4, 11)
    assert places.statements[e["é"], e.p, rdflib.Literal(7)][1:] == (5, 9)
    assert places.subjects[e["é"]][1:] == (5, 1)
