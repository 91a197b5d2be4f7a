"""Turn what people can download into canonical Turtle: one small module for each format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from servanda.errors import DataProblem, UsageProblem
from servanda.imports.model import Finding, Line, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from servanda.imports.act import Act
    from servanda.imports.acts import Ledger
    from servanda.imports.dates import Calendar
    from servanda.imports.model import Entry, Head
    from servanda.imports.options import Options, Origin
    from servanda.imports.output import Source

__all__ = ["FORMATS", "Imported", "book_for", "read_all"]

FORMATS = {
    "coe-chart": "Council of Europe: chart of signatures and ratifications, CSV",
    "un-status": "UN Treaty Collection: status of one treaty, XML",
    "uk-actions": "UK Treaties Online: table of actions, CSV or HTML",
    "dutch-parties": "Dutch treaty database: table of parties, HTML",
    "csv": "our own table, CSV: servanda import template prints an empty one",
    "wikidata": "a SPARQL service in Wikidata's model: give --endpoint and the item as FILE",
    "un-acts": "UN status tables in bulk, CSV",
    "entry-cases": "consents with their days of entry into force in bulk, CSV",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of reading: acts, sources and instruments to describe, remarks, and counts."""

    acts: tuple[Act, ...]
    sources: dict[str, Source]
    heads: dict[str, Head]
    findings: tuple[Finding, ...]
    lines: int
    held: int
    left_out: int

    @property
    def lost(self) -> int:
        """Return how many findings are about something that is not in the output."""
        return sum(finding.lost for finding in self.findings)


def book_for(name: str, data: Path | None = None, extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the data files to know names from: all but those that the format *name* wrote."""
    from servanda.build import data_files
    from servanda.imports.output import is_by_program

    return tuple(path for path in data_files(data, extra) if not is_by_program(path, name))


def read_all(
    name: str,
    files: Sequence[Path],
    options: Options,
    seen: Callable[[Iterable[Entry]], Iterable[Entry]] = lambda entries: entries,
) -> Imported:
    """Read *files* of the format *name*; *seen* may look at the entries as they pass.

    Raises UsageProblem where the request is not right. What cannot be read is told, not raised.
    """
    from servanda.imports.acts import Ledger

    module = import_module(f"servanda.imports.{name.replace('-', '_')}")
    ledger = Ledger(options.book, _instrument(options), options.only)
    ledger.take_all(_entries(module.read, files, options, seen))
    acts, sources = _sourced(ledger, module.SOURCE, name, options)
    used = {act.instrument: act.line.source for act in reversed(acts)}
    heads = {
        iri: replace(head, source=used[iri]) for iri, head in ledger.heads.items() if iri in used
    }
    told = tuple(ledger.findings)
    return Imported(acts, sources, heads, told, ledger.lines, ledger.held, ledger.left_out)


def _instrument(options: Options) -> str:
    """Return the instrument asked for, if any; raises UsageProblem where it is not known."""
    if not options.instrument:
        return ""
    try:
        return options.book.instrument(options.instrument)
    except Unreadable as problem:
        raise UsageProblem(str(problem), hint="describe it in data/instrument/ first") from problem


def _entries(
    read: Callable[[Path, Calendar, Options], Iterator[Entry]],
    files: Sequence[Path],
    options: Options,
    seen: Callable[[Iterable[Entry]], Iterable[Entry]],
) -> Iterator[Entry]:
    """Yield what *read* finds in each of *files*; a file that cannot be read is one finding."""
    from servanda.imports.dates import Calendar
    from servanda.imports.model import Place

    for path in files:
        calendar = Calendar()
        entries: list[Entry] = []
        try:
            entries.extend(seen(read(path, calendar, options)))
        except DataProblem as problem:
            hint = f" ({problem.hint})" if problem.hint else ""
            place = Place(problem.path or path, problem.line)
            entries.append(Finding(place, f"{problem.message}{hint}"))
        yield from (_sure(entry, calendar) for entry in entries)


def _sure(entry: Entry, calendar: Calendar) -> Entry:
    """Return *entry*, or a finding where its table mixes days first and months first."""
    if not calendar.swapped or not isinstance(entry, Line):
        return entry
    doubtful = calendar.doubtful.intersection((entry.done, entry.received, entry.effective))
    if not doubtful:
        return entry
    days = ", ".join(sorted(doubtful))
    reason = f"{days} may have day and month swapped, as {calendar.swapped} in this table has"
    return Finding(entry.place, reason)


def _sourced(
    ledger: Ledger, origin: Origin | None, name: str, options: Options
) -> tuple[tuple[Act, ...], dict[str, Source]]:
    """Return the acts, each with its source, and the sources that are not described yet."""
    from servanda.imports.output import Source

    told = _told_source(options)
    acts, sources = [], {}
    for act in ledger.acts.values():
        key = act.line.source or told
        if not key and origin is None:
            reason = "no source: give --source"
            ledger.findings.append(Finding(act.line.place, reason))
            continue
        if not key and origin is not None:
            instrument = act.instrument.rsplit("/", 1)[-1]
            key = f"{name}-{instrument}"
            sources[key] = Source(
                key,
                f"{origin.label}, {instrument}",
                origin.publisher,
                origin.kind,
                options.url,
                options.as_of,
            )
        acts.append(replace(act, line=replace(act.line, source=key)))
    return tuple(acts), sources


def _told_source(options: Options) -> str:
    """Return the key of the source asked for; raises UsageProblem where it is not described."""
    try:
        return options.book.source(options.source) if options.source else ""
    except Unreadable as problem:
        raise UsageProblem(str(problem), hint="describe it in data/source/ first") from problem
