"""States and instruments as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import build
from servanda.errors import UsageProblem
from servanda.names import folded, labelled, resolve
from servanda.prefixes import BASE


@pytest.mark.parametrize(
    "name",
    [
        "NOR",
        "nor",
        "no",
        "Norway",
        "NORVEGE",
        "norvège",
        "state:NOR",
        "state/NOR",
        f"{BASE}state/NOR",
    ],
)
def test_states(home: Path, name: str) -> None:
    assert resolve(build.built(), "state", name) == f"{BASE}state/NOR"


@pytest.mark.parametrize(
    "name",
    [
        "1",
        "TREE 1",
        "tree-1",
        "Tree No. 1",
        "trees",
        "convention on trees",
        "inst:tree-1",
        "instrument/tree-1",
    ],
)
def test_instruments(home: Path, name: str) -> None:
    assert resolve(build.built(), "instrument", name) == f"{BASE}instrument/tree-1"


def test_accents_and_apostrophes() -> None:
    assert folded("Côte d’Ivoire") == folded("cote d'ivoire")
    assert folded("Türkiye") == "turkiye"


def test_a_name_of_two_states_is_refused_with_both(home: Path) -> None:
    with pytest.raises(UsageProblem, match=r"state:GIN .*, state:GNQ"):
        resolve(build.built(), "state", "Guinea")


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("state", "Norwya", "did you mean NOR"),
        ("state", "Ivoire", "CIV"),
        ("instrument", "older convention", "tree-2"),
        ("instrument", "zzz", "there are 2"),
        ("body", "x", "there are 0"),
        ("state", "", "there are 4"),
        ("state", "'; DROP", "there are 4"),
    ],
)
def test_unknown_names_come_with_near_ones(home: Path, kind: str, name: str, hint: str) -> None:
    with pytest.raises(UsageProblem, match=f"unknown {kind}.*{hint}"):
        resolve(build.built(), kind, name)


def test_labels(home: Path) -> None:
    assert labelled(build.built(), "instrument", "trees") == "Convention on Trees (tree-1)"
