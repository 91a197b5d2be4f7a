"""Queries of unknown origin: refused, stopped, or answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda import build
from servanda.errors import DataProblem, LimitProblem, UsageProblem
from servanda.guard import check
from servanda.sandbox import answer
from servanda.store import Table

Call = Callable[..., tuple[int, str, str]]
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#c\n<http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?g { ?s ?p ?o } }",
        "PREFIX e: <http://localhost:1/> SELECT * { { SELECT * { SERVICE e:a { ?s ?p ?o } } } }",
        "SELECT * { FILTER EXISTS { SERVICE <http://localhost:1/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o BIND(EXISTS { SERVICE <http://localhost:1/> { ?s ?p ?o } } AS ?x) }",
        "SELECT * { ?s ?p ?o MINUS { SERVICE <http://localhost:1/> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <http://l/> { ?s ?p ?o } })",
        "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <http://l/> { ?s ?p ?o } })",
        "SELECT * { \\u0053ERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://localhost:1/> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <urn:x:y> FROM <http://localhost:1/>",
        "INSERT DATA { <urn:a:b> <urn:a:c> 1 }",
        "PREFIX a: <urn:a:> # c\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "",
        "nonsense",
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
    ],
)
def test_refused(query: str) -> None:
    with pytest.raises(UsageProblem):
        check(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "rows"),
        ("ASK { ?s ?p ?o }", "rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "triples"),
        ("DESCRIBE <urn:x:y>", "triples"),
        ("SELECT ('SERVICE <http://x/>' AS ?text) { } # SERVICE", "rows"),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", "rows"),
    ],
)
def test_let_through(query: str, form: str) -> None:
    assert check(query) == form


def test_too_long_or_too_deep() -> None:
    with pytest.raises(LimitProblem, match="longer"):
        check("SELECT * { } #" + "x" * 10_000)
    with pytest.raises(LimitProblem, match="nested"):
        check("SELECT * " + "{" * 3000 + "}" * 3000)


def test_answers_cross_the_border_unchanged(home: Path) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert answer(query) == build.built().select(query)
    triples = answer("CONSTRUCT WHERE { ?s ?p ?o }")
    assert not isinstance(triples, Table)
    assert set(triples) == build.built().construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_query_that_does_not_end_is_stopped(home: Path) -> None:
    with pytest.raises(LimitProblem, match="stopped after 1 s"):
        answer(COUNT, seconds=1)


def test_a_query_that_needs_too_much_memory_is_stopped(home: Path) -> None:
    steps = " ".join(f'BIND(REPLACE(?v{n}, "a", ?v{n}) AS ?v{n + 1})' for n in range(5))
    query = f'SELECT (STRLEN(?v5) AS ?n) {{ BIND("{"a" * 60}" AS ?v0) {steps} }}'
    with pytest.raises(LimitProblem):
        answer(query, memory=512)


def test_a_problem_of_the_data_is_told_as_such(home: Path) -> None:
    (home / "data/broken.ttl").write_text("oops")
    with pytest.raises(DataProblem, match="not well-formed Turtle"):
        answer("ASK {}")


def test_files_in_the_folder_one_works_in_are_not_code(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(answer("ASK {}"), Table)


def test_command(process: Call, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(
        "SELECT ?s { ?s a <https://w3id.org/servanda/ontology#State> } ORDER BY ?s LIMIT 1"
    )
    assert process("query", path)[:2] == (0, "s\nhttps://w3id.org/servanda/state/CIV\n")
    code, out, _ = process("query", "-", stdin="DESCRIBE <https://w3id.org/servanda/state/NOR>")
    assert code == 0
    assert out.startswith("PREFIX skos:")
    code, out, _ = process("query", "-", "-f", "csv", stdin="CONSTRUCT WHERE { ?s ?p ?o }")
    assert out.startswith("subject,predicate,object\n")


def test_command_refuses(process: Call, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT * {\n ?s foo:bar ?o }")
    code, out, err = process("query", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"servanda: {path}:2:")
    assert process("query", "-", stdin="DROP ALL")[0] == 2
    assert process("query", "-", "--timeout", "1", stdin=COUNT)[0] == 4
    assert process("query", home / "nothing.rq")[0] == 2
    assert process("query", "-", "--format", "turtle", stdin="ASK {}")[0] == 2
    raw = tmp_path / "raw.rq"
    raw.write_bytes(b"\xff")
    assert process("query", raw)[0] == 2
