"""How a thing is measured, and how a line of a table looks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ONE_ACT", "ROOT", "files_in", "limited", "process", "row", "timed"]

_Found = TypeVar("_Found")

ROOT = Path(__file__).resolve().parents[2]
ONE_ACT = """\
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/servanda/act/{treaty}/{state}/bench> a sv:Denunciation ;
    sv:by <https://w3id.org/servanda/state/{state}> ;
    sv:instrument <https://w3id.org/servanda/instrument/{treaty}> ;
    sv:receivedOn "2024-05-0{day}"^^xsd:date .
"""


def files_in(place: Path) -> list[Path]:
    """Return the Turtle files in the folder *place*, or that file, whose ending may be left out."""
    from servanda.catalog import turtle_files

    return list(turtle_files(place)) if place.is_dir() else [place.with_suffix(".ttl")]


def timed(work: Callable[[], object], repetitions: int) -> list[float]:
    took = []
    for _ in range(repetitions):
        started = perf_counter()
        work()
        took.append(perf_counter() - started)
    return took


def process(words: Sequence[str], strict: bool = True) -> str:
    return subprocess.run(
        [sys.executable, *words], check=strict, capture_output=True, text=True, cwd=ROOT
    ).stdout


def limited(work: Callable[[], _Found], seconds: int) -> tuple[float, _Found] | tuple[None, None]:
    """Do *work* in a process of its own; return what it took, or None where that is too long."""
    import multiprocessing as many

    here, there = many.get_context("fork").Pipe(duplex=False)

    def run() -> None:
        started = perf_counter()
        result = work()
        there.send((perf_counter() - started, result))

    process = many.get_context("fork").Process(target=run)
    process.start()
    found: tuple[float, _Found] | tuple[None, None]
    found = here.recv() if here.poll(seconds) else (None, None)
    process.terminate()
    process.join()
    return found


def row(
    what: str, took: Sequence[float], base: Sequence[float] = (), same: bool | None = None
) -> None:
    """Print one line: median, spread, ratio to *base*, and whether the rows are the same."""
    ratio = f"{median(took) / median(base):9.2f} x" if base else " " * 11
    rows = "" if same is None else "  same rows" if same else "  ROWS DIFFER"
    spread = f"({min(took):.3f} to {max(took):.3f})" if len(took) > 1 else "(once)"
    print(f"  {what:48}{median(took):10.3f} s {spread:22}{ratio}{rows}", flush=True)
