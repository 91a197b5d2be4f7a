"""One act, ready to be written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.prefixes import BASE

if TYPE_CHECKING:
    from servanda.imports.book import Book
    from servanda.imports.model import Line

__all__ = ["Act", "day_of", "made"]

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Act:
    """One act, ready to be written: all names are IRIs save *kind* and *source*."""

    iri: str
    kind: str
    by: str
    instrument: str
    line: Line
    dates: tuple[tuple[str, str], ...] = field(default=())


def made(book: Book, line: Line, kind: str, by: str, instrument: str) -> Act:
    """Return *line* as an act; the notice of an exit counts from its receipt."""
    exits = "Exit" in book.above[kind]
    done, received = ("", line.received or line.done) if exits else (line.done, line.received)
    dates = (
        ("declaredEffectOn", line.declared),
        ("doneOn", done),
        ("effectiveOn", line.effective),
        ("receivedOn", received),
        ("receivedNotBefore", line.not_before),
        ("receivedNotAfter", line.not_after),
    )
    day = done or received or line.effective or (line.not_after and f"by-{line.not_after}")
    name = "-".join((_WORDS.sub("-", kind).lower(), day or "undated"))
    keys = (instrument.rsplit("/", 1)[-1], by.rsplit("/", 1)[-1])
    iri = f"{BASE}act/{'/'.join(keys)}/{name}"
    return Act(iri, kind, by, instrument, line, tuple(pair for pair in dates if pair[1]))


def day_of(act: Act) -> str:
    """Return the day on which *act* was done or received, or an empty text."""
    days = dict(act.dates)
    return days.get("doneOn") or days.get("receivedOn") or ""
