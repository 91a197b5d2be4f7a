"""Check files, in order: bytes, syntax, hygiene, shapes, agreement, and what they would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.build import data_files
from servanda.check.agreement import disagreements, neighbours
from servanda.check.finding import Checked, Finding, order
from servanda.check.look import Looked, first_look, note, whole
from servanda.check.placing import Placer
from servanda.check.reading import Problem
from servanda.check.shaped import blamed, broken
from servanda.check.tokens import Span
from servanda.check.world import World
from servanda.errors import DataProblem
from servanda.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["check", "judged"]

_TYPE = PREFIXES["rdf"] + "type"


def check(
    files: Sequence[Path],
    data: Path | None = None,
    extra: Sequence[Path] = (),
    *,
    everything: bool = False,
) -> Checked:
    """Return what is to be put right in *files*, read together with *data* and *extra*.

    With *everything* all the data are checked, and every rule is applied to all of it; without,
    only what the files speak of is looked at: what is found about them is the same.
    Raises DataProblem where an ontology or shape file is not right.
    """
    chosen = {whole(path): path for path in files}
    if everything:
        chosen = {path.resolve(): path for path in data_files(data, extra)} | chosen
    world = World(tuple(chosen), data, extra)
    return judged(world, tuple(chosen.values()), everything=everything)


def judged(world: World, files: Sequence[Path], *, everything: bool = False) -> Checked:
    """Return what is to be put right in *files*, read together with *world*, left as it was."""
    checked = [first_look(path, world) for path in files]
    described = {
        said.subject.value for file in checked for said in file.reading.said
        if said.predicate.value == _TYPE
    }  # fmt: skip
    said = [triple[:3] for file in checked if file.facts for triple in file.reading.said]
    with world.along(said):
        for file in checked:
            for problem in disagreements(world, file.reading, described) if file.facts else ():
                note(file, problem)
        _shapes(world, [file for file in checked if file.facts], everything)
    found = sorted((one for file in checked for one in file.findings), key=order)
    absent = any(file.source.absent for file in checked)
    return Checked(tuple(found), absent=absent, files=len(checked))


def _foreign(old: Finding, new: Finding) -> bool:
    """Say whether *old* tells of a foreign host what the rule on names in *new* tells better."""
    return old.code == "Iri-foreign" and (old.line, old.column) == (new.line, new.column)


def _shapes(world: World, files: Iterable[Looked], everything: bool) -> None:
    """Add what the shapes find about the subjects of *files*."""
    files = list(files)
    subjects = {
        said.subject for file in files for said in file.reading.said if said.subject.kind == "iri"
    }
    try:
        others = frozenset() if everything else neighbours(world, subjects)
        found = broken(world, None if everything else subjects | others)
        results = [one for one in found if one.focus not in others]
        results += blamed((one for one in found if one.focus in others), subjects)
    except DataProblem as problem:
        if not any(file.findings for file in files):
            raise
        for file in files:
            note(file, Problem("Shapes-failed", Span(0, 0), {"reason": problem.message}))
        return
    for file in files:
        placer = Placer(file.source.path, file.reading, tuple(file.findings))
        for result in results:
            for one in placer.placed(result, world):
                if one.code.endswith("-iri"):
                    file.findings[:] = [f for f in file.findings if not _foreign(f, one)]
                file.findings.append(one)
