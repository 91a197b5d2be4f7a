"""What is missing, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from textwrap import fill
from typing import TYPE_CHECKING, Any

from servanda.explain.dates import between, dated, spoken
from servanda.explain.headings import asked_about
from servanda.explain.nested import nested
from servanda.show import WIDTH, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.explain.answers import Asked
    from servanda.explain.missing import Missing
    from servanda.explain.ways import Way
    from servanda.store import Store

__all__ = ["as_json", "lines", "written"]

_PHASES = {"ended": "no longer", "not yet": "not yet", "certain": "", "possible": "possibly"}


def written(store: Store, question: Asked, found: Missing, width: int | None) -> str:
    """Return what is missing as text: who and what, the state of things, what is lacking, when."""
    wide = width or WIDTH
    head = f"{asked_about(store, question)}, on {spoken(question.on)}"
    parts = [fill(f"{head}: what is missing to be {found.aim}", wide), ""]
    parts += [fill(f"- {line}", wide, subsequent_indent="  ") for line in lines(found, question.on)]
    if found.receipts:
        verb = "ends on"
        rows = [(spoken(r.month), between(r.earliest, r.latest, "open")) for r in found.receipts]
        parts += ["", terminal(("received in", verb), rows, width=wide).rstrip("\n")]
    return "\n".join(parts) + "\n"


def lines(found: Missing, on: str) -> Iterator[str]:
    """Yield one sentence for each thing that is known or missing."""
    yield _state_of_things(found)
    if found.left is not None:
        yield "it left by: " + "; ".join(_acts_of_exit(found))
    for fact in found.facts:
        yield f"missing: {dated(fact)}"
    if found.waits_until:
        verb = "is free" if found.aim == "free" else "is bound"
        yield f"nothing but the day: it {verb} on {spoken(found.waits_until)}"
    for way in found.entry:
        yield _entry(way)
    if found.way is not None and not found.waits_until:
        yield from _act(found, on)
    elif found.way is None and _open(found):
        yield f"no clause is on record under which a State becomes {found.aim}"
    for way in found.by_itself:
        yield f"ends by itself under {way.name} (clock: {way.clock}). {way.counting}".strip()


def as_json(question: Asked, found: Missing) -> str:
    """Return what is missing as JSON text."""
    proofs = {"proof": found.proof, "left": found.left}
    told: dict[str, Any] = {
        "state": question.state,
        "instrument": question.subject.instrument,
        "on": question.on,
        **_fields(found, set(proofs)),
        "says": list(lines(found, question.on)),
        **{name: nested(one) if one else None for name, one in proofs.items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _fields(found: Missing, left_out: set[str]) -> dict[str, Any]:
    """Return the fields of *found* as JSON holds them, without those *left_out*."""
    fields = {name: getattr(found, name) for name in found.__slots__ if name not in left_out}
    return {name: _plain(each) for name, each in fields.items()}


def _plain(each: Any) -> Any:
    if isinstance(each, tuple):
        return [_plain(one) for one in each]
    if hasattr(each, "__dataclass_fields__"):
        return {name: _plain(one) for name, one in asdict(each).items()}
    return None if each == "" else each


def _open(found: Missing) -> bool:
    """Say whether something still has to be done."""
    holds = found.now is not None and found.now.answer == "certain" and found.now.weight == 0
    return not found.waits_until and holds == (found.aim == "free")


def _state_of_things(found: Missing) -> str:
    now = found.now
    if now is None:
        return "no act of the State under the instrument is on record"
    begin = between(now.begin_earliest, now.begin_latest, "an unknown day")
    end = between(now.end_earliest, now.end_latest, "")
    until = f" until {end}" if end else ""
    words = " ".join(filter(None, (_PHASES.get(now.phase, ""), now.name)))
    return f"now: {words}, from {begin}{until}"


def _acts_of_exit(found: Missing) -> Iterator[str]:
    """Yield what brought the end of the stay that is over: the acts and clauses of its endings."""
    from servanda.explain.words import said

    proof = found.left
    for tie in proof.conclusion.grounds if proof else ():
        if proof and tie.relation == "end":
            for node in proof.walk(tie.ground):
                if {"Exit", "ExitClause", "TerminationClause"} & set(node.types):
                    yield said(node)


def _entry(way: Way) -> str:
    """Return what keeps the instrument itself out of force."""
    if way.needed is None:
        return f"the instrument itself is not in force: {way.name} (clock: {way.clock})"
    counted = way.counted or 0
    group = f" from {way.group}" if way.group else ""
    short = way.needed - counted
    return (
        f"the instrument itself is not in force: {way.name} asks for {way.needed} consents{group}, "
        f"{counted} on record, {short} missing"
    )


def _act(found: Missing, on: str) -> Iterator[str]:
    """Yield which act is missing, and when it would take effect."""
    way, effect = found.way, found.effect
    if way is None:
        return
    clock = f"{way.name}; the clock starts with: {way.clock}"
    others = [one for one in found.alternatives if one != way.kind_name]
    kinds = f"{way.kind_name} (or {', '.join(others)}, as the instrument allows)" if others else ""
    yield f"the act: {kinds or way.kind_name}, under {clock}. {way.counting}".strip()
    when = f"done and received on {spoken(on)}"
    if effect is None:
        yield f"{when}, it would have no day of effect yet"
    elif effect.without_effect:
        allowed = f"; a notice is good from {spoken(effect.permitted)}" if effect.permitted else ""
        yield f"{when}, it would have no effect: it comes at a time that is not permitted{allowed}"
    else:
        sums_shown = "; ".join(_sums(found))
        day = between(effect.earliest, effect.latest, "a day that is open")
        yield f"{when}, it would make the State {found.aim} on {day}" + (
            f" ({sums_shown})" if sums_shown else ""
        )


def _sums(found: Missing) -> Iterator[str]:
    from servanda.explain.dates import sums

    for node in found.proof.walk() if found.proof else ():
        if node.iri == (found.effect.reckoning if found.effect else "") or any(
            tie.ground == node.iri
            for tie in (found.proof.conclusion.grounds if found.proof else ())
        ):
            yield from (one for one in sums(node.steps) if "=" in one)
