"""The README shows what its commands really print, and the snippet it shows really works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.compile(
    r"```console\n\$ python3 scripts/run\.py (?P<words>.+?)\n(?P<output>.*?)\n```", re.DOTALL
)
SNIPPET = re.compile(r"```turtle\n(.*?)```", re.DOTALL)


def servanda(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *words],
        capture_output=True,
        text=True,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"}
        | {"SERVANDA_FORMAT": "table"},
    )
    return done.stdout


@pytest.mark.parametrize("shown", list(SHOWN.finditer(README)), ids=lambda m: m["words"])
def test_shown_output_is_real(shown: re.Match[str]) -> None:
    lines = servanda(*shown["words"].split()).rstrip().splitlines()

    assert [line.rstrip() for line in lines] == shown["output"].splitlines()


def test_readme_shows_an_answer() -> None:
    assert SHOWN.search(README)


def test_snippet_changes_the_answer(tmp_path: Path) -> None:
    found = SNIPPET.search(README)
    assert found
    fact = tmp_path / "denunciation.ttl"
    fact.write_text(found[1], encoding="utf-8")

    asked = ("status", "RUS", "ETS-126", "--on", "2026-11-01", "--format", "csv")
    assert "party,possible" in servanda(*asked)
    assert "party,no" in servanda(*asked, "--with", str(fact))


@pytest.mark.slow
def test_snippet_satisfies_the_shapes(tmp_path: Path) -> None:
    found = SNIPPET.search(README)
    assert found
    fact = tmp_path / "denunciation.ttl"
    fact.write_text(found[1], encoding="utf-8")

    assert servanda("validate", str(fact)) == "", "findings are printed, and fail the command"


def test_two_commands_are_there() -> None:
    commands = re.findall(r"```\n(python3 .*?)\n```", README)

    assert [command.split()[1] for command in commands] == ["scripts/run.py", "scripts/test.py"]
    assert all((ROOT / command.split()[1]).is_file() for command in commands)
