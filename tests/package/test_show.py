"""Tables for people and for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from servanda.layout import laid_out
from servanda.prefixes import BASE, PREFIXES
from servanda.show import FORMATS, as_text, filled, terminal
from servanda.store import Table, Term

INTEGER, BOOLEAN = PREFIXES["xsd"] + "integer", PREFIXES["xsd"] + "boolean"
TABLE = Table(
    ("thing", "text", "n", "yes", "none"),
    (
        (
            Term("iri", BASE + "state/RUS"),
            Term("literal", 'a\t"b"\n| c\\'),
            Term("literal", "7", INTEGER),
            Term("literal", "true", BOOLEAN),
            None,
        ),
        (
            None,
            Term("literal", "=1+1\x1b[31m\u202e"),
            Term("literal", "9" * 30, INTEGER),
            None,
            None,
        ),
    ),
)
EMPTY = Table(("a",), ())


def test_json_holds_numbers_truths_texts_and_null() -> None:
    first, second = json.loads(as_text(TABLE, "json"))
    assert first == {
        "thing": BASE + "state/RUS",
        "text": 'a\t"b"\n| c\\',
        "n": 7,
        "yes": True,
        "none": None,
    }
    assert second["n"] == "9" * 30
    assert [json.loads(line) for line in as_text(TABLE, "jsonl").splitlines()] == [first, second]


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(as_text(TABLE, "csv"), newline="")))
    assert rows[0] == list(TABLE.columns)
    assert rows[1] == [BASE + "state/RUS", 'a\t"b"\n| c\\', "7", "true", ""]


def test_tsv_is_one_line_for_each_row() -> None:
    lines = as_text(TABLE, "tsv").split("\n")
    assert len(lines) == 4
    assert lines[1].split("\t") == [BASE + "state/RUS", 'a\\t"b"\\n| c\\\\', "7", "true", ""]


def test_markdown_keeps_its_columns() -> None:
    lines = as_text(TABLE, "markdown").splitlines()
    assert len(lines) == 4
    assert "state:RUS" in lines[2]
    assert r"\| c" in lines[2]


def test_a_terminal_gets_nothing_that_acts_on_it() -> None:
    assert "\x1b" not in as_text(TABLE, "table")
    assert "\u202e" not in as_text(TABLE, "table")
    assert "\x1b" not in as_text(TABLE, "markdown")


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_without_rows(form: str) -> None:
    text = as_text(EMPTY, form)
    assert text == "" or text.endswith("\n")


def test_columns_without_values_are_left_out_for_people() -> None:
    assert filled(TABLE).columns == ("thing", "text", "n", "yes")
    assert filled(EMPTY) == EMPTY


def test_width_and_colour() -> None:
    rows = [["word " * 30, "certain"]]
    text = terminal(["a", "b"], rows, width=40)
    assert max(map(len, text.splitlines())) <= 40
    coloured = terminal(["a", "b"], rows, width=40, colour=True, styles={"certain": "green"})
    assert "\x1b[32m" in coloured


def test_a_table_too_wide_becomes_records() -> None:
    rows = [["ets-126", "a long title that needs room to be read with any pleasure at all", ""]]
    wide = laid_out(["instrument", "title", "end"], rows, width=120)
    narrow = laid_out(["instrument", "title", "end"], [*rows, *rows], width=30)

    assert wide.splitlines()[0].split() == ["instrument", "title", "end"]
    assert narrow.splitlines()[0] == "instrument  ets-126"
    assert narrow.count("─" * 30) == 1
    assert "end" not in narrow, "an empty cell takes no line"
    assert max(map(len, narrow.splitlines())) <= 32
