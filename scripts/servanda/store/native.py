"""Terms of the embedded engine as ours, and ours as its own."""

from __future__ import annotations

import pyoxigraph as ox

from servanda.errors import LimitProblem
from servanda.store.terms import Term, Triple

__all__ = ["native", "optional", "term_of", "triple_of"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def optional(term: object) -> Term | None:
    """Return the engine's *term* as ours, keeping None."""
    return None if term is None else term_of(term)


def term_of(term: object) -> Term:
    """Return the engine's *term* as ours."""
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Term("literal", term.value, None, term.language)
        kind = term.datatype.value
        return Term("literal", term.value, None if kind == _STRING else kind)
    if isinstance(term, ox.BlankNode):
        return Term("blank", term.value)
    raise LimitProblem(f"a term of a kind that is not supported: {term}")


def native(term: Term) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """Return our *term* as the engine's."""
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or _STRING))


def triple_of(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the engine's *triple* as ours."""
    return Triple(term_of(triple.subject), term_of(triple.predicate), term_of(triple.object))
