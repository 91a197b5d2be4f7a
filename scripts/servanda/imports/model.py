"""What readers hand on: lines of a file as they were worded, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Entry", "Finding", "Head", "Line", "Place", "Unreadable"]


class Unreadable(ValueError):
    """A cell cannot be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, row (the first is 1) and column, by its heading."""

    path: Path | str
    row: int | None = None
    column: str = ""

    def at(self, column: str) -> Place:
        """Return the cell of the same row in *column*."""
        return Place(self.path, self.row, column)

    @property
    def name(self) -> str:
        """Return the name of the file, without its folder."""
        return str(getattr(self.path, "name", self.path))

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about one place: a row that was not taken over, or was with a remark.

    *lost* is true where the row, or part of it, is not in the output.
    """

    place: Place
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {'' if self.lost else 'note: '}{self.reason}"


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a file words it. Dates are ISO days, months or years, or empty.

    *party*, *act* and *instrument* are names as the file has them, *code* a code of the party that
    the file gives beside its name. *source* is the key of the source, where a file names several.
    *ended* says that the file shows the party as no longer bound, on a day that it does not give.
    """

    place: Place
    party: str
    act: str
    instrument: str = ""
    code: str = ""
    done: str = ""
    received: str = ""
    effective: str = ""
    declared: str = ""
    not_before: str = ""
    not_after: str = ""
    note: str = ""
    source: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of an instrument itself: a *key* for its name, and a title.

    *number* and *series* may be empty; *names* are how the lines of the file call it.
    """

    place: Place
    key: str
    title: str
    names: tuple[str, ...]
    series: str = ""
    number: str = ""
    source: str = ""


Entry = Line | Head | Finding
