"""Where engines differ, or a query says less than it seems to: what the lint looks for in the algebra."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

from queries.scope import NONE, certain, is_safe, nodes, parts, possible, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from queries.scope import Names

__all__ = [
    "blind_minus",
    "bound_in_not_exists",
    "long_sums",
    "named_terms",
    "out_of_scope",
    "shared_hidden_names",
    "unguarded_groups",
    "unsafe_aggregates",
]

_NEEDS_VALUES = {f"Aggregate_{name}" for name in ("Min", "Max", "Sum", "Avg", "GroupConcat")}
_SUMS = {"AdditiveExpression", "MultiplicativeExpression"}
_BINDS = {"Bind", "Extend"}


def unsafe_aggregates(root: CompValue) -> set[str]:
    """Return the MIN, MAX, SUM, AVG and GROUP_CONCAT of *root* over what may have no value in a row."""
    return {
        f"{found.name} of {sorted(variables(found['vars']))}"
        for node in nodes(root)
        if node.name == "AggregateJoin"
        for found in node["A"]
        if found.name in _NEEDS_VALUES and not is_safe(found["vars"], certain(node["p"]["p"]))
    }


def out_of_scope(root: CompValue) -> set[str]:
    """Return variables used in a FILTER or BIND that sees none of the places where they get values.

    A variable that gets a value nowhere in the query stands for "nothing" on purpose.
    """
    anywhere = frozenset[str]().union(*(possible(node) for node in nodes(root)))
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
        sorted(possible(node["p2"]))
        for node in found
        if not possible(node["p1"]) & possible(node["p2"])
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
                hidden = NONE.union(*map(possible, nodes(inner["p"])))
                found |= (hidden - {str(name) for name in inner["PV"]}) & possible(node["p1"])
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
    return variables(node["expr"]) if node.name in {"Filter", "Extend", "LeftJoin"} else NONE


def _seen(node: CompValue) -> Names:
    """Return the variables that the expression of *node* can see a value of."""
    return NONE.union(*map(possible, parts(node)))


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
