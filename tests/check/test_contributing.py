"""The contribution that CONTRIBUTING.md follows: its files are read, its commands run, in order."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STORY = TEXT.partition("## One contribution from start to finish")[2]
BLOCK = re.compile(r"```(turtle|console)\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_every_step_is_real(tmp_path: Path) -> None:
    steps = 0
    for kind, text in BLOCK.findall(STORY):
        if kind == "turtle":
            (tmp_path / "mine.ttl").write_text(text, encoding="utf-8")
            continue
        command, _, output = text.partition("\n")
        words = command.removeprefix("$ servanda ").split()
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        shown = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
        assert shown == output.rstrip().splitlines(), command
        steps += 1
    assert steps >= 5
