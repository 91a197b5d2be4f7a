"""Find the instrument, or the article of one, that a person means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.errors import UsageProblem
from servanda.names import did_you_mean, folded, resolve
from servanda.prefixes import BASE, ONTOLOGY
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servanda.store import Store

__all__ = ["Subject", "subject"]

_CUT = re.compile(r"\s*(?:[/:,;]|(?=\b(?:art|articles?|annex|preamble)\b)|§)\s*", re.IGNORECASE)
_WORDS = frozenset({"art", "article", "articles", "para", "paragraph", "no", "of", "and", "the"})
_PROVISIONS = """
SELECT ?provision ?number WHERE {{
  ?provision <{ontology}ofInstrument> {instrument} ; <{ontology}articleNumber> ?number
}} ORDER BY ?provision ?number
"""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an instrument, and perhaps some of its provisions.

    *article* is the article as it was written, empty for the whole instrument; *provisions* holds
    the IRIs of that article and of its paragraphs.
    """

    instrument: str
    article: str = ""
    provisions: frozenset[str] = frozenset()


def subject(store: Store, text: str) -> Subject:
    """Return what *text* means: ``126``, ``ets-126/article-8``, ``ETS 126 art 8``, ``126:8(2)(a)``.

    An article stands for its paragraphs too. Raises UsageProblem, with near names, where there is
    no such instrument or it has no such article.
    """
    if len(text) > _LONGEST:
        raise UsageProblem("the name of the instrument or article is too long")
    plain = text.removeprefix(BASE).removeprefix("instrument/").removeprefix("inst:")
    whole = _instrument(store, text)
    if isinstance(whole, str):
        return Subject(whole)
    for name, article in _splits(plain):
        found = _instrument(store, name)
        if isinstance(found, str):
            return Subject(found, *_article(store, found, article))
    raise whole


def _instrument(store: Store, name: str) -> str | UsageProblem:
    """Return the IRI of the instrument called *name*, or why there is none."""
    try:
        return resolve(store, "instrument", name)
    except UsageProblem as problem:
        return problem


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Return the ways to take *text* for an instrument and an article, longest instrument first."""
    cuts = [match for match in _CUT.finditer(text) if 0 < match.start() < len(text)]
    for cut in reversed(cuts):
        if _parts(text[cut.end() :]):
            yield text[: cut.start()], text[cut.end() :]
    last = text.rfind(" ")
    if last > 0 and _parts(text[last:]):
        yield text[:last], text[last + 1 :]


def _parts(article: str) -> tuple[str, ...]:
    """Return the parts of the number of an *article*: ``8(2)(a)`` is 8, 2, a."""
    words = re.findall(r"\d+|[^\W\d_]+", folded(article.replace("-", " ")))
    return tuple(word for word in words if word not in _WORDS)


def _article(store: Store, instrument: str, article: str) -> tuple[str, frozenset[str]]:
    """Return *article* of the *instrument* as it is numbered there, and all that it covers."""
    iri = Term("iri", instrument).n3()
    table = store.select(_PROVISIONS.format(ontology=ONTOLOGY, instrument=iri))
    numbers = {row[0].value: row[1].value for row in table.rows if row[0] and row[1]}
    wanted = _parts(article)
    covered = {iri for iri, number in numbers.items() if _parts(number)[: len(wanted)] == wanted}
    exact = [numbers[iri] for iri in sorted(covered) if _parts(numbers[iri]) == wanted]
    if not covered:
        raise UsageProblem(
            f"{instrument.rpartition('/')[2]} has no article {article.strip()!r} on record",
            hint=_near(article, numbers),
        )
    written = wanted[0] + "".join(f"({part})" for part in wanted[1:])
    return (exact or [written])[0], frozenset(covered)


def _near(article: str, numbers: Mapping[str, str]) -> str:
    """Return which articles there are instead of *article*."""
    known = {" ".join(_parts(number)): number for number in numbers.values()}
    near = did_you_mean(" ".join(_parts(article)), known)
    if near:
        for spaced, number in sorted(known.items(), key=lambda pair: -len(pair[0])):
            near = re.sub(rf"(?<= ){re.escape(spaced)}(?= or |\?)", number, near)
        return near
    listed = sorted(set(numbers.values()), key=lambda number: (len(_parts(number)[:1]), number))
    first = ", ".join(listed[:12])
    return f"on record are {first}{', …' if len(listed) > 12 else ''}" if listed else "none is"  # noqa: PLR2004
