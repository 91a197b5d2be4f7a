"""Which graphs on a server are the ones to answer from, and how new ones take their place.

A server has pairs of graphs: what is asserted, and what was derived from it. They are never changed
once they are in use. A new pair is made beside the old one, counted, and then announced by *one*
triple in the graph PUBLISHED: ``<derived> prov:wasDerivedFrom <asserted>``. The pair announced with
the highest number is the one to answer from. Adding one triple is one step on every server,
also on one that has no transactions; so a reader sees the old graphs or the new ones, whole.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.prefixes import ASSERTED, BASE, DERIVED, PREFIXES
from servanda.store.answers import ROWS, rows
from servanda.store.terms import Term

if TYPE_CHECKING:
    from servanda.store.wire import Wire

__all__ = ["PUBLISHED", "Generation", "announce", "clear", "current", "published", "upcoming"]

PUBLISHED = BASE + "graph/published"
KEPT = 2  # pairs that stay: the one in use, and the one before it for those who still read it

_FROM = PREFIXES["prov"] + "wasDerivedFrom"
_NUMBER = re.compile(re.escape(DERIVED) + r"/(\d{8})-(\w+)-(\w+)")


@dataclass(frozen=True, slots=True, order=True)
class Generation:
    """A pair of graphs. *key* names what they were made from; generations are ordered by number."""

    derived: str
    asserted: str

    @property
    def number(self) -> int:
        """Return how many generations were numbered before this one, and one."""
        return int(self._part(1))

    @property
    def key(self) -> str:
        """Return the name of all that these graphs were made from."""
        return self._part(2)

    def _part(self, which: int) -> str:
        match = _NUMBER.fullmatch(self.derived)
        return match[which] if match else "0"


def published(wire: Wire) -> list[Generation]:
    """Return the generations that were announced on the server, the newest first."""
    query = f"SELECT DISTINCT ?derived ?asserted WHERE {{ ?derived <{_FROM}> ?asserted }}"
    table = rows(wire.read(query, ROWS, {"default-graph-uri": (PUBLISHED,)}))
    found = zip(table.column("derived"), table.column("asserted"), strict=True)
    pairs = (Generation(derived or "", asserted or "") for derived, asserted in found)
    return sorted((pair for pair in pairs if _NUMBER.fullmatch(pair.derived)), reverse=True)


def current(wire: Wire) -> Generation | None:
    """Return the generation to answer from, or None where there is none yet."""
    return next(iter(published(wire)), None)


def upcoming(wire: Wire, key: str, asserted: str | None = None) -> Generation:
    """Return names, used by nobody else, for the next pair; *asserted* may be one that is there."""
    newest = current(wire)
    number = newest.number + 1 if newest else 1
    mark = f"{number:08d}-{key}-{secrets.token_hex(4)}"
    return Generation(f"{DERIVED}/{mark}", asserted or f"{ASSERTED}/{mark}")


def announce(wire: Wire, generation: Generation) -> None:
    """Make *generation* the one to answer from, in one step."""
    triple = f"<{generation.derived}> <{_FROM}> <{generation.asserted}>"
    wire.write(f"INSERT DATA {{ GRAPH <{PUBLISHED}> {{ {triple} }} }}")


def clear(wire: Wire) -> None:
    """Take away generations that nobody should read any more: all but the newest KEPT."""
    every = published(wire)
    kept = {name for pair in every[:KEPT] for name in (pair.derived, pair.asserted)}
    for pair in every[KEPT:]:
        triple = f"<{pair.derived}> <{_FROM}> <{pair.asserted}>"
        steps = [f"DELETE DATA {{ GRAPH <{PUBLISHED}> {{ {triple} }} }}"]
        steps += [drop(name) for name in (pair.derived, pair.asserted) if name not in kept]
        for step in steps:
            wire.write(step)


def drop(graph: str) -> str:
    """Return the update that takes *graph* away, there or not."""
    return f"DROP SILENT GRAPH {Term('iri', graph).n3()}"
