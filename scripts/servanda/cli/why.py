"""``servanda why``: the proof of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import about, answering
from servanda.cli.output import Answering, colour, emit, emit_table, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.explain.answers import Asked, Conclusion
    from servanda.store import Store

__all__ = ["FORMS", "command"]

_GRAPHS = ("turtle", "ntriples", "jsonld", "trig", "rdfxml")
FORMS = ("text", "json", *_GRAPHS, "csv", "tsv", "markdown")


@click.command()
@about
@click.option("--all", "everything", is_flag=True, help="Every ground, also of long lists.")
@answering(FORMS)
def command(state: str, what: str, on: str, everything: bool, answering: Answering) -> None:
    """Show why STATE is, or is not, bound by WHAT on a day: the proof, down to acts and sources.

    WHAT is an instrument (126, "ETS 126", a common name) or an article of one: ets-126/article-8,
    "ETS 126 art 8", 126:8(2)(a); an article stands for its paragraphs too.

    Text (the default) is a tree: obligation, norm, status, acts and clauses, the sum of each day
    step by step, the sources, and in brackets the stored rules. RDF formats give it in PROV-O.

    JSON has state, instrument, article, on (as understood) and answers, a list of objects with
    conclusion, status, article, answer (certain, possible, no), phase (also ended, not yet),
    begin_earliest, begin_latest, end_earliest, end_latest, decided_by and proof: nested objects
    with iri, kind, says, relation (begin, end, both, whole), given_above and, unless given above,
    asserted, rules, facts, steps (operation, day, bound), sources (iri, title), confidence and
    grounds. Other formats list the ties, one a row.
    """
    from servanda.explain.answers import answer, asked, conclusions

    store = answering.store()
    question = asked(store, state, what, on)
    known = conclusions(store, question)
    found = answer(question, known)
    _put(store, question, found, everything, answering)
    if not found:
        where = f"article {question.subject.article}" if question.subject.article else "there"
        click.echo(
            f"nothing that binds {state} {where} is recorded (why-not says what is missing)",
            err=True,
        )


def _put(
    store: Store, question: Asked, found: Sequence[Conclusion], everything: bool, how: Answering
) -> None:
    """Print the proofs of *found* in the format asked for."""
    from servanda.explain import proof

    proofs = [proof(store, one.conclusion) for one in found]
    form = how.form or "text"
    if form == "text":
        from servanda.explain.headings import headings
        from servanda.explain.tree import drawn

        shown = drawn(
            list(zip(headings(store, question, found), proofs, strict=True)),
            width=width(how),
            colour=colour(how),
            everything=everything,
        )
        emit(how, shown if proofs else "")
    elif form == "json":
        from servanda.explain.nested import document

        emit(how, document(question, found, proofs))
    elif form in _GRAPHS:
        from servanda.explain.prov import as_prov
        from servanda.export import serialised

        emit(how, serialised(as_prov(proofs), form))
    else:
        from servanda.explain.nested import ties

        emit_table(how, ties(proofs))
