"""Where sources disagree on a date, the caller chooses: the best source, or all of them as bounds."""

from __future__ import annotations

import subprocess
import sys

import pytest

BILL = "submission of a bill"


@pytest.mark.parametrize(
    ("choice", "days"),
    [("pick", ("2025-09-08", "2025-09-08")), ("bounds", ("2025-09-07", "2025-09-08"))],
)
def test_bill_of_two_dates(choice: str, days: tuple[str, str]) -> None:
    words = ["ask", "domestic-steps", "--state", "RUS", "--instrument", "ETS-126"]
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *words, "--rivals", choice, "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    (bill,) = (line for line in done.stdout.splitlines() if BILL in line)

    assert tuple(bill.split(",")[:2]) == days
