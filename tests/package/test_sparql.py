"""Values take the place of marks, and of nothing else; no value can change a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.prefixes import PREFIXES
from servanda.sparql import bind, comments, marked
from servanda.store import Term, fresh

VALUE = Term("literal", "v")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("FILTER(?x = $x)", 'FILTER(?x = "v")'),
        ("$x$x", '"v""v"'),
        ("$xy ?x x$x", '$xy ?x x"v"'),
        (
            "'$x' \"$x\" '''a'$x''' \"\"\"\"$x\"\"\" $x",
            '\'$x\' "$x" \'\'\'a\'$x\'\'\' """"$x""" "v"',
        ),
        ("'\\'$x' $x", "'\\'$x' \"v\""),
        ("# $x\n$x # $x", '# $x\n"v" # $x'),
        ("<http://e.example/$x#a> $x", '<http://e.example/$x#a> "v"'),
        ("?a < $x && $x > 1", '?a < "v" && "v" > 1'),
        ("ex:a\\#b $x", 'ex:a\\#b "v"'),
        ("$other", "$other"),
    ],
)
def test_only_marks_are_replaced(text: str, bound: str) -> None:
    assert bind(text, {"x": VALUE}) == bound


def test_what_is_marked_and_what_is_commented() -> None:
    text = "# one\nSELECT ?a { ?a ?b $c . FILTER(?b = '#$no') } # two"
    assert marked(text) == {"c"}
    assert comments(text) == ("# one", "# two")


@given(st.text(st.one_of(st.sampled_from("\"'\\\n\r}{$#<>?"), st.characters(codec="utf-8"))))
def test_no_text_breaks_out(text: str) -> None:
    table = fresh().select(bind("SELECT ($x AS ?y) {}", {"x": Term("literal", text)}))
    assert table.column("y") == [text]


@pytest.mark.parametrize(
    "term",
    [
        Term("iri", "https://w3id.org/servanda/state/RUS"),
        Term("literal", "2025-01-01", PREFIXES["xsd"] + "date"),
        Term("literal", "Norvège", None, "fr"),
        Term("literal", "7", PREFIXES["xsd"] + "integer"),
    ],
)
def test_terms_come_back_as_they_went_in(term: Term) -> None:
    query = bind("SELECT ?y { BIND($x AS ?y) }", {"x": term})
    assert fresh().select(query).rows == ((term,),)
