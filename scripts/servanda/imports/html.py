"""Read tables out of saved web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.errors import DataProblem
from servanda.imports.model import Finding, Place
from servanda.imports.tables import Row, headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bs4 import Tag

__all__ = ["html_rows", "legend_of"]

_SHOWN = 8


def html_rows(
    path: Path, text: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Iterator[Row | Finding]:
    """Yield the rows of the tables in *text* that have the *needed* columns, as ``rows`` does.

    The row of a place is the number of the line in the file. Raises DataProblem where no table
    has those columns.
    """
    found = False
    for table, names in _tables(text, columns):
        if any(name not in names for name in needed):
            continue
        found = True
        for tr in table.find_all("tr"):
            cells = tr.find_all("td")
            if cells:
                yield _row(Place(path, tr.sourceline), [_text(cell) for cell in cells], names)
    if not found:
        shown = ", ".join(" | ".join(heads) for heads in _headings(text))
        raise DataProblem(
            f"no table with the columns {', '.join(columns[name][0] for name in needed)}",
            path,
            hint=f"tables found: {shown or 'none'}",
        )
    lowered = text.casefold()
    if lowered.count("<table") > lowered.count("</table"):
        last = text.count("\n") + 1
        yield Finding(Place(path, last), "the table does not end: the file is cut off")


def legend_of(text: str, columns: Mapping[str, Sequence[str]], column: str) -> str:
    """Return what stands below the heading of *column*, where tables explain their letters."""
    for table, names in _tables(text, columns):
        if column in names:
            cell = table.find_all("th")[names.index(column)]
            return _text(cell)
    return ""


def _row(place: Place, cells: Sequence[str], names: Sequence[str | None]) -> Row | Finding:
    """Return *cells* below their *names*, or why not."""
    if len(cells) != len(names):
        return Finding(place, f"{len(cells)} cells below {len(names)} headings: cut off?")
    return Row(place, {name: cell for name, cell in zip(names, cells, strict=True) if name})


def _tables(
    text: str, columns: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Tag, list[str | None]]]:
    """Yield each table with what its headings stand for."""
    from bs4 import BeautifulSoup

    for table in BeautifulSoup(text, "html.parser").find_all("table"):
        heads = [_text(cell) for cell in table.find_all("th")]
        starts = {word: name for name, words in columns.items() for word in words}
        names = headings(heads, columns)
        for place, head in enumerate(heads):
            longest = max((word for word in starts if head.startswith(word)), key=len, default="")
            if names[place] is None and longest:
                names[place] = starts[longest]
        yield table, names


def _headings(text: str) -> Iterator[list[str]]:
    """Yield the headings of each table."""
    for table, _ in _tables(text, {}):
        yield [_text(cell) for cell in table.find_all("th")][:_SHOWN]


def _text(cell: Tag) -> str:
    """Return the words in *cell*, without the figures of notes above the line."""
    for mark in cell.find_all("sup"):
        mark.decompose()
    return " ".join(cell.get_text(" ").split())
