"""Whoever knows only the outside vocabularies finds our things by them, because we say so."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from servanda.catalog import rules
from servanda.closure import closure
from servanda.turtle import read

from .modules import SV, merged, name

SAMPLE = Path(__file__).parent / "sample.ttl"
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
OWL_TIME = Namespace("http://www.w3.org/2006/time#")
BASE = Namespace("https://w3id.org/servanda/")
EX = Namespace("https://example.org/")
ETS126 = BASE["instrument/ets-126"]
ETS152 = BASE["instrument/ets-152"]
CPT = BASE["body/cpt"]
ARTICLE = EX["article-1"]
FOUNDATIONS = ("00-types", "01-superproperties", "02-inverses")
WIDER = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf}

# a question in outside words, something that it must find, and our term whose axiom answers it
FOUND = [
    ((None, RDF.type, ELI.LegalResource), ETS126, SV.Instrument),
    ((None, RDF.type, ELI.LegalResource), EX.law, SV.DomesticLaw),
    ((None, RDF.type, ELI.LegalResourceSubdivision), ARTICLE, SV.Provision),
    ((None, RDF.type, PROV.Activity), EX.ratification, SV.Act),
    ((None, RDF.type, PROV.Activity), EX.visit, SV.Act),
    ((None, RDF.type, PROV.Entity), EX.claim, SV.Claim),
    ((None, RDF.type, PROV.Entity), BASE["source/index"], SV.Source),
    ((None, RDF.type, ORG.Organization), BASE["organisation/coe"], SV.Organisation),
    ((None, RDF.type, ORG.FormalOrganization), CPT, SV.Body),
    ((None, RDF.type, ORG.Post), EX.seat, SV.Seat),
    ((None, RDF.type, ORG.Post), EX.presidency, SV.Office),
    ((None, RDF.type, ORG.Membership), EX.membership, SV.Membership),
    ((None, RDF.type, ORG.Membership), EX.tenure, SV.TermOfOffice),
    ((None, RDF.type, FOAF.Person), EX.person, SV.Person),
    ((None, RDF.type, SCHEMA.Country), BASE["state/RUS"], SV.State),
    ((None, RDF.type, OWL_TIME.ProperInterval), EX.interval, SV.StatusInterval),
    ((None, RDF.type, OWL_TIME.ProperInterval), EX.vacancy, SV.VacancyInterval),
    ((None, ELI.is_part_of, ETS126), ARTICLE, SV.ofInstrument),
    ((None, ELI.has_part, ARTICLE), ETS126, SV.hasProvision),
    ((None, ELI.amends, ETS126), ETS152, SV.amends),
    ((None, ELI.amended_by, ETS152), ETS126, SV.amendedBy),
    ((None, PROV.wasAssociatedWith, CPT), EX.visit, SV.by),
    ((None, PROV.wasInfluencedBy, EX.ratification), EX.interval, SV.basis),
    ((None, PROV.wasDerivedFrom, EX.clause), EX.reckoning, SV.underClause),
    ((None, ORG.postIn, CPT), EX.seat, SV.seatOf),
    ((None, ORG.postIn, CPT), EX.presidency, SV.officeOf),
    ((None, ORG.member, EX.person), EX.membership, SV.holder),
    ((None, ORG.member, EX.person), EX.tenure, SV.officeHolder),
]
Question = tuple[None, URIRef, URIRef]
by_question = pytest.mark.parametrize(
    ("question", "thing", "term"), FOUND, ids=[f"{name(q[1])}-{name(t)}" for q, _, t in FOUND]
)


@by_question
def test_outside_words_find_our_things(question: Question, thing: URIRef, term: URIRef) -> None:
    assert thing in set(known(without=None).subjects(*question[1:]))


@by_question
def test_without_its_axiom_they_do_not(question: Question, thing: URIRef, term: URIRef) -> None:
    assert thing not in set(known(without=term).subjects(*question[1:]))


def test_every_axiom_of_the_alignment_is_asked_for() -> None:
    aligned = {
        term
        for p in (RDFS.subClassOf, RDFS.subPropertyOf)
        for term, wider in merged().subject_objects(p)
        if str(term).startswith(SV) and not str(wider).startswith((str(SV), str(SKOS)))
    }

    assert aligned - {term for _, _, term in FOUND} == {SV.SeatInterval}


@cache
def known(without: URIRef | None) -> Graph:
    """Return the sample with all that follows, where *without* names no wider outside term."""
    graph = read(SAMPLE)[0]
    schema = _schema(without)
    graph += schema
    graph += _closed(schema)
    for rule in (rule for rule in rules() if rule.name in FOUNDATIONS):
        for s, p, o in list(graph.query(rule.text)):  # type: ignore[misc]
            graph.add((s, p, o))
    return graph


def _schema(without: URIRef | None) -> Graph:
    """Return the axioms on wider terms and inverses, save those of *without* on outside terms."""
    graph = Graph()
    for s, p, o in merged():
        if p in WIDER and (s != without or str(o).startswith(SV)):
            graph.add((s, p, o))
    for term in {*graph.subjects(), *graph.objects()}:
        if (term, RDF.type, OWL.ObjectProperty) in merged():
            graph.add((term, RDF.type, OWL.ObjectProperty))
    return graph


def _closed(schema: Graph) -> Graph:
    """Return what the package's own closure adds to *schema*."""
    graph = Graph()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "schema.ttl"
        schema.serialize(path, format="turtle")
        for s, p, o in closure([path]):
            graph.add((URIRef(s.value), URIRef(p.value), URIRef(o.value)))
    return graph
