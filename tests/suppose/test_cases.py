"""Each folder of ``cases/`` is a command with what it prints, or the message that refuses it.

``command.txt`` holds the words of the command, as a shell splits them; ``expected.csv`` what it prints
as CSV, or ``expected.txt`` as text, or ``refused.txt`` the exit code and the message.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda import changes, touched
from servanda.store import Store

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
Call = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, servanda: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    words = shlex.split((case / "command.txt").read_text("utf-8"))
    before = snapshot()

    if (case / "refused.txt").exists():
        code, out, err = servanda(*words)
        number, _, message = (case / "refused.txt").read_text("utf-8").strip().partition(" ")
        assert (code, out) == (int(number), "")
        assert err.strip() == message
    elif (case / "expected.csv").exists():
        code, out, _ = servanda(*words, "--format", "csv")
        assert (code, out) == (0, (case / "expected.csv").read_text("utf-8"))
    else:
        code, out, _ = servanda(*words, "--format", "table")
        assert (code, out) == (0, (case / "expected.txt").read_text("utf-8"))
    assert snapshot() == before


SUPPOSED = [
    case
    for case in CASES
    if (case / "expected.csv").exists()
    and (case / "command.txt").read_text("utf-8").startswith("suppose")
]


@pytest.mark.parametrize("case", SUPPOSED, ids=lambda case: case.name)
def test_comparing_everything_gives_the_same(
    case: Path, servanda: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow: list[bool] = []

    def all_of_it(before: Store, after: Store) -> None:
        narrow.append(touched.touched(before, after) is not None)

    monkeypatch.chdir(case)
    monkeypatch.setattr(changes, "touched", all_of_it)
    words = shlex.split((case / "command.txt").read_text("utf-8"))
    code, out, _ = servanda(*words, "--format", "csv")

    assert (code, out) == (0, (case / "expected.csv").read_text("utf-8"))
    assert narrow
    assert all(narrow)


def snapshot() -> dict[str, bytes]:
    """Return the data as it is."""
    return {path.name: path.read_bytes() for path in (HERE / "world").glob("*.ttl")}
