"""Entry into force of 71 treaties for 4,922 consents (`world/entry_into_force_cases.csv`).

The treaty's own start is not in the source; the earliest in-force day among its rows stands for it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oracle.dates import When
from oracle.model import Act, ConsentClause, EntryClause, Instrument, World
from rulebook.render import render

from .cases import HERE, SOURCES, Batch, Case, counting, day, rows, slug

if TYPE_CHECKING:
    from .cases import Row

__all__ = ["NAME", "batch"]

NAME = "entry_into_force_cases"


def batch() -> Batch:
    """Return all cases of this source."""
    clauses = {row["treaty"]: row for row in rows(HERE / "clauses" / "cases.csv")}
    found = list(rows(SOURCES / "world" / f"{NAME}.csv"))
    parts = [
        _treaty(treaty, list(group), clauses[treaty])
        for treaty, group in groupby(found, key=lambda row: row["treaty_id"])
    ]
    return Batch(
        tuple(case for part in parts for case in part.cases), "".join(one.turtle for one in parts)
    )


def _treaty(treaty: str, found: list[Row], clause: Row) -> Batch:
    key = f"c-{slug(treaty)}"
    start = min(row["in_force_date"] for row in found)
    instrument = Instrument(
        key,
        EntryClause("FixedDayClock", fixed=day(start)),
        (ConsentClause(counting(clause), clause["clock"]),),
    )
    acts, cases = [], []
    for number, row in enumerate(found):
        state = f"c-{slug(row['state_iso3'] or 'none')}-{number}"
        consent = When(row["consent_date"])
        acts.append(Act("consent", "Ratification", state, key, consent))
        name, says = row["state_iso3"], row["in_force_date"]
        cases.append(Case(NAME, treaty, name, row["consent_date"], "begin", says, key, state))
    return Batch(tuple(cases), render(World((instrument,), tuple(acts))))
