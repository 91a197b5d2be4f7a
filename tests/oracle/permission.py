"""Whether a notice of exit comes at a time that the clause permits.

Lock-in: no notice before n years (Paris Agreement, 28(1): on the last day of the three years it is
good). Window: only in the m months after each n-th anniversary (ILO conventions, final articles).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import Bounds, latest, months_on

if TYPE_CHECKING:
    from datetime import date

    from .model import ExitClause

__all__ = ["Notice", "permit"]


@dataclass(frozen=True, slots=True)
class Notice:
    """The day from which a permitted notice counts, and whether it certainly counts."""

    clock: Bounds
    sure: bool


def permit(clause: ExitClause, notice: Bounds, origin: Bounds) -> Notice | None:
    """Return the notice as the clause lets it count; None if it is void.

    *origin* is the day from which lock-in and windows run.
    """
    counted: Notice | None = Notice(notice, sure=True)
    if clause.lock_in_years:
        counted = _after_lock_in(clause, notice, origin)
    if clause.window_every_years and counted:
        counted = _in_window(clause, counted, notice, origin)
    return counted


def _after_lock_in(clause: ExitClause, notice: Bounds, origin: Bounds) -> Notice | None:
    free = origin.map(lambda day: months_on(day, clause.lock_in_years, 0))
    if clause.counts_from_lock_in_end:
        return Notice(notice.at_least(free), sure=True)
    if notice.hi is not None and free.lo is not None and notice.hi < free.lo:
        return None
    if notice.lo is not None and free.hi is not None and notice.lo >= free.hi:
        return Notice(notice, sure=True)
    return Notice(Bounds(latest((notice.lo, free.lo)), None), sure=False)


def _in_window(clause: ExitClause, so_far: Notice, notice: Bounds, origin: Bounds) -> Notice | None:
    """Keep a notice whose first and last possible day lie in one window of a known origin."""
    if notice.lo is None or notice.hi is None or origin.lo is None or origin.lo != origin.hi:
        return Notice(so_far.clock.open_ended(), sure=False)
    (first, opens), (last, closes) = (
        _window(clause, day, origin.lo) for day in (notice.lo, notice.hi)
    )
    if opens and closes and first == last:
        return so_far
    if not opens and not closes and first == last:
        return None
    return Notice(so_far.clock.open_ended(), sure=False)


def _window(clause: ExitClause, day: date, origin: date) -> tuple[int, bool]:
    """Return the number of the last anniversary not after *day*, and whether its window is open."""
    turn = 0
    while months_on(origin, (turn + 1) * clause.window_every_years, 0) <= day:
        turn += 1
    opened = months_on(origin, turn * clause.window_every_years, 0)
    return turn, turn > 0 and day < months_on(opened, 0, clause.window_months)
