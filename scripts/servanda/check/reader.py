"""Read Turtle statement by statement, with the place of every term; after a mistake go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.check import terms
from servanda.check.reading import Said
from servanda.check.stream import NAMES
from servanda.check.terms import Wrong, bad
from servanda.check.values import Values
from servanda.prefixes import PREFIXES
from servanda.store import Term

if TYPE_CHECKING:
    from servanda.check.reading import Reading
    from servanda.check.tokens import Span, Token

__all__ = ["read"]

_TYPE = Term("iri", PREFIXES["rdf"] + "type")


def read(text: str, base: str) -> Reading:
    """Return what can be read of *text*; IRIs without a scheme are below *base*."""
    reader = _Reader(text, base)
    while reader.now.kind != "end":
        reader.statement()
    return reader.out


class _Reader(Values):
    """One pass over the tokens of one text."""

    def statement(self) -> None:
        """Read one statement; after a mistake that cannot be mended go on with the next."""
        self._depth, first = 0, self._at
        try:
            if self.is_directive():
                word = self.take()
                declare = self.prefix if word.text.lower().endswith("prefix") else self.new_base
                declare(word)
            else:
                self.triples()
        except Wrong as wrong:
            self.out.problems.append(wrong.problem)
            self._at = max(self._at, first + 1)
            while self.now.kind != "end" and not self.opens():
                if self.before.text == "." and "\n" in self.gap():
                    return
                self.take()

    def triples(self) -> None:
        """Read a subject, its properties and the dot."""
        alone = self.is_mark("[")
        subject, span = self.term("subject")
        if not (alone and self.is_mark(".")):
            self.properties(subject, span)
        if not self.mark("."):
            if self.is_mark("]", ")"):
                raise Wrong("Syntax-bracket", self.take())
            told = self.out.problems[-1].span.end if self.out.problems else -1
            if told < self.before.end:  # else what is missing is part of what was told
                raise self.after("Syntax-dot")

    def properties(self, subject: Term, span: Span) -> None:
        """Read ``predicate object, object ; …`` up to the dot or bracket."""
        stated = False
        while not (self.is_mark(".", "]") and stated) and self.now.kind != "end":
            if stated and self.opens() and not self._depth:
                return
            predicate: Term | None = None
            try:
                predicate, where = self.verb()
                self.objects(subject, span, predicate, where)
            except Wrong as wrong:
                self.out.doubtful.add((subject, predicate))
                if wrong.problem.code == "Syntax-depth":
                    raise
                self.out.problems.append(wrong.problem)
                self._skip()
            stated = True
            if self.is_mark(".", "]") or self.now.kind == "end" or self.opens():
                return
            if not self.is_mark(";"):
                self.out.problems.append(self.after("Syntax-separator").problem)
            while self.mark(";"):
                pass

    def _skip(self) -> None:
        """Go past what cannot be read of one property."""
        while self.now.kind != "end" and not self.opens():
            if self.is_mark(";", "]") or (self.is_mark(".") and self._ends()):
                return
            self.take()

    def _ends(self) -> bool:
        """Say whether the mark that comes next is the last on its line."""
        rest = self.out.text[self.now.end : self._all[self._at + 1].start]
        return "\n" in rest or self._all[self._at + 1].kind == "end"

    def verb(self) -> tuple[Term, Span]:
        """Read a predicate."""
        if self.now.kind == "word" and self.now.text == "a":
            return _TYPE, self.take().span
        if self.now.kind in NAMES:
            return self.term("predicate")
        if self.is_mark(".", ";", "]"):
            raise Wrong("Syntax-predicate", self.before)
        if self.now.kind.startswith("bad") or self.now.kind == "word":
            raise bad(self.take())
        raise Wrong("Syntax-predicate", self.take())

    def objects(self, subject: Term, span: Span, predicate: Term, where: Span) -> None:
        """Read the values of one property."""
        while True:
            if self.is_mark(".", ";", "]", ",") or self.now.kind == "end":
                raise Wrong("Syntax-value", self.before)
            value, place = self.term("object")
            self.out.said.append(Said(subject, predicate, value, (span, where, place)))
            if not self.mark(","):
                break
        if self.now.kind.startswith("bad") or self.now.kind == "lang":
            raise bad(self.take())
        self._followed()
        if self.is_mark(")") or (self.is_mark("]") and not self._depth):
            raise Wrong("Syntax-bracket", self.take())

    def _followed(self) -> None:
        """Raise Wrong where, on the same line, something follows a value that cannot."""
        if "\n" in self.gap() or self.now.kind == "end" or self.is_mark(".", ";", "]", ")"):
            return
        if self.before.kind == "number" and not self.gap():
            raise Wrong("Syntax-date", self.before)
        value = self._all[self._at + 1]
        verb = self.now.kind in NAMES or self.now.text == "a"
        if not verb or value.kind in ("mark", "end", "lang"):
            raise Wrong("Syntax-unexpected", self.take())

    def prefix(self, word: Token) -> None:
        """Read the declaration of a prefix."""
        label = self.now
        if label.kind != "name" or not label.text.endswith(":"):
            self.out.prefixes.setdefault(label.text, (PREFIXES.get(label.text, ""), label.span))
            raise Wrong("Syntax-declaration", label)
        self.take()
        if self.now.kind != "iri":
            wrong = self.now.kind == "bad-iri"
            raise bad(self.take()) if wrong else Wrong("Syntax-declaration", label)
        namespace = terms.iri(self.take(), self.base, self.out).value
        self.out.prefixes[label.text[:-1]] = (namespace, label.span)
        self._dot(word)

    def new_base(self, word: Token) -> None:
        """Read the declaration of a base."""
        if self.now.kind != "iri":
            raise Wrong("Syntax-declaration", self.now)
        self.base = terms.iri(self.take(), self.base, self.out).value
        self._dot(word)

    def _dot(self, word: Token) -> None:
        """Read the dot that belongs to ``@prefix`` and not to ``PREFIX``."""
        if word.text.startswith("@"):
            if not self.mark("."):
                raise self.after("Syntax-dot")
        elif self.is_mark("."):
            raise Wrong("Syntax-declaration", self.take())
