"""A proof in the words of PROV-O, for programs that know no other.

A conclusion is a ``prov:Entity`` that a derivation generated and that was derived from its grounds;
the derivation is a ``prov:Activity`` that used them, with the stored rules as its plans. A recorded
act is itself an activity, so the derivation is informed by it and the conclusion influenced by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.explain.tree import rule_summaries
from servanda.explain.words import said
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES
from servanda.store import Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servanda.explain.parts import Node, Proof

__all__ = ["as_prov"]

_TYPE = Term("iri", PREFIXES["rdf"] + "type")
_LABEL = Term("iri", PREFIXES["rdfs"] + "label")
_SOURCE = Term("iri", PREFIXES["dcterms"] + "source")
_TITLE = Term("iri", PREFIXES["skos"] + "prefLabel")
_SOFTWARE = Term("iri", f"{BASE}software")


def as_prov(proofs: Iterable[Proof]) -> frozenset[Triple]:
    """Return the *proofs* as triples; days are ``xsd:date``, no node is blank."""
    found: set[Triple] = set()
    rules: set[str] = set()
    for proof in proofs:
        for node in proof.walk():
            found.update(_described(node))
            found.update(_derived(node, proof))
            rules.update(node.rules)
    for name, summary in rule_summaries(rules).items():
        rule = _rule(name)
        found.add(Triple(rule, _TYPE, _prov("Plan")))
        found.add(Triple(rule, _TYPE, _prov("Entity")))
        found.add(Triple(rule, _LABEL, Term("literal", f"{name}: {summary}", language="en")))
    found.add(Triple(_SOFTWARE, _TYPE, _prov("SoftwareAgent")))
    found.add(Triple(_SOFTWARE, _LABEL, Term("literal", "servanda")))
    return frozenset(found)


def _described(node: Node) -> Iterator[Triple]:
    """Return what *node* is, what is said of it, and where that comes from."""
    thing = Term("iri", node.iri)
    yield Triple(thing, _TYPE, _prov("Activity" if _is_act(node) else "Entity"))
    yield Triple(thing, _LABEL, Term("literal", said(node), language="en"))
    for kind in node.types[:1]:
        yield Triple(thing, _TYPE, Term("iri", ONTOLOGY + kind))
    for name, values in node.facts.items():
        for one in values:
            yield Triple(thing, Term("iri", ONTOLOGY + name), one.term)
    for source in node.sources:
        yield Triple(thing, _SOURCE, source.term)
        yield Triple(source.term, _TYPE, _prov("Entity"))
        if source.name:
            yield Triple(source.term, _TITLE, Term("literal", source.name, language="en"))
        if not _is_act(node):
            yield Triple(thing, _prov("hadPrimarySource"), source.term)


def _derived(node: Node, proof: Proof) -> Iterator[Triple]:
    """Return how *node* was derived; nothing for what is recorded."""
    if node.asserted:
        return
    thing = Term("iri", node.iri)
    derivation = Term("iri", f"{BASE}derivation/{node.iri.removeprefix(BASE)}")
    yield Triple(derivation, _TYPE, _prov("Activity"))
    yield Triple(derivation, _prov("wasAssociatedWith"), _SOFTWARE)
    yield Triple(thing, _prov("wasGeneratedBy"), derivation)
    for name in node.rules:
        association = Term("iri", f"{derivation.value}/by/{name}")
        yield Triple(derivation, _prov("qualifiedAssociation"), association)
        yield Triple(association, _TYPE, _prov("Association"))
        yield Triple(association, _prov("agent"), _SOFTWARE)
        yield Triple(association, _prov("hadPlan"), _rule(name))
    for tie in node.grounds:
        ground = Term("iri", tie.ground)
        is_act = _is_act(proof.nodes[tie.ground])
        yield Triple(derivation, _prov("wasInformedBy" if is_act else "used"), ground)
        yield Triple(thing, _prov("wasInfluencedBy" if is_act else "wasDerivedFrom"), ground)


def _is_act(node: Node) -> bool:
    """Say whether *node* is something that was done, an activity in PROV."""
    return "Act" in node.types and node.asserted


def _prov(name: str) -> Term:
    return Term("iri", PREFIXES["prov"] + name)


def _rule(name: str) -> Term:
    return Term("iri", f"{BASE}rule/{name}")
