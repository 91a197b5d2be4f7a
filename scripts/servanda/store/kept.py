"""Stores on disk: write one, open one, and take a copy of one that costs next to nothing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox

from servanda.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["close", "keep", "reopen", "twin"]


def keep(store: object, folder: Path) -> None:
    """Write everything in *store* to *folder*, which must not exist yet."""
    if not isinstance(store, EmbeddedStore):
        raise TypeError("only an embedded store can be kept in a folder")
    disk = ox.Store(folder)
    disk.bulk_extend(store.engine)
    disk.optimize()
    disk.flush()


def reopen(folder: Path) -> EmbeddedStore:
    """Open what :func:`keep` wrote, read-only."""
    try:
        return EmbeddedStore(ox.Store.read_only(str(folder)), folder)
    except RuntimeError as error:  # what the engine calls a damaged folder
        raise OSError(str(error)) from error


def twin(folder: Path, new: Path) -> EmbeddedStore:
    """Open for writing a copy, at *new*, of what was kept in *folder*.

    The engine never writes into a table file that is complete, so those are shared between the two
    (hard links); the short lists of which there are, are copied. Raises OSError.
    """
    new.mkdir(parents=True)
    for path in folder.iterdir():
        if path.suffix == ".sst":
            try:
                os.link(path, new / path.name)
                continue
            except OSError:  # a file system without links, or too many of them
                pass
        if path.name not in {"LOCK", "LOG"} and path.is_file():
            shutil.copyfile(path, new / path.name)
    try:
        return EmbeddedStore(ox.Store(new), new)
    except RuntimeError as error:
        raise OSError(str(error)) from error


def close(store: EmbeddedStore) -> None:
    """Write out what *store* still has in memory only, and let go of its folder."""
    store.engine.flush()
    store.engine = ox.Store()
