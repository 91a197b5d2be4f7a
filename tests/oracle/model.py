"""The twin's own picture of a small world: instruments with their final clauses, and acts.

Kinds, clocks and the like are the local names of the vocabulary, as plain texts, so that a history
can be written out for the stored rules and read by the twin from one and the same value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .dates import NOT_STATED, When
from .final_clauses import ConsentClause, EntryClause, ExitClause, TerminationClause

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "CONSENTS",
    "EXITS",
    "Act",
    "Conflict",
    "ConsentClause",
    "EntryClause",
    "ExitClause",
    "Instrument",
    "TerminationClause",
    "World",
]

CONSENTS = (
    "DefinitiveSignature",
    "Ratification",
    "Acceptance",
    "Approval",
    "Accession",
    "FormalConfirmation",
    "Succession",
)
EXITS = ("Denunciation", "Withdrawal", "Expulsion")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty and what its final clauses say."""

    key: str
    entry: EntryClause | None = None
    consents: tuple[ConsentClause, ...] = ()
    exits: tuple[ExitClause, ...] = ()
    terminations: tuple[TerminationClause, ...] = ()
    opened: date | None = None
    complete: bool = True
    silent_on_exit: bool = False
    kind: str = "Convention"


@dataclass(frozen=True, slots=True)
class Act:
    """One treaty act of one State, with the dates that are recorded for it."""

    key: str
    kind: str
    state: str
    instrument: str
    done: When = NOT_STATED
    received: When = NOT_STATED
    notified: When = NOT_STATED
    declared: When = NOT_STATED
    concerns: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An armed conflict in which a State is engaged; the end is the first day of peace."""

    key: str
    state: str
    began: When
    ended: When = NOT_STATED


@dataclass(frozen=True, slots=True)
class World:
    """All that the twin knows of one history."""

    instruments: tuple[Instrument, ...]
    acts: tuple[Act, ...]
    conflicts: tuple[Conflict, ...] = ()
    statehood: dict[str, date] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)

    def instrument(self, key: str) -> Instrument:
        """Return the instrument called *key*."""
        return next(one for one in self.instruments if one.key == key)

    def signatures(self, instrument: str) -> tuple[Act, ...]:
        """Return the simple signatures of an instrument."""
        return tuple(
            act for act in self.acts if act.kind == "Signature" and act.instrument == instrument
        )

    def acts_of(self, instrument: str, state: str, kinds: tuple[str, ...]) -> tuple[Act, ...]:
        """Return the acts of those kinds by *state* under *instrument*, as listed."""
        return tuple(
            act
            for act in self.acts
            if act.instrument == instrument and act.state == state and act.kind in kinds
        )
