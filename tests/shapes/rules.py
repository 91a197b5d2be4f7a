"""What the shapes graph says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection

from shapes.harness import TARGETS, local, shapes, targeted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

__all__ = ["SAID", "constraints", "members", "parts", "reported", "uses"]

_OPERANDS = (SH["or"], SH["and"], SH.xone, SH["not"], SH.node, SH.qualifiedValueShape)
SAID = (
    {RDF.type, RDFS.comment, SH.message, SH.severity, SH.path, SH.property, SH.flags, SH.name}
    | {SH.deactivated, SH.description, SH.order, SH.group, SH.qualifiedValueShape}
    | set(TARGETS)
)


def members(head: Node) -> list[Node]:
    """Return the members of the list at *head*."""
    return list(Collection(shapes(), head))


def uses(shape: Node) -> Iterator[Node]:
    """Yield the shapes that *shape* mentions, as properties or as operands."""
    yield from shapes().objects(shape, SH.property)
    for operand in _OPERANDS:
        for value in shapes().objects(shape, operand):
            yield from members(value) if operand in _OPERANDS[:3] else [value]


def parts() -> set[Node]:
    """Return the shapes that only serve others as operands, and are never reported."""
    everything = set(shapes().subjects(RDF.type, SH.NodeShape))
    everything |= set(shapes().subjects(RDF.type, SH.PropertyShape))
    return everything - reported()


def reported() -> set[Node]:
    """Return the shapes whose results reach the reader: those with targets, and their properties."""
    nodes = set(targeted())
    return nodes | {rule for node in nodes for rule in shapes().objects(node, SH.property)}


def constraints() -> set[tuple[str, str]]:
    """Return each reported shape with each constraint component that it uses."""
    return {
        (local(shape), _component(parameter))
        for shape in reported()
        for parameter in shapes().predicates(shape)
        if parameter not in SAID
    }


def _component(parameter: Node) -> str:
    """Return the name of the constraint component of *parameter*."""
    name = local(parameter)
    if name == "sparql":
        return "SPARQLConstraintComponent"
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"
