"""Read acts in bulk from a CSV made of the status tables of the UN Secretary-General.

Columns: ``iso3``, ``party``, ``mtdsg_no`` (such as IV-9-b), ``act_kind``, ``date``, and, if there,
``effective_date``, ``source``, ``snapshot`` and ``caution``. The caution ``bracket_lost`` says that
the party has left although this table no longer shows the square brackets. A second file with the
columns ``mtdsg_no`` and ``title`` may describe the treaties (with --describe).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.imports.model import Finding, Head, Line, Unreadable
from servanda.imports.tables import Row, read_text, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.book import Book
    from servanda.imports.dates import Calendar
    from servanda.imports.model import Entry
    from servanda.imports.options import Options

__all__ = ["SOURCE", "read"]

SOURCE = None  # each row names its own

_COLUMNS = {
    "iso3": ("iso3",),
    "party": ("party",),
    "party_type": ("party_type",),
    "mtdsg_no": ("mtdsg_no",),
    "act_kind": ("act_kind",),
    "act_code": ("act_code",),
    "date": ("date",),
    "date_precision": ("date_precision",),
    "effective_date": ("effective_date",),
    "source": ("source",),
    "snapshot": ("snapshot",),
    "caution": ("caution",),
}
_TREATIES = {"mtdsg_no": ("mtdsg_no",), "title": ("title",)}
_SUCCESSION = "succession to signature"
_YEAR = "The source gives the year only, and not the kind of consent."
_SIGNED = "By succession to the signature of the predecessor."


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Entry]:
    """Yield every line of the file at *path*, or why it cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    if "act_kind" not in text.partition("\n")[0]:
        yield from _heads(path, text, options)
        return
    for row in rows(path, text, _COLUMNS, ("party", "mtdsg_no", "act_kind", "date")):
        if isinstance(row, Finding):
            yield row
            continue
        try:
            yield _line(row, calendar, options.book)
        except Unreadable as problem:
            yield Finding(row.place.at("date"), str(problem))


def _heads(path: Path, text: str, options: Options) -> Iterator[Entry]:
    """Yield the treaties that the file describes."""
    for row in rows(path, text, _TREATIES, ("mtdsg_no", "title")):
        if isinstance(row, Finding):
            if row.lost:
                yield row
        elif options.describe:
            number = row["mtdsg_no"]
            key = f"un-{number.lower()}"
            yield Head(row.place, key, row["title"], (f"UN {number}",), "UN", number)


def _line(row: Row, calendar: Calendar, book: Book) -> Line:
    """Return *row* as a line."""
    kind = row["act_kind"].replace("_", " ")
    year = row["date_precision"] == "year"
    signed = kind == _SUCCESSION
    return Line(
        row.place,
        row["party"],
        "signature" if signed else kind,
        f"UN {row['mtdsg_no']}",
        code=row["iso3"],
        done=calendar.read(row["date"]),
        effective=calendar.read(row["effective_date"]),
        note=_YEAR if year else _SIGNED if signed else "",
        source=book.source(row["source"]) if row["source"] else "",
        ended="bracket_lost" in row["caution"],
        not_after=row["snapshot"] if "bracket_lost" in row["caution"] else "",
    )
