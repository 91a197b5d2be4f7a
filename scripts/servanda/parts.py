"""What a kept store was made of, file by file, so that a changed file can be put in its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from servanda.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Parts", "content_of", "digest_of", "read_parts", "texts_of", "write_parts"]

_LIST, _TEXTS = "parts.json", "texts.zip"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a store.

    *context* stands for all that is not a data file (code, ontology, rules, choices); *told* are
    the choices; *files* are the digests of the data files; *twice* is what more than one of them
    says, as N-Triples; *things* is about how many things they tell of, and
    *pointers* are the properties that they use between two things.
    """

    context: str
    told: Mapping[str, str]
    files: tuple[str, ...]
    twice: frozenset[str]
    things: int
    pointers: frozenset[str]


def content_of(path: Path) -> bytes:
    """Return the bytes at *path*; raises UsageProblem where there are none to read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageProblem(f"cannot be read: {error.strerror}", path) from error


def digest_of(content: bytes) -> str:
    """Return a name for *content*."""
    return blake2b(content, digest_size=20).hexdigest()


def read_parts(folder: Path) -> Parts | None:
    """Return the parts of the store kept in *folder*, or None where that is not on record."""
    try:
        found = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        files, twice = tuple(map(str, found["files"])), frozenset(map(str, found["twice"]))
        pointers = frozenset(map(str, found["pointers"]))
        return Parts(found["context"], found["told"], files, twice, int(found["things"]), pointers)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_parts(folder: Path, parts: Parts, texts: Mapping[str, bytes]) -> None:
    """Put *parts* on record in *folder*, and *texts* (by digest) beside those already there."""
    new = {
        "context": parts.context,
        "told": dict(parts.told),
        "files": parts.files,
        "twice": sorted(parts.twice),
        "things": parts.things,
        "pointers": sorted(parts.pointers),
    }
    import zipfile

    with zipfile.ZipFile(folder / _TEXTS, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        known = set(archive.namelist())
        for digest in sorted(set(texts) - known):
            archive.writestr(digest, texts[digest])
    (folder / _LIST).write_text(json.dumps(new), encoding="utf-8")


def texts_of(folder: Path, digests: Iterable[str]) -> list[bytes] | None:
    """Return the contents with these *digests*, or None where one is not there."""
    import zipfile

    try:
        with zipfile.ZipFile(folder / _TEXTS) as archive:
            return [archive.read(digest) for digest in digests]
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
