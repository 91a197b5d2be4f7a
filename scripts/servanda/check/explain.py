"""Tell a rule: what it asks, the article or convention behind it, a bad and a good example."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from servanda.catalog import home
from servanda.check import rules
from servanda.errors import UsageProblem
from servanda.names import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Explained", "explained", "listed"]

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}


class Explained(NamedTuple):
    """What there is to say about a rule; examples are Turtle, or empty where there is none."""

    code: str
    severity: str
    asks: str
    why: str
    bad: str
    good: str


@cache
def listed() -> dict[str, tuple[str, str, str]]:
    """Return every rule by code, with its severity, what to do, and why."""
    found = {r.code: (r.severity, rules.filled(r.fix, {}), r.why) for r in rules.table().values()}
    return dict(sorted((_shapes() | found).items()))


def explained(code: str) -> Explained:
    """Return what there is to say about the rule *code*; raises UsageProblem for unknown ones."""
    every = listed()
    name = {one.casefold(): one for one in every}.get(code.removeprefix("svsh:").casefold())
    if name is None:
        hint = did_you_mean(code, every) or "servanda explain, without a name, lists all rules"
        raise UsageProblem(f"no rule is called {code!r}", hint=hint)
    severity, asks, why = every[name]
    rule = rules.table().get(name)
    if rule is not None:
        asks = f"{rules.filled(rule.says, _NAMED)} {rules.filled(rule.fix, _NAMED)}"
    return Explained(name, severity, asks, why, *_examples(name))


_SHORT = ("text", "prefix", "sign", "namespace", "meant", "other", "kind", "name", "reason")


class _Named(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…" if key in _SHORT else ""


_NAMED = _Named()


def _shapes() -> dict[str, tuple[str, str, str]]:
    """Return the shapes that make findings."""
    from rdflib import RDFS, SH

    from servanda.shacl import shapes

    graph = shapes()
    found: dict[str, tuple[str, str, str]] = {}
    for shape, severity in graph.subject_objects(SH.severity):
        texts = list(graph.objects(shape, SH.message))
        for constraint in graph.objects(shape, SH.sparql):
            texts += graph.objects(constraint, SH.message)
        why = " ".join(map(str, graph.objects(shape, RDFS.comment)))
        level = _LEVELS[str(severity).rpartition("#")[2]]
        found[str(shape).rpartition("#")[2]] = (level, " ".join(sorted(map(str, texts))), why)
    return found


def _examples(code: str) -> tuple[str, str]:
    """Return an example that breaks the rule *code* and one that keeps it."""
    tests = home() / "tests"
    owner = code.partition("-")[0]
    bad = _first(tests / "shapes" / owner, f"invalid.{code}.*ttl") or _first(
        tests / "check" / "bad", f"{code}*.ttl"
    )
    good = (
        _first(tests / "check" / "good", f"{code}.ttl")
        or _first(tests / "shapes" / owner, "valid*.ttl")
        or _first(tests / "check" / "good", "act.ttl")
    )
    return bad, good


def _first(folder: Path, pattern: str) -> str:
    """Return the text of the first small file in *folder* that fits *pattern*, or nothing."""
    for path in sorted(folder.glob(pattern)):
        try:
            if path.stat().st_size < 10_000:  # noqa: PLR2004 - an example fits a screen
                return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return ""
