"""Ask the stored audits: what should not be in the graph, and what is there to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import audits
from servanda.errors import UsageProblem
from servanda.names import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.catalog import StoredQuery
    from servanda.store import Store, Table

__all__ = ["Audit", "audit"]


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit and what it found. *is_bad* if it found what must not be there."""

    query: StoredQuery
    found: Table

    @property
    def is_bad(self) -> bool:
        """Say whether this must be put right."""
        return bool(self.found.rows) and self.query.expect != "list"

    @property
    def verdict(self) -> str:
        """Return ``ok``, ``finding`` or ``list``."""
        if self.query.expect == "list":
            return "list"
        return "finding" if self.is_bad else "ok"


def audit(store: Store, names: Sequence[str] = ()) -> tuple[Audit, ...]:
    """Return the results of the audits called *names*, or of all; UsageProblem if unknown."""
    known = {query.name: query for query in audits()}
    for name in names:
        if name not in known:
            raise UsageProblem(f"no audit is called {name!r}", hint=did_you_mean(name, known))
    return tuple(Audit(known[name], ask(store, known[name], {})) for name in names or known)
