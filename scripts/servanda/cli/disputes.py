"""``servanda disputes``: where sources disagree, which is believed, and whether it matters."""

from __future__ import annotations

from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering
from servanda.cli.output import Answering, emit, emit_table, is_for_people, width
from servanda.show import WIDTH, plain

if TYPE_CHECKING:
    from servanda.store import Table

__all__ = ["command"]


@click.command()
@click.option("--state", metavar="STATE", help="About acts of, or events in, this State only.")
@click.option("--instrument", metavar="INSTRUMENT", help="About this instrument only.")
@click.option("--on", default="today", metavar="YYYY-MM-DD", help="Compare answers on this day.")
@click.option("--quick", is_flag=True, help="Do not derive what another pick would change.")
@answering()
def command(
    state: str | None, instrument: str | None, on: str, quick: bool, answering: Answering
) -> None:
    """Print where sources disagree on a date, which value is used and why, and which lost.

    For each value that is not used alone the record is derived again with that value preferred:
    `flips` says whether an answer on the day asked about, or a verdict, would be another, and
    `change` what would move. Choose it for any command with --prefer CLAIM or --prefer SOURCE.

    JSON has at least of_state, under, date, value, used (yes, no), rank, why, source, about,
    property, claim, and flips (yes, no, or null where it is in use alone) and change.
    """
    from servanda.ask import day
    from servanda.cache import cache_folder
    from servanda.disputes import disputes, with_changes

    on = day(on)
    store = answering.store()
    table = disputes(store, state, instrument)
    if not quick:
        table = with_changes(store, table, on, answering.told, cache_folder())
    if is_for_people(answering):
        emit(answering, _report(table, on, width(answering) or WIDTH))
    else:
        emit_table(answering, table)
    click.echo(f"{len(table)} claims", err=True)


def _report(table: Table, on: str, wide: int) -> str:
    """Return *table* as a person reads it: a block for each date, the value in use first."""
    rows = [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]
    lines: list[str] = []
    for (about, date), group in groupby(rows, key=lambda row: (row["about"], row["date"])):
        lines.append(fill(f"{about}, {date}", wide))
        for row in group:
            mark = "used" if row["used"] == "yes" else "lost"
            who = row["source"] or "no source"
            texts = [f"{mark} {row['value']}: {who} ({row['why']})"]
            if row.get("change"):
                texts.append(f"     alone, on {on}: {row['change']}")
            lines += [
                fill(text, wide, initial_indent="  ", subsequent_indent=" " * 9) for text in texts
            ]
            lines.append(f"         {row['claim']}")
        lines.append("")
    return "\n".join(lines)
