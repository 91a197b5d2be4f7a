"""Run the stored rules in their order. Knows no law: all of it is in ``queries/derive/``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from time import perf_counter
from typing import TYPE_CHECKING

from servanda.ask import defaults, typed
from servanda.catalog import audits, questions, rules
from servanda.errors import DataProblem, LimitProblem, ServandaError, UsageProblem
from servanda.prefixes import ONTOLOGY
from servanda.sparql import bind
from servanda.store import check_sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from servanda.catalog import StoredQuery
    from servanda.store import Store, Term

__all__ = ["MOST_ROUNDS", "RuleRun", "blocks", "checked", "derive"]

MOST_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class RuleRun:
    """What one rule did: new triples, seconds, and how often it ran."""

    name: str
    path: Path
    summary: str
    triples: int
    seconds: float
    rounds: int


def derive(
    store: Store,
    chosen: Sequence[StoredQuery] | None = None,
    told: Mapping[str, str] | None = None,
) -> tuple[RuleRun, ...]:
    """Run the rules (all, or those *chosen*) on *store*, which they add to; return what each did.

    *told* gives parameters of rules other values than their defaults (``rivals``: ``bounds``).

    Rules with the same ``per: sv:property`` that follow each other form a block. A block runs once
    for each value of that property, ascending, with the value put for ``$property``.
    Raises DataProblem that names the rule file where a rule is not well-formed.
    """
    runs: list[RuleRun] = []
    for per, block in blocks(rules() if chosen is None else chosen):
        tallies = {rule.name: [0, 0.0, 0] for rule in block}
        for values in _rounds(store, per, block):
            for rule in block:
                started = perf_counter()
                added = _run(store, rule, _given(store, rule, told or {}) | dict(values))
                tally = tallies[rule.name]
                tally[0] += added
                tally[1] += perf_counter() - started
                tally[2] += 1
        runs.extend(_told(rule, tallies[rule.name]) for rule in block)
    return tuple(runs)


def checked() -> int:
    """Read every stored query strictly and return how many there are.

    Raises DataProblem with line and column where one is not well-formed.
    """
    found = (*rules(), *questions(), *audits())
    for query in found:
        try:
            check_sparql(query.text, query.path)
        except UsageProblem as problem:
            raise DataProblem(problem.message, query.path, problem.line, problem.column) from None
    return len(found)


def blocks(rules: Iterable[StoredQuery]) -> list[tuple[str | None, tuple[StoredQuery, ...]]]:
    """Return *rules* in order, in blocks that run together, each with its ``per``."""
    grouped = groupby(enumerate(rules), key=lambda one: _per(one[1]) or one[0])
    found = [tuple(rule for _, rule in members) for _, members in grouped]
    return [(_per(block[0]), block) for block in found]


def _per(rule: StoredQuery) -> str | None:
    """Return the local name of the property that *rule* is run for each value of, or None."""
    return rule.per.removeprefix("sv:") if rule.per else None


def _rounds(
    store: Store, per: str | None, block: Sequence[StoredQuery]
) -> Iterable[Mapping[str, Term]]:
    """Return what to put for the marked name in each round: without *per* once, nothing."""
    if per is None:
        return [{}]
    if not per.isidentifier():
        raise DataProblem(f"per: {per!r} is not a property of ours", block[0].path, 1)
    query = f"SELECT DISTINCT ?value WHERE {{ ?thing <{ONTOLOGY}{per}> ?value }} ORDER BY ?value"
    found = [row[0] for row in store.select(query).rows if row[0] is not None]
    if len(found) > MOST_ROUNDS:
        raise LimitProblem(f"more than {MOST_ROUNDS} values of sv:{per}", block[0].path)
    return [{per: value} for value in found]


def _given(store: Store, rule: StoredQuery, told: Mapping[str, str]) -> dict[str, Term]:
    """Return those of *told* that *rule* has as parameters."""
    known = rule.parameters
    return {name: typed(store, known[name], text) for name, text in told.items() if name in known}


def _run(store: Store, rule: StoredQuery, values: Mapping[str, Term]) -> int:
    """Run *rule* once; return how many triples were new."""
    try:
        return store.insert(bind(rule.text, {**defaults(rule), **values}))
    except UsageProblem as problem:
        raise DataProblem(problem.message, rule.path, problem.line, problem.column) from problem
    except ServandaError as problem:
        problem.path = problem.path or rule.path
        raise


def _told(rule: StoredQuery, tally: Sequence[float]) -> RuleRun:
    """Return the tally of *rule* as a record."""
    triples, seconds, rounds = tally
    return RuleRun(rule.name, rule.path, rule.summary, int(triples), seconds, int(rounds))
