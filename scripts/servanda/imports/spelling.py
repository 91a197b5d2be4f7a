"""The ways in which tables spell one name: turned round, shortened, with marks of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["key", "spellings"]

_MARKS = re.compile(r"[\d*†‡\u00b9\u00b2\u00b3\u2070-\u2079,\s]+$")
_TURNED = re.compile(r"(?P<last>[^,(]+?)\s*(?:, (?P<first>.+)|\((?P<inner>.+)\))")
_SAINT = re.compile(r"\bSt\.?(?= )")
_ARTICLE = re.compile(r"^the | the$")


def key(text: str) -> str:
    """Return *text* as names are compared."""
    return folded(text.replace("_", " "))


def spellings(name: str) -> Iterator[str]:
    """Yield the keys under which *name* may be known, the likeliest first.

    ``Korea (Republic of)`` and ``Gambia, The`` are turned round; ``St. Lucia`` and ``&`` are
    spelt out; the figures and asterisks of notes go.
    """
    plain = _SAINT.sub("Saint", name).replace("&", " and ")
    for text in (name, plain, _MARKS.sub("", plain)):
        yield key(text)
        yield _ARTICLE.sub("", key(text))
        turned = _TURNED.fullmatch(text.strip())
        if turned:
            first = key(turned["first"] or turned["inner"])
            yield f"{first} {key(turned['last'])}"
            yield _ARTICLE.sub("", f"{first} {key(turned['last'])}")
            if first == key(turned["last"]):
                yield first
