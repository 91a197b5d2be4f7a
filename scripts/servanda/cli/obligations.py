"""``servanda obligations``: the main question."""

from __future__ import annotations

import click

from servanda.cli.options import answering, server, subject
from servanda.cli.output import Answering, emit, emit_table, is_for_people

__all__ = ["command"]


@click.command()
@subject
@click.option(
    "--all", "everything", is_flag=True, help="Also rights and powers, and what has ended."
)
@server()
@answering()
def command(
    state: str, instrument: str | None, on: str, everything: bool, answering: Answering
) -> None:
    """Print what STATE is bound to do under INSTRUMENT, or under every instrument.

    STATE is an ISO 3166 code or a name; INSTRUMENT a number (126, "ETS 126") or a common name.
    A duty is certain or possible on the day asked about, or has ended; where it is possible, the
    missing fact that decides it is named.

    JSON has at least state, instrument, article, provision, norm, summary, owed_to, watched_by,
    answer (certain, possible, no), begin_earliest, begin_latest, end_earliest, end_latest (days,
    or null; the end is the first day on which the duty no longer binds) and decided_by.
    """
    from servanda.answers import obligations

    store = answering.store()
    table = obligations(store, state, instrument, on, everything=everything)
    if is_for_people(answering):
        from servanda.cli.report import OBLIGATIONS, Asked, report

        asked = Asked(state, on, over=bool(instrument) or everything)
        emit(answering, report(store, table, asked, OBLIGATIONS, answering))
    else:
        emit_table(answering, table)
    if not table.rows:
        click.echo(f"no obligation of {state} is recorded there", err=True)
