"""Random edits: what is derived in part is what a full run gives, triple for triple."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from servanda import build
from servanda.store import rederive
from servanda.workshop import workshop

from .worlds import any_files, edited, text

if TYPE_CHECKING:
    from servanda.store import Store, Triple

    from .worlds import Files


class Running:
    """A store that follows one edit after the other."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder = folder
        self.files = files
        self.in_part = 0
        self.store = self.anew()

    def anew(self) -> Store:
        """Return a store made of the files as they are now."""
        paths = []
        for name, blocks in sorted(self.files.items()):
            path = self.folder / f"{name}.ttl"
            path.write_text(text(blocks), encoding="utf-8")
            paths.append(path)
        store, _ = build.assembled(paths, self.folder)
        self.twice = store.repeated  # type: ignore[attr-defined]
        self.pointers = store.pointers  # type: ignore[attr-defined]
        return store

    def edit(self, new: Files) -> None:
        """Put *new* in the place of the files."""
        changed = [name for name in sorted(new) if new[name] != self.files[name]]
        gone = [(Path(name), text(self.files[name]).encode()) for name in changed]
        come = [(Path(name), text(new[name]).encode()) for name in changed]
        self.files = new
        shop = workshop(None, "", ())
        assert shop is not None
        change, twice = rederive.change(self.store, gone, come)
        pointers = self.pointers | rederive.pointers_in(change)
        if rederive.is_repeated(change, self.twice) or not rederive.rederive(
            self.store, change, shop, pointers, 10_000
        ):
            self.store = self.anew()
            return
        self.in_part += 1
        self.pointers, self.twice = pointers, self.twice | twice


def difference(some: Store, other: Store) -> dict[str, list[Triple]]:
    """Return what one store has and the other has not: nothing, if all is well."""
    found = {}
    for derived in (False, True):
        one, two = set(some.dump(derived=derived)), set(other.dump(derived=derived))
        found[f"too much, derived={derived}"] = sorted(one - two)[:5]
        found[f"missing, derived={derived}"] = sorted(two - one)[:5]
    return {name: triples for name, triples in found.items() if triples}


def run(folder: Path, seed: int, worlds: int, edits: int, each: int) -> int:
    """Make that many *edits*, compare after *each* so many; return how many went in part."""
    random = Random(seed)
    running = Running(folder, any_files(random, worlds))
    for number in range(1, edits + 1):
        running.edit(edited(random, running.files))
        if number % each == 0:
            assert difference(running.store, running.anew()) == {}, f"seed {seed}, edit {number}"
    return running.in_part


@pytest.mark.parametrize("seed", range(6))
def test_a_few_edits(seed: int, tmp_path: Path) -> None:
    assert run(tmp_path, seed, worlds=2, edits=4, each=2) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_many_edits(seed: int, tmp_path: Path) -> None:
    assert run(tmp_path, seed, worlds=6, edits=40, each=20) > 20
