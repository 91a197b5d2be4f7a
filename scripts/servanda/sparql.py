"""Put values in the place of ``$name`` in a stored query, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servanda.store import Term

__all__ = ["bind", "comments", "marked", "placed_comments"]

# What may hide a "$name" or a "#": longest forms first, as in the grammar of SPARQL and of Turtle.
_TOKEN = re.compile(
    r"""
    (?P<string> \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\"
              | ''' (?: [^'\\] | \\. | '(?!'') )* '''
              | " (?: [^"\\\n\r] | \\. )* "
              | ' (?: [^'\\\n\r] | \\. )* ' )
  | (?P<iri> < [^<>"{}|^`\\\x00-\x20]* > )
  | (?P<escape> \\ . )
  | (?P<comment> \# [^\n\r]* )
  | (?P<mark> \$ (?P<name> \w+ ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def bind(text: str, values: Mapping[str, Term]) -> str:
    """Return the query *text* with each ``$name`` in *values* replaced by that value.

    Text in strings, IRIs and comments stays as it is, and so does every ``$name`` without a value:
    it is an ordinary variable then. Values are written as RDF terms, so none can change the query.
    """

    def put(match: re.Match[str]) -> str:
        value = values.get(match["name"]) if match["mark"] else None
        return match[0] if value is None else value.n3()

    return _TOKEN.sub(put, text)


def marked(text: str) -> frozenset[str]:
    """Return the names that are marked with ``$`` in the query *text*."""
    return frozenset(match["name"] for match in _TOKEN.finditer(text) if match["mark"])


def comments(text: str) -> tuple[str, ...]:
    """Return the comments in *text* (SPARQL or Turtle), top to bottom."""
    return tuple(comment for _, comment in placed_comments(text))


def placed_comments(text: str) -> tuple[tuple[int, str], ...]:
    """Return where each comment in *text* starts, and the comment."""
    found = (match for match in _TOKEN.finditer(text) if match["comment"])
    return tuple((match.start(), match["comment"]) for match in found)
