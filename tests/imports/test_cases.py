"""Every table in tests/imports gives the acts and the remarks beside it."""

from __future__ import annotations

import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
import rdflib

from servanda.catalog import home
from servanda.imports import FORMATS
from servanda.imports.model import Line
from servanda.imports.output import turtle
from servanda.turtle import canonical
from servanda.validate import validate

from .cases import CASES, HERE, name, read_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.model import Entry

as_csv = import_module("servanda.cli.import").as_csv


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_table_gives_the_acts_and_the_remarks_beside_it(case: Path) -> None:
    found = read_case(case)
    written = turtle(found.acts, found.sources, found.heads)

    assert written == (case / "expected.ttl").read_text(encoding="utf-8")
    assert as_csv(found.findings) == (case / "report.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=name)
def test_no_cell_is_lost_in_silence(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(f"servanda.imports.{case.parent.name.replace('-', '_')}")
    read, cells = module.read, []

    def watched(*words: object) -> Iterator[Entry]:
        for entry in read(*words):
            cells.extend([entry.place] if isinstance(entry, Line) else [])
            yield entry

    monkeypatch.setattr(module, "read", watched)
    found = read_case(case)
    told = {finding.place for finding in found.findings}
    kept = {act.line.place for act in found.acts}
    definitive = {act.line.place.row for act in found.acts if act.kind == "DefinitiveSignature"}
    silent = {cell for cell in cells if cell not in told | kept}

    assert {cell for cell in silent if cell.row not in definitive} == set()


def test_every_format_has_cases() -> None:
    assert {case.parent.name for case in CASES} | {"wikidata"} == set(FORMATS)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_is_expected_is_canonical(case: Path) -> None:
    text = (case / "expected.ttl").read_text(encoding="utf-8")
    graph = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle")

    assert canonical(graph) == text


@pytest.mark.slow
def test_what_is_written_passes_the_shapes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(home() / "data", data, ignore=shutil.ignore_patterns("act", "event", "claim"))
    chosen: list[Path] = []
    seen: set[object] = set()
    for path in sorted(HERE.glob("*/*/expected.ttl")):
        subjects = set(rdflib.Graph().parse(path, format="turtle").subjects())
        if subjects and not subjects & seen:  # one act is written once
            chosen.append(path)
            seen |= subjects

    assert len(chosen) > len(FORMATS) - 1
    assert [str(bad) for bad in validate(chosen, data) if bad.severity == "violation"] == []
