"""Run the validator on a graph: the shapes, the report, and a graph that is quick to ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servanda.catalog import home, turtle_files
from servanda.errors import DataProblem, UsageProblem
from servanda.store import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    import rdflib

    from servanda.store import Store

__all__ = ["graph_over", "report", "shapes"]


def graph_over(store: Store, *, whole: bool = False) -> rdflib.Graph:
    """Return an empty graph for the triples that *store* holds too, and that is asked by SPARQL.

    The validator asks each of its queries anew for every thing, which rdflib does slowly; so the
    store answers instead. The *whole* graph is the store itself, for reading only.
    """
    from rdflib import Graph, Variable
    from rdflib.query import Result

    from servanda.nodes import node_of, term_of

    class Asked(Graph):
        """A graph whose queries the store answers."""

        def query(self, query_object: Any, *rest: Any, **more: Any) -> Any:
            """Answer a SELECT query; of the other arguments only values known beforehand count."""
            text = str(query_object)
            given = more.get("initBindings") or (rest[3] if len(rest) > 3 else {})  # noqa: PLR2004
            known = {str(name): term_of(node) for name, node in (given or {}).items()}
            used = {name: known[name] for name in known if re.search(rf"[$?]{name}\b", text)}
            if set(used) != {"this"}:  # the engine wants every known value among the columns
                return super().query(query_object, *rest, **more)
            table = about(store, text, used)
            result = Result("SELECT")
            result.vars = [Variable(name) for name in table.columns]
            result.bindings = [
                {name: node_of(term) for name, term in zip(result.vars, row, strict=True) if term}
                for row in table.rows
            ]
            return result

    if not whole:
        return Asked(bind_namespaces="none")
    from servanda.store.graph import View

    return Asked(View(store), bind_namespaces="none")


def shapes() -> rdflib.Graph:
    """Return the shapes; raises DataProblem where a file is not well-formed."""
    from rdflib import Graph

    from servanda.turtle import read

    graph = Graph(bind_namespaces="none")
    for path in turtle_files(home() / "shapes"):
        graph += read(path)[0]
    return graph


def report(
    graph: rdflib.Graph, shapes: rdflib.Graph, only: Sequence[str] | None = None
) -> rdflib.Graph:
    """Return the report of the validator, on everything in *graph* or *only* on these nodes."""
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import Graph
    from rdflib.plugins import sparql

    from servanda.turtle import as_written

    sparql.SPARQL_LOAD_GRAPHS = False
    if not len(shapes):
        return Graph()
    try:
        with as_written():
            _, report, _ = pyshacl.validate(
                graph,
                shacl_graph=shapes,
                inplace=True,
                allow_warnings=True,
                focus_nodes=list(only) if only is not None else None,
            )
    except (ReportableRuntimeError, UsageProblem) as error:
        raise DataProblem(f"a shape is not right: {error.message}", home() / "shapes") from error
    if not isinstance(report, Graph):
        raise DataProblem(f"the shapes cannot be used: {report}", home() / "shapes")
    return report
