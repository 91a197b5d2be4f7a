"""Read what a server answers: rows as JSON, triples as N-Triples. What is not whole is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from servanda.errors import LimitProblem, ServerProblem, UsageProblem
from servanda.store.terms import Table, Term, Triple

if TYPE_CHECKING:
    from servanda.store.wire import Answer

__all__ = ["ROWS", "TRIPLES", "rows", "triples"]

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KINDS = {"uri": "iri", "bnode": "blank", "literal": "literal", "typed-literal": "literal"}
_ASKED = ("__ASK_RETVAL",)  # how Virtuoso answers some ASK queries: one row, or none
_TRUTHS = {"1": "true", "0": "false"}  # as Virtuoso writes them: same value, other spelling


def rows(answer: Answer) -> Table:
    """Return the rows in *answer*, or the truth it tells as one cell ``answer``."""
    _refuse_part(answer)
    try:
        told = json.loads(answer.body)
        if "boolean" in told:
            return _truth(bool(told["boolean"]))
        columns = tuple(map(str, told["head"].get("vars", ())))
        found = told["results"]["bindings"]
        if columns == _ASKED:
            return _truth(bool(found))
        table = Table(
            columns, tuple(tuple(_term(row.get(name)) for name in columns) for row in found)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(answer, "SPARQL results in JSON") from error
    _refuse_most(answer, len(table))
    return table


def triples(answer: Answer) -> frozenset[Triple]:
    """Return the triples in *answer*."""
    from servanda.store.reading import read_ntriples

    _refuse_part(answer)
    sized = "content-length" in answer.headers
    if not sized and "chunked" not in answer.headers.get("transfer-encoding", ""):
        raise ServerProblem("the server does not tell how long its answer is: it may be cut short")
    kind = answer.headers.get("content-type", "")
    try:
        if not kind.startswith((TRIPLES, "text/plain")):
            raise ValueError(kind)
        found = read_ntriples(answer.body)
    except ValueError as error:
        raise _unreadable(answer, "N-Triples") from error
    _refuse_most(answer, len(found))
    return found


def _truth(value: bool) -> Table:
    """Return the answer to an ASK query."""
    return Table(("answer",), ((Term("literal", str(value).lower(), _XSD + "boolean"),),))


def _term(cell: Any) -> Term | None:
    """Return one value as ours."""
    if cell is None:
        return None
    kind, value = _KINDS[cell["type"]], cell["value"]
    if not isinstance(value, str):
        raise TypeError(value)
    if kind != "literal":
        return Term(kind, value)  # type: ignore[arg-type]
    language, datatype = cell.get("xml:lang"), cell.get("datatype")
    if language:
        return Term("literal", value, None, language)
    if datatype == _XSD + "boolean":
        value = _TRUTHS.get(value, value)
    return Term("literal", value, None if datatype == _XSD + "string" else datatype)


def _refuse_part(answer: Answer) -> None:
    """Raise LimitProblem where the server says that this is only a part of the answer."""
    state = answer.headers.get("x-sql-state", "")
    if state:
        said = answer.headers.get("x-sql-message", state)
        raise LimitProblem(f"the server gave only a part of the answer: {said}")


def _refuse_most(answer: Answer, count: int) -> None:
    """Raise LimitProblem where the *count* of rows is the most that the server gives."""
    most = answer.headers.get("x-sparql-maxrows", "")
    if most.isdecimal() and count >= int(most):
        raise LimitProblem(
            f"the server gives at most {most} rows: the answer may be cut short",
            hint="raise ResultSetMaxRows there, or ask for less",
        )


def _unreadable(answer: Answer, wanted: str) -> UsageProblem | ServerProblem:
    """Return the problem of an *answer* that is not what was *wanted*."""
    kind = answer.headers.get("content-type", "")
    if answer.is_page:
        return UsageProblem(
            "the server answered with a web page", hint="give the address of the SPARQL endpoint"
        )
    if "json" in kind or "n-triples" in kind:
        return ServerProblem("the answer is cut short or damaged", hint="try again")
    return UsageProblem(f"the server answered with {kind or 'no type'}, not with {wanted}")
