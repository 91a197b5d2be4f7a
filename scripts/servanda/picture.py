"""Draw a timeline, to be read on paper too: certain is solid, possible is hatched."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Any

from servanda.strokes import SORTS, draw_bar, draw_legend, draw_mark, draw_years, number

if TYPE_CHECKING:
    from servanda.timeline import Bar, Mark, Timeline

__all__ = ["drawn"]

_NAME, _WIDE, _LINE = 46, 9.0, 0.17  # characters of a name, inches across, inches for a line


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the picture: its name, what lies on it, and whether each mark is named."""

    name: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    height: int = 1


def drawn(line: Timeline, form: str) -> bytes:
    """Return *line* as ``svg`` or ``png``; the same timeline gives the same bytes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = _rows(line)
    tall = sum(row.height for row in rows) * _LINE * 1.4 + 1.6
    with mpl.rc_context(
        {
            "svg.hashsalt": "servanda",
            "font.family": "DejaVu Sans",
            "font.size": 8,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "none",
        }
    ):
        figure = Figure(figsize=(_WIDE, tall))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        _draw(axes, line, rows)
        out = BytesIO()
        meta: dict[str, Any] = {"Title": line.title, "Description": _described(line)}
        meta |= {"Date": None, "Creator": "Servanda"} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, dpi=150, bbox_inches="tight", metadata=meta)
    raw = out.getvalue()
    return _titled(raw, line) if form == "svg" else raw


def _rows(line: Timeline) -> list[_Row]:
    """Return what stands on each line, top to bottom."""
    if not line.instrument:
        return [
            _Row(
                _wrapped(name),
                tuple(bar for bar in line.bars if bar.instrument == key),
                tuple(mark for mark in line.marks if mark.instrument == key),
                _wrapped(name).count("\n") + 1,
            )
            for key, name in line.names.items()
        ]
    rows = [
        _Row(status, tuple(bar for bar in line.bars if bar.status == status))
        for status in dict.fromkeys(bar.status for bar in line.bars)
    ]
    for sort in SORTS:
        kinds: dict[str, list[Mark]] = {}
        for mark in line.marks:
            if mark.sort == sort:
                kinds.setdefault(mark.kind, []).append(mark)
        for kind, marks in kinds.items():
            rows.append(
                _Row(f"{kind} ({len(marks)})" if len(marks) > 1 else kind, (), tuple(marks))
            )
    return rows


def _wrapped(name: str) -> str:
    """Return a long name on as many lines as it needs."""
    return fill(name, _NAME, break_on_hyphens=False)


def _draw(axes: Any, line: Timeline, rows: list[_Row]) -> None:
    """Put everything on the axes."""
    first, last = map(number, line.span)
    margin = max((last - first) // 25, 120)
    left, right = first - margin, last + margin
    places, top = [], 0.0
    for row in rows:
        middle = top + row.height / 2
        places.append(middle)
        top += row.height + 0.25
        for bar in row.bars:
            draw_bar(axes, bar, middle, (left, right), narrow=not line.instrument)
        for mark in row.marks:
            if line.instrument:
                draw_mark(axes, mark, middle, dated=_apart(mark, row.marks, right - left))
            else:
                draw_mark(axes, mark, middle - (0.4 if mark.sort == "event" else 0), dated=False)
        axes.axhline(top - 0.125, color="0.9", linewidth=0.5, zorder=0)
    asked = number(line.on)
    axes.axvline(asked, color="black", linewidth=1.2, linestyle=(0, (5, 2)), zorder=4)
    axes.annotate(
        f"asked: {line.on}",
        (asked, 0),
        (0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        annotation_clip=False,
    )
    axes.set_xlim(left, right)
    axes.set_ylim(top, 0)
    axes.set_yticks(places, [row.name for row in rows])
    axes.tick_params(axis="y", length=0)
    draw_years(axes, left, right)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.set_title(fill(line.title, 100), loc="left", pad=18, fontsize=10, fontweight="bold")
    draw_legend(axes, {mark.sort for mark in line.marks}, several=not line.instrument)


def _apart(mark: Mark, marks: tuple[Mark, ...], width: int) -> bool:
    """Say whether there is room for a date beside *mark*."""
    if not mark.day_earliest:
        return False
    own = number(mark.day_earliest)
    others = [number(one.day_earliest) for one in marks if one is not mark and one.day_earliest]
    return all(abs(own - other) > 0.22 * width for other in others)


def _described(line: Timeline) -> str:
    """Return the picture in words, for those who cannot see it."""
    parts = [
        f"{bar.instrument} {bar.status}: from {bar.begin_earliest or 'unknown'} "
        f"until {bar.end_earliest or 'open'}, {bar.answer} on {line.on}."
        for bar in line.bars
    ]
    return " ".join([f"{len(line.marks)} acts and events.", *parts])


def _titled(raw: bytes, line: Timeline) -> bytes:
    """Give the SVG a title and a description that screen readers find."""
    from xml.sax.saxutils import escape

    text = raw.decode("utf-8")
    start = text.index(">", text.index("<svg")) + 1
    head = (
        f'\n <title id="title">{escape(line.title)}</title>'
        f'\n <desc id="desc">{escape(_described(line))}</desc>'
    )
    opened = text[: start - 1] + ' role="img" aria-labelledby="title desc">'
    return (opened + head + text[start:]).encode("utf-8")
