"""A rule that a conclusion names did make something about it."""

from __future__ import annotations

import pytest

from queries import cases
from queries.test_rules import Recorder
from servanda.catalog import rules
from servanda.derive import derive

CASES = [
    "automatic-ends/each-event",
    "derived-by/each-kind",
    "obligations-with-exclusions",
    "residual-duties",
    "successions-reckoned",
    "vacancies",
]
NAMED = """
PREFIX sv: <https://w3id.org/servanda/ontology#>
SELECT ?thing ?rule WHERE { ?thing sv:derivedBy ?rule } ORDER BY ?thing ?rule
"""


@pytest.mark.parametrize("name", CASES)
def test_named_rule_made_it(name: str) -> None:
    place = cases.HERE / "derive" / name
    data = next(iter(sorted(place.rglob("data.ttl"))))
    recorder = Recorder(cases.filled([data]))
    derive(recorder)
    texts = {rule.name: rule.text.partition("\n")[0] for rule in rules() if not rule.same_as}
    made = {
        rule: {triple.subject.value for triple in recorder.made[line]}
        for rule, line in texts.items()
    }
    named = [
        (thing.value, rule.value.rpartition("/")[2])
        for thing, rule in recorder.select(NAMED).rows
        if thing and rule
    ]

    assert named
    assert [pair for pair in named if pair[0] not in made[pair[1]]] == []
