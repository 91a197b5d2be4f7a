"""What is kept beside a store so that a change can be derived in part, and where that is done."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.parts import Parts, content_of, write_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from servanda.store import Store
    from servanda.store.rederive import Workshop

__all__ = ["record", "workshop"]

_WORDS = "words.nt"


def record(
    store: Store,
    folder: Path,
    context: str,
    told: Mapping[str, str],
    digests: Sequence[str],
    files: Sequence[Path],
) -> None:
    """Note in *folder*, where *store* is kept, what it was made of. Raises OSError."""
    from servanda.store.embedded import EmbeddedStore

    if not isinstance(store, EmbeddedStore) or store.repeated is None:
        return
    shop = workshop(None, context, tuple(sorted(told.items())))
    if shop is None:
        return
    (folder / _WORDS).write_bytes(shop.words_text())
    contents = {digest: content_of(path) for digest, path in zip(digests, files, strict=True)}
    parts = Parts(context, told, tuple(digests), store.repeated, store.things, store.pointers)
    write_parts(folder, parts, contents)


@lru_cache(maxsize=2)
def workshop(
    folder: Path | None, context: str, told: tuple[tuple[str, str], ...]
) -> Workshop | None:
    """Return where slices are derived, with the words noted in *folder*, or those of the ontology.

    *context* is there so that a change of rules or words asks for another one.
    """
    from servanda.catalog import rules
    from servanda.derive import derive
    from servanda.reach import reach
    from servanda.store import fresh
    from servanda.store.rederive import Workshop

    del context
    words = fresh()
    if folder is None:
        from servanda.build import load_words

        load_words(words)
    elif (folder / _WORDS).is_file():
        words.load(folder / _WORDS)
    else:
        return None
    book = rules()
    how_far = reach(book, words)
    if how_far is None:
        return None
    return Workshop(words, how_far, lambda store: derive(store, book, dict(told)))
