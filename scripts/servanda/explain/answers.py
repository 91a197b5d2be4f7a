"""Which conclusions answer a question about a State and an instrument, or one of its articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.ask import ask, day
from servanda.catalog import question
from servanda.explain.provisions import Subject, subject
from servanda.names import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servanda.store import Store

__all__ = ["Asked", "Conclusion", "answer", "asked", "conclusions"]

_PARTY = 0
_SURVIVES = "residual"
_BESIDE = ("exit-pending", "exit-authorised", "residual", "suspended", "reservation", "declaration")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the State (an IRI), the instrument or article, the day (``YYYY-MM-DD``)."""

    state: str
    subject: Subject
    on: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One conclusion about a State under an instrument, as it is on the day asked about.

    *status* is the notation of a status or the kind of a norm; *answer* is ``certain``,
    ``possible`` or ``no``; *phase* says of a ``no`` whether it is ``ended`` or ``not yet``. Days
    are ``YYYY-MM-DD`` or empty where a bound is open.
    """

    conclusion: str
    status: str
    name: str
    weight: int
    article: str
    provision: str
    norm: str
    answer: str
    phase: str
    begin_earliest: str
    begin_latest: str
    end_earliest: str
    end_latest: str
    decided_by: str


def asked(store: Store, state: str, what: str, on: str = "today") -> Asked:
    """Return what was asked, resolved; raises UsageProblem for unknown names and days."""
    return Asked(resolve(store, "state", state), subject(store, what), day(on))


def conclusions(store: Store, question_: Asked) -> tuple[Conclusion, ...]:
    """Return every conclusion about the State under the instrument, the weightiest first."""
    told = {
        "state": question_.state,
        "instrument": question_.subject.instrument,
        "on": question_.on,
    }
    table = ask(store, question("conclusions"), told)
    found = []
    for cells in table.texts():
        weight = int(cells.pop("weight"))
        found.append(Conclusion(weight=weight, **cells))
    return tuple(found)


def answer(question_: Asked, known: Sequence[Conclusion]) -> tuple[Conclusion, ...]:
    """Return those of the *known* conclusions that answer the question, the main one first.

    For an instrument: the party status that holds on the day (else the last before it, else the
    first after it, else the wait for it), then what lies beside it that day. For an article: for
    each of its norms the obligation nearest to the day, and what survives of it. Empty where
    nothing is recorded.
    """
    if question_.subject.article:
        about = [one for one in known if one.provision in question_.subject.provisions]
        norms = dict.fromkeys(one.norm for one in about)
        return tuple(
            found
            for norm in norms
            if (found := _nearest(one for one in about if one.norm == norm)) is not None
        )
    statuses = [one for one in known if not one.article or one.status == _SURVIVES]
    levels = sorted({one.weight for one in statuses})
    holding = [one for one in statuses if one.answer != "no"]
    main = _nearest(one for one in statuses if one.weight == _PARTY)
    for level in levels:
        if main is None or main.phase == "not yet":
            main = _nearest(one for one in holding if one.weight == level) or main
    if main is None and statuses:
        main = _nearest(one for one in statuses if one.weight == levels[0])
    beside = [one for one in holding if one is not main and one.status in _BESIDE]
    if main is not None and main.weight != _PARTY:
        coming = (one for one in statuses if one.weight == _PARTY and one.phase == "not yet")
        beside = [*(one for one in (_nearest(coming),) if one is not None), *beside]
    return (() if main is None else (main,)) + tuple(beside)


def _nearest(known: Iterable[Conclusion]) -> Conclusion | None:
    """Return the one that holds, surest first, else the last that ended, else the first to come."""
    every = list(known)
    for sure in ("certain", "possible"):
        for one in every:
            if one.answer == sure:
                return one
    ended = [one for one in every if one.phase == "ended"]
    if ended:
        return max(ended, key=lambda one: (one.end_latest, one.begin_latest))
    return min(every, key=lambda one: one.begin_earliest or "9999", default=None)
