"""``servanda calendar``: what is coming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, narrowed
from servanda.cli.output import Answering, emit, emit_table, is_for_people
from servanda.show import FORMATS

if TYPE_CHECKING:
    from servanda.store import Term

__all__ = ["command"]

_GRAPHS = ("turtle", "ntriples", "jsonld")
_SHOWN = ("when", "what", "who", "under or in", "decided by")


@click.command()
@click.option(
    "--from", "first", default="today", metavar="YYYY-MM-DD", help="First day; default: today."
)
@click.option("--to", "last", metavar="YYYY-MM-DD", help="The last day; default: no end.")
@narrowed
@answering((*FORMATS, "icalendar", *_GRAPHS))
def command(
    first: str,
    last: str | None,
    states: tuple[str, ...],
    instrument: str | None,
    body: str | None,
    answering: Answering,
) -> None:
    """List coming changes: ends of notice, entries into force, ends of terms, vacancies.

    A change that is only possible is listed from its earliest day on, with the fact that decides
    it. --format icalendar is for calendar programs, turtle, ntriples and jsonld are RDF.
    """
    from servanda.ask import day
    from servanda.calendar import calendar, icalendar, triples
    from servanda.errors import UsageProblem

    if len(states) > 1:
        raise UsageProblem("one State at a time", hint="give --state once, or not at all")
    named = {"state": states[0] if states else None, "instrument": instrument, "body": body}
    told = {name: text for name, text in named.items() if text}
    table = calendar(answering.store(), first, last, told)
    if answering.form == "icalendar":
        emit(answering, icalendar(table, day(first)).decode("utf-8"))
    elif answering.form in _GRAPHS:
        from servanda.export import serialised

        emit(answering, serialised(triples(table), answering.form))
    elif is_for_people(answering):
        emit(
            answering,
            _told([dict(zip(table.columns, row, strict=True)) for row in table.rows], answering),
        )
    else:
        emit_table(answering, table)
    if not table.rows:
        click.echo("nothing is to come there", err=True)


def _told(rows: list[dict[str, Term | None]], answering: Answering) -> str:
    """Return the list for a person."""
    from servanda.cli.output import colour, width
    from servanda.cli.report import span
    from servanda.show import WIDTH, plain, terminal

    lines = []
    for cells in rows:
        row = {name: plain(cell) for name, cell in cells.items()}
        what = f"{row['what']} {row['change']}"
        lines.append(
            (
                span(row["day_earliest"], row["day_latest"], "unknown"),
                what if row["answer"] == "certain" else f"{what} (possible)",
                row["state_name"] or row["state"],
                row["instrument"] or row["body"],
                row["decided_by"],
            )
        )
    return terminal(
        _SHOWN,
        lines,
        width=width(answering) or WIDTH,
        colour=colour(answering),
        shares=(-13, 2, 2, -12, 4),
    )
