"""The rules by their codes: those of the table beside this file, and the shapes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["LEVELS", "Rule", "filled", "table"]

LEVELS = ("error", "warning", "info")


class Rule(NamedTuple):
    """One rule: its *code*, how grave it is to break it, and what is said then."""

    code: str
    severity: str
    says: str
    fix: str
    why: str


class _Words(dict[str, Any]):
    """Values for a sentence; what is missing is left out."""

    def __missing__(self, key: str) -> str:
        return ""


@cache
def table() -> dict[str, Rule]:
    """Return the rules that are not shapes, by code."""
    text = Path(__file__).with_name("rules.toml").read_text(encoding="utf-8")
    return {
        code: Rule(code, rule["severity"], rule["says"], rule["fix"], rule["why"])
        for code, rule in tomllib.loads(text).items()
        if code != "retired"
    }


def filled(sentence: str, values: dict[str, str]) -> str:
    """Return *sentence* with the *values* it speaks of, in one line."""
    known = values if hasattr(values, "__missing__") else _Words(values)
    known = values if hasattr(values, "__missing__") else _Words(values)
    return " ".join(sentence.format_map(known).split())
