"""Read the terms of Turtle: names, values, and what stands in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.check import terms
from servanda.check.reading import Said
from servanda.check.stream import NAMES, Stream
from servanda.check.terms import Wrong, bad
from servanda.prefixes import PREFIXES
from servanda.store import Term

if TYPE_CHECKING:
    from servanda.check.tokens import Span, Token

__all__ = ["Values"]

_XSD, _RDF = PREFIXES["xsd"], PREFIXES["rdf"]
_FIRST, _REST, _NIL = (Term("iri", _RDF + name) for name in ("first", "rest", "nil"))
_DEEPEST = 20


class Values(Stream):
    """What reads one term."""

    _blank = 0
    _depth = 0

    def properties(self, subject: Term, span: Span) -> None:
        """Read what is said of *subject*, up to the dot or bracket."""
        raise NotImplementedError

    def term(self, role: str) -> tuple[Term, Span]:
        """Read one term in this *role*; raises Wrong where it cannot stand there."""
        token = self.now
        if token.kind == "iri":
            return terms.iri(self.take(), self.base, self.out), token.span
        if token.kind == "name":
            return terms.name(self.take(), self.out), token.span
        if token.kind == "node":
            return Term("blank", "n" + self.take().text[2:]), token.span
        if token.kind == "mark" and token.text in "[(":
            return self.nested(self.take())
        if role == "object":
            return self.literal(), token.span
        if token.kind in ("string", "long", "number"):
            raise Wrong("Syntax-subject", self.take())
        raise bad(self.take())

    def literal(self) -> Term:
        """Read a text, a number, or true or false."""
        token = self.take()
        if token.kind == "number":
            return terms.number(token)
        if token.kind == "word" and token.text in ("true", "false"):
            return Term("literal", token.text, _XSD + "boolean")
        if token.kind not in ("string", "long"):
            raise bad(token)
        text = terms.text_of(token)
        if self.now.kind == "lang":
            return Term("literal", text, None, self.take().text[1:].lower())
        if not self.mark("^^"):
            return Term("literal", text)
        if self.now.kind not in NAMES:
            raise Wrong("Syntax-datatype", self.now)
        kind = self.term("predicate")[0].value
        return Term("literal", text, None if kind == _XSD + "string" else kind)

    def nested(self, opening: Token) -> tuple[Term, Span]:
        """Read what stands in brackets, or the values of a list."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Wrong("Syntax-depth", opening)
        try:
            if opening.text == "(":
                return self.members(opening), opening.span
            node = self.fresh()
            if not self.is_mark("]"):
                self.properties(node, opening.span)
            if not self.mark("]"):
                raise Wrong("Syntax-bracket", opening)
            return node, opening.span
        finally:
            self._depth -= 1

    def members(self, opening: Token) -> Term:
        """Read a list up to its end."""
        head: Term | None = None
        last: Term | None = None
        while not self.mark(")"):
            if self.now.kind == "end" or self.is_mark(".", ";", ","):
                raise Wrong("Syntax-bracket", opening)
            value, place = self.term("object")
            cell, at = self.fresh(), (opening.span, opening.span, place)
            if last is not None:
                self.out.said.append(Said(last, _REST, cell, at))
            self.out.said.append(Said(cell, _FIRST, value, at))
            head, last = head or cell, cell
        if last is None or head is None:
            return _NIL
        self.out.said.append(Said(last, _REST, _NIL, (opening.span,) * 3))
        return head

    def fresh(self) -> Term:
        """Return a blank node that no label stands for."""
        self._blank += 1
        return Term("blank", f"b{self._blank}")
