"""Put queries to the embedded engine, and say clearly what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.errors import UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["as_update", "check_sparql", "malformed", "run", "triples"]

_TEMPLATE = re.compile(r"^CONSTRUCT \{([^{}]*)\}\s*WHERE\b", re.MULTILINE)
_MAKES_BLANK = re.compile(r"\[|_:")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def check_sparql(query: str, path: Path | str | None = None) -> None:
    """Raise UsageProblem with line and column where *query* is not well-formed."""
    run(ox.Store(), query, path)


def run(
    engine: ox.Store, query: str, path: Path | str | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Start *query*; raises UsageProblem where it is not well-formed."""
    try:
        return engine.query(query)
    except SyntaxError as error:
        raise malformed(error, path) from error


def malformed(error: SyntaxError, path: Path | str | None) -> UsageProblem:
    """Return the problem that the query parser's *error* stands for."""
    match = _PLACE.match(str(error))
    if match is None:
        return UsageProblem(f"not well-formed SPARQL: {error}", path)
    what = match[3]
    if "Prefix not found" in what:
        what = "a prefix that is not declared; add a PREFIX line"
    elif len(what) > 200:  # noqa: PLR2004 - a list of everything the grammar knows helps nobody
        what = "unexpected text"
    return UsageProblem(f"not well-formed SPARQL: {what}", path, int(match[1]), int(match[2]))


def triples(engine: ox.Store, query: str) -> ox.QueryTriples:
    """Start a query that gives triples."""
    found = run(engine, query)
    if not isinstance(found, ox.QueryTriples):
        raise UsageProblem("this query gives rows, not triples", hint="use CONSTRUCT or DESCRIBE")
    return found


def as_update(query: str) -> str | None:
    """Return the CONSTRUCT query *query* as an update that adds its result.

    None where the query is of another form, or would make blank nodes.
    """
    template = _TEMPLATE.search(query)
    if template is None or _MAKES_BLANK.search(template[1]):
        return None
    insert = f"INSERT {{ {template[1]} }} WHERE"
    return query[: template.start()] + insert + query[template.end() :]
