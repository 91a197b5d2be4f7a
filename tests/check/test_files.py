"""Files that are wrong have the findings of their sidecar; files that are right have none.

``bad/<name>.ttl`` and ``bad/<name>.csv`` (code, line, severity) are found by pattern: a new file is
a new test. They are read together with the shipped data, in one process.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from check.shared import world
from servanda import build, catalog
from servanda.check.rules import table
from servanda.check.run import judged
from servanda.check.world import World

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = sorted((HERE / "bad").glob("*.ttl"))
GOOD = sorted((HERE / "good").glob("*.ttl"))
FIXTURES = sorted((ROOT / "tests" / "shapes").glob("*/*.ttl"))
VALID = [path for path in FIXTURES if path.name.startswith("valid")]
INVALID = [path for path in FIXTURES if path.name.startswith("invalid")]
# what a rule on names, words or values finds before the shape would
BEFORE = {"Iri-unknown", "Iri-scheme", "Term-unknown", "Datatype-form", "Blank-node"}

Row = tuple[str, int, str]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small world that the fixtures of the shapes stand in."""
    data = tmp_path_factory.mktemp("data")
    (data / "context.ttl").write_bytes((ROOT / "tests/shapes/context.ttl").read_bytes())
    return World((), data)


def found(path: Path) -> list[Row]:
    return sorted((one.code, one.line, one.severity) for one in judged(world(), [path]).findings)


def expected(path: Path) -> list[Row]:
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return sorted((r["code"], int(r["line"]), r["severity"]) for r in csv.DictReader(file))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad_file_has_the_findings_of_its_sidecar(path: Path) -> None:
    assert expected(path)
    assert found(path) == expected(path)


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_file_has_none(path: Path) -> None:
    assert found(path) == []


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_fixture_has_none(path: Path, small: World) -> None:
    assert [str(one) for one in judged(small, [path]).findings] == []


@pytest.mark.parametrize("path", INVALID[::12], ids=name)
def test_invalid_fixture_is_found(path: Path, small: World) -> None:
    codes = {one.code for one in judged(small, [path]).findings}
    assert codes & ({path.name.split(".")[1]} | BEFORE)


@pytest.mark.slow
@pytest.mark.parametrize("path", INVALID, ids=name)
def test_every_invalid_fixture_is_found(path: Path, small: World) -> None:
    test_invalid_fixture_is_found(path, small)


def errors_in(files: tuple[Path, ...]) -> list[str]:
    some = World({path.resolve() for path in files})
    found = judged(some, files).findings
    return [f"{one.place} {one.code}" for one in found if one.severity == "error"]


def test_shipped_files_have_no_error() -> None:
    files = build.data_files()[::80]
    assert len(files) >= 10
    assert errors_in(files) == []


@pytest.mark.slow
def test_more_shipped_files_have_no_error() -> None:
    assert errors_in(build.data_files()[::20]) == []


def test_one_file_is_found_like_all(tmp_path: Path) -> None:
    """What is found about a file is the same whether or not everything is looked at."""
    data = tmp_path / "data"
    data.mkdir()
    for path in (ROOT / "tests/shapes/context.ttl", HERE / "bad/shapes.two-days.ttl"):
        (data / path.name).write_bytes(path.read_bytes())
    bad = data / "shapes.two-days.ttl"
    every = judged(World({bad.resolve()}, data), [bad], everything=True).findings
    alone = judged(World({bad.resolve()}, data), [bad]).findings
    assert alone
    assert [one for one in every if one.path == bad] == list(alone)


def test_every_rule_of_the_table_has_a_bad_file() -> None:
    shown = {row[0] for path in BAD for row in expected(path)}
    elsewhere = {"File-missing", "File-unreadable", "File-kind", "File-size", "File-changed",
                 "Shapes-failed", "Preview-failed"}  # fmt: skip
    assert set(table()) - shown == elsewhere


def test_numbers_that_the_issue_asks_for() -> None:
    assert len(BAD) >= 60
    assert len(VALID) + len(GOOD) + len(build.data_files()[::20]) >= 100


def test_world_is_left_as_it_was() -> None:
    before = set(world().store.dump(derived=True))
    judged(world(), [HERE / "bad/three-acts.ttl"])
    assert set(world().store.dump(derived=True)) == before


def test_home_is_the_checkout() -> None:
    assert catalog.home() == ROOT
