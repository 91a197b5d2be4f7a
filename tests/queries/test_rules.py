"""Each derivation rule makes exactly the expected triples of its data.

A rule is judged on what it constructs when its turn comes in a full derivation, in every round and
wherever its text runs again, less what it constructs without the data of the case. A folder is
called after its rule, without the number, so that rules can move.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from queries import cases
from servanda.derive import derive
from servanda.prefixes import compact
from servanda.store import Store, Table, Triple, fresh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RULES = {name.partition("-")[2]: rule for name, rule in cases.stored("derive").items()}
CASES = cases.cases("derive")
WITH_TRIPLES = [case for case in CASES if (case / "expected.ttl").exists()]
WITH_ROWS = [case for case in CASES if case not in WITH_TRIPLES]

Made = dict[str, set[Triple]]


class Recorder:
    """A store that remembers what queries inserted construct, by their first line.

    All of them, or only those that begin with the line *only*.
    """

    def __init__(self, store: Store, only: str | None = None) -> None:
        self.store = store
        self.only = only
        self.made: Made = defaultdict(set)

    def load(self, path: Path) -> int:
        return self.store.load(path)

    def select(self, query: str) -> Table:
        return self.store.select(query)

    def construct(self, query: str) -> frozenset[Triple]:
        return self.store.construct(query)

    def insert(self, query: str) -> int:
        line = query.partition("\n")[0]
        if self.only in {None, line}:
            self.made[line] |= self.store.construct(query)
        return self.store.insert(query)

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        return self.store.dump(derived=derived)


@cache
def made_of_nothing() -> Made:
    """Return what each rule constructs without the data of a case."""
    recorder = Recorder(cases.filled([]))
    derive(recorder)
    return recorder.made


def made(case: Path) -> set[Triple]:
    """Return what the rule of *case* constructs from its data."""
    line = RULES[case.parts[-2]].text.partition("\n")[0]
    recorder = Recorder(cases.filled([case / "data.ttl"]), line)
    derive(recorder)
    return recorder.made[line] - made_of_nothing()[line]


def told(triples: Iterable[Triple]) -> list[str]:
    """Return *triples* in a form that shows well where two lists differ."""
    return sorted(f"{compact(s.value)} {compact(p.value)} {_short(o.n3())}" for s, p, o in triples)


def _short(term: str) -> str:
    if term.startswith("<"):
        return compact(term[1:-1])
    return term.replace("^^<http://www.w3.org/2001/XMLSchema#date>", "")


@pytest.mark.parametrize("case", WITH_TRIPLES, ids=cases.name)
def test_triples_are_those_expected(case: Path) -> None:
    expected = fresh()
    expected.load(case / "expected.ttl")

    assert told(made(case)) == told(expected.dump(derived=False))


@pytest.mark.parametrize("case", WITH_ROWS, ids=cases.name)
def test_rows_are_those_expected(case: Path) -> None:
    columns, expected = cases.expected_rows(case)
    found = cases.derived(case).select((case / "select.rq").read_text(encoding="utf-8"))

    assert cases.named("", found) == expected
    assert found.columns == columns


def test_names_without_numbers_are_unique() -> None:
    assert len(RULES) == len(cases.stored("derive"))


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if not rule.same_as))
def test_rule_has_a_case(name: str) -> None:
    own = [case for case in CASES if case.parts[-2] == name]

    assert own
    assert any((case / "expected.ttl").exists() or cases.expected_rows(case)[1] for case in own)


def test_each_folder_is_that_of_a_rule() -> None:
    assert {case.parts[-2] for case in CASES} - set(RULES) == set()
