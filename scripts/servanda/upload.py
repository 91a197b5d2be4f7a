"""Bring a server up to date: what the files assert, and what the rules derive from it.

New graphs are made beside those in use and take their place in one step, or not at all; see
``servanda.store.generations``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.build import built, data_files, fingerprint, ontology_files
from servanda.derive import derive
from servanda.store import fresh
from servanda.store.endpoint import begun, opened
from servanda.store.generations import current
from servanda.store.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from servanda.derive import RuleRun
    from servanda.store import Triple
    from servanda.store.address import Address
    from servanda.store.endpoint import EndpointStore
    from servanda.store.generations import Generation

__all__ = ["Loaded", "load", "rederived"]

_KEY = 16  # signs of the fingerprint that name a generation


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is on the server now, how many triples, and whether that is *new*."""

    graphs: Generation
    asserted: int
    derived: int
    new: bool


def load(
    address: Address,
    data: Path | None = None,
    extra: Sequence[Path] = (),
    told: Mapping[str, str] | None = None,
    *,
    on_server: bool = False,
    again: bool = False,
) -> Loaded:
    """Put what the files assert, and what follows from it, on the server at *address*.

    The rules run here and their result is sent; with *on_server* they run inside the server.
    Where the server has what was made from these very bytes, nothing is sent, unless *again*.
    Raises a ServandaError where anything fails; then the server answers as it did before.
    """
    files = data_files(data, extra)
    key = fingerprint(files, told)[:_KEY]
    wire = Wire(address)
    there = current(wire)
    if there is not None and there.key == key and not again:
        counts = opened(wire).counts()
        return Loaded(there, *counts, new=False)
    store = begun(wire, key)
    try:
        counts = _inside(store, files, told) if on_server else _copied(store, data, extra, told)
        store.publish(*counts)
    finally:
        store.forget(asserted=True)
    return Loaded(store.graphs, *counts, new=True)


def rederived(address: Address, told: Mapping[str, str] | None = None) -> tuple[RuleRun, ...]:
    """Run the rules inside the server on what is asserted there; return what each one did.

    The new derived graph takes the place of the old one when it is whole; raises as :func:`load`.
    """
    wire = Wire(address)
    store = begun(wire, "rules", opened(wire).graphs.asserted)
    try:
        asserted, _ = store.counts()
        known = frozenset(store.dump(derived=False))
        schema = store.add(_schema(known), derived=True)
        runs = derive(store, told=told)
        store.publish(asserted, schema + sum(run.triples for run in runs))
    finally:
        store.forget(asserted=False)
    return runs


def _copied(
    store: EndpointStore,
    data: Path | None,
    extra: Sequence[Path],
    told: Mapping[str, str] | None,
) -> tuple[int, int]:
    """Send what is asserted and what was derived here; return how many triples each has."""
    made = built(data, extra, told=told)
    asserted, derived = set(made.dump(derived=False)), set(made.dump(derived=True))
    store.add(asserted, derived=False)
    store.add(derived, derived=True)
    return len(asserted), len(derived)


def _inside(
    store: EndpointStore, files: Sequence[Path], told: Mapping[str, str] | None
) -> tuple[int, int]:
    """Send what is asserted and let the server derive; return how many triples each must have."""
    plain = fresh()
    for path in (*ontology_files(), *files):
        plain.load(path)
    asserted = frozenset(plain.dump(derived=False))
    store.add(asserted, derived=False)
    schema = store.add(_schema(asserted), derived=True)
    runs = derive(store, told=told)
    return len(asserted), schema + sum(run.triples for run in runs)


def _schema(asserted: frozenset[Triple]) -> list[Triple]:
    """Return what the closure of the ontology adds to what is *asserted*."""
    from servanda.closure import closure

    return [triple for triple in closure(ontology_files()) if triple not in asserted]
