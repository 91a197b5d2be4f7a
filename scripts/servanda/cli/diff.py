"""``servanda diff``: what changed between two days, or between two versions of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, narrowed
from servanda.cli.output import Answering, emit, emit_table, is_for_people

if TYPE_CHECKING:
    from servanda.store import Store

__all__ = ["command"]


@click.command()
@click.option("--from", "first", metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", metavar="YYYY-MM-DD", help="The last day; default: today.")
@click.option(
    "--release",
    "releases",
    multiple=True,
    metavar="FOLDER|TAG",
    help="Two versions of the data, oldest first: folders, or tags or commits of the checkout.",
)
@click.option("--on", metavar="YYYY-MM-DD", help="With --release: the day of the answers.")
@narrowed
@answering()
def command(  # noqa: PLR0913, PLR0917 - one for each option
    first: str | None,
    last: str | None,
    releases: tuple[str, ...],
    on: str | None,
    states: tuple[str, ...],
    instrument: str | None,
    body: str | None,
    answering: Answering,
) -> None:
    """Print which statuses, obligations and seats differ, and because of which acts.

    Either --from one day --to another, or --release given twice.
    """
    from servanda.ask import day
    from servanda.changes import changes, changes_between
    from servanda.errors import UsageProblem

    if releases and (first or last):
        raise UsageProblem("days or versions, not both", hint="leave out --release, or --from")
    stores: tuple[Store, ...]
    if releases:
        from servanda.releases import two_stores

        before, after = two_stores(releases, answering.extra, answering.told)
        stores = (after, before)
        when = day(on or "today")
        found = changes(before, after, when, states, instrument, body)
        was, now = f"{releases[0]}, on {when}", releases[1]
    elif first:
        if on:
            raise UsageProblem("--on is for --release", hint="leave it out")
        was, now = day(first), day(last or "today")
        if was > now:
            raise UsageProblem(f"{was} is after {now}", hint="swap --from and --to")
        store = answering.store()
        stores = (store,)
        found = changes_between(store, was, now, states, instrument, body)
    else:
        raise UsageProblem("compare what?", hint="give --from DAY --to DAY, or --release twice")
    from servanda.cli.differences import as_table, as_told

    if is_for_people(answering):
        emit(answering, as_told(stores, [(now, found)], answering, was))
    else:
        emit_table(answering, as_table([(now, found)]))
    click.echo(f"{len(found)} difference{'' if len(found) == 1 else 's'}", err=True)
