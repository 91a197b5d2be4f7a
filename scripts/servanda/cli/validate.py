"""``servanda validate``: what to put right in the data, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, turtle
from servanda.cli.output import Answering, emit, emit_table
from servanda.prefixes import PREFIXES
from servanda.show import FORMATS, printable
from servanda.store import Table, Term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from servanda.validate import Finding

__all__ = ["command"]

_LEVELS = ("violation", "warning", "info")
_COLUMNS = ("severity", "message", "path", "line", "column", "shape", "focus", "property", "value")


@click.command()
@turtle
@click.option("--fail-on", type=click.Choice(_LEVELS), default="violation", show_default=True)
@click.option("--quiet", is_flag=True, help="Leave out what is less than --fail-on.")
@answering(("lines", *FORMATS))
def command(files: tuple[Path, ...], fail_on: str, quiet: bool, answering: Answering) -> int:
    """Check data FILEs, those in a FOLDER, or all the data, and print one line for each finding.

    FILE:LINE:COLUMN: SEVERITY: what it is about: what to do [shape]. Exit code 1 if a finding is
    at least as grave as --fail-on.
    """
    from servanda.errors import UsageProblem
    from servanda.validate import validate

    for path in files:
        if not path.is_file():
            raise UsageProblem("no such file", path)
    found = validate(files, answering.data, answering.extra)
    grave = [one for one in found if _LEVELS.index(one.severity) <= _LEVELS.index(fail_on)]
    shown = grave if quiet else found
    if answering.form in FORMATS:
        emit_table(answering, _table(shown))
    else:
        emit(answering, "".join(f"{printable(str(finding))}\n" for finding in shown))
    counts = [(level, sum(one.severity == level for one in found)) for level in _LEVELS]
    told = ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts)
    click.echo(told, err=True)
    return 1 if grave else 0


def _table(findings: Sequence[Finding]) -> Table:
    """Return *findings* as a table."""
    number = PREFIXES["xsd"] + "integer"

    def cell(value: object) -> Term | None:
        if value is None:
            return None
        return Term("literal", str(value), number if isinstance(value, int) else None)

    rows = (tuple(cell(getattr(one, name)) for name in _COLUMNS) for one in findings)
    return Table(_COLUMNS, tuple(rows))
