"""The tests of the shapes notice each constraint: without it, or misspelt, one of them fails."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyshacl.errors import ConstraintLoadError
from rdflib import RDF, SH, BNode, Graph, URIRef

from shapes.harness import Finding, local, merged, shapes, targeted, validate_in_context
from shapes.rules import SAID, members, parts, reported, uses
from shapes.test_fixtures import CASES, findings, name
from shapes.test_lint import declared

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    Triple = tuple[Node, Node, Node]

pytestmark = pytest.mark.slow


def label(triple: Triple) -> str:
    """Return a name for *triple* that is the same in every process: a list has none of its own."""
    shape, parameter, value = triple
    said = "list" if isinstance(value, BNode) else (local(value) or str(value))[-24:]
    return f"{local(shape)}-{local(parameter)}-{said}"


def constraints_said() -> list[Triple]:
    """Return every statement of the shapes that constrains: one parameter of one shape."""
    return sorted(
        (
            triple
            for shape in reported() | parts()
            for triple in shapes().triples((shape, None, None))
            if triple[1] not in SAID
        ),
        key=label,
    )


@cache
def users() -> dict[Node, set[Node]]:
    """Return for each shape those whose constraints it is part of, itself included."""
    found: dict[Node, set[Node]] = {shape: {shape} for shape in reported() | parts()}
    for _ in range(4):
        for shape in list(found):
            for part in uses(shape):
                found.setdefault(part, {part}).update(found[shape])
    return found


@cache
def graph_of(case: Path) -> Graph:
    return merged([case])


def cases_for(shape: Node) -> list[Path]:
    """Return the fixtures that can tell *shape* from its absence, the likeliest first."""
    names = {local(user) for user in users()[shape]}
    owners = {one.partition("-")[0] for one in names}
    own = [case for case in CASES if case.parent.name in owners]
    return sorted(own, key=lambda case: not any(f".{one}." in f"{case.name}" for one in names))


def survives(mutant: Triple) -> bool:
    """Say whether every fixture is judged the same without the statement *mutant*."""
    likely = cases_for(mutant[0])
    others = [case for case in CASES if case not in likely]
    return all(judged_the_same(case, mutant) for case in (*likely, *others))


def judged_the_same(case: Path, mutant: Triple) -> bool:
    try:
        found = validate_in_context(graph_of(case), frozenset({mutant}))
    except ConstraintLoadError:
        return False  # the validator itself refuses shapes that lack this statement
    return verdict(found) == verdict(findings(case))


def verdict(found: frozenset[Finding]) -> set[tuple[str, str]]:
    return {(one.shape, one.component) for one in found}


@pytest.mark.parametrize("mutant", constraints_said(), ids=label)
def test_a_fixture_notices_when_it_is_gone(mutant: Triple) -> None:
    assert not survives(mutant), f"{name(cases_for(mutant[0])[0])} and the others see no difference"


def test_a_misspelt_parameter_is_no_term_of_shacl() -> None:
    """What SHACL would let pass in silence the linter finds: it knows every term of SHACL."""
    used = {parameter for _, parameter, _ in constraints_said() if isinstance(parameter, URIRef)}
    wrong = {URIRef(f"{SH}{local(one)[:-1]}{local(one)[-1] * 2}") for one in used}
    wrong |= {
        URIRef(f"{SH}{local(one).lower()}") for one in used if local(one) != local(one).lower()
    }

    assert {one for one in wrong if declared(one)} == set()


def test_a_target_is_noticed_when_it_is_gone() -> None:
    """Every shape with targets has a fixture that breaks it; without targets nothing is found."""
    broken = {found.shape for case in CASES for found in findings(case)}
    idle = {
        local(shape)
        for shape in targeted()
        if not broken
        & {local(shape), *(local(rule) for rule in shapes().objects(shape, SH.property))}
    }

    assert idle == set()


def test_lists_have_no_member_twice() -> None:
    heads = set(shapes().objects(None, SH["in"]))

    assert [head for head in heads if len(members(head)) != len(set(members(head)))] == []
    assert all((head, RDF.first, None) in shapes() for head in heads)
