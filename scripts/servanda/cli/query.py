"""``servanda query``: any SPARQL, read-only."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit, emit_table
from servanda.show import FORMATS

__all__ = ["command"]

_GRAPHS = ("turtle", "ntriples", "jsonld", "rdfxml")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--timeout", default=60.0, show_default=True, metavar="SECONDS", help="Stop after.")
@click.option("--memory", default=2048, show_default=True, metavar="MIB", help="At most this much.")
@server()
@answering((*FORMATS, *_GRAPHS))
def command(file: Path, timeout: float, memory: int, answering: Answering) -> None:
    """Answer the SPARQL query in FILE, or on stdin where FILE is "-".

    SELECT and ASK give a table, CONSTRUCT and DESCRIBE a graph (Turtle unless --format says
    otherwise). Everything asserted and derived is in the default graph. The query only reads:
    updates, SERVICE and FROM are refused.
    """
    from servanda.errors import UsageProblem
    from servanda.export import as_table, serialised
    from servanda.sandbox import answer, remote
    from servanda.store import Table

    text = _text(file)
    store = answering.store()
    try:
        if answering.endpoint:
            found = remote(store, text, timeout)
        else:
            found = answer(text, answering.data, answering.extra, timeout, memory, answering.told)
    except UsageProblem as problem:
        problem.path = problem.path or ("stdin" if str(file) == "-" else file)
        raise
    if isinstance(found, Table):
        if answering.form in _GRAPHS:
            raise UsageProblem(f"rows cannot be written as {answering.form}")
        emit_table(answering, found)
    elif answering.form in FORMATS:
        emit_table(answering, as_table(found))
    else:
        emit(answering, serialised(found, answering.form or "turtle"))


def _text(file: Path) -> str:
    """Return the query in *file* or on stdin."""
    from servanda.errors import UsageProblem

    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        raise UsageProblem(f"cannot be read: {error.strerror}", file) from error
    except UnicodeDecodeError as error:
        raise UsageProblem("not UTF-8 text", file) from error
