"""Refuse queries that would do more than read the graph at hand. Fails closed."""

from __future__ import annotations

import re
from typing import Any, Literal

from servanda.errors import LimitProblem, UsageProblem
from servanda.prefixes import PREFIXES
from servanda.store import check_sparql

__all__ = ["LONGEST", "check"]

LONGEST = 10_000
_REFUSED = {
    "ServiceGraphPattern": "SERVICE is refused: a query stays in this graph",
    "DatasetClause": "FROM is refused: there is one graph to ask",
}
_UPDATE = re.compile(r"\s*(insert|delete|load|clear|create|drop|copy|move|add|with)\b", re.I)
_PROLOGUE = re.compile(r"\s*(#[^\n]*\n|prefix\s+\S*:\s*<[^>]*>|base\s*<[^>]*>)", re.I)


def check(query: str, *, own_functions: bool = True) -> Literal["rows", "triples"]:
    """Return what *query*, a read-only SPARQL 1.1 query on the graph at hand, gives.

    Without *own_functions* the only functions with names of their own are the casts of XML Schema:
    some servers have others that reach further than the graph.
    Raises UsageProblem, with line and column, where it is malformed, refused or not understood;
    LimitProblem where it is too long or nested too deeply.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    if len(query.encode("utf-8", "surrogatepass")) > LONGEST:
        raise LimitProblem(f"the query is longer than {LONGEST} bytes")
    try:
        parsed = parseQuery(query)
    except RecursionError as error:
        raise LimitProblem("the query is nested too deeply") from error
    except ParseException as error:
        if _is_update(query):
            raise UsageProblem("updates are refused: the graph is read-only") from error
        check_sparql(query)
        raise UsageProblem("not understood", None, error.lineno, error.column) from error
    except Exception as error:
        check_sparql(query)
        raise UsageProblem(f"not understood: {error}") from error
    _walk(parsed)
    if not own_functions:
        _refuse_functions(query)
    check_sparql(query)
    return "rows" if parsed[1].name in ("SelectQuery", "AskQuery") else "triples"


def _walk(node: Any) -> None:
    """Raise UsageProblem where *node*, or a part of it, is of a kind that is refused."""
    from pyparsing import ParseResults

    todo = [node]
    while todo:
        part = todo.pop()
        name = getattr(part, "name", None)
        if name in _REFUSED:
            raise UsageProblem(_REFUSED[name])
        if isinstance(part, dict):
            todo.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            todo.extend(part)


def _refuse_functions(query: str) -> None:
    """Raise UsageProblem where *query* calls a function that SPARQL and XML Schema do not have."""
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    def look(node: Any) -> None:
        iri = str(node.get("iri") or "") if getattr(node, "name", None) == "Function" else ""
        if iri and not iri.startswith(PREFIXES["xsd"]):
            raise UsageProblem(f"the function <{iri}> is refused: SPARQL does not have it")

    try:
        algebra = translateQuery(parseQuery(query)).algebra
    except RecursionError as error:
        raise LimitProblem("the query is nested too deeply") from error
    except Exception as error:
        raise UsageProblem(f"not understood: {error}") from error
    traverse(algebra, visitPre=look)


def _is_update(query: str) -> bool:
    """Say whether *query* starts like an update."""
    rest = query
    while match := _PROLOGUE.match(rest):
        rest = rest[match.end() :]
    return _UPDATE.match(rest) is not None
