"""The coverage page: what is held for each instrument and body, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.show import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from servanda.store import Store

__all__ = ["page"]

_TITLES = {"instrument": "Instruments", "body": "Bodies"}
_HEADS = ("about", "what", "held", "of at least", "as of", "record", "from memory", "publishers")
_COLUMNS = ("about", "what", "held", "at_least", "as_of", "record", "from_memory", "publishers")
_NUMBERS = {"held", "at_least", "from_memory"}
_SHOWN = 3


def page(store: Store, parameters: Mapping[str, str]) -> str:
    """Return what the stored question ``coverage`` answers, over all States, as Markdown.

    *parameters* are those of the question: ``instrument``, ``body`` and ``state``, as a person
    types them. Raises UsageProblem where one of them is not known.
    """
    found = ask(store, question("coverage"), parameters)
    kept = "all" if "state" not in parameters else None
    rows = [
        {name: plain(cell) for name, cell in zip(found.columns, row, strict=True)}
        for row in found.rows
    ]
    parts = ["# What is held\n"]
    for kind, title in _TITLES.items():
        own = [
            row for row in rows if row["kind"] == kind and (kept is None or row["state"] == kept)
        ]
        if own:
            parts += [f"\n## {title}\n\n", *_table(own)]
    return "".join(parts)


def _table(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table with *rows*."""
    yield f"| {' | '.join(_HEADS)} |\n"
    marks = ("---:" if name in _NUMBERS else "---" for name in _COLUMNS)
    yield f"|{'|'.join(marks)}|\n"
    for row in rows:
        cells = (_publishers(row[name]) if name == "publishers" else row[name] for name in _COLUMNS)
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def _publishers(text: str) -> str:
    """Return the first publishers in *text*, and how many more there are."""
    names = [name for name in text.split("; ") if name]
    more = len(names) - _SHOWN
    return "; ".join([*names[:_SHOWN], *([f"and {more} more"] if more > 0 else [])])
