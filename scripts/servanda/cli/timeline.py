"""``servanda timeline``: the history of a State as a picture."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from servanda.cli.options import answering, subject
from servanda.cli.output import Answering, emit, emit_table, is_for_people, width
from servanda.show import FORMATS, WIDTH

if TYPE_CHECKING:
    from servanda.timeline import Bar, Timeline

__all__ = ["command"]

_PICTURES = ("svg", "png")
_SIGNS = "█ certain  ░ possible  ┊ the day asked about  ┌ begins  └ is over from that day"


@click.command()
@subject
@answering((*FORMATS, *_PICTURES))
def command(state: str, instrument: str | None, on: str, answering: Answering) -> None:
    """Draw acts, statuses and events of STATE under INSTRUMENT, or under all, and a day.

    As text, or, with -o FILE.svg or FILE.png, as a picture: certain is solid, possible is hatched.
    Other formats have one row for each interval, act and event.
    """
    from servanda.errors import UsageProblem
    from servanda.timeline import as_table, timeline

    ending = answering.output.suffix.lower().lstrip(".") if answering.output else ""
    form = answering.form or (ending if ending in _PICTURES else None)
    if ending in ("pdf", "jpg", "jpeg", "gif", "webp") and form is None:
        raise UsageProblem(f"no pictures as {ending}", hint="end the name with .svg or .png")
    line = timeline(answering.store(), state, instrument, on)
    if form in _PICTURES:
        from servanda.picture import drawn

        if answering.output is None and form == "png":
            raise UsageProblem("a picture needs a place", hint="add -o FILE.png")
        if not (line.bars or line.marks):
            raise UsageProblem(f"no act of {state} is recorded there, nothing to draw")
        emit(answering, drawn(line, form))
    elif is_for_people(answering) or (answering.form is None and answering.output is None):
        emit(answering, told(line, width(answering) or WIDTH))
    else:
        emit_table(answering, as_table(line))


def told(line: Timeline, wide: int) -> str:
    """Return the timeline as text, *wide* columns across."""
    from textwrap import fill

    parts = [fill(line.title, wide), ""]
    if not (line.bars or line.marks):
        return "\n".join([*parts, "no act is recorded", ""])
    for key, name in line.names.items():
        if not line.instrument:
            parts += [fill(name, wide)]
        parts += _bars(line, key, wide)
        parts += [""]
    parts += _events(line)
    return "\n".join(
        [
            *parts,
            "█ certain  ░ possible  ┊ the day asked about  ┌ begins  └ is over from that day",
            "",
        ]
    )


def _bars(line: Timeline, key: str, wide: int) -> list[str]:
    """Return a bar of characters for each status under one instrument, below a line of years."""
    bars = [bar for bar in line.bars if bar.instrument == key]
    if not bars:
        return []
    left = max(len(bar.status) for bar in line.bars) + 1
    cells = max(wide - left - 1, 20)
    first, last = (date.fromisoformat(text) for text in line.span)
    length = max((last - first).days * 1.04, 1)

    def cell(text: str) -> int:
        return int((date.fromisoformat(text) - first).days / length * (cells - 1))

    years = [" "] * (cells + 4)
    step = max(1, round((last.year - first.year) / max(cells // 8, 1)) or 1)
    for year in range(first.year + 1, last.year + 1, step):
        at = cell(f"{year}-01-01")
        years[at : at + 4] = str(year)
    shown = [" " * left + "".join(years).rstrip()[:cells]]
    for status in dict.fromkeys(bar.status for bar in bars):
        drawn = [" "] * cells
        for bar in bars:
            if bar.status == status:
                _fill(drawn, bar, cell)
        asked = cell(line.on)
        drawn[asked] = "┊" if drawn[asked] == " " else drawn[asked]
        shown.append(f"{status:<{left}}{''.join(drawn)}".rstrip())
    return shown


def _fill(drawn: list[str], bar: Bar, cell: object) -> None:
    """Put one interval on a line of characters."""
    place = cell if callable(cell) else int
    stretches = [(*part, "░") for part in bar.possible]
    if bar.certain:
        stretches.append((*bar.certain, "█"))
    for begin, end, sign in stretches:
        start = place(begin) if begin else 0
        stop = place(end) if end else len(drawn)
        for at in range(start, max(stop, start + 1)):
            drawn[at] = sign


def _events(line: Timeline) -> list[str]:
    """Return what was done, in order, with the day asked about among it."""
    from servanda.cli.report import span

    rows = [
        (
            mark.day_earliest or mark.day_latest or "9999",
            span(mark.day_earliest, mark.day_latest, "day unknown"),
            mark.kind,
            mark.instrument,
            mark.sort,
        )
        for mark in line.marks
    ]
    for bar in line.bars:
        begin = span(bar.begin_earliest, bar.begin_latest, "day unknown")
        first = bar.begin_earliest or bar.begin_latest or "0001"
        rows.append((first, begin, f"┌ {bar.status}", bar.instrument, "status"))
        if bar.end_earliest or bar.end_latest:
            end = span(bar.end_earliest, bar.end_latest, "")
            rows.append(
                (bar.end_earliest or bar.end_latest, end, f"└ {bar.status}", bar.instrument, "end")
            )
    rows.append((line.on, line.on, "── the day asked about ──", "", "zz"))
    shown = []
    wide = max(len(row[1]) for row in rows)
    for _, when, kind, key, sort in sorted(rows, key=lambda row: (row[0], row[4])):
        where = f"  {key}" if key and not line.instrument else ""
        note = "  (domestic)" if sort == "domestic" else ""
        shown.append(f"{when:<{wide}}  {kind}{where}{note}")
    return [*shown, ""]
