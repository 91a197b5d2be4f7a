"""``servanda audit``: what should not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit_table
from servanda.prefixes import PREFIXES
from servanda.show import plain
from servanda.store import Table, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.audit import Audit

__all__ = ["command"]


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@server()
@answering()
def command(names: tuple[str, ...], answering: Answering) -> int:
    """Ask every audit in queries/audit/, or those NAMEd, and print what they find.

    Exit code 1 if an audit that must come back empty does not. One NAME prints all that this
    audit tells, also where it is a list to read rather than a check.
    """
    from servanda.audit import audit

    results = audit(answering.store(), names)
    if len(names) == 1:
        emit_table(answering, results[0].found)
    else:
        emit_table(answering, _summary(results))
    bad = [result for result in results if result.is_bad]
    for result in results:
        if "headline" in result.query.tags and len(names) != 1:
            click.echo(_headline(result.found), err=True)
    click.echo(f"{len(results)} audits, {len(bad)} with findings", err=True)
    return 1 if bad else 0


def _headline(found: Table) -> str:
    """Return *found* in one line: its rows, each as its columns and cells."""
    rows = (
        " ".join(
            f"{column}: {plain(cell)}" for column, cell in zip(found.columns, row, strict=True)
        )
        for row in found.rows
    )
    return "; ".join(rows)


def _summary(results: Sequence[Audit]) -> Table:
    """Return one row for each audit, and one more for each finding."""
    rows: list[tuple[Term | None, ...]] = []
    for result in results:
        count = Term("literal", str(len(result.found)), PREFIXES["xsd"] + "integer")
        texts = (result.query.name, result.verdict, result.query.summary)
        name, verdict, summary = (Term("literal", text) for text in texts)
        rows.append((name, verdict, count, summary))
        if result.is_bad:
            for row in result.found.rows:
                told = zip(result.found.columns, map(plain, row), strict=True)
                text = "; ".join(f"{column}: {cell}" for column, cell in told if cell)
                rows.append((name, verdict, None, Term("literal", text)))
    return Table(("audit", "verdict", "count", "text"), tuple(rows))
