"""What a person waits for: the main question, a check, one act more."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from .measure import ONE_ACT, ROOT, limited, process, row, timed

if TYPE_CHECKING:
    import argparse

    from servanda.store import Store

__all__ = ["change", "check", "cold"]

QUESTION = ["-m", "servanda", "obligations", "RUS", "ETS-126", "--on", "2020-01-01"]
LOAD = (
    "import sys, pathlib, rdflib; graph = rdflib.Graph()\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.ttl'): graph.parse(path)"
)


def cold(asked: argparse.Namespace) -> None:
    """The main question from process start, and the same data only loaded in rdflib."""
    process(QUESTION)
    ours = timed(lambda: process(QUESTION), asked.repeat)
    row("python -c pass", timed(lambda: process(["-c", "pass"]), asked.repeat))
    row("obligations, from the cache", ours)
    row(
        "the data loaded in rdflib",
        timed(lambda: process(["-c", LOAD, str(ROOT / "data")]), 1),
        ours,
    )


def check(asked: argparse.Namespace) -> None:
    """One contribution checked, and everything validated by plain pySHACL."""
    from servanda.cli import COMMANDS

    words = "check" if "check" in COMMANDS else "validate"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "act.ttl"
        file.write_text(ONE_ACT.format(treaty="ets-126", state="RUS", day=1))
        ours = timed(lambda: process(["-m", "servanda", words, str(file)], False), asked.repeat)
        whole = (
            "import sys, pathlib, rdflib, pyshacl\n"
            "data, shapes = rdflib.Graph(), rdflib.Graph()\n"
            "for p in pathlib.Path('data').rglob('*.ttl'): data.parse(p)\n"
            "for p in pathlib.Path('ontology').rglob('*.ttl'): data.parse(p)\n"
            "for p in pathlib.Path('shapes').rglob('*.ttl'): shapes.parse(p)\n"
            "pyshacl.validate(data, shacl_graph=shapes, advanced=True)"
        )
        row(f"servanda {words} FILE", ours)
        took, _ = limited(lambda: process(["-c", whole], False), asked.limit)
    if took is None:
        print(
            f"  pySHACL on everything: stopped after {asked.limit} s, more than"
            f" {asked.limit / median(ours):.0f} x"
        )
    else:
        row("pySHACL on everything", [took], ours)


def change(asked: argparse.Namespace) -> None:
    """One act more: derived in part from the store at hand, and everything derived anew."""
    from servanda.build import assembled, built, data_files
    from servanda.catalog import home
    from servanda.increment import with_added

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "data"
        cases = [(home() / "data", "ets-126", "RUS")]
        for number in asked.scale[:1]:
            from .acts import write_acts

            write_acts(made, number)
            cases.append((made, "T000001", "S001"))
        for data, treaty, state in cases:
            base = built(data)
            act = Path(folder) / "act.ttl"

            def part(day: int = 1) -> Store:
                act.write_text(ONE_ACT.format(treaty=treaty, state=state, day=day))  # noqa: B023
                return with_added(base, [act])  # noqa: B023

            part()
            ours = [timed(lambda: part(n + 2), 1)[0] for n in range(asked.repeat)]  # noqa: B023
            whole = timed(lambda: assembled(data_files(data, [act]), counted=False), 1)  # noqa: B023
            full = assembled(data_files(data, [act]))[0]
            last = part(asked.repeat + 1)
            same = all(
                set(last.dump(derived=d)) == set(full.dump(derived=d)) for d in (False, True)
            )
            row(f"{treaty} of {data.parent.name}: one act more", ours)
            row("everything anew", whole, ours, same)
