"""Read, in bulk, consents with their days of entry into force, CSV.

Columns: ``treaty_id``, ``title``, ``state_iso3``, ``consent_date``, ``in_force_date`` and
``source``. The table does not say how a State consented, so that the act is a consent; the day of
entry into force is kept as the depositary's assertion, to be compared with what is computed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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
    "treaty": ("treaty_id",),
    "title": ("title",),
    "party": ("state_iso3",),
    "done": ("consent_date",),
    "effective": ("in_force_date",),
    "rule": ("fitted_rule",),
    "computed": ("computed_date",),
    "agrees": ("agrees",),
    "source": ("source",),
}


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Entry]:
    """Yield every consent in the file at *path*, or why it cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    seen: set[str] = set()
    for row in rows(path, text, _COLUMNS, ("treaty", "party", "done", "effective")):
        if isinstance(row, Finding):
            yield row
            continue
        name = _instrument(row, options.book)
        if options.describe and name not in seen:
            seen.add(name)
            key = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
            yield Head(row.place, key, row["title"] or name, (name,), source=row["source"])
        yield _line(row, name, calendar, options.book)


def _instrument(row: Row, book: Book) -> str:
    """Return the first of the number, the identifier and the title that the data know."""
    for name in (f"UN {row['treaty']}", row["treaty"], row["title"]):
        try:
            book.instrument(name)
        except Unreadable:
            continue
        return name
    return row["treaty"]


def _line(row: Row, name: str, calendar: Calendar, book: Book) -> Line | Finding:
    """Return *row*, about the instrument called *name*, as a line, or why not."""
    days: dict[str, Any] = {}
    for column in ("done", "effective"):
        try:
            days[column] = calendar.read(row[column])
        except Unreadable as problem:
            return Finding(row.place.at(_COLUMNS[column][0]), str(problem))
    try:
        source = book.source(row["source"]) if row["source"] else ""
    except Unreadable as problem:
        return Finding(row.place.at("source"), str(problem))
    return Line(row.place, "", "consent", name, code=row["party"], source=source, **days)
