"""Read our own table of acts, CSV: ``servanda import template`` prints an empty one.

One row for each act. ``party`` is a name or code, ``instrument`` a number with its series or a
title (empty: --instrument), ``act`` a kind of act in English or French. The days are ISO
(2010, 2010-02 and 2010-02-28 are all right): ``done`` signed or deposited, ``received`` by the
depositary, ``effective`` as the depositary says, ``declared`` named by the State; a day of receipt
known by bounds only goes to ``received_not_before`` and ``received_not_after``. ``source`` is the
key of a source in data/source/ (empty: --source), ``note`` a remark in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servanda.imports.model import Finding, Line, Unreadable
from servanda.imports.tables import Row, read_text, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.book import Book
    from servanda.imports.dates import Calendar
    from servanda.imports.options import Options

__all__ = ["SOURCE", "TEMPLATE", "read"]

SOURCE = None  # each row names its own, or --source does
_DAYS = {
    "done": "done",
    "received": "received",
    "effective": "effective",
    "declared": "declared",
    "received_not_before": "not_before",
    "received_not_after": "not_after",
}
_NAMES = ("party", "instrument", "act", *_DAYS, "source", "note")
_COLUMNS = {name: (name, name.replace("_", " ")) for name in _NAMES}
TEMPLATE = (
    f"{','.join(_NAMES)}\n"
    "Russian Federation,ETS 126,ratification,1998-05-05,,1998-09-01,,,,treaty-office-126,\n"
)


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield every act in the file at *path*, or why it cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    for row in rows(path, text, _COLUMNS, ("party", "act")):
        yield row if isinstance(row, Finding) else _line(row, calendar, options.book)


def _line(row: Row, calendar: Calendar, book: Book) -> Line | Finding:
    """Return *row* as a line, or why not."""
    days: dict[str, Any] = {}
    for column, name in _DAYS.items():
        if "/" in row[column] or row[column].count(".") > 1:
            return Finding(row.place.at(column), f"{row[column]}: write the day as 2010-02-28")
        try:
            days[name] = calendar.read(row[column])
        except Unreadable as problem:
            return Finding(row.place.at(column), str(problem))
    try:
        source = book.source(row["source"]) if row["source"] else ""
    except Unreadable as problem:
        return Finding(row.place.at("source"), str(problem))
    return Line(
        row.place,
        row["party"],
        row["act"],
        row["instrument"],
        source=source,
        note=row["note"],
        **days,
    )
