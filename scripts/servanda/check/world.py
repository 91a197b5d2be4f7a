"""What a file is checked against: the other files, the ontology, the shapes, all their words."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from servanda.build import data_files, load_words
from servanda.check.aims import Aims
from servanda.check.vocabulary import Words
from servanda.prefixes import BASE, PREFIXES
from servanda.shacl import graph_over, shapes
from servanda.store import fresh
from servanda.store.graph import add, loaded, take_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    import rdflib

    from servanda.store import Term

__all__ = ["World"]

_REGISTERS = (
    "data.europa.eu",
    "publications.europa.eu",
    "www.wikidata.org",
    "viaf.org",
    "isni.org",
)
_PROLOGUE = "\n".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("owl", "rdf", "rdfs", "sh", "skos"))
_DECLARED = """{prologue}
SELECT DISTINCT ?term WHERE {{
  ?term a ?kind .
  FILTER(?kind IN ({kinds}))
}} ORDER BY ?term"""
_LINKED = """{prologue}
SELECT DISTINCT ?iri WHERE {{
  ?thing skos:exactMatch|skos:closeMatch|owl:sameAs|rdfs:seeAlso ?iri FILTER(ISIRI(?iri))
}} ORDER BY ?iri"""
_DESCRIBED = "SELECT DISTINCT ?thing WHERE { ?thing a ?kind FILTER(ISIRI(?thing)) } ORDER BY ?thing"
_KINDS = {
    "properties": "owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty",
    "classes": "owl:Class",
    "values": "owl:NamedIndividual, skos:Concept",
}


class World:
    """The data at hand without the files in *without* (resolved), to judge others by."""

    def __init__(
        self,
        without: Collection[Path] = (),
        data: Path | None = None,
        extra: Sequence[Path] = (),
    ) -> None:
        left_out = set(without)
        every = data_files(data, extra)
        self.files = tuple(path for path in every if path.resolve() not in left_out)
        self.store = fresh()
        load_words(self.store)
        loaded(self.files, self.store)
        self.aims = Aims(shapes())
        self.described: frozenset[str] = frozenset(self._column(_DESCRIBED))

    @contextmanager
    def along(self, triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[None]:
        """Hold the *triples* of the files that are checked for as long as it takes."""
        new = add(self.store, triples)
        try:
            yield
        finally:
            take_out(self.store, new)

    def graph(self, *, copied: bool) -> rdflib.Graph:
        """Return everything as the validator wants it: *copied*, which pays when all is asked."""
        view = graph_over(self.store, whole=True)
        if not copied:
            return view
        graph = graph_over(self.store)
        for triple in view:
            graph.add(triple)
        return graph

    @cached_property
    def words(self) -> Words:
        """Return the words of the ontology, with the standard ones that the shapes look at."""
        from rdflib import RDF, SH, URIRef

        found = {
            name: set(self._column(_DECLARED.format(prologue=_PROLOGUE, kinds=kinds)))
            for name, kinds in _KINDS.items()
        }
        used = {
            str(term)
            for name in (SH.path, SH.targetSubjectsOf)
            for term in self.aims.shapes.objects(None, name)
            if isinstance(term, URIRef)
        }
        found["properties"] |= used | {str(RDF.type)}
        return Words(**{name: frozenset(terms) for name, terms in found.items()})

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Return the hosts that things here are linked to."""
        linked = self._column(_LINKED.format(prologue=_PROLOGUE))
        known = {urlsplit(iri).netloc for iri in (BASE, *PREFIXES.values(), *linked)}
        return frozenset({*known, *_REGISTERS}) - {""}

    def _column(self, query: str) -> list[str]:
        """Return the values of the only column of *query*."""
        return [row[0].value for row in self.store.select(query).rows if row[0] is not None]
