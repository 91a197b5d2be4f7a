"""``servanda check``: what to put right in a contribution, where, and what it would change."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.check.rules import LEVELS
from servanda.cli.options import sources, turtle
from servanda.cli.output import Answering, emit, width

if TYPE_CHECKING:
    from servanda.check.finding import Checked

__all__ = ["command"]

_FORMATS = ("text", "json", "github", "sarif", "turtle")


@click.command()
@turtle
@click.option("--all", "everything", is_flag=True, help="Check all the data, not only the FILEs.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="Exit with 1 if a finding is at least as grave.",
)
@click.option(
    "--base",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Data before the change, for the preview; default: without the FILEs, or as committed.",
)
@click.option("--preview/--no-preview", default=None, help="Show what the FILEs would change.")
@sources
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...],
    everything: bool,
    fail_on: str,
    base: Path | None,
    preview: bool | None,
    data: Path | None,
    extra: tuple[Path, ...],
    form: str,
    output: Path | None,
) -> int:
    """Check FILEs before you send them: spelling, form, rules, and agreement with what is there.

    A FOLDER stands for all the Turtle files in it. Each finding says where, what is wrong and how
    to put it right; `servanda explain RULE` tells more. Only what the FILEs speak of is looked at,
    unless --all is given. Nothing is fetched or run. Exit codes: 0 clean, 1 findings, 2 misuse
    (also a path that is no file), 3 internal error.
    """
    from servanda.check.formats import counted, rendered
    from servanda.check.run import check

    if not files and not everything:
        raise click.UsageError("name the files to check, or --all for all the data")
    checked = check(files, data, extra, everything=everything)
    answering = Answering(None, data, extra, output)
    wide = width(answering)
    asked = bool(files) and (preview if preview is not None else form in ("text", "json"))
    if asked and form == "text" and output is None:  # the preview may take longer, or fail
        click.echo(rendered(checked, form, width=wide), nl=False)
        sys.stdout.flush()
        shown = len(checked.findings)
        checked = _with_preview(checked, files, data, extra, base)
        emit(answering, rendered(replace(checked, findings=checked.findings[shown:]), form))
    else:
        checked = _with_preview(checked, files, data, extra, base) if asked else checked
        emit(answering, rendered(checked, form, width=wide))
    count = f"{checked.files} file{'' if checked.files == 1 else 's'}"
    click.echo(f"{count}: {counted(checked.findings)}", err=True)
    if checked.absent:
        return 2
    grave = LEVELS[: LEVELS.index(fail_on) + 1]
    return 1 if any(one.severity in grave for one in checked.findings) else 0


def _with_preview(
    checked: Checked,
    files: tuple[Path, ...],
    data: Path | None,
    extra: tuple[Path, ...],
    base: Path | None,
) -> Checked:
    """Return *checked* with what the *files* would change, where no error stands against it."""
    from servanda.check.preview import preview

    if any(one.severity == "error" for one in checked.findings):
        return checked
    rows, failed = preview(files, data, extra, base)
    return replace(checked, preview=rows, findings=(*checked.findings, *failed))
