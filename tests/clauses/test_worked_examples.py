"""Each counting rule gives, for each of its worked examples, exactly the day that the example states."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, SKOS, Graph, URIRef

from oracle.counting import effect
from rulebook.run import derived
from servanda.prefixes import BASE
from servanda.turtle import read

from .library import DATA, FILES, SV, Example, examples, library, name, rules, texts, twin

if TYPE_CHECKING:
    from collections.abc import Iterator

TREATY = re.compile(
    r"\b(Convention|Covenant|Protocol|Agreement|Treaty|Statute|Charter|Constitution)\b"
)
CITED = re.compile(r"\b(Articles?\b|article on|clause on)")
COUNTED = """
PREFIX sv: <https://w3id.org/servanda/ontology#>
SELECT ?act ?counted ?earliest ?latest WHERE {
  ?end a sv:Ending ; sv:reckonedFrom ?act ; sv:underClause/sv:counting ?rule ;
    sv:clockEarliest ?clock ; sv:endsEarliest ?earliest ; sv:endsLatest ?latest .
  ?count sv:countedBy ?rule ; sv:countsFrom ?clock ; sv:takesEffectOn ?counted .
}
"""


def key(example: Example) -> str:
    """Return the name of an example: its rule and its number."""
    return "-".join(example.iri.rsplit("/", 2)[1:])


def world(example: Example) -> Iterator[str]:
    """Yield a treaty that counts by the rule, and a State that leaves it on the first day."""
    inst, act = f"{BASE}instrument/{key(example)}", f"{BASE}act/{key(example)}/AAA"
    begin = example.origin or example.starts.replace(year=example.starts.year - 8, day=1)
    yield f"<{inst}> a sv:Convention ; sv:consentsRecord sv:PartialRecord .\n"
    yield (
        f"<{inst}/clause-1> a sv:InstrumentEntryClause ; sv:governs <{inst}> ;"
        f' sv:clock sv:FixedDayClock ; sv:fixedDate "{begin}"^^xsd:date .\n'
    )
    yield f"<{inst}/clause-2> a sv:ConsentClause ; sv:governs <{inst}> ; sv:clock sv:DepositClock .\n"
    yield (
        f"<{inst}/clause-3> a sv:ExitClause ; sv:governs <{inst}> ; sv:clock sv:ReceiptClock ;"
        f" sv:counting <{example.rule}> .\n"
    )
    yield (
        f"<{act}/accession> a sv:Accession ; sv:by <{BASE}state/AAA> ; sv:instrument <{inst}> ;"
        f' sv:doneOn "{begin}"^^xsd:date .\n'
    )
    yield (
        f"<{act}/withdrawal> a sv:Withdrawal ; sv:by <{BASE}state/AAA> ; sv:instrument <{inst}> ;"
        f' sv:receivedOn "{example.starts}"^^xsd:date .\n'
    )


@cache
def by_rule_book() -> dict[str, tuple[str, ...]]:
    """Return, by example, what the stored rules count and on which day the exit takes effect."""
    turtle = "".join(path.read_text(encoding="utf-8") for path in FILES)
    turtle += f"<{BASE}state/AAA> a sv:State .\n"
    turtle += "".join(block for example in examples() for block in world(example))
    store, _ = derived(turtle)
    rows = store.select(COUNTED).rows
    values = [[cell.value if cell else "" for cell in row] for row in rows]
    return {act.rsplit("/", 3)[1]: tuple(days) for act, *days in values}


@cache
def in_use() -> set[URIRef]:
    """Return the counting rules that the clauses of real treaties use."""
    graph = Graph()
    for path in sorted((DATA / "instrument").glob("*.ttl")):
        graph += read(path)[0]
    return {rule for rule in graph.objects(None, SV.counting) if isinstance(rule, URIRef)}


@pytest.mark.parametrize("example", examples(), ids=key)
def test_stored_rules_give_the_stated_day(example: Example) -> None:
    counted, earliest, latest = by_rule_book()[key(example)]

    assert earliest == latest == str(example.results)
    if example.origin is None:
        assert counted == str(example.results)


@pytest.mark.parametrize("example", examples(), ids=key)
def test_twin_gives_the_stated_day(example: Example) -> None:
    assert effect(twin(example.rule), example.starts, example.origin) == example.results


@pytest.mark.parametrize("rule", rules(), ids=name)
def test_rule_has_two_examples_and_one_of_them_is_real(rule: URIRef) -> None:
    said = [
        str(library().value(one, RDFS.comment)) for one in library().subjects(SV.exampleOf, rule)
    ]

    assert len(said) > 1
    assert [text for text in said if not text.startswith("Edge: ")] != []


@pytest.mark.parametrize("rule", rules(), ids=name)
def test_rule_is_named_and_explained_in_both_languages(rule: URIRef) -> None:
    assert texts(rule, SKOS.prefLabel).keys() == {"en", "fr"}
    assert texts(rule).keys() == {"en", "fr"}


@pytest.mark.parametrize("rule", rules(), ids=name)
def test_rule_names_a_real_treaty_and_its_article(rule: URIRef) -> None:
    example = texts(rule, SKOS.example)["en"]

    assert rule in in_use() or TREATY.search(example)
    assert CITED.search(example)


def test_no_two_rules_count_alike() -> None:
    counted: dict[object, list[str]] = {}
    for rule in rules():
        counted.setdefault(twin(rule), []).append(name(rule))

    assert [names for names in counted.values() if len(names) > 1] == []


def test_every_example_belongs_to_a_rule_of_its_own_file() -> None:
    assert [one.iri for one in examples() if not one.iri.startswith(f"{one.rule}/example-")] == []
