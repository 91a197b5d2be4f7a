"""One act in one line, ``KIND:INSTRUMENT:STATE=DAY``, and the Turtle that says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from servanda.errors import UsageProblem
from servanda.names import did_you_mean, resolve
from servanda.prefixes import BASE, ONTOLOGY
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servanda.store import Store

__all__ = ["VERBS", "Act", "acts_from", "kinds", "turtle"]

VERBS = {
    "receive": "received",
    "deposit": "done",
    "sign": "done",
    "revoke": "received",
}
_WANTED = {"deposit": "Consent", "sign": "Signature", "revoke": "Exit"}
_SHAPE = "KIND:INSTRUMENT:STATE=DAY, as in denunciation:ets-126:RUS=2025-10-15"
_DATE = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?", re.ASCII)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KINDS = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sv: <{ONTOLOGY}>
SELECT DISTINCT ?class ?label ?above WHERE {{
  ?class rdfs:subClassOf sv:TreatyAct ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
  OPTIONAL {{ ?class rdfs:subClassOf ?above . FILTER(STRSTARTS(STR(?above), "{ONTOLOGY}")) }}
}}
ORDER BY ?class ?above
"""
_EXITS = """
PREFIX sv: <{ontology}>
SELECT DISTINCT ?exit WHERE {{
  ?exit a <{kind}> ; sv:instrument <{instrument}> ; sv:by <{state}> .
}}
ORDER BY ?exit
"""


@dataclass(frozen=True, slots=True)
class Act:
    """A supposed act. *concerns* is the exit that a revocation takes back."""

    iri: str
    kind: str
    instrument: str
    state: str
    dates: tuple[tuple[str, Term], ...]
    concerns: str | None = None


def acts_from(store: Store, told: Iterable[tuple[str, str]]) -> tuple[Act, ...]:
    """Return the acts in *told*, each a verb (a key of VERBS) and a line ``KIND:…=DAY``.

    With ``sign`` the kind may be left out. Raises UsageProblem, with what to write instead, for a
    line of another shape, an unknown kind, instrument or State, an impossible day, or a revocation
    of what was never done.
    """
    known = kinds(store)
    made: list[Act] = []
    for verb, line in told:
        made.append(_act(store, verb, line, known, made))
    return tuple(made)


