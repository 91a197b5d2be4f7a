"""``servanda why-not``: what is missing."""

from __future__ import annotations

import click

from servanda.cli.options import about, answering
from servanda.cli.output import Answering, emit, width

__all__ = ["command"]


@click.command("why-not")
@about
@click.option(
    "--free/--bound",
    "free",
    default=None,
    help="Missing to be free, or to be bound; default: free for a State that is bound.",
)
@answering(("text", "json"))
def command(state: str, what: str, on: str, free: bool | None, answering: Answering) -> None:
    """Say what is missing for STATE to be bound by the instrument WHAT, or to be free of it.

    The act, its receipt, the consents of others, or only the day. Where an act is missing, the
    stored rules are run with it, as if done and received on the day asked about; for an exit also
    month by month. WHAT may be an article; the answer is about its instrument.

    JSON has state, instrument, on, aim (free, bound), now (the conclusion that holds, as in `why`,
    or null), says (the sentences of the text), facts (what is not recorded), way (the act and its
    clause: role, clause, name, kind, kind_name, clock, counting, needed, counted, group), effect
    (earliest, latest, without_effect, permitted) with its proof, receipts (month, earliest,
    latest), entry and by_itself (clauses, as way), waits_until, and left, the proof of the stay
    that has ended; proofs as in `why`.
    """
    from servanda.explain.answers import asked
    from servanda.explain.lacking import as_json, written
    from servanda.explain.missing import missing

    store = answering.store()
    question = asked(store, state, what, on)
    found = missing(store, question, free=free)
    if answering.form == "json":
        emit(answering, as_json(question, found))
    else:
        emit(answering, written(store, question, found, width(answering)))
