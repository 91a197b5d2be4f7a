"""Find what was meant: the thing whose name is near to one that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda import names
from servanda.check import addresses
from servanda.errors import UsageProblem
from servanda.prefixes import BASE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.store import Store

__all__ = ["advice", "meant"]


def meant(iri: str, described: Iterable[str], store: Store) -> list[str]:
    """Return the IRIs of ours that *iri*, which nothing describes, may stand for."""
    kind, _, rest = iri.removeprefix(BASE).partition("/")
    if kind in names.KINDS:
        try:
            return [names.resolve(store, kind, rest.rpartition("/")[2])]
        except UsageProblem:
            pass
    known = {one.removeprefix(BASE): one for one in described if one.startswith(BASE)}
    same = {path: one for path, one in known.items() if path.startswith(f"{kind}/")}
    close = [same[name] for name in addresses.near(f"{kind}/{rest}", same, 0.8)]
    if close:
        return close
    last = {path.partition("/")[2]: one for path, one in known.items()}
    return [last[rest]] if rest in last else []


def advice(iri: str, described: Iterable[str], store: Store) -> str:
    """Return what to do about *iri*, which nothing describes."""
    close = meant(iri, described, store)
    if close:
        return f"Did you mean {' or '.join(map(compact, close))}?"
    return "Check its spelling, or describe it: in this file, or in one of its own."
