"""Derive again only what a changed file can reach; the result is that of a full run.

A kept store is copied (its tables are shared, so that takes no time), the slice that the change can
reach is derived before and after it in a small store of its own, and the difference is put in.
Where the reach has no bound worth keeping to, nothing is done here and everything is derived anew.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.cache import move_in, reopened
from servanda.parts import Parts, content_of, digest_of, read_parts, texts_of, write_parts
from servanda.workshop import workshop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servanda.store import Store

__all__ = ["can_be_added_to", "renewed", "with_added"]

_SHARE, _LEAST = 3, 3000  # a slice may hold a third of all things, and so many in any case
_MOST_FILES = 50  # changed; with more, everything is derived anew


def can_be_added_to(base: Store) -> bool:
    """Say whether :func:`with_added` takes *base*: whether it is kept in the cache."""
    folder = getattr(base, "folder", None)
    return folder is not None and read_parts(folder) is not None


def with_added(base: Store, files: Sequence[Path]) -> Store:
    """Return a store with everything in *base* and in *files*, and all that follows from both.

    *base* comes from :func:`servanda.build.built` and stays as it is. Many stores can be made from
    the same one in one process, in about a tenth of a second each; where a file reaches too far (it
    changes a word, an armed conflict, …) it takes as long as a full run. The folder of the new
    store goes when the store does. Raises DataProblem where a file is not right, UsageProblem where
    it cannot be read, and ValueError where *base* is not kept in the cache.
    """
    folder = getattr(base, "folder", None)
    parts = read_parts(folder) if folder else None
    if folder is None or parts is None:
        raise ValueError("only a store that is kept in the cache can be added to")
    come = [(path, content_of(path)) for path in files]
    place = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent)) / "store"
    try:
        made = _with(folder, parts, place, (), come) or _anew(folder, parts, come)
    except BaseException:
        shutil.rmtree(place.parent, ignore_errors=True)
        raise
    _clear_after(made, place.parent)
    return made


def renewed(
    cache: Path, place: Path, context: str, digests: Sequence[str], files: Sequence[Path]
) -> Store | None:
    """Return a store made of *files* from the nearest one in *cache*, and keep it at *place*.

    *digests* name the contents of *files*. None where there is no store near enough, or where it
    has to be made anew for another reason; then nothing is kept.
    """
    path_of = dict(zip(digests, files, strict=True))
    for folder, parts in _near(cache, context, digests):
        gone, come = _difference(parts.files, digests), _difference(digests, parts.files)
        contents = [(path_of[digest], content_of(path_of[digest])) for digest in come]
        if [digest_of(content) for _, content in contents] != list(come):
            return None  # a file changed under way
        with suppress(OSError), tempfile.TemporaryDirectory(prefix="new-", dir=cache) as temporary:
            new = Path(temporary) / "store"
            made = _with(folder, parts, new, gone, contents)
            if made is None:
                return None
            _close(made)
            move_in(new, place)
            return reopened(place)
    return None


def _near(cache: Path, context: str, digests: Sequence[str]) -> Iterator[tuple[Path, Parts]]:
    """Return the kept store made of most of the same contents, if it is near enough."""
    best: tuple[int, Path, Parts] | None = None
    for folder in sorted(cache.glob("store-*")):
        parts = read_parts(folder)
        if parts is None or parts.context != context:
            continue
        far = (Counter(parts.files) - Counter(digests)).total()
        far += (Counter(digests) - Counter(parts.files)).total()
        if far <= _MOST_FILES and (best is None or far < best[0]):
            best = (far, folder, parts)
    if best is not None:
        yield best[1], best[2]


def _difference(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return those of *some* that are not among *others*, as often as they are too many."""
    return tuple((Counter(some) - Counter(others)).elements())


def _with(
    folder: Path,
    parts: Parts,
    new: Path,
    gone: Sequence[str],
    come: Sequence[tuple[Path, bytes]],
) -> Store | None:
    """Return a copy, at *new*, of the store in *folder*, without the contents *gone*, with *come*.

    None where everything has to be derived anew. Raises DataProblem, OSError.
    """
    from servanda.store.kept import twin
    from servanda.store.rederive import change, is_repeated, pointers_in, rederive

    old = texts_of(folder, gone)
    shop = workshop(folder, parts.context, tuple(sorted(parts.told.items())))
    if old is None or shop is None:
        return None
    store = twin(folder, new)
    named = [(Path(digest), text) for digest, text in zip(gone, old, strict=True)]
    difference, twice = change(store, named, come)
    if is_repeated(difference, parts.twice):
        return None
    pointers = parts.pointers | pointers_in(difference)
    most = max(_LEAST, parts.things // _SHARE)
    if not rederive(store, difference, shop, pointers, most):
        return None
    contents = {digest_of(content): content for _, content in come}
    files = Counter(parts.files) - Counter(gone) + Counter(digest_of(one) for _, one in come)
    made = replace(
        parts, files=tuple(files.elements()), twice=parts.twice | twice, pointers=pointers
    )
    write_parts(new, made, contents)
    store.made_from = folder
    return store


def _anew(folder: Path, parts: Parts, come: Sequence[tuple[Path, bytes]]) -> Store:
    """Return a store made anew of all the contents in *parts* and of *come*."""
    from servanda.build import assembled

    old = texts_of(folder, parts.files)
    if old is None:
        raise ValueError("the store does not say what it was made of")
    with tempfile.TemporaryDirectory(prefix="new-", dir=folder.parent) as temporary:
        files = [Path(temporary) / f"{number}.ttl" for number in range(len(old))]
        for path, text in zip(files, old, strict=True):
            path.write_bytes(text)
        return assembled((*files, *(path for path, _ in come)), told=parts.told)[0]


def _close(store: Store) -> None:
    """Write out what *store* has not written yet, and let go of its folder."""
    from servanda.store.embedded import EmbeddedStore
    from servanda.store.kept import close

    if isinstance(store, EmbeddedStore):
        close(store)


def _clear_after(store: Store, folder: Path) -> None:
    """Clear *folder* away when *store* goes."""
    import weakref

    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
