"""Read CSV as people save it: any usual separator, line end and character set, row by row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from servanda.errors import DataProblem
from servanda.imports.model import Finding, Place
from servanda.names import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Row", "headings", "read_text", "rows"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OLD = ("cp1252", "mac_roman")
_SEPARATORS = ",;\t|"
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its *place*, and its cells by the column they stand for."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_text(path: Path, is_name: Callable[[str], bool], encoding: str | None = None) -> str:
    """Return the text of the file at *path*.

    Without *encoding* that is UTF-8, UTF-16 with a mark, or the one old character set in which
    more cells are names that *is_name* knows. Raises DataProblem where none of them is sure.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataProblem(f"cannot be read: {error.strerror}", path) from error
    named = encoding or next((name for bom, name in _BOMS if raw.startswith(bom)), "utf-8")
    try:
        return raw.decode(named)
    except (UnicodeDecodeError, LookupError) as error:
        if encoding:
            raise DataProblem(f"not {encoding}: {error}", path) from error
    known = {text: _recognised(text, is_name) for text in _decoded(raw)}
    best = sorted(known, key=lambda text: -known[text])
    if not best or not known[best[0]] or (len(best) > 1 and known[best[0]] == known[best[1]]):
        line = raw[: _first_odd(raw)].count(b"\n") + 1
        raise DataProblem(
            "neither UTF-8 nor surely another character set", path, line, hint="give --encoding"
        )
    return best[0]


def rows(
    path: Path, text: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Iterator[Row | Finding]:
    """Yield each row below the headings in *text*, or a finding where one cannot be read.

    *columns* gives for each column the headings it may have; *needed* are those that must be there
    (else DataProblem). Columns that nobody asked for are told once each.
    """
    lines = _records(text)
    start, first = next(((n, cells) for n, cells, _ in lines if any(cells)), (1, []))
    names = headings(first, columns)
    missing = [name for name in needed if name not in names]
    if missing:
        shown = ", ".join(first[:_SHOWN])
        raise DataProblem(
            f"no column {' and no column '.join(missing)} among the headings: {shown}",
            path,
            start,
            hint=f"known headings: {', '.join(sorted({columns[name][0] for name in columns}))}",
        )
    for heading, name in zip(first, names, strict=True):
        if name is None and heading.strip():
            reason = "a column with this heading is not known; it was not read"
            yield Finding(Place(path, start, heading.strip()), reason, lost=False)
    for number, cells, problem in lines:
        place = Place(path, number)
        if problem:
            yield Finding(place, problem)
        elif any(cell.strip() for cell in cells):
            yield _row(place, cells, names)


def headings(found: Sequence[str], columns: Mapping[str, Sequence[str]]) -> list[str | None]:
    """Return for each heading *found* the column it stands for, or None."""
    known = {folded(word): name for name, words in columns.items() for word in words}
    return [known.get(folded(heading)) for heading in found]


def _row(place: Place, cells: Sequence[str], names: Sequence[str | None]) -> Row | Finding:
    """Return *cells* under their *names*, or a finding where there are too few or too many."""
    if len(cells) != len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return Finding(place, f"{len(cells)} cells below {len(names)} headings")
    if len(cells) < len(names):
        return Finding(place, f"{len(cells)} cells below {len(names)} headings: cut off?")
    pairs = zip(names, cells, strict=False)
    return Row(place, {name: cell.strip() for name, cell in pairs if name})


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield the number, the cells and the problem of each record in *text*."""
    lines = list(StringIO(text, newline=None))
    head = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            break
        yield before + 1, cells, ""
        before = reader.line_num
    for number, line in enumerate(lines[before:], start=before + 1):
        try:
            yield number, next(csv.reader([line], delimiter=separator, strict=True)), ""
        except (csv.Error, StopIteration) as error:
            yield number, [], f"quotation marks are not in pairs: {error}"


def _decoded(raw: bytes) -> Iterator[str]:
    """Yield *raw* read in each old character set in which it can be read."""
    for name in _OLD:
        try:
            yield raw.decode(name)
        except UnicodeDecodeError:
            continue


def _recognised(text: str, is_name: Callable[[str], bool]) -> int:
    """Return how many cells with letters beyond ASCII are names."""
    cells = {cell.strip() for _, found, _ in _records(text) for cell in found}
    return sum(is_name(cell) for cell in cells if not cell.isascii())


def _first_odd(raw: bytes) -> int:
    """Return where *raw* stops being UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
