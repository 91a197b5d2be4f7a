"""``servanda new``: write a first fact without knowing Turtle."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.new.forms import Field, Form, forms

if TYPE_CHECKING:
    from servanda.new.answers import Answers
    from servanda.store import Term

__all__ = ["command"]

_SHOWN = 12


@click.group(name="new")
def command() -> None:
    """Write a new act, visit, report, membership, claim or instrument into a file of its own.

    What is not given by options is asked for on a terminal (or with --ask); "?" as an answer shows
    what is known. The file is canonical, passes `servanda check`, and no file is overwritten. For
    a table of many acts see `servanda import`.
    """


def _run(form: Form, /, ask: bool, data: Path | None, output: Path | None, **given: str) -> int:
    """Ask, draft, check and write."""
    from servanda.check.finding import Checked
    from servanda.check.formats import as_text
    from servanda.check.world import World
    from servanda.new.answers import Answers
    from servanda.new.draft import drafted, written

    said = {name.replace("_", "-"): text for name, text in given.items() if text is not None}
    missing = [f.name for f in form.fields if f.required and f.name not in said and not f.default]
    guided = ask or (bool(missing) and sys.stdin.isatty())
    if missing and not guided:
        listed = ", ".join(f"--{name}" for name in missing)
        raise click.UsageError(f"give {listed}, or --ask to be asked")
    world = World((), data)
    known = Answers(world)
    terms: dict[str, Term] = {}
    for field in form.fields:
        text = said.get(field.name, None if guided else field.default)
        if text is None and guided:
            text = _asked(field, known)
        if text:
            said[field.name] = text
            terms[field.name] = known.term(field, text)
    draft = drafted(form, terms, said, world, data or Path("data"))
    draft.path = output or draft.path
    found = written(draft, world)
    told = tuple(replace(one, path=draft.path) for one in found)
    bad = any(one.severity == "error" for one in found)
    click.echo(as_text(Checked(told)) + (draft.text if bad else ""), nl=False)
    click.echo(f"{'not written' if bad else 'written'}: {draft.path}", err=bad)
    return 1 if bad else 0


def _asked(field: Field, known: Answers) -> str:
    """Ask until the answer can be read; an empty one is none, where none is needed."""
    from servanda.errors import UsageProblem

    while True:
        text = str(
            click.prompt(field.asks, default=field.default or "", show_default=bool(field.default))
        )
        if text.strip() == "?":
            choices = known.choices(field)
            click.echo("\n".join(f"  {one}" for one in choices[:_SHOWN]) or "  (anything)")
            if len(choices) > _SHOWN:
                click.echo(f"  … and {len(choices) - _SHOWN} more: type part of a name")
            continue
        if not text.strip():
            if not field.required:
                return ""
            click.echo("  this is needed")
            continue
        try:
            known.term(field, text)
        except UsageProblem as problem:
            click.echo(f"  {problem}")
            continue
        return text


def _command(form: Form) -> click.Command:
    """Return the command of one *form*."""
    path = click.Path(path_type=Path)
    options: list[click.Parameter] = [
        click.Option(
            [f"--{field.name}"], help=field.asks, metavar=field.type.partition(":")[0].upper()
        )
        for field in form.fields
    ]
    options += [
        click.Option(["--ask"], is_flag=True, help="Ask for what is not given."),
        click.Option(["--data"], type=path, metavar="DIR", help="The data to add to."),
        click.Option(["--output", "-o"], type=path, metavar="FILE", help="Write to this new file."),
    ]
    callback: Any = partial(_run, form)
    return click.Command(form.name, params=options, callback=callback, help=form.summary)


for _form in forms().values():
    command.add_command(_command(_form))
