"""Turn the lines of a table into acts, or say why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from servanda.imports.act import Act, day_of, made
from servanda.imports.model import Finding, Head, Unreadable
from servanda.prefixes import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servanda.imports.book import Book
    from servanda.imports.model import Entry, Line

__all__ = ["Ledger"]

_NEEDS = {
    "Reservation": "what it excludes or modifies",
    "WithdrawalOfReservation": "which reservation",
    "WithdrawalOfDeclaration": "which declaration",
    "TerritorialExtension": "the territory",
    "TerritorialWithdrawal": "the territory",
    "ObjectionToReservation": "which reservation",
    "ObjectionToAccession": "which accession",
    "RevocationOfExit": "which exit",
    "NoticeExtension": "which exit",
    "TreatyAct": "its kind",
}
_BRACKETS = "The table shows the consent in square brackets: no longer bound; the day is not given."


class Ledger:
    """Takes lines one by one; keeps the acts, and what is to be told about the others.

    *instrument* stands in where a line names none; *only* are patterns of keys of instruments.
    """

    def __init__(self, book: Book, instrument: str = "", only: Sequence[str] = ()) -> None:
        self.book = book
        self._only = only
        self.acts: dict[str, Act] = {}
        self.heads: dict[str, Head] = {}
        self.findings: list[Finding] = []
        self.lines = self.held = self.left_out = 0
        self._instrument = instrument
        self._of: dict[tuple[str, str], list[Act]] = defaultdict(list)
        self._known: dict[str, str | Unreadable] = {}

    def take(self, entry: Entry) -> None:
        """Enter *entry*: a line becomes an act or a finding, a finding is kept."""
        if isinstance(entry, Finding):
            self.findings.append(entry)
            return
        if isinstance(entry, Head):
            self._describe(entry)
            return
        self.lines += 1
        try:
            self._enter(entry)
        except Unreadable as problem:
            self.findings.append(Finding(entry.place, str(problem)))

    def take_all(self, entries: Iterable[Entry]) -> None:
        """Enter every one of *entries*: exits first, since they explain a second consent."""
        kept = list(entries)
        for head in (entry for entry in kept if isinstance(entry, Head)):
            self.take(head)
        lines = (entry for entry in kept if not isinstance(entry, Head))
        for entry in sorted(lines, key=lambda entry: not self._is_exit(entry)):
            self.take(entry)
        self.findings.sort(key=lambda found: (str(found.place.path), found.place.row or 0))

    def _is_exit(self, entry: Line | Finding) -> bool:
        """Say whether *entry* is a line about an exit."""
        if isinstance(entry, Finding):
            return False
        try:
            return "Exit" in self.book.above[self.book.kind(entry.act)]
        except Unreadable:
            return False

    def _describe(self, head: Head) -> None:
        """Know the instrument of *head* from now on, unless the data describe it."""
        for name in head.names:
            try:
                self.book.instrument(name)
            except Unreadable:
                continue
            return
        iri = f"{BASE}instrument/{head.key}"
        self.book.describe(iri, head.names)
        self.heads[iri] = head

    def _enter(self, line: Line) -> None:
        instrument = self._named_instrument(line.instrument or self._instrument)
        key = instrument.rsplit("/", 1)[-1]
        if self._only and not any(fnmatchcase(key, pattern) for pattern in self._only):
            self.left_out += 1
            return
        by = self.book.party(line.party, line.code)
        kind = self.book.kind(line.act)
        if kind in _NEEDS:
            raise Unreadable(f"{line.act!r}: {_NEEDS[kind]} is not said; write it by hand")
        if kind == "Exit":
            kind = self.book.exit_kind(instrument)
        self._check_days(line, instrument)
        act = made(
            self.book, replace(line, not_after="") if line.ended else line, kind, by, instrument
        )
        self._add(act)
        if line.ended:
            self._leave(act, line.not_after)

    def _named_instrument(self, name: str) -> str:
        """Return the instrument called *name*, looked up once."""
        if not name:
            raise Unreadable("the file does not name the instrument: give --instrument")
        if name not in self._known:
            try:
                self._known[name] = self.book.instrument(name)
            except Unreadable as problem:
                self._known[name] = problem
        found = self._known[name]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _check_days(self, line: Line, instrument: str) -> None:
        """Raise Unreadable where the days of *line* cannot all be right."""
        day = line.done or line.received
        opened = self.book.opened.get(instrument, "")
        if day and opened and day < opened[: len(day)]:
            raise Unreadable(f"{day} is before the instrument was opened ({opened})")
        early = line.effective and day and line.effective < day[: len(line.effective)]
        if early and self.book.kind(line.act) != "Succession":
            raise Unreadable(f"takes effect ({line.effective}) before it was done ({day})")

    def _add(self, act: Act) -> None:
        """Keep *act*, unless it is there already or contradicts one that is."""
        place, day = act.line.place, day_of(act)
        for iri, kind, on in self.book.held.get((act.by, act.instrument), ()):
            if iri == act.iri or (kind == act.kind and on == day):
                self.held += 1
                return
            if kind == act.kind and not self._left(act.by, act.instrument) and on:
                raise Unreadable(f"the data hold {on} for this {act.kind}; write claims for both")
        for other in self._of[act.by, act.instrument]:
            if other.iri == act.iri:
                self.findings.append(Finding(place, f"the same as row {other.line.place.row}"))
                return
            if other.kind == act.kind and not self._left(act.by, act.instrument):
                raise Unreadable(f"row {other.line.place.row} has {day_of(other)} for the same act")
        self.acts[act.iri] = act
        self._of[act.by, act.instrument].append(act)

    def _left(self, by: str, instrument: str) -> bool:
        """Say whether an exit of this party is known, so that it may have come back."""
        known = [kind for _, kind, _ in self.book.held.get((by, instrument), ())]
        known += [act.kind for act in self._of[by, instrument]]
        return any("Exit" in self.book.above[kind] for kind in known)

    def _leave(self, act: Act, seen: str) -> None:
        """Keep that the party of *act* has left, by the day *seen*, on a day that is not given."""
        if "Consent" not in self.book.above[act.kind] or self._left(act.by, act.instrument):
            return
        kind = self.book.exit_kind(act.instrument)
        line = replace(
            act.line,
            act=kind,
            done="",
            received="",
            effective="",
            declared="",
            not_before=day_of(act),
            not_after=seen,
            ended=False,
            note=_BRACKETS,
        )
        left = made(self.book, line, kind, act.by, act.instrument)
        self.acts[left.iri] = left
        self._of[act.by, act.instrument].append(left)
        reason = "no longer bound: an exit of unknown day was written; look the day up"
        self.findings.append(Finding(act.line.place, reason, lost=False))
