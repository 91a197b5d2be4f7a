"""``servanda derive``: run the rules in the open."""

from __future__ import annotations

import click

from servanda.cli.options import answering
from servanda.cli.output import Answering, emit_table
from servanda.prefixes import PREFIXES
from servanda.store import Table, Term

__all__ = ["command"]


@click.command()
@click.option("--check", is_flag=True, help="Only read the rules and questions strictly; run none.")
@answering()
def command(check: bool, answering: Answering) -> None:
    """Run the rules afresh and print what each one added: triples, seconds, rounds.

    Nothing is kept; the other commands derive by themselves when a file has changed.
    """
    from servanda.build import assembled, data_files
    from servanda.derive import checked

    if check:
        click.echo(f"{checked()} stored queries are well-formed", err=True)
        return
    _, runs = assembled(data_files(answering.data, answering.extra), told=answering.told)
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
