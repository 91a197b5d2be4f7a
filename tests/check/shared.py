"""The shipped data, loaded once for all tests of the checker."""

from __future__ import annotations

from functools import cache

from servanda.check.world import World

__all__ = ["world"]


@cache
def world() -> World:
    """Return the shipped data; what is checked along is taken out again."""
    return World()
