"""The ontology's files and the terms they declare, for the tests beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, Graph, Namespace, URIRef

from servanda.turtle import read

__all__ = ["FILES", "IRI", "ROOT", "SV", "merged", "name", "of_type", "ours"]

ROOT = Path(__file__).parents[2]
FILES = tuple(sorted((ROOT / "ontology").glob("*.ttl")))
IRI = URIRef("https://w3id.org/servanda/ontology")
SV = Namespace(f"{IRI}#")


@cache
def merged() -> Graph:
    """Return all files as one graph; do not change it."""
    graph = Graph()
    for path in FILES:
        graph += read(path)[0]
    return graph


def name(term: URIRef) -> str:
    """Return the part of *term* after the last # or /."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


def of_type(*types: URIRef) -> set[URIRef]:
    """Return the named things declared with one of the *types*."""
    found = {s for kind in types for s in merged().subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef)}


def ours() -> list[URIRef]:
    """Return every term that we declare, in order."""
    declared = of_type(
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
    )
    return sorted(term for term in declared if term.startswith(SV))
