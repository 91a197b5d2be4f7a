"""``servanda format``: undo what any editor did to the order of a Turtle file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import turtle

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command()
@turtle
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--drop-comments", is_flag=True, help="Format also where comments inside are lost.")
def command(files: tuple[Path, ...], check: bool, drop_comments: bool) -> int:
    """Rewrite Turtle FILEs, those in a FOLDER, or all the shipped ones, in the canonical form.

    Comments are kept at the very top; a file with comments further down is refused, since they
    would be lost. Banners that editors write by themselves are taken out.
    """
    from servanda import catalog
    from servanda.errors import DataProblem
    from servanda.files import write_whole
    from servanda.turtle import formatted

    folders = ("ontology", "shapes", "data")
    shipped = [path for name in folders for path in catalog.turtle_files(catalog.home() / name)]
    changed = refused = 0
    chosen = files or shipped
    for path in chosen:
        try:
            before, after, lost = formatted(path)
        except DataProblem as problem:
            refused += 1
            click.echo(f"{problem}")
            continue
        if before == after:
            continue
        if lost and not drop_comments:
            refused += 1
            click.echo(f"{path}:{lost[0]}: {_advice(len(lost))}")
            continue
        changed += 1
        click.echo(f"{path}")
        if not check:
            write_whole(path, after)
    word = "would change" if check else "changed"
    kept = f", {refused} refused" if refused else ""
    click.echo(f"{len(chosen)} files, {changed} {word}{kept}", err=True)
    return 1 if refused or (check and changed) else 0


def _advice(count: int) -> str:
    """Return what to do about *count* comments that would be lost."""
    what = "a comment" if count == 1 else f"{count} comments"
    return (
        f"not formatted: {what} inside would be lost; move them to the very top of the file or "
        "into skos:editorialNote, or use --drop-comments"
    )
