"""Every term says what it means, and every word that is used is declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, URIRef, namespace

from servanda.turtle import canonical, read

from .modules import FILES, IRI, ROOT, SV, merged, name, of_type, ours

if TYPE_CHECKING:
    from pathlib import Path

DESCRIBED = [(p, tag) for p in (SKOS.prefLabel, SKOS.definition) for tag in ("en", "fr")]
HEADER = [
    DCTERMS.bibliographicCitation,
    DCTERMS.created,
    DCTERMS.creator,
    DCTERMS.license,
    DCTERMS.modified,
    OWL.versionInfo,
    OWL.versionIRI,
    VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
]
VOCABULARIES = {
    str(vars(namespace)[short]): vars(namespace)[short]
    for short in (
        *("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF"),
        *("RDFS", "SDO", "SKOS", "TIME", "VANN", "XSD"),
    )
}
OUR_WORD = re.compile(rf"(?<![\w:])sv:([A-Za-z]\w*)|{re.escape(SV)}([A-Za-z]\w*)")
DATES = sorted(of_type(OWL.DatatypeProperty) & set(merged().subjects(SV.earliestProperty)))
CONSENTS = of_type(OWL.Class) & set(merged().transitive_subjects(RDFS.subClassOf, SV.Consent))
EXITS = of_type(OWL.Class) & set(merged().transitive_subjects(RDFS.subClassOf, SV.Exit))


@pytest.mark.parametrize("term", ours(), ids=name)
def test_term_has_a_name_and_a_meaning_in_both_languages(term: URIRef) -> None:
    said = [(p, getattr(o, "language", None)) for p, o in merged().predicate_objects(term)]

    assert [said.count(pair) for pair in DESCRIBED] == [1, 1, 1, 1]
    assert merged().value(term, RDFS.isDefinedBy) == IRI


@pytest.mark.parametrize("term", ours(), ids=name)
def test_definition_is_one_sentence(term: URIRef) -> None:
    definitions = [str(text) for text in merged().objects(term, SKOS.definition)]

    assert [text for text in definitions if not re.fullmatch(r"[A-ZÀÉÊ].*[^.]\.", text)] == []
    assert [text for text in definitions if re.search(r"[.?!] [A-ZÀÉÊ]", text)] == []


@pytest.mark.parametrize("space", VOCABULARIES)
def test_foreign_terms_exist(space: str) -> None:
    used = {str(term) for triple in merged() for term in triple if str(term).startswith(space)}

    assert {term for term in used - {space} if term not in VOCABULARIES[space]} == set()


@pytest.mark.parametrize("folder", ["ontology", "queries", "shapes", "data", "scripts"])
def test_words_used_are_declared(folder: str) -> None:
    files = [p for p in (ROOT / folder).rglob("*") if p.suffix in {".ttl", ".rq", ".py"}]
    declared = {name(term) for term in ours()}

    assert {(word, p.name) for p in files for word in _words(p) - declared} == set()


def test_header_is_complete() -> None:
    header = merged()

    assert [p for p in HEADER if len(list(header.objects(IRI, p))) != 1] == []
    for p in (DCTERMS.title, DCTERMS.description):
        assert sorted(getattr(o, "language", "") for o in header.objects(IRI, p)) == ["en", "fr"]
    version = header.value(IRI, OWL.versionInfo)
    assert header.value(IRI, OWL.versionIRI) == URIRef(f"{IRI}/{version}")
    assert str(header.value(IRI, VANN.preferredNamespaceUri)) == str(SV)
    assert set(header.objects(None, OWL.imports)) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_file_is_canonical_and_says_who_wrote_it(path: Path) -> None:
    graph, comment = read(path)

    assert re.fullmatch(r"# .+ Written by hand\.", comment or "")
    assert canonical(graph, comment) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("term", sorted(of_type(SKOS.Concept)), ids=name)
def test_kind_belongs_to_one_class_and_its_scheme(term: URIRef) -> None:
    kinds = set(merged().objects(term, RDF.type)) - {SKOS.Concept, OWL.NamedIndividual}

    assert len(kinds) == 1
    assert (kinds.pop(), RDFS.subClassOf, SKOS.Concept) in merged()
    assert merged().value(merged().value(term, SKOS.inScheme), RDF.type) is not None


def test_each_status_has_a_notation_of_its_own() -> None:
    statuses = list(merged().subjects(RDF.type, SV.StatusKind))
    notations = {merged().value(status, SKOS.notation) for status in statuses}

    assert None not in notations
    assert len(notations) == len(statuses) > 0


@pytest.mark.parametrize("date", DATES, ids=name)
def test_date_has_bounds_in_data_and_derived(date: URIRef) -> None:
    stated = [merged().value(date, p) for p in (SV.notBeforeProperty, SV.notAfterProperty)]
    derived = [merged().value(date, p) for p in (SV.earliestProperty, SV.latestProperty)]

    assert {*stated, *derived} <= of_type(OWL.DatatypeProperty)
    assert [(p, SV.derivedTerm, None) in merged() for p in stated + derived] == [False] * 2 + [
        True
    ] * 2


@pytest.mark.parametrize("kind", sorted(CONSENTS), ids=name)
def test_consent_opens_party_status(kind: URIRef) -> None:
    assert merged().value(kind, SV.opens) == SV.PartyStatus


@pytest.mark.parametrize("kind", sorted(EXITS), ids=name)
def test_exit_closes_party_status(kind: URIRef) -> None:
    assert merged().value(kind, SV.closes) == SV.PartyStatus


def _words(path: Path) -> set[str]:
    """Return the local names of our terms in the text of the file at *path*."""
    found = OUR_WORD.findall(path.read_text(encoding="utf-8"))
    return {short or full for short, full in found}
