"""What stands above a proof: who, what, when, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.explain.dates import between, dated, spoken
from servanda.names import labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.explain.answers import Asked, Conclusion
    from servanda.store import Store

__all__ = ["asked_about", "headings"]


def headings(store: Store, question: Asked, found: Sequence[Conclusion]) -> list[str]:
    """Return a heading for each of the conclusions *found*."""
    about = asked_about(store, question)
    return [f"{about}, on {spoken(question.on)}: {_answered(one)}" for one in found]


def asked_about(store: Store, question: Asked) -> str:
    """Return the State and the instrument or article that were asked about."""
    instrument = labelled(store, "instrument", question.subject.instrument)
    article = f", article {question.subject.article}" if question.subject.article else ""
    return f"{labelled(store, 'state', question.state)}, {instrument}{article}"


def _answered(one: Conclusion) -> str:
    """Return the answer that *one* gives, and what decides it where it is only possible."""
    what = f"{one.name} (article {one.article})" if one.article else one.name
    begin = between(one.begin_earliest, one.begin_latest, "an unknown day")
    end = between(one.end_earliest, one.end_latest, "")
    if one.phase == "ended":
        return f"no: {what} ended on {end}"
    if one.phase == "not yet":
        return f"no: {what} begins on {begin}"
    if one.answer == "possible":
        decided = dated(one.decided_by) or "a day known only by its bounds"
        return f"{what}, possible; decided by: {decided}"
    return f"{what}, certain"
