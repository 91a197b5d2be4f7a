"""The proof of one conclusion, read from the ties that the rules left in the store.

Nothing is inferred here: ``sv:basis`` ties each conclusion to its grounds (rules 93 and 94); the
stored questions ``proof-facts`` and ``proof-steps`` say what is known of each and how its days came
about.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.errors import InternalProblem, UsageProblem
from servanda.explain.parts import Node, Proof, Step, Tie, Value
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servanda.store import Store

__all__ = ["proof"]

_TYPE = PREFIXES["rdf"] + "type"
_LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")
_SOURCE = PREFIXES["dcterms"] + "source"
_SIDES = {"beginsBecause": "begin", "endsBecause": "end"}


def proof(store: Store, of: str) -> Proof:
    """Return the proof of the derived thing *of*, an IRI in full or short.

    Raises UsageProblem where nothing is known of it, InternalProblem where its ties form a circle.
    """
    root = expand(of)
    table = ask(store, question("proof-facts"), {"of": root})
    told: dict[str, dict[str, list[tuple[Value, int]]]] = defaultdict(lambda: defaultdict(list))
    for thing, prop, value, name, rank in table.rows:
        if thing is None or prop is None or value is None:
            continue
        known = Value(value, name.value if name else "")
        told[thing.value][prop.value].append((known, int(rank.value) if rank else 0))
    if root not in told:
        raise UsageProblem(f"nothing is known of {compact(root)}")
    steps = _steps(store, root)
    nodes = {iri: _node(iri, said, steps.get(iri, ())) for iri, said in told.items()}
    missing = {t.ground for node in nodes.values() for t in node.grounds} - set(nodes)
    if missing:
        raise InternalProblem(f"a ground of which nothing is known: {compact(min(missing))}")
    _refuse_circles(root, nodes)
    return Proof(root, nodes)


def _node(iri: str, said: Mapping[str, list[tuple[Value, int]]], steps: tuple[Step, ...]) -> Node:
    """Return what is *said* of *iri* as a node."""
    types = sorted(said.get(_TYPE, ()), key=lambda told: (-told[1], told[0].term.value))
    facts = {
        prop.removeprefix(ONTOLOGY): tuple(value for value, _ in values)
        for prop, values in said.items()
        if prop.startswith(ONTOLOGY)
    }
    labels = [value.term.value for prop in _LABELS for value, _ in said.get(prop, ())]
    rules = [rule.removeprefix(f"{BASE}rule/") for rule in _iris(facts, "derivedBy")]
    return Node(
        iri=iri,
        types=tuple(value.term.value.removeprefix(ONTOLOGY) for value, _ in types),
        kind=types[0][0].text if types else "thing",
        label=labels[0] if labels else "",
        facts=facts,
        grounds=_ties(facts),
        rules=tuple(sorted(rules)),
        steps=steps,
        sources=tuple(value for value, _ in said.get(_SOURCE, ())),
    )


def _iris(facts: Mapping[str, tuple[Value, ...]], name: str) -> list[str]:
    return [value.term.value for value in facts.get(name, ())]


def _ties(facts: Mapping[str, tuple[Value, ...]]) -> tuple[Tie, ...]:
    """Return the grounds in *facts*: those of the begin first, then those of the end."""
    sides = {name: set(_iris(facts, name)) for name in _SIDES}
    found = []
    for ground in _iris(facts, "basis"):
        names = [_SIDES[name] for name, members in sides.items() if ground in members]
        found.append(Tie("both" if len(names) > 1 else (names or ["whole"])[0], ground))
    order = ("whole", "both", "begin", "end")
    return tuple(sorted(found, key=lambda tie: (order.index(tie.relation), tie.ground)))


def _steps(store: Store, root: str) -> dict[str, tuple[Step, ...]]:
    """Return the steps of each sum in the proof of *root*, by the IRI of what was counted."""
    table = ask(store, question("proof-steps"), {"of": root})
    found: dict[str, dict[tuple[int, str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, bound, step, operation, day in table.rows:
        if thing is not None and step is not None and day is not None:
            key = int(step.value), operation.value if operation else "", day.value
            found[thing.value][key].add(bound.value if bound else "")
    return {
        thing: tuple(
            Step(operation, day, min(bounds) if len(bounds) == 1 else "")
            for (_, operation, day), bounds in sorted(steps.items())
        )
        for thing, steps in found.items()
    }


def _refuse_circles(root: str, nodes: Mapping[str, Node]) -> None:
    """Raise InternalProblem where something in *nodes* rests on itself."""
    done: set[str] = set()
    path: list[tuple[str, Iterator[Tie]]] = [(root, iter(nodes[root].grounds))]
    while path:
        iri, ties = path[-1]
        tie = next(ties, None)
        if tie is None:
            done.add(iri)
            path.pop()
        elif tie.ground in {above for above, _ in path}:
            raise InternalProblem(f"a proof that rests on itself: {compact(tie.ground)}")
        elif tie.ground not in done:
            path.append((tie.ground, iter(nodes[tie.ground].grounds)))
