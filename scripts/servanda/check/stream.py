"""The tokens of a text, one after the other, and what can be told from their places."""

from __future__ import annotations

from servanda.check.reading import Reading
from servanda.check.terms import Wrong
from servanda.check.tokens import Span, Token, tokens

__all__ = ["NAMES", "Stream"]

NAMES = ("iri", "name")
_DECLARE = ("prefix", "base", "@prefix", "@base")


class Stream:
    """The tokens of a text, one after the other."""

    def __init__(self, text: str, base: str) -> None:
        self.out = Reading(text)
        end = Token("end", "", len(text), len(text))
        self._all = [*tokens(text), end, end, end]
        self._at = 0
        self.base = base

    @property
    def now(self) -> Token:
        """Return the token to be read next."""
        return self._all[self._at]

    @property
    def before(self) -> Token:
        """Return the token read last."""
        return self._all[max(self._at - 1, 0)]

    def take(self) -> Token:
        """Return the next token, and go past it."""
        token = self.now
        self._at += token.kind != "end"
        return token

    def mark(self, text: str) -> bool:
        """Go past the mark *text* if it comes next, and say whether it did."""
        return self.is_mark(text) and bool(self.take())

    def is_mark(self, *texts: str) -> bool:
        """Say whether one of the marks *texts* comes next."""
        return self.now.kind == "mark" and self.now.text in texts

    def after(self, code: str) -> Wrong:
        """Return that something is missing right after the last token."""
        wrong = Wrong(code, self.before)
        end = self.before.end
        wrong.problem = wrong.problem._replace(span=Span(end, end + 1))
        return wrong

    def gap(self) -> str:
        """Return what stands between the last token and the next."""
        return self.out.text[self.before.end if self._at else 0 : self.now.start]

    def at_margin(self) -> bool:
        """Say whether the next token is the first on a line, and nothing stands before it."""
        gap = self.gap()
        return (not self._at or "\n" in gap) and not gap.endswith((" ", "\t"))

    def opens(self) -> bool:
        """Say whether what follows looks like subject, verb and value, on a line of its own."""
        if not self.at_margin():
            return False
        if self.is_directive():
            return True
        one, two, three = self._all[self._at : self._at + 3]
        verb = two.kind in NAMES or two.text == "a"
        return one.kind in (*NAMES, "bad-iri") and verb and three.kind not in ("mark", "lang")

    def is_directive(self) -> bool:
        """Say whether a declaration comes next."""
        return self.now.kind in ("word", "lang") and self.now.text.lower() in _DECLARE
