"""The strokes of a timeline: intervals, acts and events, the years, what the signs mean."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.timeline import Bar, Mark

__all__ = ["SORTS", "draw_bar", "draw_legend", "draw_mark", "draw_years", "number"]

_GREYS = {"party": "0.25", "merged": "0.45", "residual": "0.6"}
_OTHER = "0.72"
SORTS = {"act": "o", "domestic": "s", "event": "|"}
_SAID = {
    "act": "act under the instrument",
    "domestic": "domestic step (starts no international clock)",
    "event": "act of the body (visit, statement, request, …)",
}


def draw_bar(axes: Any, bar: Bar, middle: float, limits: tuple[int, int], *, narrow: bool) -> None:
    """Draw one interval, as far as the picture goes where it is open."""
    left, right = limits
    main = bar.status in ("party", "merged")
    tall = 0.36 if narrow and main else 0.16 if narrow else 0.56
    lift = 0.28 if narrow and not main else 0.0

    def stretch(begin: str, end: str, **look: Any) -> None:
        start, stop = number(begin) if begin else left, number(end) if end else right
        axes.barh(
            middle + lift,
            stop - start,
            left=start,
            height=tall,
            linewidth=0.8,
            edgecolor="black",
            zorder=2,
            **look,
        )
        if not end:
            axes.plot(
                [right],
                [middle + lift],
                marker=">",
                color="black",
                markersize=4,
                clip_on=False,
                zorder=3,
            )

    if bar.certain:
        stretch(*bar.certain, facecolor=_GREYS.get(bar.status.split()[0], _OTHER))
    for begin, end in bar.possible:
        stretch(begin, end, facecolor="white", hatch="//////")


def draw_mark(axes: Any, mark: Mark, middle: float, *, dated: bool) -> None:
    """Draw one act or event, with its date beside it if *dated*."""
    if not (mark.day_earliest or mark.day_latest):
        return
    first = number(mark.day_earliest or mark.day_latest)
    last = number(mark.day_latest or mark.day_earliest)
    look = (
        {"facecolor": "white", "edgecolor": "black"} if mark.sort != "event" else {"color": "black"}
    )
    size = 60 if mark.sort == "event" else 22
    if last > first:
        axes.plot([first, last], [middle, middle], color="black", linewidth=1.2, zorder=3)
    axes.scatter(
        [(first + last) / 2],
        [middle],
        marker=SORTS[mark.sort],
        s=size,
        linewidth=1.0,
        zorder=5,
        **look,
    )
    if dated:
        until = f" to {mark.day_latest}" if mark.day_latest != mark.day_earliest else ""
        near_end = (last - axes.dataLim.x0) > 0.75 * max(axes.dataLim.width, 1)
        axes.annotate(
            f"{mark.day_earliest}{until}",
            (first if near_end else last, middle),
            (-7 if near_end else 7, 0),
            textcoords="offset points",
            ha="right" if near_end else "left",
            va="center",
            fontsize=7,
        )


def draw_years(axes: Any, left: int, right: int) -> None:
    """Label the axis with years, not too many."""
    years = range(date.fromordinal(left).year + 1, date.fromordinal(right).year + 1)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) / one <= 14)  # noqa: PLR2004
    shown = [year for year in years if year % step == 0]
    axes.set_xticks([date(year, 1, 1).toordinal() for year in shown], [str(year) for year in shown])
    axes.grid(axis="x", color="0.85", linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)


def draw_legend(axes: Any, sorts: set[str], *, several: bool) -> None:
    """Say below the picture what the signs mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    signs: list[Any] = [
        Patch(facecolor=_GREYS["party"], edgecolor="black", label="certain"),
        Patch(facecolor="white", edgecolor="black", hatch="//////", label="possible"),
    ]
    signs += [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=SORTS[sort],
            markerfacecolor="white",
            markeredgecolor="black",
            markersize=6,
            label=_SAID[sort],
        )
        for sort in SORTS
        if sort in sorts
    ]
    if several:
        wide = "Party (lighter: by a protocol merged into its convention)"
        signs += [
            Line2D([], [], color=_GREYS["party"], linewidth=6, label=f"thick: {wide}"),
            Line2D([], [], color=_OTHER, linewidth=3, label="thin: any other status"),
        ]
    axes.legend(
        handles=signs,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=2.8,
        frameon=False,
        ncols=3,
        fontsize=7,
    )


def number(text: str) -> int:
    """Return a day as a number of days."""
    return date.fromisoformat(text).toordinal()
