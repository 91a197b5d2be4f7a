"""Stored queries: their text, and what the header above it says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from servanda.errors import DataProblem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["TYPES", "Parameter", "StoredQuery", "read_query"]

TYPES = frozenset({"state", "instrument", "body", "date", "string", "integer", "act", "iri"})
_FIELDS = frozenset(
    {"summary", "description", "tags", "parameters", "per", "same-as", "expect", "title"}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a stored query wants to be told. *type* is one of ``TYPES``."""

    name: str
    type: str
    required: bool = False
    default: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """One stored query: what its header says, and its text.

    *per* names the property whose values a rule is run for, one after the other; *same_as* names
    the rule whose body this one runs again; *expect* is ``empty`` or, for an audit that is a list
    to read rather than a check, ``list``.
    """

    name: str
    path: Path
    summary: str
    text: str = field(repr=False)
    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    per: str | None = None
    same_as: str | None = None
    expect: str = "empty"


def read_query(path: Path) -> StoredQuery:
    """Return the stored query at *path*; raises DataProblem where its header is not right."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataProblem(f"cannot be read: {error}", path) from error
    header = _header(text, path)
    unknown = sorted(set(header) - _FIELDS)
    if unknown:
        raise DataProblem(f"unknown header field {unknown[0]!r}", path, 1)
    summary = str(header.get("summary") or "").strip()
    if not summary:
        raise DataProblem("the header has no summary", path, 1, hint="add a '#+ summary:' line")
    parameters = header.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise DataProblem("'parameters' is not a list of names with types", path, 1)
    return StoredQuery(
        name=path.stem,
        path=path,
        summary=summary,
        text=text,
        title=str(header.get("title") or "").strip(),
        description=str(header.get("description") or "").strip(),
        tags=tuple(str(tag) for tag in header.get("tags") or ()),
        parameters=MappingProxyType(
            {str(name): _parameter(str(name), told, path) for name, told in parameters.items()}
        ),
        per=_optional(header.get("per")),
        same_as=_optional(header.get("same-as")),
        expect=str(header.get("expect") or "empty"),
    )


def _header(text: str, path: Path) -> dict[str, Any]:
    """Return the fields of the ``#+`` lines at the top of *text*."""
    import yaml

    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(re.sub(r"^#\+ ?", "", line))
    try:
        header = yaml.load("\n".join(lines), Loader=_loader(yaml))  # noqa: S506 - makes only texts
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line + 1 if error.problem_mark else None
        hint = "put text with a colon between quotation marks"
        raise DataProblem(
            f"the header is not YAML: {error.problem}", path, at, hint=hint
        ) from error
    if header is None or isinstance(header, dict):
        return header or {}
    raise DataProblem("the header is not made of fields", path, 1, hint="write '#+ summary: …'")


def _loader(yaml: Any) -> Any:
    """Return the loader that leaves every value a text: ``on`` and ``no`` are names, not truths."""
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _parameter(name: str, told: object, path: Path) -> Parameter:
    """Return the parameter *name* from what the header told of it."""
    fields = told if isinstance(told, dict) else {"type": told}
    kind = str(fields.get("type") or "string")
    if kind not in TYPES or not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        raise DataProblem(f"parameter {name!r} has no known type: {kind!r}", path, 1)
    return Parameter(
        name=name,
        type=kind,
        required=str(fields.get("required")) == "true",
        default=_optional(fields.get("default")),
        description=str(fields.get("description") or "").strip(),
    )


def _optional(value: object) -> str | None:
    """Return *value* as text, keeping None."""
    return None if value is None else str(value)
