"""What the door to an engine promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.errors import DataProblem, UsageProblem
from servanda.store import Store, Table, Term, about, check_sparql, fresh, keep, reopen

DATA = 'PREFIX e: <http://e.example/>\ne:a e:p e:b , "x"@fr .\n'
RULE = "PREFIX e: <http://e.example/> CONSTRUCT { ?s e:q ?o ; e:p ?o } WHERE { ?s e:p ?o }"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = fresh()
    path = tmp_path / "data.ttl"
    path.write_text(DATA, encoding="utf-8")
    assert made.load(path) == 2
    assert made.load(path) == 0
    return made


def test_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)


def test_derived_triples_are_told_apart(store: Store) -> None:
    assert store.insert(RULE) == 2
    assert store.insert(RULE) == 0
    assert {triple.predicate.value for triple in store.dump(derived=True)} == {"http://e.example/q"}
    assert {triple.predicate.value for triple in store.dump(derived=False)} == {
        "http://e.example/p"
    }
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 4
    assert len(store.select("SELECT * { GRAPH ?g { ?s ?p ?o } }")) == 2


def test_asking(store: Store) -> None:
    assert store.select("ASK { ?s ?p ?o }").column("answer") == ["true"]
    table = store.select('SELECT ?o ?none { ?s ?p ?o FILTER(LANG(?o) = "fr") }')
    assert table == Table(("o", "none"), ((Term("literal", "x", None, "fr"), None),))
    assert len(store.construct("DESCRIBE <http://e.example/a>")) == 2


def test_a_rule_must_not_make_blank_nodes(store: Store) -> None:
    with pytest.raises(DataProblem, match="blank node"):
        store.insert("CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "place", "word"),
    [
        ("SELECT * {", (1, 11), "unexpected"),
        ("SELECT *\n{ ?s foo:bar ?o }", (2, 13), "PREFIX"),
        ("CONSTRUCT { ?s ?p ?o }", (1, 23), "well-formed"),
    ],
)
def test_malformed_queries_are_located(query: str, place: tuple[int, int], word: str) -> None:
    with pytest.raises(UsageProblem, match=word) as caught:
        check_sparql(query, "q.rq")
    assert (caught.value.line, caught.value.column) == place
    assert str(caught.value).startswith(f"q.rq:{place[0]}:{place[1]}: ")


def test_rows_are_not_triples(store: Store) -> None:
    with pytest.raises(UsageProblem, match="not rows"):
        store.select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with pytest.raises(UsageProblem, match="not triples"):
        store.insert("SELECT * { ?s ?p ?o }")


def test_a_broken_file_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<http://e.example/new> <http://e.example/p> 1 .\n<oops", encoding="utf-8")
    with pytest.raises(DataProblem):
        store.load(path)
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 2


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\x00"])
def test_bytes_that_are_no_turtle(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "raw.ttl"
    path.write_bytes(raw)
    with pytest.raises(DataProblem):
        fresh().load(path)


def test_kept_and_reopened(store: Store, tmp_path: Path) -> None:
    store.insert(RULE)
    keep(store, tmp_path / "kept")
    first, second = reopen(tmp_path / "kept"), reopen(tmp_path / "kept")
    for again in (first, second):
        assert set(again.dump(derived=True)) == set(store.dump(derived=True))
        assert set(again.dump(derived=False)) == set(store.dump(derived=False))


def test_values_known_beforehand(store: Store) -> None:
    query = "SELECT DISTINCT $this ?o { $this ?p ?o FILTER NOT EXISTS { ?x ?y $this } }"
    a, b = (Term("iri", f"http://e.example/{name}") for name in "ab")
    assert {row[0] for row in about(store, query, {"this": a}).rows} == {a}
    assert about(store, query, {"this": b}).rows == ()
    text = Term("literal", "x", None, "fr")
    assert len(about(store, "SELECT ?s ?o { ?s ?p ?o }", {"o": text})) == 1
