"""Findings as text for people, and as JSON, SARIF, GitHub annotations or a SHACL report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from servanda.check.rules import LEVELS
from servanda.show import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.check.finding import Checked, Finding

__all__ = ["FORMATS", "as_text", "rendered"]

FORMATS = ("text", "json", "github", "sarif", "turtle")
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_WIDE = 100
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def rendered(checked: Checked, form: str, *, width: int | None = None) -> str:
    """Return what was found in one of FORMATS."""
    if form == "json":
        return _json(checked)
    if form == "sarif":
        return _sarif(checked.findings)
    if form == "github":
        return "".join(map(_annotation, checked.findings))
    if form == "turtle":
        from servanda.check.report import as_turtle

        return as_turtle(checked.findings)
    return as_text(checked, width or _WIDE)


def as_text(checked: Checked, width: int = _WIDE) -> str:
    """Return the findings and the preview as a person reads them."""
    parts = [_block(finding, width) for finding in checked.findings]
    parts += _previewed(checked)
    return "\n".join(parts)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each level."""
    numbers = [(sum(one.severity == level for one in findings), level) for level in LEVELS]
    words = {"error": "errors", "warning": "warnings", "info": "infos"}
    return ", ".join(f"{n} {level if n == 1 else words[level]}" for n, level in numbers)


def _block(finding: Finding, width: int) -> str:
    """Return one finding with its line and a mark below what it is about."""
    head = f"{finding.place}: {finding.severity} [{finding.code}] {finding.message}"
    lines = [printable(head)]
    if finding.snippet:
        number = str(finding.line)
        text, start = _window(finding.snippet, finding.column - 1, width - len(number) - 5)
        at = finding.column - 1 - start
        long = max(1, min(finding.end - finding.column, len(text) - at))
        margin = " " * len(number)
        lines += [f"  {number} | {printable(text)}", f"  {margin} | {' ' * at}{'^' * long}"]
    lines.append(_fixed(finding.fix, width))
    return "\n".join(lines) + "\n"


def _fixed(text: str, width: int) -> str:
    """Return what to do, below the finding."""
    from textwrap import TextWrapper

    wrapper = TextWrapper(width, initial_indent="  ", subsequent_indent="       ")
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return wrapper.fill(printable(f"fix: {text}"))


def _window(text: str, at: int, wide: int) -> tuple[str, int]:
    """Return the part of a line that is shown, and at which sign it starts."""
    plain = text.replace("\t", " ")
    if len(plain) <= wide:
        return plain, 0
    start = max(0, min(at - wide // 3, len(plain) - wide))
    return plain[start : start + wide], start


def _previewed(checked: Checked) -> list[str]:
    """Return the lines of the preview."""
    if not checked.preview:
        return []
    lines = [f"  {row['text']}" for row in checked.preview]
    return ["What this changes:\n" + "\n".join(lines) + "\n"]


def _json(checked: Checked) -> str:
    content = {
        "findings": [finding.as_json() for finding in checked.findings],
        "counts": {
            level: sum(one.severity == level for one in checked.findings) for level in LEVELS
        },
        "files": checked.files,
        "preview": [dict(row) for row in checked.preview],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _annotation(finding: Finding) -> str:
    """Return a workflow command of GitHub Actions."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: object) -> str:
        return data(str(text)).replace(":", "%3A").replace(",", "%2C")

    where = (
        f"file={value(finding.path)},line={finding.line},col={finding.column},"
        f"endColumn={finding.end},title={value(finding.code)}"
    )
    text = data(printable(f"{finding.message} {finding.fix}"))
    return f"::{_GITHUB_LEVEL[finding.severity]} {where}::{text}\n"


def _sarif(findings: Sequence[Finding]) -> str:
    """Return the findings as a SARIF 2.1.0 log."""
    from servanda import __version__

    codes = sorted({finding.code for finding in findings})
    first = {finding.code: finding for finding in reversed(findings)}
    rules = [
        {
            "id": code,
            "shortDescription": {"text": first[code].message},
            "help": {"text": first[code].fix},
            "defaultConfiguration": {"level": _SARIF_LEVEL[first[code].severity]},
        }
        for code in codes
    ]
    driver = {"name": "servanda", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes) for finding in findings],
    }
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    """Return one result of a SARIF log."""
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.line,
        "endColumn": finding.end,
    }
    if finding.snippet:
        region["snippet"] = {"text": finding.snippet}
    path = finding.path.as_posix()
    uri = finding.path.as_uri() if finding.path.is_absolute() else quote(path)
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _SARIF_LEVEL[finding.severity],
        "message": {"text": f"{finding.message} {finding.fix}"},
        "locations": [place],
    }
