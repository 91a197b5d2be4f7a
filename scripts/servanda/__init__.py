"""Servanda: what binds which State, by which article, since when, until when, and how we know."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
