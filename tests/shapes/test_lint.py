"""A linter for the shapes: what SHACL lets pass in silence is an error here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
import rdflib
import re2  # type: ignore[import-untyped]
from rdflib import RDF, RDFS, SH, BNode, URIRef

from servanda.turtle import canonical, read
from shapes import lists
from shapes.harness import ROOT, SV, SVSH, local, ontology, shapes
from shapes.rules import constraints, members, parts, reported, uses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

VOCABULARIES: tuple[Any, ...] = (
    rdflib.DCTERMS,
    rdflib.OWL,
    RDF,
    RDFS,
    SH,
    rdflib.SKOS,
    rdflib.XSD,
)
FILES = sorted((ROOT / "shapes").glob("*.ttl"))
RULES = sorted({shape for shape in reported() if local(shape) in dict(constraints())}, key=str)
QUERIES = sorted(shapes().subjects(RDF.type, SH.SPARQLConstraint), key=str)
PREFIXES = "".join(
    f"PREFIX {shapes().value(declared, SH.prefix)}: <{shapes().value(declared, SH.namespace)}>\n"
    for declared in shapes().objects(None, SH.declare)
)


def query(constraint: Node) -> str:
    return str(shapes().value(constraint, SH.select))


def messages(shape: Node) -> list[Node]:
    said = list(shapes().objects(shape, SH.message))
    for constraint in shapes().objects(shape, SH.sparql):
        said += shapes().objects(constraint, SH.message)
    return said


def predicates(path: Node) -> Iterator[Node]:
    """Yield the predicates in a SHACL path."""
    if isinstance(path, URIRef):
        yield path
        return
    for predicate, value in shapes().predicate_objects(path):
        if predicate == SH.alternativePath:
            for member in members(value):
                yield from predicates(member)
        elif str(predicate).startswith(str(SH)):
            yield from predicates(value)
        elif predicate == RDF.first:
            for member in members(path):
                yield from predicates(member)


def declared(term: Node) -> bool:
    """Tell whether *term* is a term of the ontology or of the vocabulary it claims to be from."""
    if str(term).startswith(SV):
        return (term, RDF.type, None) in ontology()
    return any(str(term).startswith(str(space)) and term in space for space in VOCABULARIES)


def test_every_shacl_term_exists() -> None:
    used = {term for triple in shapes() for term in triple if str(term).startswith(str(SH))}

    assert sorted(local(term) for term in used if not declared(term)) == []


def test_every_path_and_class_is_declared() -> None:
    named = {term for path in shapes().objects(None, SH.path) for term in predicates(path)}
    for parameter in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "class", "datatype"):
        named.update(shapes().objects(None, SH[parameter]))
    for parameter in ("hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals"):
        named.update(o for o in shapes().objects(None, SH[parameter]) if isinstance(o, URIRef))
    for head in shapes().objects(None, SH["in"]):
        named.update(member for member in members(head) if isinstance(member, URIRef))

    assert sorted(str(term) for term in named if not declared(term)) == []


@pytest.mark.parametrize("constraint", QUERIES, ids=local)
def test_query_is_portable(constraint: Node) -> None:
    text = query(constraint)

    assert list(shapes().objects(constraint, SH.prefixes)) == [URIRef(str(SVSH).rstrip("#"))]
    pyoxigraph.Store().query(PREFIXES + text)
    assert not re.search(r"\b(VALUES|MINUS|SERVICE|GRAPH|NOW|FROM)\b", text)
    assert not [name for name in re.findall(r"\bsv:(\w+)", text) if not declared(SV[name])]
    assert text.startswith("SELECT ")
    assert "$this" in text.partition("WHERE")[0]


def test_placeholders_in_messages_are_selected() -> None:
    wrong = []
    for constraint in QUERIES:
        selected = set(re.findall(r"\?(\w+)", query(constraint).partition("WHERE")[0]))
        for message in shapes().objects(constraint, SH.message):
            wrong += [
                local(constraint)
                for v in re.findall(r"{\?(\w+)}", str(message))
                if v not in selected
            ]

    assert wrong == []


@pytest.mark.parametrize("pattern", sorted(set(map(str, shapes().objects(None, SH.pattern)))))
def test_pattern_runs_in_linear_time(pattern: str) -> None:
    re2.compile(pattern)
    re.compile(pattern)


@pytest.mark.parametrize("shape", RULES, ids=local)
def test_rule_says_how_to_fix_and_why(shape: Node) -> None:
    said = messages(shape)
    why = list(shapes().objects(shape, RDFS.comment))

    assert [getattr(text, "language", None) for text in said] == ["en"]
    assert str(said[0]).endswith((".", "?"))
    assert [getattr(text, "language", None) for text in why] == ["en"]
    assert str(why[0]).endswith(".")
    assert len(list(shapes().objects(shape, SH.severity))) == 1


def test_operands_are_shapes_and_are_used() -> None:
    typed = {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes().subjects(RDF.type, kind)
    }
    used = {operand for shape in typed for operand in uses(shape)}

    assert sorted(str(operand) for operand in used - typed) == []
    assert sorted(local(part) for part in parts() - used) == []
    assert not [part for part in parts() if messages(part)]


def test_no_shape_mentions_itself() -> None:
    def below(shape: Node, above: tuple[Node, ...]) -> None:
        assert shape not in above, [local(step) for step in (*above, shape)]
        for operand in uses(shape):
            below(operand, (*above, shape))

    for shape in reported():
        below(shape, ())


def test_rules_are_named_after_the_shape_they_belong_to() -> None:
    owned = [
        (local(node), local(rule))
        for node, rule in shapes().subject_objects(SH.property)
        if node in reported()
    ]

    assert [pair for pair in owned if not pair[1].startswith(pair[0] + "-")] == []
    assert len({rule for _, rule in owned}) == len(owned)


def test_only_lists_and_paths_have_no_name() -> None:
    allowed = {RDF.first, RDF.rest, SH.inversePath, SH.alternativePath, SH.zeroOrMorePath}
    nameless = {p for s, p, _ in shapes() if isinstance(s, BNode)}

    assert nameless <= allowed


def test_lists_follow_the_ontology() -> None:
    stale = [path.name for path in lists.stale()]

    assert stale == [], "the ontology has changed: run `python tests/shapes/lists.py`"


def targets(shape: str, parameter: str) -> set[Node]:
    return set(shapes().objects(SVSH[shape], SH[parameter]))


def test_every_recorded_thing_has_a_source_or_needs_none() -> None:
    sourced = targets("Sourced", "targetClass")
    concepts = set(ontology().subjects(RDFS.subClassOf, rdflib.SKOS.Concept))
    apart = {
        kind
        for kind in lists.classes(derived=False) - concepts
        if not sourced.intersection(ontology().transitive_objects(kind, RDFS.subClassOf))
    }

    assert sourced == targets("Sourced-source", "targetClass")
    # an assertion has the source of the statement that makes it
    assertions = set(ontology().transitive_subjects(RDFS.subClassOf, SV.Assertion))
    assert assertions - {SV.Assertion} <= apart
    assert {local(kind) for kind in apart - assertions} == {
        "Actor",
        "CountingRule",
        "Person",
        "Role",
        "Source",
    }


def test_everything_that_an_answer_names_has_a_name() -> None:
    assert {local(kind) for kind in targets("Labelled", "targetClass")} == {
        "Body",
        "CountingRule",
        "DomesticLaw",
        "Instrument",
        "Office",
        "Organisation",
        "Person",
        "Provision",
        "Role",
        "Source",
        "State",
        "StateClass",
        "Territory",
    }


@pytest.mark.parametrize("kind", ["ExitClause", "InstrumentEntryClause", "SurvivalClause"])
def test_parameters_belong_to_their_kind_of_clause(kind: str) -> None:
    own = set(ontology().subjects(RDFS.domain, SV[kind]))
    own |= {SV.postponedBy} if kind == "ExitClause" else set()

    assert targets(f"{kind}-only", "targetSubjectsOf") == own


def test_texts_are_targets_of_their_own_rules() -> None:
    ruled = {shapes().value(rule, SH.path) for rule in shapes().objects(SVSH.Text, SH.property)}

    assert targets("Text", "targetSubjectsOf") == ruled


def test_dates_follow_the_ontology() -> None:
    stated = (SV.notBeforeProperty, SV.notAfterProperty)
    dates = {date for predicate in stated for date in ontology().subjects(predicate)}
    dates |= {bound for predicate in stated for bound in ontology().objects(None, predicate)}
    checked = set(shapes().objects(SVSH.Date, SH.targetSubjectsOf))
    for rule in ("Date-form", "Date-zone", "Date-placeholder"):
        path = shapes().value(SVSH[rule], SH.path)
        assert path is not None
        assert set(predicates(path)) == checked

    assert sorted(local(date) for date in dates - checked) == []


def test_choices_follow_the_ontology() -> None:
    wrong = []
    for rule, kind in (
        ("Source-sourceKind", "SourceKind"),
        ("Sourced-confidence", "Confidence"),
        ("Norm-normKind", "NormKind"),
        ("Instrument-openTo", "Openness"),
        ("Instrument-consentsRecord", "RecordCompleteness"),
        ("Seat-holdersRecord", "RecordCompleteness"),
        ("Body-composition", "Composition"),
        ("Visit-visitType", "VisitType"),
        ("CountingRule-rounding", "Rounding"),
        ("Clause-declaredDate", "DeclaredDateRule"),
        ("ExitClause-prematureNotice", "PrematureNoticeRule"),
        ("SurvivalClause-survives", "Survival"),
        ("ObjectionClause-objectionConsequence", "ObjectionConsequence"),
        ("is-a-status", "StatusKind"),
    ):
        head = shapes().value(SVSH[rule], SH["in"])
        assert head is not None
        if set(members(head)) != set(ontology().subjects(RDF.type, SV[kind])):
            wrong.append(rule)

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_canonical(path: Path) -> None:
    assert canonical(*read(path)) == path.read_text(encoding="utf-8")
