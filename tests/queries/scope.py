"""Read a query as algebra: which variables can have a value where they are used.

The analysis errs on the safe side: what it calls *certain* is certain.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "EXISTS",
    "NONE",
    "Names",
    "algebra",
    "certain",
    "is_safe",
    "nodes",
    "parts",
    "possible",
    "variables",
]

Names = frozenset[str]
NONE: Names = frozenset()
EXISTS = frozenset({"Builtin_EXISTS", "Builtin_NOTEXISTS"})
_INNER = ("p", "p1", "p2")


@cache
def algebra(text: str) -> CompValue:
    """Return the query *text* as rdflib reads it."""
    root: CompValue = translateQuery(parseQuery(text)).algebra
    return root


def nodes(part: Any) -> Iterator[CompValue]:
    """Return every node at and below *part*."""
    if isinstance(part, CompValue):
        yield part
        for key in list(part):
            if key != "_vars":
                yield from nodes(part[key])
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from nodes(one)


def variables(expression: Any) -> Names:
    """Return the variables in *expression*, without those inside EXISTS."""
    if isinstance(expression, Variable):
        return frozenset({str(expression)})
    if isinstance(expression, CompValue):
        if expression.name in EXISTS:
            return NONE
        return NONE.union(*(variables(expression[key]) for key in expression if key != "_vars"))
    if isinstance(expression, list):
        return NONE.union(*map(variables, expression))
    return NONE


def possible(node: CompValue) -> Names:
    """Return the variables that may have a value in a solution of *node*."""
    if node.name == "Minus":
        return possible(node["p1"])
    inner = NONE if node.name == "AggregateJoin" else NONE.union(*map(possible, parts(node)))
    return inner & _columns(node) if node.name == "Project" else inner | _bound_by(node)


def certain(node: CompValue) -> Names:
    """Return the variables that have a value in every solution of *node*."""
    inner = _certain_before(node)
    if node.name == "Project":
        return inner & _columns(node)
    if node.name == "Filter":
        return inner | _asserted(node["expr"])
    if node.name == "values" or (node.name == "Extend" and not is_safe(node["expr"], inner)):
        return inner
    return inner | _bound_by(node)


def _certain_before(node: CompValue) -> Names:
    """Return what is certain in the patterns that *node* is made of."""
    match node.name:
        case "Union":
            return certain(node["p1"]) & certain(node["p2"])
        case "LeftJoin" | "Minus":
            return certain(node["p1"])
        case "AggregateJoin":
            return NONE
        case "values":
            rows = [{str(n) for n, value in row.items() if value != "UNDEF"} for row in node["res"]]
            return frozenset(set.intersection(*rows)) if rows else NONE
    return NONE.union(*map(certain, parts(node)))


def _bound_by(node: CompValue) -> Names:
    """Return the variables that *node* itself gives a value."""
    match node.name:
        case "BGP":
            terms = (term for triple in node["triples"] for term in triple)
            return frozenset(str(term) for term in terms if isinstance(term, Variable))
        case "values":
            return frozenset(str(name) for row in node["res"] for name in row)
        case "Extend":
            return frozenset({str(node["var"])})
        case "AggregateJoin":
            return frozenset(str(one["res"]) for one in node["A"])
    return NONE


def _columns(node: CompValue) -> Names:
    return frozenset(map(str, node["PV"]))


def is_safe(expression: Any, known: Names) -> bool:
    """Say whether *expression* has a value whenever the variables in *known* have one."""
    if isinstance(expression, Variable):
        return str(expression) in known
    if isinstance(expression, list):
        return all(is_safe(one, known) for one in expression)
    if not isinstance(expression, CompValue) or expression.name in {"Builtin_BOUND", *EXISTS}:
        return True
    match expression.name:
        case "Builtin_COALESCE":
            return any(is_safe(one, known) for one in expression["arg"])
        case "Builtin_IF":
            chosen = known | _asserted(expression["arg1"])
            return is_safe(expression["arg1"], known) and all(
                (is_safe(expression["arg2"], chosen), is_safe(expression["arg3"], known))
            )
        case "ConditionalAndExpression":
            known |= _asserted(expression)
        case "ConditionalOrExpression":
            known |= _excused(expression)
    return all(is_safe(expression[key], known) for key in expression if key != "_vars")


def _asserted(expression: Any) -> Names:
    """Return the variables of which *expression* says that they have a value: BOUND(?x) && …"""
    if isinstance(expression, CompValue) and expression.name == "Builtin_BOUND":
        return frozenset({str(expression["arg"])})
    if isinstance(expression, CompValue) and expression.name == "ConditionalAndExpression":
        return NONE.union(*map(_asserted, (expression["expr"], *expression["other"])))
    return NONE


def _excused(expression: CompValue) -> Names:
    """Return the variables that decide *expression* by having no value: !BOUND(?x) || …"""
    parts = (expression["expr"], *expression["other"])
    return NONE.union(*(_asserted(one["expr"]) for one in parts if _is_not(one)))


def _is_not(expression: Any) -> bool:
    return isinstance(expression, CompValue) and expression.name == "UnaryNot"


def parts(node: CompValue) -> list[CompValue]:
    """Return the patterns that *node* is made of."""
    return [node[key] for key in _INNER if key in node]
