"""Check data files: syntax first, then every shape; each finding says where and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servanda.build import data_files, ontology_files
from servanda.closure import as_construct, closure
from servanda.errors import DataProblem
from servanda.prefixes import PREFIXES, compact
from servanda.shacl import graph_over, report, shapes
from servanda.store import check_turtle, fresh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    import rdflib

    from servanda.positions import Places

__all__ = ["SEVERITIES", "Finding", "findings", "validate"]

SEVERITIES = ("violation", "warning", "info")
_SH = PREFIXES["sh"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: where (line and column from 1, where known), what, and what broke."""

    severity: str
    message: str
    path: Path | None = None
    line: int | None = None
    column: int | None = None
    shape: str | None = None
    focus: str | None = None
    property: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        named = f" [{self.shape}]" if self.shape else ""
        about = f" {self.focus}:" if self.focus else ""
        return f"{':'.join([*parts, ''])} {self.severity}:{about} {self.message}{named}".lstrip()


def validate(
    files: Sequence[Path] = (), data: Path | None = None, extra: Sequence[Path] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with *files*, or with everything in *data* and *extra*.

    *files* are checked together with the rest, since they speak of it, but only what is said of
    their own subjects is reported. Where a file is not well-formed only that is reported.
    Raises DataProblem where an ontology or shape file is not right.
    """
    known = {path.resolve(): path for path in data_files(data, extra)}
    chosen = {path.resolve(): path for path in files}
    broken = list(_malformed((known | chosen).values()))
    if broken:
        return tuple(broken)
    graph, places, subjects = _parsed((known | chosen).values(), chosen.values())
    results = report(graph, shapes())
    return tuple(sorted(findings(results, places, subjects if files else None), key=_order))


def _malformed(paths: Iterable[Path]) -> Iterator[Finding]:
    """Return a finding for each of *paths* that is not well-formed Turtle."""
    for path in paths:
        try:
            check_turtle(path)
        except DataProblem as problem:
            yield Finding("violation", problem.message, path, problem.line, problem.column)


def _parsed(
    paths: Iterable[Path], chosen: Collection[Path]
) -> tuple[rdflib.Graph, Places, frozenset[Any]]:
    """Return the graph of *paths* and the ontology, where all stands, and *chosen*'s subjects."""
    from rdflib import Graph, URIRef

    from servanda.positions import Places, parse

    store = fresh()
    graph, places = graph_over(store), Places()
    own: set[Any] = set()
    for path in paths:
        target = Graph(bind_namespaces="none") if path in chosen else graph
        parse(path, target, places)
        store.load(path)
        if target is not graph:
            own.update(target.subjects())
            graph += target
    for path in ontology_files():
        parse(path, graph, Places())
        store.load(path)
    wider = closure(ontology_files())
    store.insert(as_construct(wider))
    for subject, predicate, value in wider:
        graph.add((URIRef(subject.value), URIRef(predicate.value), URIRef(value.value)))
    return graph, places, frozenset(own)


def findings(
    results: rdflib.Graph, places: Places, only: Collection[Any] | None
) -> Iterator[Finding]:
    """Return the results in *results*, or those about *only* these nodes, each with its place."""
    from rdflib import SH, URIRef

    for result in results.objects(None, SH.result):
        focus, path, value, shape, severity = (
            results.value(result, name)
            for name in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.resultSeverity)
        )
        if only is not None and focus not in only:
            continue
        named = path if isinstance(path, URIRef) else None
        place = places.find(focus, named, value) if focus is not None else None
        messages = sorted(str(text) for text in results.objects(result, SH.resultMessage))
        yield Finding(
            severity=str(severity).removeprefix(_SH).lower(),
            message=" ".join(" ".join(messages).split()),
            path=place.path if place else None,
            line=place.line if place else None,
            column=place.column if place else None,
            shape=_short(shape),
            focus=_short(focus),
            property=_short(named),
            value=_short(value),
        )


def _short(node: Any) -> str | None:
    """Return *node* as a person reads it, keeping None."""
    from rdflib import URIRef

    if node is None:
        return None
    return compact(str(node)) if isinstance(node, URIRef) else str(node)


def _order(finding: Finding) -> tuple[Any, ...]:
    """Return the key by which findings are sorted: the worst first, then by place."""
    rank = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else 0
    return (rank, str(finding.path), finding.line or 0, finding.column or 0, str(finding))
