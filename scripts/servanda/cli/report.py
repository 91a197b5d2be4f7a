"""Answers as a person reads them: a table for each instrument, and below it what is not certain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from textwrap import fill, indent
from typing import TYPE_CHECKING

from servanda.ask import day
from servanda.cli.output import colour, width
from servanda.names import labelled
from servanda.show import WIDTH, plain, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from servanda.cli.output import Answering
    from servanda.store import Store, Table

__all__ = ["OBLIGATIONS", "STATUS", "Asked", "Layout", "report", "span"]

_STYLES = {"certain": "green", "possible": "yellow", "ended": "dim", "not yet": "dim", "no": "dim"}
_Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table shows: headings, widths (see ``show.terminal``), cells, and a note below all."""

    headings: tuple[str, ...]
    shares: tuple[int, ...]
    cells: Callable[[_Row], Sequence[str]]
    subject: Callable[[_Row], str]
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the State, the day, and whether to show what is over or not yet."""

    state: str
    on: str
    over: bool = True


def span(earliest: str, latest: str, nothing: str) -> str:
    """Return a day that may be known by its bounds only, or *nothing*."""
    if earliest == latest:
        return earliest or nothing
    if not latest:
        return f"{earliest} or later"
    if not earliest:
        return f"{latest} or before"
    return f"{earliest} to {latest}"


def _since(row: _Row) -> str:
    return span(row["begin_earliest"], row["begin_latest"], "unknown")


def _end(row: _Row) -> str:
    return span(row["end_earliest"], row["end_latest"], "open")


def _phase(row: _Row) -> str:
    return row.get("phase") or row["answer"]


def _article(row: _Row) -> str:
    return row.get("article") or row["provision"]


OBLIGATIONS = Layout(
    ("article", "what is owed", "owed to", "since", "ends on", "answer", "watched by"),
    (-12, 5, 2, -10, -10, -8, 2),
    lambda row: (
        _article(row),
        row["summary"],
        row["owed_to"],
        _since(row),
        _end(row),
        _phase(row),
        row["watched_by"],
    ),
    _article,
    "'ends on' is the first day on which the duty no longer binds.\n",
)
STATUS = Layout(
    ("status", "since", "ends on", "answer"),
    (2, 2, 2, 1),
    lambda row: (
        " ".join(filter(None, (row["status"], row.get("scope")))),
        _since(row),
        _end(row),
        _phase(row),
    ),
    lambda row: row["status"],
    "'ends on' is the first day on which the State no longer has the status.\n",
)


def report(store: Store, table: Table, asked: Asked, layout: Layout, answering: Answering) -> str:
    """Return *table*, the answer to what was *asked*, as text in this *layout*."""
    rows = [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]
    rows.sort(key=lambda row: row["instrument"])
    who = labelled(store, "state", asked.state)
    parts = []
    for instrument, group in groupby(rows, key=lambda row: row["instrument"]):
        title = f"{who} under {labelled(store, 'instrument', instrument)}, on {day(asked.on)}"
        parts.append(_section(title, list(group), asked.over, layout, answering))
    return "\n".join([*parts, layout.note]) if parts else ""


def _section(
    title: str, rows: Sequence[_Row], over: bool, layout: Layout, answering: Answering
) -> str:
    """Return the part about one instrument."""
    wide = width(answering) or WIDTH
    shown = [row for row in rows if over or row["answer"] != "no"]
    lines = [fill(title, wide), ""]
    if shown:
        lines.append(
            terminal(
                layout.headings,
                map(layout.cells, shown),
                width=wide,
                colour=colour(answering),
                shares=layout.shares,
                styles=_STYLES,
            )
        )
    hidden = len(rows) - len(shown)
    if hidden:
        lines.append(f"{hidden} more ended or not yet begun (--all lists them).\n")
    facts: dict[str, list[str]] = {}
    for row in shown:
        if row["answer"] == "possible":
            fact = row["decided_by"] or "no missing fact is on record"
            facts.setdefault(fact, []).append(layout.subject(row))
    for fact, subjects in facts.items():
        lines.append(fill(f"Possible, not certain: {', '.join(dict.fromkeys(subjects))}", wide))
        lines.append(indent(fill(f"decided by: {fact}", wide - 2), "  ") + "\n")
    return "\n".join(lines)
