"""Our terms as rdflib has them, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib.term import BNode, Literal, URIRef

from servanda.store import Term

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["node_of", "term_of"]


def node_of(term: Term) -> URIRef | BNode | Literal:
    """Return *term* as rdflib has it."""
    if term.kind == "iri":
        return URIRef(term.value)
    if term.kind == "blank":
        return BNode(term.value)
    return Literal(term.value, lang=term.language, datatype=term.datatype)


def term_of(node: Node) -> Term:
    """Return rdflib's *node* as ours; raises TypeError for what is neither name nor value."""
    if isinstance(node, URIRef):
        return Term("iri", str(node))
    if isinstance(node, BNode):
        return Term("blank", str(node))
    if isinstance(node, Literal):
        kind = str(node.datatype) if node.datatype else None
        return Term("literal", str(node), None if node.language else kind, node.language)
    raise TypeError(f"not a term: {node!r}")
