"""The store inside the process, on Oxigraph: the only module that knows this engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.errors import DataProblem, LimitProblem, UsageProblem
from servanda.prefixes import DERIVED
from servanda.store.terms import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "ENGINE",
    "EmbeddedStore",
    "about",
    "check_sparql",
    "check_turtle",
    "keep",
    "native",
    "parse_error",
    "read_ntriples",
    "read_turtle",
    "reopen",
]

ENGINE = f"oxigraph-{ox.__version__}"

_DERIVED = ox.NamedNode(DERIVED)
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class EmbeddedStore:
    """A store in this process; see ``servanda.store.Store`` for what the methods promise."""

    def __init__(self, engine: ox.Store | None = None) -> None:
        self.engine = engine if engine is not None else ox.Store()

    def load(self, path: Path) -> int:
        """Add the Turtle file at *path* to the default graph; return how many triples were new."""
        text = _text(path)
        try:
            found = {
                ox.Quad(triple.subject, triple.predicate, triple.object)
                for triple in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            }
        except (SyntaxError, ValueError, MemoryError) as error:
            raise _unreadable(error, path) from error
        new = [quad for quad in found if quad not in self.engine]
        self.engine.extend(new)
        return len(new)

    def select(self, query: str) -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``answer``."""
        found = _run(self.engine, query)
        if isinstance(found, ox.QueryBoolean):
            kind = "http://www.w3.org/2001/XMLSchema#boolean"
            return Table(("answer",), ((Term("literal", str(bool(found)).lower(), kind),),))
        if not isinstance(found, ox.QuerySolutions):
            raise UsageProblem("this query gives triples, not rows", hint="use SELECT or ASK")
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(map(_optional, solution)) for solution in found))

    def construct(self, query: str) -> frozenset[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return frozenset(map(_triple, _triples(self.engine, query)))

    def insert(self, query: str) -> int:
        """Add the result of a CONSTRUCT query as derived; return how many triples were new."""
        new: set[ox.Quad] = set()
        for found in _triples(self.engine, query):
            quad = ox.Quad(found.subject, found.predicate, found.object)
            if quad in self.engine:
                continue
            if isinstance(found.subject, ox.BlankNode) or isinstance(found.object, ox.BlankNode):
                raise DataProblem("the rule makes a blank node", hint="give what it derives an IRI")
            new.add(quad)
        self.engine.extend(new)
        self.engine.extend(ox.Quad(q.subject, q.predicate, q.object, _DERIVED) for q in new)
        return len(new)

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        """Return the derived triples, or all the others."""
        quads = self.engine.quads_for_pattern(None, None, None, _DERIVED)
        inferred = {_triple(quad) for quad in quads}
        if derived:
            return inferred
        every = self.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return (triple for triple in map(_triple, every) if triple not in inferred)


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
        raise _malformed(error, None) from error
    if not isinstance(found, ox.QuerySolutions):
        raise UsageProblem("this query does not give rows", hint="use SELECT")
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(map(_optional, solution)) for solution in found))


def keep(store: object, folder: Path) -> None:
    """Write everything in *store* to *folder*, which must not exist yet."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store can be kept in a folder")
    disk = ox.Store(folder)
    disk.bulk_extend(store.engine)
    disk.optimize()
    disk.flush()


def reopen(folder: Path) -> EmbeddedStore:
    """Open what :func:`keep` wrote, read-only."""
    try:
        return EmbeddedStore(ox.Store.read_only(str(folder)))
    except RuntimeError as error:  # what the engine calls a damaged folder
        raise OSError(str(error)) from error


def check_turtle(path: Path) -> str:
    """Return the text of the Turtle file at *path*, after parsing it strictly."""
    text = _text(path)
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(error, path) from error
    return text


def read_turtle(path: Path) -> tuple[Triple, ...]:
    """Return the triples in the Turtle file at *path*; blank nodes get names of their own."""
    text = _text(path)
    try:
        found = ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        return tuple(dict.fromkeys(map(_triple, found)))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(error, path) from error


def read_ntriples(text: bytes) -> frozenset[Triple]:
    """Return the triples in the N-Triples *text*; raises ValueError where it is malformed."""
    try:
        return frozenset(map(_triple, ox.parse(text, format=ox.RdfFormat.N_TRIPLES)))
    except SyntaxError as error:
        raise ValueError(str(error)) from error


def parse_error(text: str) -> tuple[int, int, str] | None:
    """Return line, column and reason where *text* is not well-formed Turtle, or None."""
    try:
        for _ in ox.parse(text, format=ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        what = re.sub(r"^Parser error .*?: ", "", str(error.msg), count=1)
        return error.lineno or 1, error.offset or 1, re.sub(r" \(line \d+\)$", "", what)
    except (ValueError, MemoryError) as error:
        return 1, 1, str(error)
    return None


def check_sparql(query: str, path: Path | str | None = None) -> None:
    """Raise UsageProblem with line and column where *query* is not well-formed."""
    _run(ox.Store(), query, path)


def _text(path: Path) -> str:
    """Return the text in the file at *path*; raises DataProblem where there is none to read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataProblem("not UTF-8 text", path, hint="save it as UTF-8") from error
    except OSError as error:
        raise DataProblem(f"cannot be read: {error.strerror}", path) from error


def _unreadable(error: Exception, path: Path) -> DataProblem:
    """Return the problem that a parser's *error* stands for."""
    if isinstance(error, SyntaxError):
        what = re.sub(r"^Parser error at line \d+ column \d+: ", "", str(error.msg))
        return DataProblem(f"not well-formed Turtle: {what}", path, error.lineno, error.offset)
    return DataProblem(f"not readable as Turtle: {error}", path)


def _run(
    engine: ox.Store, query: str, path: Path | str | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Start *query*; raises UsageProblem where it is not well-formed."""
    try:
        return engine.query(query)
    except SyntaxError as error:
        raise _malformed(error, path) from error


def _malformed(error: SyntaxError, path: Path | str | None) -> UsageProblem:
    """Return the problem that the query parser's *error* stands for."""
    match = _PLACE.match(str(error))
    if match is None:
        return UsageProblem(f"not well-formed SPARQL: {error}", path)
    what = match[3]
    if "Prefix not found" in what:
        what = "a prefix that is not declared; add a PREFIX line"
    elif len(what) > 200:  # noqa: PLR2004 - a list of everything the grammar knows helps nobody
        what = "unexpected text"
    return UsageProblem(f"not well-formed SPARQL: {what}", path, int(match[1]), int(match[2]))


def _triples(engine: ox.Store, query: str) -> ox.QueryTriples:
    """Start a query that gives triples."""
    found = _run(engine, query)
    if not isinstance(found, ox.QueryTriples):
        raise UsageProblem("this query gives rows, not triples", hint="use CONSTRUCT or DESCRIBE")
    return found


def _optional(term: object) -> Term | None:
    """Return the engine's *term* as ours, keeping None."""
    return None if term is None else _term(term)


def _term(term: object) -> Term:
    """Return the engine's *term* as ours."""
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Term("literal", term.value, None, term.language)
        kind = term.datatype.value
        return Term("literal", term.value, None if kind == _STRING else kind)
    if isinstance(term, ox.BlankNode):
        return Term("blank", term.value)
    raise LimitProblem(f"a term of a kind that is not supported: {term}")


def native(term: Term) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """Return our *term* as the engine's."""
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or _STRING))


def _triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the engine's *triple* as ours."""
    return Triple(_term(triple.subject), _term(triple.predicate), _term(triple.object))
