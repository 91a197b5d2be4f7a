"""Differences as a table for programs, and as a person reads them, side by side."""

from __future__ import annotations

import re
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

from servanda.change import Held
from servanda.cli.output import colour, width
from servanda.cli.report import span
from servanda.errors import UsageProblem
from servanda.names import labelled
from servanda.prefixes import BASE
from servanda.show import WIDTH, terminal
from servanda.store import Table, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.change import Change, Key
    from servanda.cli.output import Answering
    from servanda.store import Store

__all__ = ["Differing", "as_table", "as_told"]

Differing = tuple[str, "Sequence[Change]"]
_Row = dict[str, "Change"]
_SIDE = ("phase", "begin_earliest", "begin_latest", "end_earliest", "end_latest")
_STYLES = {"=": "dim", "-": "dim"}
_NONE = Held()
_RANK = {"status": 0, "seat": 1, "obligation": 2, "verdict": 3}


def as_table(sets: Sequence[Differing]) -> Table:
    """Return one row for each change in *sets*, each a name and what differs."""
    keys = ("what", "state", "instrument", "body", "item", "article")
    sides = [f"{side}_{name}" for side in ("before", "after") for name in _SIDE]
    columns = ("scenario", "change", *keys, *sides, "follows", "because")
    rows = []
    for name, found in sets:
        for change in sorted(found, key=_order):
            cells = [name, change.kind, *(getattr(change.key, one) for one in keys)]
            for held in (change.before, change.after):
                cells += [getattr(held, one) if held else "" for one in _SIDE]
            cells += [change.follows, " ".join(change.because)]
            rows.append(tuple(Term("literal", cell) if cell else None for cell in cells))
    return Table(columns, tuple(rows))


def as_told(
    stores: Sequence[Store], sets: Sequence[Differing], answering: Answering, was: str
) -> str:
    """Return what differs for a person: for each State and instrument one table, then the reasons.

    *was* heads the column of what was before.
    """
    slots: dict[tuple[Key, Held | None, int], _Row] = {}
    for name, found in sets:
        counts: dict[tuple[Key, Held | None], int] = {}
        for change in sorted(found, key=_order):
            slot = (change.key, change.before)
            counts[slot] = counts.get(slot, -1) + 1
            slots.setdefault((*slot, counts[slot]), {})[name] = change
    rows = sorted(slots.values(), key=lambda row: _order(next(iter(row.values()))))
    names = [name for name, _ in sets]
    parts = []
    for place, group in groupby(rows, key=_place):
        parts.append(_section(stores, place, list(group), names, was, answering))
    return "\n".join(parts)


def _section(
    stores: Sequence[Store],
    place: tuple[str, str],
    rows: list[_Row],
    names: Sequence[str],
    was: str,
    answering: Answering,
) -> str:
    """Return the part about one State and instrument."""
    wide = width(answering) or WIDTH
    grouped: dict[tuple[str, ...], list[_Row]] = {}
    for row in rows:
        first = next(iter(row.values()))
        cells = (first.what, "" if first.what == "obligation" else first.key.item)
        told = (_shown(first.before), *(_after(row.get(name)) for name in names))
        grouped.setdefault((*cells, *told), []).append(row)
    lines = [
        [_named([next(iter(row.values())) for row in same]), *cells[2:]]
        for cells, same in grouped.items()
    ]
    state, instrument = place
    title = _label(stores, "state", state) if state else "Statements"
    if instrument:
        title += f" under {_label(stores, 'instrument', instrument)}"
    shares = (3, *[2] * (len(names) + 1))
    text = terminal(
        ("what", was, *names),
        lines,
        width=wide,
        colour=colour(answering),
        shares=shares,
        styles=_STYLES,
    )
    return "\n".join([fill(title, wide), "", text, *_reasons(rows, names, wide), ""])


def _label(stores: Sequence[Store], kind: str, key: str) -> str:
    """Return the name of a State or instrument, from the first store that knows it."""
    for store in stores:
        try:
            return labelled(store, kind, key)
        except UsageProblem:
            continue
    return key


def _reasons(rows: Sequence[_Row], names: Sequence[str], wide: int) -> list[str]:
    """Return because of what the rows differ, for each of *names*."""
    lines = []
    for name in names:
        facts = sorted({one for row in rows if name in row for one in row[name].because})
        if facts:
            which = f" ({name})" if len(names) > 1 else ""
            told = ", ".join(fact.removeprefix(BASE) for fact in facts)
            lines.append(
                fill(
                    f"because of{which}: {told}",
                    wide,
                    subsequent_indent="  ",
                    break_on_hyphens=False,
                )
            )
    return lines


def _named(same: Sequence[Change]) -> str:
    """Return what rows that differ alike are about: one thing, or so many obligations."""
    first = same[0]
    if first.what == "obligation":
        named = sorted({change.key.article for change in same}, key=_natural)
        articles = ", ".join(named)
        plural = "s" if len(same) > 1 else ""
        follows = f", following {first.follows}" if first.follows else ""
        return f"{len(same)} obligation{plural}{follows}: {articles}"
    if first.what == "seat":
        return f"{first.key.item} in {first.key.body}"
    return first.key.item if first.what == "status" else f"verdict on {first.key.item}"


def _after(change: Change | None) -> str:
    """Return the cell of one scenario; ``=`` where it changes nothing."""
    return "=" if change is None else _shown(change.after)


def _shown(held: Held | None) -> str:
    """Return an interval with its answer, ``-`` where there is none."""
    if held is None:
        return "-"
    if not held.phase:
        return held.answer
    begin = span(held.begin_earliest, held.begin_latest, "unknown")
    end = span(held.end_earliest, held.end_latest, "open")
    return f"{held.phase}\nfrom {begin}\nuntil {end}"


def _place(row: _Row) -> tuple[str, str]:
    """Return the State and the instrument of a row."""
    first = next(iter(row.values()))
    return (first.key.state, first.key.instrument)


def _order(change: Change) -> tuple[object, ...]:
    """Return the key by which changes are sorted: by State and instrument, statuses first."""
    key = change.key
    return (
        key.state,
        key.instrument,
        _RANK.get(key.what, 9),
        key,
        change.before or _NONE,
        change.after or _NONE,
    )


def _natural(article: str) -> tuple[object, ...]:
    """Return a key that puts article 2 before article 10, and annexes last."""
    parts = re.split(r"(\d+)", article)
    numbers = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    return (not article[:1].isdecimal(), numbers)
