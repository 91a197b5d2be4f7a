"""Read the acts of one treaty from a SPARQL service in Wikidata's model.

The treaty is an item such as Q208645 (given in place of a file). Its signatories (P1891) and
those that ratified it (P6193) are statements, with the day in a qualifier: point in time (P585);
an end time (P582) on a ratification is the day on which the party stopped being bound. Wikidata
does not tell ratification from accession: the act is a consent. States are known by their links
to Wikidata in data/state/, or else by their English names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servanda.errors import DataProblem
from servanda.imports.model import Finding, Line, Place, Unreadable
from servanda.imports.options import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.imports.dates import Calendar
    from servanda.imports.options import Options

__all__ = ["SOURCE", "read"]

SOURCE = Origin(
    "Wikidata, signatories and ratifications",
    "Wikimedia Foundation",
    "ReferenceSource",
)
_ENDPOINT = "https://query.wikidata.org/sparql"
_AGENT = "servanda (https://w3id.org/servanda)"
_PAGE = 2000
_QUERY = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wikibase: <http://wikiba.se/ontology#>
SELECT ?statement ?act ?party ?name ?when ?precision ?until ?rank WHERE {{
  {{ wd:{item} p:P1891 ?statement . ?statement ps:P1891 ?party . BIND("signature" AS ?act) }}
  UNION
  {{ wd:{item} p:P6193 ?statement . ?statement ps:P6193 ?party . BIND("consent" AS ?act) }}
  OPTIONAL {{ ?statement pq:P585 ?when }}
  OPTIONAL {{ ?statement pqv:P585/wikibase:timePrecision ?precision }}
  OPTIONAL {{ ?statement pq:P582 ?until }}
  OPTIONAL {{ ?statement wikibase:rank ?rank }}
  OPTIONAL {{ ?party rdfs:label ?name FILTER(LANG(?name) = "en") }}
}}
ORDER BY ?act ?party ?statement ?when ?until
LIMIT {limit} OFFSET {offset}
"""
_ITEM = re.compile(r"Q[1-9][0-9]*")
_ENTITY = "http://www.wikidata.org/entity/"
_LENGTHS = {"11": 10, "10": 7, "9": 4}
_TIMEOUT = 60


def read(path: Path, calendar: Calendar, options: Options) -> Iterator[Line | Finding]:
    """Yield the acts of the item *path*, or why they cannot be read."""
    item = str(path)
    if not _ITEM.fullmatch(item):
        raise DataProblem(f"not an item of Wikidata: {item!r}", hint="give one such as Q208645")
    offset = number = 0
    while True:
        answers = _asked(options.endpoint or _ENDPOINT, item, offset)
        for answer in answers:
            number += 1
            yield from _acts(Place(item, number), answer, calendar)
        if len(answers) < _PAGE:
            break
        offset += _PAGE
    if not number:
        yield Finding(Place(item), "no signatory (P1891) and no ratification (P6193) is recorded")


def _asked(endpoint: str, item: str, offset: int) -> list[dict[str, str]]:
    """Return one page of answers; raises DataProblem where the service does not give any."""
    from SPARQLWrapper import JSON, SPARQLWrapper

    service = SPARQLWrapper(endpoint, agent=_AGENT)
    service.setQuery(_QUERY.format(item=item, limit=_PAGE, offset=offset))
    service.setReturnFormat(JSON)
    service.setTimeout(_TIMEOUT)
    try:
        answer: Any = service.queryAndConvert()
        rows = answer["results"]["bindings"]
    except Exception as error:  # what a service does wrong has no common class
        raise DataProblem(f"the SPARQL service gives no answer: {error}", endpoint) from error
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def _acts(place: Place, answer: dict[str, str], calendar: Calendar) -> Iterator[Line | Finding]:
    """Yield the act and the exit in one answer."""
    if answer.get("rank", "").endswith("DeprecatedRank"):
        yield Finding(place, "the statement is deprecated in Wikidata; it was not read")
        return
    party = answer["party"]
    name = answer.get("name", party.removeprefix(_ENTITY))
    code = party.removeprefix(_ENTITY) if party.startswith(_ENTITY) else ""
    try:
        done = _day(answer.get("when", ""), answer.get("precision", "11"), calendar)
        until = _day(answer.get("until", ""), "11", calendar)
    except Unreadable as problem:
        yield Finding(place.at("P585"), f"{name}: {problem}")
        return
    yield Line(place, name, answer["act"], code=code, done=done)
    if until and answer["act"] == "consent":
        note = "The source gives the day on which the State stopped being bound."
        yield Line(place.at("P582"), name, "exit", code=code, effective=until, note=note)


def _day(value: str, precision: str, calendar: Calendar) -> str:
    """Return *value* as a day, month or year; raises Unreadable where it is vaguer."""
    if not value:
        return ""
    if precision not in _LENGTHS:
        raise Unreadable(f"{value}: known to a decade at best (precision {precision})")
    return calendar.read(value[: _LENGTHS[precision]])
