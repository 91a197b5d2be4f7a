"""A tiny world of its own for each test: words, data, rules and questions, and an empty cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servanda import catalog
from servanda.cli import run

HERE = Path(__file__).parent
Result = tuple[int, str, str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the tiny world, with shipped rules for types and a shipped question, that the test may change."""
    place = tmp_path / "home"
    shutil.copytree(HERE / "home", place)
    for rule in (HERE.parents[1] / "queries/derive").glob("0[012]-*.rq"):
        shutil.copy(rule, place / "queries/derive")
    shutil.copy(HERE.parents[1] / "queries/ask/nothing-on-record.rq", place / "queries/ask")
    monkeypatch.setenv("SERVANDA_HOME", str(place))
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SERVANDA_FORMAT", raising=False)
    catalog.home.cache_clear()
    yield place
    catalog.home.cache_clear()


@pytest.fixture
def servanda(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command line, inside this process: exit code, stdout, stderr."""

    def call(*words: str) -> Result:
        capsys.readouterr()
        code = run([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def process(home: Path) -> Callable[..., Result]:
    """The command line as a process of its own: exit code, stdout, stderr."""

    def call(*words: str, stdin: str = "", **more: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, **more},
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call
