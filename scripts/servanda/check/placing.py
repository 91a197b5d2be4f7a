"""Put what the shapes found at the triple that it is about, and leave out what is told already."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from servanda.check.addresses import shown
from servanda.check.agreement import stated_elsewhere
from servanda.check.finding import Finding
from servanda.check.shaped import PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from servanda.check.reading import Reading, Said
    from servanda.check.shaped import Broken
    from servanda.check.tokens import Span
    from servanda.check.world import World
    from servanda.store import Term

__all__ = ["Placer"]

_VALUE = 2  # where in a triple its value stands


class Placer:
    """Where each subject of one reading is spoken of."""

    def __init__(self, path: Path, reading: Reading, told: Sequence[Finding]) -> None:
        self.path, self.reading = path, reading
        self._said: dict[Term, list[Said]] = defaultdict(list)
        for said in reading.said:
            self._said[said.subject].append(said)
        self._twins = {one.focus for one in told if one.code == "Already-recorded"}
        self._told: dict[int, list[Finding]] = defaultdict(list)
        for finding in told:
            if finding.severity == "error":
                self._told[finding.line].append(finding)

    def placed(self, broken: Broken, world: World) -> Iterator[Finding]:
        """Yield the finding for *broken*, if this reading speaks of it and it is news."""
        said = self._said.get(broken.focus)
        if not said or broken.focus.kind == "blank" or self._is_lost(broken):
            return
        if broken.value is not None and broken.value.kind == "blank":
            return
        if broken.code.endswith("-again") and broken.focus.value in self._twins:
            return
        one, part = self._statement(said, broken)
        span = one.at[part]
        line, column = self.reading.place(span.start)
        if not broken.missing and self._is_told(line, column, span):
            return
        more = ""
        if broken.part in ("MaxCount", "UniqueLang") and one.predicate.value in broken.paths:
            more = stated_elsewhere(world, self.reading, one)
        snippet = self.reading.line(line)
        named = [one.predicate.value] if part == _VALUE else broken.paths[:3]
        message = broken.message.replace(PATH, " or ".join(map(shown, named)))
        yield Finding(
            code=broken.code,
            severity=broken.severity,
            message=f"{message} {more}".rstrip(),
            fix=broken.fix,
            path=self.path,
            line=line,
            column=column,
            end=max(min(column + span.end - span.start, len(snippet) + 1), column + 1),
            snippet=snippet[:400],
            focus=broken.focus.value,
            predicate=broken.paths[0] if len(broken.paths) == 1 else None,
            value=None if broken.value is None else broken.value.value,
        )

    def _is_lost(self, broken: Broken) -> bool:
        """Say whether what is missing may stand in a part that could not be read."""
        doubtful = self.reading.doubtful
        lost = [name for subject, name in doubtful if subject == broken.focus]
        if not broken.paths and broken.value in (None, broken.focus):
            return bool(lost)
        named = any(name is None or name.value in broken.paths for name in lost)
        return broken.missing and named

    def _is_told(self, line: int, column: int, span: Span) -> bool:
        """Say whether something at this place has been told."""
        end = column + span.end - span.start
        return any(one.column < end and column < one.end for one in self._told.get(line, ()))

    def _statement(self, said: list[Said], broken: Broken) -> tuple[Said, int]:
        """Return the statement that *broken* is about, and which part of it."""
        if broken.missing or broken.value == broken.focus:
            return said[0], 0
        same = [one for one in said if one.predicate.value in broken.paths]
        if broken.value is not None:
            for one in (*same, *said):
                if one.object == broken.value:
                    return one, 2
        return (same[-1], 2) if same else (said[0], 0)
