"""Signs that nobody sees or that mislead the eye: in names, texts and comments alike."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from servanda.check.reading import Problem
from servanda.check.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["found"]

_KINDS = {
    "Characters-bidi": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "Characters-invisible": (
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800"
        "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    ),
    "Characters-control": "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff",
}
_SIGNS = {code: re.compile(f"[{signs}]") for code, signs in _KINDS.items()}
_ANY = re.compile(f"[{''.join(_KINDS.values())}]")
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([bf]))")
_JOINERS = "\u200c\u200d"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LAST = 0x10FFFF


def found(text: str) -> Iterator[Problem]:
    """Yield what is odd about the signs of *text*, once per kind and line."""
    seen: set[tuple[str, int]] = set()
    for problem in (*_hidden(text), *_escaped(text), *_words(text)):
        key = problem.code, text.count("\n", 0, problem.span.start)
        if key not in seen:
            seen.add(key)
            yield problem


def _hidden(text: str) -> Iterator[Problem]:
    """Yield signs that are not seen."""
    if text.isascii() and not _ANY.search(text):
        return
    for match in _ANY.finditer(text):
        if match[0] in _JOINERS and _joins(text, match.start()):
            continue
        code = _code(match[0])
        yield Problem(code, Span(*match.span()), {"sign": _named(match[0])})


def _joins(text: str, at: int) -> bool:
    """Say whether the joiner at *at* stands between letters of a script that needs it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return all(sign.isalpha() and sign > "\u0590" for sign in (before or "a", after or "a")) or (
        unicodedata.category(before or "a") == "Mn" and before > "\u0900"
    )


def _escaped(text: str) -> Iterator[Problem]:
    """Yield signs that are written by their number and would not be seen."""
    for match in _ESCAPED.finditer(text) if "\\" in text else ():
        number = int(match[1] or match[2] or {"b": "8", "f": "C"}[match[3]], 16)
        sign = chr(number) if number <= _LAST else ""
        if sign and _ANY.match(sign) and sign not in _JOINERS:
            yield Problem(_code(sign), Span(*match.span()), {"sign": _named(sign)})


def _words(text: str) -> Iterator[Problem]:
    """Yield words that are not composed, or of two alphabets."""
    if text.isascii():
        return
    composed = unicodedata.is_normalized("NFC", text)
    for match in re.finditer(r"\S*[^\x00-\x7f]\S*", text):
        word = match[0]
        if not composed and not unicodedata.is_normalized("NFC", word):
            bare = word.strip("\"'<>;,.")[:60]
            values = {"text": bare, "meant": unicodedata.normalize("NFC", bare)}
            yield Problem("Characters-composed", Span(*match.span()), values)
        for part in _WORD.finditer(word):
            if _OTHER.search(part[0]) and _LATIN.search(part[0]):
                span = Span(match.start() + part.start(), match.start() + part.end())
                values = {"text": part[0][:60], "alphabets": _alphabets(part[0])}
                yield Problem("Characters-mixed", span, values)


def _alphabets(word: str) -> str:
    """Return the alphabets whose letters are in *word*."""
    names = {unicodedata.name(sign, "?").split()[0].capitalize() for sign in word if sign.isalpha()}
    return ", ".join(sorted(names))


def _code(sign: str) -> str:
    return next(code for code, signs in _SIGNS.items() if signs.match(sign))


def _named(sign: str) -> str:
    """Return number and name of a *sign* that is not seen."""
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X}{' ' + name if name else ''}"
