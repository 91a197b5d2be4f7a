"""``servanda rules``: what derives what, in order."""

from __future__ import annotations

import click

from servanda import catalog
from servanda.cli.options import answering
from servanda.cli.output import Answering, emit_table
from servanda.store import Table, Term

__all__ = ["command"]


@click.command()
@answering()
def command(answering: Answering) -> None:
    """List the rules in queries/derive/ in the order in which they run, with their purpose.

    "per" names the property for each value of which a block of rules is run; "same-as" names the
    rule that is run again.
    """
    rows = [
        tuple(
            Term("literal", text) if text else None
            for text in (rule.name, rule.summary, rule.per, rule.same_as, ", ".join(rule.tags))
        )
        for rule in catalog.rules()
    ]
    emit_table(answering, Table(("rule", "summary", "per", "same-as", "tags"), tuple(rows)))
