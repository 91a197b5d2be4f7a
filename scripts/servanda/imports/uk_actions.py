"""Read the table of actions of one treaty from UK Treaties Online, saved as CSV or as the page.

Columns: Country, Action, Action Date, Effective Date; dates are dd/mm/yyyy. 01/01/1900 stands for
an unknown day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servanda.imports.model import Finding, Line, Unreadable
from servanda.imports.options import Origin
from servanda.imports.tables import Row, read_text, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.dates import Calendar
    from servanda.imports.options import Options

__all__ = ["SOURCE", "read"]

SOURCE = Origin(
    "United Kingdom Treaties Online, actions",
    "Foreign, Commonwealth and Development Office",
    "ReferenceSource",
)
_COLUMNS = {
    "party": ("Country", "Participant", "Party"),
    "action": ("Action", "Actions"),
    "done": ("Action Date", "Date of action", "Date", "Date of Notification/Deposit"),
    "effective": ("Effective Date", "Date of effect", "EIF Date", "Effective from"),
}
_NEEDED = ("party", "action", "done")


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield every action in the file at *path*, or why it cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    if text.lstrip()[:1] == "<":
        from servanda.imports.html import html_rows

        found = html_rows(path, text, _COLUMNS, _NEEDED)
    else:
        found = rows(path, text, _COLUMNS, _NEEDED)
    for row in found:
        yield row if isinstance(row, Finding) else _line(row, calendar)


def _line(row: Row, calendar: Calendar) -> Line | Finding:
    """Return *row* as a line, or why not."""
    days: dict[str, Any] = {}
    for column in ("done", "effective"):
        try:
            days[column] = calendar.read(row[column])
        except Unreadable as problem:
            return Finding(row.place.at(_COLUMNS[column][0]), str(problem))
    if not row["party"] or not row["action"]:
        return Finding(row.place, "no country or no action")
    return Line(row.place, row["party"], row["action"], **days)
