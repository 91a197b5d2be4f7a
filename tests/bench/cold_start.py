"""Print what the main question costs from process start, beside loading the same data in rdflib.

Run with ``.venv/bin/python tests/bench/cold_start.py [REPETITIONS]``; medians, in seconds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
QUESTION = ["-m", "servanda", "obligations", "RUS", "ETS-126", "--on", "2020-01-01"]
RDFLIB = (
    "import sys, pathlib, rdflib; graph = rdflib.Graph()\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.ttl'): graph.parse(path)"
)


def seconds(words: list[str], repetitions: int) -> float:
    """Return the median time of running Python with *words*."""
    took = []
    for _ in range(repetitions):
        started = perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        took.append(perf_counter() - started)
    return median(took)


def main() -> None:
    """Measure side by side in one run and print the ratio."""
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds(QUESTION, 1)
    rows = [
        ("python -c pass", seconds(["-c", "pass"], repetitions)),
        ("obligations, from the cache", seconds(QUESTION, repetitions)),
        ("the same data loaded in rdflib", seconds(["-c", RDFLIB, str(ROOT / "data")], 1)),
    ]
    base = rows[1][1]
    for name, took in rows:
        print(f"{name:34} {took:8.3f} s {took / base:8.1f} x")


if __name__ == "__main__":
    main()
