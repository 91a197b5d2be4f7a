"""Put a change, and what follows from it, into an embedded store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.store.said import as_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servanda.store.said import Change

__all__ = ["put", "still"]

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def put(
    engine: ox.Store, change: Change, gone: Iterable[ox.Triple], come: Iterable[ox.Triple]
) -> None:
    """Apply *change* to *engine*, where *gone* no longer follows and *come* now does.

    What a file says stays what it is: it neither goes because it no longer follows nor becomes
    derived because it does.
    """
    for triple in gone:
        if as_said(triple) not in engine:
            engine.remove(_plain(triple))
    for triple in change.removed:
        if as_said(triple) in engine:
            engine.remove(as_said(triple))
            engine.remove(_plain(triple))
    engine.extend(_plain(triple) for triple in (*come, *change.added))
    engine.extend(as_said(triple) for triple in change.added)


def still(
    engine: ox.Store,
    gone: frozenset[ox.Triple],
    known: frozenset[ox.Triple],
    kept_by: Mapping[str, tuple[str, ...]],
) -> frozenset[ox.Triple]:
    """Return those of *gone* that still follow in *engine* from something outside the slice.

    *known* is all that was in the slice; *kept_by* says which properties of things, and which
    kinds of things, several instruments lead to alike, and what keeps them.
    """
    kept: set[ox.Triple] = set()
    pointed: dict[tuple[object, str], bool] = {}
    kinds: dict[object, set[str]] = {}
    for triple in gone:
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            kinds.setdefault(triple.subject, set()).add(triple.object.value)
    for triple in gone:
        for name in {triple.predicate.value, *kinds.get(triple.subject, ())} & set(kept_by):
            key = (triple.subject, name)
            if key not in pointed:
                by = map(ox.NamedNode, kept_by[name])
                pointed[key] = any(_outside(engine, triple.subject, one, known) for one in by)
            if pointed[key]:
                kept.add(triple)
    return frozenset(kept)


def _outside(
    engine: ox.Store,
    node: ox.NamedNode | ox.BlankNode | ox.Triple,
    by: ox.NamedNode,
    known: frozenset[ox.Triple],
) -> bool:
    """Say whether anything that is not in *known* points at *node*."""
    quads = engine.quads_for_pattern(None, by, node, ox.DefaultGraph())
    return any(quad.triple not in known for quad in quads)


def _plain(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)
