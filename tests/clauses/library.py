"""Read the counting rules of data/clause and their worked examples, for the tests beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from oracle.counting import Counting, Rounding
from servanda.turtle import read

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = [
    "DATA",
    "FILES",
    "SV",
    "Example",
    "examples",
    "library",
    "name",
    "rules",
    "texts",
    "twin",
]

DATA = Path(__file__).parents[2] / "data"
FILES = tuple(sorted((DATA / "clause").glob("*.ttl")))
SV = Namespace("https://w3id.org/servanda/ontology#")


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: the rule, the day its clock starts, and the day that must come out."""

    iri: str
    rule: URIRef
    starts: date
    results: date
    origin: date | None


@cache
def library() -> Graph:
    """Return the library as one graph; do not change it."""
    graph = Graph()
    for path in FILES:
        graph += read(path)[0]
    return graph


def rules() -> list[URIRef]:
    """Return every counting rule, in order."""
    return sorted(s for s in library().subjects(RDF.type, SV.CountingRule) if isinstance(s, URIRef))


def examples() -> list[Example]:
    """Return every worked example, in order."""
    found = sorted(library().subjects(RDF.type, SV.WorkedExample), key=str)
    return [
        Example(
            str(one),
            URIRef(str(library().value(one, SV.exampleOf))),
            date.fromisoformat(str(library().value(one, SV.startsOn))),
            date.fromisoformat(str(library().value(one, SV.resultsIn))),
            _day(library().value(one, SV.originOn)),
        )
        for one in found
    ]


def twin(rule: URIRef) -> Counting:
    """Return *rule* as the plain-Python twin counts it."""

    def said(term: str) -> str:
        value = library().value(rule, SV[term])
        return "" if value is None else str(value)

    return Counting(
        years=int(said("years") or 0),
        months=int(said("months") or 0),
        days=int(said("days") or 0),
        objection_months=int(said("objectionMonths") or 0),
        day_after=said("dayAfter") == "true",
        notice_by=said("noticeBy").removeprefix("--"),
        rounding=Rounding(name(URIRef(said("rounding")))),
        fixed_day=said("fixedDate").removeprefix("--"),
        running_years=int(said("runningYears") or 0),
    )


def texts(thing: Node, term: URIRef = SKOS.definition) -> dict[str, str]:
    """Return what is said of *thing* with *term*, by language."""
    said = library().objects(thing, term)
    return {text.language or "": str(text) for text in said if isinstance(text, Literal)}


def name(term: URIRef) -> str:
    """Return the part of *term* after the last # or /."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


def _day(value: Node | None) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
