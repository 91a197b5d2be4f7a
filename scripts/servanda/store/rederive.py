"""Derive anew, in a small store of its own, what a change can reach in a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.store.changes import put, still
from servanda.store.embedded import EmbeddedStore
from servanda.store.reading import quads_in
from servanda.store.said import Change, TooWide, as_said
from servanda.store.slices import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    Content = tuple[Path, bytes]

    from servanda.reach import Reach
    from servanda.store import Store

__all__ = ["Workshop", "change", "is_repeated", "pointers_in", "rederive"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST_KEPT = 8


class Workshop:
    """Where slices are derived: the words that rules need, and what was found for slices before.

    *words* is the ontology, closed; *run* runs the rules on a store.
    """

    def __init__(self, words: Store, reach: Reach, run: Callable[[Store], object]) -> None:
        if not isinstance(words, EmbeddedStore):
            raise TypeError("the words must be in an embedded store")
        self.reach = reach
        self._run = run
        self._words = [
            quad
            for quad in words.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
            if _counts(quad, reach)
        ]
        self._known: dict[frozenset[ox.Triple], frozenset[ox.Triple]] = {}

    def words_text(self) -> bytes:
        """Return the words that rules need, as N-Triples."""
        text = ox.serialize(sorted(self._words, key=str), format=ox.RdfFormat.N_TRIPLES)
        return text or b""

    def follows(self, said: frozenset[ox.Triple]) -> frozenset[ox.Triple]:
        """Return what follows from what is *said*."""
        known = self._known.pop(said, None)
        if known is None:
            start = {
                *self._words,
                *(ox.Quad(one.subject, one.predicate, one.object) for one in said),
            }
            store = EmbeddedStore()
            store.engine.extend(start)
            with store.uncounted():
                self._run(store)
            known = frozenset(quad.triple for quad in store.engine if quad not in start)
        self._known[said] = known
        while len(self._known) > _MOST_KEPT:
            del self._known[next(iter(self._known))]
        return known


def _counts(quad: ox.Quad, reach: Reach) -> bool:
    """Say whether a rule can make anything of *quad*, which tells something of a word."""
    if quad.predicate.value == _TYPE:
        return isinstance(quad.object, ox.NamedNode) and quad.object.value in reach.told
    return quad.predicate.value in reach.told


def change(
    store: Store, gone: Iterable[Content], come: Iterable[Content]
) -> tuple[Change, set[str]]:
    """Return what changes in *store* where the texts *gone* make place for the texts *come*.

    The second value is what *come* repeats of other texts, as N-Triples.
    Raises DataProblem where a text is not well-formed Turtle.
    """
    engine = _engine(store)
    old = frozenset(quad.triple for path, text in gone for quad in quads_in(text, path))
    new: set[ox.Triple] = set()
    twice: set[ox.Triple] = set()
    for path, text in come:
        found = {quad.triple for quad in quads_in(text, path)}
        twice |= new & found
        new |= found
    known = {one for one in new - old if as_said(one) in engine}
    return Change(old - new, frozenset(new - old - known)), {str(one) for one in twice | known}


def is_repeated(change: Change, twice: frozenset[str]) -> bool:
    """Say whether *change* takes away anything that other texts say *twice* too (N-Triples)."""
    return any(str(triple) in twice for triple in change.removed)


def pointers_in(change: Change) -> frozenset[str]:
    """Return the properties that what *change* adds uses between two things."""
    return frozenset(
        one.predicate.value for one in change.added if not isinstance(one.object, ox.Literal)
    )


def rederive(
    store: Store, change: Change, workshop: Workshop, pointers: AbstractSet[str], most: int
) -> bool:
    """Put *change* into *store*, with all that follows otherwise; return False where it cannot be.

    Then nothing was put: the change reaches too far (more than *most* things), and everything has
    to be derived anew. *pointers* are the properties that files use between two things.
    """
    engine = _engine(store)
    try:
        slice_ = cut(engine, change, workshop.reach, pointers, most)
    except TooWide:
        return False
    before, after = workshop.follows(slice_.before), workshop.follows(slice_.after)
    known = slice_.before | before
    gone = before - after
    gone -= still(engine, gone, known, workshop.reach.kept_by)
    come = after - before
    put(engine, change, gone, come)
    if isinstance(store, EmbeddedStore):
        store.differing = frozenset(
            (one.subject.value, one.predicate.value)
            for one in (*gone, *come, *change.removed, *change.added)
            if isinstance(one.subject, ox.NamedNode)
        )
    return True


def _engine(store: Store) -> ox.Store:
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store can be derived anew in part")
    return store.engine
