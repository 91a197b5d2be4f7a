"""One row of a source as a case: what was put in, what the source says, what the rules derive."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from oracle.counting import Counting, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["HERE", "SOURCES", "Batch", "Case", "counting", "day", "rows", "slug"]

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "shared" / "sources"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One date of one row.

    *edge* says which end of the party interval the source gives: `begin`, `end`, or `none` where
    it says that nothing ended by the day in *probe*. *untestable* gives the reason, if any.
    """

    source: str
    treaty: str
    state: str
    act_day: str
    edge: str
    says: str
    instrument: str = ""
    state_key: str = ""
    status: str = "PartyStatus"
    probe: date | None = None
    note: str = ""
    untestable: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Return what names the case in a list of exceptions."""
        return (self.treaty, self.state, self.act_day, self.edge)


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases, and the world in the vocabulary of the project (Turtle) that they are asked of."""

    cases: tuple[Case, ...]
    turtle: str


def rows(path: Path) -> Iterator[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> date | None:
    """Return the day in *text*, or None if it is empty."""
    return date.fromisoformat(text) if text else None


def slug(text: str) -> str:
    """Return *text* as part of an IRI."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def counting(row: Mapping[str, str]) -> Counting:
    """Return the counting rule that a row of a clause file gives."""
    return Counting(
        years=int(row.get("years") or 0),
        months=int(row.get("months") or 0),
        days=int(row.get("days") or 0),
        day_after=row.get("day_after") == "true",
        notice_by=row.get("notice_by") or "",
        rounding=Rounding(row.get("rounding") or "NoRounding"),
        fixed_day=row.get("fixed_day") or "",
        running_years=int(row.get("running_years") or 0),
    )
