"""Find the cases, and derive what their data holds.

``<folder>/<query>/<case>/`` holds ``data.ttl``, read together with the ontology and ``common.ttl``.
For questions and audits: ``expected.csv`` and, where there are parameters, ``parameters.yaml``, one
entry for each run; the rows of a run carry its name in the column ``run``. For rules:
``expected.ttl``, or ``select.rq`` and ``expected.csv``. A new folder is a new test.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from servanda import build, catalog
from servanda.closure import as_construct, closure
from servanda.derive import derive
from servanda.prefixes import compact
from servanda.store import Store, Table, Term, Triple, fresh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.catalog import StoredQuery

__all__ = [
    "COMMON",
    "FOLDERS",
    "HERE",
    "base",
    "cases",
    "derived",
    "expected_rows",
    "filled",
    "name",
    "named",
    "runs",
    "stored",
]

HERE = Path(__file__).parent
COMMON = HERE / "common.ttl"
FOLDERS = ("ask", "audit", "derive")

Rows = list[tuple[str, ...]]


@cache
def stored(folder: str) -> dict[str, StoredQuery]:
    """Return the stored queries in *folder* by name."""
    found = {"ask": catalog.questions, "audit": catalog.audits, "derive": catalog.rules}[folder]()
    return {query.name: query for query in found}


def cases(folder: str) -> list[Path]:
    """Return the case folders of the queries in *folder*."""
    return sorted(path for path in (HERE / folder).glob("*/*") if path.is_dir())


def name(case: Path) -> str:
    """Return the name of *case* for people."""
    return case.relative_to(HERE).as_posix()


@cache
def base() -> frozenset[Triple]:
    """Return the ontology, its closure and what the cases share; the closing takes two seconds."""
    store = fresh()
    for path in (*build.ontology_files(), COMMON):
        store.load(path)
    return frozenset((*store.dump(derived=False), *closure(build.ontology_files())))


def filled(files: Iterable[Path]) -> Store:
    """Return a store with :func:`base` and the Turtle *files*."""
    store = fresh()
    store.insert(as_construct(base()))
    for path in files:
        store.load(path)
    return store


@cache
def derived(case: Path) -> Store:
    """Return a store with the data of *case* and all that the rules derive from it."""
    store = filled([case / "data.ttl"])
    derive(store)
    return store


def runs(case: Path) -> dict[str, dict[str, str]]:
    """Return the parameters of each run of *case*; one run without a name where none are stated."""
    path = case / "parameters.yaml"
    if not path.exists():
        return {"": {}}
    read: dict[str, dict[str, str]] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return {run: told or {} for run, told in read.items()}


def expected_rows(case: Path) -> tuple[tuple[str, ...], Rows]:
    """Return the columns and the rows in the table of *case*."""
    with (case / "expected.csv").open(encoding="utf-8", newline="") as table:
        header, *rows = csv.reader(table)
    return tuple(header), [tuple(row) for row in rows]


def named(run: str, table: Table) -> Rows:
    """Return the rows of *table* as the cases write them, after the name of their *run*, if any."""
    rows = [tuple(map(_cell, row)) for row in table.rows]
    return [(run, *row) for row in rows] if run else rows


def _cell(term: Term | None) -> str:
    """Return *term* as the cases write it: short names, bare values."""
    if term is None:
        return ""
    assert term.value, "an empty text is not the same as no answer"
    return compact(term.value) if term.kind == "iri" else term.value
