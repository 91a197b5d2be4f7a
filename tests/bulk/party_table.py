"""One party table: its rows as acts, its clauses from the clause files, its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oracle.dates import NOT_STATED, When
from oracle.model import Act, ConsentClause, EntryClause, ExitClause, Instrument, World

from .cases import Case, counting, day, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cases import Row

__all__ = ["Table"]

_KINDS = {
    "R": "Ratification",
    "A": "Accession",
    "S": "DefinitiveSignature",
    "Su": "Succession",
    "": "Consent",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with the rows of the clause files that speak of its treaty."""

    treaty: str
    clause: Row
    start: Row
    exit: Row | None

    @property
    def key(self) -> str:
        """Return the key of the instrument."""
        return f"p-{slug(self.treaty)}"

    def worlds(self, found: list[Row]) -> Iterator[World]:
        """Return the treaty with its acts, after the convention whose Parties must all agree."""
        if self.start["how"] == "all-parties":
            yield self._convention(found)
        acts = tuple(act for row in found for act in self._acts(row))
        yield World((self._instrument(),), acts)

    def cases(self, row: Row) -> Iterator[Case]:
        """Return what the row says of begin and end."""
        status = "PartyStatus"
        if self.exit and self.exit["opens"]:
            status = "ProvisionalStatus"
        else:
            yield self._case(row, "begin", row["consent_date"], row["entry_into_force_date"])
        notice, ended = row["renunciation_date"], row["termination_date"]
        if notice or ended:
            yield self._case(row, "end", notice, ended, status)

    def _case(self, row: Row, edge: str, act: str, says: str, status: str = "PartyStatus") -> Case:
        return Case(
            "party_tables",
            self.treaty,
            row["iso3"] or row["party_name"],
            act,
            edge,
            says,
            self.key,
            self._state(row),
            status,
            note="named" if edge == "end" and self._names(row) else "",
            untestable=_untestable(row, edge, act, says),
        )

    def _state(self, row: Row) -> str:
        return f"{self.key}-{slug(row['iso3'] or row['party_name'])}"

    def _names(self, row: Row) -> bool:
        return self.exit is not None and self.exit["declared"] == "MustNameDay"

    def _instrument(self) -> Instrument:
        how = self.start["how"]
        entry = EntryClause(
            "FixedDayClock" if how == "fixed" else "ThresholdClock",
            counting(self.start),
            fixed=day(self.start["day"]) if how == "fixed" else None,
            all_signatories=how == "all-signatories",
            all_parties_to=f"{self.key}-convention" if how == "all-parties" else "",
        )
        consent = ConsentClause(counting(self.clause), self.clause["clock"])
        exits: tuple[ExitClause, ...] = ()
        if self.exit:
            kind = self.exit["closes"] or "Exit"
            naming = self.exit["declared"]
            exits = (ExitClause(counting(self.exit), self.exit["clock"], kind, naming),)
        return Instrument(self.key, entry, (consent,), exits)

    def _convention(self, found: list[Row]) -> World:
        """Return the convention: each State of the table, a Party since it signed the protocol."""
        key = f"{self.key}-convention"
        days = [row["signature_date"] or row["consent_date"] for row in found]
        acts = tuple(
            Act("premise", "Accession", self._state(row), key, When(since))
            for row, since in zip(found, days, strict=True)
        )
        entry = EntryClause("FixedDayClock", fixed=day(min(days)))
        return World((Instrument(key, entry, (ConsentClause(),)),), acts)

    def _acts(self, row: Row) -> Iterator[Act]:
        state, key = self._state(row), self.key
        signed, consented, kind = row["signature_date"], row["consent_date"], row["consent_type"]
        if signed and kind != "S":
            yield Act("signature", "Signature", state, key, When(signed))
        if consented:
            registered = self.clause["clock"] == "RegistrationClock"
            done, had = (
                (NOT_STATED, When(consented)) if registered else (When(consented), NOT_STATED)
            )
            yield Act("consent", _KINDS[kind], state, key, done, had)
        notice = row["renunciation_date"]
        if not notice or not self.exit:
            return
        if not consented:
            before = When(not_after=str(date.fromisoformat(notice) - timedelta(days=366)))
            yield Act("premise", self.exit["opens"], state, key, before)
        named = When(row["termination_date"]) if self._names(row) else NOT_STATED
        kind = self.exit["closes"] or "Denunciation"
        yield Act("exit", kind, state, key, received=When(notice), declared=named)


def _untestable(row: Row, edge: str, act: str, says: str) -> str:
    if edge == "end":
        return "" if act and says else "only one of notice and end"
    if row["consent_type"] == "Su":
        return "succession: a day of fact, not a sum"
    if act and says:
        return ""
    if act or says:
        return "consent without entry into force" if act else "entry into force without consent"
    return "signature only" if row["signature_date"] else "no dates"
