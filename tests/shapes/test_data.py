"""The shipped data keep every rule."""

from __future__ import annotations

from functools import cache

import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from shapes.harness import ROOT, SV, Finding, local, merged, ontology, shapes, validate

pytestmark = pytest.mark.slow
DATA = sorted((ROOT / "data").rglob("*.ttl"))


@cache
def data() -> Graph:
    return merged(DATA)


@pytest.fixture(scope="module")
def findings() -> frozenset[Finding]:
    return validate(data())


def told(found: Finding) -> str:
    return f"{found.shape}: {found.focus} {found.value} {found.message}"


def test_data_break_no_rule(findings: frozenset[Finding]) -> None:
    assert sorted(told(found) for found in findings if found.severity == "Violation") == []


def test_warnings_are_listed(findings: frozenset[Finding]) -> None:
    """Not a verdict: `pytest -rP` prints what is still to be improved."""
    warnings = sorted(told(found) for found in findings if found.severity != "Violation")
    print(*warnings, sep="\n")

    assert {found.severity for found in findings} <= {"Warning", "Violation"}


def test_every_term_of_ours_is_declared() -> None:
    used = {
        term
        for triple in data()
        for term in triple
        if isinstance(term, URIRef) and term.startswith(SV)
    }

    assert sorted(local(term) for term in used if (term, None, None) not in ontology()) == []


def test_every_subject_is_of_a_kind_that_a_shape_targets() -> None:
    targets = set(shapes().objects(None, SH.targetClass))
    kinds = {
        kind
        for kind in data().objects(None, RDF.type)
        if targets.intersection(ontology().transitive_objects(kind, RDFS.subClassOf))
    }

    assert (
        sorted(
            {
                str(s)
                for s in data().subjects()
                if not kinds.intersection(data().objects(s, RDF.type))
            }
        )
        == []
    )
