"""The store inside the process, on Oxigraph: the only module that knows this engine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.errors import DataProblem, UsageProblem
from servanda.store.asking import as_update, malformed, run, triples
from servanda.store.native import native, optional, triple_of
from servanda.store.reading import quads_in, text_in
from servanda.store.said import ASSERTED_GRAPH, as_said
from servanda.store.terms import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["ENGINE", "EmbeddedStore", "about"]

ENGINE = f"oxigraph-{ox.__version__}"


class EmbeddedStore:
    """A store in this process; see ``servanda.store.Store`` for what the methods promise.

    *folder* is where the same is kept on disk, if it is. Where :meth:`load_all` has loaded files,
    *repeated* is what more than one of them says (N-Triples), *things* of how many things they
    tell, and *pointers* are the properties that they use between two things. *made_from* is the
    folder of the store that this one was made from, and *differing* subject and predicate of each
    triple that only one of the two has.
    """

    def __init__(self, engine: ox.Store | None = None, folder: Path | None = None) -> None:
        self.engine = engine if engine is not None else ox.Store()
        self.folder = folder
        self.made_from: Path | None = None
        self.differing: frozenset[tuple[str, str]] | None = None
        self.repeated: frozenset[str] | None = None
        self.things = 0
        self.pointers: frozenset[str] = frozenset()
        self._blank = engine is not None
        self._counts_not = False

    def load(self, path: Path) -> int:
        """Add the Turtle file at *path* to the default graph; return how many triples were new."""
        found = quads_in(text_in(path), path)
        new = [quad for quad in found if quad not in self.engine]
        self._say(new)
        return len(new)

    def load_all(self, paths: Iterable[Path]) -> None:
        """Add Turtle files, all or none, and note what more than one of them says."""
        once: set[ox.Quad] = set()
        twice: set[ox.Quad] = set()
        for path in paths:
            found = quads_in(text_in(path), path)
            twice |= once & found
            once |= found
        self._say(once)
        self.repeated = frozenset(str(quad.triple) for quad in twice)
        self.things = len({quad.subject for quad in once})
        links = {quad.predicate for quad in once if not isinstance(quad.object, ox.Literal)}
        self.pointers = frozenset(predicate.value for predicate in links)

    def select(self, query: str) -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``answer``."""
        found = run(self.engine, query)
        if isinstance(found, ox.QueryBoolean):
            kind = "http://www.w3.org/2001/XMLSchema#boolean"
            return Table(("answer",), ((Term("literal", str(bool(found)).lower(), kind),),))
        if not isinstance(found, ox.QuerySolutions):
            raise UsageProblem("this query gives triples, not rows", hint="use SELECT or ASK")
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(map(optional, solution)) for solution in found))

    def construct(self, query: str) -> frozenset[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return frozenset(map(triple_of, triples(self.engine, query)))

    def insert(self, query: str) -> int:
        """Add the result of a CONSTRUCT query as derived; return how many triples were new."""
        if self._counts_not and self._insert_uncounted(query):
            return 0
        new = self.new_quads(query)
        self.engine.extend(new)
        return len(new)

    def _say(self, quads: Collection[ox.Quad]) -> None:
        """Add *quads* as what files say."""
        self._blank = self._blank or any(map(_has_blank, quads))
        self.engine.extend(quads)
        self.engine.extend(as_said(quad.triple) for quad in quads)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Within this, :meth:`insert` does the same in half the time, but does not count.

        The triples do not leave the engine then. Where files have blank nodes they do: a rule must
        not derive anything of those.
        """
        self._counts_not = not self._blank
        try:
            yield
        finally:
            self._counts_not = False

    def _insert_uncounted(self, query: str) -> bool:
        """Add the result of a CONSTRUCT query; return False where that has to be done slowly."""
        update = as_update(query)
        if update is None:
            return False
        try:
            self.engine.update(update)
        except SyntaxError:
            return False  # and the query as it was written is said to be wrong
        return True

    def new_quads(self, query: str) -> set[ox.Quad]:
        """Return those triples of a CONSTRUCT query that are not in the store yet."""
        new: set[ox.Quad] = set()
        for found in triples(self.engine, query):
            quad = ox.Quad(found.subject, found.predicate, found.object)
            if quad in new or quad in self.engine:
                continue
            if isinstance(found.subject, ox.BlankNode) or isinstance(found.object, ox.BlankNode):
                raise DataProblem("the rule makes a blank node", hint="give what it derives an IRI")
            new.add(quad)
        return new

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        """Return the derived triples, or all the others."""
        said = self.engine.quads_for_pattern(None, None, None, ASSERTED_GRAPH)
        if not derived:
            return map(triple_of, said)
        known = {quad.triple for quad in said}
        every = self.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return (triple_of(quad) for quad in every if quad.triple not in known)


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def about(store: object, query: str, known: Mapping[str, Term]) -> Table:
    """Answer a SELECT query in which the columns in *known* have their value beforehand."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store knows values beforehand")
    values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): native(term) for name, term in known.items()
    }
    try:
        found = store.engine.query(query, substitutions=values)
    except SyntaxError as error:
        raise malformed(error, None) from error
    if not isinstance(found, ox.QuerySolutions):
        raise UsageProblem("this query does not give rows", hint="use SELECT")
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(map(optional, solution)) for solution in found))
