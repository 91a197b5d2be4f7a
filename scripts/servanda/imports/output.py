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

    from servanda.imports.acts import Act

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


def turtle(acts: Iterable[Act], sources: Mapping[str, Source], comment: str | None = None) -> str:
    """Return *acts* and the *sources* that are not described elsewhere as canonical Turtle."""
    from servanda.turtle import canonical

    graph = _graph()
    for act in acts:
        _add_act(graph, act)
    for source in sources.values():
        _add_source(graph, source)
    return canonical(graph, comment)


def write(
    acts: Iterable[Act], sources: Mapping[str, Source], folder: Path, name: str
) -> Iterator[tuple[Path, bool]]:
    """Write *acts* below *folder*, one file for each instrument, and the *sources*, one file each.

    Yields each file and whether it changed. A file that this format did not write is left alone:
    then the name of the format is added to the name. Raises OSError where nothing can be written.
    """
    groups: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        groups[act.instrument.rsplit("/", 1)[-1]].append(act)
    for key, source in sorted(sources.items()):
        path = _free(folder / "source", key, name)
        yield path, _put(path, turtle((), {key: source}, f"{MARK} {name} (a source)"))
    for key, own in sorted(groups.items()):
        path = _free(folder / "act", key, name)
        files = sorted({act.line.place.path for act in own}, key=str)
        named = ", ".join(getattr(file, "name", str(file)) for file in files)
        yield path, _put(path, turtle(own, {}, f"{MARK} {name} {named}"))


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
    address = Literal(source.url, datatype=URIRef(PREFIXES["xsd"] + "anyURI"))
    graph.add((it, URIRef(sv + "url"), address))
    if source.read:
        day = Literal(source.read, datatype=URIRef(PREFIXES["xsd"] + "date"))
        graph.add((it, URIRef(sv + "retrievedOn"), day))
