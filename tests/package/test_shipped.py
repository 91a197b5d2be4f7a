"""What is shipped: files in canonical form, one fast answer, and a wheel that needs no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from servanda import catalog
from servanda.turtle import formatted

ROOT = Path(__file__).resolve().parents[2]
QUESTION = ["obligations", "RUS", "ETS-126", "--on", "2020-01-01", "--format", "table"]
OFFLINE = ["unshare", "-rn"]


def can_go_offline() -> bool:
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run([*OFFLINE, "true"], capture_output=True, check=False).returncode
    )


def test_turtle_is_canonical() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for folder in ("data", "ontology", "shapes")
        for path in catalog.turtle_files(ROOT / folder)
        if len({*formatted(path)[:2]}) > 1
    ]
    assert wrong == [], f"repair with: .venv/bin/servanda format {' '.join(wrong)}"


def answered(where: Path, cache: Path, *prefix: str, **more: str) -> str:
    """What the main question prints, from a process that starts in *where*."""
    hidden = ("SERVANDA_", "PYTHONPATH")
    env = {name: text for name, text in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "servanda", *QUESTION],
        cwd=where,
        env={**env, "SERVANDA_CACHE": str(cache), **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_main_question_is_derived_once_and_then_read(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = answered(tmp_path, cache)
    kept = {path: path.stat().st_mtime_ns for path in cache.rglob("*.sst")}

    assert answered(tmp_path, cache) == first
    assert "certain" in first
    assert kept == {path: path.stat().st_mtime_ns for path in cache.rglob("*.sst")}


@pytest.mark.slow
def test_wheel_answers_outside_the_checkout_with_the_network_off(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "empty").mkdir()
    script = (
        "import servanda; from servanda import catalog; print(servanda.__file__, catalog.home())"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path / "empty",
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert all(place.startswith(str(tmp_path / "site")) for place in found)

    told = answered(
        tmp_path / "empty",
        tmp_path / "cache",
        *(OFFLINE if can_go_offline() else []),
        PYTHONPATH=str(tmp_path / "site"),
    )
    assert told == answered(ROOT, tmp_path / "other")

    points = ConfigParser()
    points.read(next((tmp_path / "site").glob("*.dist-info/entry_points.txt")))
    assert points["console_scripts"]["servanda"] == "servanda.cli:main"
