"""What the shapes find, each finding at the triple it is about, in words that need no SHACL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rdflib import RDF, RDFS, SH, Literal, URIRef

from servanda.check.addresses import shown
from servanda.errors import DataProblem
from servanda.nodes import node_of, term_of
from servanda.prefixes import PREFIXES
from servanda.shacl import report
from servanda.turtle import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from rdflib.term import Node

    from servanda.check.world import World
    from servanda.store import Term

__all__ = ["PATH", "Broken", "blamed", "broken"]

PATH = "\ufffcpath\ufffc"  # stands in a message for the property, until the statement is known

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}
_MISSING = ("MinCount", "QualifiedMinCount", "HasValue")
_SAYS = {
    "MinCount": "{focus} has no {path}.",
    "QualifiedMinCount": "{focus} has no {path} of the kind that is needed.",
    "MaxCount": "{focus} has more than one {path}.",
    "NotHere": "{focus} has {path}, which does not belong here.",
    "Class": "{value} is not described as what {path} names: {wanted}.",
    "Datatype": "{value} is not of the kind {wanted}, which {path} needs.",
    "NodeKind": "{value} is not a name.",
    "Pattern": "{value} does not have the form that {path} needs.",
    "In": "{value} is not one of the values of {path}.",
    "UniqueLang": "{focus} has more than one {path} in the same language.",
}


class Broken(NamedTuple):
    """One result of the validator; its message has PATH where the property is to be named."""

    code: str
    severity: str
    message: str
    fix: str
    focus: Term
    paths: tuple[str, ...]
    value: Term | None
    part: str

    @property
    def missing(self) -> bool:
        """Say whether it is about something that is not there."""
        return self.part in _MISSING


def broken(world: World, subjects: Iterable[Term] | None) -> tuple[Broken, ...]:
    """Return what the shapes find about *subjects*, or about everything where that is None.

    Raises DataProblem where the shapes cannot be applied.
    """
    with as_written():
        graph = world.graph(copied=subjects is None)
        if subjects is None:
            aimed = world.aims.flat
        else:
            aimed = world.aims.aimed((node_of(subject) for subject in subjects), graph)
        results = report(graph, aimed)
    return tuple(dict.fromkeys(_results(results, world.aims.shapes)))


def blamed(results: Iterable[Broken], subjects: Iterable[Term]) -> Iterator[Broken]:
    """Yield the *results* about others that speak of one of *subjects*, as findings about it."""
    own = [subject for subject in subjects if subject.kind == "iri"]
    for result in results:
        for subject in own:
            name = shown(subject.value)
            if subject == result.value or name in result.message or name in result.fix:
                told = f"Together with this: {shown(result.focus.value)}. {result.message}"
                yield result._replace(focus=subject, value=None, paths=(), message=told)
                break


def _results(results: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Broken]:
    """Yield the results of the validator in our words."""
    for result in results.objects(None, SH.result):
        said: dict[str, Any] = {
            name: results.value(result, SH[name])
            for name in (
                "focusNode", "resultPath", "value", "sourceShape", "resultSeverity",
                "sourceConstraintComponent", "resultMessage",
            )
        }  # fmt: skip
        if said["focusNode"] is None or said["sourceShape"] is None:
            raise DataProblem("a result without focus or shape")
        code = str(said["sourceShape"]).rpartition("#")[2]
        part = _local(said["sourceConstraintComponent"]).removesuffix("ConstraintComponent")
        message, fix = _words(said, part, shapes)
        paths = tuple(_properties(said["resultPath"], results, shapes))
        yield Broken(
            code,
            _LEVELS[_local(said["resultSeverity"])],
            message,
            fix,
            term_of(said["focusNode"]),
            paths,
            None if said["value"] is None else term_of(said["value"]),
            part,
        )


def _words(said: dict[str, Any], part: str, shapes: rdflib.Graph) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    text = " ".join(str(said["resultMessage"]).split())
    shape = said["sourceShape"]
    why = str(shapes.value(shape, RDFS.comment) or "")
    if part == "SPARQL":
        text = re.sub(r"https?://[^\s,;:)]+[^\s,;:).]", lambda m: shown(m[0]), text)
        says, dot, fix = text.partition(". ")
        if not dot:
            says, dot, fix = text.partition(": ")
        return (f"{says}.", fix[:1].upper() + fix[1:]) if dot else (text, why or text)
    wanted = [
        *shapes.objects(shape, SH["class"]),
        *shapes.objects(shape, SH.datatype),
    ]
    focus, value = said["focusNode"], said["value"]
    names = list(_properties(said["resultPath"], None, shapes)) or ["this"]
    if part == "MaxCount" and str(shapes.value(shape, SH.maxCount)) == "0":
        part = "NotHere"
    sentence = _SAYS.get(part, "{value} does not fit {path}." if value else "{focus} is not right.")
    if value is None or (value == focus and part in ("Pattern", "NodeKind")):
        sentence = sentence if value is None else "The name {value} does not have the form needed."
    if said["resultPath"] is None and part in ("Or", "Not", "Xone", "And", "Node", "Class"):
        sentence = "{focus} is not " + ("{wanted}." if wanted else "complete, or not consistent.")
    return (
        sentence.format(
            focus=_named(focus),
            value=_named(value),
            path=PATH if names != ["this"] else "its place",
            wanted=" or ".join(map(_named, wanted)) or "something else",
        ),
        text,
    )


def _properties(path: Node | None, results: Any, shapes: rdflib.Graph) -> Iterator[str]:
    """Yield the properties that a path is made of."""
    waiting = [path]
    seen: set[Any] = set()
    while waiting:
        node = waiting.pop(0)
        if node is None or node in seen or node == RDF.nil:
            continue
        seen.add(node)
        if isinstance(node, URIRef):
            yield str(node)
            continue
        for graph in (results, shapes):
            if graph is not None:
                order = sorted(graph.predicate_objects(node), key=lambda pair: str(pair[0]))
                waiting += [value for _, value in order]


def _named(node: Any) -> str:
    """Return *node* as a person reads it."""
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return shown(str(node))
    if not isinstance(node, Literal):
        return "a thing without a name"
    text = str(node) if len(node) <= 60 else f"{str(node)[:59]}…"  # noqa: PLR2004
    kind = str(node.datatype or "")
    typed = f"^^{shown(kind)}" if kind and kind != PREFIXES["xsd"] + "string" else ""
    return f'"{text}"' + (f"@{node.language}" if node.language else typed)


def _local(node: Any) -> str:
    return str(node).rpartition("#")[2]
