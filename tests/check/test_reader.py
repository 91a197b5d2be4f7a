"""The reader that keeps places agrees with the engine's strict parser, and always comes to an end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from servanda import catalog
from servanda.check.reader import read
from servanda.store import Triple, fresh, parse_error

HERE = Path(__file__).parent
TURTLE = catalog.turtle_files(catalog.home() / "data")[::25] + catalog.turtle_files(
    catalog.home() / "shapes"
)
PIECES = [
    *"\"'<>[]().,;:@^\\# \n\t_-",
    '"""',
    "^^",
    "a",
    "sv:",
    "1.5",
    "<urn:x>",
    "PREFIX",
    "é",
    "\0",
]
SMALL = (HERE / "good" / "act.ttl").read_text(encoding="utf-8")


def named(triples: set[Triple]) -> set[Triple]:
    return {t for t in triples if "blank" not in (t.subject.kind, t.object.kind)}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_same_triples_as_the_strict_parser(path: Path) -> None:
    reading = read(path.read_text(encoding="utf-8"), path.as_uri())
    store = fresh()
    store.load(path)
    mine = {Triple(*said[:3]) for said in reading.said}
    theirs = set(store.dump(derived=False))
    assert reading.problems == []
    assert named(mine) == named(theirs)
    assert len(mine) == len(theirs)


@pytest.mark.parametrize("seed", range(300))
def test_what_is_right_and_what_is_wrong_is_agreed_on(seed: int) -> None:
    """Files with a few random slips: refused by both, or read by both."""
    chance = random.Random(seed)
    text = SMALL
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        cut = chance.choice([0, 0, 1, 2, 20])
        text = text[:at] + chance.choice([*PIECES, ""]) + text[at + cut :]
    reading = read(text, "file:///x")
    refused = parse_error(text) is not None
    assert refused or not reading.problems, text
    for problem in reading.problems:
        line, column = reading.place(problem.span.start)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


def test_places_count_signs_not_bytes() -> None:
    reading = read('<urn:é> <urn:p>\n  "é😀" , <urn:o> .', "file:///x")
    assert reading.place(reading.said[1].at[2].start) == (2, 10)


def test_mistakes_in_one_file_are_all_found() -> None:
    text = """PREFIX sv: <https://w3id.org/servanda/ontology#>

<urn:a>
    a sv:A ;
    sv:b “text” ;
    sv:c 1998-05-05 ;
    sv:d
    sv:e sv:f ;
    d "x" ;
    sv:g "open ;
    sv:h "fine" .

<urn:b> a sv:B

<urn:c> a dc:C .
"""
    reading = read(text, "file:///x")
    found = [(one.code, reading.place(one.span.start)[0]) for one in reading.problems]
    assert found == [
        ("Syntax-quotes", 5),
        ("Syntax-date", 6),
        ("Syntax-unexpected", 8),
        ("Syntax-word", 9),
        ("Syntax-string", 10),
        ("Syntax-dot", 13),
        ("Syntax-prefix", 15),
    ]
