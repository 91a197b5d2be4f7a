"""Exports: the same triples in every format, the same bytes every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from servanda import build
from servanda.export import FORMATS, exported
from servanda.prefixes import DERIVED

PARSERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


@pytest.mark.parametrize("form", PARSERS)
@pytest.mark.parametrize("part", ["asserted", "derived", "both"])
def test_every_format_holds_the_same_triples(home: Path, form: str, part: str) -> None:
    store = build.built()
    graph = rdflib.Graph().parse(data=exported(store, part, form), format=PARSERS[form])
    expected = rdflib.Graph().parse(data=exported(store, part, "ntriples"), format="nt")
    assert len(expected) > 10
    assert set(graph) == set(expected)


def test_trig_keeps_what_is_derived_apart(home: Path) -> None:
    store = build.built()
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(store, "both", "trig"), format="trig")
    asserted, derived = (
        set(rdflib.Graph().parse(data=exported(store, part, "ntriples"), format="nt"))
        for part in ("asserted", "derived")
    )
    assert set(dataset.graph(rdflib.URIRef(DERIVED))) == derived
    assert set(dataset.default_graph) == asserted
    assert not asserted & derived


def test_asserted_is_what_the_files_say(home: Path) -> None:
    graph = rdflib.Graph()
    for path in (*build.ontology_files(), *build.data_files()):
        graph.parse(path)
    text = exported(build.built(), "asserted", "turtle")
    assert set(rdflib.Graph().parse(data=text, format="turtle")) == set(graph)


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_do_not_depend_on_chance(home: Path, form: str) -> None:
    words = [sys.executable, "-m", "servanda", "export", "both", "--format", form]
    outputs = {
        subprocess.run(
            words,
            env={**os.environ, "PYTHONHASHSEED": seed, "SERVANDA_CACHE": str(home / seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def by_another_toolchain(path: Path) -> set[str]:
    """The triples that a parser not our own finds in the Turtle file at *path*."""
    if shutil.which("rapper") or os.environ.get("CI"):
        words = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(path)]
    elif shutil.which("riot"):
        words = ["riot", "--syntax=turtle", "--output=ntriples", str(path)]
    else:
        pytest.skip("neither rapper (raptor2-utils) nor riot (libapache-jena-java) is here")
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return triples(out)


def triples(text: str) -> set[str]:
    found = pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return {str(one) for one in found}


def differing(some: set[str], others: set[str]) -> list[str]:
    """A few of the triples that only one of the two has; the whole can be a million."""
    return sorted(some ^ others)[:5]


def test_another_toolchain_reads_the_turtle(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "export.ttl"
    path.write_text(exported(build.built(), "both", "turtle"), encoding="utf-8")
    ours = exported(build.built(), "both", "ntriples")
    assert triples(ours)
    assert differing(by_another_toolchain(path), triples(ours)) == []


@pytest.mark.slow
def test_another_toolchain_reads_all_that_is_shipped(tmp_path: Path) -> None:
    path = tmp_path / "export.ttl"
    path.write_text(exported(build.built(), "both", "turtle"), encoding="utf-8")
    ours = exported(build.built(), "both", "ntriples")
    assert triples(ours)
    assert differing(by_another_toolchain(path), triples(ours)) == []
