"""What an answer is made of: terms, triples and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Table", "Term", "Triple"]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TABLE = str.maketrans({**{chr(c): f"\\u{c:04X}" for c in (*range(32), 127)}, **_ESCAPES})
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One name or value. Only literals have *datatype* or *language*; plain strings neither."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str | None = None
    language: str | None = None

    def n3(self) -> str:
        """Return the term as N-Triples and SPARQL write it."""
        if self.kind == "iri":
            return f"<{self.value}>"
        if self.kind == "blank":
            return f"_:{self.value}"
        text = f'"{self.value.translate(_TABLE)}"'
        if self.language:
            return f"{text}@{self.language}"
        if self.datatype and self.datatype != _STRING:
            return f"{text}^^<{self.datatype}>"
        return text


class Triple(NamedTuple):
    """Subject, predicate, object."""

    subject: Term
    predicate: Term
    object: Term

    def n3(self) -> str:
        """Return the triple as one N-Triples line, without the line end."""
        return f"{self.subject.n3()} {self.predicate.n3()} {self.object.n3()} ."


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: named columns, and rows with one term, or None, for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self) -> Iterator[dict[str, str]]:
        """Yield each row as its texts by column, empty where there is no term."""
        for row in self.rows:
            yield {n: c.value if c else "" for n, c in zip(self.columns, row, strict=True)}

    def column(self, name: str) -> list[str | None]:
        """Return the texts in the column *name*, top to bottom."""
        place = self.columns.index(name)
        return [row[place].value if row[place] else None for row in self.rows]  # type: ignore[union-attr]
