"""Keep what was built, whole or not at all, for whoever asks next."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from servanda.store import keep, reopen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from servanda.store import Store

__all__ = ["cache_folder", "move_in", "put_away", "reopened"]

_KEPT, _IDLE = 6, 3600  # stores kept, and seconds after which one more may go
_MOST = 1_000_000_000  # bytes in the stores kept; the newest stays, whatever its size


def cache_folder() -> Path:
    """Return where stores are kept: SERVANDA_CACHE, or the user's cache folder."""
    named = os.environ.get("SERVANDA_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("servanda", appauthor=False)


def reopened(place: Path) -> Store | None:
    """Return the store kept at *place*, or None; one that cannot be opened is cleared away."""
    if not place.is_dir():
        return None
    try:
        store = reopen(place)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        return None
    with suppress(OSError):
        os.utime(place)
    return store


def put_away(store: Store, place: Path, beside: Callable[[Path], object] | None = None) -> None:
    """Keep *store* at *place*, all of it or nothing, also when others do the same just now.

    *beside* puts more into the folder that is to be kept. Raises OSError.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=place.parent) as temporary:
        new = Path(temporary) / "store"
        keep(store, new)
        if beside is not None:
            beside(new)
        move_in(new, place)


def move_in(new: Path, place: Path) -> None:
    """Give the folder *new* its *place*, unless another is there by now; clear old ones away."""
    try:
        new.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    _prune(place.parent)


def _prune(folder: Path) -> None:
    """Clear away what was kept longest ago, and what was left half made."""
    with suppress(OSError):
        kept = sorted(folder.glob("store-*"), key=lambda path: -path.stat().st_mtime)
        schemas = sorted(folder.glob("schema-*"), key=lambda path: -path.stat().st_mtime)
        left = kept[_fitting(kept) :]
        for path in (*left, *schemas[_KEPT:], *folder.glob("new-*")):
            if time() - path.stat().st_mtime > _IDLE:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _fitting(folders: Sequence[Path]) -> int:
    """Return how many of *folders*, from the first on, are few and small enough to be kept.

    A file that several of them share (by a hard link) counts once. Raises OSError.
    """
    seen: set[tuple[int, int]] = set()
    total = 0
    for number, folder in enumerate(folders[:_KEPT]):
        for file in folder.rglob("*"):
            told = file.lstat()
            if (told.st_dev, told.st_ino) not in seen:
                seen.add((told.st_dev, told.st_ino))
                total += told.st_size
        if number and total > _MOST:
            return number
    return min(len(folders), _KEPT)
