"""What a proof is made of: things tied to their grounds, with days, rules, sums and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.prefixes import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servanda.store import Term

__all__ = ["Node", "Proof", "Step", "Tie", "Value"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with the name of the thing if it is one."""

    term: Term
    name: str = ""

    @property
    def text(self) -> str:
        """The value as a person reads it: its name, else its short IRI or its text."""
        return self.name or (
            compact(self.term.value) if self.term.kind == "iri" else self.term.value
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sum: what was done, and the day it reached (``YYYY-MM-DD``).

    *bound* is ``earliest`` or ``latest`` where the two differ, else empty.
    """

    operation: str
    day: str
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A ground of a conclusion; *relation* is ``begin``, ``end``, ``both`` or ``whole``."""

    relation: str
    ground: str


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a proof: a conclusion with its grounds, or a recorded fact with its sources.

    *kind* and *types* are names of the ontology, the most specific first; *facts* holds the values
    of our properties by local name (``doneOn``, ``beginEarliest``).
    """

    iri: str
    types: tuple[str, ...]
    kind: str
    label: str
    facts: Mapping[str, tuple[Value, ...]]
    grounds: tuple[Tie, ...]
    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    sources: tuple[Value, ...]

    @property
    def asserted(self) -> bool:
        """Whether this is recorded rather than derived."""
        return not self.rules

    def first(self, name: str) -> str:
        """Return the first value of the property *name* as text, or an empty string."""
        values = self.facts.get(name, ())
        return values[0].text if values else ""

    def iris(self, name: str) -> tuple[str, ...]:
        """Return the IRIs among the values of the property *name*."""
        return tuple(value.term.value for value in self.facts.get(name, ()))


@dataclass(frozen=True, slots=True)
class Proof:
    """The conclusion *root* and everything it rests on, by IRI."""

    root: str
    nodes: Mapping[str, Node]

    @property
    def conclusion(self) -> Node:
        """The node of the conclusion."""
        return self.nodes[self.root]

    def walk(self, iri: str | None = None) -> Iterator[Node]:
        """Yield each thing below *iri* (the conclusion) once, a conclusion before its grounds."""
        waiting, seen = [iri or self.root], set[str]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                yield self.nodes[one]
                waiting.extend(tie.ground for tie in reversed(self.nodes[one].grounds))

    def facts(self) -> tuple[Node, ...]:
        """Return the recorded things that the conclusion rests on."""
        return tuple(node for node in self.walk() if node.asserted)
