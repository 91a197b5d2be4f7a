"""Find the cases: tests/imports/FORMAT/CASE/ with input.*, options.yaml, expected.ttl, report.csv.

Names are known from the shipped data without their acts, so that new acts change no expectation.
``options.yaml`` holds what the command line would say. A new folder is a new test.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from servanda import build
from servanda.imports import Imported, read_all
from servanda.imports.book import Book
from servanda.imports.options import Options

__all__ = ["CASES", "HERE", "book", "name", "read_case", "shared"]

HERE = Path(__file__).parent
CASES = sorted(
    path.parent for path in HERE.glob("*/*/input.*") if path.parent.parent.name != "wikidata"
)


def name(case: Path) -> str:
    """Return how a case is called in the list of tests."""
    return "/".join(case.parts[-2:])


def book() -> Book:
    """Return the names in the shipped data and ontology, without the acts."""
    files = [path for path in build.data_files() if "act" not in path.parts[-2:-1]]
    return Book(files, build.ontology_files())


@cache
def shared() -> Book:
    """Return the same, read once: not for cases that describe instruments."""
    return book()


def read_case(case: Path) -> Imported:
    """Return what the program makes of *case*."""
    told = case / "options.yaml"
    options = yaml.safe_load(told.read_text(encoding="utf-8")) if told.exists() else {}
    names = book() if options.get("describe") else shared()
    files = sorted(case.glob("input*"))
    return read_all(case.parent.name, files, Options(names, **options))
