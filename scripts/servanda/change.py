"""What a difference is: of what, from what, to what, because of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Change", "Held", "Key", "Kind", "Scope"]

Kind = Literal["gained", "lost", "moved", "passed"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What to compare, as a person names it: States, one instrument, one body; nothing is all."""

    states: Collection[str] = ()
    instrument: str | None = None
    body: str | None = None

    @property
    def told(self) -> dict[str, str]:
        """Return the parameters for a stored question; more than one State are sifted after it."""
        named = {"instrument": self.instrument, "body": self.body}
        if len(self.states) == 1:
            named["state"] = next(iter(self.states))
        return {name: text for name, text in named.items() if text}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What an interval is of. *item* is the status, the norm, ``seat``, ``vacancy`` or a claim."""

    what: str
    state: str
    instrument: str
    item: str
    article: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One interval: its bounds (days, or empty where open), and the answer for the day asked.

    *answer* is ``certain``, ``possible`` or ``no`` (for a claim the verdict), *phase* tells ``no``
    apart as ``ended`` and ``not yet``.
    """

    begin_earliest: str = ""
    begin_latest: str = ""
    end_earliest: str = ""
    end_latest: str = ""
    answer: str = ""
    phase: str = ""
    thing: str = ""

    @property
    def bounds(self) -> tuple[str, ...]:
        """Return the four bounds."""
        return (self.begin_earliest, self.begin_latest, self.end_earliest, self.end_latest)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. *because* are the IRIs of the facts that differ or that brought it about.

    *kind* ``passed`` is only for two days: the interval began and ended between them. *follows* is
    the status of which an obligation or a seat is a mere consequence, or empty.
    """

    kind: Kind
    key: Key
    before: Held | None
    after: Held | None
    because: tuple[str, ...] = ()
    follows: str = ""

    @property
    def what(self) -> str:
        """Return ``status``, ``obligation``, ``seat`` or ``verdict``."""
        return self.key.what
