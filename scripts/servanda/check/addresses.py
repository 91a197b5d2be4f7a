"""Names and addresses: of which scheme, on which host, and whether they only look like ours."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from servanda.prefixes import BASE, PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["host", "lookalike", "near", "problem", "shown"]

_SCHEMES = ("http", "https", "urn")
_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0443\u0445\u0501\u051b\u0261\u0131\u03bf\u03b1\u0432\u043d\u043a\u043c\u0442"
    "01\u0437|",
    "aceijopsyxdqgioabhkmtol3l",
)
_OURS = urlsplit(BASE).netloc
_CLOSE = 0.84


def shown(iri: str) -> str:
    """Return *iri* short, as far as that is possible, with what is not plain written out."""
    text = compact(iri)
    text = f"<{iri}>" if text == iri or ":" not in text else text
    return text if text.isascii() else text.encode("ascii", "backslashreplace").decode()


def host(iri: str) -> str | None:
    """Return the host of *iri*, with what stands beside it, or None where it names none."""
    try:
        return urlsplit(iri).netloc or None
    except ValueError:
        return None


def near(name: str, known: Iterable[str], least: float = 0.7) -> list[str]:
    """Return the names in *known* that are nearest to *name*, whatever the case of letters."""
    plain: dict[str, str] = {}
    for one in sorted(known):
        plain.setdefault(one.casefold(), one)
    if name.casefold() in plain:
        return [plain[name.casefold()]]
    return [plain[one] for one in get_close_matches(name.casefold(), list(plain), 2, least)]


def problem(iri: str, hosts: Collection[str]) -> tuple[str, str] | None:
    """Return the code of the rule that *iri* breaks, and what is meant, or None."""
    scheme = iri.partition(":")[0].lower()
    if scheme not in _SCHEMES:
        return "Iri-scheme", ""
    if scheme == "urn":
        return None
    meant = lookalike(iri, hosts)
    if meant:
        return "Iri-lookalike", meant
    place = host(iri)
    if place is None:
        return "Iri-scheme", ""
    known = iri.startswith(BASE) or (place in hosts and place != _OURS)
    return None if known else ("Iri-foreign", "")


def lookalike(iri: str, hosts: Collection[str]) -> str | None:  # noqa: PLR0911 - one per way
    """Return the address that *iri* looks like without being it, or None."""
    if iri.startswith((BASE, *PREFIXES.values())):
        return None
    place = host(iri)
    if place is None:
        return None
    bare = place.rpartition("@")[2].partition(":")[0].lower()
    if place != _OURS and (bare == _OURS or (place.partition("@")[0] == _OURS and "@" in place)):
        return BASE
    if place == _OURS:
        rest = iri.split(_OURS, 1)[1]
        first = rest.strip("/").partition("/")[0].partition("#")[0].casefold()
        return BASE if SequenceMatcher(None, first, "servanda").ratio() > _CLOSE else None
    if place in hosts:
        return _namespace(iri)
    if "/servanda/" in iri:
        return BASE
    for known in sorted({_OURS, *hosts}):
        if (
            _folded(bare) == _folded(known)
            or bare.startswith(f"{known}.")
            or bare == f"www.{known}"
        ):
            return BASE if known == _OURS else known
    close = get_close_matches(bare, sorted(hosts), 1, _CLOSE)
    return (BASE if close[0] == _OURS else close[0]) if close else None


def _namespace(iri: str) -> str | None:
    """Return the namespace that *iri* would be in but for its scheme or its last sign."""
    bare = re.sub(r"^https?://(www\.)?", "", iri)
    for namespace in PREFIXES.values():
        plain = re.sub(r"^https?://(www\.)?", "", namespace)
        if not iri.startswith(namespace) and bare.startswith(plain.rstrip("/#")):
            rest = bare[len(plain.rstrip("/#")) :]
            if re.fullmatch(r"[/#]?[A-Za-z][\w-]*", rest):
                return namespace
    return None


def _folded(name: str) -> str:
    """Return *name* with signs that look alike made equal."""
    if name.startswith("xn--") or ".xn--" in name:
        try:
            name = name.encode("ascii").decode("idna")
        except UnicodeError:
            return name
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_ALIKE)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.replace("rn", "m").replace("vv", "w").replace("i", "l")
