"""The few shapes of Turtle that test worlds need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BASE", "PREFIXES", "Pairs", "block", "instrument_iri", "literal", "some", "state_iri"]

BASE = "https://w3id.org/servanda/"
PREFIXES = """\
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}

Pairs = list[tuple[str, str]]


def instrument_iri(key: str) -> str:
    """Return the IRI of an instrument."""
    return f"{BASE}instrument/{key}"


def state_iri(key: str) -> str:
    """Return the IRI of a State."""
    return f"{BASE}state/{key}"


def some(*pairs: tuple[str, str | int]) -> Pairs:
    """Keep the pairs that say something; a text is one of our terms, a number a number."""
    return [(k, str(v) if isinstance(v, int) else f"sv:{v}") for k, v in pairs if v]


def literal(text: str) -> str:
    return f'"{text}"^^xsd:{_DATATYPES[len(text)]}'


def block(iri: str, kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    lines = [f"    {k if ':' in k else f'sv:{k}'} {v} ;" for k, v in pairs]
    return "\n".join([f"<{iri}>", f"    a sv:{kind} ;", *lines, ".\n"])
