"""Check a few things only by the shapes, in the light of all that a store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.errors import DataProblem
from servanda.names import did_you_mean
from servanda.prefixes import ONTOLOGY, compact
from servanda.shacl import graph_over, report, shapes
from servanda.validate import findings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    import rdflib

    from servanda.positions import Places
    from servanda.store import Store
    from servanda.validate import Finding

__all__ = ["misfits"]

_TERMS = f"""
SELECT DISTINCT ?term WHERE {{
  ?term a ?kind . FILTER(STRSTARTS(STR(?term), "{ONTOLOGY}"))
}}
"""
_TYPES = "SELECT ?thing ?kind WHERE {{ VALUES ?thing {{ {listed} }} ?thing a ?kind }}"
_CLASSES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?narrow ?wide WHERE { ?narrow rdfs:subClassOf ?wide }
"""


def misfits(files: Sequence[Path], subjects: Collection[str], store: Store) -> tuple[Finding, ...]:
    """Return the violations of the shapes by *subjects*, which *files* describe and *store* holds.

    What is supposed needs no source: where a subject says nothing of one it is taken to be from
    memory. Raises DataProblem where a file or a shape is not well-formed.
    """
    from rdflib import DCTERMS, RDF, RDFS, Graph, URIRef

    from servanda.positions import Places, parse

    graph, places = graph_over(store), Places()
    for path in files:
        own = Graph(bind_namespaces="none")
        parse(path, own, places)
        graph += own
    _declared(graph, places, store)
    named = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    listed = " ".join(f"<{iri}>" for iri in sorted(named - set(map(URIRef, subjects))))
    for thing, kind in store.select(_TYPES.format(listed=listed)).rows:
        if thing and kind and kind.kind == "iri":
            graph.add((URIRef(thing.value), RDF.type, URIRef(kind.value)))
    for narrow, wide in store.select(_CLASSES).rows:
        if narrow and wide and narrow.kind == wide.kind == "iri":
            graph.add((URIRef(narrow.value), RDFS.subClassOf, URIRef(wide.value)))
    for subject in map(URIRef, subjects):
        if not {URIRef(ONTOLOGY + "confidence"), DCTERMS.source} & {*graph.predicates(subject)}:
            graph.add((subject, URIRef(ONTOLOGY + "confidence"), URIRef(ONTOLOGY + "FromMemory")))
    results = report(graph, shapes(), sorted(subjects))
    found = findings(results, places, {URIRef(subject) for subject in subjects})
    return tuple(
        sorted(
            (one for one in found if one.severity == "violation"),
            key=str,
        )
    )


def _declared(graph: rdflib.Graph, places: Places, store: Store) -> None:
    """Raise DataProblem where a term of ours is used that the ontology does not have."""
    from rdflib import URIRef

    known = {term for term in store.select(_TERMS).column("term") if term}
    for subject, predicate, value in sorted(graph):
        for term in (predicate, value):
            if isinstance(term, URIRef) and term.startswith(ONTOLOGY) and str(term) not in known:
                place = places.find(subject, predicate, value)
                names = [one.removeprefix(ONTOLOGY) for one in sorted(known)]
                near = did_you_mean(term.removeprefix(ONTOLOGY), names)
                raise DataProblem(
                    f"no term {compact(str(term))}",
                    place.path if place else None,
                    place.line if place else None,
                    place.column if place else None,
                    near,
                )
