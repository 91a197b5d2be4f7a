"""Final clauses as parameters; kinds and clocks are the local names of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .counting import AT_ONCE, Counting

if TYPE_CHECKING:
    from datetime import date

__all__ = ["ConsentClause", "EntryClause", "ExitClause", "TerminationClause"]


@dataclass(frozen=True, slots=True)
class EntryClause:
    """When the instrument itself enters into force (VCLT article 24(1) and (2))."""

    clock: str  # FixedDayClock, ThresholdClock or OtherInForceClock
    counting: Counting = AT_ONCE
    fixed: date | None = None
    required: int = 0
    consents_from: str = ""
    including: int = 0
    including_from: str = ""
    all_parties_to: str = ""
    all_signatories: bool = False
    other: str = ""


@dataclass(frozen=True, slots=True)
class ConsentClause:
    """When a consent binds its State (VCLT article 24(3))."""

    counting: Counting = AT_ONCE
    clock: str = "DepositClock"
    applies_to: str = "Consent"
    declared: str = ""


@dataclass(frozen=True, slots=True)
class ExitClause:
    """When a denunciation ends the treaty for its State (VCLT articles 54 to 56)."""

    counting: Counting = AT_ONCE
    clock: str = "ReceiptClock"
    applies_to: str = "Exit"
    declared: str = ""
    lock_in_years: int = 0
    lock_in_from: str = "PartyBeginClock"
    window_every_years: int = 0
    window_months: int = 0
    counts_from_lock_in_end: bool = False
    postponed_by_conflict: bool = False
    running_from: str = "InForceClock"


@dataclass(frozen=True, slots=True)
class TerminationClause:
    """An end that comes by itself: a fixed day, another instrument, a term of years."""

    clock: str
    counting: Counting = AT_ONCE
    fixed: date | None = None
    other: str = ""
