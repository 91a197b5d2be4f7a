"""Turn a stored rule into an update that the server carries out itself."""

from __future__ import annotations

import re

from servanda.errors import UsageProblem

__all__ = ["as_insert", "renamed"]

# What may hide a brace or a word: texts, IRIs and comments; see ``servanda.sparql``.
_TOKEN = re.compile(
    r"""
    (?P<hidden> \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\"
              | ''' (?: [^'\\] | \\. | '(?!'') )* '''
              | " (?: [^"\\\n\r] | \\. )* "
              | ' (?: [^'\\\n\r] | \\. )* '
              | < [^<>"{}|^`\\\x00-\x20]* >
              | \# [^\n\r]* )
  | (?P<brace> [{}] )
  | (?P<word> (?<! [?$:\w.-] ) (?i:construct|from|where) (?! [\w.-]* : | \w ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def as_insert(rule: str, into: str, using: tuple[str, ...]) -> str:
    """Return the update that puts what the CONSTRUCT query *rule* makes into the graph *into*.

    The rule reads the graphs *using* as one. Raises UsageProblem where it is no CONSTRUCT query
    with a template, or names graphs of its own.
    """
    start, opening, closing, where = _parts(rule)
    prologue, template, rest = rule[:start], rule[opening + 1 : closing], rule[where:]
    graphs = "\n".join(f"USING <{graph}>" for graph in using)
    return f"{prologue}INSERT {{ GRAPH <{into}> {{{template}}} }}\n{graphs}\nWHERE {rest}"


def renamed(query: str, name: str, other: str) -> str:
    """Return *query* with the graph *other* in the place of the graph called *name*."""
    return _TOKEN.sub(lambda one: f"<{other}>" if one[0] == f"<{name}>" else one[0], query)


def _parts(rule: str) -> tuple[int, int, int, int]:
    """Return where the word CONSTRUCT, its braces and the pattern of *rule* begin."""
    start = opening = closing = -1
    depth = 0
    for token in _TOKEN.finditer(rule):
        word = (token["word"] or "").lower()
        if word == "construct" and start < 0:
            start = token.start()
        elif word == "from" or (word == "where" and start >= 0 and opening < 0):
            break
        elif token["brace"] and start >= 0:
            depth += 1 if token["brace"] == "{" else -1
            if opening < 0:
                opening = token.start()
            elif depth == 0 and closing < 0:
                closing = token.start()
            elif closing >= 0:
                return start, opening, closing, token.start()
    raise UsageProblem(
        "not a rule that a server can carry out", hint="write CONSTRUCT { … } WHERE { … }"
    )
