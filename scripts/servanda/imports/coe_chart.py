"""Read the chart of signatures and ratifications of the Council of Europe's Treaty Office, CSV.

Columns: State, Signature, Ratification, Entry into Force, Notes, and one each for reservations,
declarations, authorities, territorial application, communications and objections, which hold a
mark only. Dates are dd/mm/yyyy. A letter in the notes or after a date says how the State
consented: ``a`` accession, ``s`` signature without reservation as to ratification, ``su``
succession; ``r`` is a signature ad referendum. The word *denunciation* or *withdrawal* in the
notes, and a date after it, tells of an exit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    "Treaty Office, chart of signatures and ratifications",
    "Council of Europe, Treaty Office",
    "DepositarySource",
)
_COLUMNS = {
    "party": ("State", "States", "État", "États", "Country"),
    "signature": ("Signature",),
    "ratification": ("Ratification", "Ratification/Accession"),
    "force": ("Entry into Force", "Entrée en vigueur"),
    "notes": ("Notes", "Note", "Renvois"),
    "R": ("R.",),
    "D": ("D.",),
    "A": ("A.",),
    "T": ("T.",),
    "C": ("C.",),
    "O": ("O.",),
}
_MARKED = {
    "R": "reservations",
    "D": "declarations",
    "T": "territorial application",
    "O": "objections",
}
_KINDS = {"a": "accession", "s": "definitive signature", "su": "succession", "r": "signature"}
_CELL = re.compile(r"(?P<date>.*?\d{4})\s*(?P<mark>[a-z]{1,2})?\s*(?P<note>\(\d+\))?\s*")
_EXIT = re.compile(
    r"(?P<word>denunciation|withdrawal|d[ée]nonciation|retrait)\D*(?P<date>\d{2}/\d{2}/\d{4})?",
    re.I,
)
_LETTERS = re.compile(r"(?:^|[\s(])(a|s|su|r)(?=$|[\s)])")


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield the acts of each row of the chart at *path*, or why they cannot be read."""
    text = read_text(path, options.book.is_party_name, options.encoding)
    for row in rows(path, text, _COLUMNS, ("party", "signature", "ratification")):
        if isinstance(row, Finding):
            yield row
        elif _is_title(row):
            continue
        else:
            yield from _acts(row, calendar)


def _is_title(row: Row) -> bool:
    """Say whether *row* only says which States come next, or how many there are."""
    words = row["party"].casefold()
    alone = not any(row[name] for name in _COLUMNS if name != "party")
    return alone and words.startswith(
        (
            "members of",
            "non-members",
            "non members",
            "international org",
            "membres",
            "non-membres",
            "organisations",
            "total",
        )
    )


def _acts(row: Row, calendar: Calendar) -> Iterator[Line | Finding]:
    """Yield the signature, the consent and the exit in *row*."""
    in_notes = _LETTERS.search(row["notes"])
    letter = in_notes[1] if in_notes else ""
    for column, usual in (("signature", "signature"), ("ratification", "ratification")):
        place = row.place.at(_COLUMNS[column][0])
        try:
            day, mark = _dated(row[column], calendar)
            force = calendar.read(row["force"]) if column == "ratification" else ""
        except Unreadable as problem:
            yield Finding(place, str(problem))
            continue
        if day:
            belongs = letter if (letter in ("a", "su")) == (column == "ratification") else ""
            kind = _KINDS.get(mark or (belongs if letter != "s" else ""), usual)
            if letter == "s" and not mark and not row["signature"] and column == "ratification":
                kind = _KINDS["s"]
            yield Line(place, row["party"], kind, done=day, effective=force)
        elif column == "ratification" and row["force"] and not row["ratification"]:
            yield from _bound_by_signature(row, calendar, letter)
    yield from _notes(row, calendar)


def _dated(cell: str, calendar: Calendar) -> tuple[str, str]:
    """Return the day in *cell* and the letter after it."""
    if not cell:
        return "", ""
    match = _CELL.fullmatch(cell)
    if not match:
        raise Unreadable(f"not a date: {cell!r}")
    mark = match["mark"] or ""
    if mark and mark not in _KINDS:
        raise Unreadable(f"{cell!r}: the letter {mark!r} is not in the legend of the charts")
    return calendar.read(match["date"]), mark


def _bound_by_signature(row: Row, calendar: Calendar, letter: str) -> Iterator[Line | Finding]:
    """Yield what a day of entry into force without a ratification means."""
    place = row.place.at(_COLUMNS["force"][0])
    if letter != "s":
        yield Finding(place, "a day of entry into force, but no ratification and no letter s")
        return
    try:
        day, _ = _dated(row["signature"], calendar)
        force = calendar.read(row["force"])
    except Unreadable as problem:
        yield Finding(place, str(problem))
        return
    yield Line(place, row["party"], _KINDS["s"], done=day, effective=force)


def _notes(row: Row, calendar: Calendar) -> Iterator[Line | Finding]:
    """Yield the exit that the notes tell of, and what has to be looked up elsewhere."""
    place = row.place.at(_COLUMNS["notes"][0])
    told = _EXIT.search(row["notes"])
    if told and told["date"]:
        try:
            yield Line(place, row["party"], told["word"], received=calendar.read(told["date"]))
        except Unreadable as problem:
            yield Finding(place, str(problem))
    elif told:
        yield Finding(place, f"{row['notes']!r}: an exit whose day is not given; look it up")
    marked = [words for name, words in _MARKED.items() if row[name]]
    if marked:
        reason = f"the chart marks {', '.join(marked)}, whose texts are elsewhere"
        yield Finding(row.place, reason, lost=False)
