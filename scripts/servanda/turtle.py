"""Read Turtle as written, and write it in the one canonical form: same graph, same bytes.

The form is rdflib's ``longturtle`` with four repairs: subjects and values are sorted in natural
order of their names (rdflib sorts by how often a thing is mentioned, so that one new fact moves
whole blocks), prefixes come from the house table, literals keep the text they were written with,
and every string is escaped so that any parser reads it back.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import rdflib

from servanda.sparql import comments
from servanda.writer import Canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["as_written", "canonical", "formatted", "leading_comment", "read"]


@contextmanager
def as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals (``P12M`` to ``P1Y``), and from grumbling at odd ones."""
    before, log = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib.term")
    quiet = log.disabled
    rdflib.NORMALIZE_LITERALS, log.disabled = False, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS, log.disabled = before, quiet


def leading_comment(text: str) -> str | None:
    """Return the comment lines at the very top of *text*, or None where there are none."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.rstrip())
    return "\n".join(lines) or None


def read(path: Path) -> tuple[rdflib.Graph, str | None]:
    """Return the graph in the Turtle file at *path* and its leading comment.

    Raises DataProblem with line and column where the file is not well-formed Turtle.
    """
    from servanda.store import check_turtle

    text = check_turtle(path)
    graph = rdflib.Graph(bind_namespaces="none")
    with as_written():
        graph.parse(data=text, format="turtle")
    return graph, leading_comment(text)


def formatted(path: Path) -> tuple[str, str, int]:
    """Return the Turtle file at *path* as it is, as it should be, and how many comments are lost.

    Raises DataProblem with line and column where the file is not well-formed Turtle.
    """
    graph, comment = read(path)
    before = path.read_text(encoding="utf-8")
    kept = len((comment or "").splitlines())
    return before, canonical(graph, comment), len(comments(before)) - kept


def canonical(graph: rdflib.Graph, comment: str | None = None) -> str:
    """Return *graph* as canonical Turtle, below *comment* (one or more lines, with or without #).

    Only prefixes in use are printed: those of the house, then those bound in *graph* to other
    namespaces. Blank nodes are allowed, at the price of labels that depend on the whole graph.
    Raises DataProblem where an IRI cannot be written in Turtle.
    """
    out = BytesIO()
    with as_written():
        Canonical(graph).serialize(out, encoding="utf-8")
    body = out.getvalue().decode("utf-8").strip("\n")
    lines = [line if line.startswith("#") else f"# {line}" for line in (comment or "").splitlines()]
    return "\n".join([*(line.rstrip() for line in lines), body]).lstrip("\n") + "\n"
