"""The words that commands have in common: what is asked, from which files, in which format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.output import Answering
from servanda.show import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

__all__ = ["about", "answering", "narrowed", "server", "sources", "subject", "turtle"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)


def subject(command: _Command) -> _Command:
    """Give *command* a State, perhaps an instrument, and a day."""
    command = click.option(
        "--on", default="today", metavar="YYYY-MM-DD", help="The day asked about; default: today."
    )(command)
    command = click.argument("instrument", required=False, shell_complete=_completed)(command)
    return click.argument("state", shell_complete=_completed)(command)


def about(command: _Command) -> _Command:
    """Give *command* a State, an instrument or an article of one, and a day."""
    command = click.option(
        "--on", default="today", metavar="YYYY-MM-DD", help="The day asked about; default: today."
    )(command)
    command = click.argument("what", shell_complete=_completed)(command)
    return click.argument("state", shell_complete=_completed)(command)


def turtle(command: _Command) -> _Command:
    """Give *command* Turtle files; a folder stands for all those in it."""
    return click.argument(
        "files", nargs=-1, type=_FILE, metavar="[FILE.ttl|FOLDER]...", callback=_spread
    )(command)


def _spread(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    parameter: click.Parameter,  # noqa: ARG001
    files: tuple[Path, ...],
) -> tuple[Path, ...]:
    """Return *files* with what is in folders in their place."""
    from servanda.catalog import spread

    return spread(files)


def _completed(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    parameter: click.Parameter,
    begun: str,
) -> list[CompletionItem]:
    """Return the keys of States or instruments that start with what is *begun*."""
    from click.shell_completion import CompletionItem

    from servanda.build import built
    from servanda.errors import ServandaError
    from servanda.names import keys

    try:
        kind = "instrument" if parameter.name == "what" else parameter.name or ""
        known = keys(built(remark=lambda _: None), kind)
    except ServandaError:
        return []
    start = begun.casefold()
    return [
        CompletionItem(key, help=label)
        for key, label in known.items()
        if key.casefold().startswith(start)
    ]


def narrowed(command: _Command) -> _Command:
    """Give *command* the options that narrow it: States, an instrument, a body."""
    command = click.option("--body", metavar="BODY", help="One body and what it watches.")(command)
    command = click.option("--instrument", metavar="INSTRUMENT", help="One instrument only.")(
        command
    )
    return click.option(
        "--state", "states", multiple=True, metavar="STATE", help="One State only; repeatable."
    )(command)


def sources(command: _Command) -> _Command:
    """Give *command* the options that say which files to answer from."""
    command = click.option(
        "--with",
        "extra",
        multiple=True,
        type=_FILE,
        metavar="FILE.ttl",
        help="Add this Turtle file, for this run; may be repeated.",
    )(command)
    return click.option(
        "--data", type=_FILE, metavar="DIR", help="Answer from this folder instead."
    )(command)


def server(*, required: bool = False) -> Callable[[_Command], _Command]:
    """Give a command, above its common options, those that name a SPARQL server."""

    def decorate(command: _Command) -> _Command:
        wrapped = click.option(
            "--update-url", metavar="URL", help="Where that server takes updates, if elsewhere."
        )(command)
        return click.option(
            "--endpoint",
            metavar="URL",
            required=required,
            help="Use the SPARQL server there instead of the files here.",
        )(wrapped)

    return decorate


def answering(formats: Sequence[str] = tuple(FORMATS)) -> Callable[[_Command], _Command]:
    """Give a command the common options; it receives one Answering as *answering*."""

    def decorate(command: _Command) -> _Command:
        def gathered(
            form: str | None,
            data: Path | None,
            extra: tuple[Path, ...],
            output: Path | None,
            rivals: str | None,
            endpoint: str | None = None,
            update_url: str | None = None,
            **rest: Any,
        ) -> Any:
            prefer = rest.pop("prefer", ())
            told = Answering(form, data, extra, output, rivals, endpoint, update_url, prefer)
            return command(answering=told, **rest)

        gathered.__doc__ = command.__doc__
        gathered.__name__ = command.__name__
        gathered.__dict__.update(command.__dict__)
        wrapped = click.option(
            "--output", "-o", type=_FILE, metavar="FILE", help="Write to this file, whole or not."
        )(sources(gathered))
        wrapped = click.option(
            "--rivals",
            type=click.Choice(["pick", "bounds"]),
            help="Where sources disagree on a date: pick the best source (default), or keep all as "
            "bounds; `disputes` lists them.",
        )(wrapped)
        wrapped = click.option(
            "--prefer",
            multiple=True,
            metavar="SOURCE|CLAIM",
            help="Where sources disagree on a date, believe this one; may be repeated.",
        )(wrapped)
        return click.option(  # type: ignore[return-value]
            "--format",
            "-f",
            "form",
            type=click.Choice(list(formats)),
            help="Default for tables: table on a terminal, tsv elsewhere.",
        )(wrapped)

    return decorate
