"""Write triples in the formats of the RDF family: the same triples give the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from servanda.prefixes import DERIVED, PREFIXES
from servanda.store import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import rdflib

    from servanda.store import Store, Triple

__all__ = ["FORMATS", "PARTS", "as_table", "exported", "serialised"]

PARTS = ("asserted", "derived", "both")


def exported(store: Store, part: str, form: str) -> str:
    """Return the *part* (one of PARTS) of *store* in *form* (a key of FORMATS).

    Only ``trig`` keeps asserted and derived triples of ``both`` apart.
    """
    asserted = () if part == "derived" else tuple(store.dump(derived=False))
    derived = () if part == "asserted" else tuple(store.dump(derived=True))
    if form == "trig":
        return _trig(asserted, derived)
    return serialised({*asserted, *derived}, form)


def serialised(triples: Collection[Triple], form: str) -> str:
    """Return *triples* in *form*, a key of FORMATS."""
    return FORMATS[form](triples)


def as_table(triples: Iterable[Triple]) -> Table:
    """Return *triples* as a table of three columns."""
    rows = sorted(triples, key=lambda triple: triple.n3())
    return Table(("subject", "predicate", "object"), tuple(map(tuple, rows)))


def _ntriples(triples: Collection[Triple]) -> str:
    """Return one line for each triple, sorted."""
    return "".join(sorted(f"{triple.n3()}\n" for triple in triples))


def _turtle(triples: Collection[Triple]) -> str:
    """Return canonical Turtle."""
    from servanda.turtle import canonical

    return canonical(_graph(triples))


def _trig(asserted: Collection[Triple], derived: Collection[Triple]) -> str:
    """Return canonical Turtle, with *derived* in the named graph of what is derived."""
    parts = [_turtle(asserted), _turtle(derived)]
    prefixes = sorted({line for text in parts for line in _head(text)})
    first, second = ("\n".join(_body(text)).strip("\n") for text in parts)
    named = f"GRAPH <{DERIVED}> {{\n{second}\n}}" if second else ""
    return "\n\n".join(part for part in ("\n".join(prefixes), first, named) if part) + "\n"


def _head(text: str) -> Iterator[str]:
    """Return the PREFIX lines at the top of *text*."""
    for line in text.splitlines():
        if not line.startswith("PREFIX "):
            return
        yield line


def _body(text: str) -> list[str]:
    """Return what comes after the PREFIX lines of *text*."""
    return text.split("\n")[len(list(_head(text))) :]


def _jsonld(triples: Collection[Triple]) -> str:
    """Return JSON-LD with the house prefixes as context, sorted."""
    text = _graph(triples).serialize(format="json-ld", context=dict(PREFIXES), sort_keys=True)
    return (
        json.dumps(_ordered(json.loads(text)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def _ordered(node: Any) -> Any:
    """Return the JSON *node* with every list, which is a set in JSON-LD, sorted."""
    if isinstance(node, dict):
        return {key: value if key == "@list" else _ordered(value) for key, value in node.items()}
    if isinstance(node, list):
        return sorted(map(_ordered, node), key=lambda one: json.dumps(one, sort_keys=True))
    return node


def _rdfxml(triples: Collection[Triple]) -> str:
    """Return RDF/XML; raises UsageProblem where a property name cannot be written in XML."""
    from servanda.errors import UsageProblem

    try:
        return str(_graph(triples).serialize(format="xml"))
    except ValueError as error:
        raise UsageProblem(f"cannot be written as RDF/XML: {error}") from error


def _graph(triples: Collection[Triple]) -> rdflib.Graph:
    """Return *triples* as a graph whose order does not depend on chance."""
    from rdflib import Graph

    from servanda.nodes import node_of
    from servanda.turtle import as_written

    class Ordered(Graph):
        """A graph that gives its triples sorted."""

        def triples(self, pattern: Any) -> Any:
            """Return the triples that match *pattern*."""
            return iter(sorted(super().triples(pattern), key=lambda t: [one.n3() for one in t]))

    graph = Ordered(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    with as_written():
        for triple in triples:
            graph.add((node_of(triple[0]), node_of(triple[1]), node_of(triple[2])))
    return graph


FORMATS: Mapping[str, Callable[[Collection[Triple]], str]] = {
    "turtle": _turtle,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
    "trig": lambda triples: _trig(triples, ()),
    "rdfxml": _rdfxml,
}
