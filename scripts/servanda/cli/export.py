"""``servanda export``: the graph, for other tools."""

from __future__ import annotations

import click

from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit
from servanda.export import FORMATS, PARTS, exported

__all__ = ["command"]


@click.command()
@click.argument("part", type=click.Choice(PARTS), default="both")
@server()
@answering(tuple(FORMATS))
def command(part: str, answering: Answering) -> None:
    """Write what is asserted in the files, what is derived from them, or both.

    Turtle unless --format says otherwise; the same files always give the same bytes. In TriG the
    derived triples are in a graph of their own.
    """
    emit(answering, exported(answering.store(), part, answering.form or "turtle"))
