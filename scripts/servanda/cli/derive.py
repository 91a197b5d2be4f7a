"""``servanda derive``: run the rules in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit_table
from servanda.prefixes import PREFIXES
from servanda.store import Table, Term

if TYPE_CHECKING:
    from servanda.derive import RuleRun

__all__ = ["command"]


@click.command()
@click.option("--check", is_flag=True, help="Only read the rules and questions strictly; run none.")
@server()
@answering()
def command(check: bool, answering: Answering) -> None:
    """Run the rules afresh and print what each one added: triples, seconds, rounds.

    Nothing is kept; the other commands derive by themselves when a file has changed. With
    --endpoint the server runs the rules on what was loaded there, and the new derived graph takes
    the place of the old one when it is whole.
    """
    from servanda.derive import checked

    if check:
        click.echo(f"{checked()} stored queries are well-formed", err=True)
        return
    runs = _runs(answering)
    rows = tuple(
        (
            Term("literal", run.name),
            Term("literal", run.summary),
            Term("literal", str(run.triples), PREFIXES["xsd"] + "integer"),
            Term("literal", f"{run.seconds:.3f}"),
            Term("literal", str(run.rounds), PREFIXES["xsd"] + "integer"),
        )
        for run in runs
    )
    emit_table(answering, Table(("rule", "summary", "triples", "seconds", "rounds"), rows))
    total = sum(run.triples for run in runs)
    click.echo(f"{total} triples in {sum(run.seconds for run in runs):.2f} s", err=True)


def _runs(answering: Answering) -> tuple[RuleRun, ...]:
    """Run the rules, here or inside the server; return what each one did."""
    address = answering.address
    if address is None:
        from servanda.build import assembled, data_files

        files = data_files(answering.data, answering.extra)
        return assembled(files, told=answering.told)[1]
    from servanda.errors import UsageProblem
    from servanda.upload import rederived

    if answering.data or answering.extra:
        raise UsageProblem("--data and --with do not go with --endpoint", hint="servanda load")
    return rederived(address, answering.told)
