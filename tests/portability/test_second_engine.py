"""The same stored rules on rdflib's own engine derive exactly the same triples.

A difference is a rule that leans on one engine; it is put right in the rule, never here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from portability.rdflib_store import RdflibStore
from queries import cases
from servanda.catalog import home
from servanda.derive import derive
from servanda.store import Store, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# The Convention for the Prevention of Torture, its protocols, the Statute and the Convention on
# Human Rights: what the worked case stands on.
CORE = ("ets-001", "ets-005", "ets-126", "ets-151", "ets-152")
# What rdflib derives from in about a minute: a protocol that amends the Convention, all its acts.
PROTOCOL = ("ets-151",)
SHARED = ("claim", "clause", "organisation", "role", "source", "state", "territory")
NAMED = ("act/domestic-RUS", "body/cpt", "body/cpt-*", "body/committee-of-ministers", "body/ecthr")

SMALL = [cases.HERE / "derive" / name for name in ("notices/each-clock",)]


def core(instruments: Sequence[str] = CORE) -> list[Path]:
    """Return the shipped files on *instruments*, and all that any case shares."""
    data = home() / "data"
    found = {path for name in instruments for path in data.glob(f"*/{name}*.ttl")}
    found |= {path for name in NAMED for path in data.glob(f"{name}.ttl")}
    found |= {path for folder in SHARED for path in (data / folder).glob("*.ttl")}
    found |= set((data / "event").glob("*RUS*.ttl"))
    return sorted(found)


def derived_twice(files: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Return what the rules derive from *files* on the engine we ship and on the other."""
    first = cases.filled(files)
    asserted = frozenset((*first.dump(derived=False), *first.dump(derived=True)))
    second = RdflibStore(asserted)
    return _derived(first, asserted), _derived(second, asserted)


def _derived(store: Store, asserted: Iterable[Triple]) -> list[str]:
    derive(store)
    every = {*store.dump(derived=False), *store.dump(derived=True)}
    return sorted(triple.n3() for triple in every.difference(asserted))


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep rdflib's remarks on dates that Python cannot hold out of the report."""
    caplog.set_level(logging.ERROR, logger="rdflib.term")


@pytest.mark.parametrize("case", SMALL, ids=cases.name)
def test_small_case_derives_the_same(case: Path) -> None:
    ours, theirs = derived_twice([case / "data.ttl"])

    assert ours
    assert theirs == ours


@pytest.mark.slow
@pytest.mark.parametrize("case", cases.cases("derive"), ids=cases.name)
def test_every_case_derives_the_same(case: Path) -> None:
    ours, theirs = derived_twice([case / "data.ttl"])

    assert theirs == ours


@pytest.mark.slow
def test_shipped_data_derives_the_same() -> None:
    files = core(PROTOCOL)
    ours, theirs = derived_twice(files)

    assert len(files) > 20
    assert len(ours) > 1000
    assert theirs == ours
