"""Party tables copied by hand: `party_tables/*.csv`, 52 treaties and a file of single exits."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rulebook.render import render

from .cases import HERE, SOURCES, Batch, Case, rows
from .party_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cases import Row

__all__ = ["NAME", "batch", "clause_rows"]

NAME = "party_tables"


def batch() -> Batch:
    """Return all cases of these tables."""
    files = ("party_tables", "own_start", "party_table_exits")
    clauses, starts, exits = ({row["treaty"]: row for row in clause_rows(file)} for file in files)
    cases: list[Case] = []
    turtle: list[str] = []
    for treaty, found in _tables():
        if treaty in clauses:
            table = Table(treaty, clauses[treaty], starts[treaty], exits.get(treaty))
            turtle.append("".join(render(world) for world in table.worlds(found)))
            cases += [case for row in found for case in table.cases(row)]
        else:
            cases += [_half_known(treaty, row) for row in found]
    return Batch(tuple(cases), "".join(turtle))


def clause_rows(name: str) -> Iterator[Row]:
    """Read a file of clauses."""
    return rows(HERE / "clauses" / f"{name}.csv")


def _tables() -> Iterator[tuple[str, list[Row]]]:
    for path in sorted((SOURCES / "party_tables").glob("*.csv")):
        found = list(rows(path))
        if path.stem != "other-withdrawals":
            yield path.stem, found
            continue
        for treaty, group in groupby(found, key=_name):
            yield treaty, list(group)


def _name(row: Row) -> str:
    number = f"{row['treaty_series']}-{row['treaty_number']}"
    return number if row["treaty_number"] else row["treaty_title"]


def _half_known(treaty: str, row: Row) -> Case:
    reason = "notice without its day of effect"
    if not row["renunciation_date"]:
        reason = "day of effect without its notice"
    notice, says = row["renunciation_date"], row["termination_date"]
    return Case(NAME, treaty, row["iso3"], notice, "end", says, untestable=reason)
