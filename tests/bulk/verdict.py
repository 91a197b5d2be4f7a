"""What the rules derive for a case, and whether the source and the list of exceptions agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oracle.intervals import answer
from rulebook.turtle import instrument_iri, state_iri

from .cases import HERE, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from oracle.dates import Bounds
    from oracle.intervals import Interval
    from rulebook.run import Found

    from .cases import Case

__all__ = ["KINDS", "Reviewed", "Verdict", "exceptions", "report", "verdict"]

KINDS = {"misprint", "practice", "legal", "source-error", "not-computed"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed row of a list of exceptions."""

    source: str
    key: tuple[str, ...]
    by_rule: str
    by_table: str
    kind: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case beside what the rules derive: agreed, explained, unexplained or not testable."""

    case: Case
    derived: str
    outcome: str

    def __str__(self) -> str:
        one = self.case
        return ",".join((one.treaty, one.state, one.act_day, one.edge, self.derived, one.says))


def exceptions() -> list[Reviewed]:
    """Read the lists of exceptions, one file per source."""
    return [
        Reviewed(
            path.stem,
            (row["treaty"], row["state"], row["act_day"], row["edge"]),
            row["by_rule"],
            row["by_table"],
            row["kind"],
            row["explanation"],
        )
        for path in sorted((HERE / "exceptions").glob("*.csv"))
        for row in rows(path)
    ]


def verdict(
    case: Case,
    found: Mapping[tuple[str, str], Sequence[Found]],
    known: Mapping[tuple[str, tuple[str, ...]], Reviewed],
) -> Verdict:
    """Compare one case."""
    if case.untestable:
        return Verdict(case, "", "not testable")
    key = (instrument_iri(case.instrument), state_iri(case.state_key))
    intervals = [one.interval for one in found.get(key, ()) if one.status == case.status]
    derived = _derived(case, intervals)
    if derived == case.says:
        return Verdict(case, derived, "agreed")
    listed = known.get((case.source, case.key))
    explained = listed and (listed.by_rule, listed.by_table) == (derived, case.says)
    return Verdict(case, derived, "explained" if explained else "unexplained")


def _derived(case: Case, intervals: list[Interval]) -> str:
    if case.edge == "none" and case.probe:
        kept = answer(intervals, case.probe) == "certain"
        return "no effect" if kept else "effect"
    ordered = sorted(intervals, key=lambda one: str(one.begin.lo or ""))
    if case.edge == "begin":
        return _text(ordered[0].begin) if ordered else "no interval"
    open_then = [
        one.end
        for one in ordered
        if one.end and (not one.end.hi or str(one.end.hi) >= case.act_day)
    ]
    return _text(open_then[0]) if open_then else "no end"


def _text(bounds: Bounds) -> str:
    if bounds.lo and bounds.lo == bounds.hi:
        return str(bounds.lo)
    return f"[{bounds.lo or 'open'} .. {bounds.hi or 'open'}]"


def report(verdicts: Iterable[Verdict]) -> list[str]:
    """Return a table of outcomes, a line for each treaty and one for each source."""
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for one in verdicts:
        outcome = "named" if (one.outcome, one.case.note) == ("agreed", "named") else one.outcome
        for treaty in (one.case.treaty, ""):
            tallies.setdefault((one.case.source, treaty), Counter())[outcome] += 1
    heads = ("agreed", "named", "explained", "unexplained", "not testable")
    lines = [f"{'source: treaty':<54}{'rows':>6}" + "".join(f"{head:>13}" for head in heads)]
    for (source, treaty), tally in sorted(tallies.items()):
        name = f"{source}: {treaty or 'all treaties'}"[:53]
        numbers = "".join(f"{tally[head]:>13}" for head in heads)
        lines.append(f"{name:<54}{tally.total():>6}{numbers}")
    return lines
