"""The canonical form: what editors do to a file is undone, and no comment is dropped silently.

``reordered/<name>.ttl`` says what ``reordered/<name>.canonical`` says, as some editor writes it.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from servanda import catalog
from servanda.cli import run
from servanda.turtle import as_written, formatted

HERE = Path(__file__).parent
CASES = sorted((HERE / "reordered").glob("*.ttl"))
SHIPPED = catalog.turtle_files(catalog.home() / "data")[::40]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_an_editor_did_is_undone(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "file.ttl"
    path.write_bytes(case.read_bytes())
    assert run(["format", str(path)]) == 0
    expected = (HERE / "reordered" / "signature.canonical").read_text(encoding="utf-8")
    if "Written by hand" not in case.read_text(encoding="utf-8-sig"):
        expected = expected.partition("\n")[2]  # the editor has dropped the first line
    assert path.read_bytes().decode() == expected
    assert run(["format", "--check", str(path)]) == 0


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_order_and_prefixes_do_not_matter(path: Path, tmp_path: Path) -> None:
    """The file as rdflib writes it, with other prefixes, its blocks shuffled."""
    graph = Graph()
    with as_written():
        graph.parse(path)
        for number, (prefix, namespace) in enumerate(list(graph.namespaces())):
            graph.bind(f"ns{number}", namespace, override=True, replace=True)
            del prefix
        text = graph.serialize(format="turtle")
        blocks = re.split(r"\n\n+", text.strip())
        head = [one for one in blocks if one.startswith("@prefix")]
        rest = [one for one in blocks if not one.startswith("@prefix")]
        random.Random(7).shuffle(rest)
        other = tmp_path / "other.ttl"
        other.write_text("\n\n".join([*head, *rest]) + "\n", encoding="utf-8")
        _, after, lost = formatted(other)
        assert isomorphic(Graph().parse(data=after, format="turtle"), graph)
    assert lost == ()
    assert after.splitlines() == [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]


def test_one_fact_is_a_line_or_two() -> None:
    before = (HERE / "reordered" / "signature.canonical").read_text(encoding="utf-8").splitlines()
    path = HERE / "reordered" / "signature.canonical"
    changed = path.read_text(encoding="utf-8").replace("1990-01-16", "1990-01-17")
    assert sum(a != b for a, b in zip(before, changed.splitlines(), strict=True)) == 2


def test_comments_inside_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "file.ttl"
    text = (HERE / "reordered" / "signature.canonical").read_text(encoding="utf-8")
    path.write_text(text.replace("    sv:by", "    # the Prince signed\n    sv:by"))
    before = path.read_bytes()
    assert run(["format", str(path)]) == 1
    assert path.read_bytes() == before
    assert f"{path}:12: not formatted: a comment inside would be lost" in capsys.readouterr().out
    assert run(["format", "--drop-comments", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_broken_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, path = tmp_path / "a.ttl", tmp_path / "b.ttl"
    broken.write_text("<urn:a> <urn:b>\n")
    path.write_text("<urn:a>   <urn:b> <urn:c> .\n")
    assert run(["format", str(broken), str(path)]) == 1
    assert "not well-formed" in capsys.readouterr().out
    assert path.read_text() == "<urn:a>\n    <urn:b> <urn:c> ;\n.\n"