def kinds(store: Store) -> dict[str, tuple[str, frozenset[str]]]:
    """Return every kind of treaty act: its class and the local names of the classes above it."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for name, _, above in store.select(_KINDS).rows:
        if name is None:
            continue
        local = name.value.removeprefix(ONTOLOGY)
        key = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local).lower()
        wider = found.get(key, ("", frozenset()))[1] | {local}
        found[key] = (
            name.value,
            wider | ({above.value.removeprefix(ONTOLOGY)} if above else set()),
        )
    return found


def _act(
    store: Store,
    verb: str,
    line: str,
    known: Mapping[str, tuple[str, frozenset[str]]],
    before: Iterable[Act],
) -> Act:
    """Return the act that *verb* and *line* stand for; *before* are those supposed already."""
    subject, equals, day = line.partition("=")
    parts = [part.strip() for part in subject.split(":")]
    if verb == "sign" and len(parts) == 2:  # noqa: PLR2004 - the kind may be left out
        parts.insert(0, "signature")
    if not equals or len(parts) != 3 or not all(parts):  # noqa: PLR2004 - see _SHAPE
        raise UsageProblem(f"--{verb} {line}: not an act", hint=f"write --{verb} {_SHAPE}")
    kind = _kind(verb, parts[0].lower().replace(" ", "-"), known)
    instrument = resolve(store, "instrument", parts[1])
    state = resolve(store, "state", parts[2])
    dates = _dates(VERBS[verb], day.strip())
    concerns = None
    if verb == "revoke":
        concerns = _exit(store, known[kind][0], instrument, state, before)
        kind = "revocation-of-exit"
    place = "/".join(thing.removeprefix(BASE).split("/", 1)[1] for thing in (instrument, state))
    when = re.sub(r"\W+", "-", day.strip()).strip("-")
    iri = f"{BASE}act/{place}/{kind}-{when}"
    return Act(iri, known[kind][0], instrument, state, dates, concerns)


def _kind(verb: str, name: str, known: Mapping[str, tuple[str, frozenset[str]]]) -> str:
    """Return *name* if it is a kind of act that *verb* can be said of."""
    wanted = _WANTED.get(verb)
    fitting = [key for key, (_, wider) in known.items() if wanted is None or wanted in wider]
    if name not in known:
        hint = did_you_mean(name, fitting) or f"one of {', '.join(sorted(fitting))}"
        raise UsageProblem(f"--{verb}: no act is called {name!r}", hint=hint)
    if name not in fitting:
        other = next((v for v, w in _WANTED.items() if w in known[name][1] and v != "revoke"), None)
        hint = f"use --{other or 'receive'}" if verb != "revoke" else "only an exit is revoked"
        raise UsageProblem(f"--{verb} cannot be said of a {name.replace('-', ' ')}", hint=hint)
    return name


def _dates(which: str, text: str) -> tuple[tuple[str, Term], ...]:
    """Return the date properties for a day, month or year, or bounds ``D1..D2``."""
    first, dots, last = text.partition("..")
    if not dots:
        return ((f"{which}On", _date(text)),)
    bounds = [(f"{which}NotBefore", first), (f"{which}NotAfter", last)]
    made = tuple((name, _date(part)) for name, part in bounds if part)
    if not made or (first and last and first > last):
        raise UsageProblem(
            f"no day lies in {text!r}", hint="write bounds as 2025-10-01..2025-12-31"
        )
    return made


def _date(text: str) -> Term:
    """Return *text*, ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, as a date."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise UsageProblem(f"not a day: {text!r}", hint="write 2025-12-31, 2025-12 or 2025")
    year, month, day = match[1], match[2] or "-01", match[3] or "-01"
    try:
        date.fromisoformat(year + month + day)
    except ValueError as error:
        raise UsageProblem(f"there is no day {text}", hint=str(error)) from error
    kind = "date" if match[3] else "gYearMonth" if match[2] else "gYear"
    return Term("literal", text, _XSD + kind)


def _exit(store: Store, kind: str, instrument: str, state: str, before: Iterable[Act]) -> str:
    """Return the one exit of *state* that a revocation takes back."""
    query = _EXITS.format(ontology=ONTOLOGY, kind=kind, instrument=instrument, state=state)
    found = [iri for iri in store.select(query).column("exit") if iri]
    found += [
        act.iri
        for act in before
        if (act.kind, act.instrument, act.state) == (kind, instrument, state)
    ]
    if not found:
        raise UsageProblem(
            f"{state.rsplit('/', 1)[-1]} has no {kind.removeprefix(ONTOLOGY).lower()} of "
            f"{instrument.rsplit('/', 1)[-1]} that could be revoked",
            hint="suppose its receipt too, with --receive",
        )
    return found[-1]


def turtle(acts: Iterable[Act]) -> str:
    """Return *acts* as Turtle, each marked as supposed."""
    lines = [f"PREFIX sv: <{ONTOLOGY}>", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>", ""]
    for act in acts:
        lines += [
            f"<{act.iri}>",
            f"    a <{act.kind}> ;",
            '    skos:editorialNote "Supposed, not recorded."@en ;',
            f"    sv:by <{act.state}> ;",
            "    sv:confidence sv:FromMemory ;",
            f"    sv:instrument <{act.instrument}> ;",
            *([f"    sv:concerns <{act.concerns}> ;"] if act.concerns else []),
            *(f"    sv:{name} {value.n3()} ;" for name, value in act.dates),
            ".",
            "",
        ]
    return "\n".join(lines)
