"""Answer from a fresh clone: ``python3 scripts/run.py obligations RUS ETS-126``.

Makes .venv/ with the package in it where that is missing or out of date, then hands over to
``servanda`` with the same words. Needs only Python 3.11 or later with pip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PROGRAMS = FOLDER / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / ("python.exe" if os.name == "nt" else "python"))


def prepared(extra: str = "") -> str:
    """Return the Python of .venv/, with the package and what *extra* (``test``) brings."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever comes with less should be told
        sys.exit("servanda needs Python 3.11 or later")
    wanted = sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    marks = [FOLDER / "ready-test", *([] if extra else [FOLDER / "ready"])]
    if Path(PYTHON).exists() and any(m.exists() and m.read_text() == wanted for m in marks):
        return PYTHON
    print("servanda: setting up .venv, once; this takes a minute …", file=sys.stderr)
    here = find_spec("pip") is not None
    venv.create(FOLDER, with_pip=not here, clear=not Path(PYTHON).exists())
    pip = [sys.executable, "-m", "pip", "--python", PYTHON] if here else [PYTHON, "-m", "pip"]
    package = f"{ROOT}[{extra}]" if extra else str(ROOT)
    words = [*pip, "--disable-pip-version-check", "install", "-qq", "--editable", package]
    done = subprocess.run(words, stdout=sys.stderr, check=False)  # noqa: S603 - our own words
    if done.returncode:
        sys.exit("servanda: pip could not install the package; see above, or remove .venv/ first")
    marks[0 if extra else -1].write_text(wanted)
    return PYTHON


def hand_over(words: list[str]) -> None:
    """Become the program *words*, or where that is not possible run it and leave with its code."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(words[0], words)  # noqa: S606 - our own interpreter
    sys.exit(subprocess.run(words, check=False).returncode)  # noqa: S603 - as above


def main() -> None:
    """Set up and answer; for people, so tables are the habit also where stdout is a pipe."""
    python = prepared()
    os.environ.setdefault("SERVANDA_FORMAT", "table")
    hand_over([python, "-P", "-m", "servanda", *(sys.argv[1:] or ["--help"])])


if __name__ == "__main__":
    main()
