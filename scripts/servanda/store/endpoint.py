"""The store on a SPARQL 1.1 server: the same queries, word for word, over SPARQLWrapper.

A query sees the asserted and the derived graph of one generation as its default graph, by the
protocol's own parameters (``default-graph-uri``), so that it need not name graphs and means the
same on servers whose default graph is something else.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from servanda.errors import DataProblem, LimitProblem, ServandaError, UsageProblem
from servanda.prefixes import ASSERTED
from servanda.store.answers import ROWS, TRIPLES, rows, triples
from servanda.store.generations import announce, clear, current, drop, upcoming
from servanda.store.rewriting import as_insert, renamed
from servanda.store.terms import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from servanda.store.generations import Generation
    from servanda.store.wire import Wire

__all__ = ["EndpointStore", "begun", "opened"]

_BATCH = 2000  # triples in one update; some servers take no long texts
_PROPERTIES = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"


class EndpointStore:
    """A store on a server; see ``servanda.store.Store`` for what the methods promise.

    One that was :func:`opened` only reads; one that was :func:`begun` is seen by nobody else until
    :meth:`publish`.
    """

    def __init__(self, wire: Wire, graphs: Generation, *, is_new: bool = False) -> None:
        self.wire = wire
        self.graphs = graphs
        self.is_new = is_new
        self.scratch = graphs.derived + "/scratch"

    def load(self, path: Path) -> int:
        """Add the Turtle file at *path* to what is asserted; return how many triples were new."""
        from servanda.store.reading import read_turtle

        return self.add(read_turtle(path), derived=False)

    def add(self, found: Iterable[Triple], *, derived: bool) -> int:
        """Add the triples *found* as they are; return how many were new."""
        graph = self._own(self.graphs.derived if derived else self.graphs.asserted)
        before = self._count(graph)
        for batch in _batches(found):
            lines = "\n".join(triple.n3() for triple in batch)
            self.wire.write(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}\n}} }}")
        return self._count(graph) - before

    def select(self, query: str) -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``answer``."""
        table = rows(self.wire.read(self._named(query), ROWS, self._dataset()))
        return Table(table.columns, tuple(tuple(map(self._plain, row)) for row in table.rows))

    def construct(self, query: str) -> frozenset[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return triples(self.wire.read(self._named(query), TRIPLES, self._dataset()))

    def insert(self, query: str) -> int:
        """Let the server add what a CONSTRUCT query makes as derived; return how many were new."""
        target, scratch = self._own(self.graphs.derived), self.scratch
        using = (self.graphs.asserted, self.graphs.derived)
        self.wire.write(drop(scratch))
        self.wire.write(as_insert(query, scratch, using))
        for known in using:
            self.wire.write(
                f"DELETE {{ GRAPH <{scratch}> {{ ?s ?p ?o }} }} "
                f"WHERE {{ GRAPH <{scratch}> {{ ?s ?p ?o }} GRAPH <{known}> {{ ?s ?p ?o }} }}"
            )
        new = self._count(scratch)
        if new and self._has_blank(scratch):
            raise DataProblem("the rule makes a blank node", hint="give what it derives an IRI")
        if new:
            self.wire.write(f"ADD GRAPH <{scratch}> TO GRAPH <{target}>")
        self.wire.write(drop(scratch))
        return new

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        """Return the derived triples, or all the others; they are read property by property.

        Raises LimitProblem where the server does not give all of them.
        """
        graph = self.graphs.derived if derived else self.graphs.asserted
        dataset = {"default-graph-uri": (graph,)}
        seen = 0
        for (name,) in rows(self.wire.read(_PROPERTIES, ROWS, dataset)).rows:
            assert name is not None  # noqa: S101 - for the type checker
            query = f"SELECT ?s ?o WHERE {{ ?s {name.n3()} ?o }}"
            found = rows(self.wire.read(query, ROWS, dataset)).rows
            seen += len(found)
            yield from (Triple(s, name, o) for s, o in found)  # type: ignore[arg-type]
        total = self._count(graph)
        if seen != total:
            raise LimitProblem(f"the server gave {seen} of {total} triples")

    def counts(self) -> tuple[int, int]:
        """Return how many triples are asserted, and how many derived."""
        return self._count(self.graphs.asserted), self._count(self.graphs.derived)

    def publish(self, asserted: int | None = None, derived: int | None = None) -> None:
        """Make this what everybody reads, in one step, where the server holds what was sent.

        *asserted* and *derived* say how many triples there must be. Raises LimitProblem where
        there are others; then everybody still reads what was there before.
        """
        for graph, wanted in ((self.graphs.asserted, asserted), (self.graphs.derived, derived)):
            held = self._count(graph)
            if wanted is not None and held != wanted:
                raise LimitProblem(
                    f"the server kept {held} of {wanted} triples", hint="nothing was replaced"
                )
        wire = self._own_wire()
        self.is_new = False  # from here on nobody may take these graphs away
        try:
            announce(wire, self.graphs)
        except ServandaError:  # the answer may be lost, and the work done all the same
            if current(wire) != self.graphs:
                raise
        with suppress(ServandaError):  # only room is lost, and the next time takes it back
            clear(self.wire)

    def forget(self, *, asserted: bool) -> None:
        """Take away what was begun and is not to be published, as far as the server lets us."""
        mine = [self.scratch, self.graphs.derived, *([self.graphs.asserted] if asserted else [])]
        for graph in mine if self.is_new else ():
            with suppress(ServandaError):
                self.wire.write(drop(graph))

    def _own(self, graph: str) -> str:
        """Return *graph*; raises UsageProblem where it is in use and so must not be changed."""
        self._own_wire()
        return graph

    def _own_wire(self) -> Wire:
        if not self.is_new:
            raise UsageProblem("this graph is in use; it is replaced, never changed")
        return self.wire

    def _dataset(self) -> dict[str, tuple[str, ...]]:
        """Return the protocol's parameters for the graphs that a query sees."""
        both = (self.graphs.asserted, self.graphs.derived)
        return {"default-graph-uri": both, "named-graph-uri": (self.graphs.asserted,)}

    def _named(self, query: str) -> str:
        """Return *query* with the asserted graph under the name that it has on the server."""
        return renamed(query, ASSERTED, self.graphs.asserted) if ASSERTED in query else query

    def _plain(self, term: Term | None) -> Term | None:
        mine = term is not None and term.value == self.graphs.asserted
        return Term("iri", ASSERTED) if mine else term

    def _count(self, graph: str) -> int:
        """Return how many triples *graph* holds."""
        query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
        table = rows(self.wire.read(query, ROWS, {"default-graph-uri": (graph,)}))
        return int(table.column("n")[0] or 0)

    def _has_blank(self, graph: str) -> bool:
        query = "ASK { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }"
        table = rows(self.wire.read(query, ROWS, {"default-graph-uri": (graph,)}))
        return table.column("answer") == ["true"]


def opened(wire: Wire) -> EndpointStore:
    """Return the store that the server answers from; UsageProblem where nothing was loaded yet."""
    graphs = current(wire)
    if graphs is None:
        raise UsageProblem(
            f"{wire.address.query}: no graph of Servanda there", hint="servanda load --endpoint URL"
        )
    return EndpointStore(wire, graphs)


def begun(wire: Wire, key: str, asserted: str | None = None) -> EndpointStore:
    """Return a store to be filled and published; *asserted* names a graph that is there already."""
    return EndpointStore(wire, upcoming(wire, key, asserted), is_new=True)


def _batches(found: Iterable[Triple]) -> Iterator[Sequence[Triple]]:
    """Return *found* in parts; what has blank nodes is one part, as their names last no longer."""
    bound: list[Triple] = []
    free: list[Triple] = []
    for triple in found:
        blank = "blank" in (triple.subject.kind, triple.object.kind)
        (bound if blank else free).append(triple)
    parts = (free[start : start + _BATCH] for start in range(0, len(free), _BATCH))
    return chain([bound] if bound else [], parts)
