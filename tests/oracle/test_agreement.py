"""The stored rules and the twin agree on thousands of random histories.

A seed makes a batch of worlds; each world holds two instruments and up to four States, and each
State under each instrument is a history. One batch is derived in one store.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from .compare import disagreements
from .histories import any_world
from .shrink import shrunk

if TYPE_CHECKING:
    from .model import World

_WORLDS = 60
_BATCHES = 90 if settings.get_current_profile_name() == "ci" else 18


def _fails(world: World) -> bool:
    return bool(disagreements([world]))


def _check(worlds: list[World]) -> None:
    found = disagreements(worlds)
    if found:
        smallest = disagreements([shrunk(found[0].world, _fails)])[0]
        pytest.fail(f"{len(found)} histories differ; the first, made small:\n{smallest}")


@seed(20250929)
@settings(
    max_examples=_BATCHES,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(min_value=0, max_value=2**63))
def test_rules_and_twin_agree(number: int) -> None:
    random = Random(number)
    _check([any_world(random, f"{place}") for place in range(_WORLDS)])
