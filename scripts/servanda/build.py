"""Build the store from the files, or reopen the one that was built from these very bytes."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from servanda import __version__
from servanda.cache import cache_folder, put_away, reopened
from servanda.catalog import home, turtle_files
from servanda.errors import UsageProblem
from servanda.files import write_whole
from servanda.increment import renewed
from servanda.parts import content_of, digest_of
from servanda.store import engine, fresh, load_all, uncounted
from servanda.workshop import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from servanda.derive import RuleRun
    from servanda.store import Store

__all__ = [
    "assembled",
    "built",
    "data_files",
    "fingerprint",
    "load_words",
    "ontology_files",
    "schema",
    "to_stderr",
]

_FORM = 3  # to be raised when what is kept, or how it is made, changes


def to_stderr(text: str) -> None:
    """Say *text* to the person, beside the data."""
    print(f"servanda: {text}", file=sys.stderr)


def built(
    data: Path | None = None,
    extra: Sequence[Path] = (),
    remark: Callable[[str], None] = to_stderr,
    told: Mapping[str, str] | None = None,
) -> Store:
    """Return a store with everything asserted and derived, ready to be asked.

    *data* is the folder to answer from (default: the shipped one); *extra* files are added to it;
    *told* gives parameters of rules other values than their defaults.
    The store is kept in the user's cache under a key made of every byte that it depends on; where
    the cache cannot be written the answer is the same, slower, and *remark* is told.
    Raises DataProblem with file and line where an input is not right; then nothing is kept.
    """
    files = data_files(data, extra)
    folder = cache_folder()
    context, digests = _context(told), _digests(files)
    place = folder / f"store-{_key(context, digests)}"
    kept = reopened(place)
    if kept is not None:
        return kept
    made = renewed(folder, place, context, digests, files)
    if made is not None:
        return made
    store, _ = assembled(files, folder, told, counted=False)
    if (_context(told), _digests(files)) != (context, digests):
        return store  # a file changed under way: right for now, but not to be found by either key
    try:
        put_away(store, place, lambda new: record(store, new, context, told or {}, digests, files))
        store.folder = place  # type: ignore[attr-defined]
    except OSError as error:
        remark(f"nothing kept for next time: {error}")
    return store


def assembled(
    files: Sequence[Path],
    cache: Path | None = None,
    told: Mapping[str, str] | None = None,
    *,
    counted: bool = True,
) -> tuple[Store, tuple[RuleRun, ...]]:
    """Return a fresh store in memory made of *files* and the ontology, and what each rule did.

    Unless *counted*, it takes half the time and the numbers of triples are not known (zero).
    """
    from servanda.derive import derive

    store = fresh()
    load_all(store, (*ontology_files(), *files))
    store.insert(schema(cache))
    if counted:
        return store, derive(store, told=told)
    with uncounted(store):
        return store, derive(store, told=told)


def data_files(data: Path | None = None, extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the files to answer from; raises UsageProblem where a place does not exist."""
    folder = home() / "data" if data is None else data
    if not folder.is_dir():
        raise UsageProblem("no such folder", folder)
    for path in extra:
        if not path.is_file():
            raise UsageProblem("no such file", path)
    return (*turtle_files(folder), *extra)


def ontology_files() -> tuple[Path, ...]:
    """Return the files of the ontology."""
    return turtle_files(home() / "ontology")


def fingerprint(files: Sequence[Path], told: Mapping[str, str] | None = None) -> str:
    """Return a name for what is made of these *files*: other bytes, another name."""
    return _key(_context(told), _digests(files))


def _context(told: Mapping[str, str] | None) -> str:
    """Return a name for all but the data that a store depends on: versions, code, rules, words."""
    queries = sorted((home() / "queries").rglob("*.rq")) + sorted(
        (home() / "queries").glob("*.yaml")
    )
    shapes = turtle_files(home() / "shapes")
    code = sorted(Path(__file__).parent.glob("*.py")) + sorted(
        (Path(__file__).parent / "store").glob("*.py")
    )
    choices = sorted((told or {}).items())
    versions = f"{_FORM} {__version__} {engine()} {sys.version_info[:2]} {choices}"
    return _digest(versions, (*code, *ontology_files(), *shapes, *queries))


def _digests(files: Sequence[Path]) -> tuple[str, ...]:
    """Return a name for the content of each of *files*."""
    return tuple(digest_of(content_of(path)) for path in files)


def _key(context: str, digests: Sequence[str]) -> str:
    """Return a name for all that a store depends on."""
    return blake2b("\0".join((context, *digests)).encode(), digest_size=20).hexdigest()


def _digest(start: str, files: Sequence[Path]) -> str:
    """Return one hash of *start* and of the name and content of each of *files*."""
    total = blake2b(start.encode(), digest_size=20)
    for path in files:
        content = content_of(path)
        total.update(f"\0{path.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def load_words(store: Store) -> None:
    """Load the ontology, closed, into *store*."""
    load_all(store, ontology_files())
    store.insert(schema(cache_folder()))


def schema(cache: Path | None) -> str:
    """Return a query that gives the closure of the ontology, from *cache* if it is there."""
    from servanda.closure import as_construct, closure

    files = ontology_files()
    code = Path(__file__).with_name("closure.py")
    place = (cache or Path()) / f"schema-{_digest(__version__, (code, *files))}.rq"
    if cache is not None:
        with suppress(OSError):
            return place.read_text(encoding="utf-8")
    text = as_construct(closure(files))
    if cache is not None:
        with suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
            write_whole(place, text)
    return text
