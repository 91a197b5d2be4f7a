"""Choose how a table reaches a person: side by side, or one record below the other."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from servanda.show import WIDTH, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["laid_out"]

_GAP, _READABLE = 3, 20  # between columns; a text in a narrower column is no pleasure to read


def laid_out(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Return *rows* as a table, or where *width* columns are too few as records.

    A record has one line for each heading; empty cells are left out.
    """
    size = width or WIDTH
    if _needed(headings, rows) <= size or not rows:
        return terminal(headings, rows, width=width, colour=colour)
    margin = max(map(len, headings)) + 2
    return ("─" * size + "\n").join(_record(headings, row, margin, size) for row in rows)


def _needed(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns of characters a readable table takes."""
    columns = zip(headings, zip(*rows, strict=True), strict=True)
    return sum(max(map(_narrowest, (heading, *cells))) + _GAP for heading, cells in columns) - _GAP


def _narrowest(cell: str) -> int:
    """Return the width below which *cell* would be broken inside a word, or into slivers."""
    longest_word = max(map(len, re.split(r"\s+", cell)))
    return max(longest_word, min(len(cell), _READABLE))


def _record(headings: Sequence[str], row: Sequence[str], margin: int, size: int) -> str:
    """Return one *row* as lines, each with its heading."""
    lines = []
    for heading, cell in zip(headings, row, strict=True):
        if cell:
            first = heading.ljust(margin)
            lines += wrap(
                cell,
                max(size, margin + _READABLE),
                initial_indent=first,
                subsequent_indent=" " * margin,
                break_on_hyphens=False,
            )
    return "".join(line + "\n" for line in lines)
