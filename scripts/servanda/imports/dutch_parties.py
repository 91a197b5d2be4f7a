"""Read the table of parties of one treaty from the Dutch treaty database, saved as a web page.

Columns: Party, Signature, Provisional application, Ratification with a letter in brackets, Entry
into force, Renunciation, Termination; dates are dd-mm-yyyy. What the letters mean stands in the
heading of the ratifications, in English (``R A S Su NK``) or Dutch (``R T O VG NB``); ``R`` covers
ratification, acceptance, approval and notification, so that only consent is sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.imports.html import html_rows, legend_of
from servanda.imports.model import Finding, Line, Unreadable
from servanda.imports.options import Origin
from servanda.imports.tables import Row, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.dates import Calendar
    from servanda.imports.options import Options

__all__ = ["SOURCE", "read"]

SOURCE = Origin(
    "Dutch treaty database, table of Parties",
    "Ministry of Foreign Affairs of the Netherlands",
    "ReferenceSource",
)
_COLUMNS = {
    "party": ("Party", "Partij"),
    "signature": ("Signature", "Ondertekening"),
    "provisional": ("Provisional application", "Voorlopige toepassing"),
    "ratification": ("Ratification", "Ratificatie"),
    "force": ("Entry into force", "In werking"),
    "renunciation": ("Renunciation", "Opzegging"),
    "termination": ("Termination", "Buiten werking"),
}
_LETTER = re.compile(
    r"(?P<letter>[A-Z][A-Za-z]?)\s*=\s*(?P<meaning>.*?)(?=\s*\b[A-Z][A-Za-z]?\s*=|$)"
)
_CELL = re.compile(r"(?P<date>[\d-]*)\s*(?:\((?P<letter>[A-Za-z]+)\))?")
_UNKNOWN = ("not known", "niet bekend")


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield the acts of each party in the page at *path*, or why they cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    legend = {
        match["letter"]: match["meaning"].strip(" ,.;")
        for match in _LETTER.finditer(legend_of(text, _COLUMNS, "ratification"))
    }
    for row in html_rows(path, text, _COLUMNS, ("party", "signature", "ratification")):
        if isinstance(row, Finding):
            yield row
        else:
            yield from _acts(row, calendar, legend)


def _acts(row: Row, calendar: Calendar, legend: dict[str, str]) -> Iterator[Line | Finding]:
    """Yield the signature, the consent and the exit in *row*."""
    for column, reader in (
        ("signature", _signature),
        ("provisional", _provisional),
        ("ratification", _consent),
        ("renunciation", _exit),
    ):
        try:
            line = reader(row, calendar, legend)
        except Unreadable as problem:
            yield Finding(row.place.at(_COLUMNS[column][0]), str(problem))
            continue
        if line is not None:
            yield line


def _signature(row: Row, calendar: Calendar, _: dict[str, str]) -> Line | None:
    """Return the signature in *row*, if any."""
    day = calendar.read(row["signature"])
    return Line(row.place.at("Signature"), row["party"], "signature", done=day) if day else None


def _provisional(row: Row, calendar: Calendar, _: dict[str, str]) -> Line | None:
    """Return the provisional application in *row*, if any: the table gives its first day."""
    day = calendar.read(row["provisional"])
    place = row.place.at("Provisional application")
    return Line(place, row["party"], "provisional application", effective=day) if day else None


def _consent(row: Row, calendar: Calendar, legend: dict[str, str]) -> Line | None:
    """Return the consent in *row*, if any; raises Unreadable where its letter is not explained."""
    match = _CELL.fullmatch(row["ratification"])
    if not match:
        raise Unreadable(f"not a date with a letter: {row['ratification']!r}")
    letter, meaning = match["letter"] or "", legend.get(match["letter"] or "", "")
    if not match["date"]:
        if letter or row["force"]:
            raise Unreadable(f"bound, but no day of consent: {row['ratification']!r}")
        return None
    if not meaning:
        raise Unreadable(f"{row['ratification']!r}: the heading does not explain the letter")
    kind = "consent" if meaning.casefold() in _UNKNOWN else meaning
    day, force = calendar.read(match["date"]), calendar.read(row["force"])
    return Line(row.place.at("Ratification"), row["party"], kind, done=day, effective=force)


def _exit(row: Row, calendar: Calendar, _: dict[str, str]) -> Line | None:
    """Return the exit in *row*, if any."""
    notice, ends = calendar.read(row["renunciation"]), calendar.read(row["termination"])
    if not notice and ends:
        raise Unreadable(f"ended on {ends}, but no day of notice")
    if not notice:
        return None
    place = row.place.at("Renunciation")
    return Line(place, row["party"], "exit", received=notice, effective=ends)
