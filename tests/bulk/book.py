"""What is recorded under one treaty that States have left: notices, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oracle.counting import effect
from oracle.dates import NOT_STATED, When, months_on
from oracle.final_clauses import ConsentClause, EntryClause, ExitClause, TerminationClause
from oracle.model import Act, Instrument, World

from .cases import Case, counting, day, slug

if TYPE_CHECKING:
    from .cases import Row

__all__ = ["Book"]

_STATUSES = {"ProvisionalApplication": "ProvisionalStatus", "Declaration": "DeclarationStatus"}


@dataclass(slots=True)
class Book:
    """What is recorded under one treaty."""

    treaty: str
    special: Row
    acts: list[Act] = field(default_factory=list)
    exits: dict[str, ExitClause] = field(default_factory=dict)
    ends: dict[str, TerminationClause] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    silent: bool = False

    @property
    def key(self) -> str:
        return f"w-{slug(self.treaty)}"

    def world(self) -> World:
        since = day(self.special.get("in_force_since", ""))
        instrument = Instrument(
            self.key,
            EntryClause("FixedDayClock", fixed=since) if since else None,
            (ConsentClause(),),
            tuple(self.exits.values()),
            tuple(self.ends.values()),
            silent_on_exit=self.silent,
        )
        return World((instrument,), tuple(self.acts))

    def enter(self, row: Row, kind: Row, other: Book | None) -> Case:
        """Record the acts that a row tells of; return what it says."""
        _, *tails = row["rule_kind"].split(";")
        self.premise(row)
        notice, says = row["notification_date"], row["effective_date"]
        if kind["clock"] == "EndOfStatusClock":
            assert other is not None
            other.expel(row)
            self.ends[kind["rule_kind"]] = TerminationClause(
                kind["clock"], counting(kind), other=other.key
            )
        else:
            self.leave(row, kind, tails)
        named = "named" if "extended" in tails or kind["declared"] == "MustNameDay" else ""
        status = _STATUSES.get(self.special.get("opens", ""), "PartyStatus")
        self.gone[row["state_iso3"]] = says
        return Case(
            "withdrawals",
            self.treaty,
            row["state_iso3"],
            notice,
            "end" if says else "none",
            says or "no effect",
            self.key,
            _state(row),
            status,
            probe=None if says else effect(counting(kind), date.fromisoformat(notice)),
            note=named,
        )

    def premise(self, row: Row) -> None:
        """Record the consent that made the State a Party, unless it is there and still stands."""
        if self.gone.get(row["state_iso3"], "left") == "":
            return
        notice = date.fromisoformat(row["notification_date"])
        party = self.special.get("lock_in_from") == "PartyBeginClock"
        locked = int(self.special["lock_in_years"]) if party else 0
        until = months_on(notice, -locked - 1, 0) if locked else notice - timedelta(days=1)
        done = When(not_before=self.gone.get(row["state_iso3"], ""), not_after=str(until))
        kind = self.special.get("opens") or "Ratification"
        self.acts.append(Act(self.number("premise"), kind, _state(row), self.key, done))

    def leave(self, row: Row, kind: Row, tails: list[str]) -> None:
        """Record the notice, and what became of it."""
        if kind["rule_kind"] == "no_clause":
            self.silent = True
        elif kind["rule_kind"] not in self.exits:
            self.exits[kind["rule_kind"]] = self.clause(kind)
        had = When(row["notification_date"])
        done = had if kind["clock"] == "DepositClock" else NOT_STATED
        naming = kind["declared"] == "MustNameDay"
        act = Act(
            self.number("exit"),
            self.special.get("closes") or "Withdrawal",
            _state(row),
            self.key,
            done,
            had,
            declared=When(row["effective_date"]) if naming else NOT_STATED,
            concerns=self.acts[-1].key if self.special.get("opens") == "Declaration" else "",
        )
        self.acts.append(act)
        for tail in tails:
            what, _, value = tail.partition("=")
            if what == "revoked":
                self.more("RevocationOfExit", act, When(value), NOT_STATED)
            elif what == "extended":
                self.more("NoticeExtension", act, NOT_STATED, When(row["effective_date"]))

    def clause(self, kind: Row) -> ExitClause:
        special = self.special
        return ExitClause(
            counting(kind),
            kind["clock"],
            special.get("closes") or "Exit",
            kind["declared"] or special.get("declared", ""),
            int(special.get("lock_in_years") or 0),
            special.get("lock_in_from") or "PartyBeginClock",
            int(special.get("window_every_years") or 0),
            int(special.get("window_months") or 0),
            postponed_by_conflict=special.get("postponed") == "true",
        )

    def expel(self, row: Row) -> None:
        """Record the end of membership, which takes effect at once."""
        self.premise(row)
        self.exits["expulsion"] = ExitClause(clock="DepositClock", applies_to="Expulsion")
        day_of = When(row["notification_date"])
        act = Act(self.number("expulsion"), "Expulsion", _state(row), self.key, day_of)
        self.acts.append(act)

    def more(self, kind: str, act: Act, had: When, named: When) -> None:
        dates = (NOT_STATED, had, NOT_STATED, named)
        key = self.number(slug(kind))
        self.acts.append(Act(key, kind, act.state, self.key, *dates, concerns=act.key))

    def number(self, what: str) -> str:
        return f"{what}-{len(self.acts)}"


def _state(row: Row) -> str:
    return f"w-{row['state_iso3'].lower()}"
