"""Make up acts of States that look like the acts on record, as many as are asked for.

The numbers below were counted once in a register of 32,020 acts under 324 treaties: how many States
and treaties, how many acts a treaty has, what kinds of acts, when they were done, how often a State
signs before it consents; and in lists of exits and of final clauses: how often a State leaves, how
often it comes back, how long the periods are. Nothing else of those lists is here.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_T = TypeVar("_T")

__all__ = ["STATES", "write_acts"]

STATES = 204
_BASE = "https://w3id.org/servanda/"
_PREFIXES = """\
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
# Acts of a treaty, at each twentieth of the treaties from the smallest to the largest.
_ACTS = (2, 6, 11, 17, 24, 31, 41, 49, 56, 64, 71, 82, 92, 102, 113, 129, 161, 195, 243, 301, 437)
_DECADES = {1940: 9, 1950: 18, 1960: 32, 1970: 30, 1980: 36, 1990: 75, 2000: 90, 2010: 30}
_CONSENTS = {"Ratification": 77, "Accession": 71, "Acceptance": 32, "Succession": 12, "Approval": 2}
_SIGNED_FIRST, _SIGNED_ONLY, _LEAVES, _RETURNS = 0.37, 0.07, 0.012, 0.25
_PERIODS = {"30-days": 24, "90-days": 30, "3-months": 12, "6-months": 10, "on-the-day": 14}
_RULES = {
    "30-days": "sv:days 30",
    "90-days": "sv:days 90",
    "3-months": "sv:months 3",
    "6-months": "sv:months 6",
    "12-months": "sv:months 12",
    "on-the-day": "sv:days 0",
    "3-months-first": "sv:months 3 ; sv:rounding sv:FirstOfNextMonth",
}
_EXITS = {"12-months": 66, "6-months": 24, "3-months-first": 10}
_REQUIRED = {2: 20, 5: 20, 10: 25, 20: 20, 35: 10, 50: 5}


def write_acts(folder: Path, triples: int, seed: int = 1, *, successions: bool = True) -> int:
    """Write Turtle files with about that many *triples* into *folder*; return how many acts."""
    random = Random(seed)
    shares = {kind: n for kind, n in _CONSENTS.items() if successions or kind != "Succession"}
    folder.mkdir(parents=True, exist_ok=True)
    common = [f"<{_BASE}state/S{n:03}> a sv:State ." for n in range(STATES)]
    common += [
        f"<{_BASE}clause/{key}> a sv:CountingRule ; {told} ." for key, told in _RULES.items()
    ]
    (folder / "common.ttl").write_text(_PREFIXES + "\n".join(common), encoding="utf-8")
    done, acts, number = len(common), 0, 0
    while done < triples:
        lines, made = _treaty(random, f"T{number:06}", shares)
        text = "\n".join(lines)
        (folder / f"T{number:06}.ttl").write_text(_PREFIXES + text, encoding="utf-8")
        done += text.count(" ;") + text.count(" .")
        acts, number = acts + made, number + 1
    return acts


def _treaty(random: Random, key: str, shares: dict[str, int]) -> tuple[list[str], int]:
    """Return the lines about one treaty, and how many acts there are among them."""
    iri = f"{_BASE}instrument/{key}"
    opened = _any(random, _DECADES) + random.randrange(10)
    lines = [f'<{iri}> a sv:Convention ; sv:openedOn "{opened}-03-15"^^xsd:date .']
    for number, (kind, counting, more) in enumerate(
        (
            ("InstrumentEntryClause", _any(random, _PERIODS), f" ; {_threshold(random)}"),
            ("ConsentClause", _any(random, _PERIODS), " ; sv:clock sv:DepositClock"),
            ("ExitClause", _any(random, _EXITS), " ; sv:clock sv:ReceiptClock"),
        )
    ):
        told = f"sv:governs <{iri}> ; sv:counting <{_BASE}clause/{counting}>{more}"
        lines.append(f"<{iri}/clause-{number}> a sv:{kind} ; {told} .")
    fewest = random.randrange(20)
    left = random.randint(_ACTS[fewest], _ACTS[fewest + 1])
    states = random.sample(range(STATES), STATES)
    made = 0
    while made < left and states:
        for act in _of_state(random, key, states.pop(), opened, shares):
            lines.append(act)
            made += 1
    return lines, made


def _threshold(random: Random) -> str:
    return f"sv:clock sv:ThresholdClock ; sv:consentsRequired {_any(random, _REQUIRED)}"


def _of_state(
    random: Random, treaty: str, state: int, opened: int, shares: dict[str, int]
) -> Iterator[str]:
    """Return what one State did under one treaty."""
    year = opened
    if random.random() < _SIGNED_FIRST:
        yield _act(random, treaty, state, "Signature", year)
        if random.random() < _SIGNED_ONLY / _SIGNED_FIRST:
            return
    year += min(int(random.expovariate(0.12)), 60)
    yield _act(random, treaty, state, _any(random, shares), year)
    if random.random() < _LEAVES:
        year += 1 + random.randrange(30)
        yield _act(random, treaty, state, "Denunciation", year)
        if random.random() < _RETURNS:
            yield _act(random, treaty, state, "Accession", year + 2 + random.randrange(10))


def _act(random: Random, treaty: str, state: int, kind: str, year: int) -> str:
    day = f'"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"^^xsd:date'
    dates = f"sv:receivedOn {day}" if kind == "Denunciation" else f"sv:doneOn {day}"
    iri = f"{_BASE}act/{treaty}/S{state:03}/{kind.lower()}-{year}"
    told = f"sv:by <{_BASE}state/S{state:03}> ; sv:instrument <{_BASE}instrument/{treaty}>"
    return f"<{iri}> a sv:{kind} ; {told} ; {dates} ."


def _any(random: Random, shares: dict[_T, int]) -> _T:
    """Return one of the keys, each as often as its share."""
    return random.choices(list(shares), weights=list(shares.values()))[0]
