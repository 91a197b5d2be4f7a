"""Cut out of an embedded store what a change can reach.

Things tied by a ``part`` property are one unit and are cut out whole. What the units that a change
touches are made of, what looks at them (and what looks at that), and what all of these look at in
turn, is the slice: the rules give on it what they give on everything, as far as it is concerned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.store.said import HERE, TYPE, Said, TooWide
from servanda.store.surveys import concluded, surveyed_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from servanda.reach import Reach
    from servanda.store.said import Change, Node

__all__ = ["Slice", "cut"]


@dataclass(frozen=True, slots=True)
class Slice:
    """What is asserted in a slice before and after a change."""

    before: frozenset[ox.Triple]
    after: frozenset[ox.Triple]


def cut(
    engine: ox.Store, change: Change, reach: Reach, pointers: AbstractSet[str], most: int
) -> Slice:
    """Return the slice of *engine* that *change* can reach.

    *pointers* are the properties that files use between two things.
    Raises TooWide where it touches what everything reads, where it is about something that rules
    made, and where the slice would have more than *most* things.
    """
    return _Cut(Said(engine, change, reach, pointers), most).slice()


@dataclass(slots=True)
class _Cut:
    """The work of one :func:`cut`, on everything asserted before or after the change."""

    said: Said
    most: int
    unit_of: dict[object, frozenset[Node]] = field(default_factory=dict)

    def slice(self) -> Slice:
        change = self.said.change
        touched: set[Node] = {one.subject for one in (*change.removed, *change.added)}
        touched |= {other for node in touched for other in self.said.pointed(node, "says-of")}
        self._refuse_what_has_no_bound(touched)
        affected = self._affected(touched)
        surveyed = surveyed_by(self.said, affected)
        inside = self._closed(self._closed(surveyed, back=True) | affected, back=False)
        named = self._named({*inside, *self._everywhere()})
        if (touched - inside) & named:
            raise TooWide("what everything reads")
        taken = concluded(self.said, surveyed.values(), inside)
        found = self._cut_out(inside | named)
        return Slice(found.before | taken, found.after | taken)

    def _refuse_what_has_no_bound(self, touched: set[Node]) -> None:
        """Raise TooWide where the change is about words, or about what is read from everywhere."""
        wide = self.said.reach.everywhere | self.said.reach.meaning
        for triple in (*self.said.change.removed, *self.said.change.added):
            term = triple.object if triple.predicate == TYPE else triple.predicate
            if isinstance(term, ox.NamedNode) and term.value in wide:
                raise TooWide(f"{term} of {triple.subject}")
        common = self._everywhere()
        for node in touched:
            if not isinstance(node, ox.NamedNode) or self.said.is_word(node):
                raise TooWide(f"about {node}, a word")
            if node in common or self.said.is_made(node):
                raise TooWide(f"about {node}")

    def _affected(self, touched: set[Node]) -> set[Node]:
        """Return all that can follow otherwise once something is said otherwise of *touched*."""
        start, open_ = set(touched), list(touched)
        while open_:
            node = open_.pop()
            for reader in self.said.pointing(node, "names"):
                if reader not in start:
                    start.add(reader)
                    open_.append(reader)
            self._check(start)
        return self._closed(start, back=True)

    def _closed(self, start: Iterable[Node], *, back: bool) -> set[Node]:
        """Return the units of *start*, with those they look at, or (*back*) that look at them."""
        ahead, behind = ("looked-at-by", "looks-at") if back else ("looks-at", "looked-at-by")
        found: set[Node] = set()
        open_ = list(start)
        while open_:
            node = open_.pop()
            if node in found:
                continue
            for part in self._unit(node):
                found.add(part)
                open_ += self.said.pointed(part, ahead)
                open_ += self.said.pointing(part, behind)
            self._check(found)
        return found

    def _unit(self, node: Node) -> frozenset[Node]:
        """Return what is derived as one with *node*."""
        if node not in self.unit_of:
            found, open_ = {node}, [node]
            while open_:
                part = open_.pop()
                for other in (*self.said.pointed(part, "part"), *self.said.pointing(part, "part")):
                    if other not in found:
                        found.add(other)
                        open_.append(other)
                self._check(found)
            self.unit_of |= dict.fromkeys(found, frozenset(found))
        return self.unit_of[node]

    def _named(self, nodes: set[Node]) -> set[Node]:
        """Return *nodes* and what they name, and what that names."""
        found, open_ = set(nodes), list(nodes)
        while open_:
            node = open_.pop()
            for other in (*self.said.pointed(node, "names"), *self.said.pointing(node, "says-of")):
                if other not in found:
                    found.add(other)
                    open_.append(other)
        return found

    def _everywhere(self) -> set[Node]:
        """Return the things that are read from everywhere."""
        found: set[Node] = set()
        for name in sorted(self.said.reach.everywhere):
            term = ox.NamedNode(name)
            for predicate, value in ((TYPE, term), (term, None)):
                quads = self.said.engine.quads_for_pattern(None, predicate, value, HERE)
                found |= {quad.subject for quad in quads}
        return self._named(found)

    def _cut_out(self, nodes: set[Node]) -> Slice:
        """Return what is said of *nodes*, as far as it can lead to anything."""
        before: set[ox.Triple] = set()
        after: set[ox.Triple] = set()
        for node in nodes:
            for triple in self.said.of(node):
                if triple.predicate == TYPE or triple.predicate.value in self.said.reach.told:
                    if triple not in self.said.change.added:
                        before.add(triple)
                    if triple not in self.said.change.removed:
                        after.add(triple)
        return Slice(frozenset(before), frozenset(after))

    def _check(self, nodes: set[Node]) -> None:
        if len(nodes) > self.most:
            raise TooWide(f"more than {self.most} things")
