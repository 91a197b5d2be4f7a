"""Real servers of others: every rule gives the same triples, every question the same rows.

A difference is put right in the text of the rule, for all engines. What one server really cannot
do is listed in ``exceptions.csv``, with the reason and the smallest case that shows it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import pytest

from portability.test_second_engine import core
from queries import cases
from servanda import catalog
from servanda.ask import ask
from servanda.derive import RuleRun, derive
from servanda.errors import LimitProblem, ServandaError, UsageProblem
from servanda.prefixes import ONTOLOGY
from servanda.store import Store, Table, fresh, served
from servanda.store.address import Address
from servanda.store.endpoint import EndpointStore, begun, opened
from servanda.store.generations import current
from servanda.store.wire import Wire
from servers import running
from servers.running import Server

pytestmark = pytest.mark.slow

_Start = Callable[[], AbstractContextManager[Server]]
SERVERS: dict[str, tuple[Callable[[], str | None], _Start]] = {
    "oxigraph": (running.oxigraph_program, running.oxigraph),
    "virtuoso": (running.virtuoso_program, running.virtuoso),
    "fuseki": (running.fuseki_program, running.fuseki),
}
OPTIONAL = {"fuseki"}  # neither Debian nor the package index of Python has it
TOLD = [
    {"state": state, "on": on, "instrument": "ets-126", "body": "cpt"}
    for state, on in (("RUS", "2026-11-23"), ("RUS", "2022-03-16"), ("GRC", "1971-01-01"))
]
with (Path(__file__).parent / "exceptions.csv").open(encoding="utf-8", newline="") as table:
    EXCEPTIONS = {(row["server"], row["query"]): row["reason"] for row in csv.DictReader(table)}


@cache
def ours() -> tuple[Store, tuple[RuleRun, ...]]:
    """Return the store that the engine we ship made of the core data, and what each rule did."""
    store = cases.filled(core())
    return store, derive(store)


@pytest.fixture(scope="module", params=SERVERS)
def theirs(request: pytest.FixtureRequest) -> Iterator[tuple[str, EndpointStore]]:
    """A server with what :func:`ours` held before any rule ran, and then what it derived itself."""
    program, start = SERVERS[request.param]
    if program() is None:
        if os.environ.get("CI") and request.param not in OPTIONAL:
            pytest.fail(f"{request.param} is not installed")
        pytest.skip(f"{request.param} is not installed")
    with start() as server:
        yield request.param, begun(Wire(Address(server.query, server.update, seconds=120.0)), "key")


def test_every_rule_derives_the_same(theirs: tuple[str, EndpointStore]) -> None:
    _, store = theirs
    blank = cases.filled(core())
    store.add(blank.dump(derived=False), derived=False)
    store.add(blank.dump(derived=True), derived=True)
    runs = derive(store)
    expected, ran = ours()

    assert len(ran) > 60
    assert {run.name: run.triples for run in runs} == {run.name: run.triples for run in ran}
    for derived in (True, False):
        assert set(store.dump(derived=derived)) == set(expected.dump(derived=derived))


def test_every_question_gives_the_same_rows(theirs: tuple[str, EndpointStore]) -> None:
    name, store = theirs
    expected, _ = ours()
    queries = (*catalog.questions(), *catalog.audits())
    one = conclusion(expected)
    differing: list[str] = []
    rows = 0
    for query in queries:
        for told in TOLD if query.parameters else [{}]:
            given = {**told, "of": one}
            mine = {key: text for key, text in given.items() if key in query.parameters}
            wanted = ask(expected, query, mine)
            rows += len(wanted)
            if (name, query.name) in EXCEPTIONS:
                continue
            try:
                given_back = lines(ask(store, query, mine))
            except ServandaError as problem:
                given_back = [str(problem)[:300]]
            if given_back != lines(wanted):
                differing.append(f"{query.name} {mine}: {_first(given_back, lines(wanted))}")

    assert rows > 300
    assert not differing, "\n".join(differing)


def _first(given: list[str], wanted: list[str]) -> str:
    """Return where two tables differ first."""
    place = next(
        (n for n, pair in enumerate(zip(given, wanted, strict=False)) if len({*pair}) > 1), -1
    )
    if place < 0:
        return f"{len(given)} rows, not {len(wanted)}"
    return f"row {place}: {given[place]!r}, not {wanted[place]!r}"


def conclusion(store: Store) -> str:
    """Return an obligation that *store* holds, for the questions about one conclusion."""
    text = f"SELECT (MIN(?o) AS ?first) {{ ?o a <{ONTOLOGY}Obligation> }}"
    (found,) = store.select(text).rows[0]
    assert found is not None
    return found.value


def lines(table: Table) -> list[str]:
    """Return *table* as lines, in its order."""
    rows = ("\t".join(term.n3() if term else "" for term in row) for row in table.rows)
    return ["\t".join(table.columns), *rows]


def test_exceptions_are_of_stored_queries() -> None:
    known = {query.name for query in (*catalog.questions(), *catalog.audits())}

    assert {query for _, query in EXCEPTIONS} <= known
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    """A Virtuoso that gives at most ten rows."""
    if running.virtuoso_program() is None:
        pytest.skip("virtuoso is not installed")
    with running.virtuoso(most=10) as server:
        yield server


def test_a_digest_of_the_password_opens_the_door(small: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('<urn:e:a> <urn:e:p> "x"@fr , 2 , true .', encoding="utf-8")
    place = Address(small.query, small.guarded, small.user, small.password, 20.0)
    store = begun(Wire(place), "key")
    assert store.load(path) == 3
    store.publish(3, 0)
    local = fresh()
    local.load(path)
    assert set(served(place).dump(derived=False)) == set(local.dump(derived=False))
    wrong = Address(small.query, small.guarded, small.user, "wrong", 20.0)
    with pytest.raises(UsageProblem, match="password"):
        begun(Wire(wrong), "key").load(path)


def test_rows_that_the_server_holds_back_are_missed(small: Server, tmp_path: Path) -> None:
    path = tmp_path / "many.ttl"
    path.write_text("<urn:e:a> <urn:e:p> " + " , ".join(map(str, range(40))) + " .", "utf-8")
    wire = Wire(Address(small.query, small.update, seconds=20.0))
    store = begun(wire, "key")
    assert store.load(path) == 40
    store.publish(40, 0)
    assert current(wire) == store.graphs
    with pytest.raises(LimitProblem):
        opened(wire).select("SELECT ?o { ?s ?p ?o }")
    with pytest.raises(LimitProblem):
        list(opened(wire).dump(derived=False))
