"""Turn the lines of a table into acts, or say why not."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from servanda.imports.act import Act, day_of, is_same, made
from servanda.imports.model import Finding, Head, Line, Unreadable
from servanda.prefixes import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servanda.imports.book import Book
    from servanda.imports.model import Entry

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
        for entry in sorted(entries, key=self._turn):
            self.take(entry)
        self._drop_signed()
        self.findings.sort(key=lambda found: (str(found.place.path), found.place.row or 0))

    def _turn(self, entry: Entry) -> int:
        """Return when *entry* is entered: instruments before exits before all else."""
        if not isinstance(entry, Line):
            return 0
        try:
            return 2 - ("Exit" in self.book.above[self.book.kind(entry.act)])
        except Unreadable:
            return 2

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
        name = line.instrument or self._instrument
        if not self._asked(name):
            self.left_out += 1
            return
        instrument = self._named_instrument(name)
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

    def _asked(self, name: str) -> bool:
        """Say whether the instrument called *name* is one of those to keep."""
        try:
            key = self._named_instrument(name).rsplit("/", 1)[-1]
        except Unreadable:
            key = "-".join(re.findall(r"\w+", name.lower()))
        return not self._only or any(fnmatchcase(key, pattern) for pattern in self._only)

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
        left = self._left(act.by, act.instrument)
        for iri, kind, on in self.book.held.get((act.by, act.instrument), ()):
            told = f"the data hold a {kind} of {on}"
            if iri == act.iri or is_same(self.book, act, (kind, on), left, told):
                self.held += 1
                return
        for other in self._of[act.by, act.instrument]:
            row, rival = f"row {other.line.place.row}", (other.kind, day_of(other))
            if is_same(self.book, act, rival, left, f"{row} has {day_of(other)}"):
                self.findings.append(Finding(act.line.place, f"the same as {row}"))
                return
        self.acts[act.iri] = act
        self._of[act.by, act.instrument].append(act)

    def _drop_signed(self) -> None:
        """Drop the plain signatures that are definitive ones: no act is both."""
        definitive = {
            (act.by, act.instrument, day_of(act))
            for act in self.acts.values()
            if act.kind == "DefinitiveSignature"
        }
        for iri, act in tuple(self.acts.items()):
            if act.kind == "Signature" and (act.by, act.instrument, day_of(act)) in definitive:
                del self.acts[iri]

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
        bounds: dict[str, Any] = {"not_before": day_of(act), "not_after": seen}
        source, place = act.line.source, act.line.place
        line = Line(place, act.line.party, kind, note=_BRACKETS, source=source, **bounds)
        left = made(self.book, line, kind, act.by, act.instrument)
        self.acts[left.iri] = left
        self._of[act.by, act.instrument].append(left)
        reason = "no longer bound: an exit of unknown day was written; look the day up"
        self.findings.append(Finding(act.line.place, reason, lost=False))
