"""Each invalid fixture breaks the one rule in its name; the valid ones break none.

``<NodeShape>/invalid.<Rule>[.variant].ttl`` and ``<NodeShape>/valid[.variant].ttl`` are read
together with ``context.ttl``. They are found by pattern: a new file is a new test.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from rdflib import SH, URIRef

from shapes.harness import (
    FIXTURES,
    SVSH,
    Finding,
    context,
    local,
    merged,
    ontology,
    shapes,
    targeted,
    targeting,
    validate,
    validate_in_context,
)
from shapes.rules import constraints

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted(FIXTURES.glob("*/*.ttl"))
INVALID = [case for case in CASES if case.name.startswith("invalid.")]


def name(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


@cache
def findings(case: Path) -> frozenset[Finding]:
    return validate_in_context(merged([case]))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_fixture_breaks_only_the_rule_it_names(case: Path) -> None:
    verdict, _, rest = case.stem.partition(".")
    expected = {rest.partition(".")[0]} if verdict == "invalid" else set()

    assert {finding.shape for finding in findings(case)} == expected


def test_fixtures_are_named_after_rules() -> None:
    verdicts = {case.stem.partition(".")[0] for case in CASES}
    rules = {(case.parent.name, case.stem.split(".")[1]) for case in INVALID}

    assert verdicts == {"valid", "invalid"}
    assert [rule for _, rule in sorted(rules) if (SVSH[rule], None, None) not in shapes()] == []
    assert [pair for pair in sorted(rules) if pair[0] != pair[1].partition("-")[0]] == []


@pytest.mark.parametrize("case", CASES[::45], ids=name)
def test_looking_at_the_nodes_touched_finds_all(case: Path) -> None:
    assert validate(context() + merged([case])) == findings(case)


def test_context_is_valid() -> None:
    assert validate(context()) == frozenset()


def test_ontology_may_be_validated_along() -> None:
    assert validate(context() + ontology()) == frozenset()


def test_every_constraint_has_a_fixture_that_breaks_it() -> None:
    broken = {(found.shape, found.component) for case in INVALID for found in findings(case)}

    assert sorted(constraints() - broken) == []


def test_every_shape_has_focus_nodes_in_valid_data() -> None:
    valid = merged([FIXTURES / "context.ttl", *(case for case in CASES if case not in INVALID)])
    busy = {shape for node in set(valid.subjects()) for shape in targeting(node, valid)}

    assert {local(shape) for shape in targeted() - busy} == {"DerivedFact", "DerivedThing"}


def test_severity_is_the_one_of_the_shape() -> None:
    stated = {local(s): local(o) for s, o in shapes().subject_objects(SH.severity)}

    assert all(
        found.severity == stated[found.shape] for case in INVALID for found in findings(case)
    )


def test_messages_have_no_gaps() -> None:
    messages = {found.message for case in INVALID for found in findings(case)}

    assert not [message for message in messages if "{" in message or message in {"", "None"}]


def test_two_states_with_one_code_are_both_found() -> None:
    case = FIXTURES / "State" / "invalid.State-isoAlpha3Once.ttl"

    assert {URIRef(found.focus).rpartition("/")[2] for found in findings(case)} == {"GRC", "GRC-2"}
