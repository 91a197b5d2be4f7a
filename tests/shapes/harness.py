"""Validate as the shapes expect: subclass statements added, nothing inferred, literals as written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyshacl
from rdflib import DCTERMS, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from servanda.turtle import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

__all__ = [
    "FIXTURES",
    "ROOT",
    "SV",
    "SVSH",
    "TARGETS",
    "Finding",
    "context",
    "local",
    "merged",
    "ontology",
    "shapes",
    "targeted",
    "targeting",
    "touched",
    "validate",
    "validate_in_context",
]

FIXTURES = Path(__file__).parent
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
ROOT = FIXTURES.parents[1]
SV = Namespace("https://w3id.org/servanda/ontology#")
SVSH = Namespace("https://w3id.org/servanda/shapes#")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a validation."""

    shape: str
    component: str
    severity: str
    focus: str
    value: str
    message: str


class Prepared(Graph):
    """A graph that parses each query once; pySHACL sends the same text for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the result of *query_object*, parsed at most once."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@cache
def _prepared(text: str) -> Any:
    return prepareQuery(text)


def local(term: Node | None) -> str:
    """Return the part of *term* after its last ``#``."""
    return str(term).rpartition("#")[2]


def merged(paths: Iterable[Path]) -> Graph:
    """Return the Turtle files at *paths* as one graph, literals as written."""
    return _graph(triple for path in paths for triple in read(path)[0])


def _graph(triples: Iterable[tuple[Node, Node, Node]], store: str = "default") -> Graph:
    graph = Prepared(store, bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


@cache
def shapes() -> Graph:
    """Return all shapes."""
    return merged(sorted((ROOT / "shapes").glob("*.ttl")))


@cache
def flat() -> Graph:
    """Return all shapes, each rule with the targets of the node shape that it belongs to.

    The findings are the same, but pySHACL looks at all nodes of one rule at once, which is several
    times faster than at all rules of one node, one node at a time.
    """
    graph = _graph(shapes())
    for owner, rule in shapes().subject_objects(SH.property):
        if owner in targeted():
            graph.remove((owner, SH.property, rule))
            for target in TARGETS:
                for term in shapes().objects(owner, target):
                    graph.add((rule, target, term))
    return graph


@cache
def ontology() -> Graph:
    """Return the whole ontology."""
    return merged(sorted((ROOT / "ontology").glob("*.ttl")))


@cache
def context() -> Graph:
    """Return the small world that the fixtures stand in."""
    return merged([FIXTURES / "context.ttl"])


def touched(graph: Graph) -> set[Node]:
    """Return the nodes at which *graph* can change what the shapes find in the context.

    These are the things it mentions, those of the context that point to its subjects, and those
    that share a property of its subjects (the same State, the same instrument, the same code).
    """
    near = {term for s, _, o in graph for term in (s, o) if not isinstance(term, Literal)}
    for subject, predicate, value in graph:
        near.update(context().subjects(None, subject))
        if predicate not in {RDF.type, DCTERMS.source, SV.confidence}:
            near.update(context().subjects(predicate, value))
    return near


@cache
def targeted() -> frozenset[Node]:
    """Return the shapes that have targets."""
    return frozenset(shape for _, _, shape in _targets())


@cache
def _targets() -> tuple[tuple[URIRef, Node, Node], ...]:
    """Return kind of target, target and shape; classes with all that are narrower."""
    found: list[tuple[URIRef, Node, Node]] = []
    for kind in TARGETS:
        for shape, target in shapes().subject_objects(kind):
            terms: set[Any] = {target}
            if kind == SH.targetClass:
                terms.update(ontology().transitive_subjects(RDFS.subClassOf, target))
            found += ((kind, term, shape) for term in terms)
    return tuple(found)


@cache
def _shapes_for(kind: URIRef, target: Node) -> frozenset[Node]:
    return frozenset(s for k, t, s in _targets() if (k, t) == (kind, target))


def targeting(node: Node, data: Graph) -> set[Node]:
    """Return the shapes that target *node* of *data*."""
    found: set[Node] = set()
    for kind, terms in (
        (SH.targetClass, data.objects(node, RDF.type)),
        (SH.targetSubjectsOf, data.predicates(node)),
        (SH.targetObjectsOf, data.predicates(None, node)),
    ):
        found.update(*(_shapes_for(kind, term) for term in set(terms)))
    return found


@cache
def _closure(shape: Node) -> tuple[tuple[Node, Node, Node], ...]:
    """Return what is said of *shape* and of all its operands, targets left out."""
    said: dict[tuple[Node, Node, Node], None] = {}
    waiting = [shape]
    while waiting:
        term = waiting.pop()
        for triple in flat().triples((term, None, None)):
            if triple[1] not in TARGETS and triple not in said:
                said[triple] = None
                waiting.append(triple[2])
    return tuple(said)


def validate(graph: Graph) -> frozenset[Finding]:
    """Return what the shapes find in *graph*."""
    return _findings(_with_classes(graph), flat())


def validate_in_context(
    fixture: Graph, without: frozenset[tuple[Node, Node, Node]] = frozenset()
) -> frozenset[Finding]:
    """Return what the shapes find in the context with *fixture*, where this can have changed it.

    The statements of the shapes in *without* are left out. To look at some nodes only, the targets are replaced by these nodes: pySHACL's own
    ``focus_nodes`` skips the shapes inside ``sh:not`` and ``sh:or``.
    """
    world = _world()
    added = [triple for triple in fixture if triple not in world]
    for triple in added:
        world.add(triple)
    try:
        aims = [
            (rule, SH.targetNode, node)
            for node in touched(fixture)
            for shape in targeting(node, world)
            for rule in (shape, *shapes().objects(shape, SH.property))
        ]
        said = {triple for rule in {aim[0] for aim in aims} for triple in _closure(rule)}
        return _findings(world, _graph([*(said - without), *aims], store="SimpleMemory"))
    finally:
        for triple in added:
            world.remove(triple)


def _with_classes(graph: Graph) -> Graph:
    """Return *graph* and which class is narrower than which."""
    return _graph([*graph, *ontology().triples((None, RDFS.subClassOf, None))])


@cache
def _world() -> Graph:
    return _with_classes(context())


def _findings(data: Graph, aimed: Graph) -> frozenset[Finding]:
    _, report, _ = pyshacl.validate(data, shacl_graph=aimed, inference="none", advanced=False)
    assert isinstance(report, Graph)
    return frozenset(
        Finding(
            shape=local(report.value(result, SH.sourceShape)),
            component=local(report.value(result, SH.sourceConstraintComponent)),
            severity=local(report.value(result, SH.resultSeverity)),
            focus=str(report.value(result, SH.focusNode)),
            value=str(report.value(result, SH.value)),
            message=str(report.value(result, SH.resultMessage)),
        )
        for result in report.objects(None, SH.result)
    )
