"""The one door to an engine: what a store can do, and how to get one.

No module outside this folder names an engine. A store over a SPARQL endpoint has the same five
methods and can be put in place of the embedded one.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from servanda.store.terms import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from servanda.store.address import Address

__all__ = [
    "Store",
    "Table",
    "Term",
    "Triple",
    "about",
    "check_sparql",
    "check_turtle",
    "differing",
    "engine",
    "fresh",
    "hurried",
    "keep",
    "load_all",
    "parse_error",
    "reopen",
    "served",
    "uncounted",
]


@runtime_checkable
class Store(Protocol):
    """A set of triples that can be asked and added to.

    The default graph holds everything: asserted and derived. What files say is also in the named
    graph ``servanda.prefixes.ASSERTED``; all the rest is derived.
    """

    def load(self, path: Path) -> int:
        """Add the Turtle file at *path*; return how many triples were new.

        Raises DataProblem with line and column where the file is not well-formed; then nothing of
        it was added.
        """

    def select(self, query: str) -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``answer``.

        Raises UsageProblem with line and column where *query* is not well-formed.
        """

    def construct(self, query: str) -> frozenset[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query; raises as :meth:`select`."""

    def insert(self, query: str) -> int:
        """Add the result of a CONSTRUCT query as derived; return how many triples were new.

        Triples already there stay what they are: an asserted one does not become derived.
        """

    def dump(self, *, derived: bool) -> Iterable[Triple]:
        """Return the derived triples, or all the others (those that were loaded)."""


def about(store: Store, query: str, known: Mapping[str, Term]) -> Table:
    """Answer a SELECT query in which the columns in *known* have their value beforehand.

    Only for a store in this process (the validator asks so); raises as :meth:`Store.select`.
    """
    from servanda.store.embedded import about as about_embedded

    return about_embedded(store, query, known)


def differing(before: Store, after: Store) -> frozenset[tuple[str, str]] | None:
    """Return subject and predicate of all that one store has and the other has not.

    None where *after* was not made from *before* in this process, so that it is not known.
    """
    from servanda.store.embedded import EmbeddedStore

    if not isinstance(before, EmbeddedStore) or not isinstance(after, EmbeddedStore):
        return None
    made = after.made_from is not None and after.made_from == before.folder
    return after.differing if made else None


def engine() -> str:
    """Return name and version of the embedded engine; a stored copy is good for this one only."""
    from servanda.store.embedded import ENGINE

    return ENGINE


def fresh() -> Store:
    """Return an empty store in memory."""
    from servanda.store.embedded import EmbeddedStore

    return EmbeddedStore()


def uncounted(store: Store) -> AbstractContextManager[None]:
    """Within this, ``insert`` need not count, and may be quicker for it; the result is the same."""
    from servanda.store.embedded import EmbeddedStore

    return store.uncounted() if isinstance(store, EmbeddedStore) else nullcontext()


def load_all(store: Store, paths: Iterable[Path]) -> None:
    """Add Turtle files, all or none; an embedded store also notes what is said more than once.

    Raises DataProblem with line and column where a file is not well-formed.
    """
    from servanda.store.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        store.load_all(paths)
    else:
        for path in paths:
            store.load(path)


def keep(store: Store, folder: Path) -> None:
    """Write everything in *store* to *folder*, for :func:`reopen`."""
    from servanda.store.kept import keep as keep_embedded

    keep_embedded(store, folder)


def reopen(folder: Path) -> Store:
    """Open what :func:`keep` wrote, read-only; raises OSError where that is not possible."""
    from servanda.store.kept import reopen as reopen_embedded

    return reopen_embedded(folder)


def served(address: Address) -> Store:
    """Return the store that the server at *address* answers from; it only reads.

    Raises UsageProblem, LimitProblem or ServerProblem where it does not answer, or has nothing.
    """
    from servanda.store.endpoint import opened
    from servanda.store.wire import Wire

    return opened(Wire(address))


def hurried(store: Store, seconds: float) -> Store:
    """Return the same *store*, a served one, with another limit of time for each answer."""
    from servanda.store.endpoint import EndpointStore

    if not isinstance(store, EndpointStore):
        raise TypeError("only a served store has a limit of time")
    return EndpointStore(store.wire.patient(seconds), store.graphs)


def check_turtle(path: Path) -> str:
    """Return the text of the Turtle file at *path*; raises DataProblem where it is malformed."""
    from servanda.store.reading import check_turtle as check

    return check(path)


def parse_error(text: str) -> tuple[int, int, str] | None:
    """Return line, column (from 1) and reason where *text* is not well-formed Turtle, or None."""
    from servanda.store.reading import parse_error as error_in

    return error_in(text)


def check_sparql(query: str, path: Path | str | None = None) -> None:
    """Raise UsageProblem with line and column where *query* is not well-formed SPARQL 1.1."""
    from servanda.store.asking import check_sparql as check

    check(query, path)
