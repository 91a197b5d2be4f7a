"""Every row of the source tables agrees with the stored rules, or stands in a reviewed list."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bulk.cases import HERE, SOURCES, counting, rows
from bulk.party_tables import clause_rows
from bulk.verdict import KINDS, Reviewed, exceptions
from oracle.counting import effect

if TYPE_CHECKING:
    from bulk.verdict import Verdict

_LISTED = exceptions()
_NEED_ALL = {
    row["treaty"]
    for row in rows(HERE / "clauses" / "own_start.csv")
    if row["how"].startswith("all-")
}


def _named(verdicts: list[Verdict], source: str) -> list[Verdict]:
    return [one for one in verdicts if one.case.source == source]


def test_every_row_agrees_or_is_explained(verdicts: list[Verdict]) -> None:
    differing = [str(one) for one in verdicts if one.outcome == "unexplained"]
    assert not differing, "not explained (…, by rule, by table):\n" + "\n".join(differing)


def test_no_explanation_outlives_its_difference(verdicts: list[Verdict]) -> None:
    explained = {(one.case.source, one.case.key) for one in verdicts if one.outcome == "explained"}
    idle = [one for one in _LISTED if (one.source, one.key) not in explained]
    assert not idle, "these exceptions differ no longer, or in another way; remove or review them"


@pytest.mark.parametrize("one", _LISTED, ids=lambda one: "-".join((one.source, *one.key)))
def test_exception_is_reviewed(one: Reviewed) -> None:
    assert one.kind in KINDS
    assert one.by_rule != one.by_table
    assert len(one.explanation.split()) >= 5


def test_exceptions_are_listed_once() -> None:
    twice = [key for key, n in Counter((one.source, one.key) for one in _LISTED).items() if n > 1]
    assert not twice


@pytest.mark.parametrize(
    ("source", "cases"),
    [("party_tables", 1299 + 8 + 8), ("entry_into_force_cases", 4922), ("withdrawals", 89)],
)
def test_no_row_is_dropped(verdicts: list[Verdict], source: str, cases: int) -> None:
    """The party tables have 1,299 rows, 8 with an end beside the begin, and 8 rows of exits only."""
    assert len(_named(verdicts, source)) == cases


def test_what_cannot_be_tested_says_why(verdicts: list[Verdict]) -> None:
    reasons = Counter(one.case.untestable for one in verdicts if one.outcome == "not testable")
    assert reasons == {
        "signature only": 133,
        "entry into force without consent": 56,
        "consent without entry into force": 112,
        "succession: a day of fact, not a sum": 27,
        "no dates": 4,
        "only one of notice and end": 1,
        "notice without its day of effect": 3,
        "day of effect without its notice": 3,
    }


def test_party_tables_agree_as_often_as_the_rules_page_says(verdicts: list[Verdict]) -> None:
    """`party_tables/RULES.md` counts, for each treaty, agreement by the rule and at its start."""
    for clause in clause_rows("party_tables"):
        begins = [
            one
            for one in _named(verdicts, "party_tables")
            if (one.case.treaty, one.case.edge) == (clause["treaty"], "begin")
            and one.outcome != "not testable"
        ]
        agreed = [one.case for one in begins if one.outcome == "agreed"]
        rule = counting(clause)
        together = clause["treaty"] in _NEED_ALL  # then the one day for all is the treaty's own
        by_rule = sum(
            not together and str(effect(rule, date.fromisoformat(one.act_day))) == one.says
            for one in agreed
        )
        counted = (len(begins), len(agreed), by_rule, len(agreed) - by_rule)
        stated = tuple(int(clause[name]) for name in ("both", "agreed", "by_rule", "at_start"))
        assert counted == stated, clause["treaty"]


def test_entry_cases_agree_as_often_as_the_source_says(verdicts: list[Verdict]) -> None:
    agreed = Counter(
        one.case.treaty
        for one in _named(verdicts, "entry_into_force_cases")
        if one.outcome == "agreed"
    )
    assert agreed == {row["treaty"]: int(row["agreed"]) for row in clause_rows("cases")}
    assert agreed.total() == 4872


def test_each_kind_of_rule_has_one_row() -> None:
    if not SOURCES.is_dir():
        pytest.skip("the source tables are not here")
    used = {row["rule_kind"].split(";")[0] for row in rows(SOURCES / "withdrawals.csv")}
    listed = [row["rule_kind"] for row in clause_rows("withdrawal_kinds")]
    assert sorted(listed) == sorted(used)


def test_no_clause_is_fitted_to_a_state() -> None:
    """Clauses are written for a treaty or a kind of rule; none can name the State of a row."""
    for path in sorted((HERE / "clauses").glob("*.csv")):
        for row in rows(path):
            assert not {"state", "state_iso3", "act_day"} & set(row), path.name
