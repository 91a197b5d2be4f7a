"""How the canonical form comes about: rdflib's longturtle, with a fixed order and exact texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rdflib
from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
from rdflib.plugins.serializers.turtle import RecursiveSerializer
from rdflib.term import BNode, Literal, URIRef

from servanda.errors import DataProblem
from servanda.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Canonical"]

_LOCAL = re.compile(r"\w([\w.-]*[\w-])?", re.ASCII)
_DIGITS = re.compile(r"(\d+)")
_XSD = PREFIXES["xsd"]
_PLAIN = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    _XSD + "decimal": re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{1,6}"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029]')


class Canonical(LongTurtleSerializer):
    """rdflib's longturtle, stable."""

    topClasses: list[URIRef] = []  # noqa: N815, RUF012 - overrides rdflib's attribute
    predicateOrder = [rdflib.RDF.type]  # noqa: N815, RUF012 - overrides rdflib's attribute

    def __init__(self, graph: rdflib.Graph) -> None:
        self._prefixes = _prefix_table(graph)
        super().__init__(graph)  # type: ignore[no-untyped-call]

    def canonize(self) -> None:
        """Rename blank nodes by what is said of them; a graph without any is left alone."""
        self._canon = any(isinstance(term, BNode) for s, _, o in self.store for term in (s, o))
        super().canonize()  # type: ignore[no-untyped-call]

    def preprocessTriple(self, spo: Any) -> None:  # noqa: N802 - overrides rdflib's method
        """Note the prefixes that *spo* needs, and no others."""
        RecursiveSerializer.preprocessTriple(self, spo)
        for position, term in enumerate(spo):
            self.label(term, position)

    def orderSubjects(self) -> list[Any]:  # noqa: N802 - overrides rdflib's method
        """Return the subjects in natural order, blank nodes last."""
        return sorted(self._subjects, key=_rank)

    def sortProperties(self, properties: Mapping[Any, Any]) -> list[Any]:  # noqa: N802
        """Sort the values of each property, and return the properties, ``a`` first."""
        for values in properties.values():
            unique = {_rank(value): value for value in values}
            values[:] = [unique[rank] for rank in sorted(unique)]
        return sorted(properties, key=lambda name: (name != rdflib.RDF.type, str(name)))

    def get_pname(self, uri: Any, gen_prefix: bool = True) -> str | None:  # noqa: ARG002
        """Return *uri* as a prefixed name, noting the prefix as used, or None."""
        if not isinstance(uri, URIRef):
            return None
        cut = max(uri.rfind("/"), uri.rfind("#")) + 1
        prefix = self._prefixes.get(uri[:cut])
        if prefix is None or not _LOCAL.fullmatch(uri[cut:]):
            return None
        self.namespaces[prefix] = URIRef(uri[:cut])
        return f"{prefix}:{uri[cut:]}"

    def label(self, node: Any, position: int) -> str:
        """Return *node* as it stands in the file."""
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, URIRef) and re.search(r'[\x00-\x20<>"{}|^`\\]', node):
            raise DataProblem(f"not an IRI: {str(node)!r}")
        return str(super().label(node, position))  # type: ignore[no-untyped-call]

    def _literal(self, node: Literal) -> str:
        """Return *node* with its own text, plain where Turtle has a plain form for it."""
        text, kind = str(node), str(node.datatype or "")
        if kind in _PLAIN and _PLAIN[kind].fullmatch(text):
            return text
        if node.language:
            return f"{_quoted(text)}@{node.language}"
        if not kind or kind == _XSD + "string":
            return _quoted(text)
        return f"{_quoted(text)}^^{self.get_pname(node.datatype) or f'<{kind}>'}"


def _prefix_table(graph: rdflib.Graph) -> dict[str, str]:
    """Return namespace to prefix: the house's, then those of *graph* that do not clash."""
    table = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    for prefix, namespace in sorted(graph.namespaces()):
        if prefix and prefix not in PREFIXES and str(namespace) not in table:
            table[str(namespace)] = prefix
    return table


def _quoted(text: str) -> str:
    """Return *text* as a Turtle string, over several lines where it has several."""
    long = "\n" in text.strip("\n")

    def escape(match: re.Match[str]) -> str:
        character, end = match[0], match.end()
        neighbours = text[end - 2 : end - 1], text[end : end + 1]
        if long and character == "\n":
            return character
        if long and character == '"' and end > 1 and not {"", '"'}.intersection(neighbours):
            return character
        return _ESCAPES.get(character) or f"\\u{ord(character):04X}"

    mark = '"""' if long else '"'
    return mark + _SPECIAL.sub(escape, text) + mark


def _rank(node: Any) -> tuple[Any, ...]:
    """Return the sorting key of *node*: IRIs in natural order, then literals, then blank nodes."""
    if isinstance(node, URIRef):
        return (0, *_natural(node), str(node))
    if isinstance(node, Literal):
        kind = str(node.datatype or "").replace(_XSD + "string", "")
        return (1, kind, node.language or "", str(node))
    return (2, str(node))


def _natural(text: str) -> tuple[tuple[Any, ...]]:
    """Return a key that puts article-2 before article-10."""
    parts = _DIGITS.split(text)
    return (tuple((len(p.lstrip("0")), p) if i % 2 else p for i, p in enumerate(parts)),)
