"""From which day a clause counts, and which clause speaks of an act.

Only what reaches the depositary starts a clock (VCLT articles 16, 67 and 78); nothing is received
before it is done, nor circulated before it is received, so an earlier date is a lower bound for a
later one. What is missing stays missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .dates import UNKNOWN, Bounds
from .model import CONSENTS, ConsentClause, ExitClause

if TYPE_CHECKING:
    from datetime import date

    from .model import Act

__all__ = ["clock", "deposited", "received", "speaking_of"]

_Clause = TypeVar("_Clause", ConsentClause, ExitClause)


def clock(kind: str, act: Act, opened: date | None = None) -> Bounds:
    """Return the bounds of the day on which *act* starts a clock of that kind."""
    day = {
        "DepositClock": deposited,
        "SignatureClock": deposited,
        "ReceiptClock": received,
        "RegistrationClock": received,
        "NotificationClock": _notified,
    }[kind](act)
    return Bounds(opened if day.lo is None else day.lo, day.hi)


def deposited(act: Act) -> Bounds:
    """Return the day of deposit: when it was done, else when the depositary had it."""
    done, had = act.done.bounds, act.received.bounds
    if done == UNKNOWN:
        return had
    return Bounds(done.lo, had.hi if done.hi is None else done.hi)


def received(act: Act) -> Bounds:
    """Return the day of receipt; not before the day of the act itself."""
    had = act.received.bounds
    return Bounds(act.done.bounds.lo if had.lo is None else had.lo, had.hi)


def _notified(act: Act) -> Bounds:
    told = act.notified.bounds
    return Bounds(received(act).lo if told.lo is None else told.lo, told.hi)


def speaking_of(kind: str, clauses: tuple[_Clause, ...]) -> _Clause | None:
    """Return the clause that speaks most specifically of acts of that kind (lex specialis).

    A clause on consent in general never governs a succession, whose date is a fact and not a sum
    (Vienna Convention on Succession of States in respect of Treaties, articles 22 and 23).
    """
    broad = "Consent" if kind in CONSENTS else "Exit"
    named = [clause for clause in clauses if clause.applies_to == kind]
    general = [clause for clause in clauses if clause.applies_to == broad and kind != "Succession"]
    return next(iter(named + general), None)
