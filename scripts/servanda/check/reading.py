"""What a reading of Turtle gives: triples with their places, prefixes, and mistakes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from servanda.check.tokens import Span
    from servanda.store import Term

__all__ = ["Problem", "Reading", "Said"]


class Said(NamedTuple):
    """One triple, and where its subject, predicate and object stand."""

    subject: Term
    predicate: Term
    object: Term
    at: tuple[Span, Span, Span]


class Problem(NamedTuple):
    """Something found at a place: the *code* of a rule, and the words its sentence needs."""

    code: str
    span: Span
    values: dict[str, str]


@dataclass(slots=True)
class Reading:
    """What was read of a text.

    *prefixes* gives namespace and place of each declaration; *undeclared* the prefixes used
    without one; *doubtful* what may have been lost: a subject with a predicate, or with None for
    any; *relative* the places of IRIs without a scheme.
    """

    text: str
    said: list[Said] = field(default_factory=list)
    prefixes: dict[str, tuple[str, Span]] = field(default_factory=dict)
    undeclared: dict[str, str | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[tuple[Term, Term | None]] = field(default_factory=set)
    relative: list[Span] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of what stands at *offset*."""
        if not self._lines:
            self._lines = [0, *(n + 1 for n, sign in enumerate(self.text) if sign == "\n")]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of line *number*, from 1, without what ends it."""
        self.place(0)
        start = self._lines[number - 1]
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
