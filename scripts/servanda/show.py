"""Show a table: to a person on a terminal, or to a program.

Machine formats give names (IRIs) in full, days as ``YYYY-MM-DD``, and nothing where there is no
value: an empty cell, or null in JSON. For people names are short: ``state:RUS``.
"""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

from servanda.prefixes import PREFIXES, compact
from servanda.store import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from servanda.store import Term

__all__ = [
    "FORMATS",
    "WIDTH",
    "as_text",
    "filled",
    "objects",
    "plain",
    "printable",
    "terminal",
    "value",
]

WIDTH = 120
_XSD = PREFIXES["xsd"]
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NUMBERS = frozenset(
    _XSD + kind
    for kind in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short")
)


def as_text(table: Table, form: str) -> str:
    """Return *table* in *form*, a key of ``FORMATS``, ending with a line end unless empty."""
    return FORMATS[form](table)


def objects(table: Table) -> list[dict[str, object]]:
    """Return one JSON object for each row of *table*, with every column as a key."""
    return [dict(zip(table.columns, map(value, row), strict=True)) for row in table.rows]


def value(term: Term | None) -> object:
    """Return *term* as JSON holds it: a number, a truth value, a text, or null."""
    if term is None:
        return None
    if term.datatype in _NUMBERS and re.fullmatch(r"-?\d{1,15}", term.value, re.ASCII):
        return int(term.value)
    if term.datatype == _XSD + "boolean":
        return term.value in ("true", "1")
    return term.value


def plain(term: Term | None) -> str:
    """Return *term* as a person reads it on one or more lines, safe to print."""
    if term is None:
        return ""
    return printable(compact(term.value) if term.kind == "iri" else term.value)


def printable(text: str) -> str:
    """Return *text* without characters that act on a terminal or hide."""
    return _HIDDEN.sub("\ufffd", text)


def terminal(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    width: int | None = None,
    colour: bool = False,
    shares: Sequence[int] | None = None,
    styles: Mapping[str, str] | None = None,
) -> str:
    """Return a table of texts for a person, wrapped to *width* columns.

    *shares* says, column by column, how wide it is: a share of what is left if positive, that many
    characters if negative, as wide as needed if 0. With *colour*, cells whose text is a key of
    *styles* are shown in that style.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=shares is not None)
    for heading, share in zip(headings, shares or [0] * len(headings), strict=True):
        grid.add_column(
            heading, ratio=max(share, 0) or None, width=-min(share, 0) or None, overflow="fold"
        )
    for row in rows:
        grid.add_row(*(Text(cell, style=(styles or {}).get(cell, "")) for cell in row))
    out = StringIO()
    size = width or WIDTH
    console = Console(
        file=out, width=size, force_terminal=colour, no_color=not colour, highlight=False
    )
    console.print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def filled(table: Table) -> Table:
    """Return *table* without the columns that are empty in every row."""
    full = [n for n in range(len(table.columns)) if any(row[n] for row in table.rows)]
    if not full:
        return table
    rows = tuple(tuple(row[n] for n in full) for row in table.rows)
    return Table(tuple(table.columns[n] for n in full), rows)


def _aligned(table: Table) -> str:
    """Return *table* for a person, without colour."""
    return terminal(table.columns, (list(map(plain, row)) for row in table.rows))


def _csv(table: Table) -> str:
    """Return *table* as RFC 4180 has it, with bare line ends."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([term.value if term else "" for term in row] for row in table.rows)
    return out.getvalue()


def _tsv(table: Table) -> str:
    r"""Return *table* with tabs between cells; those inside, and line ends, become \t and \n."""
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    rows = [[term.value.translate(escapes) if term else "" for term in row] for row in table.rows]
    return "".join("\t".join(row) + "\n" for row in [list(table.columns), *rows])


def _json(table: Table) -> str:
    """Return *table* as a JSON list of objects."""
    return json.dumps(objects(table), ensure_ascii=False, indent=2) + "\n"


def _jsonl(table: Table) -> str:
    """Return *table* as one JSON object on each line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects(table))


def _markdown(table: Table) -> str:
    """Return *table* as GitHub shows it."""

    def cell(text: str) -> str:
        text = re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", text)
        return " ".join(text.split())

    rows = [[cell(plain(term)) for term in row] for row in table.rows]
    lines = [list(map(cell, table.columns)), ["---"] * len(table.columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


FORMATS: Mapping[str, Callable[[Table], str]] = {
    "table": _aligned,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
}
