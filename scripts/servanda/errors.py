"""The ways in which Servanda says no: one class for each exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DataProblem",
    "InternalProblem",
    "LimitProblem",
    "ServandaError",
    "ServerProblem",
    "UsageProblem",
]


class ServandaError(Exception):
    """Something that a person can put right.

    *message* says what is wrong in one line; *path*, *line* and *column* (both counted from 1) say
    where; *hint* says what to do next. ``str()`` gives ``path:line:column: message (hint)``.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    @property
    def place(self) -> str:
        """Where it is wrong, as ``path:line:column`` as far as known, or an empty string."""
        parts = [str(self.path or ""), str(self.line or ""), str(self.column or "")]
        return ":".join(part for part in parts if part)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what = " ".join(self.message.split())
        return f"{where}{what} ({self.hint})" if self.hint else f"{where}{what}"


class DataProblem(ServandaError):
    """A data, ontology, shape or rule file is not right."""

    exit_code = 1


class ServerProblem(ServandaError):
    """A server cannot be reached, fails, or gives an answer that is not whole."""

    exit_code = 1


class UsageProblem(ServandaError):
    """The request is not right: an unknown name, an impossible date, a malformed query."""

    exit_code = 2


class InternalProblem(ServandaError):
    """Servanda itself is at fault."""

    exit_code = 3


class LimitProblem(ServandaError):
    """A limit of time, memory or size was reached."""

    exit_code = 4
