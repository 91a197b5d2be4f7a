"""Answer the two questions most people bring: which status has a State, and which duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.store import Table

if TYPE_CHECKING:
    from servanda.store import Store

__all__ = ["ORDER", "obligations", "status"]

ORDER = {"certain": 0, "possible": 1, "no": 2}


def status(store: Store, state: str, instrument: str | None = None, on: str = "today") -> Table:
    """Return every status that *state* has or had under *instrument*, as it is on the day *on*.

    Certain rows come first, then possible ones, then the others. Where nothing is recorded for
    the instrument asked about, one row says so and why. Raises UsageProblem for unknown names
    and days.
    """
    told = {"state": state, "on": on} | ({"instrument": instrument} if instrument else {})
    table = _by_certainty(ask(store, question("status-of-state"), told))
    if table.rows or instrument is None:
        return table
    return ask(store, question("nothing-on-record"), {"state": state, "instrument": instrument})


def obligations(
    store: Store,
    state: str,
    instrument: str | None = None,
    on: str = "today",
    *,
    everything: bool = False,
) -> Table:
    """Return what *state* is bound to do on the day *on*; with *everything* also rights and powers.

    Rows that are ended or not yet begun are there too, with the answer ``no``, after the others.
    Raises UsageProblem for unknown names and days.
    """
    asked = question("obligations-of-state")
    told = {"state": state, "on": on} | ({"instrument": instrument} if instrument else {})
    if everything and "all" in asked.parameters:
        told["all"] = "yes"
    return _by_certainty(ask(store, asked, told))


def _by_certainty(table: Table) -> Table:
    """Return *table* with certain rows first, each group in the order of the query."""
    place = table.columns.index("answer")
    rows = sorted(table.rows, key=lambda row: ORDER.get(getattr(row[place], "value", ""), 3))
    return Table(table.columns, tuple(rows))
