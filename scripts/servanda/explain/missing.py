"""What is missing for a State to be bound by an instrument, or to be free of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.explain.answers import Conclusion, answer, conclusions
from servanda.explain.months import DAYS, expected_from, month_of_receipt, months
from servanda.explain.proof import proof
from servanda.explain.trial import act, tried
from servanda.explain.ways import Way, alternatives, chosen, ways
from servanda.prefixes import PREFIXES
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.explain.answers import Asked
    from servanda.explain.parts import Proof
    from servanda.explain.trial import Trial, Tried
    from servanda.store import Store, Triple

__all__ = ["Missing", "Received", "missing"]

_PARTY = 0
_DATE = PREFIXES["xsd"] + "date"


@dataclass(frozen=True, slots=True)
class Received:
    """If the act is received in *month* (``YYYY-MM``), it takes effect between these two days."""

    month: str
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between a State and its aim, ``bound`` or ``free``.

    *now* is the conclusion that holds on the day, None where nothing is recorded. *facts* are
    recorded acts whose day is missing; *way* is the act to be done and its clause, None where no
    clause is on record; *effect* is what that act would do if done and received on the day asked
    about, with its *proof*; *receipts* say the same month by month. *entry* is the clause that
    still keeps the instrument itself out of force; *by_itself* ends without any act; *left* is the
    proof of the stay that has ended; *alternatives* are the other kinds of act that
    would do under the clause of the *way*.
    """

    aim: str
    now: Conclusion | None
    facts: tuple[str, ...] = ()
    way: Way | None = None
    effect: Tried | None = None
    proof: Proof | None = None
    receipts: tuple[Received, ...] = ()
    entry: tuple[Way, ...] = ()
    by_itself: tuple[Way, ...] = ()
    left: Proof | None = None
    waits_until: str = ""
    alternatives: tuple[str, ...] = ()


def missing(store: Store, question: Asked, *, free: bool | None = None) -> Missing:
    """Return what is missing for the State to be bound, or to be free.

    *free* says which; None means free for a State that is bound or may be, else bound. The
    instrument is taken whole, also where an article was asked about.
    """
    whole = replace(question, subject=replace(question.subject, article=""))
    known = conclusions(store, whole)
    found = answer(whole, known)
    now = found[0] if found else None
    bound = now is not None and now.weight == _PARTY and now.answer != "no"
    known_ways = ways(store, whole.subject.instrument, whole.on)
    if bound if free is None else free:
        return _to_be_free(store, whole, now, bound, known_ways)
    return _to_be_bound(store, whole, now, known, known_ways)


def _to_be_free(
    store: Store, question: Asked, now: Conclusion | None, bound: bool, known: Sequence[Way]
) -> Missing:
    """Return what is missing for a State that is bound to be free, or its freedom."""
    result = Missing("free", now, by_itself=tuple(w for w in known if w.role == "out by itself"))
    if now is None or not bound:
        return result
    result = replace(result, waits_until=now.end_latest if now.end_earliest else "")
    way = chosen(known, "out")
    facts = tuple(now.decided_by.split("; ")) if now.decided_by else ()
    if way is None or result.waits_until:
        return replace(result, way=way, facts=facts)
    state, instrument = question.state, question.subject.instrument
    start = expected_from(store, state, instrument)
    listed = months(start, question.on)
    acts = [_act(question, way, question.on)]
    acts += [
        act(way.kind, state, instrument, month_of_receipt(month, start), month) for month in listed
    ]
    trial = tried(store, instrument, acts)
    receipts = tuple(
        Received(month, one.earliest, one.latest)
        for month, (iri, _) in zip(listed, acts[1:], strict=True)
        if (one := trial.effects.get(iri)) and not one.without_effect
    )
    return replace(_with_effect(result, trial, acts[0][0]), way=way, facts=facts, receipts=receipts)


def _to_be_bound(
    store: Store,
    question: Asked,
    now: Conclusion | None,
    all_known: Sequence[Conclusion],
    known: Sequence[Way],
) -> Missing:
    """Return what is missing for a State that is not bound to be bound."""
    result = Missing("bound", now, entry=_unmet(known))
    if now is not None and now.weight == _PARTY and now.answer == "certain":
        return result
    if now is not None and (now.status == "consented" or now.phase == "not yet"):
        facts = tuple(now.decided_by.split("; ")) if now.decided_by else ()
        begins = [one for one in all_known if one.weight == _PARTY and one.phase == "not yet"]
        until = begins[0].begin_latest if begins else ""
        return replace(result, facts=facts, waits_until=until)
    left = [one for one in all_known if one.weight == _PARTY and one.phase == "ended"]
    if left:
        last = max(left, key=lambda one: one.end_latest)
        result = replace(result, left=proof(store, last.conclusion))
    signed = any(one.status == "signatory" and one.answer != "no" for one in all_known)
    way = chosen(known, "signed" if signed else "in")
    if way is None:
        return result
    supposed = _act(question, way, question.on)
    trial = tried(store, question.subject.instrument, [supposed])
    others = alternatives(known, way)
    return replace(_with_effect(result, trial, supposed[0]), way=way, alternatives=others)


def _unmet(known: Sequence[Way]) -> tuple[Way, ...]:
    """Return the clauses on entry into force if none of them is fulfilled."""
    entry = [way for way in known if way.role == "in force"]
    met = [w for w in entry if w.needed is None or (w.counted or 0) >= w.needed]
    return () if met else tuple(entry)


def _act(question: Asked, way: Way, on: str) -> tuple[str, tuple[Triple, ...]]:
    """Return the act of this *way*, done, received and notified on the day *on*."""
    days = dict.fromkeys(DAYS, Term("literal", on, _DATE))
    return act(way.kind, question.state, question.subject.instrument, days, "on-the-day")


def _with_effect(result: Missing, trial: Trial, supposed: str) -> Missing:
    """Return *result* with what the act *supposed* does in the *trial*, and the proof of it."""
    effect = trial.effects.get(supposed)
    if effect is None:
        return result
    return replace(result, effect=effect, proof=proof(trial.store, effect.reckoning))
