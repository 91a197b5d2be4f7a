"""Read Turtle as written, and write it in the one canonical form: same graph, same bytes.

The form is rdflib's ``longturtle`` with four repairs: subjects and values are sorted in natural
order of their names (rdflib sorts by how often a thing is mentioned, so that one new fact moves
whole blocks), prefixes come from the house table, literals keep the text they were written with,
and every string is escaped so that any parser reads it back.
"""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import rdflib

from servanda.errors import DataProblem
from servanda.sparql import placed_comments
from servanda.store import parse_error
from servanda.writer import Canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# rules of signs, headings between them, and the name of what follows, as Protégé writes them
BANNER = re.compile(
    r"#{3,}(\s.*)?$|#\s*$|#\s{2,}(Annotation properties|Annotations|Classes|Data properties|"
    r"Datatypes|General axioms|Individuals|Object Properties|Rules)\s*$",
    re.I,
)
__all__ = ["BANNER", "as_written", "canonical", "formatted", "leading_comment", "read"]


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
    """Return the comment lines at the very top of *text*, or None where there are none.

    What editors write by themselves (see BANNER) is no comment.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if not BANNER.match(line):
            lines.append(line.rstrip())
    return "\n".join(lines) or None


def read(path: Path) -> tuple[rdflib.Graph, str | None]:
    """Return the graph in the Turtle file at *path* and its leading comment.

    Raises DataProblem with line and column where the file is not well-formed Turtle.
    """
    from servanda.store import check_turtle

    text = check_turtle(path)
    return _graph(text), leading_comment(text)


def formatted(path: Path) -> tuple[str, str, tuple[int, ...]]:
    """Return the Turtle file at *path* as it is, as it should be, and the lines of lost comments.

    A byte order mark and the line ends of other systems are put right; banners that editors write
    are dropped. Raises DataProblem with line and column where it is not well-formed Turtle.
    """
    from servanda.store import check_turtle

    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        before = check_turtle(path)  # says what is wrong
    text = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    error = parse_error(text)
    if error is not None:
        raise DataProblem(f"not well-formed Turtle: {error[2]}", path, error[0], error[1])
    comment = leading_comment(text)
    top = 0
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        top += 1
    lost = (
        text.count("\n", 0, start) + 1
        for start, comment_text in placed_comments(text)
        if text.count("\n", 0, start) >= top and not BANNER.match(comment_text)
    )
    return before, canonical(_graph(text), comment), tuple(lost)


def _graph(text: str) -> rdflib.Graph:
    """Return the graph that *text*, which is well-formed, stands for."""
    graph = rdflib.Graph(bind_namespaces="none")
    with as_written():
        graph.parse(data=text, format="turtle")
    return graph


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
