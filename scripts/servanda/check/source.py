"""Take a file from the disk once, whole, within bounds, and say what is odd about its bytes."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from servanda.check.reading import Problem
from servanda.check.tokens import Span

if TYPE_CHECKING:
    from os import stat_result
    from pathlib import Path

__all__ = ["LARGEST", "Source", "taken"]

LARGEST = 10_000_000
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_OTHER = (
    (re.compile(r'\s*[{\[]\s*("@|\{|"[^"]*"\s*:)'), "JSON-LD"),
    (re.compile(r"\s*<\?xml\b|\s*<rdf:RDF\b"), "RDF/XML"),
    (re.compile(r"\s*<!doctype\b|\s*<html\b", re.I), "HTML"),
)
_CONTEXT = re.compile(r'"@context"\s*:\s*\[?\s*("[a-zA-Z][^"]*")')


class Source(NamedTuple):
    """A file as it was when it was read: its text, or None where there is none to read.

    *absent* says that there is no file at all, which is a misuse rather than a mistake in it.
    """

    path: Path
    text: str | None
    problems: tuple[Problem, ...] = ()
    absent: bool = False


def taken(path: Path, largest: int = LARGEST) -> Source:
    """Return what is in the file at *path*; never more than *largest* bytes are read."""
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            what = "a folder" if stat.S_ISDIR(before.st_mode) else "not an ordinary file"
            return _none(path, "File-kind", absent=True, what=what)
        if before.st_size > largest:
            size = f"{before.st_size / 1e6:.1f}"
            return _none(path, "File-size", size=size, most=f"{largest / 1e6:g}")
        with path.open("rb") as file:
            raw = file.read(largest + 1)
        after = path.stat()
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = getattr(error, "strerror", None) or str(error)
        code = "File-missing" if missing else "File-unreadable"
        return _none(path, code, absent=True, reason=str(reason))
    if len(raw) > largest or _state(before) != _state(after) or len(raw) != after.st_size:
        return _none(path, "File-changed")
    return _decoded(path, raw)


def _state(found: stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _none(path: Path, code: str, absent: bool = False, **values: str) -> Source:
    return Source(path, None, (Problem(code, Span(0, 0), values),), absent)


def _decoded(path: Path, raw: bytes) -> Source:
    """Return the text of *raw*, with what is wrong about its encoding."""
    if raw[:2] in _MARKS:
        return _none(path, "File-encoding", encoding="UTF-16")
    found: list[Problem] = []
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    if start:
        found.append(Problem("File-mark", Span(0, 0), {}))
    try:
        text = raw[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        if raw[1:40:2].count(0) > 5 or raw[0:40:2].count(0) > 5:  # noqa: PLR2004 - mostly zeros
            return _none(path, "File-encoding", encoding="UTF-16")
        text = raw[start:].decode("utf-8", "replace")
        at = len(raw[start : start + error.start].decode("utf-8"))
        found.append(Problem("File-encoding", Span(at, at + 1), {"encoding": "not UTF-8"}))
        return Source(path, text, tuple(found))
    if raw[1:40:2].count(0) > 5:  # noqa: PLR2004 - UTF-16 without a mark, in plain letters
        return _none(path, "File-encoding", encoding="UTF-16")
    if not text.strip():
        return Source(path, text, (*found, Problem("File-empty", Span(0, 0), {})))
    found.extend(_of_another_kind(text))
    if "\r" in text:
        at = text.index("\r")
        found.append(Problem("File-line-ends", Span(at, at), {}))
    return Source(path, text, tuple(found))


def _of_another_kind(text: str) -> list[Problem]:
    """Return a problem where *text* is not meant to be Turtle."""
    for pattern, what in _OTHER:
        if pattern.match(text):
            remote = _CONTEXT.search(text)
            if what == "JSON-LD" and remote:
                span = Span(*remote.span(1))
                return [Problem("File-context", span, {"context": remote[1].strip('"')})]
            return [Problem("File-format", Span(0, 0), {"format": what})]
    return []
