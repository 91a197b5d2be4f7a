"""Each check of the lint finds the trap it is for, and not the portable way to say the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

from queries import traps
from queries.scope import algebra

Check = Callable[[Any], Collection[Any]]

PREFIX = "PREFIX : <https://example.org/> "
TRAPS: dict[Check, tuple[str, str]] = {
    traps.unsafe_aggregates: (
        "SELECT ?g (MIN(?v) AS ?lo) WHERE { ?s :g ?g OPTIONAL { ?s :v ?v } } GROUP BY ?g",
        "SELECT ?g (MIN(?w) AS ?lo) WHERE { ?s :g ?g OPTIONAL { ?s :v ?v } BIND(COALESCE(?v, 9) AS ?w) } GROUP BY ?g",
    ),
    traps.out_of_scope: (
        "SELECT ?s WHERE { ?s :day ?day { ?s :from ?from FILTER(!(?from > ?day)) } }",
        "SELECT ?s WHERE { ?s :day ?day { ?s :from ?from } FILTER(!(?from > ?day)) BIND(?nothing AS ?open) }",
    ),
    traps.blind_minus: (
        "SELECT ?s WHERE { ?s :p ?o MINUS { ?t :q ?u } }",
        "SELECT ?s WHERE { ?s :p ?o MINUS { ?s :q ?u } }",
    ),
    traps.bound_in_not_exists: (
        "SELECT ?s WHERE { ?s :p ?o FILTER NOT EXISTS { BIND(?o AS ?x) ?s :q ?x } }",
        "SELECT ?s WHERE { ?s :p ?o FILTER NOT EXISTS { ?s :q ?o } }",
    ),
    traps.unguarded_groups: (
        "SELECT ?s WHERE { { SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s :p ?o } GROUP BY ?s } ?s :q ?u FILTER(BOUND(?s)) }",
        "SELECT ?s WHERE { { { SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s :p ?o } GROUP BY ?s } FILTER(BOUND(?s)) } ?s :q ?u }",
    ),
    traps.shared_hidden_names: (
        "SELECT ?s WHERE { ?s :clock ?c OPTIONAL { { SELECT ?s (MIN(?c) AS ?first) WHERE { ?s :day ?c } GROUP BY ?s } } }",
        "SELECT ?s WHERE { ?s :clock ?c OPTIONAL { { SELECT ?s (MIN(?d) AS ?first) WHERE { ?s :day ?d } GROUP BY ?s } } }",
    ),
    traps.long_sums: (
        "SELECT ?s WHERE { ?s :p ?a ; :q ?b FILTER(?a - ?b + 1 = 0) }",
        "SELECT ?s WHERE { ?s :p ?a ; :q ?b FILTER((?a - ?b) + 1 = 0) }",
    ),
}


@pytest.mark.parametrize("check", TRAPS, ids=lambda check: str(check.__name__))
def test_check_finds_its_trap_only(check: Check) -> None:
    trap, portable = (algebra(PREFIX + text) for text in TRAPS[check])

    assert check(trap)
    assert not check(portable)


def test_terms_in_paths_are_found() -> None:
    root = algebra(
        PREFIX + "SELECT ?s WHERE { ?s :a/^:b ?o MINUS { ?s (:c|:d)* ?o } FILTER(?o = :e) }"
    )

    assert {term.rpartition("/")[2] for term in traps.named_terms(root)} == set("abcde")
