"""Parse Turtle with rdflib and remember on which line each statement stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser

from servanda.turtle import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import rdflib
    from rdflib.term import Node

__all__ = ["Place", "Places", "parse"]


class Place(NamedTuple):
    """Where something stands; line and column are counted from 1."""

    path: Path
    line: int
    column: int


class Places:
    """Where subjects and statements stand, in all files parsed so far."""

    def __init__(self) -> None:
        self.subjects: dict[Node, Place] = {}
        self.statements: dict[tuple[Node, Node, Node], Place] = {}

    def find(self, subject: Node, predicate: Node | None, value: Node | None) -> Place | None:
        """Return the place of a statement, else of one with that value, else of the subject."""
        if value is not None:
            if predicate is not None and (subject, predicate, value) in self.statements:
                return self.statements[subject, predicate, value]
            for (about, _, object_), place in self.statements.items():
                if (about, object_) == (subject, value):
                    return place
        return self.subjects.get(subject)


def parse(path: Path, graph: rdflib.Graph, places: Places) -> None:
    """Add the Turtle file at *path*, which must be well-formed, to *graph* and to *places*."""
    text = path.read_text(encoding="utf-8")
    parser = _Parser(RDFSink(graph), text, path, places)
    with as_written():
        parser.startDoc()
        parser.feed(text)
        parser.endDoc()


class _Parser(SinkParser):
    """rdflib's Turtle parser, noting the offset at which each object starts."""

    def __init__(self, sink: RDFSink, text: str, path: Path, places: Places) -> None:
        super().__init__(sink, baseURI=path.resolve().as_uri(), turtle=True)
        self._lines = [0, *(n + 1 for n, character in enumerate(text) if character == "\n")]
        self._path = path
        self._places = places
        self._statement = 0
        self._objects: Iterator[int] = iter(())

    def statement(self, argstr: str, i: int) -> int:
        """Parse one statement, noting where its subject starts."""
        self._statement = max(self.skipSpace(argstr, i), 0)
        return super().statement(argstr, i)

    def objectList(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802 - rdflib's name
        """Parse the values of one property, noting where each one starts."""
        starts: list[int] = []
        while True:
            starts.append(self.skipSpace(argstr, i))
            i = self.object(argstr, i, res)
            if i < 0:
                return i
            end = self.skipSpace(argstr, i)
            if end < 0:
                self.BadSyntax(argstr, end, "EOF found after object")
            if argstr[end] != ",":
                break
            i = end + 1
        self._objects = iter(starts)
        return end

    def makeStatement(self, quadruple: Any) -> None:  # noqa: N802 - rdflib's name
        """Hand one statement on, noting where it stands."""
        super().makeStatement(quadruple)
        formula, *terms = quadruple
        predicate, subject, value = (self._store.normalise(formula, term) for term in terms)
        self._places.subjects.setdefault(subject, self._place(self._statement))
        start = next(self._objects, None)
        if start is not None:
            self._places.statements.setdefault((subject, predicate, value), self._place(start))

    def _place(self, offset: int) -> Place:
        """Return the line and column at *offset*."""
        line = bisect_right(self._lines, offset)
        return Place(self._path, line, offset - self._lines[line - 1] + 1)
