"""The queries in the shapes find the same on Oxigraph as on rdflib, which pySHACL asks."""

from __future__ import annotations

from functools import cache

import pyoxigraph
import pytest
from rdflib import RDFS, SH, Graph, URIRef

from shapes.harness import SVSH, context, local, merged, ontology, shapes, targeting
from shapes.test_fixtures import CASES, findings

RULES = sorted(local(rule) for rule in shapes().subjects(SH.sparql))
THIS = pyoxigraph.Variable("this")


@cache
def prefixes() -> str:
    return "".join(
        f"PREFIX {shapes().value(one, SH.prefix)}: <{shapes().value(one, SH.namespace)}>\n"
        for one in shapes().objects(None, SH.declare)
    )


def written(graph: Graph) -> bytes:
    return graph.serialize(format="nt").encode()


@cache
def base() -> bytes:
    """Return what every fixture stands on: the context and the subclass statements."""
    graph = Graph(bind_namespaces="none")
    for triple in ontology().triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    return written(graph + context())


def loaded(fixture: Graph) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for text in (base(), written(fixture)):
        store.load(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return store


@pytest.mark.parametrize("rule", RULES)
def test_query_finds_the_same(rule: str) -> None:
    owner = SVSH[rule.partition("-")[0]]
    query = prefixes() + str(shapes().value(shapes().value(SVSH[rule], SH.sparql), SH.select))
    seen = 0
    for case in (case for case in CASES if case.parent.name == local(owner)):
        fixture = merged([case])
        data = context() + fixture
        store = loaded(fixture)
        here = {
            node
            for node in set(data.subjects())
            if isinstance(node, URIRef) and owner in targeting(node, data)
        }
        found = set()
        for node in here:
            rows = store.query(query, substitutions={THIS: pyoxigraph.NamedNode(node)})
            assert isinstance(rows, pyoxigraph.QuerySolutions)
            found |= {(str(node), row["value"].value) for row in rows}
        seen += len(found)

        assert found == {(f.focus, f.value) for f in findings(case) if f.shape == rule}
    assert seen
