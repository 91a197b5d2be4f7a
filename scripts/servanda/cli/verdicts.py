"""``servanda verdicts``: whether it is true, according to the record."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering
from servanda.cli.output import Answering, emit, emit_table, is_for_people, width
from servanda.show import WIDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servanda.store import Table

__all__ = ["command"]

_Row = dict[str, str]


@click.command()
@click.argument("name", required=False, metavar="[SOURCE|STATEMENT]")
@click.option("--grounds", "listed", is_flag=True, help="Only what the verdicts rest on, by fact.")
@answering()
def command(name: str | None, listed: bool, answering: Answering) -> None:
    """Print which published statements are so: all, those of SOURCE, or one STATEMENT.

    Each statement is printed with who said it, the verdict that the rules derive (supported,
    contradicted, partly, undecidable, attributed), what was found on each thing that it asserts,
    and the facts and sources that this rests on. Statements of your own can be added --with FILE.

    JSON has at least statement, said_on, source, attributed_to, summary, verdict, reason,
    decided_by, source_iri, statement_iri and verdict_iri; with --grounds statement, outcome,
    finding, ground_kind, ground_detail, ground_from, ground_until, fact_kind, fact_detail,
    fact_day, source, ground, fact and finding_iri.
    """
    from servanda.verdicts import check_testable, grounds, verdicts

    store = answering.store()
    check_testable(store, answering.extra, answering.data)
    if listed:
        emit_table(answering, grounds(store, name))
        return
    table = verdicts(store, name)
    if not is_for_people(answering):
        emit_table(answering, table)
        return
    facts: dict[str, list[_Row]] = {}
    for row in _rows(grounds(store, name)):
        facts.setdefault(row["statement"], []).append(row)
    wide = width(answering) or WIDTH
    blocks = [_block(row, facts.get(row["statement"], ()), wide) for row in _rows(table)]
    emit(answering, "\n".join(blocks))
    click.echo(f"{len(table)} statement{'' if len(table) == 1 else 's'}", err=True)


def _rows(table: Table) -> list[_Row]:
    """Return *table* as texts for a person."""
    return [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]


def _block(row: _Row, facts: Sequence[_Row], wide: int) -> str:
    """Return what there is to say about one statement."""
    who = f" (attributing it to {row['attributed_to']})" if row["attributed_to"] else ""
    lines = [
        fill(f"{row['verdict'].upper()}: {row['summary']}", wide),
        _indented(f"said by {row['source']}{who}, {row['said_on']} [{row['statement']}]", 2, wide),
    ]
    for _, group in _grouped(facts, "finding_iri"):
        lines.append(_indented(f"- {group[0]['outcome']}: {group[0]['finding']}", 4, wide))
        lines += [_indented(text, 8, wide) for text in _facts(group)]
    if row["decided_by"]:
        lines.append(_indented(f"would be decided by: {row['decided_by']}", 4, wide))
    return "\n".join(lines) + "\n"


def _facts(rows: Sequence[_Row]) -> list[str]:
    """Return a line for each fact among *rows*, with all its sources."""
    found = []
    for fact, group in _grouped(rows, "fact"):
        if fact:
            one = group[0]
            named = " ".join(filter(None, (one["fact_kind"], one["fact_detail"], one["fact_day"])))
            found.append(f"{named}: {'; '.join(dict.fromkeys(row['source'] for row in group))}")
    return found


def _grouped(rows: Iterable[_Row], column: str) -> list[tuple[str, list[_Row]]]:
    """Return *rows* by the value in *column*, in the order in which the values come first."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return list(found.items())


def _indented(text: str, by: int, wide: int) -> str:
    """Return *text* wrapped to *wide* columns and set in by so many."""
    return fill(text, wide, initial_indent=" " * by, subsequent_indent=" " * (by + 2))
