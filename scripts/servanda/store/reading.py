"""Read Turtle for the embedded engine, and say clearly what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.errors import DataProblem
from servanda.store.native import triple_of

if TYPE_CHECKING:
    from pathlib import Path

    from servanda.store.terms import Triple

__all__ = ["check_turtle", "parse_error", "quads_in", "read_ntriples", "read_turtle", "text_in"]


def quads_in(text: str | bytes, path: Path) -> set[ox.Quad]:
    """Return what the Turtle *text*, found at *path*, says; raises DataProblem."""
    try:
        return set(ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(error, path) from error


def check_turtle(path: Path) -> str:
    """Return the text of the Turtle file at *path*, after parsing it strictly."""
    text = text_in(path)
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(error, path) from error
    return text


def parse_error(text: str) -> tuple[int, int, str] | None:
    """Return line, column and reason where *text* is not well-formed Turtle, or None."""
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        what = re.sub(r"^Parser error .*?: ", "", str(error.msg), count=1)
        return error.lineno or 1, error.offset or 1, re.sub(r" \(line \d+\)$", "", what)
    except (ValueError, MemoryError) as error:
        return 1, 1, str(error)
    return None


def read_turtle(path: Path) -> tuple[Triple, ...]:
    """Return the triples in the Turtle file at *path*; blank nodes get names of their own."""
    text = text_in(path)
    try:
        found = ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        return tuple(dict.fromkeys(map(triple_of, found)))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(error, path) from error


def read_ntriples(text: bytes) -> frozenset[Triple]:
    """Return the triples in the N-Triples *text*; raises ValueError where it is malformed."""
    try:
        return frozenset(map(triple_of, ox.parse(text, format=ox.RdfFormat.N_TRIPLES)))
    except SyntaxError as error:
        raise ValueError(str(error)) from error


def text_in(path: Path) -> str:
    """Return the text in the file at *path*; raises DataProblem where there is none to read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataProblem("not UTF-8 text", path, hint="save it as UTF-8") from error
    except OSError as error:
        raise DataProblem(f"cannot be read: {error.strerror}", path) from error


def _unreadable(error: Exception, path: Path) -> DataProblem:
    """Return the problem that a parser's *error* stands for."""
    if isinstance(error, SyntaxError):
        what = re.sub(r"^Parser error at line \d+ column \d+: ", "", str(error.msg))
        return DataProblem(f"not well-formed Turtle: {what}", path, error.lineno, error.offset)
    return DataProblem(f"not readable as Turtle: {error}", path)
