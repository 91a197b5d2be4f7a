"""The embedded store as rdflib sees it: a graph for the validator, without a copy of the data."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.store import Store as RdflibStore

from servanda.store.embedded import EmbeddedStore
from servanda.store.native import native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from servanda.store.terms import Term

__all__ = ["View", "add", "is_sound", "loaded", "take_out"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_Node = URIRef | BNode | Literal


class View(RdflibStore):
    """What an embedded store says in its default graph, for reading only."""

    context_aware = graph_aware = True  # so wants the validator; there is one graph all the same

    def __init__(self, store: object) -> None:
        if not isinstance(store, EmbeddedStore):
            raise TypeError("only an embedded store can be seen so")
        super().__init__()
        self._engine = store.engine
        self._nodes: dict[Any, _Node] = {}
        self._size = len(store.engine)  # the validator asks again and again, and counting is slow

    def triples(
        self,
        triple_pattern: Any,
        context: Any = None,  # noqa: ARG002 - rdflib's signature
    ) -> Iterator[Any]:
        """Yield the triples that match, as rdflib wants them."""
        subject, predicate, value = (None if t is None else _engine_term(t) for t in triple_pattern)
        if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal | ox.BlankNode):
            return
        found = self._engine.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        for quad in found:
            named = tuple(map(self._node, (quad.subject, quad.predicate, quad.object)))
            yield named, iter(())

    def add_graph(self, graph: Any) -> None:
        """Do nothing: there is one graph."""

    def __len__(self, context: Any = None) -> int:
        """Return how many triples there are."""
        return self._size

    def _node(self, term: Any) -> _Node:
        """Return the engine's *term* as rdflib has it, each one made once."""
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = _rdflib(term)
        return node


def loaded(paths: Iterable[Path], store: object) -> None:
    """Add well-formed Turtle files to an embedded store, which then does not tell them as said."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store takes files so")
    for path in paths:
        try:
            store.engine.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError, ValueError):
            store.load(path)  # says what is wrong, and where


def add(store: object, triples: Iterable[tuple[Term, Term, Term]]) -> list[ox.Quad]:
    """Add our *triples* to an embedded store, and return those that are new, as it has them."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store takes triples so")
    quads: set[ox.Quad] = set()
    for triple in triples:
        with suppress(ValueError):  # what is no IRI, or no language, is told where it is read
            quads.add(ox.Quad(*map(_any, triple)))
    new = [quad for quad in quads if quad not in store.engine]
    store.engine.extend(new)
    return new


def _any(term: Term) -> Any:
    """Return our *term* as the engine's, which looks itself whether it can stand where it does."""
    return native(term)


def is_sound(triple: Iterable[Term]) -> bool:
    """Say whether the engine takes the terms of *triple*: their IRIs and languages are right."""
    try:
        return all(native(term) is not None for term in triple)
    except ValueError:
        return False


def take_out(store: object, quads: Iterable[ox.Quad]) -> None:
    """Take out of an embedded store what :func:`add` returned."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store gives triples back")
    for quad in quads:
        store.engine.remove(quad)


def _rdflib(term: Any) -> _Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = term.datatype.value
    return Literal(term.value, datatype=None if kind == _STRING else URIRef(kind))


def _engine_term(node: Any) -> Any:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
