"""Close the ontology once per build, so that rules and questions need no reasoner.

Only the schema is closed (which class and which property is wider than which, which are inverse);
what follows for each single thing is the work of the first rules in ``queries/derive/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.prefixes import PREFIXES
from servanda.store import Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import rdflib

__all__ = ["as_construct", "closure"]

_RDFS, _OWL = PREFIXES["rdfs"], PREFIXES["owl"]
_WIDER = frozenset({_RDFS + "subClassOf", _RDFS + "subPropertyOf"})
_PAIRS = frozenset(_OWL + name for name in ("equivalentClass", "equivalentProperty", "inverseOf"))
_NOISE = ("owl", "rdf", "rdfs", "xsd")


def closure(ontology: Sequence[Path]) -> tuple[Triple, ...]:
    """Return what OWL 2 RL adds to the classes and properties of the *ontology* files, sorted.

    Kept are wider classes and properties (each also counts as wider than itself), equivalents and
    inverses, between named terms; what is true of every term (``owl:Thing``) is left out.
    Raises DataProblem where a file is not well-formed.
    """
    import owlrl

    graph = _schema(ontology)
    # its own datatypes would replace rdflib's for the whole process, and with them what is valid
    reasoner = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False)
    reasoner.expand(graph)
    found = (
        Triple(*(Term("iri", str(term)) for term in triple))
        for triple in graph
        if _is_telling(*map(str, triple)) and all(map(_is_named, (triple[0], triple[2])))
    )
    return tuple(sorted(found))


def as_construct(triples: Iterable[Triple]) -> str:
    """Return a query whose result is *triples*: how facts reach a store that takes only queries."""
    lines = "\n".join(triple.n3() for triple in triples)
    return f"CONSTRUCT {{\n{lines}\n}} WHERE {{}}"


def _schema(ontology: Sequence[Path]) -> rdflib.Graph:
    """Return what the *ontology* files say of classes and properties, without notes and labels."""
    from rdflib import Graph, Literal

    from servanda.turtle import read

    graph = Graph(bind_namespaces="none")
    for path in ontology:
        for triple in read(path)[0]:
            if not isinstance(triple[2], Literal):
                graph.add(triple)
    return graph


def _is_telling(subject: str, predicate: str, value: str) -> bool:
    """Say whether a triple belongs to the closure: wider terms, each its own too, and pairs."""
    return predicate in _WIDER or (predicate in _PAIRS and subject != value)


def _is_named(term: object) -> bool:
    """Say whether *term* is a named term outside the vocabularies of the languages themselves."""
    from rdflib import URIRef

    return isinstance(term, URIRef) and not str(term).startswith(tuple(PREFIXES[n] for n in _NOISE))
