"""How far a change reaches, read from ``queries/reach.yaml`` and from the rules themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servanda.catalog import home
from servanda.errors import DataProblem
from servanda.prefixes import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from servanda.catalog import StoredQuery
    from servanda.store import Store, Triple

__all__ = ["Reach", "reach", "reach_file"]

_LINKS = ("names", "looks-at", "looked-at-by", "says-of")
_LISTS = (*_LINKS, "surveys", "concluded-of", "concluded-with", "everywhere", "meaning")
_NAME = re.compile(r"(?<![\w:])([A-Za-z][\w-]*):([A-Za-z_][\w-]*)")
_RDFS, _OWL = PREFIXES["rdfs"], PREFIXES["owl"]
_WIDER, _INVERSE = _RDFS + "subPropertyOf", _OWL + "inverseOf"
_TYPE, _SYMMETRIC = PREFIXES["rdf"] + "type", _OWL + "SymmetricProperty"
_OTHER_END = {"looks-at": "looked-at-by", "looked-at-by": "looks-at"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What joins what. All names are IRIs.

    *links* gives for a property how it ties its two things: ``part`` (derived as one), ``names``,
    ``looks-at``, ``looked-at-by`` or ``says-of`` (which goes with ``part``); a property that is not
    in it ties nothing. *told* are the
    properties and classes that the rules name or that have a wider or inverse one: nothing else
    can lead to anything. *surveys*, *concluded_of*, *concluded_with*, *everywhere*, *meaning* and
    *kept_by* are as ``queries/reach.yaml`` says.
    """

    links: Mapping[str, frozenset[str]]
    told: frozenset[str]
    surveys: frozenset[str]
    concluded_of: frozenset[str]
    concluded_with: frozenset[str]
    everywhere: frozenset[str]
    meaning: frozenset[str]
    kept_by: Mapping[str, tuple[str, ...]]


def reach_file() -> Path:
    """Return where the page is; without it every change means a full run."""
    return home() / "queries" / "reach.yaml"


def reach(rules: Iterable[StoredQuery], words: Store) -> Reach | None:
    """Return how far a change reaches under *rules*, or None where nothing says so.

    *words* holds the ontology, closed. Raises DataProblem where the page is not right.
    """
    path = reach_file()
    if not path.is_file():
        return None
    page = _page(path)
    said = {name: [expand(one) for one in page[name]] for name in _LISTS}
    stated = {one: kind for kind in _LINKS for one in said[kind]}
    schema = _told_of_words(words, said["meaning"])
    named = frozenset(_named(rules)) | {
        word.value
        for one in schema
        if not one.predicate.value.startswith((_RDFS, _OWL)) and one.predicate.value != _TYPE
        for word in (one.subject, one.object)
        if word.kind == "iri"
    }
    wider, inverse = _properties(schema)
    links: dict[str, set[str]] = {}
    told = set(named)
    for narrow in {*wider, *inverse, *named}:
        ends = [(one, False) for one in wider.get(narrow, {narrow})]
        for other in inverse.get(narrow, ()):
            ends += [(one, True) for one in wider.get(other, {other})]
        kinds = {
            _OTHER_END.get(stated.get(one, "part"), "part") if turned else stated.get(one, "part")
            for one, turned in ends
            if one in named
        }
        if kinds:
            links[narrow] = kinds | ({"part"} if "says-of" in kinds else set())
        if len(ends) > 1:
            told.add(narrow)
    everywhere = set(said["everywhere"])
    everywhere |= {
        one.subject.value
        for one in schema
        if one.predicate.value == _RDFS + "subClassOf" and one.object.value in everywhere
    }
    return Reach(
        {name: frozenset(kinds) for name, kinds in links.items() if name != _TYPE},
        frozenset(told),
        frozenset(said["surveys"]),
        frozenset(said["concluded-of"]),
        frozenset(said["concluded-with"]),
        frozenset(everywhere),
        frozenset(said["meaning"]),
        {expand(name): tuple(map(expand, by)) for name, by in page["kept-by"].items()},
    )


def _told_of_words(words: Store, meaning: Iterable[str]) -> frozenset[Triple]:
    """Return what *words* says with the properties *meaning*, and which properties go both ways."""
    listed = " ".join(f"<{name}>" for name in sorted(meaning))
    return words.construct(
        "CONSTRUCT { ?one ?how ?other } WHERE {"
        f" {{ VALUES ?how {{ {listed} }} ?one ?how ?other }}"
        f" UNION {{ VALUES ?other {{ <{_SYMMETRIC}> }} ?one a ?other ."
        f" BIND(<{_TYPE}> AS ?how) }} }}"
    )


def _page(path: Path) -> dict[str, Any]:
    """Return the page at *path*; raises DataProblem where a part is missing or of another form."""
    import yaml

    try:
        page = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DataProblem(f"cannot be read: {error}", path) from error
    if not isinstance(page, dict) or set(page) != {*_LISTS, "kept-by"}:
        raise DataProblem(f"must have just the parts {', '.join(_LISTS)} and kept-by", path)
    lists = [*(page[name] for name in _LISTS), *(page["kept-by"] or {"": ""}).values()]
    if not all(isinstance(one, list) and all(isinstance(n, str) for n in one) for one in lists):
        raise DataProblem("each part must be a list of names such as sv:by", path)
    return page


def _named(rules: Iterable[StoredQuery]) -> Iterable[str]:
    """Return every IRI that one of *rules* names (with a prefix; the prefixes are the usual)."""
    for rule in rules:
        for prefix, local in _NAME.findall(rule.text):
            if prefix in PREFIXES:
                yield PREFIXES[prefix] + local


def _properties(
    schema: Iterable[Triple],
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return for each property the wider ones (with itself), and the inverse ones."""
    wider: dict[str, set[str]] = {}
    inverse: dict[str, set[str]] = {}
    for subject, predicate, value in schema:
        if predicate.value == _WIDER:
            wider.setdefault(subject.value, {subject.value}).add(value.value)
        elif predicate.value == _INVERSE:
            inverse.setdefault(subject.value, set()).add(value.value)
            inverse.setdefault(value.value, set()).add(subject.value)
        elif predicate.value == _TYPE and value.value == _SYMMETRIC:
            inverse.setdefault(subject.value, set()).add(subject.value)
    return wider, inverse
