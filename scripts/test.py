"""Run the tests from a fresh clone: ``python3 scripts/test.py``; more words go to pytest.

Makes .venv/ with the package and its test tools where that is missing or out of date.
"""

from __future__ import annotations

import sys

from run import ROOT, hand_over, prepared


def main() -> None:
    """Set up and test; without words of its own the suite leaves out what is slow."""
    python = prepared("test")
    words = sys.argv[1:] or ["-m", "not slow", "-n", "2", "-q"]
    hand_over([python, "-m", "pytest", "--rootdir", str(ROOT), *words, str(ROOT / "tests")])


if __name__ == "__main__":
    main()
