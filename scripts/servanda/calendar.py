"""Coming changes as a calendar: for calendar programs (RFC 5545) and as RDF."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from servanda.ask import ask, day
from servanda.catalog import question
from servanda.errors import UsageProblem
from servanda.prefixes import BASE, PREFIXES, expand
from servanda.store import Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servanda.store import Store, Table

__all__ = ["calendar", "icalendar", "triples"]

_SCHEMA = "https://schema.org/"
_RDF_TYPE = PREFIXES["rdf"] + "type"
_Row = dict[str, str]


def calendar(store: Store, first: str, last: str | None, narrowed: Mapping[str, str]) -> Table:
    """Return the changes from the day *first* to the day *last*, or ever after.

    *narrowed* may name a ``state``, an ``instrument`` and a ``body``. Raises UsageProblem for
    unknown names and days, and where *last* is before *first*.
    """
    told = {"from": day(first)} | ({"to": day(last)} if last else {})
    if last and told["to"] < told["from"]:
        raise UsageProblem(f"{told['from']} is after {told['to']}", hint="swap --from and --to")
    return ask(store, question("calendar"), told | dict(narrowed))


def icalendar(table: Table, first: str) -> bytes:
    """Return *table* as iCalendar: all-day events, the same bytes for the same table.

    A change that is only possible stands on the first day on which it can come, marked tentative,
    with its bounds in the description; one whose earliest day is past stands on *first*.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Servanda//calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", "Servanda: coming changes")
    stamp = datetime.combine(date.fromisoformat(first), datetime.min.time(), UTC)
    for row in _rows(table):
        start = date.fromisoformat(max(row["day_earliest"], first))
        event = Event()
        event.add("uid", _uid(row))
        event.add("dtstamp", stamp)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(days=1))
        event.add("summary", _title(row))
        event.add("description", _explained(row))
        event.add("status", "CONFIRMED" if row["answer"] == "certain" else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        event.add("url", row["thing"])
        event.add("categories", [row["what"]])
        made.add_component(event)
    return bytes(made.to_ical())


def triples(table: Table) -> frozenset[Triple]:
    """Return *table* as schema.org events, each about the interval or term that changes."""
    return frozenset(triple for row in _rows(table) for triple in _triples(row))


def _triples(row: _Row) -> Iterator[Triple]:
    """Return what is said of one change."""
    event = Term("iri", f"{BASE}calendar/{_digest(row)}")

    def said(name: str, value: Term) -> Triple:
        return Triple(event, Term("iri", expand(name)), value)

    def one_day(text: str) -> Term:
        return Term("literal", text, PREFIXES["xsd"] + "date")

    yield Triple(event, Term("iri", _RDF_TYPE), Term("iri", _SCHEMA + "Event"))
    yield said("skos:prefLabel", Term("literal", _title(row), None, "en"))
    yield said("dcterms:description", Term("literal", _explained(row), None, "en"))
    yield Triple(event, Term("iri", _SCHEMA + "about"), Term("iri", row["thing"]))
    side = "begin" if row["change"] == "begins" else "end"
    for bound in ("earliest", "latest"):
        if row[f"day_{bound}"]:
            yield said(f"sv:{side}{bound.capitalize()}", one_day(row[f"day_{bound}"]))
    if row["answer"] == "certain":
        yield Triple(event, Term("iri", _SCHEMA + "startDate"), one_day(row["day_earliest"]))
    for kind, name in (("state", "sv:ofState"), ("instrument", "sv:underInstrument")):
        if row[kind]:
            yield said(name, Term("iri", f"{BASE}{kind}/{row[kind]}"))


def _rows(table: Table) -> Iterator[_Row]:
    """Return the rows of *table* as texts, with a first day for each."""
    for row in table.texts():
        yield row | {"day_earliest": row["day_earliest"] or row["day_latest"]}


def _digest(row: _Row) -> str:
    """Return a name for the change that stays the same when its day moves."""
    about = f"{row['thing']} {row['change']} {row['what']}"
    return blake2b(about.encode(), digest_size=12).hexdigest()


def _uid(row: _Row) -> str:
    """Return the identifier of the event of a change."""
    return f"{_digest(row)}@servanda"


def _title(row: _Row) -> str:
    """Return the change in one line."""
    whose = row["state_name"] or row["state"]
    where = row["instrument"] or row["body"]
    who = ", ".join(filter(None, (whose, where)))
    maybe = "" if row["answer"] == "certain" else "possibly: "
    return f"{who}: {maybe}{row['what']} {row['change']}"


def _explained(row: _Row) -> str:
    """Return the bounds, the instrument in full and the missing fact."""
    first, last = row["day_earliest"], row["day_latest"]
    if first == last:
        when = f"On {first}."
    elif last:
        when = f"Not before {first} and not after {last}."
    else:
        when = f"On {first} at the earliest; no latest day is known."
    parts = [when, row["instrument_name"] and f"{row['instrument_name']}."]
    if row["decided_by"]:
        parts.append(f"Decided by: {row['decided_by']}")
    if row["change"] == "ends":
        parts.append("The day given is the first on which it is over.")
    return " ".join(filter(None, parts))
