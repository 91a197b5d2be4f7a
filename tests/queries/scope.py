"""Read a query as algebra: which variables can have a value where they are used.

The analysis errs on the safe side in one direction only: what it calls *certain* is certain.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from rdflib import Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "algebra",
    "blind_minus",
    "bound_in_not_exists",
    "long_sums",
    "named_terms",
    "nodes",
    "out_of_scope",
    "shared_hidden_names",
    "unguarded_groups",
    "unsafe_aggregates",
]

Names = frozenset[str]
_NONE: Names = frozenset()
_NEEDS_VALUES = {f"Aggregate_{name}" for name in ("Min", "Max", "Sum", "Avg", "GroupConcat")}
_SUMS = {"AdditiveExpression", "MultiplicativeExpression"}
_BINDS = {"Bind", "Extend"}
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
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


def unsafe_aggregates(root: CompValue) -> set[str]:
    """Return the MIN, MAX, SUM, AVG and GROUP_CONCAT of *root* over what may have no value in a row."""
    return {
        f"{found.name} of {sorted(_variables(found['vars']))}"
        for node in nodes(root)
        if node.name == "AggregateJoin"
        for found in node["A"]
        if found.name in _NEEDS_VALUES and not _safe(found["vars"], _certain(node["p"]["p"]))
    }


def out_of_scope(root: CompValue) -> set[str]:
    """Return variables used in a FILTER or BIND that sees none of the places where they get values.

    A variable that gets a value nowhere in the query stands for "nothing" on purpose.
    """
    anywhere = frozenset[str]().union(*(_possible(node) for node in nodes(root)))
    return {
        name
        for node in nodes(root)
        for name in _asked(node)
        if name in anywhere and name not in _seen(node)
    }


def blind_minus(root: CompValue) -> list[list[str]]:
    """Return the variables of each MINUS that shares none with what it takes from: it does nothing."""
    found = [node for node in nodes(root) if node.name == "Minus"]
    return [
        sorted(_possible(node["p2"]))
        for node in found
        if not _possible(node["p1"]) & _possible(node["p2"])
    ]


def bound_in_not_exists(root: CompValue) -> list[str]:
    """Return the names given by a BIND inside NOT EXISTS."""
    inside = [node for node in nodes(root) if node.name == "Builtin_NOTEXISTS"]
    return [str(one["var"]) for node in inside for one in nodes(node) if one.name in _BINDS]


def unguarded_groups(root: CompValue) -> list[list[str]]:
    """Return the columns of each grouped sub-select of *root* that is joined without a filter of its own.

    Where there is nothing to group, one engine gives no row and another an empty one, which would
    then join with everything. Under OPTIONAL and MINUS the empty row does no harm.
    """
    return [
        sorted(map(str, group["p"]["PV"]))
        for node in nodes(root)
        if node.name in {"Join", "LeftJoin"}
        for side in (("p1", "p2") if node.name == "Join" else ("p1",))
        if (group := _grouped(node[side])) is not None
    ]


def shared_hidden_names(root: CompValue) -> set[str]:
    """Return variables of a sub-select that it does not give out, yet that have a value before it.

    They have nothing to do with each other, but one engine lets the outer value in.
    """
    found: set[str] = set()
    for node in nodes(root):
        if node.name in {"Join", "LeftJoin"}:
            inner = node["p2"]
            while inner.name in {"Filter", "Extend", "ToMultiSet", "Distinct"}:
                inner = inner["p"]
            if inner.name == "Project":
                hidden = _NONE.union(*map(_possible, nodes(inner["p"])))
                found |= (hidden - {str(name) for name in inner["PV"]}) & _possible(node["p1"])
    return found


def long_sums(root: CompValue) -> list[str]:
    """Return the sums and products of three and more terms that need parentheses."""
    sums = [node for node in nodes(root) if node.name in _SUMS]
    return [str(node) for node in sums if len(node["op"]) > 1 and {"-", "/"} & {*node["op"]}]


def named_terms(root: CompValue) -> set[str]:
    """Return the IRIs of *root*, those in property paths too."""
    found = {str(term) for term in _terms(root)}
    return {term for term in found if term.startswith("http")}


def _terms(part: Any) -> Iterator[Identifier]:
    if isinstance(part, CompValue):
        for key in part:
            yield from _terms(part[key])
    elif isinstance(part, (list, tuple, set, frozenset)):
        for one in part:
            yield from _terms(one)
    elif isinstance(part, dict):
        for pair in part.items():
            yield from _terms(pair)
    elif isinstance(part, Path):
        yield from _terms(list(vars(part).values()))
    elif isinstance(part, Identifier):
        yield part


def _asked(node: CompValue) -> Names:
    """Return the variables in the expression that *node* itself evaluates."""
    return _variables(node["expr"]) if node.name in {"Filter", "Extend", "LeftJoin"} else _NONE


def _seen(node: CompValue) -> Names:
    """Return the variables that the expression of *node* can see a value of."""
    return _NONE.union(*map(_possible, _inner(node)))


def _variables(expression: Any) -> Names:
    """Return the variables in *expression*, without those inside EXISTS."""
    if isinstance(expression, Variable):
        return frozenset({str(expression)})
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            return _NONE
        return _NONE.union(*(_variables(expression[key]) for key in expression if key != "_vars"))
    if isinstance(expression, list):
        return _NONE.union(*map(_variables, expression))
    return _NONE


def _possible(node: CompValue) -> Names:
    """Return the variables that may have a value in a solution of *node*."""
    match node.name:
        case "BGP":
            return _in_triples(node)
        case "values":
            return frozenset(str(name) for row in node["res"] for name in row)
        case "Extend":
            return _possible(node["p"]) | {str(node["var"])}
        case "AggregateJoin":
            return frozenset(str(one["res"]) for one in node["A"])
        case "Project":
            return _possible(node["p"]) & {str(name) for name in node["PV"]}
        case "Minus":
            return _possible(node["p1"])
    return _NONE.union(*map(_possible, _inner(node)))


def _certain(node: CompValue) -> Names:
    """Return the variables that have a value in every solution of *node*."""
    match node.name:
        case "BGP":
            return _in_triples(node)
        case "values":
            rows = [{str(n) for n, value in row.items() if value != "UNDEF"} for row in node["res"]]
            return frozenset(set.intersection(*rows)) if rows else _NONE
        case "Extend":
            inner = _certain(node["p"])
            return inner | {str(node["var"])} if _safe(node["expr"], inner) else inner
        case "Union":
            return _certain(node["p1"]) & _certain(node["p2"])
        case "Join":
            return _certain(node["p1"]) | _certain(node["p2"])
        case "LeftJoin" | "Minus":
            return _certain(node["p1"])
        case "AggregateJoin":
            return frozenset(str(one["res"]) for one in node["A"])
        case "Project":
            return _certain(node["p"]) & {str(name) for name in node["PV"]}
        case "Filter":
            return _certain(node["p"]) | _asserted(node["expr"])
    return _NONE.union(*map(_certain, _inner(node)))


def _safe(expression: Any, certain: Names) -> bool:
    """Say whether *expression* has a value whenever the variables in *certain* have one."""
    if isinstance(expression, Variable):
        return str(expression) in certain
    if isinstance(expression, list):
        return all(_safe(one, certain) for one in expression)
    if not isinstance(expression, CompValue) or expression.name in {"Builtin_BOUND", *_EXISTS}:
        return True
    match expression.name:
        case "Builtin_COALESCE":
            return any(_safe(one, certain) for one in expression["arg"])
        case "Builtin_IF":
            chosen = certain | _asserted(expression["arg1"])
            return _safe(expression["arg1"], certain) and all(
                (_safe(expression["arg2"], chosen), _safe(expression["arg3"], certain))
            )
        case "ConditionalAndExpression":
            certain |= _asserted(expression)
        case "ConditionalOrExpression":
            certain |= _excused(expression)
    return all(_safe(expression[key], certain) for key in expression if key != "_vars")


def _asserted(expression: Any) -> Names:
    """Return the variables of which *expression* says that they have a value: BOUND(?x) && …"""
    if isinstance(expression, CompValue) and expression.name == "Builtin_BOUND":
        return frozenset({str(expression["arg"])})
    if isinstance(expression, CompValue) and expression.name == "ConditionalAndExpression":
        return _NONE.union(*map(_asserted, (expression["expr"], *expression["other"])))
    return _NONE


def _excused(expression: CompValue) -> Names:
    """Return the variables that decide *expression* by having no value: !BOUND(?x) || …"""
    parts = (expression["expr"], *expression["other"])
    return _NONE.union(*(_asserted(one["expr"]) for one in parts if _is_not(one)))


def _grouped(node: CompValue) -> CompValue | None:
    """Return the sub-select with GROUP BY that *node* is, but for BIND and MINUS after it, or None."""
    while node.name in {"Extend", "Minus"}:
        node = node["p" if node.name == "Extend" else "p1"]
    if node.name != "ToMultiSet" or node["p"].name != "Project":
        return None
    inner = node["p"]["p"]
    while inner.name in {"Extend", "Filter", "OrderBy"}:
        inner = inner["p"]
    return node if inner.name == "AggregateJoin" and inner["p"]["expr"] else None


def _is_not(expression: Any) -> bool:
    return isinstance(expression, CompValue) and expression.name == "UnaryNot"


def _inner(node: CompValue) -> list[CompValue]:
    """Return the patterns that *node* is made of."""
    return [node[key] for key in _INNER if key in node]


def _in_triples(node: CompValue) -> Names:
    return frozenset(
        str(t) for triple in node["triples"] for t in triple if isinstance(t, Variable)
    )
