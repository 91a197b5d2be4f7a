"""A store on rdflib's own SPARQL engine, with the five methods of ``servanda.store.Store``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from rdflib import RDF, BNode, Graph, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery

from servanda.store import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.query import Result
    from rdflib.term import Node

__all__ = ["RdflibStore"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE_STRING = str(RDF.langString)


class RdflibStore:
    """A set of triples that rdflib answers from; slow, and independent of the engine we ship."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.graph = Graph(bind_namespaces="none")
        self.inferred: set[Triple] = set()
        for triple in triples:
            self.graph.add(_theirs(triple))

    def load(self, path: Path) -> int:
        """Add the Turtle file at *path*; return how many triples were new."""
        before = len(self.graph)
        self.graph.parse(path, format="turtle")
        return len(self.graph) - before

    def select(self, query: str) -> Table:
        """Answer a SELECT query."""
        found = self._run(query)
        columns = found.vars or []
        rows = (tuple(map(_optional, _values(one, columns))) for one in found.bindings)
        return Table(tuple(map(str, columns)), tuple(rows))

    def construct(self, query: str) -> frozenset[Triple]:
        """Return the triples of a CONSTRUCT query."""
        found = self._run(query)
        return frozenset(Triple(*map(_term, triple)) for triple in found.graph or ())

    def insert(self, query: str) -> int:
        """Add the result of a CONSTRUCT query as derived; return how many triples were new."""
        new = [one for one in self.construct(query) if _theirs(one) not in self.graph]
        for one in new:
            self.graph.add(_theirs(one))
        self.inferred.update(new)
        return len(new)

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        """Return the derived triples, or all the others."""
        if derived:
            return self.inferred
        every = (Triple(*map(_term, triple)) for triple in self.graph)
        return (triple for triple in every if triple not in self.inferred)

    def _run(self, query: str) -> Result:
        return self.graph.query(_prepared(query))


@cache
def _prepared(query: str) -> Any:
    """Return *query* parsed; the parser is the slowest part of a small case."""
    return prepareQuery(query)


def _values(solution: Any, columns: Iterable[Variable]) -> list[Node | None]:
    return [solution.get(column) for column in columns]


def _optional(term: Node | None) -> Term | None:
    return None if term is None else _term(term)


@cache
def _term(term: Node) -> Term:
    """Return rdflib's *term* as ours."""
    if isinstance(term, URIRef):
        return Term("iri", str(term))
    if isinstance(term, BNode):
        return Term("blank", str(term))
    assert isinstance(term, Literal)
    if term.language:
        return Term("literal", str(term), None, term.language)
    datatype = str(term.datatype) if term.datatype else None
    return Term("literal", str(term), None if datatype == _STRING else datatype)


def _theirs(triple: Triple) -> tuple[Any, Any, Any]:
    subject, predicate, value = map(_node, triple)
    return subject, predicate, value


@cache
def _node(term: Term) -> Node:
    """Return our *term* as rdflib's."""
    if term.kind == "iri":
        return URIRef(term.value)
    if term.kind == "blank":
        return BNode(term.value)
    datatype = URIRef(term.datatype) if term.datatype else None
    return Literal(term.value, lang=term.language, datatype=datatype)
