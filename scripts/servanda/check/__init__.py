"""Check contributions: syntax, hygiene, shapes, agreement with the data at hand, and effect."""

from __future__ import annotations

__all__ = ["check"]

from servanda.check.run import check
