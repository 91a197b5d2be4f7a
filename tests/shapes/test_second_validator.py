"""A second validator, written by others in another language, finds what the first one finds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyrudof  # type: ignore[import-not-found, unused-ignore]
import pytest
from rdflib import RDFS, Graph, URIRef

from shapes.harness import ROOT, Finding, context, local, merged, ontology, shapes, validate
from shapes.test_fixtures import CASES, findings, name

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
DATA = sorted((ROOT / "data").rglob("*.ttl"))
# A path through a literal and back (sv:isoAlpha3 and its inverse) finds nothing there: pyrudof does
# not walk on from a literal. SHACL lets it: see "path" in the specification, and pySHACL finds both.
NOT_WALKED = {"Source-urlOnce", "State-isoAlpha2Once", "State-isoAlpha3Once"}
_STRICT = pyrudof.ReaderMode.Strict


@cache
def classes() -> Graph:
    """Return which class is narrower than which."""
    graph = Graph(bind_namespaces="none")
    for triple in ontology().triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    return graph


@cache
def validator() -> pyrudof.Rudof:
    """Return the other validator with our shapes in it."""
    made = pyrudof.Rudof(pyrudof.RudofConfig())
    made.read_shacl(
        shapes().serialize(format="turtle"), pyrudof.ShaclFormat.Turtle, reader_mode=_STRICT
    )
    return made


def second_opinion(graph: Graph) -> set[tuple[str, str, str]]:
    """Return shape, constraint component and focus node of all that the other one finds."""
    other = validator()
    other.reset_data()
    other.read_data(
        (graph + classes()).serialize(format="nt"), pyrudof.RDFFormat.NTriples, reader_mode=_STRICT
    )
    return {
        (
            _local(one.source_shape),
            _local(one.constraint_component),
            "" if one.focus_node.startswith("_:") else one.focus_node,
        )
        for one in other.validate_shacl().violations
    }


def _local(iri: str | None) -> str:
    return local(URIRef(iri or ""))


def first_opinion(found: frozenset[Finding]) -> set[tuple[str, str, str]]:
    """Return what the first one found; blank nodes have no name that both would give them."""
    return {
        (one.shape, one.component, one.focus if ":" in one.focus else "")
        for one in found
        if one.shape not in NOT_WALKED
    }


@pytest.mark.parametrize("case", CASES, ids=name)
def test_fixture_is_judged_the_same(case: Path) -> None:
    assert second_opinion(context() + merged([case])) == first_opinion(findings(case))


def test_data_are_judged_the_same() -> None:
    data = merged(DATA)

    assert second_opinion(data) == first_opinion(validate(data))
