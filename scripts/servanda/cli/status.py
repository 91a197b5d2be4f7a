"""``servanda status``: Party or not."""

from __future__ import annotations

import click

from servanda.cli.options import answering, server, subject
from servanda.cli.output import Answering, emit, emit_table, is_for_people

__all__ = ["command"]


@click.command()
@subject
@server()
@answering()
def command(state: str, instrument: str | None, on: str, answering: Answering) -> None:
    """Print whether STATE is a Party to INSTRUMENT, or to every instrument, on a day.

    Each row is one stretch of time in one status. JSON has at least state, instrument, status,
    answer (certain, possible, no), begin_earliest, begin_latest, end_earliest, end_latest (days,
    or null; the end is the first day on which the status is over) and decided_by.
    """
    from servanda.answers import status

    store = answering.store()
    table = status(store, state, instrument, on)
    if is_for_people(answering):
        from servanda.cli.report import STATUS, Asked, report

        emit(answering, report(store, table, Asked(state, on), STATUS, answering))
    else:
        emit_table(answering, table)
    if not table.rows:
        click.echo(f"no act of {state} is recorded", err=True)
