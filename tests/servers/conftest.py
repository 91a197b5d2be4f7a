"""The command line inside this process, and servers that are started once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servanda.cli import run
from servanda.store import wire
from servers.running import Server, oxigraph, oxigraph_program

Result = tuple[int, str, str]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting between tries, and nothing of the caller's own settings."""
    monkeypatch.setattr(wire, "_PAUSE", 0.0)
    for name in ("USER", "PASSWORD", "TIMEOUT"):
        monkeypatch.delenv(f"SERVANDA_ENDPOINT_{name}", raising=False)
    monkeypatch.delenv("SERVANDA_FORMAT", raising=False)


@pytest.fixture
def servanda(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command line, inside this process: exit code, stdout, stderr."""

    def call(*words: object) -> Result:
        capsys.readouterr()
        code = run([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def server() -> Iterator[Server]:
    """An empty Oxigraph server."""
    if oxigraph_program() is None:
        pytest.skip("the package oxigraph is not installed")
    with oxigraph() as running:
        yield running


@pytest.fixture
def ask_file(tmp_path: Path) -> Path:
    path = tmp_path / "ask.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    return path
