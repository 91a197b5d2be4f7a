"""Supposed receipts, month by month. Months are only named here; what follows is derived."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from servanda.prefixes import ONTOLOGY, PREFIXES
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.store import Store

__all__ = ["DAYS", "expected_from", "month_of_receipt", "months"]

DAYS = ("doneOn", "receivedOn", "notifiedOn")
_FEWEST, _MOST = 12, 24
_EXPECTED = """
SELECT ?day WHERE {{
  ?expected a <{sv}ExpectedAct> ; <{sv}by> {state} ; <{sv}instrument> {instrument} ;
    <{sv}receivedEarliest> ?day .
}} ORDER BY ?day
"""


def expected_from(store: Store, state: str, instrument: str) -> str:
    """Return the day from which an exit that a law authorises may have been received, or ''."""
    who, what = Term("iri", state).n3(), Term("iri", instrument).n3()
    table = store.select(_EXPECTED.format(sv=ONTOLOGY, state=who, instrument=what))
    days = [day for day in table.column("day") if day]
    return days[0] if days else ""


def months(start: str, on: str) -> tuple[str, ...]:
    """Return the months (``YYYY-MM``) from that of *start*, or of *on*, to that of *on*.

    At least twelve and, the latest ones, at most twenty-four.
    """
    first = start[:7] if start and start[:7] < on[:7] else on[:7]
    year, month = (int(part) for part in on[:7].split("-"))
    before = (year - int(first[:4])) * 12 + month - int(first[5:7])
    skipped = max(before + 1 - _MOST, 0)
    wanted = max(before + 1 - skipped, _FEWEST)
    return tuple(islice(_from(first), skipped, skipped + wanted))


def month_of_receipt(month: str, not_before: str) -> dict[str, Term]:
    """Return the days of an act done and received in *month*, not before the day *not_before*."""
    within = Term("literal", month, PREFIXES["xsd"] + "gYearMonth")
    if not not_before.startswith(month):
        return dict.fromkeys(DAYS, within)
    start = Term("literal", not_before, PREFIXES["xsd"] + "date")
    stems = [name.removesuffix("On") for name in DAYS]
    return {f"{stem}NotBefore": start for stem in stems} | {
        f"{stem}NotAfter": within for stem in stems
    }


def _from(first: str) -> Iterator[str]:
    """Yield *first* (``YYYY-MM``) and the months after it."""
    year, month = int(first[:4]), int(first[5:7])
    while True:
        yield f"{year:04d}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004
