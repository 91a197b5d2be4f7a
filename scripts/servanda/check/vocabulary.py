"""The words that facts are made of: ours, the standard ones, and those that are misspelt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from servanda.check import addresses
from servanda.prefixes import ONTOLOGY, PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Verdict", "Words", "standard"]

_RUN = ("js", "JS", "sparql", "SPARQL", "select", "ask", "construct", "update", "rule")
_TYPING = frozenset({"subClassOf", "subPropertyOf", "domain", "range", "isDefinedBy"})
_SURE = 0.8
_ROLES = {"property": "a property", "class": "a kind of thing", "value": "a fixed value"}


class Verdict(NamedTuple):
    """What is wrong with a term: the code of the rule, values for its sentence, the term meant."""

    code: str
    values: dict[str, str]
    meant: str | None = None


class Words(NamedTuple):
    """The terms that the ontology declares and the shapes look at."""

    properties: frozenset[str]
    classes: frozenset[str]
    values: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """Return all terms."""
        return self.properties | self.classes | self.values

    def role(self, term: str) -> str | None:
        """Return what *term* is, or None where it is not declared."""
        for role, terms in zip(_ROLES, self, strict=True):
            if term in terms:
                return role
        return None

    def judged(self, term: str, role: str, facts: bool = True) -> Verdict | None:
        """Return what is wrong with *term* in this *role* (a key of the table), or None.

        Where the file is not about *facts* but holds shapes or words, only spelling counts.
        """
        if term in {"property": self.properties, "class": self.classes}.get(role, self.every):
            return None
        known = standard(_namespace(term))
        if term.startswith(ONTOLOGY) or (known is not None and _local(term) not in known):
            return self._misspelt(term, role, known) if self.role(term) is None else (
                self._role(term, role)
            )  # fmt: skip
        if not facts:
            return None
        if known is not None:
            return self._standard(term, role)
        suggestion = self._suggestion(_local(term), self._of(role))
        return Verdict("Term-foreign", {"suggestion": suggestion})

    def _standard(self, term: str, role: str) -> Verdict | None:
        """Return what is wrong with a standard *term* that facts do not use."""
        prefix, _, local = compact(term).partition(":")
        if prefix == "sh":
            code = "Code-smuggled" if local.startswith(_RUN) else "Shapes-smuggled"
            return Verdict(code, {})
        if term == PREFIXES["owl"] + "imports":
            return Verdict("Imports", {})
        if (prefix == "owl" and local != "sameAs") or local in _TYPING or local == "Property":
            return Verdict("Ontology-smuggled", {})
        if self.role(term) not in (None, role):
            return self._role(term, role)
        suggestion = self._suggestion(local, self._of(role))
        return Verdict("Term-foreign", {"suggestion": suggestion})

    def _of(self, role: str) -> Collection[str]:
        return {"property": self.properties, "class": self.classes}.get(role, self.values)

    def _role(self, term: str, role: str) -> Verdict:
        """Return that *term* is something else than what belongs there."""
        actual = _ROLES[self.role(term) or "value"]
        near = self._suggestion(_local(term), self._of(role))
        return Verdict("Term-role", {"actual": actual, "wanted": _ROLES[role], "suggestion": near})

    def _misspelt(self, term: str, role: str, known: frozenset[str] | None) -> Verdict:
        """Return that there is no *term*, with what is meant."""
        local, namespace = _local(term), _namespace(term)
        if known is not None:
            close = [namespace + name for name in addresses.near(local, known)]
        else:
            by_name = {_local(one): one for one in self._of(role) if one.startswith(ONTOLOGY)}
            close = [by_name[name] for name in addresses.near(local, by_name)]
            if not close:
                rest = {_local(one): one for one in self.every if one.startswith(ONTOLOGY)}
                close = [rest[name] for name in addresses.near(local, rest)]
        listed = " or ".join(map(compact, close))
        advice = f"Did you mean {listed}?" if close else self._suggestion(local, self._of(role))
        return Verdict("Term-unknown", {"suggestion": advice}, close[0] if close else None)

    def _suggestion(self, local: str, known: Collection[str]) -> str:
        """Return what to write instead of a term whose last part is *local*."""
        by_name = {_local(one): one for one in sorted(known)}
        close = [compact(by_name[name]) for name in addresses.near(local, by_name)]
        if close:
            return f"Did you mean {' or '.join(close)}?"
        return "Use a term of ontology/; `servanda new` shows the usual ones."


@cache
def standard(namespace: str) -> frozenset[str] | None:
    """Return the local names of a standard vocabulary, or None where it is not known."""
    from rdflib import namespace as spaces

    names = [
        "DCTERMS",
        "FOAF",
        "ORG",
        "OWL",
        "PROV",
        "RDF",
        "RDFS",
        "SDO",
        "SH",
        "SKOS",
        "TIME",
        "XSD",
        "DCAT",
        "VOID",
        "VANN",
    ]
    for name in names:
        space = getattr(spaces, name)
        if str(space) == namespace:
            listed = {str(term)[len(namespace) :] for term in dir(space) if ":" not in str(term)}
            return frozenset({*space.__annotations__, *getattr(space, "_extras", ()), *listed})
    return None


def _local(term: str) -> str:
    return term[max(term.rfind("/"), term.rfind("#")) + 1 :]


def _namespace(term: str) -> str:
    return term[: max(term.rfind("/"), term.rfind("#")) + 1]
