"""Random final clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .counting import Counting, Rounding
from .model import ConsentClause, EntryClause, ExitClause, TerminationClause

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from random import Random

__all__ = ["any_counting", "any_entry", "any_exit", "any_termination", "consent_clauses"]

_CUTOFFS = ("07-01", "01-01", "09-30", "12-31", "06-30", "02-28")
_NAMING = ("", "", "NoDeclaredDate", "MayNameLaterDay", "MustNameDay")


def any_counting(random: Random, *, running: bool = False) -> Counting:
    """Return a counting rule; most real ones use one or two of its parameters."""
    rounding = random.choice((*Rounding, Rounding.NONE, Rounding.FIRST_OF_NEXT_MONTH))
    fixed = rounding in {Rounding.NEXT_FIXED_DAY, Rounding.NEXT_FIXED_DAY_AFTER}
    return Counting(
        years=random.choice((0, 0, 0, 1, 2, 5)),
        months=random.choice((0, 0, 1, 2, 3, 6, 11, 12, 13, 18)),
        days=random.choice((0, 0, 0, 1, 30, 60, 90, 150, 365)),
        objection_months=random.choice((0, 0, 0, 0, 1, 6, 12)),
        day_after=random.random() < 0.25,
        notice_by=random.choice(_CUTOFFS) if random.random() < 0.15 else "",
        rounding=rounding,
        fixed_day=random.choice(_CUTOFFS) if fixed else "",
        running_years=random.choice((1, 3, 5)) if running and random.random() < 0.15 else 0,
    )


def any_entry(
    random: Random, day: Callable[[], date], other: str, group: str
) -> EntryClause | None:
    """Return an entry clause, or none; *other* is the instrument that it may look at, if any."""
    count = any_counting(random)
    kinds = ["fixed"] * 7 + ["threshold"] * 7 + ["signatories", "none"]
    match random.choice([*kinds, "other", "other", "all", "all", "all"] if other else kinds):
        case "fixed":
            return EntryClause(
                "FixedDayClock", Counting() if random.random() < 0.7 else count, day()
            )
        case "threshold":
            return EntryClause(
                "ThresholdClock",
                count,
                required=random.choice((1, 1, 2, 2, 3, 4)),
                consents_from=random.choice(("", "", "", group)),
                including=(m := random.choice((0, 0, 0, 1, 2))),
                including_from=group if m else "",
            )
        case "signatories":
            return EntryClause("ThresholdClock", count, all_signatories=True)
        case "all":
            return EntryClause("ThresholdClock", count, all_parties_to=other)
        case "other":
            return EntryClause("OtherInForceClock", count, other=other)
        case _:
            return None


def consent_clauses(random: Random) -> tuple[ConsentClause, ...]:
    """Return the clauses on consent: none, one for all, or one more for a kind."""
    clocks = ("DepositClock",) * 4 + ("ReceiptClock", "RegistrationClock", "NotificationClock")
    kinds = ("Accession", "Succession", "Ratification", "DefinitiveSignature")

    def one(kind: str) -> ConsentClause:
        naming = random.choice(_NAMING)
        return ConsentClause(any_counting(random), random.choice(clocks), kind, naming)

    chance = random.random()
    if chance < 0.08:
        return ()
    return (one("Consent"),) if chance < 0.7 else (one("Consent"), one(random.choice(kinds)))


def any_exit(random: Random) -> ExitClause:
    """Return a clause on exit."""
    window = random.random() < 0.12
    return ExitClause(
        any_counting(random, running=True),
        random.choice(
            ("ReceiptClock",) * 4 + ("RegistrationClock", "DepositClock", "NotificationClock")
        ),
        declared=random.choice(_NAMING),
        lock_in_years=random.choice((0, 0, 0, 1, 3, 5)),
        lock_in_from=random.choice(("PartyBeginClock",) * 2 + ("InForceClock", "DepositClock")),
        window_every_years=random.choice((1, 3, 10)) if window else 0,
        window_months=random.choice((1, 6, 12)) if window else 0,
        counts_from_lock_in_end=random.random() < 0.2,
        postponed_by_conflict=random.random() < 0.3,
        running_from=random.choice(("InForceClock", "PartyBeginClock")),
    )


def any_termination(
    random: Random, day: Callable[[], date], other: str
) -> TerminationClause | None:
    """Return an automatic end, or none."""
    if random.random() < 0.65:
        return None
    count = any_counting(random)
    clocks = ["FixedDayClock", "InForceClock", "PartyBeginClock"]
    if other:
        clocks += [
            "EndOfStatusClock",
            "EndOfStatusClock",
            "BeginOfStatusClock",
            "OtherInForceClock",
        ]
    match random.choice(clocks):
        case "FixedDayClock":
            return TerminationClause("FixedDayClock", count, day())
        case ("InForceClock" | "PartyBeginClock") as clock:
            return TerminationClause(clock, replace(count, years=random.choice((1, 5, 10, 20))))
        case clock:
            return TerminationClause(clock, count, other=other)
