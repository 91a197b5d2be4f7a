"""``servanda import`` as a person meets it: files, exit codes, what is never overwritten."""

from __future__ import annotations

import csv
from importlib import import_module
from pathlib import Path

import pytest

from servanda.cli import run
from servanda.imports import FORMATS
from servanda.imports.output import MARK

from .cases import HERE, shared

CHART = HERE / "coe-chart" / "semicolons-and-windows" / "input.csv"
BAD = HERE / "csv" / "every-column" / "input.csv"
WORDS = ("import", "coe-chart", str(CHART), "--instrument", "ETS 126")


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the shipped names once, and without their acts."""
    monkeypatch.setattr("servanda.imports.book.Book", lambda *_: shared())


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in *folder*, by its place."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_acts_and_sources_go_to_their_folders(tmp_path: Path) -> None:
    assert run([*WORDS, "--output", str(tmp_path)]) == 0
    found = files(tmp_path)

    assert list(found) == ["act/ets-126.ttl", "source/coe-chart-ets-126.ttl"]
    assert all(text.startswith(MARK.encode()) for text in found.values())


def test_reading_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*WORDS, "--output", str(tmp_path)])
    before = files(tmp_path)
    capsys.readouterr()

    assert run([*WORDS, "--output", str(tmp_path)]) == 0
    assert files(tmp_path) == before
    assert "2 files, 0 changed" in capsys.readouterr().err


def test_what_people_wrote_is_left_alone(tmp_path: Path) -> None:
    by_hand = tmp_path / "act" / "ets-126.ttl"
    by_hand.parent.mkdir()
    by_hand.write_text("# Written by hand.\n", encoding="utf-8")

    assert run([*WORDS, "--output", str(tmp_path)]) == 0
    assert by_hand.read_text(encoding="utf-8") == "# Written by hand.\n"
    assert (tmp_path / "act" / "ets-126-coe-chart.ttl").is_file()


def test_where_both_names_are_taken_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ets-126", "ets-126-coe-chart"):
        path = tmp_path / "act" / f"{name}.ttl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Written by hand.\n", encoding="utf-8")

    assert run([*WORDS, "--output", str(tmp_path)]) == 2
    assert set(files(tmp_path).values()) == {b"# Written by hand.\n"}
    assert "was not written by servanda import coe-chart" in capsys.readouterr().err


def test_rows_that_cannot_be_read_give_exit_code_1_and_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.csv"

    assert run(["import", "csv", str(BAD), "--report", str(report)]) == 1
    told = capsys.readouterr()
    assert "sv:Ratification" in told.out
    assert "10 lines read: 4 acts" not in told.err
    assert len(list(csv.DictReader(report.open(encoding="utf-8")))) == 6


def test_remarks_go_to_stderr_with_file_row_column_and_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["import", "csv", str(BAD)])

    assert f"{BAD}:6:done: 06/01/1997: write the day as 2010-02-28" in capsys.readouterr().err


def test_the_template_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "template"]) == 0
    table = tmp_path / "template.csv"
    table.write_text(capsys.readouterr().out, encoding="utf-8")

    assert run(["import", "csv", str(table)]) == 0
    assert "act/ets-126/RUS/ratification-1998-05-05" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("coe-chart", "nowhere.csv"), "no such file"),
        (("coe-chart",), "give at least one coe-chart file"),
        (("coe-chart", str(CHART), "--instrument", "ETS 9999"), "no instrument described here"),
        (("coe-chart", str(CHART), "--source", "nobody"), "no source described here"),
        (("coe-chart", str(CHART), "--as-of", "yesterday"), "not a day"),
        (("chart", str(CHART)), "Invalid value"),
    ],
)
def test_misuse_is_told_in_one_line(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", *words]) == 2
    assert told in capsys.readouterr().err


def test_without_an_instrument_each_row_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "coe-chart", str(CHART)]) == 1
    assert capsys.readouterr().err.count("give --instrument") == 7


def test_only_keeps_what_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    table = HERE / "un-acts" / "bulk" / "input.csv"

    assert run(["import", "un-acts", str(table), "--only", "un-iv-15"]) == 1
    told = capsys.readouterr()
    assert "un-iv-15" in told.out
    assert "un-iv-9" not in told.out
    assert "left out as asked" in told.err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_a_module_that_says_what_it_reads(form: str) -> None:
    module = import_module(f"servanda.imports.{form.replace('-', '_')}")

    assert module.__doc__
    assert callable(module.read)
