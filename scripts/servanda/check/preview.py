"""What a contribution would change: statuses, obligations and seats, before and after it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.build import built, data_files
from servanda.catalog import home
from servanda.check.finding import Finding, of_problem
from servanda.check.reading import Problem, Reading
from servanda.check.tokens import Span
from servanda.errors import ServandaError
from servanda.increment import can_be_added_to, with_added

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from servanda.changes import Change

__all__ = ["preview"]

_PATIENCE = 10
_VERBS = {"gained": "+", "lost": "-", "moved": "~", "passed": "~"}


def preview(
    files: Sequence[Path],
    data: Path | None = None,
    extra: Sequence[Path] = (),
    base: Path | None = None,
) -> tuple[tuple[Mapping[str, str], ...], tuple[Finding, ...]]:
    """Return what *files* change, line by line, and a finding where that cannot be worked out.

    Before them is the folder *base*, else the data without the files; of a file that is part of
    the data, its last committed version. Never raises.
    """
    try:
        return _rows(files, data, extra, base), ()
    except (ServandaError, ImportError, OSError, ValueError, RuntimeError, MemoryError) as error:
        problem = Problem("Preview-failed", Span(0, 0), {"reason": f"{error}"[:300].rstrip(".")})
        return (), (of_problem(problem, files[0], Reading("")),)


def _rows(
    files: Sequence[Path], data: Path | None, extra: Sequence[Path], base: Path | None
) -> tuple[Mapping[str, str], ...]:
    """Return what is different with *files*."""
    from servanda.changes import changes

    folder = data if data is not None else home() / "data"
    inside = {path.resolve() for path in data_files(folder)}
    own = [path for path in files if path.resolve() in inside]
    added = [path for path in files if path.resolve() not in inside]
    if base is None and not own:
        before = built(folder, extra, _silent)
        if can_be_added_to(before):
            return tuple(_told(changes(before, with_added(before, added))))
    after = built(folder, (*extra, *added), _silent)
    if base is not None or not own:
        before = built(base or folder, extra, _silent)
        return tuple(_told(changes(before, after)))
    with tempfile.TemporaryDirectory(prefix="servanda-") as name:
        _as_before(Path(name), folder, own)
        before = built(Path(name), extra, _silent)
        return tuple(_told(changes(before, after)))


def _silent(text: str) -> None:
    """Say nothing: the preview is an addition."""


def _as_before(place: Path, folder: Path, own: Sequence[Path]) -> None:
    """Fill *place* with the files of *folder*, those in *own* as they were committed last."""
    changed = {path.resolve() for path in own}
    for path in data_files(folder):
        target = place / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.resolve() not in changed:
            target.symlink_to(path.resolve())
            continue
        committed = _committed(path)
        if committed is not None:
            target.write_bytes(committed)


def _committed(path: Path) -> bytes | None:
    """Return the last committed version of *path*, or None where there is none."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(path.resolve().parent), "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _told(found: Iterable[Change]) -> list[dict[str, str]]:
    """Return the changes as lines: first statuses, and obligations that do not only follow one."""
    rows: list[dict[str, str]] = []
    follows: dict[str, int] = {}
    for change in sorted(found, key=lambda one: (one.what != "status", one.key)):
        if change.follows:
            follows[change.what] = follows.get(change.what, 0) + 1
            continue
        key = change.key
        subject = f"{key.state} under {key.instrument}: {key.item} {key.article}".rstrip()
        before, after = (_span(held) for held in (change.before, change.after))
        moved = f"{before} → {after}" if change.before and change.after else before or after
        text = f"{_VERBS[change.kind]} {subject}: {moved}"
        rows.append({"kind": change.kind, "what": change.what, "text": text})
    for what, count in sorted(follows.items()):
        text = f"  {count} {what} follows." if count == 1 else f"  {count} {what}s follow."
        rows.append({"kind": "follows", "what": what, "text": text})
    return rows


def _span(held: object) -> str:
    """Return the bounds of an interval as a person reads them."""
    if held is None:
        return ""
    from servanda.cli.report import span

    begin = span(held.begin_earliest, held.begin_latest, "?")  # type: ignore[attr-defined]
    end = span(held.end_earliest, held.end_latest, "open")  # type: ignore[attr-defined]
    return f"{begin} to {end}"
