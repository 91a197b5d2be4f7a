"""Where sources disagree, and what would change if another were believed: by deriving it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda import nearby
from servanda.ask import ask
from servanda.build import schema
from servanda.catalog import question
from servanda.prefixes import BASE, ONTOLOGY
from servanda.store import Table, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from servanda.store import Store

__all__ = ["Change", "changes", "disputes", "with_changes"]

_SHOWN = 3
_VERDICTS = f"""
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?statement ?outcome WHERE {{
  ?verdict <{ONTOLOGY}verdictOn> ?statement ; <{ONTOLOGY}outcome>/skos:notation ?outcome
}}
ORDER BY ?statement ?outcome
"""
_Row = dict[str, str]
_Answers = dict[tuple[str, ...], list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """What believing another value would change: answers on the day, and dates on other days."""

    flips: tuple[str, ...]
    moves: tuple[str, ...]

    def __str__(self) -> str:
        parts = [f"flips {_some(self.flips)}"] if self.flips else []
        parts += [f"moves {_some(self.moves)}"] if self.moves else []
        return "; ".join(parts) or "changes nothing"


def disputes(store: Store, state: str | None = None, instrument: str | None = None) -> Table:
    """Return one row for each rival claim about a date, about one State or instrument if named.

    Raises UsageProblem where a name is not known.
    """
    named = {"state": state, "instrument": instrument}
    return ask(store, question("disputes"), {name: text for name, text in named.items() if text})


def with_changes(
    store: Store, table: Table, on: str, told: Mapping[str, str], cache: Path | None = None
) -> Table:
    """Return *table*, as :func:`disputes` gives it, with what each other value would change.

    *on* is the day for which answers are compared, *told* what the rules were told when *store*
    was derived. Two columns are added: ``flips`` (yes or no: an answer on that day, or a verdict,
    would be another) and ``change``; both are empty for a value that is the only one in use.
    """
    rows = [_texts(table, row) for row in table.rows]
    judged = changes(store, [row for row in rows if not _is_settled(row, rows)], on, told, cache)
    cells = []
    for row in rows:
        change = judged.get(row["claim"])
        texts = ("yes" if change.flips else "no", str(change)) if change else (None, None)
        cells.append(tuple(Term("literal", text) if text else None for text in texts))
    joined = tuple(row + more for row, more in zip(table.rows, cells, strict=True))
    return Table((*table.columns, "flips", "change"), joined)


def changes(
    store: Store, rows: Sequence[_Row], on: str, told: Mapping[str, str], cache: Path | None = None
) -> dict[str, Change]:
    """Return for each claim among *rows* what preferring it would change, by really doing so."""
    closure = schema(cache) if rows else ""
    stated = list(store.dump(derived=False)) if rows else []
    found: dict[str, Change] = {}
    bases: dict[nearby.Near, tuple[nearby.Record, _Answers]] = {}
    for row in rows:
        place = nearby.near(store, row["about"])
        if place not in bases:
            record = nearby.cut(stated, place)
            bases[place] = record, _answers(nearby.derived(record, closure, told), on)
        record, before = bases[place]
        preferring = f"{row['claim']} {told.get('prefer', '')}".strip()
        if row["claim"] in told.get("prefer", ""):
            continue
        after = nearby.derived(record, closure, {**told, "prefer": preferring, "rivals": "pick"})
        found[row["claim"]] = _change(before, _answers(after, on))
    return found


def _texts(table: Table, row: Sequence[Term | None]) -> _Row:
    """Return *row* of *table* as texts."""
    return {name: term.value if term else "" for name, term in zip(table.columns, row, strict=True)}


def _is_settled(row: _Row, rows: Sequence[_Row]) -> bool:
    """Say whether the claim in *row* is the only one in use about its date."""
    used = {
        one["claim"]
        for one in rows
        if (one["about"], one["property"]) == (row["about"], row["property"])
        and one["used"] == "yes"
    }
    return used == {row["claim"]}


def _answers(store: Store, on: str) -> _Answers:
    """Return what *store* answers: on the day *on* first, then the bounds, by what is asked."""
    found: _Answers = {}
    table = ask(store, question("answers-on-day"), {"on": on})
    for row in (_texts(table, row) for row in table.rows):
        bounds = tuple(
            row[name] for name in ("begin_earliest", "begin_latest", "end_earliest", "end_latest")
        )
        asked = (row["kind"], row["state"], row["instrument"], row["what"])
        found.setdefault(asked, []).append((row["answer"], *bounds))
    for statement, outcome in store.select(_VERDICTS).rows:
        if statement is not None and outcome is not None:
            key = statement.value.removeprefix(BASE).partition("/")[2] or statement.value
            found[("verdict", key, "", "")] = [(outcome.value,)]
    return found


def _change(before: _Answers, after: _Answers) -> Change:
    """Return how the answers *after* differ from those *before*."""
    flips, moves = [], []
    for asked in sorted(before.keys() | after.keys()):
        old, new = before.get(asked, []), after.get(asked, [])
        if sorted(old) == sorted(new):
            continue
        kind, who, under, what = asked
        name = " ".join(filter(None, (kind, who, what if kind != "obligation" else "", under)))
        name = f"obligation {who} {what}" if kind == "obligation" else name
        if _best(old) != _best(new):
            flips.append(f"{name}: {_best(old)} becomes {_best(new)}")
        else:
            moves.append(f"{name}: {_span(old)} becomes {_span(new)}")
    return Change(tuple(_statuses_first(flips)), tuple(_statuses_first(moves)))


def _statuses_first(texts: Sequence[str]) -> list[str]:
    """Return *texts* with what others rest on first: statuses and verdicts before obligations."""
    return sorted(texts, key=lambda text: text.startswith("obligation"))


def _best(found: Sequence[tuple[str, ...]]) -> str:
    """Return the strongest answer among those *found*; none at all is a no."""
    answers = {one[0] for one in found}
    ranked = [word for word in ("certain", "possible", "no") if word in answers]
    return ranked[0] if ranked else next(iter(sorted(answers)), "no")


def _span(found: Sequence[tuple[str, ...]]) -> str:
    """Return the intervals *found* in words."""
    spans = []
    for _, begin, begin_latest, end, end_latest in found:
        first = begin if begin == begin_latest else f"{begin or '…'} to {begin_latest or '…'}"
        last = end if end == end_latest else f"{end or '…'} to {end_latest or '…'}"
        spans.append(f"from {first}" + (f" until {last}" if last else ""))
    return " and ".join(sorted(spans)) or "never"


def _some(texts: Sequence[str]) -> str:
    """Return the first of *texts*, and how many more there are."""
    more = len(texts) - _SHOWN
    return ", ".join(texts[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
