"""Write an instrument and its final clauses as Turtle."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from oracle.counting import Rounding

from .turtle import BASE, Pairs, block, instrument_iri, literal, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.counting import Counting
    from oracle.model import ConsentClause, EntryClause, ExitClause, Instrument, TerminationClause

__all__ = ["counting_pairs", "instrument_blocks"]


def instrument_blocks(instrument: Instrument, rules: dict[str, Counting]) -> Iterator[str]:
    iri = instrument_iri(instrument.key)
    record = "sv:CompleteRecord" if instrument.complete else "sv:PartialRecord"
    pairs: Pairs = [("consentsRecord", record)]
    if instrument.opened:
        pairs.append(("openedOn", literal(str(instrument.opened))))
    if instrument.silent_on_exit:
        pairs.append(("silentOnExit", "true"))
    yield block(iri, instrument.kind, pairs)
    written: list[tuple[str, Counting, Pairs]] = []
    if instrument.entry:
        entry = instrument.entry
        written.append(("InstrumentEntryClause", entry.counting, _entry(entry)))
    written += [("ConsentClause", one.counting, _consent(one)) for one in instrument.consents]
    written += [("ExitClause", one.counting, _exit(one)) for one in instrument.exits]
    ends = instrument.terminations
    written += [("TerminationClause", one.counting, _termination(one)) for one in ends]
    for number, (kind, rule, clause) in enumerate(written):
        key = f"rule-{zlib.crc32(repr(rule).encode()):08x}"
        rules[key] = rule
        common = [("governs", f"<{iri}>"), ("counting", f"<{BASE}clause/{key}>")]
        yield block(f"{iri}/clause-{number}", kind, common + clause)


def _entry(clause: EntryClause) -> Pairs:
    pairs = some(
        ("clock", clause.clock),
        ("consentsRequired", clause.required),
        ("including", clause.including),
    )
    for name, value in (
        ("consentsFrom", clause.consents_from),
        ("includingFrom", clause.including_from),
    ):
        if value:
            pairs.append((name, f"<{BASE}group/{value}>"))
    if clause.all_parties_to:
        pairs.append(("allPartiesTo", f"<{instrument_iri(clause.all_parties_to)}>"))
    if clause.all_signatories:
        pairs.append(("allSignatories", "true"))
    return pairs + _fixed_or_other(clause)


def _consent(clause: ConsentClause) -> Pairs:
    return some(
        ("clock", clause.clock), ("appliesTo", clause.applies_to), ("declaredDate", clause.declared)
    )


def _exit(clause: ExitClause) -> Pairs:
    return some(
        ("clock", clause.clock),
        ("appliesTo", clause.applies_to),
        ("declaredDate", clause.declared),
        ("lockInYears", clause.lock_in_years),
        ("lockInFrom", clause.lock_in_from),
        ("windowEveryYears", clause.window_every_years),
        ("windowMonths", clause.window_months),
        ("prematureNotice", "CountsFromLockInEnd" if clause.counts_from_lock_in_end else ""),
        ("postponedBy", "ArmedConflict" if clause.postponed_by_conflict else ""),
        ("runningFrom", clause.running_from if clause.counting.running_years else ""),
    )


def _termination(clause: TerminationClause) -> Pairs:
    return [*some(("clock", clause.clock)), *_fixed_or_other(clause)]


def _fixed_or_other(clause: EntryClause | TerminationClause) -> Pairs:
    pairs: Pairs = []
    if clause.fixed:
        pairs.append(("fixedDate", literal(str(clause.fixed))))
    if clause.other:
        pairs.append(("otherInstrument", f"<{instrument_iri(clause.other)}>"))
    return pairs


def counting_pairs(rule: Counting) -> Pairs:
    pairs = some(
        ("years", rule.years),
        ("months", rule.months),
        ("days", rule.days),
        ("objectionMonths", rule.objection_months),
        ("runningYears", rule.running_years),
        ("rounding", "" if rule.rounding is Rounding.NONE else rule.rounding.value),
    )
    if rule.day_after:
        pairs.append(("dayAfter", "true"))
    for name, day in (("noticeBy", rule.notice_by), ("fixedDate", rule.fixed_day)):
        if day:
            pairs.append((name, f'"--{day}"^^xsd:gMonthDay'))
    return pairs
