"""The canonical writer: same graph, same bytes; one changed fact, one or two changed lines."""

from __future__ import annotations

import difflib
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from servanda import turtle
from servanda.errors import DataProblem
from servanda.prefixes import BASE, PREFIXES
from servanda.store import check_turtle

XSD = PREFIXES["xsd"]
TEXT = st.text(
    st.one_of(st.sampled_from("\"\\\n\r\t 'a#"), st.characters(codec="utf-8")),
    max_size=12,
)
IRIS = st.sampled_from(
    [
        BASE + "state/RUS",
        BASE + "state/A.",
        BASE + "state/",
        BASE + "clause/3-months",
        BASE + "instrument/ets-126/article-2",
        BASE + "instrument/ets-126/article-10",
        PREFIXES["sv"] + "by",
        PREFIXES["rdf"] + "type",
        "http://other.example/é(a)",
        "urn:x:y",
    ]
).map(URIRef)
NUMBERS = st.sampled_from(
    ["01", "1", "+1", "-0", "0", "true", "TRUE", "1.", "1.50", ".5", "1e3", "x"]
)
KINDS = st.sampled_from(["integer", "decimal", "boolean", "double", "date", "gMonthDay", "string"])
VALUES = st.one_of(
    IRIS,
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, lang="fr")),
    st.builds(
        lambda text, kind: Literal(text, datatype=XSD + kind, normalize=False), NUMBERS, KINDS
    ),
)
TRIPLES = st.lists(st.tuples(IRIS, IRIS, VALUES), max_size=12)
SMALL = """# Written by hand.
# In two lines.
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX unused: <http://unused.example/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/servanda/state/RUS> sv:b 1, 2 ; a sv:State ; sv:text '''one "line"
and 'another\\\\\"''' ; sv:since "1991-12"^^xsd:gYearMonth . # lost
"""


def graph_of(triples: Sequence[tuple[URIRef, URIRef, URIRef | Literal]]) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    with turtle.as_written():
        for triple in triples:
            graph.add(triple)
    return graph


@given(TRIPLES, st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter_and_reading_back_gives_the_same(
    triples: list[tuple[URIRef, URIRef, Literal]], chance: random.Random
) -> None:
    written = turtle.canonical(graph_of(triples), "Made by a test.")
    chance.shuffle(triples)
    assert turtle.canonical(graph_of(triples), "Made by a test.") == written

    again = rdflib.Graph(bind_namespaces="none")
    with turtle.as_written():
        again.parse(data=written, format="turtle")
    assert turtle.canonical(again, turtle.leading_comment(written)) == written
    plain = {(s, p, as_plain(o)) for s, p, o in triples}
    assert {(s, p, as_plain(o)) for s, p, o in again} == plain


def as_plain(term: object) -> object:
    """A literal of type string is the same as one without a type."""
    if isinstance(term, Literal):
        kind = str(term.datatype or "").replace(XSD + "string", "")
        return (str(term), kind, term.language)
    return term


@given(triples=TRIPLES)
def test_a_strict_parser_reads_what_is_written(
    triples: list[tuple[URIRef, URIRef, Literal]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("strict") / "file.ttl"
    path.write_text(turtle.canonical(graph_of(triples)), encoding="utf-8", newline="")
    check_turtle(path)


def test_form(tmp_path: Path) -> None:
    path = tmp_path / "small.ttl"
    path.write_text(SMALL, encoding="utf-8")
    before, after, lost = turtle.formatted(path)
    assert before == SMALL
    assert len(lost) == 1
    assert after == (
        "# Written by hand.\n"
        "# In two lines.\n"
        "PREFIX state: <https://w3id.org/servanda/state/>\n"
        "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        "\n"
        "state:RUS\n"
        "    a sv:State ;\n"
        "    sv:b\n"
        "        1 ,\n"
        "        2 ;\n"
        '    sv:since "1991-12"^^xsd:gYearMonth ;\n'
        '    sv:text """one "line"\n'
        'and \'another\\\\\\"""" ;\n'
        ".\n"
    )
    path.write_text(after, encoding="utf-8")
    assert turtle.formatted(path)[:2] == (after, after)


def test_articles_stand_in_the_order_of_their_numbers() -> None:
    numbers = [10, 2, 1, 22]
    graph = graph_of(
        [
            (URIRef(f"{BASE}x/article-{n}"), URIRef(PREFIXES["sv"] + "n"), Literal(n))
            for n in numbers
        ]
    )
    lines = [line for line in turtle.canonical(graph).splitlines() if "article" in line]
    assert lines == [f"<{BASE}x/article-{n}>" for n in sorted(numbers)]


def test_one_changed_fact_is_one_or_two_changed_lines() -> None:
    sv = PREFIXES["sv"]
    triples = [
        (URIRef(f"{BASE}state/S{n}"), URIRef(f"{sv}p{m}"), Literal(f"{n}-{m}"))
        for n in range(9)
        for m in range(4)
    ]
    before = turtle.canonical(graph_of(triples)).splitlines()
    subject = triples[17][0]
    for new in (
        (subject, URIRef(f"{sv}p1"), Literal("second")),
        (subject, URIRef(f"{sv}p9"), URIRef(f"{BASE}state/S1")),
    ):
        after = turtle.canonical(graph_of([*triples, new])).splitlines()
        changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        assert sum(line[0] == "+" for line in changed) - sum(
            line[0] == "-" for line in changed
        ) in (1, 2)
        assert len(changed) <= 4


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "import rdflib; from servanda import turtle; g = rdflib.Graph();"
        "g.parse(data='''@prefix e: <http://e.example/> . e:a e:p [e:q 1], [e:q 2, 3], e:z, \"x\"@fr ;"
        " e:r (1 [e:s e:t]) . e:b e:p e:a .'''); print(turtle.canonical(g))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(outputs) == 1


def test_malformed_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<a:b> <c:d> 1 .\n<e:f> oops .\n", encoding="utf-8")
    with pytest.raises(DataProblem) as caught:
        turtle.read(path)
    assert (caught.value.path, caught.value.line, caught.value.column) == (path, 2, 7)


def test_not_an_iri() -> None:
    graph = graph_of([(URIRef("http://a b"), URIRef("http://p"), Literal(1))])
    with pytest.raises(DataProblem, match="not an IRI"):
        turtle.canonical(graph)
