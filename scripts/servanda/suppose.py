"""Add acts that did not happen, for one answer, and say what they would change."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.audit import audit
from servanda.build import built
from servanda.catalog import audits, question
from servanda.changes import changes
from servanda.errors import DataProblem, UsageProblem
from servanda.forms import VERBS, acts_from, turtle
from servanda.increment import can_be_added_to, with_added
from servanda.names import did_you_mean, keys
from servanda.prefixes import BASE, compact
from servanda.store import check_turtle, fresh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from servanda.change import Change
    from servanda.store import Store

__all__ = ["Scenario", "Supposed", "scenarios", "suppose"]

_CHECKED = frozenset({"act", "exit", "consent", "clause"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed together: files, and acts as verb (of ``forms.VERBS``) and line."""

    name: str
    files: tuple[Path, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Supposed:
    """A scenario, the IRIs of the acts that it adds, and what they change."""

    name: str
    acts: tuple[str, ...]
    changes: tuple[Change, ...]


def scenarios(
    files: Sequence[Path], lines: Sequence[tuple[str, str]], named: Sequence[str]
) -> tuple[Scenario, ...]:
    """Return one scenario of *files* and *lines*, if any, and those that *named* describes.

    Each of *named* is ``NAME=FILE`` or ``NAME=VERB KIND:INSTRUMENT:STATE=DAY``; a NAME given again
    adds to its scenario. Raises UsageProblem where one is of neither form, or nothing is supposed.
    """
    made: dict[str, Scenario] = {}
    if files or lines:
        made["supposed"] = Scenario("supposed", tuple(files), tuple(lines))
    for text in named:
        name, equals, rest = (part.strip() for part in text.partition("="))
        if not (name and equals and rest):
            hint = "write NAME=FILE.ttl or NAME='receive denunciation:ets-126:RUS=2025-10-15'"
            raise UsageProblem(f"not a scenario: {text!r}", hint=hint)
        old = made.get(name, Scenario(name))
        verb, _, line = rest.partition(" ")
        if verb in VERBS and line:
            made[name] = Scenario(name, old.files, (*old.lines, (verb, line.strip())))
        else:
            made[name] = Scenario(name, (*old.files, Path(rest)), old.lines)
    if not made:
        raise UsageProblem("nothing is supposed", hint="give a FILE.ttl, --receive or --deposit")
    return tuple(made.values())


def suppose(  # noqa: PLR0913 - one for each thing a person may say
    wanted: Sequence[Scenario],
    on: str = "today",
    *,
    data: Path | None = None,
    extra: Sequence[Path] = (),
    told: Mapping[str, str] | None = None,
    states: Collection[str] | None = None,
    instrument: str | None = None,
    body: str | None = None,
) -> tuple[Store, tuple[Supposed, ...]]:
    """Return the store as it is, and what each scenario would change in the answers for *on*.

    Nothing is written to the data. Raises UsageProblem for unknown names and misshapen acts,
    DataProblem where a file is not right or the acts contradict each other or the record.
    """
    before = built(data, extra, told=told)
    kept = can_be_added_to(before)
    found = []
    for one in wanted:
        with _files(one, before) as files:
            acts = _subjects(files, before, one.name)
            after = with_added(before, files) if kept else built(data, (*extra, *files), told=told)
            _agree(before, after, one.name)
            _fit(one.files, acts, after)
        differing = changes(before, after, on, states, instrument, body)
        found.append(Supposed(one.name, acts, differing))
    return before, tuple(found)


@contextmanager
def _files(one: Scenario, store: Store) -> Iterator[tuple[Path, ...]]:
    """Give the files of a scenario, its acts in one line written to a passing one."""
    acts = acts_from(store, one.lines)
    if not acts:
        yield one.files
        return
    with tempfile.TemporaryDirectory(prefix="servanda-") as folder:
        path = Path(folder) / "supposed.ttl"
        path.write_text(turtle(acts), encoding="utf-8")
        yield (*one.files, path)


def _subjects(files: Sequence[Path], store: Store, name: str) -> tuple[str, ...]:
    """Return what *files* speak of; raises where nothing is said, or only what is known."""
    overlay = fresh()
    for path in files:
        if not path.is_file():
            raise UsageProblem("no such file", path)
        check_turtle(path)
        overlay.load(path)
    subjects = sorted({triple.subject.value for triple in overlay.dump(derived=False)})
    if not subjects:
        raise DataProblem(f"scenario {name!r} supposes nothing", files[0] if files else None)
    for subject in subjects:
        mine = {
            (triple.predicate, triple.object)
            for triple in overlay.dump(derived=False)
            if triple.subject.value == subject
        }
        if all(_holds(store, subject, predicate.n3(), value.n3()) for predicate, value in mine):
            raise DataProblem(
                f"{compact(subject)} is recorded already", hint="suppose something else"
            )
    return tuple(subjects)


def _holds(store: Store, subject: str, predicate: str, value: str) -> bool:
    """Say whether *store* has this triple."""
    table = store.select(f"ASK {{ <{subject}> {predicate} {value} }}")
    return table.column("answer") == ["true"]


def _fit(files: Sequence[Path], subjects: Sequence[str], after: Store) -> None:
    """Raise DataProblem where what a person's *files* say breaks a shape."""
    if not files:
        return
    from servanda.fitting import misfits

    own = fresh()
    for path in files:
        own.load(path)
    described = {triple.subject.value for triple in own.dump(derived=False)}
    for one in misfits(files, [iri for iri in subjects if iri in described], after):
        about = f"{one.focus}: " if one.focus else ""
        raise DataProblem(f"{about}{one.message}", one.path, one.line, one.column)


def _agree(before: Store, after: Store, name: str) -> None:
    """Raise DataProblem where *after* contradicts itself and *before* did not."""
    found = sorted(_new(before, after), key=lambda row: not row[0].startswith("unknown"))
    for finding, act, other in found:
        hint = "change its day, or suppose what must come before it too"
        if finding.startswith("unknown"):
            kind = finding.split()[-1].lower()
            near = did_you_mean(other.rsplit("/", 1)[-1], keys(before, kind))
            hint = near or f"describe the {kind} too, or check its name"
        beside = f" ({compact(other).removeprefix('instrument/')})" if other else ""
        raise DataProblem(
            f"{name}: {compact(act).removeprefix(BASE)} contradicts the record: {finding}{beside}",
            hint=hint,
        )
    for query in audits():
        if query.expect != "list" and _CHECKED.intersection(query.tags):
            known = set(audit(before, [query.name])[0].found.rows)
            rows = [row for row in audit(after, [query.name])[0].found.rows if row not in known]
            if rows:
                cells = ", ".join(compact(cell.value) for cell in rows[0] if cell)
                raise DataProblem(f"{name}: {query.summary} {cells}")


def _new(before: Store, after: Store) -> list[tuple[str, str, str]]:
    """Return the contradictions in *after* that are not in *before*."""

    def found(store: Store) -> list[tuple[str, str, str]]:
        rows = ask(store, question("contradictions"), {}).rows
        return [tuple(cell.value if cell else "" for cell in row) for row in rows]  # type: ignore[misc]

    known = set(found(before))
    return [row for row in found(after) if row not in known]
