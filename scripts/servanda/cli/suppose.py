"""``servanda suppose``: what would change if."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.options import answering, narrowed
from servanda.cli.output import Answering, emit, emit_table, is_for_people
from servanda.forms import VERBS

__all__ = ["command"]

_HELP = {
    "receive": "The depositary received it on DAY.",
    "deposit": "A consent was deposited on DAY.",
    "sign": "It was signed on DAY; KIND may be left out.",
    "revoke": "The exit of that KIND was taken back, received on DAY.",
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.ttl]...")
@click.option("--receive", multiple=True, metavar="ACT", help=_HELP["receive"])
@click.option("--deposit", multiple=True, metavar="ACT", help=_HELP["deposit"])
@click.option("--sign", multiple=True, metavar="ACT", help=_HELP["sign"])
@click.option("--revoke", multiple=True, metavar="ACT", help=_HELP["revoke"])
@click.option(
    "--scenario",
    "named",
    multiple=True,
    metavar="NAME=FILE|NAME='VERB ACT'",
    help="A scenario of its own, in a column of its own; a NAME given again adds to it.",
)
@click.option("--on", default="today", metavar="YYYY-MM-DD", help="The day of the answers.")
@narrowed
@answering()
def command(
    files: tuple[Path, ...],
    named: tuple[str, ...],
    on: str,
    states: tuple[str, ...],
    instrument: str | None,
    body: str | None,
    answering: Answering,
    **lines: tuple[str, ...],
) -> None:
    """Suppose acts that are not recorded, and print what would be different.

    An ACT is KIND:INSTRUMENT:STATE=DAY, as in denunciation:ets-126:RUS=2025-10-15. DAY is a day, a
    month (2025-10), a year, or bounds: 2025-10-01..2025-12-31. FILEs say the same in Turtle. The
    data stay as they are. A supposition that contradicts itself or the record is refused (exit code
    1); an unknown kind, instrument, State or day is misuse (exit code 2).
    """
    from servanda.ask import day
    from servanda.suppose import scenarios, suppose

    told = [(verb, line) for verb in VERBS for line in lines[verb]]
    store, found = suppose(
        scenarios(files, told, named),
        day(on),
        data=answering.data,
        extra=answering.extra,
        told=answering.told,
        states=states,
        instrument=instrument,
        body=body,
    )
    from servanda.cli.differences import as_table, as_told

    sets = [(one.name, one.changes) for one in found]
    if is_for_people(answering):
        emit(answering, as_told([store], sets, answering, f"recorded, on {day(on)}"))
    else:
        emit_table(answering, as_table(sets))
    for one in found:
        count = len(one.changes)
        click.echo(f"{one.name}: {count} difference{'' if count == 1 else 's'}", err=True)
