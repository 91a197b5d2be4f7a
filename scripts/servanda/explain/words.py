"""How a thing in a proof is put into words.

Every word comes from the ontology, the data or a stored question; they are only strung together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.explain.dates import between, spoken, sums
from servanda.prefixes import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from servanda.explain.parts import Node

__all__ = ["days", "said", "sourced"]

_DONE = (
    ("doneOn", "done"),
    ("receivedOn", "received"),
    ("notifiedOn", "notified"),
    ("declaredEffectOn", "names"),
    ("beganOn", "began"),
    ("endedOn", "ended"),
    ("value", "claims"),
)
_STEMS = (("begins", "begins on"), ("ends", "ends on"), ("effect", "takes effect on"))
_PARAMETERS = (
    ("clock", "clock"),
    ("counting", "counting"),
    ("fixedDate", "day"),
    ("consentsRequired", "consents"),
    ("consentsFrom", "of"),
    ("including", "including"),
    ("includingFrom", "of"),
    ("allPartiesTo", "all Parties to"),
    ("otherInstrument", "looks at"),
    ("lockInYears", "years of lock-in"),
    ("windowEveryYears", "window every n years"),
    ("survivalYears", "years"),
    ("postponedBy", "put off by"),
    ("declaredDate", "named day"),
)


def days(node: Node) -> str:
    """Return the days of *node*: from when to when, or on which day it takes effect."""
    if "status" in node.facts or "norm" in node.facts or "seat" in node.facts:
        begin = between(node.first("beginEarliest"), node.first("beginLatest"), "an unknown day")
        end = between(node.first("endEarliest"), node.first("endLatest"), "")
        return f"from {begin}" + (f" until {end}" if end else ", no end in sight")
    for stem, words in _STEMS:
        found = between(node.first(f"{stem}Earliest"), node.first(f"{stem}Latest"), "")
        if found:
            return f"{words} {found}"
    return "never takes effect, as far as is known" if "WithoutEffect" in node.types else ""


def said(node: Node) -> str:
    """Return what *node* is, in one line."""
    for mark, worded in _WORDED.items():
        if mark in node.facts:
            return worded(node)
    return _joined(_named(node), *_dates(node), _expected(node))


def sourced(node: Node) -> str:
    """Return the sources of a recorded thing, and how sure it is."""
    titles = "; ".join(f"{value.text} [{compact(value.term.value)}]" for value in node.sources)
    sure = node.first("confidence")
    if titles:
        return f"source: {titles}" + (f" ({sure})" if sure else "")
    return f"no source named ({sure})" if sure else "no source named"


def _named(node: Node) -> str:
    """Return the kind of *node* with its name, whose act it is and under which instrument."""
    name = f"{node.kind}, {node.label}" if node.label else node.kind
    by = node.first("by")
    of = node.first("inRespectOf")
    under = node.iris("instrument")
    return (
        name
        + (f" by {by}" if by else "")
        + (f" in respect of {of}" if of else "")
        + (f" under {under[0].rpartition('/')[2]}" if under else "")
    )


def _dates(node: Node) -> list[str]:
    """Return the days of an act that are recorded, each with what happened."""
    found = []
    for name, words in _DONE:
        if node.first(name):
            found.append(f"{words} {spoken(node.first(name))}")
        else:
            low, high = (
                node.first(f"{name.removesuffix('On')}{end}") for end in ("NotBefore", "NotAfter")
            )
            if low or high:
                found.append(f"{words} {between(low, high, '')}")
    return found


def _expected(node: Node) -> str:
    """Return what is known of an act of which only the possibility is on record."""
    if "authorisedBy" not in node.facts:
        return ""
    kind = node.first("kind")
    since = spoken(node.first("receivedEarliest") or node.first("doneEarliest"))
    return f"{kind}, not on record; made on {since} at the earliest, perhaps never"


def _count(node: Node) -> str:
    counted = sums(node.steps)
    plain = [f"{one}, the day itself" if "=" not in one else one for one in counted]
    return "; ".join(plain)


def _status(node: Node) -> str:
    scope = node.first("inScope")
    what = f"{node.first('status')} under {node.first('underInstrument')}"
    return _joined(node.first("ofState"), what, scope, days(node))


def _duty(node: Node) -> str:
    return _joined(f"{node.first('normKind')} of {node.first('ofState')}", days(node))


def _clause(node: Node) -> str:
    listed = [
        f"{words}: {'; '.join(value.text for value in node.facts[name])}"
        for name, words in _PARAMETERS
        if name in node.facts
    ]
    return _joined(f"{node.kind}, {node.label or compact(node.iri)}", "; ".join(listed))


def _reckoning(node: Node) -> str:
    entering = node.first("entersForce")
    standing = (node.first("opensFor") or node.first("endsFor")).split("/")
    under = f" ({standing[1]}, {standing[-1]})" if len(standing) > 1 else ""
    what = f"entry into force of {entering}" if entering else f"{node.kind}{under}"
    return _joined(what, days(node))


def _norm(node: Node) -> str:
    return _joined(node.kind, f"{node.first('laidDownIn')}: {node.first('summary')}")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


# By a property that only this kind of thing has, the first that fits.
_WORDED: Mapping[str, Callable[[Node], str]] = {
    "countsFrom": _count,
    "status": _status,
    "norm": _duty,
    "governs": _clause,
    "reckonedFrom": _reckoning,
    "entersForce": _reckoning,
    "laidDownIn": _norm,
}
