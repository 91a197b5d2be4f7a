"""Which shapes look at which things, so that only those are asked that a file can concern."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS, SH, Graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

__all__ = ["Aims"]

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)


class Aims:
    """The shapes, and whom they are about."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = shapes

    @cached_property
    def flat(self) -> Graph:
        """Return all shapes, each property shape with the targets of the node shape it is part of.

        The findings are the same, but the validator looks at all things for one rule at once,
        which is several times faster than at all rules for one thing, thing after thing.
        """
        flat = Graph(bind_namespaces="none")
        flat += self.shapes
        for owner, rule in self.shapes.subject_objects(SH.property):
            targets = [(kind, term) for kind in _TARGETS for term in self.shapes[owner:kind]]
            if targets:
                flat.remove((owner, SH.property, rule))
            for kind, term in targets:
                flat.add((rule, kind, term))
        return flat

    @cached_property
    def _by_target(self) -> dict[Any, set[Node]]:
        """Return the rules that have a kind of target and a target."""
        found: dict[Any, set[Node]] = defaultdict(set)
        for kind in _TARGETS:
            for rule, target in self.flat.subject_objects(kind):
                found[kind, target].add(rule)
        return found

    def aimed(self, nodes: Iterable[Node], data: Graph) -> Graph:
        """Return the rules that look at *nodes* of *data*, and at these nodes only.

        The validator's own choice of nodes skips what stands inside ``sh:not`` and ``sh:or``; so
        the targets are replaced instead.
        """
        aimed = Graph(bind_namespaces="none")
        wider: dict[Node, set[Node]] = {}
        rules: set[Node] = set()
        for node in nodes:
            for rule in self._looking_at(node, data, wider):
                rules.add(rule)
                aimed.add((rule, SH.targetNode, node))
        waiting, seen = list(rules), set(rules)
        while waiting:
            for triple in self.flat.triples((waiting.pop(), None, None)):
                if triple[1] in _TARGETS:
                    continue
                aimed.add(triple)
                if triple[2] not in seen:
                    seen.add(triple[2])
                    waiting.append(triple[2])
        return aimed

    def _looking_at(self, node: Node, data: Graph, wider: dict[Node, set[Node]]) -> set[Node]:
        """Return the rules whose targets *node* is among."""
        kinds: set[Node] = set()
        for kind in data.objects(node, RDF.type):
            if kind not in wider:
                wider[kind] = {k for k in data.transitive_objects(kind, RDFS.subClassOf) if k}
            kinds |= wider[kind]
        keys = [
            (SH.targetNode, node),
            *((SH.targetClass, kind) for kind in kinds),
            *((SH.targetSubjectsOf, name) for name in set(data.predicates(node))),
            *((SH.targetObjectsOf, name) for name in set(data.predicates(None, node))),
        ]
        return set[Any]().union(*(self._by_target.get(key, ()) for key in keys))
