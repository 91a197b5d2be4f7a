"""Files written by ``servanda new``: canonical, clean, and never over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from check.shared import world
from servanda.check.run import judged
from servanda.cli import program, run
from servanda.new.forms import forms
from servanda.turtle import formatted

ACT = ("act", "--kind", "signature", "--state", "LIE", "--instrument", "ECPT")
FORMS = {
    "act": (*ACT, "--done-on", "1990-01-16"),
    "visit": ("visit", "--body", "CPT", "--state", "Albania", "--began-on", "1997-03"),
    "report": (
        "report", "--kind", "report transmission", "--visit", "event/cpt/ALB/visit-2008-06",
        "--by", "CPT", "--done-on", "2008",
    ),
    "membership": (
        "membership", "--holder", "Nemo Nobody", "--seat", "seat/cpt/ALB",
        "--began-on", "2035-01-01",
    ),
    "instrument": (
        "instrument", "--kind", "convention", "--key", "none-999", "--name-en", "No Convention",
        "--name-fr", "Aucune convention", "--depositary", "secretary-general-coe",
        "--opened-on", "1990-01-16",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def only(place: Path) -> Path:
    (path,) = place.rglob("*.ttl")
    return path


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_is_written_is_canonical_and_clean(name: str, place: Path) -> None:
    assert run(["new", *FORMS[name]]) == 0
    before, after, _ = formatted(only(place))
    assert before == after
    assert judged(world(), [only(place)]).findings == ()


def test_claim_is_refused_while_the_act_states_the_date(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = "act/ets-126/NOR/ratification-1989-04-21"
    words = ["--about", about, "--property", "doneOn", "--value", "1989-04-22"]
    assert run(["new", "claim", *words]) == 1
    assert "[Claim-stated]" in capsys.readouterr().out
    assert list(place.rglob("*.ttl")) == []


def test_every_form_is_tried() -> None:
    assert set(forms()) == {*FORMS, "claim"}


def test_no_file_is_overwritten(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = place / "mine.ttl"
    path.write_text("mine")
    assert run(["new", *FORMS["act"], "--output", str(path)]) == 2
    assert path.read_text() == "mine"
    assert "left as it is" in capsys.readouterr().err
    assert [one.name for one in place.iterdir()] == ["mine.ttl"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*ACT, "--done-on", "1990-02-30"), "is no date"),
        ((*ACT, "--done-on", "16 January 1990"), "write 1998-05-05, 1998-05 or 1998"),
        (ACT, "no date is given"),
        ((*ACT[:4], "Lichtenstien", *ACT[5:], "--done-on", "1990"), "did you mean LIE"),
        (("act", "--kind", "singature", *ACT[3:], "--done-on", "1990"), "did you mean signature"),
        ((*ACT, "--done-on", "1990", "--source", "treaty-ofice-126"), "src:treaty-office-126"),
        (("act", "--state", "LIE"), "give --kind, --instrument"),
        (
            ("act", "--kind", "ratification", "--state", "FRA", "--instrument", "126",
             "--done-on", "1989-01-09"),
            "is recorded already (",
        ),
    ],
)  # fmt: skip
def test_misuse_is_told(
    words: tuple[str, ...], told: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", *words]) == 2
    assert told in capsys.readouterr().err
    assert list(place.rglob("*.ttl")) == []


def asked(*lines: str) -> Result:
    return CliRunner().invoke(program, ["new", "act", "--ask"], input="\n".join(lines) + "\n")


def test_guided(place: Path) -> None:
    result = asked(
        "?", "signature", "Lichtenstien", "Liechtenstein", "", "ECPT", "1990-01-16",
        "", "", "", "", "", "", "",
    )  # fmt: skip
    assert "  acceptance" in result.output
    assert "did you mean LIE" in result.output
    assert "this is needed" in result.output
    assert only(place).name == "ets-126-LIE-signature-1990-01-16.ttl"
