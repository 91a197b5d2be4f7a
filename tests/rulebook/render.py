"""Write one of the twin's worlds in the vocabulary of the project, as Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clauses import counting_pairs, instrument_blocks
from .turtle import BASE, Pairs, block, instrument_iri, literal, state_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.counting import Counting
    from oracle.dates import When
    from oracle.model import Act, Conflict, World

__all__ = ["act_iri", "render"]


def render(world: World) -> str:
    """Return *world* as Turtle, without the prefixes."""
    return "".join(_blocks(world))


def act_iri(act: Act) -> str:
    """Return the IRI of an act."""
    return f"{BASE}act/{act.instrument}/{act.state}/{act.key}"


def _blocks(world: World) -> Iterator[str]:
    rules: dict[str, Counting] = {}
    acts = {act.key: act for act in world.acts}
    for instrument in world.instruments:
        yield from instrument_blocks(instrument, rules)
    for key, rule in rules.items():
        yield block(f"{BASE}clause/{key}", "CountingRule", counting_pairs(rule))
    for act in world.acts:
        yield block(act_iri(act), act.kind, _act(act, acts))
    for state in sorted({act.state for act in world.acts} | set(world.statehood)):
        born = world.statehood.get(state)
        yield block(
            state_iri(state), "State", [("statehoodOn", literal(str(born)))] if born else []
        )
    for conflict in world.conflicts:
        iri = f"{BASE}event/{conflict.state}/{conflict.key}"
        yield block(iri, "ArmedConflict", _conflict(conflict))
    for name, states in world.groups.items():
        members = [("skos:member", f"<{state_iri(state)}>") for state in sorted(states)]
        yield block(f"{BASE}group/{name}", "StateClass", members)


def _act(act: Act, acts: dict[str, Act]) -> Pairs:
    pairs = [
        ("by", f"<{state_iri(act.state)}>"),
        ("instrument", f"<{instrument_iri(act.instrument)}>"),
    ]
    if act.concerns:
        pairs.append(("concerns", f"<{act_iri(acts[act.concerns])}>"))
    for name, when in (
        ("done", act.done),
        ("received", act.received),
        ("notified", act.notified),
        ("declaredEffect", act.declared),
    ):
        pairs += _when(name, when)
    return pairs


def _conflict(conflict: Conflict) -> Pairs:
    place = ("inState", f"<{state_iri(conflict.state)}>")
    return [place, *_when("began", conflict.began), *_when("ended", conflict.ended)]


def _when(name: str, when: When) -> Pairs:
    stated = (
        (f"{name}On", when.on),
        (f"{name}NotBefore", when.not_before),
        (f"{name}NotAfter", when.not_after),
    )
    return [(term, literal(text)) for term, text in stated if text]
