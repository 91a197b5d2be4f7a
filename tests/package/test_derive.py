"""The carrier of the rules: order, rounds, and errors that name the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import build, catalog
from servanda.derive import blocks
from servanda.errors import DataProblem, LimitProblem
from servanda.store import Store

SV = "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"


def assembled() -> Store:
    return build.assembled(build.data_files())[0]


def test_every_thing_is_of_every_wider_kind_also_in_the_words_of_others(home: Path) -> None:
    query = "SELECT ?x { ?x a <http://data.europa.eu/eli/ontology#LegalResource> } ORDER BY ?x"
    found = assembled().select(query).column("x")
    assert [str(one).rsplit("/", 1)[-1] for one in found] == ["tree-1", "tree-2"]


def test_wider_properties_and_inverses(home: Path) -> None:
    store = assembled()
    assert len(store.select(f"{SV}SELECT * {{ ?a sv:concerns ?b }}")) == 1
    assert len(store.select(f"{SV}SELECT * {{ ?a sv:followedBy ?b }}")) == 1


def test_rules_with_the_same_per_form_one_block(home: Path) -> None:
    found = [(per, [rule.name for rule in block]) for per, block in blocks(catalog.rules())]
    assert ("layer", ["10-count", "11-again"]) in found


def test_a_block_runs_once_for_each_value_ascending(home: Path) -> None:
    (home / "queries/derive/11-again.rq").unlink()
    store, runs = build.assembled(build.data_files())
    assert next(run for run in runs if run.name == "10-count").rounds == 2
    table = store.select(f"{SV}SELECT ?a ?b {{ ?a sv:metAfter ?b }}")
    assert [str(cell.value)[-6:] for row in table.rows for cell in row if cell] == [
        "tree-1",
        "tree-2",
    ]


def test_a_rule_that_does_not_parse_is_named_with_line(home: Path) -> None:
    path = home / "queries/derive/30-broken.rq"
    path.write_text("#+ summary: broken\nCONSTRUCT { ?a ?b ?c }\nWHERE { ?a ?b }")
    with pytest.raises(DataProblem) as caught:
        assembled()
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_a_rule_that_makes_a_blank_node_is_named(home: Path) -> None:
    path = home / "queries/derive/30-blank.rq"
    path.write_text("#+ summary: blank\nCONSTRUCT { [] a ?c } WHERE { ?a a ?c }\n")
    with pytest.raises(DataProblem, match="blank node") as caught:
        assembled()
    assert caught.value.path == path


def test_the_number_of_rounds_is_bounded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.derive.MOST_ROUNDS", 1)
    with pytest.raises(LimitProblem, match="layer"):
        assembled()


def test_a_default_is_put_for_the_mark_of_a_rule(home: Path) -> None:
    (home / "queries/derive/30-default.rq").write_text(
        "#+ summary: default\n#+ parameters:\n#+   word: {type: string, default: yes}\n"
        f"{SV}CONSTRUCT {{ ?a sv:said $word }} WHERE {{ ?a a sv:State }}\n"
    )
    table = assembled().select(f"{SV}SELECT DISTINCT ?w {{ ?a sv:said ?w }}")
    assert table.column("w") == ["yes"]
