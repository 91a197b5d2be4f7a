"""Real withdrawals with notice and effect (`withdrawals.csv`).

A row tells of the exit only. That the State was bound before is a premise: a consent before the
notice, by a year and the lock-in where there is one; for a State that left twice, after it had left.
"""

from __future__ import annotations

from rulebook.render import render

from .book import Book
from .cases import SOURCES, Batch, rows
from .party_tables import clause_rows

__all__ = ["NAME", "batch"]

NAME = "withdrawals"


def batch() -> Batch:
    """Return all cases of this source."""
    kinds = {row["rule_kind"]: row for row in clause_rows("withdrawal_kinds")}
    treaties = {row["treaty_id"]: row for row in clause_rows("withdrawal_treaties")}
    books: dict[str, Book] = {}
    cases = []
    by_notice = sorted(rows(SOURCES / f"{NAME}.csv"), key=lambda row: row["notification_date"])
    for row in by_notice:
        treaty = row["treaty_id"] + (" provisional" if "(provisional" in row["treaty"] else "")
        book = books.setdefault(treaty, Book(treaty, treaties.get(treaty, {})))
        other = book.special.get("ends_with", "")
        if other:
            books.setdefault(other, Book(other, treaties.get(other, {})))
        cases.append(book.enter(row, kinds[row["rule_kind"].split(";")[0]], books.get(other)))
    return Batch(tuple(cases), "".join(render(book.world()) for book in books.values()))
