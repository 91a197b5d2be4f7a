"""``servanda load``: bring a server up to date."""

from __future__ import annotations

import click

from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit_table
from servanda.prefixes import PREFIXES
from servanda.store import Table, Term

__all__ = ["command"]


@click.command()
@click.option("--rules-on-server", "on_server", is_flag=True, help="Let the server run the rules.")
@click.option("--again", is_flag=True, help="Send everything, also where nothing has changed.")
@server(required=True)
@answering()
def command(on_server: bool, again: bool, answering: Answering) -> None:
    """Put what the files assert, and what follows from it, on a SPARQL server.

    The rules run here and their result is sent, or, with --rules-on-server, they run inside the
    server. New graphs are made beside the old ones and take their place in one step, or not at
    all; until then, and where anything fails, the server answers as before.
    """
    from servanda.upload import load

    assert answering.address is not None  # noqa: S101 - for the type checker
    done = load(
        answering.address,
        answering.data,
        answering.extra,
        answering.told,
        on_server=on_server,
        again=again,
    )
    number = PREFIXES["xsd"] + "integer"
    rows = (
        (
            Term("literal", part),
            Term("iri", graph),
            Term("literal", str(count), number),
        )
        for part, graph, count in (
            ("asserted", done.graphs.asserted, done.asserted),
            ("derived", done.graphs.derived, done.derived),
        )
    )
    emit_table(answering, Table(("part", "graph", "triples"), tuple(rows)))
    click.echo("loaded" if done.new else "already up to date; nothing sent", err=True)
