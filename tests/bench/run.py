"""Measure Servanda side by side with what else could be used, and how it grows. One table a part.

Run with ``.venv/bin/python tests/bench/run.py [PART …] [--repeat N] [--scale N …] [--limit S]``.

Parts: ``rdflib`` and ``duckdb`` (the whole derivation), ``cold`` (the main question from process
start), ``check`` (one contribution), ``closure`` (the ontology), ``change`` (one act more),
``growth`` (more and more acts) and ``bulk`` (acts on record, where they are at hand). Each figure
is the median, with the smallest and largest in brackets: on a busy machine they lie far apart, and
a ratio of two medians says no more than those do. Rows are compared wherever both sides have any.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engines import against_duckdb, against_rdflib, closure
from bench.measure import process
from bench.uses import change, check, cold

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Measure the parts asked for."""
    words = argparse.ArgumentParser(description="Measure Servanda.")
    words.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; default: all")
    words.add_argument("--repeat", type=int, default=3, help="how often each is measured")
    words.add_argument("--scale", type=int, nargs="+", default=[700, 7_000, 70_000, 350_000])
    words.add_argument("--limit", type=int, default=300, help="seconds after which a side is out")
    asked = words.parse_args()
    for part in asked.parts or PARTS:
        print(f"\n{part}: {(PARTS[part].__doc__ or '').splitlines()[0]}", flush=True)
        PARTS[part](asked)


def growth(asked: argparse.Namespace) -> None:
    """More and more acts made up as those on record: time, memory and triples."""
    print(
        f"  {'asserted':>10}{'acts':>9}{'derived':>10}{'seconds':>9}{'CPU s':>9}{'µs/act':>8}{'MB':>7}"
    )
    for triples in asked.scale:
        words = [str(Path(__file__).with_name("grow.py")), str(triples)]
        print("  " + process(words).strip(), flush=True)


def bulk(asked: argparse.Namespace) -> None:
    """The acts of the register themselves, where they are at hand."""
    print("  " + process([str(Path(__file__).with_name("grow.py")), "register"]).strip())


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "cold": cold,
    "change": change,
    "closure": closure,
    "check": check,
    "duckdb": against_duckdb,
    "rdflib": against_rdflib,
    "growth": growth,
    "bulk": bulk,
}


if __name__ == "__main__":
    main()
