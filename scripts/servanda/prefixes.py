"""The names of the house: base IRIs and the prefixes that every file uses."""

from __future__ import annotations

import re
from types import MappingProxyType

__all__ = ["ASSERTED", "BASE", "DERIVED", "ONTOLOGY", "PREFIXES", "compact", "expand", "is_iri"]

BASE = "https://w3id.org/servanda/"
ONTOLOGY = BASE + "ontology#"
ASSERTED = BASE + "graph/asserted"
DERIVED = BASE + "graph/derived"

PREFIXES = MappingProxyType(
    {
        "body": BASE + "body/",
        "clause": BASE + "clause/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "inst": BASE + "instrument/",
        "org": "http://www.w3.org/ns/org#",
        "orgn": BASE + "organisation/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "role": BASE + "role/",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "src": BASE + "source/",
        "state": BASE + "state/",
        "sv": ONTOLOGY,
        "svsh": BASE + "shapes#",
        "time": "http://www.w3.org/2006/time#",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[^\W]([\w.-]*[\w-])?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\u200b-\u200f\u202a-\u202e]+")
_CURIE = re.compile(r"([A-Za-z][\w-]*):(?!//)(.+)")


def is_iri(text: str) -> bool:
    """Say whether *text* can stand as an IRI: absolute, without blanks and without hidden signs."""
    return _IRI.fullmatch(text) is not None


def compact(iri: str) -> str:
    """Return *iri* as ``prefix:local`` with a house prefix, as a path below the base, or as is."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    if prefix is not None and _LOCAL.fullmatch(iri[cut:]):
        return f"{prefix}:{iri[cut:]}"
    return iri.removeprefix(BASE)


def expand(name: str) -> str:
    """Return the IRI that *name* stands for: the opposite of :func:`compact`.

    A full IRI stays as it is, ``state:RUS`` uses a house prefix, ``body/cpt`` is below the base.
    """
    if "://" in name or name.startswith("urn:"):
        return name
    match = _CURIE.fullmatch(name)
    if match and match[1] in PREFIXES:
        return PREFIXES[match[1]] + match[2]
    return BASE + name.removeprefix("/")
