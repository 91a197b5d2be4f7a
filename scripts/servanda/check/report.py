"""Findings as a SHACL validation report in canonical Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.check.rules import table
from servanda.prefixes import PREFIXES, is_iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.check.finding import Finding

__all__ = ["as_turtle"]

_LEVELS = {"error": "Violation", "warning": "Warning", "info": "Info"}


def as_turtle(findings: Sequence[Finding]) -> str:
    """Return the report; each result has a name made of its number, and says file and line.

    A finding that no shape makes has its rule as source, and its file as focus where it is about
    no thing in particular.
    """
    from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

    from servanda.turtle import canonical

    svsh, rules = Namespace(PREFIXES["svsh"]), table()
    graph, report = Graph(bind_namespaces="none"), URIRef("urn:servanda:report")
    conforms = not any(one.severity == "error" for one in findings)
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(conforms)))
    for number, one in enumerate(findings, 1):
        result = URIRef(f"urn:servanda:report:{number}")
        focus = one.focus if one.focus and is_iri(one.focus) else None
        about = {
            RDF.type: SH.ValidationResult,
            SH.focusNode: URIRef(focus or one.path.resolve().as_uri()),
            SH.resultMessage: Literal(f"{one.message} {one.fix}", lang="en"),
            SH.resultSeverity: SH[_LEVELS[one.severity]],
            SH.sourceShape: svsh[one.code],
            RDFS.comment: Literal(one.place),
            SH.sourceConstraintComponent: svsh.CheckRule if one.code in rules else svsh.ShapeRule,
        }
        if one.predicate and is_iri(one.predicate):
            about[SH.resultPath] = URIRef(one.predicate)
        graph.add((report, SH.result, result))
        for name, value in about.items():
            graph.add((result, name, value))
        if one.value is not None:
            iri = is_iri(one.value) and ":" in one.value and " " not in one.value
            graph.add((result, SH.value, URIRef(one.value) if iri else Literal(one.value)))
    return canonical(graph)
