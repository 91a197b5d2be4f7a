"""Where things live: the folders of files, and the stored queries in their order."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.errors import DataProblem, InternalProblem, UsageProblem
from servanda.headers import Parameter, StoredQuery, read_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Parameter",
    "StoredQuery",
    "audits",
    "home",
    "question",
    "question_names",
    "questions",
    "read_query",
    "rules",
    "spread",
    "turtle_files",
]


@cache
def home() -> Path:
    """Return the folder that holds ontology/, shapes/, data/ and queries/.

    That is SERVANDA_HOME if set, else what the installed package brings, else the checkout.
    Raises InternalProblem where there is none.
    """
    package = Path(__file__).resolve().parent
    named = os.environ.get("SERVANDA_HOME")
    places = [Path(named)] if named else [package / "_resources", package.parents[1]]
    for place in places:
        if (place / "queries").is_dir() and (place / "ontology").is_dir():
            return place
    raise InternalProblem(f"no ontology/ and queries/ in {' or '.join(map(str, places))}")


def turtle_files(folder: Path) -> tuple[Path, ...]:
    """Return the Turtle files in *folder* and below, in name order; hidden ones are left out."""
    found = (path for path in folder.rglob("*.ttl") if path.is_file())
    return tuple(
        sorted(
            path
            for path in found
            if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
    )


def spread(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return *paths* with the Turtle files in a folder in place of the folder, each path once.

    Raises UsageProblem where a folder has none.
    """
    found: list[Path] = []
    for path in paths:
        inside = turtle_files(path) if path.is_dir() else (path,)
        if not inside:
            raise UsageProblem("no Turtle file (*.ttl) in this folder", path)
        found += inside
    return tuple(dict.fromkeys(found))


def rules() -> tuple[StoredQuery, ...]:
    """Return the derivation rules in the order in which they run."""
    found = {query.name: query for query in _folder("derive")}
    return tuple(_with_body(rule, found) for rule in found.values())


def questions() -> tuple[StoredQuery, ...]:
    """Return the questions that people ask, in name order."""
    return _folder("ask")


def question_names() -> tuple[str, ...]:
    """Return the names of the questions, without reading their headers."""
    return tuple(sorted(path.stem for path in (home() / "queries" / "ask").glob("*.rq")))


def question(name: str) -> StoredQuery:
    """Return the question called *name*; raises UsageProblem where there is none."""
    if name not in question_names():
        from servanda.names import did_you_mean

        raise UsageProblem(
            f"no stored query is called {name!r}", hint=did_you_mean(name, question_names())
        )
    return read_query(home() / "queries" / "ask" / f"{name}.rq")


def audits() -> tuple[StoredQuery, ...]:
    """Return the audits, in name order."""
    return _folder("audit")


def _folder(kind: str) -> tuple[StoredQuery, ...]:
    """Return the stored queries in the folder *kind*, in name order."""
    return tuple(read_query(path) for path in sorted((home() / "queries" / kind).glob("*.rq")))


def _with_body(rule: StoredQuery, rules: Mapping[str, StoredQuery]) -> StoredQuery:
    """Return *rule* with the text it runs."""
    if rule.same_as is None:
        return rule
    other = rules.get(rule.same_as)
    if other is None or other.same_as is not None:
        raise DataProblem(f"same-as: no rule {rule.same_as!r} with a body of its own", rule.path, 1)
    return replace(rule, text=other.text, parameters={**other.parameters, **rule.parameters})
