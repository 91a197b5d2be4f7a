"""A full reasoner finds no contradiction, and would say so if there were one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import OWL, PROV, RDF, RDFS, Graph, URIRef

from servanda.turtle import read

from .modules import ROOT, SV, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
THING = URIRef("https://example.org/thing")
CONTRADICTIONS = [
    (SV.Signature, SV.Denunciation),
    (SV.Succession, SV.Withdrawal),
    (SV.Ratification, SV.Accession),
    (SV.LawSignature, SV.Denunciation),
    (SV.Denunciation, SV.Expulsion),
    (SV.Visit, SV.Norm),
    (SV.Resolution, SV.Claim),
    (SV.State, SV.Organisation),
]


@pytest.fixture(autouse=True)
def _java() -> None:
    if shutil.which("java"):
        return
    reason = "the reasoner needs Java: install default-jre-headless"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_ontology_is_consistent_and_every_class_can_have_members(tmp_path: Path) -> None:
    assert contradiction(tmp_path) is None


def test_sample_agrees_with_the_vocabularies_we_align_with(tmp_path: Path) -> None:
    assert contradiction(tmp_path, [*said_in("sample.ttl"), *said_in("outside.ttl")]) is None


def test_data_agree_with_the_ontology(tmp_path: Path) -> None:
    facts = [fact for path in (ROOT / "data").rglob("*.ttl") for fact in read(path)[0]]
    links = [fact for fact in facts if isinstance(fact[2], URIRef)]

    assert contradiction(tmp_path, [*links, *said_in("outside.ttl")]) is None


@pytest.mark.parametrize("pair", CONTRADICTIONS, ids=lambda p: " and ".join(map(_label, p)))
def test_contradiction_is_found(pair: tuple[URIRef, URIRef], tmp_path: Path) -> None:
    assert contradiction(tmp_path, [(THING, RDF.type, kind) for kind in pair]) == "inconsistent"


def test_class_without_possible_members_is_found(tmp_path: Path) -> None:
    wider = [(THING, RDFS.subClassOf, SV.Signature), (THING, RDFS.subClassOf, SV.Denunciation)]

    assert contradiction(tmp_path, [(THING, RDF.type, OWL.Class), *wider]) == "no members: thing"


def test_basis_is_no_derivation_in_the_sense_of_prov(tmp_path: Path) -> None:
    wrong = (SV.basis, RDFS.subPropertyOf, PROV.wasDerivedFrom)
    facts = [*said_in("sample.ttl"), *said_in("outside.ttl"), wrong]

    assert contradiction(tmp_path, facts) == "inconsistent"


def contradiction(folder: Path, more: Iterable[Any] = ()) -> str | None:
    """Say what is wrong with the ontology and *more* triples, in the words of the tests."""
    import owlready2

    graph = Graph()
    for triple in (*merged(), *more):
        graph.add(triple)
    graph.serialize(folder / "all.nt", format="nt", encoding="utf-8")
    owlready2.reasoning.JAVA_MEMORY = 600
    world = owlready2.World()
    with (folder / "all.nt").open("rb") as file:
        ontology = world.get_ontology("https://w3id.org/servanda/ontology#").load(fileobj=file)
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return "inconsistent"
    empty = sorted(kind.name for kind in world.inconsistent_classes() if kind.name != "Nothing")
    return f"no members: {', '.join(empty)}" if empty else None


def said_in(file: str) -> Graph:
    """Return the triples of a Turtle *file* beside this one."""
    return read(HERE / file)[0]


def _label(kind: URIRef) -> str:
    return str(kind).removeprefix(SV)
