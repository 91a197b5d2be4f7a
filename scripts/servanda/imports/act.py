"""One act, ready to be written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.imports.model import Unreadable
from servanda.prefixes import BASE

if TYPE_CHECKING:
    from servanda.imports.book import Book
    from servanda.imports.model import Line

__all__ = ["Act", "day_of", "is_same", "made"]

_FAMILIES = frozenset({"Consent", "Exit"})
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


def is_same(book: Book, act: Act, rival: tuple[str, str], left: bool, told: str) -> bool:
    """Say whether *act* is the *rival* (its kind and day); raises Unreadable if it cannot be both.

    A consent, or an exit, of general kind is the same as a special one of that day. Two consents
    of different days need an exit: *left* says whether one is known. *told* says where it is.
    """
    kind, on = rival
    family = _family(book, act.kind)
    if _family(book, kind) != family:
        return False
    if on == day_of(act):
        if kind == act.kind or family in {kind, act.kind}:
            return True
        raise Unreadable(f"{told}, this is a {act.kind} of the same day: which is it?")
    if on and not left:
        raise Unreadable(f"{told} for the same act: look it up, or write claims for both")
    return False


def _family(book: Book, kind: str) -> str:
    """Return the general kind of the acts that do the same as this *kind*."""
    return next(iter(book.above[kind] & _FAMILIES), kind)
