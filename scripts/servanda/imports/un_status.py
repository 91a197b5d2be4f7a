"""Read the status of one treaty in the XML of the UN Treaty Collection (MTDSG).

The table is ``participants`` with ``row`` and ``entry``; the first row has the headings. A letter
after a date gives the kind of act, and the heading says which: ``Accession(a), Succession(d),
Ratification``; a date without a letter is the act that the heading names without one. Square
brackets around a name or a date say that the party is no longer bound: that is kept, as an exit
of unknown day. Small figures point to notes, which are told and not read. Rows of
``specialtables`` and every ``declaration`` are told too: they have no day, or no known kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servanda.errors import DataProblem
from servanda.imports.model import Finding, Line, Place, Unreadable
from servanda.imports.options import Origin
from servanda.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.dates import Calendar
    from servanda.imports.options import Options

__all__ = ["SOURCE", "read"]

SOURCE = Origin(
    "United Nations Treaty Collection, status",
    "United Nations, Treaty Section",
    "DepositarySource",
)
_PARTY = {"participant", "participants", "state", "states", "etat", "etats", "party"}
_PART = re.compile(r"\s*(?P<words>[^(,]+?)\s*\((?P<letter>[A-Za-z]{1,2})\)|\s*(?P<bare>[^(,]+)")
_CELL = re.compile(r"(?P<date>.*?\d{4})\s*(?P<letter>[A-Za-z]{1,2})?\s*")
_OPEN, _CLOSE = "[", "]"


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield the acts in the file at *path*, or why they cannot be read."""
    number = 0
    heads: list[str] = []
    for kind, item in _items(path):
        if kind == "broken":
            yield Finding(Place(path), f"{item}: cut off? what follows was not read")
        elif kind == "row":
            number += 1
            cells = [_words(entry) for entry in item]
            if not heads and cells and folded(cells[0][0]) in _PARTY:
                heads = [words for words, _ in cells]
            elif not heads:
                yield Finding(Place(path, number), "stands above the headings; it was not read")
            else:
                yield from _acts(Place(path, number), cells, heads, calendar, options.as_of)
        else:
            yield _told(path, kind, item)
    if not heads:
        raise DataProblem("no table of participants with headings", path)


def _items(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield rows of participants, rows of other tables, declarations, and where the file breaks."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    inside: list[str] = []
    try:
        for event, element in iterparse(path, events=("start", "end")):
            name = element.tag.rsplit("}", 1)[-1]
            if event == "start":
                inside.append(name)
                continue
            inside.pop()
            if name == "row" and "participants" in inside:
                yield "row", [cell for cell in element if cell.tag.endswith("entry")]
            elif name == "row" and "specialtables" in inside:
                yield "special", element
            elif name == "declaration":
                yield "declaration", element
    except ParseError as error:
        yield "broken", f"not well-formed: {error}"
    except DefusedXmlException as error:
        raise DataProblem(f"refused: {type(error).__name__}", path) from error


def _words(element: Any) -> tuple[str, tuple[str, ...]]:
    """Return the text of *element*, and the figures of the notes it points to."""
    notes = tuple(
        "".join(child.itertext()).strip()
        for child in element.iter()
        if child.tag.rsplit("}", 1)[-1] in {"superscript", "sup", "footnote"}
    )
    return " ".join("".join(_bare(element)).split()), tuple(note for note in notes if note)


def _bare(element: Any) -> Iterator[str]:
    """Yield the texts of *element*, leaving small figures out."""
    if element.tag.rsplit("}", 1)[-1] not in {"superscript", "sup", "footnote"}:
        yield element.text or ""
        for child in element:
            yield from _bare(child)
            yield child.tail or ""


def _acts(
    place: Place,
    cells: list[tuple[str, tuple[str, ...]]],
    heads: list[str],
    calendar: Calendar,
    as_of: str,
) -> Iterator[Line | Finding]:
    """Yield the acts in one row."""
    if len(cells) != len(heads):
        yield Finding(place, f"{len(cells)} cells below {len(heads)} headings: cut off?")
        return
    notes = [note for _, found in cells for note in found]
    if notes:
        yield Finding(place, f"has notes to be read: {', '.join(notes)}", lost=False)
    try:
        party, ended = _unbracketed(cells[0][0])
    except Unreadable as problem:
        yield Finding(place.at(heads[0]), str(problem))
        return
    for head, (cell, _) in zip(heads[1:], cells[1:], strict=True):
        if cell:
            try:
                yield _act(place.at(head), party, head, cell, calendar, ended, as_of)
            except Unreadable as problem:
                yield Finding(place.at(head), str(problem))


def _act(
    place: Place, party: str, head: str, cell: str, calendar: Calendar, ended: bool, as_of: str
) -> Line:
    """Return the act that *cell* below *head* tells of; raises Unreadable."""
    inner, bracketed = _unbracketed(cell)
    match = _CELL.fullmatch(inner)
    if not match:
        raise Unreadable(f"not a date: {cell!r}")
    meaning = _meanings(head).get(match["letter"] or "")
    if not meaning:
        raise Unreadable(f"{cell!r}: the heading {head!r} does not explain it")
    left = ended or bracketed
    by_succession = folded(meaning).startswith(("succession to", "succession a"))
    return Line(
        place,
        party,
        meaning,
        done=calendar.read(match["date"]),
        ended=left,
        not_after=as_of if left else "",
        note="By succession to the signature of the predecessor." if by_succession else "",
    )


def _meanings(head: str) -> dict[str, str]:
    """Return the kinds of acts that *head* names by their letters, "" for the one without."""
    meanings: dict[str, str] = {}
    for match in _PART.finditer(head):
        letter = match["letter"] or ""
        words = (match["words"] or match["bare"]).strip()
        if words:
            meanings.setdefault(letter, words)
    return meanings


def _unbracketed(text: str) -> tuple[str, bool]:
    """Return *text* without square brackets around it, and whether there were any."""
    opened, closed = text.startswith(_OPEN), text.endswith(_CLOSE)
    inner = text.strip(f"{_OPEN}{_CLOSE} ")
    if opened != closed or _OPEN in inner or _CLOSE in inner:
        raise Unreadable(f"{text!r}: a square bracket is missing")
    return inner, opened


def _told(path: Path, kind: str, element: Any) -> Finding:
    """Return that a declaration, or a row of another table, was not taken over."""
    words = " | ".join(text for text in (_words(child)[0] for child in element) if text)
    shown = words if len(words) < 60 else f"{words[:57]}..."  # noqa: PLR2004 - fits one line
    what = "a declaration" if kind == "declaration" else "a row of another table"
    return Finding(Place(path, None, kind), f"{what} was not taken over: {shown}")
