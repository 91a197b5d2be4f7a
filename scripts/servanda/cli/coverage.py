"""``servanda coverage``: what is held of what is known, as a page."""

from __future__ import annotations

import click

from servanda.cli.options import answering
from servanda.cli.output import Answering, emit

__all__ = ["command"]


@click.command()
@click.option("--instrument", help="One instrument only.")
@click.option("--body", help="One body only.")
@click.option("--state", help="Acts in, or of, one State only.")
@answering(("markdown",))
def command(answering: Answering, **told: str | None) -> None:
    """Write a Markdown page: per instrument and body what is held, from where, as of which day."""
    from servanda.coverage import page

    asked = {name: text for name, text in told.items() if text}
    emit(answering, page(answering.store(), asked))
