"""The calendar as calendar programs and RDF tools read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar
from rdflib import Graph, Namespace

Call = Callable[..., tuple[int, str, str]]
SCHEMA = Namespace("https://schema.org/")
SV = Namespace("https://w3id.org/servanda/ontology#")
WORDS = ("calendar", "--from", "2026-06-01")


def events(text: str) -> dict[str, dict[str, Any]]:
    """Return the events of a calendar by their title, with their properties decoded."""
    found = Calendar.from_ical(text).walk("VEVENT")
    return {str(one["SUMMARY"]): {name: one.decoded(name) for name in one} for one in found}


def test_every_row_is_one_all_day_event(servanda: Call) -> None:
    _, rows, _ = servanda(*WORDS, "--format", "csv")
    code, text, _ = servanda(*WORDS, "--format", "icalendar")
    found = events(text)

    assert code == 0
    assert len(found) == len(rows.splitlines()) - 1
    for event in found.values():
        assert type(event["DTSTART"]) is date
        assert event["DTEND"] == event["DTSTART"] + timedelta(days=1)


def test_certain_and_possible_are_told_apart(servanda: Call) -> None:
    _, text, _ = servanda(*WORDS, "--format", "icalendar")
    found = events(text)

    certain = found["France, ets-126: party ends"]
    assert (certain["DTSTART"], certain["STATUS"]) == (date(2027, 4, 1), "CONFIRMED")
    possible = found["Russian Federation, ets-126: possibly: party ends"]
    assert (possible["DTSTART"], possible["STATUS"]) == (date(2026, 10, 1), "TENTATIVE")
    said = str(possible["DESCRIPTION"])
    assert "On 2026-10-01 at the earliest; no latest day is known." in said
    assert "on which day did the depositary receive it?" in said


def test_a_change_keeps_its_identifier_and_the_bytes_are_the_same(servanda: Call) -> None:
    _, once, _ = servanda(*WORDS, "--format", "icalendar")
    _, again, _ = servanda(*WORDS, "--format", "icalendar")
    _, later, _ = servanda("calendar", "--from", "2026-11-01", "--format", "icalendar")

    assert once == again
    assert max(map(len, once.encode().split(b"\r\n"))) <= 75
    title = "Russian Federation, ets-126: possibly: party ends"
    assert events(once)[title]["UID"] == events(later)[title]["UID"]
    assert events(later)[title]["DTSTART"] == date(2026, 11, 1)
    assert len({event["UID"] for event in events(once).values()}) == len(events(once))


def test_rdf_has_the_bounds_and_what_changes(servanda: Call) -> None:
    code, text, _ = servanda(*WORDS, "--state", "RUS", "--format", "turtle")
    graph = Graph().parse(data=text, format="turtle")
    about = {str(value).rsplit("/servanda/", 1)[1] for value in graph.objects(None, SCHEMA.about)}

    assert code == 0
    assert about == {"status/ets-126/RUS/party/1998-05-05", "vacancy/cpt/RUS/2023-12-01"}
    assert {str(day) for day in graph.objects(None, SV.endEarliest)} == {"2026-10-01"}
    assert not list(graph.objects(None, SV.endLatest))
    assert not list(graph.objects(None, SCHEMA.startDate))
