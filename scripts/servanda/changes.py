"""What differs between two states of the graph, or between two days, and because of which facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.ask import ask, ask_of
from servanda.catalog import question, question_names
from servanda.change import Change, Held, Key, Scope
from servanda.names import resolve
from servanda.prefixes import BASE
from servanda.touched import touched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from servanda.change import Kind
    from servanda.store import Store

__all__ = ["Change", "Held", "Key", "Scope", "changes", "changes_between", "positions"]


def changes(
    before: Store,
    after: Store,
    on: str = "today",
    states: Collection[str] | None = None,
    instrument: str | None = None,
    body: str | None = None,
) -> tuple[Change, ...]:
    """Return what differs in *after* from *before*, with the answers for the day *on*.

    *states* (codes or names), *instrument* and *body* narrow it. Raises UsageProblem for unknown
    names and days.
    """
    from servanda.because import explained, knows

    scope = Scope(tuple(states or ()), instrument, body)
    things = touched(before, after)
    new = _everything(after, on, scope, things)
    old = _everything(before, on, scope, things) if knows(before, scope.told) else {}
    found = [
        change
        for key in sorted({*old, *new})
        for change in _paired(key, old.get(key), new.get(key))
    ]
    return _with_consequences(explained(found, before, after, scope))


def changes_between(
    store: Store,
    first: str,
    last: str,
    states: Collection[str] | None = None,
    instrument: str | None = None,
    body: str | None = None,
) -> tuple[Change, ...]:
    """Return what is different on the day *last* from *first*; raises as :func:`changes`."""
    from servanda.because import brought_about

    scope = Scope(tuple(states or ()), instrument, body)
    old, new = positions(store, first, scope), positions(store, last, scope)
    found: list[Change] = []
    for key in sorted(old):
        later = {held.thing: held for held in new[key]}
        for held in old[key]:
            kind = _turn(held, later[held.thing])
            if kind:
                found.append(Change(kind, key, held, later[held.thing]))
    return _with_consequences(brought_about(found, store, scope))


def positions(
    store: Store, on: str, scope: Scope, things: Collection[str] | None = None
) -> dict[Key, list[Held]]:
    """Return every interval in *scope*, or those of *things*, by what it is of, by begin."""
    table = ask_of(store, question("positions"), {**scope.told, "on": on}, things)
    wanted = {resolve(store, "state", name).removeprefix(f"{BASE}state/") for name in scope.states}
    found: dict[Key, list[Held]] = {}
    for row in table.texts():
        if wanted and row["state"] not in wanted:
            continue
        key = Key(*(row[name] for name in Key.__slots__))
        held = Held(*(row[name] for name in Held.__slots__))
        found.setdefault(key, []).append(held)
    for intervals in found.values():
        intervals.sort(key=lambda held: held.begin_earliest)
    return found


def _everything(
    store: Store, on: str, scope: Scope, things: Collection[str] | None
) -> dict[Key, list[Held]]:
    """Return the intervals and, where all States are meant, the verdicts on statements."""
    found = positions(store, on, scope, things)
    if scope.states or scope.instrument or scope.body or "verdicts" not in question_names():
        return found
    table = ask(store, question("verdicts"), {})
    named = zip(table.column("statement"), table.column("verdict"), strict=True)
    for statement, verdict in named:
        key = Key("verdict", "", "", statement or "")
        found.setdefault(key, []).append(Held(answer=verdict or "none", thing=statement or ""))
    return found


def _turn(first: Held, last: Held) -> Kind | None:
    """Return how the answer for one interval turned from one day to a later (or earlier) one."""
    if first.phase == last.phase:
        return None
    if first.answer == last.answer == "no":
        return "passed"
    if first.answer == "no":
        return "gained"
    return "lost" if last.answer == "no" else "moved"


def _paired(key: Key, old: Iterable[Held] | None, new: Iterable[Held] | None) -> Iterator[Change]:
    """Return the differences between the intervals of one *key*: first the same, then by order."""
    gone, come = list(old or ()), list(new or ())
    for held in list(gone):
        same = next((one for one in come if _same(one, held)), None)
        if same is not None:
            gone.remove(held)
            come.remove(same)
    for held in list(gone):
        same = next((one for one in come if one.thing == held.thing), None)
        if same is not None:
            gone.remove(held)
            come.remove(same)
            yield Change("moved", key, held, same)
    gone.sort()
    come.sort()
    both = min(len(gone), len(come))
    for held, other in zip(gone[:both], come[:both], strict=True):
        yield Change("moved", key, held, other)
    for held in gone[both:]:
        yield Change("lost", key, held, None)
    for held in come[both:]:
        yield Change("gained", key, None, held)


def _same(one: Held, other: Held) -> bool:
    """Say whether two intervals, or two verdicts, do not differ."""
    verdicts = not (any(one.bounds) or any(other.bounds))
    return one.bounds == other.bounds and not (verdicts and one.answer != other.answer)


def _with_consequences(found: Collection[Change]) -> tuple[Change, ...]:
    """Return the changes, with those that only follow a status naming it."""
    statuses: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        if change.what == "status":
            statuses.setdefault((change.key.state, change.key.instrument), []).append(change)

    def leader(change: Change) -> str:
        rivals = statuses.get((change.key.state, change.key.instrument), [])
        same = [one for one in rivals if one.kind == change.kind and _delta(one) == _delta(change)]
        same.sort(key=lambda one: _bounds(one) != _bounds(change))
        return same[0].key.item if same else ""

    return tuple(
        change if change.what == "status" else replace(change, follows=leader(change))
        for change in found
    )


def _bounds(change: Change) -> tuple[tuple[str, ...], ...]:
    """Return the bounds before and after."""
    return ((change.before or Held()).bounds, (change.after or Held()).bounds)


def _delta(change: Change) -> tuple[tuple[str, str] | None, ...]:
    """Return which bounds and answers differ, and how."""
    old, new = change.before or Held(), change.after or Held()
    pairs = zip((*old.bounds, old.answer), (*new.bounds, new.answer), strict=True)
    return tuple(pair if pair[0] != pair[1] else None for pair in pairs)
