"""Random files about small worlds, and random edits to them.

The worlds are those of the oracle; around them come the things that it knows nothing of: norms,
reservations and objections, laws, claims, bodies with seats and members, and notes about nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oracle.histories import any_world
from rulebook.render import act_iri, render
from rulebook.turtle import BASE, PREFIXES, block, instrument_iri, literal, state_iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from oracle.model import World

__all__ = ["Files", "any_files", "edited", "text"]

Files = dict[str, list[str]]

_DATE = re.compile(r'"(\d{4})-(\d\d)-(\d\d)"')
_MORE_PREFIXES = "PREFIX dcterms: <http://purl.org/dc/terms/>\n"


def text(blocks: list[str]) -> str:
    """Return the Turtle of one file."""
    return PREFIXES + _MORE_PREFIXES + "".join(blocks)


def any_files(random: Random, worlds: int) -> Files:
    """Return files about that many worlds, each in one to three files."""
    files: Files = {}
    for number in range(worlds):
        mark = f"w{number}"
        world = any_world(random, mark)
        blocks = [one + "\n.\n" for one in render(world).split("\n.\n") if one.strip()]
        blocks += _around(random, world, mark)
        for one in blocks:
            files.setdefault(f"{mark}-{random.randrange(3)}", []).append(one)
    return files


def edited(random: Random, files: Files) -> Files:
    """Return *files* with one to three things taken out, put in, said otherwise, or moved."""
    new = {name: list(blocks) for name, blocks in files.items()}
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        name = random.choice(sorted(new))
        blocks, choice = new[name], random.random()
        if not blocks or choice < 0.04:
            new[name] = [] if random.random() < 0.2 else blocks
        elif choice < 0.35:
            blocks.pop(random.randrange(len(blocks)))
        elif choice < 0.7:
            place = random.randrange(len(blocks))
            blocks[place] = _otherwise(random, blocks[place])
        elif choice < 0.8:
            other = random.choice(sorted(new))
            new[other].append(blocks.pop(random.randrange(len(blocks))))
        elif choice < 0.85:
            new[random.choice(sorted(new))].append(random.choice(blocks))
        else:
            blocks.append(_another_act(random, blocks))
    return new


def _otherwise(random: Random, one: str) -> str:
    """Return a thing with another date, or with one statement less."""
    lines = one.split("\n")
    if _DATE.search(one) and random.random() < 0.7:
        year = random.choice((0, 0, 1, -1, 5))
        day = random.choice(("01", "15", "28"))
        return _DATE.sub(lambda d: f'"{int(d[1]) + year:04}-{d[2]}-{day}"', one, count=1)
    if len(lines) > 5:
        del lines[random.randrange(2, len(lines) - 2)]
    return "\n".join(lines)


def _another_act(random: Random, blocks: list[str]) -> str:
    """Return an act like one that is there, of another name and perhaps kind."""
    acts = [one for one in blocks if "sv:instrument " in one]
    if not acts:
        return f"<{BASE}note/{random.randrange(9)}>\n    a sv:Source ;\n.\n"
    act = random.choice(acts).replace(">\n", f"-{random.randrange(10**6)}>\n", 1)
    kind = random.choice(("Ratification", "Denunciation", "Signature", "Withdrawal"))
    act = re.sub(r"a sv:\w+ ;", f"a sv:{kind} ;", act, count=1) if random.random() < 0.6 else act
    return _otherwise(random, act)


def _around(random: Random, world: World, mark: str) -> Iterator[str]:
    """Return what the oracle knows nothing of, around one of its worlds."""
    states = sorted({act.state for act in world.acts})
    for one in world.instruments:
        iri = instrument_iri(one.key)
        yield block(f"{iri}/article-1", "Provision", [("ofInstrument", f"<{iri}>")])
        yield from _norms(random, iri, world)
        for act in [act for act in world.acts if act.instrument == one.key][:2]:
            yield from _claims(random, act_iri(act), f"{mark}-{act.key}")
        if random.random() < 0.6 and states:
            yield from _reservation(random, iri, states, f"{one.key}-r")
        if random.random() < 0.6 and states:
            yield from _body(random, iri, states, f"{one.key}-b")
    if states:
        both = " , ".join(f"<{instrument_iri(one.key)}>" for one in world.instruments)
        told = [
            ("by", f"<{state_iri(random.choice(states))}>"),
            ("concernsInstrument", both),
            ("authorises", random.choice(("sv:Denunciation", "sv:Withdrawal"))),
            ("doneOn", literal(_day(random, world))),
        ]
        yield block(f"{BASE}act/law-{mark}", "LawSignature", told)


def _day(random: Random, world: World) -> str:
    """Return a day in the time of *world*."""
    opened = world.instruments[0].opened
    start = opened.year if opened else 1990
    return f"{start + random.randrange(40):04}-{random.randint(1, 12):02}-15"


def _norms(random: Random, iri: str, world: World) -> Iterator[str]:
    """Return norms on the Parties; some came with the other instrument."""
    role = f"{BASE}role/party-{world.instruments[0].key}"
    yield block(role, "Role", [("filledBy", "sv:PartyStatus")])
    for number in range(random.randrange(3)):
        told = [
            ("laidDownIn", f"<{iri}/article-1>"),
            ("normKind", random.choice(("sv:Duty", "sv:Right"))),
            ("bearer", f"<{role}>"),
        ]
        if random.random() < 0.3:
            other = instrument_iri(random.choice(world.instruments).key)
            told.append((random.choice(("introducedBy", "replacedBy")), f"<{other}>"))
        yield block(f"{iri}/norm-{number}", "Norm", told)


def _claims(random: Random, act: str, key: str) -> Iterator[str]:
    """Return rival claims about the day of an act, and their sources."""
    if random.random() < 0.7:
        return
    for number in range(random.randint(1, 3)):
        source = f"{BASE}source/s-{random.randrange(3)}"
        day = literal(f"19{random.randint(50, 99)}-0{random.randint(1, 9)}-1{number}")
        told = [("about", f"<{act}>"), ("property", "sv:doneOn"), ("value", day)]
        yield block(
            f"{BASE}claim/{key}-{number}", "Claim", [*told, ("dcterms:source", f"<{source}>")]
        )
        kind = random.choice(("DepositarySource", "NewspaperSource"))
        yield block(source, "Source", [("sourceKind", f"sv:{kind}")])


def _reservation(random: Random, iri: str, states: list[str], key: str) -> Iterator[str]:
    """Return a reservation, an objection to it, and perhaps its withdrawal."""
    one, other = random.choice(states), random.choice(states)
    made = f"{BASE}act/{key}"
    where = ("instrument", f"<{iri}>")
    day = literal(f"{random.randint(1900, 2100)}-05-31")
    told = [("by", f"<{state_iri(one)}>"), where, ("receivedOn", day)]
    yield block(made, "Reservation", [*told, ("excludesNorm", f"<{iri}/norm-0>")])
    told = [("by", f"<{state_iri(other)}>"), where, ("concerns", f"<{made}>"), ("doneOn", day)]
    yield block(f"{made}-objection", "ObjectionToReservation", told)


def _body(random: Random, iri: str, states: list[str], key: str) -> Iterator[str]:
    """Return a body with a seat for each Party, some seats, and who held them."""
    body = f"{BASE}body/{key}"
    yield block(body, "Body", [("composition", "sv:OneSeatPerParty"), ("seatsFor", f"<{iri}>")])
    for state in states:
        seat = f"{BASE}body/{key}/seat/{state}"
        told = [("seatOf", f"<{body}>"), ("inRespectOf", f"<{state_iri(state)}>")]
        yield block(seat, "Seat", [*told, ("holdersRecord", "sv:CompleteRecord")])
        for number in range(random.randrange(3)):
            year = random.randint(1950, 2100)
            told = [("inSeat", f"<{seat}>"), ("beganOn", literal(f"{year}-01-01"))]
            if random.random() < 0.7:
                told.append(("endedOn", literal(f"{year + 4}-01-01")))
            yield block(f"{seat}/{number}", "Membership", told)
