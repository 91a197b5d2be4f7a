"""What a person says about a file to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.imports.book import Book

__all__ = ["Options", "Origin"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the words of the command line say, with the *book* of names.

    *as_of* is the day on which the table was true, *url* where it was found, *source* the key of a
    source that is described already, *encoding* a character set, *endpoint* a SPARQL service,
    *only* patterns of the keys of instruments to keep; *describe* asks for a bare description of
    instruments that no file describes.
    """

    book: Book
    instrument: str = ""
    source: str = ""
    url: str = ""
    as_of: str = ""
    encoding: str | None = None
    endpoint: str = ""
    only: tuple[str, ...] = ()
    describe: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Who publishes tables of one format: the name before the instrument's, publisher, rank."""

    label: str
    publisher: str
    kind: str
