"""Cut Turtle into tokens, each with its place, and go on after what is no token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Span", "Token", "tokens"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_LOCAL = rf"(?:[{_BASE}_0-9:]|{_PLX})(?:(?:[{_CHARS}.:]|{_PLX})*(?:[{_CHARS}:]|{_PLX}))?"
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_SHAPES = {
    "blank": r"[ \t\r\n]+",
    "comment": r"#[^\r\n]*",
    "iri": rf'<(?:[^\x00-\x20<>"{{}}|^`\\]|{_UNICODE})*>',
    "long": r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*+"""' + r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*+'''",
    "string": r'"(?!"")(?:[^"\\\r\n]|\\.)*+"' + r"|'(?!'')(?:[^'\\\r\n]|\\.)*+'",
    "empty": r"\"\"(?!\")|''(?!')",
    "node": rf"_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?",
    "name": rf"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?:(?:{_LOCAL})?",
    "number": r"[+-]?(?:\d+\.?\d*[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d+|\d+)",
    "lang": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "word": rf"[{_BASE}][{_CHARS}]*",
    "mark": r"\^\^|[.;,\[\]()]",
    "bad-iri": r"<[^<>\r\n]*>|<[^\s>]*",
    "bad-long": r'"""[\s\S]*' + r"|'''[\s\S]*",
    "bad-string": r"[\"'][^\r\n]*",
    "bad-quote": "[\u201c\u201d\u201e\u201f\u00ab\u2018\u2019\u201a][^\r\n]*?"
    "[\u201c\u201d\u00bb\u2018\u2019](?=[@^\\s;,.]|$)",
    "bad": r"[^\s;,.\[\]()<>\"']+|[\s\S]",
}
_TOKEN = re.compile("|".join(f"(?P<{k.replace('-', '_')}>{v})" for k, v in _SHAPES.items()), re.S)
_END_OF_LINE = re.compile(r"(?:@[A-Za-z-]+)?\s*[;,.\s]*$")


class Span(NamedTuple):
    """A stretch of a text: offsets of its first character and of the one after its last."""

    start: int
    end: int


class Token(NamedTuple):
    """One token: its *kind* (a key of the table above), its *text* and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return where the token stands."""
        return Span(self.start, self.end)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text*, blanks and comments left out; kinds ``bad…`` are mistakes.

    A string that is not closed ends where its line ends, before what ends a value.
    """
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # the last alternative takes any character
            return
        kind, end = str(match.lastgroup).replace("_", "-"), match.end()
        if kind == "bad-string":
            end = at + len(_END_OF_LINE.sub("", match[0])) or end
            end = max(end, at + 1)
        if kind not in ("blank", "comment"):
            yield Token("string" if kind == "empty" else kind, text[at:end], at, end)
        at = end
