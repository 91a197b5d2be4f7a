"""Values: their kind, whether they have its form, their length, language and markup."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from servanda.check import addresses
from servanda.check.vocabulary import standard
from servanda.prefixes import PREFIXES, compact

if TYPE_CHECKING:
    from servanda.store import Term

__all__ = ["LONGEST", "Odd", "problem"]

LONGEST, _DIGITS = 20_000, 18
_XSD, _RDF = PREFIXES["xsd"], PREFIXES["rdf"]
_ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
_FORMS = {
    "boolean": r"true|false|1|0",
    "date": rf"-?\d{{4,}}-\d{{2}}-\d{{2}}{_ZONE}",
    "dateTime": rf"-?\d{{4,}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}:\d{{2}}(?:\.\d+)?{_ZONE}",
    "decimal": r"[+-]?(?:\d+\.?\d*|\.\d+)",
    "double": r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "gMonthDay": rf"--\d{{2}}-\d{{2}}{_ZONE}",
    "gYear": rf"-?\d{{4,}}{_ZONE}",
    "gYearMonth": rf"-?\d{{4,}}-\d{{2}}{_ZONE}",
    "integer": r"[+-]?\d+",
    "nonNegativeInteger": r"\+?\d+|-0+",
    "positiveInteger": r"\+?0*[1-9]\d*",
}
_EXAMPLES = {
    "boolean": "true or false",
    "date": 'Write a day of the calendar as "1998-05-05"^^xsd:date; a month is "1998-05"^^xsd:'
    'gYearMonth, a year "1998"^^xsd:gYear.',
    "gMonthDay": 'Write a day of every year as "--12-31"^^xsd:gMonthDay.',
    "gYear": 'Write a year as "1998"^^xsd:gYear.',
    "gYearMonth": 'Write a month as "1998-05"^^xsd:gYearMonth.',
    "integer": "Write a whole number in digits, such as 12.",
}
_MARKUP = re.compile(
    r"</?(?:a|b|body|br|div|embed|em|form|h[1-6]|html|i|iframe|img|input|li|link|meta|object|ol|p|"
    r"script|span|strong|style|svg|table|td|tr|u|ul)\b[^<>]*>|<!--|\bjavascript:|\bon\w+\s*=\s*[\"']",
    re.I,
)
_MEANT = {
    "english": "en", "eng": "en", "french": "fr", "fra": "fr", "fre": "fr", "german": "de",
    "deu": "de", "ger": "de", "russian": "ru", "rus": "ru", "spanish": "es", "spa": "es",
    "italian": "it", "ita": "it", "francais": "fr", "gb": "en-GB", "us": "en-US", "gr": "el",
    "ua": "uk", "cz": "cs", "dk": "da", "jp": "ja", "cn": "zh", "at": "de-AT",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{5,8})*", re.I)


class Odd(NamedTuple):
    """What is wrong with a value: the code of the rule, values for its sentence, the kind meant."""

    code: str
    values: dict[str, str]
    meant: str | None = None


def problem(term: Term) -> Odd | None:
    """Return what is wrong with the literal *term*, or None."""
    text = term.value
    if term.language is not None:
        tag = term.language
        if not _is_language(tag):
            meant = _MEANT.get(tag.casefold())
            advice = f"Did you mean @{meant}?" if meant else "Write @en, @fr or another tag."
            return Odd("Language-unknown", {"text": tag, "suggestion": advice})
    if term.datatype is not None:
        odd = _typed(text, term.datatype)
        if odd is not None:
            return odd
    if len(text) > LONGEST:
        return Odd("Text-long", {"length": str(len(text)), "most": str(LONGEST)})
    markup = _MARKUP.search(text)
    if markup and term.datatype is None:
        return Odd("Markup", {"text": markup[0][:60]})
    return None


@cache
def _two() -> frozenset[str]:
    """Return the tags of two letters (ISO 639-1)."""
    text = Path(__file__).with_name("languages.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def _is_language(tag: str) -> bool:
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    first = match[1].lower()
    return first in _two() if len(first) == 2 else first not in _MEANT  # noqa: PLR2004


def _typed(text: str, kind: str) -> Odd | None:
    """Return what is wrong with *text* as a value of this *kind*."""
    if kind in (_RDF + "HTML", _RDF + "XMLLiteral"):
        return Odd("Markup", {"text": compact(kind)})
    local = kind.removeprefix(_XSD)
    if not kind.startswith(_XSD) or local not in (standard(_XSD) or ()):
        close = addresses.near(kind.rpartition("#")[2], _FORMS | {"anyURI": "", "string": ""})
        advice = f"Did you mean xsd:{close[0]}?" if close else "Leave it out, or use one of xsd:."
        values = {"text": addresses.shown(kind), "suggestion": advice}
        return Odd("Datatype-unknown", values, _XSD + close[0] if close else None)
    if local in ("integer", "decimal", "double") and sum(map(str.isdigit, text)) > _DIGITS:
        return Odd("Number-long", {"length": str(sum(map(str.isdigit, text)))})
    if local == "anyURI":
        return _address(text)
    form = _FORMS.get(local)
    if form is None or (re.fullmatch(form, text) and _in_calendar(text, local)):
        return None
    values = {"text": f'"{text[:40]}"', "kind": compact(kind)}
    return Odd("Datatype-form", values | {"suggestion": _EXAMPLES.get(local, _EXAMPLES["integer"])})


def _address(text: str) -> Odd | None:
    """Return what is wrong with a web address as a value."""
    scheme = text.partition(":")[0].strip().lower()
    if ":" in text and scheme not in ("http", "https", "urn", "mailto", "doi"):
        return Odd("Iri-scheme", {"text": f'"{text[:60]}"'})
    try:
        urlsplit(text)
    except ValueError:
        return Odd("Datatype-form", {"text": f'"{text[:40]}"', "kind": "xsd:anyURI"})
    return None


def _in_calendar(text: str, local: str) -> bool:
    """Say whether a date has a month and a day that exist."""
    if local not in ("date", "dateTime", "gYearMonth", "gMonthDay"):
        return True
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    year, month = (2000, numbers[0]) if local == "gMonthDay" else (numbers[0], numbers[1])
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return False
    if local == "gYearMonth":
        return True
    day = numbers[1] if local == "gMonthDay" else numbers[2]
    return 1 <= day <= monthrange(year % 400 or 400, month)[1]
