"""What every stored query keeps to, so that it reads well and means the same on every engine."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from queries import cases, scope, traps
from servanda import build, catalog
from servanda.prefixes import ONTOLOGY
from servanda.sparql import bind, marked
from servanda.store import Term, check_sparql, fresh

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.plugins.sparql.parserutils import CompValue

QUERIES = sorted((catalog.home() / "queries").glob("*/*.rq"))
WITH_BODY = [path for path in QUERIES if catalog.read_query(path).same_as is None]
TABLES = [path for path in QUERIES if path.parent.name != "derive"]
FIELDS = {
    "ask": {"title", "summary", "description", "tags", "parameters"},
    "audit": {"title", "summary", "description", "tags", "expect"},
    "check": {"title", "summary", "description", "tags"},
    "derive": {"summary", "description", "tags", "parameters", "per", "same-as"},
}
OF_PARAMETER = {"type", "required", "default", "description"}
_DATE = "http://www.w3.org/2001/XMLSchema#date"
SAMPLES = {
    "date": Term("literal", "2000-02-29", _DATE),
    "string": Term("literal", "text"),
    "integer": Term("literal", "1", "http://www.w3.org/2001/XMLSchema#integer"),
}
HIDDEN = re.compile(r'"[^"\n]*"|<[^<>\s]*>|#[^\n]*')
BANNED = {
    "a graph, service or dataset of its own": r"\b(GRAPH|SERVICE|FROM|LOAD)\b",
    "a clock or chance": r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(",
    "a duration": r"[dD]uration|\b(TIMEZONE|TZ)\s*\(",
    "<= or >=: on dates engines differ; write !(… > …)": r"<=|>=",
    "a number in a list: terms, not values, are compared": r"\bIN\s*\([^)]*\d",
    "a plain text with a datatype": r"\^\^\s*xsd:string",
    "every column": r"SELECT\s+(DISTINCT\s+)?\*",
    "rows by their place": r"\b(LIMIT|OFFSET|SAMPLE)\b",
}

each_query = pytest.mark.parametrize("path", QUERIES, ids=lambda p: f"{p.parent.name}/{p.stem}")
each_body = pytest.mark.parametrize("path", WITH_BODY, ids=lambda p: f"{p.parent.name}/{p.stem}")
each_table = pytest.mark.parametrize("path", TABLES, ids=lambda p: f"{p.parent.name}/{p.stem}")


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def bare(path: Path) -> str:
    """Return the query without texts, IRIs and comments."""
    return HIDDEN.sub(lambda hidden: hidden[0][:1], text(path))


@cache
def header(path: Path) -> dict[str, Any]:
    lines = [line[2:] for line in text(path).splitlines() if line.startswith("#+")]
    read: dict[str, Any] = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
    return read


@cache
def declared() -> frozenset[str]:
    """Return the names that the ontology says something of."""
    store = fresh()
    for path in build.ontology_files():
        store.load(path)
    return frozenset(one.subject.value for one in store.dump(derived=False))


def our_terms(root: CompValue) -> set[str]:
    return {term for term in traps.named_terms(root) if term.startswith(ONTOLOGY)}


def sample(path: Path) -> str:
    """Return the query with a value for each parameter."""
    query = catalog.read_query(path)
    values = {
        name: SAMPLES.get(told.type, Term("iri", "https://example.org/a"))
        for name, told in query.parameters.items()
    }
    if query.per:
        values[query.per.removeprefix("sv:")] = SAMPLES["integer"]
    return bind(query.text, values)


@each_query
def test_file_opens_with_its_header(path: Path) -> None:
    assert text(path).startswith("#+ ")
    assert text(path).endswith("\n")
    assert "\n#+" not in text(path).partition("\n\n")[2]


@each_query
def test_header_has_known_fields(path: Path) -> None:
    parameters = header(path).get("parameters", {})

    assert set(header(path)) <= FIELDS[path.parent.name]
    assert [name for name, told in parameters.items() if not {*told} <= OF_PARAMETER] == []
    assert [name for name, told in parameters.items() if not told.get("description")] == []


@each_query
def test_header_says_what_and_why(path: Path) -> None:
    assert re.fullmatch(r"[^\n]{10,160}[.?]", header(path)["summary"])
    assert header(path)["description"].strip()
    assert header(path)["tags"]
    assert path.parent.name == "derive" or header(path)["title"]


@each_table
def test_question_ends_with_a_question_mark(path: Path) -> None:
    assert header(path)["summary"].endswith("?")


@each_body
def test_marks_are_the_parameters_of_the_header(path: Path) -> None:
    query = catalog.read_query(path)
    run = {query.per.removeprefix("sv:")} if query.per else set()

    assert marked(query.text) == {*query.parameters} | run


@each_body
def test_strict_parser_reads_it(path: Path) -> None:
    check_sparql(text(path), path)
    check_sparql(sample(path), path)


@each_body
def test_second_parser_reads_it(path: Path) -> None:
    scope.algebra(text(path))


@each_body
def test_it_does_without_what_engines_differ_on(path: Path) -> None:
    found = {what: re.findall(pattern, bare(path)) for what, pattern in BANNED.items()}

    assert {what: texts for what, texts in found.items() if texts} == {}


@each_body
def test_having_uses_no_alias(path: Path) -> None:
    aliases = set(re.findall(r"\bAS\s+\?(\w+)", bare(path)))
    conditions = re.findall(r"\bHAVING\b([^{}]*)", bare(path))

    assert {name for one in conditions for name in re.findall(r"\?(\w+)", one)} & aliases == set()


@each_body
def test_each_part_says_what_it_seems_to_say(path: Path) -> None:
    root = scope.algebra(sample(path))
    found = {
        "a BIND inside NOT EXISTS": traps.bound_in_not_exists(root),
        "a sum without parentheses": traps.long_sums(root),
        "an aggregate of what may have no value": traps.unsafe_aggregates(root),
        "a variable used where it has no value": traps.out_of_scope(root),
        "a grouped sub-select without FILTER(BOUND(…)) in braces of its own": traps.unguarded_groups(
            root
        ),
        "a name used inside a sub-select and, for another thing, outside": traps.shared_hidden_names(
            root
        ),
        "a MINUS that takes nothing away": traps.blind_minus(root),
        "a term that the ontology does not declare": our_terms(root) - declared(),
    }

    assert {what: where for what, where in found.items() if where} == {}


def test_words_of_the_cases_are_declared() -> None:
    store = fresh()
    for path in (cases.COMMON, *sorted(cases.HERE.glob("*/*/*/*.ttl"))):
        store.load(path)
    words = {term.value for triple in store.dump(derived=False) for term in triple}

    assert {word for word in words if word.startswith(ONTOLOGY)} - declared() == set()


@each_table
def test_rows_are_ordered_and_columns_named(path: Path) -> None:
    assert re.search(r"\n\}\nORDER BY ([?\w]+ )*[?\w]+\n$", text(path))
