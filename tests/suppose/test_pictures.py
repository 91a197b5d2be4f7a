"""Pictures of a timeline: whole, the same each time, and to be read by those who cannot see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

Call = Callable[..., tuple[int, str, str]]
SVG = "{http://www.w3.org/2000/svg}"


def texts(path: Path) -> list[str]:
    """Return every text that the picture shows."""
    return ["".join(node.itertext()) for node in drawn(path).iter(f"{SVG}text")]


def drawn(path: Path) -> Element:
    """Return the picture, well-formed."""
    root = ElementTree.parse(path).getroot()
    assert root is not None
    return root


def test_svg_shows_acts_statuses_and_the_day(servanda: Call, tmp_path: Path) -> None:
    place = tmp_path / "russia.svg"
    code, out, _ = servanda("timeline", "RUS", "ets-126", "--on", "2026-11-01", "-o", place)

    assert (code, out) == (0, "")
    shown = texts(place)
    assert {"party", "former-party", "ratification", "visit", "asked: 2026-11-01"} <= {*shown}
    assert {"1998-05-05", "2025-09-29", "certain", "possible"} <= {*shown}


def test_svg_has_title_and_description(servanda: Call, tmp_path: Path) -> None:
    place = tmp_path / "russia.svg"
    servanda("timeline", "RUS", "ets-126", "--on", "2026-11-01", "-o", place)
    root = drawn(place)

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == (
        "Russian Federation (RUS) under European Convention for the Prevention of Torture "
        "(ets-126), on 2026-11-01"
    )
    assert "party: from 1998-09-01 until 2026-10-01, possible on 2026-11-01." in (
        root[1].text or ""
    )


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_two_drawings_are_the_same_bytes(servanda: Call, tmp_path: Path, ending: str) -> None:
    places = [tmp_path / f"{number}.{ending}" for number in range(2)]
    for place in places:
        assert servanda("timeline", "RUS", "--on", "2026-11-01", "-o", place)[0] == 0

    one, other = (place.read_bytes() for place in places)
    assert one == other
    assert one.startswith(b"\x89PNG" if ending == "png" else b"<?xml")
    assert b"<dc:date>" not in one


def test_possible_is_hatched_and_certain_is_not(servanda: Call, tmp_path: Path) -> None:
    sweden, russia = tmp_path / "sweden.svg", tmp_path / "russia.svg"
    servanda("timeline", "SWE", "ets-126", "--on", "1990-01-01", "-o", sweden)
    servanda("timeline", "RUS", "ets-126", "--on", "1990-01-01", "-o", russia)

    # the sign in the legend is hatched in both
    assert sweden.read_text("utf-8").count("fill: url(#") == 1
    assert russia.read_text("utf-8").count("fill: url(#") == 4


def test_nothing_is_drawn_of_a_state_without_acts(servanda: Call, tmp_path: Path) -> None:
    place = tmp_path / "nothing.svg"
    code, _, err = servanda("timeline", "USA", "-o", place)

    assert code == 2
    assert "nothing to draw" in err
    assert not place.exists()
