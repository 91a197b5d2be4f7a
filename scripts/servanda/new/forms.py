"""The forms: what is asked for each kind of thing that can be written."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["COMMON", "Field", "Form", "forms"]


class Field(NamedTuple):
    """One question: the option's *name*, the type of the answer, the property it fills."""

    name: str
    type: str
    property: str
    asks: str
    required: bool = False
    language: str | None = "en"
    default: str | None = None


class Form(NamedTuple):
    """All questions for one kind of thing, and how its IRI and file come about."""

    name: str
    summary: str
    iri: str
    folder: str
    kind: str | None
    dated: tuple[str, ...]
    fields: tuple[Field, ...]


COMMON = (
    Field(
        "source",
        "source",
        "dcterms:source",
        "From which source (such as src:treaty-office-126; empty: from memory)?",
    ),
    Field("note", "text", "skos:editorialNote", "Anything that others should know?"),
)


@cache
def forms() -> dict[str, Form]:
    """Return the forms by name."""
    text = Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")
    made = {}
    for name, form in tomllib.loads(text).items():
        fields = (
            Field(
                one["name"],
                one["type"],
                one["property"],
                one["asks"],
                one.get("required", False),
                None if one.get("plain") else one.get("language", "en"),
                one.get("default"),
            )
            for one in form["fields"]
        )
        made[name] = Form(
            name,
            form["summary"],
            form["iri"],
            form["folder"],
            form.get("class"),
            tuple(form["dated"]),
            (*fields, *COMMON),
        )
    return made
