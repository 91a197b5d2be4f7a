"""The history of a State under its instruments: intervals and events, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.answers import status
from servanda.ask import ask, day
from servanda.catalog import question
from servanda.names import labelled, resolve
from servanda.prefixes import BASE
from servanda.store import Table, Term

if TYPE_CHECKING:
    from servanda.store import Store

__all__ = ["Bar", "Mark", "Timeline", "as_table", "timeline"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A status interval; days as texts, empty where open. *answer* is for the day asked about."""

    instrument: str
    status: str
    begin_earliest: str
    begin_latest: str
    end_earliest: str
    end_latest: str
    answer: str

    @property
    def certain(self) -> tuple[str, str] | None:
        """Return the days from which and until which it certainly holds (empty: open), if any."""
        if not self.begin_latest or (self.end_earliest and self.end_earliest <= self.begin_latest):
            return None
        return self.begin_latest, self.end_earliest

    @property
    def possible(self) -> tuple[tuple[str, str], ...]:
        """Return the stretches in which it holds only possibly, each from and until (or open)."""
        parts = []
        if self.certain is None:
            return ((self.begin_earliest, self.end_latest),)
        if self.begin_earliest != self.begin_latest:
            parts.append((self.begin_earliest, self.begin_latest))
        if self.end_earliest and self.end_earliest != self.end_latest:
            parts.append((self.end_earliest, self.end_latest))
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """An act or event: *sort* is ``act``, ``domestic`` or ``event``."""

    instrument: str
    sort: str
    kind: str
    day_earliest: str
    day_latest: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn. *instrument* is empty where all are meant; *names* by instrument."""

    state: str
    instrument: str
    on: str
    names: dict[str, str]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]

    @property
    def title(self) -> str:
        """Return what it is about, in words."""
        under = f" under {self.names[self.instrument]}" if self.instrument else ", all instruments"
        return f"{self.state}{under}, on {self.on}"

    @property
    def span(self) -> tuple[str, str]:
        """Return the first and the last day that is named, the day asked about included."""
        days = [self.on]
        for bar in self.bars:
            days += [bar.begin_earliest, bar.begin_latest, bar.end_earliest, bar.end_latest]
        for mark in self.marks:
            days += [mark.day_earliest, mark.day_latest]
        known = sorted(filter(None, days))
        return known[0], known[-1]


def timeline(
    store: Store, state: str, instrument: str | None = None, on: str = "today"
) -> Timeline:
    """Return the history of *state* under *instrument*, or under all of them.

    Raises UsageProblem for unknown names and days.
    """
    when = day(on)
    told = {"state": state} | ({"instrument": instrument} if instrument else {})
    bars = tuple(
        Bar(
            row["instrument"],
            " ".join(filter(None, (row["status"], row.get("scope", "")))),
            *(row[name] for name in Bar.__slots__[2:]),
        )
        for row in status(store, state, instrument, when).texts()
        if row["begin_earliest"] or row["begin_latest"] or row["end_latest"]
    )
    marks = tuple(
        Mark(*(row[name] for name in Mark.__slots__))
        for row in ask(store, question("history-of-state"), told).texts()
    )
    key = resolve(store, "instrument", instrument) if instrument else ""
    key = key.removeprefix(f"{BASE}instrument/")
    keys = {key} | {bar.instrument for bar in bars} | {mark.instrument for mark in marks}
    used = sorted(keys - {""})
    names = {one: labelled(store, "instrument", one) for one in used}
    return Timeline(labelled(store, "state", state), key, when, names, bars, marks)


def as_table(line: Timeline) -> Table:
    """Return every interval and every event as one row."""
    columns = (
        "sort",
        "instrument",
        "what",
        "begin_earliest",
        "begin_latest",
        "end_earliest",
        "end_latest",
        "answer",
    )
    rows = [
        ("status", bar.instrument, bar.status, *(getattr(bar, name) for name in Bar.__slots__[2:]))
        for bar in line.bars
    ]
    rows += [
        (mark.sort, mark.instrument, mark.kind, mark.day_earliest, mark.day_latest, "", "", "")
        for mark in line.marks
    ]
    return Table(
        columns, tuple(tuple(Term("literal", one) if one else None for one in row) for row in rows)
    )
