"""The command line inside this process, asked about a small world of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.cli import run

HERE = Path(__file__).parent
Result = tuple[int, str, str]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests here, so that the small world is derived once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def servanda(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Exit code, stdout and stderr of a command that answers from the small world."""
    monkeypatch.setenv("SERVANDA_CACHE", str(cache))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("SERVANDA_FORMAT", raising=False)

    def call(*words: object, data: bool = True) -> Result:
        capsys.readouterr()
        more = ["--data", str(HERE / "world")] if data else []
        code = run([str(word) for word in (*words, *more)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call
