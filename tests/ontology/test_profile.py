"""The ontology keeps to OWL 2 DL, as far as that can be seen triple by triple."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Literal, URIRef, namespace

from servanda.turtle import read

from .modules import ROOT, merged, name, of_type

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = of_type(OWL.Class)
OBJECT = of_type(OWL.ObjectProperty)
DATA = of_type(OWL.DatatypeProperty)
ANNOTATION = of_type(OWL.AnnotationProperty)
INDIVIDUALS = of_type(OWL.NamedIndividual)
KINDS = {
    "class": CLASSES,
    "object property": OBJECT,
    "data property": DATA,
    "annotation property": ANNOTATION,
    "individual": INDIVIDUALS,
}
BUILT_IN = {OWL.versionInfo, OWL.versionIRI, OWL.disjointWith, OWL.inverseOf} | {
    RDF.type,
    RDFS.domain,
    RDFS.isDefinedBy,
    RDFS.range,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
}
# Datatypes of the OWL 2 map in use here: xsd:date and its kin are not among them.
DATATYPES = {namespace.XSD[t] for t in ("anyURI", "boolean", "integer", "string")}
AXIOMS = {
    RDFS.subClassOf: [(CLASSES, CLASSES)],
    OWL.disjointWith: [(CLASSES, CLASSES)],
    RDFS.subPropertyOf: [(OBJECT, OBJECT), (DATA, DATA)],
    OWL.inverseOf: [(OBJECT, OBJECT)],
    RDFS.domain: [(OBJECT | DATA, CLASSES)],
    RDFS.range: [(OBJECT, CLASSES), (DATA, DATATYPES)],
}


def test_no_blank_nodes() -> None:
    assert {term for triple in merged() for term in triple if isinstance(term, BNode)} == set()


@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)))
def test_nothing_is_of_two_kinds(one: str, other: str) -> None:
    assert KINDS[one] & KINDS[other] == set()


@pytest.mark.parametrize("axiom", AXIOMS, ids=name)
def test_axiom_relates_declared_things_of_the_right_kind(axiom: URIRef) -> None:
    stated = list(merged().subject_objects(axiom))
    right = [pair for pair in stated for a, b in AXIOMS[axiom] if pair[0] in a and pair[1] in b]

    assert set(stated) == set(right)


def test_every_predicate_is_declared() -> None:
    used = set(merged().predicates())

    assert used - OBJECT - DATA - ANNOTATION - BUILT_IN == set()


def test_facts_about_individuals_fit_the_property() -> None:
    facts = [(s, p, o) for s, p, o in merged() if p in OBJECT | DATA]

    assert {s for s, _, _ in facts} <= INDIVIDUALS
    assert {o for _, p, o in facts if p in OBJECT} <= INDIVIDUALS
    assert [fact for fact in facts if fact[1] in DATA and not isinstance(fact[2], Literal)] == []


def test_individuals_belong_to_declared_classes() -> None:
    types = {kind for one in INDIVIDUALS for kind in merged().objects(one, RDF.type)}

    assert types - {OWL.NamedIndividual} <= CLASSES
    assert {*merged().subjects(RDF.type, SKOS.Concept)} <= INDIVIDUALS


def test_no_class_is_wider_than_itself_by_a_detour() -> None:
    pairs = list(merged().subject_objects(RDFS.subClassOf))
    back = [(c, d) for c, d in pairs if c in set(merged().transitive_objects(d, RDFS.subClassOf))]

    assert back == []


@pytest.mark.parametrize("folder", sorted((ROOT / "data").iterdir()), ids=lambda path: path.name)
def test_data_use_words_as_declared(folder: Path) -> None:
    facts = [fact for path in folder.rglob("*.ttl") for fact in read(path)[0]]
    words = CLASSES | OBJECT | DATA | ANNOTATION
    links = [o for _, p, o in facts if p in OBJECT]

    assert {o for _, p, o in facts if p == RDF.type} <= CLASSES
    assert {p for _, p, _ in facts} - {
        RDF.type,
        RDFS.label,
        RDFS.comment,
    } <= OBJECT | DATA | ANNOTATION
    assert [o for o in links if o in words or isinstance(o, Literal)] == []
    assert [o for _, p, o in facts if p in DATA and not isinstance(o, Literal)] == []
