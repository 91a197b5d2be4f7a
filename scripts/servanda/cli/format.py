"""``servanda format``: undo what any editor did to the order of a Turtle file."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.ttl]...")
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
def command(files: tuple[Path, ...], check: bool) -> int:
    """Rewrite Turtle FILEs, or all the shipped ones, in the canonical form.

    Comments are kept only at the very top; the number of others, which are lost, is told.
    """
    from servanda import catalog
    from servanda.files import write_whole
    from servanda.turtle import formatted

    folders = ("ontology", "shapes", "data")
    shipped = [path for name in folders for path in catalog.turtle_files(catalog.home() / name)]
    changed = 0
    for path in files or shipped:
        before, after, lost = formatted(path)
        if before == after:
            continue
        changed += 1
        told = f" ({lost} comment{'s' if lost > 1 else ''} inside lost)" if lost else ""
        click.echo(f"{path}{told}")
        if not check:
            write_whole(path, after)
    word = "would change" if check else "changed"
    click.echo(f"{len(files or shipped)} files, {changed} {word}", err=True)
    return 1 if check and changed else 0
