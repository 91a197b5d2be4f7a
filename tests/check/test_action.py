"""The action's script, run on a repository of its own with a stand-in for the GitHub client."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".github" / "actions" / "check" / "check.sh"
HOME = ROOT / "tests" / "package" / "home"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small home under git, with one commit."""
    place = tmp_path / "home"
    shutil.copytree(HOME, place)
    git(place, "init", "-q")
    git(place, "config", "user.email", "someone@example.org")
    git(place, "config", "user.name", "Someone")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "before")
    return place


def git(place: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=place, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def act(repository: Path, tmp_path: Path, gh: str = "exit 0") -> tuple[int, str, str]:
    """Run the script; return its exit code, what it prints, and the summary."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, body in (
        ("gh", f'echo "$@" >> "{tmp_path}/gh.txt"\n{gh}'),
        ("servanda", f'exec "{sys.executable}" -m servanda "$@"'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{body}\n")
        (tools / name).chmod(0o755)
    summary = tmp_path / "summary.md"
    summary.touch()
    done = subprocess.run(
        ["bash", str(SCRIPT)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "BASE": git(repository, "rev-parse", "HEAD~1"),
            "PULL_REQUEST": "7",
            "GITHUB_STEP_SUMMARY": str(summary),
            "SERVANDA_HOME": str(repository),
            "SERVANDA_CACHE": str(tmp_path / "cache"),
            "PYTHONPATH": str(ROOT / "scripts"),
        },
    )
    return done.returncode, done.stdout, summary.read_text(encoding="utf-8")


def commit(repository: Path, name: str, text: str) -> None:
    path = repository / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "after")


def test_findings_are_marked_and_commented(repository: Path, tmp_path: Path) -> None:
    commit(repository, "data/act/mine.ttl", "<https://w3id.org/servanda/act/x> a sv:Ratificaton\n")
    code, out, summary = act(repository, tmp_path)
    assert code == 1
    assert "::error file=data/act/mine.ttl,line=1,col=" in out
    assert "    data/act/mine.ttl:1:" in summary
    assert "error" in summary
    assert "pr comment 7 --body-file" in (tmp_path / "gh.txt").read_text()
    assert git(repository, "worktree", "list").count("\n") == 0


def test_a_token_that_may_not_comment_does_no_harm(repository: Path, tmp_path: Path) -> None:
    commit(repository, "data/act/mine.ttl", "oops\n")
    code, out, _ = act(repository, tmp_path, gh="exit 1")
    assert code == 1
    assert "::notice::The token may not comment" in out


def test_nothing_to_check(repository: Path, tmp_path: Path) -> None:
    commit(repository, "notes.txt", "x\n")
    code, out, summary = act(repository, tmp_path)
    assert (code, out) == (0, "No data file is changed.\n")
    assert summary == out


def test_names_of_files_are_never_words_of_a_command(repository: Path, tmp_path: Path) -> None:
    commit(repository, "data/--all $(touch x);.ttl", "oops\n")
    code, _, _ = act(repository, tmp_path)
    assert code == 1
    assert not (repository / "x").exists()


def test_action_and_hooks_are_well_formed() -> None:
    action = yaml.safe_load((SCRIPT.parent / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    assert all("shell" in step or "uses" in step for step in action["runs"]["steps"])
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {"servanda-check", "servanda-format"}
    workflow = yaml.safe_load((ROOT / ".github/workflows/contributions.yml").read_text())
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
