"""How answers leave: in which format, to which place."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from servanda.layout import laid_out
from servanda.show import FORMATS, as_text, filled, plain

if TYPE_CHECKING:
    from pathlib import Path

    from servanda.store import Store, Table
    from servanda.store.address import Address

__all__ = ["Answering", "colour", "emit", "emit_table", "is_for_people", "width"]


@dataclass(frozen=True, slots=True)
class Answering:
    """What the common options said."""

    form: str | None
    data: Path | None
    extra: tuple[Path, ...]
    output: Path | None
    rivals: str | None = None
    endpoint: str | None = None
    update_url: str | None = None
    prefer: tuple[str, ...] = ()

    def below(self, above: Answering) -> Answering:
        """Return these options together with those given earlier on the command line."""
        return Answering(
            self.form or above.form,
            self.data or above.data,
            (*above.extra, *self.extra),
            self.output or above.output,
            self.rivals or above.rivals,
            self.endpoint or above.endpoint,
            self.update_url or above.update_url,
            (*above.prefer, *self.prefer),
        )

    @property
    def table_form(self) -> str:
        """Return the format for tables: the one asked for, the habitual one, or what suits."""
        if self.form:
            return self.form
        habit = os.environ.get("SERVANDA_FORMAT", "")
        if habit in FORMATS:
            return habit
        return "table" if self.output is None and sys.stdout.isatty() else "tsv"

    @property
    def told(self) -> dict[str, str]:
        """Return the parameters of rules that get other values than their defaults."""
        told = {"rivals": self.rivals} if self.rivals else {}
        if self.prefer:
            from servanda.build import built
            from servanda.prefer import preferred

            store = built(self.data, self.extra, told=told)
            told["prefer"] = " ".join(preferred(store, name) for name in self.prefer)
        return told

    @property
    def address(self) -> Address | None:
        """Return where the server is, or None; raises UsageProblem where that is no server."""
        from servanda.store.address import address

        if self.endpoint is not None:
            return address(self.endpoint, self.update_url)
        if self.update_url is not None:
            from servanda.errors import UsageProblem

            raise UsageProblem("--update-url goes with --endpoint")
        return None

    def store(self) -> Store:
        """Return the store to answer from."""
        from servanda.build import built

        if self.endpoint is not None or self.update_url is not None:
            return self._served()
        return built(self.data, self.extra, told=self.told)

    def _served(self) -> Store:
        """Return the store on the server, which answers from what was loaded there."""
        from servanda.errors import UsageProblem
        from servanda.store import served

        if self.data or self.extra or self.rivals or self.prefer:
            raise UsageProblem(
                "--data, --with, --rivals and --prefer do not go with --endpoint",
                hint="give them to `servanda load`",
            )
        assert self.address is not None  # noqa: S101 - the caller has looked
        return served(self.address)


def is_for_people(answering: Answering) -> bool:
    """Say whether the answer is for a person to read."""
    return answering.table_form == "table"


def width(answering: Answering) -> int | None:
    """Return how many columns there are to fill, or None where that is not known."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    if answering.output is None and sys.stdout.isatty():
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    return None


def colour(answering: Answering) -> bool:
    """Say whether to use colours."""
    to_terminal = answering.output is None and sys.stdout.isatty()
    return to_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit_table(answering: Answering, table: Table) -> None:
    """Print *table* in the format asked for."""
    if not is_for_people(answering):
        emit(answering, as_text(table, answering.table_form))
        return
    shown = filled(table)
    rows = [list(map(plain, row)) for row in shown.rows]
    text = laid_out(shown.columns, rows, width=width(answering), colour=colour(answering))
    emit(answering, text)
    click.echo(f"{len(table)} row{'' if len(table) == 1 else 's'}", err=True)


def emit(answering: Answering, text: str | bytes) -> None:
    """Put *text* on stdout, or whole into the file asked for."""
    if answering.output is None:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        sys.stdout.write(text)
        return
    from servanda.errors import UsageProblem
    from servanda.files import write_whole

    try:
        write_whole(answering.output, text)
    except OSError as error:
        raise UsageProblem(f"cannot be written: {error.strerror}", answering.output) from error
