"""``servanda ask``: every stored question is a command, with the options its header names."""

from __future__ import annotations

import click

from servanda import catalog
from servanda.cli.options import answering, server
from servanda.cli.output import Answering, emit_table
from servanda.store import Table, Term

__all__ = ["command"]

_METAVARS = {"date": "YYYY-MM-DD", "integer": "NUMBER", "string": "TEXT"}


class _Questions(click.Group):
    """The stored questions as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the questions."""
        return list(catalog.question_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002
        """Return the command that asks the question called *cmd_name*."""
        return _command(catalog.question(cmd_name))


@click.group(cls=_Questions, invoke_without_command=True)
@click.option(
    "--list", "listed", is_flag=True, help="List the questions and what they want to know."
)
@server()
@answering()
@click.pass_context
def command(ctx: click.Context, answering: Answering, listed: bool) -> None:
    """Ask one of the stored questions (queries/ask/)."""
    ctx.obj = answering
    if listed or ctx.invoked_subcommand is None:
        emit_table(answering, _list())
        ctx.exit(0)


def _list() -> Table:
    """Return the questions as a table."""
    rows = []
    for query in catalog.questions():
        wanted = [p.name if p.required else f"[{p.name}]" for p in query.parameters.values()]
        texts = (query.name, query.summary, " ".join(wanted), ", ".join(query.tags))
        rows.append(tuple(Term("literal", text) for text in texts))
    return Table(("question", "summary", "parameters", "tags"), tuple(rows))


def _command(query: catalog.StoredQuery) -> click.Command:
    """Return the command that asks *query*."""

    @server()
    @answering()
    def asked(answering: Answering, **given: str | None) -> None:
        from servanda.ask import ask

        answering = answering.below(click.get_current_context().obj)
        told = {name: text for name, text in given.items() if text is not None}
        emit_table(answering, ask(answering.store(), query, told))

    made = click.command(query.name, help=f"{query.summary}\n\n{query.description}")(asked)
    made.params[:0] = [_option(parameter) for parameter in query.parameters.values()]
    return made


def _option(parameter: catalog.Parameter) -> click.Option:
    """Return the option for *parameter*."""
    told = f" [default: {parameter.default}]" if parameter.default is not None else ""
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        required=parameter.required and parameter.default is None,
        metavar=_METAVARS.get(parameter.type, parameter.type.upper()),
        help=(parameter.description or f"A {parameter.type}.") + told,
    )
