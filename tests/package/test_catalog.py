"""What headers say, and what is said of headers that are not right."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import catalog
from servanda.errors import DataProblem, InternalProblem, UsageProblem


def test_rules_come_in_name_order_with_what_their_headers_say(home: Path) -> None:
    rules = catalog.rules()
    assert [rule.name for rule in rules] == sorted(rule.name for rule in rules)
    again = next(rule for rule in rules if rule.name == "11-again")
    assert (again.per, again.same_as) == ("layer", "10-count")
    assert "CONSTRUCT" in again.text


def test_a_folder_stands_for_its_turtle_files(tmp_path: Path) -> None:
    for name in ("b.ttl", "a.ttl", "notes.txt", ".hidden.ttl", "sub/c.ttl"):
        path = tmp_path / "some" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    folder, absent = tmp_path / "some", tmp_path / "absent.ttl"
    inside = tuple(folder / name for name in ("a.ttl", "b.ttl", "sub/c.ttl"))
    assert catalog.spread((absent, folder / "b.ttl", folder)) == (
        absent,
        folder / "b.ttl",
        inside[0],
        inside[2],
    )
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageProblem, match="no Turtle file"):
        catalog.spread((tmp_path / "empty",))


def test_words_that_yaml_takes_for_truths_stay_names(home: Path) -> None:
    asked = catalog.question("status-of-state")
    assert list(asked.parameters) == ["state", "instrument", "on"]
    assert asked.parameters["on"].default == "today"
    assert asked.parameters["state"].required
    assert not asked.parameters["instrument"].required


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("SELECT * {}", "no summary"),
        ("#+ summary: a: b\n", "not YAML"),
        ("#+ - a\n", "not made of fields"),
        ("#+ summary: a\n#+ colour: red\n", "unknown header field 'colour'"),
        ("#+ summary: a\n#+ parameters: [x]\n", "parameters"),
        ("#+ summary: a\n#+ parameters:\n#+   x: {type: planet}\n", "no known type"),
        ("#+ summary: a\n#+ parameters:\n#+   x y: {type: date}\n", "no known type"),
    ],
)
def test_bad_headers(tmp_path: Path, header: str, message: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(header, encoding="utf-8")
    with pytest.raises(DataProblem, match=message) as caught:
        catalog.read_query(path)
    assert caught.value.path == path


def test_same_as_needs_a_rule_with_a_body(home: Path) -> None:
    (home / "queries/derive/12-lost.rq").write_text("#+ summary: x\n#+ same-as: 11-again\n")
    with pytest.raises(DataProblem, match="same-as"):
        catalog.rules()


def test_unknown_question(home: Path) -> None:
    with pytest.raises(UsageProblem, match="did you mean status-of-state"):
        catalog.question("status-of-stat")


def test_no_home(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_HOME", str(tmp_path / "nowhere"))
    catalog.home.cache_clear()
    with pytest.raises(InternalProblem, match="nowhere"):
        catalog.home()


def test_hidden_files_are_not_data(home: Path) -> None:
    (home / "data" / ".draft").mkdir()
    (home / "data" / ".draft" / "x.ttl").write_text("broken")
    assert all(".draft" not in str(path) for path in catalog.turtle_files(home / "data"))
