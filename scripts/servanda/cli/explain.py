"""``servanda explain``: a rule of ``servanda check``, why it is there, and examples."""

from __future__ import annotations

from textwrap import fill, indent

import click

__all__ = ["command"]

_WIDE = 100


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> int:
    """Tell what RULE asks, the article or convention behind it, and a bad and a good example.

    RULE is the code between brackets in a finding, such as Act-by or Syntax-dot. Without one, all
    rules are listed.
    """
    from servanda.check.explain import explained, listed
    from servanda.show import printable

    if rule is None:
        for code, (severity, asks, _) in listed().items():
            click.echo(f"{code}\t{severity}\t{asks}")
        return 0
    told = explained(rule)
    click.echo(f"{told.code} ({told.severity})\n")
    click.echo(fill(printable(told.asks), _WIDE) + "\n")
    if told.why:
        click.echo(fill(f"Why: {printable(told.why)}", _WIDE) + "\n")
    for head, text in (("Not so:", told.bad), ("But so:", told.good)):
        if text:
            shown = "".join(map(printable, text.replace("\t", " ").splitlines(keepends=True)))
            click.echo(f"{head}\n\n{indent(shown, '    ')}")
    return 0
