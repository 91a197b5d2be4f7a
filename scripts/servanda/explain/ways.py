"""The clauses by which a State gets into an instrument or out of it, as a stored question tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import question
from servanda.prefixes import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.store import Store

__all__ = ["Way", "alternatives", "chosen", "ways"]

_FIRST = {
    "in": ("Accession", "Ratification", "Acceptance", "Approval", "DefinitiveSignature"),
    "signed": ("Ratification", "Acceptance", "Approval", "Accession"),
    "out": ("Denunciation", "Withdrawal"),
}
_OF_OTHERS = frozenset({ONTOLOGY + "Expulsion"})


@dataclass(frozen=True, slots=True)
class Way:
    """One clause and one kind of act; *role* is ``in``, ``out``, ``in force``, ``out by itself``.

    *needed* and *counted* are numbers of consents, None where the clause counts none.
    """

    role: str
    clause: str
    name: str
    kind: str
    kind_name: str
    clock: str
    counting: str
    needed: int | None
    counted: int | None
    group: str


def ways(store: Store, instrument: str, on: str) -> tuple[Way, ...]:
    """Return the ways into and out of *instrument*, with the consents counted by the day *on*."""
    table = ask(store, question("ways-in-and-out"), {"instrument": instrument, "on": on})
    found = []
    for cells in table.texts():
        numbers = {
            name: int(text) if (text := cells.pop(name)) else None for name in ("needed", "counted")
        }
        found.append(Way(needed=numbers["needed"], counted=numbers["counted"], **cells))
    return tuple(found)


def chosen(known: Sequence[Way], role: str) -> Way | None:
    """Return the way that a State would take: the kind of act that is usual, under its clause.

    *role* is ``in``, ``signed`` (in, for a State that has signed) or ``out``.
    """
    inward = [
        way
        for way in known
        if way.role == ("out" if role == "out" else "in") and way.kind not in _OF_OTHERS
    ]
    for kind in _FIRST[role]:
        for way in inward:
            if way.kind == ONTOLOGY + kind:
                return way
    return inward[0] if inward else None


def alternatives(known: Sequence[Way], way: Way) -> tuple[str, ...]:
    """Return the names of the usual kinds of consent other than that of *way* under its clause."""
    usual = {ONTOLOGY + kind for kind in _FIRST["in"]} - {way.kind}
    return tuple(one.kind_name for one in known if one.clause == way.clause and one.kind in usual)
