"""Read one token of Turtle as a term; names of mistakes where it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from servanda.check import addresses
from servanda.check.reading import Problem
from servanda.prefixes import PREFIXES
from servanda.store import Term

if TYPE_CHECKING:
    from servanda.check.reading import Reading
    from servanda.check.tokens import Token

__all__ = ["Wrong", "bad", "flat", "iri", "name", "number", "text_of"]

_XSD = PREFIXES["xsd"]
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.S)
_PLAIN = dict(zip("tbnrf\"'\\", "\t\b\n\r\f\"'\\", strict=True))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LAST = 0x10FFFF
_MISTAKES = {
    "bad-iri": "Syntax-iri",
    "bad-long": "Syntax-string",
    "bad-string": "Syntax-string",
    "bad-quote": "Syntax-quotes",
    "word": "Syntax-word",
}


class Wrong(Exception):
    """A mistake at a token."""

    def __init__(self, code: str, token: Token, **values: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, token.span, {"text": flat(token.text), **values})


def bad(token: Token) -> Wrong:
    """Return the mistake that *token*, which can stand nowhere or not here, stands for."""
    return Wrong(_MISTAKES.get(token.kind, "Syntax-unexpected"), token)


def iri(token: Token, base: str, out: Reading) -> Term:
    """Return the IRI in angle brackets; one without a scheme is noted, and is below *base*."""
    text = _ESCAPE.sub(lambda match: _character(match, token), token.text[1:-1])
    if not _SCHEME.match(text):
        out.relative.append(token.span)
        text = urljoin(base, text)
    return Term("iri", text)


def name(token: Token, out: Reading) -> Term:
    """Return the IRI of a prefixed name; where the prefix is not declared the house's is meant."""
    prefix, _, local = token.text.partition(":")
    known = out.prefixes.get(prefix)
    namespace = PREFIXES.get(prefix) or (known[0] if known else None)  # a wrong one is told once
    if known is None and prefix not in out.undeclared:
        out.undeclared[prefix] = namespace
        out.problems.append(Problem("Syntax-prefix", token.span, {"prefix": prefix}))
    if namespace is None:
        close = addresses.near(prefix, PREFIXES) if prefix else []
        namespace = PREFIXES[close[0]] if close else None
    if namespace is None:
        namespace = f"urn:prefix:{prefix}:"
    return Term("iri", namespace + re.sub(r"\\(.)", r"\1", local))


def number(token: Token) -> Term:
    """Return the number."""
    text = token.text
    kind = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
    return Term("literal", text, _XSD + kind)


def text_of(token: Token) -> str:
    """Return what stands between quotation marks; raises Wrong where an escape is none."""
    cut = 3 if token.kind == "long" else 1
    return _ESCAPE.sub(lambda match: _character(match, token), token.text[cut:-cut])


def _character(match: re.Match[str], token: Token) -> str:
    """Return what an escape stands for."""
    code = match[1]
    if len(code) > 1:
        value = int(code[1:], 16)
        if value <= _LAST and not 0xD800 <= value <= 0xDFFF:  # noqa: PLR2004 - surrogates
            return chr(value)
    elif code in _PLAIN:
        return _PLAIN[code]
    raise Wrong("Syntax-escape", token, escape=match[0][:12])


def flat(text: str) -> str:
    """Return *text* in one line that fits a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"  # noqa: PLR2004
