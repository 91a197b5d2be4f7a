"""Derive all cases once, and print the result by treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulk import entry_cases, party_tables, withdrawals
from bulk.cases import SOURCES
from bulk.verdict import Verdict, exceptions, report, verdict
from rulebook.run import derived, found

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_VERDICTS = pytest.StashKey[list[Verdict]]()


@pytest.fixture(scope="session")
def verdicts(request: pytest.FixtureRequest) -> list[Verdict]:
    """Return every row of every source beside what the stored rules derive."""
    if not SOURCES.is_dir():
        pytest.skip(f"the source tables are not here: {SOURCES}")
    batches = [source.batch() for source in (party_tables, entry_cases, withdrawals)]
    store, _ = derived("".join(batch.turtle for batch in batches))
    intervals = found(store)
    known = {(one.source, one.key): one for one in exceptions()}
    result = [verdict(case, intervals, known) for batch in batches for case in batch.cases]
    request.config.stash[_VERDICTS] = result
    return result


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print rows, agreed, explained and unexplained, per treaty."""
    result = terminalreporter.config.stash.get(_VERDICTS, [])
    if result:
        terminalreporter.section("bulk oracle")
        for line in report(result):
            terminalreporter.write_line(line)
