"""Turn what a person answers into terms: known States and instruments, dates, kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda import names
from servanda.check import addresses, literals, suggest
from servanda.errors import UsageProblem
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES, compact, expand
from servanda.store import Term

if TYPE_CHECKING:
    from servanda.check.world import World
    from servanda.new.forms import Field

__all__ = ["Answers", "dashed"]

_XSD = PREFIXES["xsd"]
_DATES = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "gYearMonth": r"\d{4}-\d{2}",
    "gYear": r"\d{4}",
}
_FOLDERS = {"seat": "seat/", "visit": "event/", "source": "source/", "act": ""}
_NARROWER = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?kind WHERE {{ ?kind rdfs:subClassOf <{above}> }} ORDER BY ?kind"""
_VALUES = "SELECT DISTINCT ?value WHERE {{ ?value a <{kind}> }} ORDER BY ?value"
_TYPED = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?thing a <{wide}> }} WHERE {{ ?thing a ?kind . ?kind rdfs:subClassOf <{wide}> }}"""


class Answers:
    """What is known, to read answers against."""

    def __init__(self, world: World) -> None:
        self.world = world
        for kind in names.KINDS.values():
            world.store.insert(_TYPED.format(wide=ONTOLOGY + kind))

    def term(self, field: Field, text: str) -> Term:  # noqa: PLR0911 - one for each type
        """Return the term that *text* stands for; raises UsageProblem, with near names."""
        text = text.strip()
        kind, _, of = field.type.partition(":")
        if kind in names.KINDS:
            return Term("iri", names.resolve(self.world.store, kind, text))
        if kind == "actor":
            return self._actor(text)
        if kind == "date":
            return _date(text)
        if kind == "text":
            return Term("literal", text, None, field.language)
        if kind in ("kind", "value"):
            return self._choice(kind, expand(of), text)
        if kind == "person":
            return self._person(text)
        if kind == "term":
            return self._property(text)
        if kind == "key":
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
                raise UsageProblem(f"{text!r} is no key", hint="small letters, digits and hyphens")
            return Term("literal", text)
        return self._described(_FOLDERS[kind], text)

    def choices(self, field: Field) -> list[str]:
        """Return what can be answered, where that is a list."""
        kind, _, of = field.type.partition(":")
        if kind in names.KINDS:
            known = names.keys(self.world.store, kind)
            return [f"{key} ({label})" for key, label in known.items()]
        if kind in ("kind", "value"):
            return sorted(self._named(kind, expand(of)))
        folder = _FOLDERS.get(kind)
        found = (iri.removeprefix(BASE) for iri in sorted(self.world.described))
        return [path for path in found if folder and path.startswith(folder)]

    def _actor(self, text: str) -> Term:
        for kind in ("state", "body"):
            try:
                return Term("iri", names.resolve(self.world.store, kind, text))
            except UsageProblem as problem:
                last = problem
        raise last

    def _named(self, kind: str, above: str) -> dict[str, str]:
        """Return the kinds below *above*, or the values of it, by name with hyphens."""
        query = (_NARROWER if kind == "kind" else _VALUES).format(above=above, kind=above)
        rows = self.world.store.select(query).rows
        iris = (row[0].value for row in rows if row[0] is not None)
        return {
            dashed(iri[len(ONTOLOGY) :]): iri
            for iri in iris
            if iri.startswith(ONTOLOGY) and iri != above
        }

    def _choice(self, kind: str, above: str, text: str) -> Term:
        """Return the kind or value called *text*."""
        known = self._named(kind, above)
        name = dashed(text.removeprefix("sv:").replace(" ", "-"))
        full = [one for one in known if one == name or one.startswith(f"{name}-")]
        if name in known or len(full) == 1:
            return Term("iri", known[name if name in known else full[0]])
        close = addresses.near(name, known)
        hint = f"did you mean {' or '.join(close)}?" if close else f"one of {', '.join(known)}"
        raise UsageProblem(f"{text!r} is not one of the kinds", hint=hint)

    def _person(self, text: str) -> Term:
        """Return the person called *text*, who may be new."""
        if "/" in text or text.startswith("person"):
            return self._described("person/", text)
        key = "-".join(re.findall(r"[a-z0-9]+", names.folded(text)))
        if not key:
            raise UsageProblem("a name is needed")
        return Term("iri", f"{BASE}person/{key}")

    def _property(self, text: str) -> Term:
        iri = text if "://" in text else ONTOLOGY + text.removeprefix("sv:")
        if iri not in self.world.words.properties:
            close = addresses.near(text.removeprefix("sv:"), self._words())
            hint = f"did you mean {' or '.join(close)}?" if close else None
            raise UsageProblem(f"no property is called {text!r}", hint=hint)
        return Term("iri", iri)

    def _words(self) -> list[str]:
        every = self.world.words.properties
        return [iri[len(ONTOLOGY) :] for iri in every if iri.startswith(ONTOLOGY)]

    def _described(self, folder: str, text: str) -> Term:
        """Return the described thing that *text* names, in full, short, or within its *folder*."""
        for iri in (expand(text), f"{BASE}{folder}{text}"):
            if iri in self.world.described:
                return Term("iri", iri)
        iri = expand(text) if "/" in text or ":" in text else f"{BASE}{folder}{text}"
        close = suggest.meant(iri, self.world.described, self.world.store)
        hint = f"did you mean {' or '.join(map(compact, close))}?" if close else None
        raise UsageProblem(f"{text!r} is not described in the data", hint=hint)


def _date(text: str) -> Term:
    """Return a day, a month or a year."""
    for kind, form in _DATES.items():
        if re.fullmatch(form, text, re.ASCII):
            term = Term("literal", text, _XSD + kind)
            if literals.problem(term) is None:
                return term
    raise UsageProblem(f"{text!r} is no date", hint="write 1998-05-05, 1998-05 or 1998")


def dashed(name: str) -> str:
    """Return ``NoticeExtension`` as ``notice-extension``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
