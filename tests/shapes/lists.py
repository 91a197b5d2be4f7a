"""The lists of terms in the shapes that follow the ontology: which they are, and how to renew them.

A plain SHACL target cannot say "every property of the ontology", so the lists are written out.
After a term is added to ``ontology/``, ``python tests/shapes/lists.py`` writes them anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    ROOT = Path(__file__).parents[2]
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef

from servanda.turtle import canonical, read
from shapes.harness import ROOT as HOUSE
from shapes.harness import SV, SVSH, ontology

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["classes", "derived_query", "kinds", "properties", "stale"]

# Statements about the terms themselves, never about treaties.
SCHEMA = {
    SV[name]
    for name in (
        "closes",
        "derivedTerm",
        "eachActApart",
        "earliestProperty",
        "latestProperty",
        "notAfterProperty",
        "notBeforeProperty",
        "opens",
        "precedence",
        "question",
        "readsDate",
    )
}
# Too wide to say what a thing is.
WIDE = {
    SV[name]
    for name in (
        "Act",
        "Actor",
        "BodyAct",
        "Clause",
        "DomesticAct",
        "OrganisationAct",
        "TreatyAct",
    )
}
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def _own(terms: set[URIRef]) -> set[URIRef]:
    return {term for term in terms if term.startswith(SV)}


def _derived(terms: set[URIRef]) -> set[URIRef]:
    return {term for term in terms if (term, SV.derivedTerm, Literal(True)) in ontology()}


def _typed(*kinds: URIRef) -> set[URIRef]:
    return {
        term
        for kind in kinds
        for term in ontology().subjects(RDF.type, kind)
        if isinstance(term, URIRef)
    }


def classes(*, derived: bool) -> set[URIRef]:
    """Return the classes of the ontology, those of derived or those of recorded things."""
    every = _own(_typed(OWL.Class))
    return _derived(every) if derived else every - _derived(every)


def properties(*, derived: bool) -> set[URIRef]:
    """Return the properties of the ontology, those of derived or those of recorded facts."""
    every = _own(_typed(*_PROPERTIES))
    return _derived(every) if derived else every - _derived(every) - SCHEMA


def kinds() -> set[URIRef]:
    """Return the classes that say what a thing is; derived ones have a rule of their own."""
    return (classes(derived=False) | classes(derived=True)) - WIDE


def derived_query() -> str:
    """Return the query that finds derived facts typed in."""
    names = ",\n    ".join(sorted(f"sv:{p.removeprefix(SV)}" for p in properties(derived=True)))
    return (
        "SELECT $this ?path ?value\nWHERE {\n  $this ?path ?value .\n"
        f"  FILTER(?path IN (\n    {names}\n  ))\n}}\n"
    )


def _renew_targets(graph: Graph, shape: URIRef, predicate: URIRef, terms: set[URIRef]) -> None:
    outside = {o for o in graph.objects(shape, predicate) if not str(o).startswith(SV)}
    graph.remove((shape, predicate, None))
    for term in terms | outside:
        graph.add((shape, predicate, term))


def _renew_kinds(graph: Graph) -> None:
    head = graph.value(SVSH["Thing-kind"], SH["in"])
    assert head is not None
    outside = [term for term in graph.items(head) if not str(term).startswith(SV)]
    for cell in list(graph.transitive_objects(head, RDF.rest)):
        graph.remove((cell, None, None))
    graph.remove((SVSH["Thing-kind"], SH["in"], None))
    concepts = {kind for kind in kinds() if (kind, RDFS.subClassOf, SKOS.Concept) in ontology()}
    rest: Node = RDF.nil
    for term in reversed([*sorted(kinds() - concepts), *sorted(concepts), *outside]):
        cell = BNode()
        graph.add((cell, RDF.first, term))
        graph.add((cell, RDF.rest, rest))
        rest = cell
    graph.add((SVSH["Thing-kind"], SH["in"], rest))


def _renew(graph: Graph) -> bool:
    before = _stated(graph)
    facts = properties(derived=False)
    if (SVSH.Thing, None, None) in graph:
        _renew_targets(graph, SVSH.Thing, SH.targetSubjectsOf, facts)
        _renew_targets(graph, SVSH.NoBlankNode, SH.targetSubjectsOf, facts)
        _renew_targets(graph, SVSH.NoBlankNode, SH.targetObjectsOf, facts)
        _renew_kinds(graph)
    if (SVSH.DerivedFact, None, None) in graph:
        _renew_targets(graph, SVSH.DerivedThing, SH.targetClass, classes(derived=True))
        _renew_targets(graph, SVSH.DerivedFact, SH.targetSubjectsOf, properties(derived=True))
        graph.set((SVSH["DerivedFact-query"], SH.select, Literal(derived_query())))
    return _stated(graph) != before


def _stated(graph: Graph) -> set[object]:
    """Return what *graph* says, the cells of its lists left out."""
    head = graph.value(SVSH["Thing-kind"], SH["in"])
    kinds_stated = frozenset(graph.items(head)) if head else frozenset()
    named = {triple for triple in graph if not any(isinstance(term, BNode) for term in triple)}
    return named | {kinds_stated}


def stale() -> dict[Path, str]:
    """Return the shape files whose lists no longer follow the ontology, with the text they need."""
    texts = {}
    for path in (HOUSE / "shapes" / "hygiene.ttl", HOUSE / "shapes" / "status.ttl"):
        graph, comment = read(path)
        if _renew(graph):
            texts[path] = canonical(graph, comment)
    return texts


if __name__ == "__main__":
    for changed, text in stale().items():
        changed.write_text(text, encoding="utf-8")
        print(changed.relative_to(HOUSE))
