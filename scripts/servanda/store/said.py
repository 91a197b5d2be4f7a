"""What files say of the things in an embedded store, before or after a change, and what it ties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.prefixes import ASSERTED, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from servanda.reach import Reach

__all__ = [
    "ASSERTED_GRAPH",
    "HERE",
    "TYPE",
    "Change",
    "Node",
    "Said",
    "TooWide",
    "as_said",
    "asserted",
]

ASSERTED_GRAPH = ox.NamedNode(ASSERTED)
HERE = ox.DefaultGraph()
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")

Node = ox.NamedNode | ox.BlankNode | ox.Triple


class TooWide(Exception):
    """What can be reached has no bound worth keeping to: everything has to be derived anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """What files no longer say, and what they say now. The two have nothing in common."""

    removed: frozenset[ox.Triple]
    added: frozenset[ox.Triple]


def as_said(triple: ox.Triple) -> ox.Quad:
    """Return what is in the store where a file says *triple*."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, ASSERTED_GRAPH)


def asserted(engine: ox.Store, node: Node) -> frozenset[ox.Triple]:
    """Return what files say of *node*."""
    quads = engine.quads_for_pattern(node, None, None, ASSERTED_GRAPH)
    return frozenset(quad.triple for quad in quads)


@dataclass(slots=True)
class Said:
    """What files say before or after *change*.

    *pointers* are the properties that files use between two things; only along those is it looked.
    """

    engine: ox.Store
    change: Change
    reach: Reach
    pointers: AbstractSet[str]
    new_of: dict[object, list[ox.Triple]] = field(default_factory=dict)
    new_to: dict[tuple[object, str], list[Node]] = field(default_factory=dict)
    said: dict[object, frozenset[ox.Triple]] = field(default_factory=dict)
    kinds: dict[str, list[ox.NamedNode]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for triple in self.change.added:
            self.new_of.setdefault(triple.subject, []).append(triple)
            if not isinstance(triple.object, ox.Literal):
                key = (triple.object, triple.predicate.value)
                self.new_to.setdefault(key, []).append(triple.subject)
        for name in self.pointers & self.reach.links.keys():
            for kind in self.reach.links[name]:
                self.kinds.setdefault(kind, []).append(ox.NamedNode(name))

    def of(self, node: Node) -> frozenset[ox.Triple]:
        """Return what is said of *node* before or after the change."""
        if node not in self.said:
            self.said[node] = asserted(self.engine, node) | frozenset(self.new_of.get(node, ()))
        return self.said[node]

    def pointed(self, node: Node, kind: str) -> Iterator[Node]:
        """Return what *node* points at with a property of that *kind*."""
        for triple in self.of(node):
            value = triple.object
            if isinstance(value, ox.Literal | ox.Triple):
                continue
            if kind not in self.reach.links.get(triple.predicate.value, ()):
                continue
            if isinstance(value, ox.BlankNode) or not value.value.startswith(ONTOLOGY):
                if not self.of(value) and self.is_made(value):
                    raise TooWide(f"{node} speaks of {value}, which rules made")
                yield value

    def pointing(self, node: Node, kind: str) -> Iterator[Node]:
        """Return what points at *node* with a property of that *kind*."""
        for predicate in self.kinds.get(kind, ()):
            for quad in self.engine.quads_for_pattern(None, predicate, node, ASSERTED_GRAPH):
                yield quad.subject
            yield from self.new_to.get((node, predicate.value), ())

    def is_made(self, node: Node) -> bool:
        """Say whether rules made *node*: that it has a kind, and no file says anything of it."""
        kinds = self.engine.quads_for_pattern(node, TYPE, None, HERE)
        return next(kinds, None) is not None and not asserted(self.engine, node)

    def is_word(self, node: ox.NamedNode) -> bool:
        """Say whether *node* is a word: a kind, a property, or what their meaning is told with."""
        if node.value.startswith(ONTOLOGY):
            return True
        uses = [(TYPE, node), (node, None)]
        uses += [(ox.NamedNode(name), node) for name in self.reach.meaning]
        found = (self.engine.quads_for_pattern(None, *use, HERE) for use in uses)
        return any(next(quads, None) is not None for quads in found)
