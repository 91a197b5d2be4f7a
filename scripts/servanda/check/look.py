"""Look at one file by itself: bytes, syntax, hygiene."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servanda.catalog import home
from servanda.check.addresses import near
from servanda.check.finding import Finding, of_problem
from servanda.check.hygiene import Hygiene
from servanda.check.reader import read
from servanda.check.reading import Problem, Reading, Said
from servanda.check.source import Source, taken
from servanda.check.tokens import Span
from servanda.prefixes import PREFIXES, compact
from servanda.store import Term, parse_error
from servanda.store.graph import is_sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servanda.check.world import World

__all__ = ["Looked", "first_look", "note", "whole"]

_UNREADABLE = ("File-format", "File-context", "File-empty")


class Looked(NamedTuple):
    """One file on its way: what was taken, read and found, and whether it holds facts."""

    source: Source
    reading: Reading
    findings: list[Finding]
    facts: bool


def first_look(path: Path, world: World) -> Looked:
    """Return what can be said of the file at *path* by itself."""
    source = taken(path)
    unread = source.text is None or any(one.code in _UNREADABLE for one in source.problems)
    reading = (
        Reading(source.text or "") if unread else read(source.text or "", whole(path).as_uri())
    )
    file = Looked(source, reading, [], _holds_facts(path))
    problems: list[Problem] = [*source.problems, *reading.problems]
    if not unread and not reading.problems and not reading.relative:
        problems += _strictly(reading)
    hygiene = Hygiene(world.words, world.hosts, file.facts)
    if not unread:
        problems += hygiene.problems(reading)
    for problem in problems:
        note(file, _told(problem, world))
    alike = [one for one in file.findings if one.code == "Iri-lookalike"]
    file.findings[:] = [
        one
        for one in file.findings
        if one.code != "Characters-mixed" or not any(_inside(one, other) for other in alike)
    ]
    reading.said = [
        Said(
            _meant(said.subject, hygiene.meant),
            _meant(said.predicate, hygiene.meant),
            _meant(said.object, hygiene.meant),
            said.at,
        )
        for said in reading.said
        if not file.findings or is_sound(said[:3])
    ]
    return file


def _inside(one: Finding, other: Finding) -> bool:
    """Say whether *one* stands within *other*."""
    return one.line == other.line and other.column <= one.column and one.end <= other.end


def whole(path: Path) -> Path:
    """Return *path* without links, or as it is where they lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _strictly(reading: Reading) -> Iterator[Problem]:
    """Yield what the strict parser of the engine says against a text that could be read."""
    error = parse_error(reading.text)
    if error is not None and not reading.text.startswith("\ufeff"):
        line, column, reason = error
        start = sum(len(part) for part in reading.text.splitlines(keepends=True)[: line - 1])
        at = start + column - 1
        reading.doubtful.update(
            (said.subject, said.predicate) for said in reading.said if said.at[2].start == at
        )
        yield Problem("Syntax-other", Span(at, at + 1), {"reason": reason})


def _told(problem: Problem, world: World) -> Problem:
    """Return *problem* with what to write instead, where words of ours are near."""
    values = dict(problem.values)
    if problem.code == "Syntax-prefix":
        prefix = values["prefix"]
        namespace = PREFIXES.get(prefix)
        close = near(prefix, PREFIXES) if prefix else []
        values["declare"] = (
            f"Add at the top: PREFIX {prefix}: <{namespace}>"
            if namespace
            else f"Did you mean {close[0]}:?"
            if close
            else f"Add at the top: PREFIX {prefix}: <…>, or write the name in full."
        )
    elif problem.code == "Syntax-word":
        values["suggestion"] = _word(values["text"], world)
    return problem._replace(values=values)


def _word(text: str, world: World) -> str:
    """Return what a word without prefix may stand for."""
    if text.casefold() in ("true", "false"):
        return f"{text.casefold()}, in small letters"
    if text == "A":
        return "a, in small letters"
    every = {compact(term).partition(":")[2]: compact(term) for term in world.words.every}
    close = near(text, every)
    return every[close[0]] if close else "its prefix before it, or quotation marks around a text"


def note(file: Looked, problem: Problem) -> None:
    """Add the finding for *problem*, unless something of its sort is told at the place."""
    finding = of_problem(problem, file.source.path, file.reading)
    for one in file.findings:
        if (one.line, one.column) == (finding.line, finding.column) and (
            one.code == finding.code
            or problem.code.startswith(("Syntax", "Iri-unknown"))
            or (problem.code == "Blank-node" and one.code.startswith("Syntax"))
        ):
            return
        within = one.line == finding.line and one.column < finding.end and finding.column < one.end
        if within and one.severity == "error" and finding.code in ("Iri-unknown", "Iri-lookalike"):
            return
    file.findings.append(finding)


def _meant(term: Term, meant: dict[str, str]) -> Term:
    """Return *term* as it was meant."""
    if term.kind == "iri":
        return Term("iri", meant[term.value]) if term.value in meant else term
    if term.datatype in meant:
        return Term("literal", term.value, meant[term.datatype])
    return term


def _holds_facts(path: Path) -> bool:
    """Say whether the file at *path* holds facts, and not shapes or words of the house."""
    place = whole(path)
    return not any(place.is_relative_to(home() / name) for name in ("shapes", "ontology"))
