"""What reads all that follows for a State (a statement about it does), and what it takes as it is.

A statement such as "its last protection" rests on what binds the State under any instrument. To cut
out all of them would be to derive nearly everything anew; so what follows for the State under an
instrument that a change cannot reach is taken into the slice as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.store.said import HERE, TYPE, as_said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from servanda.store.said import Node, Said

__all__ = ["concluded", "surveyed_by"]


def surveyed_by(said: Said, nodes: AbstractSet[Node]) -> dict[Node, Node]:
    """Return who surveys a thing that *nodes* point at, or is one of them; and that thing."""
    surveyed: dict[Node, list[Node]] = {}
    for name in said.reach.surveys:
        quads = said.engine.quads_for_pattern(None, ox.NamedNode(name), None, HERE)
        pairs = [(quad.subject, quad.object) for quad in quads]
        pairs += [
            (one.subject, one.object) for one in said.change.added if one.predicate.value == name
        ]
        for reader, thing in pairs:
            if not isinstance(thing, ox.Literal):
                surveyed.setdefault(thing, []).append(reader)
    pointed = {triple.object for node in nodes for triple in said.of(node)}
    return {
        reader: thing
        for thing, readers in surveyed.items()
        for reader in readers
        if thing in pointed or reader in nodes
    }


def concluded(
    said: Said, things: Iterable[Node], inside: AbstractSet[Node]
) -> frozenset[ox.Triple]:
    """Return what follows for *things* and is about nothing *inside*, and how that is named.

    Of what it points at little is told, and not of which kind it is: so no rule begins with it.
    """
    found: set[ox.Triple] = set()
    for thing in set(things):
        for name in said.reach.concluded_of:
            for quad in said.engine.quads_for_pattern(None, ox.NamedNode(name), thing, HERE):
                if as_said(quad.triple) in said.engine:
                    continue
                own = [
                    one.triple
                    for one in said.engine.quads_for_pattern(quad.subject, None, None, HERE)
                ]
                if not any(triple.object in inside for triple in own):
                    found.update(own)
    pointed = {
        triple.object
        for triple in found
        if not isinstance(triple.object, ox.Literal) and triple.predicate != TYPE
    }
    for node in pointed:
        for name in said.reach.concluded_with:
            quads = said.engine.quads_for_pattern(node, ox.NamedNode(name), None, HERE)
            found.update(quad.triple for quad in quads)
    return frozenset(found)
