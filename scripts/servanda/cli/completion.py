"""``servanda completion``: help for the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]

_HOW = {
    "bash": 'eval "$(servanda completion bash)"',
    "zsh": 'eval "$(servanda completion zsh)"',
    "fish": "servanda completion fish | source",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_HOW)))
def command(shell: str) -> None:
    """Print the completion script for SHELL; put its use into the start file of the shell."""
    from servanda.cli import program

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - the choices are click's own shells
    click.echo(found(program, {}, "servanda", "_SERVANDA_COMPLETE").source())
    click.echo(f"# use it so: {_HOW[shell]}", err=True)
