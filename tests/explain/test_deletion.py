"""Without any one recorded fact of its proof a conclusion falls, or says something else.

A fact is all that is recorded of one thing: an act, a clause, a way of counting, a norm, a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from queries import cases
from servanda.prefixes import BASE

from .deletion import conclusions, survivors

if TYPE_CHECKING:
    from pathlib import Path

FAST = ["basis/a-proof"]
ALL = sorted(
    path
    for name in (
        *("all-signatories", "automatic-ends", "basis", "beside-party-status", "ends"),
        *("obligations", "revocations", "successions-reckoned"),
    )
    for path in (cases.HERE / "derive" / name).iterdir()
)
# Two facts can each be enough, and then the loss of the one that the proof names changes nothing.
# Trinidad and Tobago denounced and acceded anew on one day: without the accession of 1990 the same
# notice would end the stay that the accession of that day opens, between the same days. The proof
# rightly names the accession of 1990, for with it the new stay begins after the notice.
ENOUGH_WITHOUT = {
    "derive/beside-party-status/within-and-before": {
        f"{BASE}status/act/ets-126/TTO/2/ets-126/clause-22-2/exit-pending": ["act/ets-126/TTO/1"]
    }
}


def standing(case: Path) -> dict[str, list[str]]:
    """Return the conclusions that stand without a fact of their proof, with these facts."""
    found = {one: survivors(case, one) for one in conclusions(case)}
    assert found
    return {one: facts for one, facts in found.items() if facts}


@pytest.mark.parametrize("name", FAST)
def test_conclusion_falls_with_each_fact(name: str) -> None:
    assert standing(cases.HERE / "derive" / name) == {}


@pytest.mark.slow
@pytest.mark.parametrize("case", ALL, ids=cases.name)
def test_conclusion_of_a_rule_falls_with_each_fact(case: Path) -> None:
    assert standing(case) == ENOUGH_WITHOUT.get(cases.name(case), {})
