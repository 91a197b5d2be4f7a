"""What nobody sends on purpose: each gets a finding, nothing is fetched or run, no traceback."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import IO

import pytest

from check.shared import world
from servanda.check import source
from servanda.check.run import judged
from servanda.cli import run

PREFIXES = "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection a failure of the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def codes(path: Path) -> list[str]:
    return [one.code for one in judged(world(), [path]).findings]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.ttl"
    with path.open("wb") as file:
        file.write(b'<urn:a> <urn:b> "')
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("read"))
    assert [problem.code for problem in source.taken(path).problems] == ["File-size"]


def test_long_text_within_the_bound(tmp_path: Path) -> None:
    text = f'{PREFIXES}<https://w3id.org/servanda/source/x> sv:reference "{"x" * 1_000_000}" .\n'
    assert "Text-long" in codes(write(tmp_path / "long.ttl", text))


def test_number_of_5000_digits(tmp_path: Path) -> None:
    text = f"{PREFIXES}<https://w3id.org/servanda/source/x> sv:seatCount {'9' * 5000} .\n"
    assert "Number-long" in codes(write(tmp_path / "number.ttl", text))


@pytest.mark.parametrize("brackets", ["[]", "()"])
@pytest.mark.parametrize("depth", [100, 20_000])
def test_nested_blank_nodes(tmp_path: Path, brackets: str, depth: int) -> None:
    inside = "sv:about " if brackets == "[]" else ""
    nest = f"{brackets[0]} {inside}" * depth + "1" + f" {brackets[1]}" * depth
    text = f"{PREFIXES}<https://w3id.org/servanda/source/x> sv:about {nest} .\n"
    assert "Syntax-depth" in codes(write(tmp_path / "nested.ttl", text))


def test_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "moving.ttl", PREFIXES)
    plain = Path.open

    def opened(self: Path, *rest: str, **more: str) -> IO[bytes]:
        os.truncate(path, 5)
        return plain(self, *rest, **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(Path, "open", opened)
    assert [problem.code for problem in source.taken(path).problems] == ["File-changed"]


def test_folder_pipe_loop_and_nothing(tmp_path: Path) -> None:
    loop = tmp_path / "loop.ttl"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    assert codes(tmp_path) == ["File-kind"]
    assert codes(pipe) == ["File-kind"]
    assert codes(loop) == ["File-unreadable"]
    assert codes(tmp_path / "nothing.ttl") == ["File-missing"]
    assert codes(Path("nul\0name.ttl")) == ["File-unreadable"]


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 1000,
        bytes(range(256)) * 20,
        b"\xef\xbb\xbf",
        "PREFIX sv: <x>".encode("utf-16-le"),
        b"{}",
        b'[{"@context": ["https://example.com/c", {}]}]',
        b"<html><script>alert(1)</script></html>",
        b"." * 10_000,
        b"[" * 100_000,
        b'"' * 99_999,
        b"<" * 50_000,
        b"a:" * 50_000,
        b"@prefix @prefix @base",
        "é".encode() * 10_000,
        b"\\" * 10_001,
        b"'''" + b"\\'" * 10_000,
    ],
    ids=range(16),
)
def test_noise_gets_a_finding_and_no_traceback(tmp_path: Path, content: bytes) -> None:
    assert codes(write(tmp_path / "noise.ttl", content))


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = Path(__file__).parent / "good" / "act.ttl"
    bad = Path(__file__).parent / "bad" / "Syntax-dot.ttl"
    warned = Path(__file__).parent / "bad" / "File-line-ends.ttl"
    assert run(["check", str(good), "--no-preview"]) == 0
    assert run(["check", str(bad)]) == 1
    assert run(["check", str(warned), "--no-preview"]) == 0
    assert run(["check", str(warned), "--fail-on", "warning", "--no-preview"]) == 1
    assert run(["check", str(tmp_path / "nothing.ttl")]) == 2
    assert run(["check"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_hidden_signs_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(Path(__file__).parent / "bad" / "Characters-bidi.ttl")])
    told = capsys.readouterr().out
    assert "\u202e" not in told
    assert "U+202E" in told


def test_json_has_every_part_of_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    bad = Path(__file__).parent / "bad" / "Syntax-dot.ttl"
    run(["check", str(bad), "--format", "json"])
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert finding["file"] == str(bad)
    assert (finding["line"], finding["code"], finding["severity"]) == (14, "Syntax-dot", "error")
    assert all(finding[part] for part in ("column", "message", "fix", "snippet"))
