"""One thing to put right: where, which rule, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servanda.check import rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from servanda.check.reading import Problem, Reading

__all__ = ["Checked", "Finding", "of_problem", "order"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Lines and columns count from 1; *end* is the column after the last sign.

    *focus*, *predicate* and *value* say what it is about, where that is known.
    """

    code: str
    severity: str
    message: str
    fix: str
    path: Path
    line: int = 1
    column: int = 1
    end: int = 1
    snippet: str = ""
    focus: str | None = None
    predicate: str | None = None
    value: str | None = None

    @property
    def place(self) -> str:
        """Where it is, as ``path:line:column``."""
        return f"{self.path}:{self.line}:{self.column}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as names and values for programs."""
        return {
            "file": str(self.path),
            "line": self.line,
            "column": self.column,
            "endColumn": self.end,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "fix": self.fix,
            "snippet": self.snippet,
            "focus": self.focus,
            "property": self.predicate,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out: the findings, the preview (lines to read), and whether a path was no file."""

    findings: tuple[Finding, ...]
    preview: tuple[Mapping[str, str], ...] = ()
    absent: bool = False
    files: int = 0
    remarks: tuple[str, ...] = field(default=())


def of_problem(problem: Problem, path: Path, reading: Reading) -> Finding:
    """Return the finding that *problem* in the file at *path* stands for."""
    rule = rules.table()[problem.code]
    line, column = reading.place(problem.span.start)
    snippet = reading.line(line)
    end = min(column + max(problem.span.end - problem.span.start, 1), len(snippet) + 1)
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=rules.filled(rule.says, problem.values),
        fix=rules.filled(rule.fix, problem.values),
        path=path,
        line=line,
        column=column,
        end=max(end, column + 1),
        snippet=snippet[:400],
        focus=problem.values.get("focus"),
        predicate=problem.values.get("property"),
        value=problem.values.get("value"),
    )


def order(finding: Finding) -> tuple[Any, ...]:
    """Return the key by which findings are sorted: by place, as one reads."""
    return (str(finding.path), finding.line, finding.column, finding.code, finding.message)
