"""Write acts and their sources as canonical Turtle, beside what people wrote and never over it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.files import write_whole
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import rdflib

    from servanda.imports import Imported
    from servanda.imports.act import Act
    from servanda.imports.model import Head

__all__ = ["MARK", "Source", "is_by_program", "turtle", "write"]

MARK = "# Written by program: servanda import"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from: a short *key* and what the data say of it."""

    key: str
    label: str
    publisher: str
    kind: str
    url: str
    read: str = ""


def is_by_program(path: Path, name: str = "") -> bool:
    """Say whether line one of the file at *path* says that the program (format *name*) wrote it."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return f"{file.readline().rstrip()} ".startswith(f"{MARK} {name}".rstrip() + " ")


def turtle(
    acts: Iterable[Act] = (),
    sources: Mapping[str, Source] | None = None,
    heads: Mapping[str, Head] | None = None,
    comment: str | None = None,
) -> str:
    """Return *acts*, and *sources* and *heads* that nobody describes, as canonical Turtle."""
    from servanda.turtle import canonical

    graph = _graph()
    for act in acts:
        _add_act(graph, act)
    for source in (sources or {}).values():
        _add_source(graph, source)
    for iri, head in (heads or {}).items():
        _add_head(graph, iri, head)
    return canonical(graph, comment)


def write(found: Imported, folder: Path, name: str) -> tuple[tuple[Path, bool], ...]:
    """Write what was *found* below *folder*: one file for each instrument, and for each source.

    Returns each file and whether it changed. A file that the format *name* did not write is left
    alone: then the name of the format is added. Raises OSError where nothing can be written, before
    anything is.
    """
    texts = {_free(folder / kind, key, name): text for kind, key, text in _texts(found, name)}
    return tuple((path, _put(path, text)) for path, text in texts.items())


def _texts(found: Imported, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the folder, the key and the text of each file that *found* makes."""
    for key, source in sorted(found.sources.items()):
        yield "source", key, turtle(sources={key: source}, comment=f"{MARK} {name} (a source)")
    for iri, head in sorted(found.heads.items()):
        comment = f"{MARK} {name} {head.place.name}"
        yield "instrument", head.key, turtle(heads={iri: head}, comment=comment)
    groups: dict[str, list[Act]] = defaultdict(list)
    for act in found.acts:
        groups[act.instrument.rsplit("/", 1)[-1]].append(act)
    for key, own in sorted(groups.items()):
        named = ", ".join(sorted({act.line.place.name for act in own}))
        yield "act", key, turtle(own, comment=f"{MARK} {name} {named}")


def _free(folder: Path, key: str, name: str) -> Path:
    """Return the file for *key*: its own, or one beside that of somebody else."""
    for stem in (key, f"{key}-{name}"):
        path = folder / f"{stem}.ttl"
        if not path.exists() or is_by_program(path, name):
            return path
    raise FileExistsError(f"{path} was not written by servanda import {name}")


def _put(path: Path, text: str) -> bool:
    """Put *text* at *path* unless it is there already; say whether it was not."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return True


def _graph() -> rdflib.Graph:
    from rdflib import Graph

    return Graph(bind_namespaces="none")


def _add_act(graph: rdflib.Graph, act: Act) -> None:
    """Add what *act* says to *graph*."""
    from rdflib import RDF, Literal, URIRef

    it, sv = URIRef(act.iri), ONTOLOGY
    graph.add((it, RDF.type, URIRef(sv + act.kind)))
    graph.add((it, URIRef(sv + "by"), URIRef(act.by)))
    graph.add((it, URIRef(sv + "instrument"), URIRef(act.instrument)))
    graph.add((it, URIRef(sv + "confidence"), URIRef(sv + "Sourced")))
    source = URIRef(f"{BASE}source/{act.line.source}")
    graph.add((it, URIRef(PREFIXES["dcterms"] + "source"), source))
    for name, day in act.dates:
        graph.add((it, URIRef(sv + name), Literal(day, datatype=URIRef(_datatype(day)))))
    if act.line.note:
        note = Literal(act.line.note, lang="en")
        graph.add((it, URIRef(PREFIXES["skos"] + "editorialNote"), note))


def _datatype(day: str) -> str:
    """Return the datatype of an ISO day, month or year."""
    return PREFIXES["xsd"] + {10: "date", 7: "gYearMonth", 4: "gYear"}[len(day)]


def _add_source(graph: rdflib.Graph, source: Source) -> None:
    """Add what is known of *source* to *graph*."""
    from rdflib import RDF, Literal, URIRef

    it, sv = URIRef(f"{BASE}source/{source.key}"), ONTOLOGY
    graph.add((it, RDF.type, URIRef(sv + "Source")))
    graph.add((it, URIRef(PREFIXES["skos"] + "prefLabel"), Literal(source.label, lang="en")))
    graph.add((it, URIRef(PREFIXES["dcterms"] + "publisher"), Literal(source.publisher)))
    graph.add((it, URIRef(sv + "sourceKind"), URIRef(sv + source.kind)))
    if source.url:
        address = Literal(source.url, datatype=URIRef(PREFIXES["xsd"] + "anyURI"))
        graph.add((it, URIRef(sv + "url"), address))
    if source.read:
        day = Literal(source.read, datatype=URIRef(PREFIXES["xsd"] + "date"))
        graph.add((it, URIRef(sv + "retrievedOn"), day))


def _add_head(graph: rdflib.Graph, iri: str, head: Head) -> None:
    """Add what is known of the instrument *iri* to *graph*."""
    from rdflib import RDF, Literal, URIRef

    it, sv = URIRef(iri), ONTOLOGY
    graph.add((it, RDF.type, URIRef(sv + "Instrument")))
    graph.add((it, URIRef(PREFIXES["skos"] + "prefLabel"), Literal(head.title, lang="en")))
    graph.add((it, URIRef(sv + "confidence"), URIRef(sv + "Sourced")))
    graph.add((it, URIRef(sv + "consentsRecord"), URIRef(sv + "PartialRecord")))
    graph.add((it, URIRef(PREFIXES["dcterms"] + "source"), URIRef(f"{BASE}source/{head.source}")))
    for name, text in (("series", head.series), ("number", head.number)):
        if text:
            graph.add((it, URIRef(sv + name), Literal(text)))
