"""What is wrong with the names and values of a file, whatever it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.check import addresses, characters, literals
from servanda.check.reading import Problem
from servanda.check.terms import flat
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from servanda.check.reading import Reading, Said
    from servanda.check.tokens import Span
    from servanda.check.vocabulary import Words
    from servanda.store import Term

__all__ = ["Hygiene"]

_TYPE = PREFIXES["rdf"] + "type"
_LIST = frozenset(PREFIXES["rdf"] + name for name in ("first", "rest"))
_NAMESPACES = frozenset(PREFIXES.values())
_PLACEHOLDER = "urn:prefix:"


@dataclass(slots=True)
class Hygiene:
    """One look at a reading: the problems, and for each misspelt IRI the one that is meant."""

    words: Words
    hosts: Collection[str]
    facts: bool = True
    meant: dict[str, str] = field(default_factory=dict)
    _seen: set[object] = field(default_factory=set)

    def problems(self, reading: Reading) -> Iterator[Problem]:
        """Yield what is found in *reading*."""
        yield from characters.found(reading.text)
        yield from self._declarations(reading)
        for span in reading.relative:
            yield Problem("Iri-relative", span, {"text": reading.text[span.start : span.end]})
        relative = set(reading.relative)
        for said in reading.said:
            for problem in self._said(said):
                if problem.span not in relative:
                    values = {"text": flat(reading.text[slice(*problem.span)])}
                    yield problem._replace(values=values | problem.values)

    def _declarations(self, reading: Reading) -> Iterator[Problem]:
        """Yield prefixes that mislead."""
        for prefix, (namespace, span) in reading.prefixes.items():
            meant = PREFIXES.get(prefix)
            values = {"prefix": prefix, "namespace": flat(namespace), "meant": meant or ""}
            if meant is not None and namespace != meant:
                yield Problem("Prefix-other", span, values)
            elif meant is None and namespace not in _NAMESPACES:
                alike = addresses.lookalike(namespace, self.hosts)
                if alike:
                    shown = {"text": addresses.shown(namespace), "meant": alike}
                    yield Problem("Iri-lookalike", span, shown)
                    self._seen.add(namespace)

    def _said(self, said: Said) -> Iterator[Problem]:
        """Yield what is wrong with one triple."""
        subject, predicate, value, at = said
        member = predicate.value in _LIST and subject.kind == "blank"
        focus = {"focus": subject.value, "property": predicate.value}
        if self.facts:
            yield from self._blank(subject, at[0], nested=False)
            yield from self._blank(value, at[2], nested=subject.kind == "blank")
        if subject.kind == "iri" and self._first((at[0], "subject")):
            yield from self._subject(subject.value, at[0])
        if subject.value.startswith(ONTOLOGY) and self.facts:
            return
        if self._first((at[1], "verb")) and not member:
            yield from self._term(predicate.value, "property", at[1], focus)
        if value.kind == "literal":
            yield from self._literal(value, at[2], focus)
        elif value.kind == "iri" and not (member and value.value.endswith("#nil")):
            role = "class" if predicate.value == _TYPE else "value"
            yield from self._value(value.value, role, at[2], focus)

    def _first(self, key: object) -> bool:
        """Say whether *key* is met for the first time."""
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _blank(self, term: Term, span: Span, *, nested: bool) -> Iterator[Problem]:
        if term.kind == "blank" and self._first(term) and not nested:
            yield Problem("Blank-node", span, {})

    def _subject(self, iri: str, span: Span) -> Iterator[Problem]:
        if not self.facts:
            return
        if iri.startswith(ONTOLOGY):
            yield Problem("Ontology-smuggled", span, {"focus": iri})
            return
        yield from self._address(iri, span)

    def _value(self, iri: str, role: str, span: Span, focus: dict[str, str]) -> Iterator[Problem]:
        namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        ours = iri.startswith(ONTOLOGY) or namespace in _NAMESPACES - {PREFIXES["schema"]}
        if role == "class" or (ours and not iri.startswith(BASE)) or iri.startswith(ONTOLOGY):
            yield from self._term(iri, role, span, focus | {"value": iri})
        else:
            yield from self._address(iri, span, focus | {"value": iri})

    def _term(self, iri: str, role: str, span: Span, focus: dict[str, str]) -> Iterator[Problem]:
        """Yield what is wrong with a word."""
        if iri.startswith(_PLACEHOLDER) or iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] in (
            self._seen
        ):
            return
        verdict = self.words.judged(iri, role, self.facts)
        if verdict is None or (role == "value" and verdict.code == "Term-foreign"):
            return
        alike = addresses.lookalike(iri, self.hosts) if verdict.code == "Term-foreign" else None
        if alike:
            yield Problem("Iri-lookalike", span, focus | {"meant": alike})
            return
        if verdict.meant:
            self.meant[iri] = verdict.meant
        yield Problem(verdict.code, span, focus | verdict.values)

    def _address(
        self, iri: str, span: Span, focus: dict[str, str] | None = None
    ) -> Iterator[Problem]:
        """Yield what is wrong with the name of a thing."""
        if iri.startswith(_PLACEHOLDER):
            return
        found = addresses.problem(iri, self.hosts)
        if found and self.facts and self._first((span, found[0])):
            text = addresses.shown(iri)
            yield Problem(found[0], span, (focus or {}) | {"text": text, "meant": found[1]})

    def _literal(self, term: Term, span: Span, focus: dict[str, str]) -> Iterator[Problem]:
        odd = literals.problem(term)
        if odd is not None and (self.facts or odd.code not in ("Text-long", "Markup")):
            if odd.meant and term.datatype:
                self.meant[term.datatype] = odd.meant
            yield Problem(odd.code, span, focus | {"value": term.value[:200]} | odd.values)
