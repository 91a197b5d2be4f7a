"""``servanda import``: turn downloaded tables into canonical Turtle."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.errors import UsageProblem
from servanda.imports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servanda.imports import Imported
    from servanda.imports.model import Entry, Finding

__all__ = ["as_csv", "command"]

_SHOWN = 20
_LIST = "\n".join(f"  {name:14} {text}" for name, text in FORMATS.items())
_HELP = f"""Read FILEs of one FORMAT; print the acts in them as Turtle, or write them to a folder.

\b
Formats:
{_LIST}
  template       print an empty table of our own, with one example

Every row that cannot be read is told with file, row, column and reason, and nothing is guessed.
Files that this command did not write are never changed; reading the same files again changes
nothing.

\b
Exit codes:
  0  every row was read
  1  some rows were not; the others were written
  2  misuse: unknown format, instrument or source"""


@click.command(help=_HELP)
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS, "template"]))
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--instrument", default="", help="The treaty, where the file does not name it.")
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Keep instruments whose key is like this (un-iv-*); repeatable.",
)
@click.option(
    "--describe",
    is_flag=True,
    help="Also describe, barely, instruments that nobody describes.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write to DIR/act/ and DIR/source/ instead of stdout.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Write all that was not read to FILE.csv.",
)
@click.option("--source", default="", metavar="KEY", help="A source described in data/source/.")
@click.option("--url", default="", help="Where the table was found.")
@click.option("--as-of", default="", metavar="YYYY-MM-DD", help="Day on which the table was true.")
@click.option("--encoding", help="Character set of the file, such as cp1252.")
@click.option("--endpoint", default="", metavar="URL", help="SPARQL service, for wikidata.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Know names from DIR.")
def command(
    form: str,
    files: tuple[str, ...],
    output: Path | None,
    report: Path | None,
    data: Path | None,
    only: tuple[str, ...],
    describe: bool,
    **told: str | None,
) -> int:
    """Read, tell what was not read, and write the rest."""
    if form == "template":
        from servanda.imports.csv import TEMPLATE

        click.echo(TEMPLATE, nl=False)
        return 0
    if not files:
        raise UsageProblem(f"give at least one {form} file")
    found = _read(form, files, data, {**told, "only": only, "describe": describe})
    _write(found, form, output)
    _tell(found, report)
    return 1 if found.lost else 0


def _read(
    form: str,
    files: tuple[str, ...],
    data: Path | None,
    told: dict[str, Any],
) -> Imported:
    """Return what is in *files*."""
    from servanda.build import ontology_files
    from servanda.imports import book_for, read_all
    from servanda.imports.book import Book
    from servanda.imports.options import Options

    as_of = told["as_of"] or ""
    if as_of and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", as_of):
        raise UsageProblem(f"--as-of: not a day: {as_of!r}", hint="write YYYY-MM-DD")
    if form != "wikidata":
        for file in files:
            if not Path(file).is_file():
                raise UsageProblem("no such file", file)
    options = Options(Book(book_for(form, data), ontology_files()), **told)
    return read_all(form, [Path(file) for file in files], options, _watched)


def _watched(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield *entries*, with a count on stderr where that is a terminal."""
    import sys

    if not sys.stderr.isatty():
        yield from entries
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(entries, "reading", total=None, console=console, transient=True)


def _write(found: Imported, form: str, output: Path | None) -> None:
    """Print *found*, or write it below *output* and say which files changed."""
    from servanda.imports.output import turtle, write

    if output is None:
        click.echo(turtle(found.acts, found.sources, found.heads), nl=False)
        return
    try:
        done = write(found, output, form)
    except OSError as error:
        raise UsageProblem(f"cannot be written: {error}", output) from error
    changed = sum(is_new for _, is_new in done)
    click.echo(f"{len(done)} files, {changed} changed", err=True)


def _tell(found: Imported, report: Path | None) -> None:
    """Say what was not read: all of it in *report*, else the first of it on stderr."""
    if report is not None:
        from servanda.files import write_whole

        write_whole(report, as_csv(found.findings))
    else:
        for finding in found.findings[:_SHOWN]:
            click.echo(str(finding), err=True)
        more = len(found.findings) - _SHOWN
        if more > 0:
            click.echo(f"and {more} more; --report FILE.csv writes all", err=True)
    click.echo(
        f"{found.lines} lines read: {len(found.acts)} acts, {found.held} held already, "
        f"{found.left_out} left out as asked, {found.lost} not read",
        err=True,
    )


def as_csv(findings: Iterable[Finding]) -> str:
    """Return *findings* as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "row", "column", "lost", "reason"))
    for finding in findings:
        place = finding.place
        writer.writerow(
            (place.name, place.row or "", place.column, str(finding.lost).lower(), finding.reason)
        )
    return out.getvalue()
