"""Every answer on the shipped data has a proof down to recorded acts, each with its source."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from servanda.build import built
from servanda.store import Store

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sv: <https://w3id.org/servanda/ontology#>
"""
ANSWERS = """
SELECT DISTINCT ?thing WHERE {
  { ?thing a sv:StatusInterval } UNION { ?thing a sv:Obligation } UNION { ?thing a sv:SeatInterval }
  UNION { ?thing a sv:VacancyInterval } UNION { ?thing a sv:PairException }
}"""
DERIVED = "SELECT DISTINCT ?thing WHERE { ?thing sv:derivedBy ?rule }"
ACTS = "SELECT DISTINCT ?thing WHERE { ?thing a sv:Act MINUS { ?thing sv:derivedBy ?rule } }"
FOUNDED = """
SELECT DISTINCT ?thing WHERE {
  { ?thing dcterms:source ?source } UNION { ?thing sv:confidence sv:FromMemory }
  UNION { ?claim sv:about ?thing ; dcterms:source ?source }
}"""
TIES = "SELECT ?thing ?ground WHERE { ?thing sv:basis ?ground }"
SIDES = """
SELECT DISTINCT ?thing WHERE {{
  ?thing a sv:StatusInterval ; sv:{bound} ?day . ?thing sv:{side} ?ground
}}"""
BOUNDED = "SELECT DISTINCT ?thing WHERE {{ ?thing a sv:StatusInterval ; sv:{bound} ?day }}"


@cache
def store() -> Store:
    return built(remark=lambda _: None)


@cache
def things(query: str) -> frozenset[str]:
    """Return the IRIs that *query* finds."""
    return frozenset(one for one in store().select(PREFIXES + query).column("thing") if one)


@cache
def ties() -> dict[str, list[str]]:
    """Return the grounds of each conclusion."""
    found: dict[str, list[str]] = defaultdict(list)
    for thing, ground in store().select(PREFIXES + TIES).rows:
        if thing is not None and ground is not None:
            found[thing.value].append(ground.value)
    return found


def order() -> list[str]:
    """Return the conclusions, each after its grounds; fails where there is a circle."""
    done: dict[str, bool] = {}
    for start in sorted(ties()):
        stack = [(start, False)]
        while stack:
            one, ready = stack.pop()
            if ready:
                done[one] = True
            elif one not in done:
                done[one] = False
                stack.append((one, True))
                below = [ground for ground in ties().get(one, []) if not done.get(ground)]
                assert not [g for g in below if g in done and (g, True) in stack], one
                stack.extend((ground, False) for ground in below)
    return list(done)


def test_no_proof_goes_in_a_circle() -> None:
    assert set(order()) >= things(ANSWERS)


def test_every_answer_rests_on_a_recorded_act() -> None:
    reaches = set(things(ACTS))
    growing = True
    while growing:
        more = {one for one, below in ties().items() if one not in reaches and reaches & {*below}}
        reaches |= more
        growing = bool(more)

    assert len(things(ANSWERS)) > 0
    assert things(ANSWERS) - reaches == set()


def test_what_is_derived_has_grounds() -> None:
    used = set(ties()) | {ground for below in ties().values() for ground in below}

    assert (used & things(DERIVED)) - set(ties()) == set()
    assert things(ANSWERS) <= things(DERIVED) & set(ties())


def test_recorded_acts_have_a_source_or_say_that_they_have_none() -> None:
    used = {ground for below in ties().values() for ground in below} & things(ACTS)

    assert len(used) > 0
    assert used - things(FOUNDED) == set()


@pytest.mark.parametrize(
    ("bound", "side"), [("beginEarliest", "beginsBecause"), ("endEarliest", "endsBecause")]
)
def test_each_end_of_a_status_has_its_own_grounds(bound: str, side: str) -> None:
    bounded = things(BOUNDED.format(bound=bound))

    assert len(bounded) > 0
    assert bounded - things(SIDES.format(bound=bound, side=side)) == set()
