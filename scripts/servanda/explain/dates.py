"""Days and sums in words: 5 May 1998 + 3 months = 5 August 1998."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.explain.parts import Step

__all__ = ["between", "dated", "spoken", "sums"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LENGTHS = {4: 1, 7: 2, 10: 3}


def spoken(date: str) -> str:
    """Return a day, month or year as people write it: ``1998-05-05`` is 5 May 1998."""
    parts = date.split("-")
    if _LENGTHS.get(len(date)) != len(parts) or not all(map(str.isdecimal, parts)):
        return date
    words = [parts[0], *(_MONTHS[int(part) - 1] for part in parts[1:2])]
    return " ".join(reversed([*words, *(str(int(part)) for part in parts[2:])]))


def dated(text: str) -> str:
    """Return *text* with each whole day in it as people write it."""
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: spoken(found[0]), text)


def between(earliest: str, latest: str, nothing: str) -> str:
    """Return a day known by its bounds, or *nothing* where neither is."""
    if earliest and earliest == latest:
        return spoken(earliest)
    if earliest and latest:
        return f"between {spoken(earliest)} and {spoken(latest)}"
    if earliest:
        return f"{spoken(earliest)} or later"
    return f"{spoken(latest)} or before" if latest else nothing


def sums(steps: Sequence[Step]) -> list[str]:
    """Return each sum among *steps* in a line: ``5 May 1998 + 3 months = 5 August 1998``."""
    lines: list[str] = []
    for bound in dict.fromkeys(step.bound for step in steps):
        text = ""
        for step in (one for one in steps if one.bound in ("", bound)):
            if not step.operation or step.operation.endswith("from"):
                start = f"{step.operation} {spoken(step.day)}".strip()
                text += f"; {start}" if text else start
            elif step.operation.startswith("+"):
                text += f" {_worded(step.operation)} = {spoken(step.day)}"
            else:
                arrow = " → " if text else ""
                text += f"{arrow}{_worded(step.operation)} = {spoken(step.day)}"
        lines.append(f"{bound}: {text}" if bound else text)
    return lines


def _worded(operation: str) -> str:
    """Return *operation* with a day of the year written out: ``next 06-30`` is next 30 June."""
    head, _, last = operation.rpartition(" ")
    month, dash, number = last.partition("-")
    if dash and month.isdecimal() and number.isdecimal():
        return f"{head} {int(number)} {_MONTHS[int(month) - 1]}"
    return operation
