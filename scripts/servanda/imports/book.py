"""What the data know by name: parties, instruments, kinds of acts, and the acts held already."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from servanda.imports import lookups
from servanda.imports.model import Unreadable
from servanda.imports.spelling import key as _key
from servanda.imports.spelling import spellings
from servanda.prefixes import BASE, ONTOLOGY
from servanda.store import fresh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Book"]

_BETWEEN = re.compile(r"\s*(?:,|;|/|\bor\b|\bou\b|\bof\b|\boder\b|\band\b|\bet\b)\s*")
_WIKIDATA = "http://www.wikidata.org/entity/"
_FOR_EXITS, _LONGEST = "Exit", 80


class Book:
    """Looks names up in data files and in the ontology; raises Unreadable where none fits.

    *held* has, for each party and instrument, the acts in the data: IRI, kind and day (or "").
    """

    def __init__(self, files: Iterable[Path], ontology: Iterable[Path]) -> None:
        self._store = fresh()
        for path in (*ontology, *files):
            self._store.load(path)
        self.types: dict[str, str] = {}
        self._parties = self._read_parties()
        self.opened: dict[str, str] = {}
        self._instruments = self._read_instruments()
        self.above: dict[str, set[str]] = defaultdict(set)
        self._kinds = self._read_kinds()
        self.held = self._read_acts()
        exits = defaultdict(set)
        for instrument, kind in self._rows(lookups.EXITS):
            exits[instrument].add(kind.removeprefix(ONTOLOGY))
        self._exits = {key: kinds.pop() for key, kinds in exits.items() if len(kinds) == 1}
        self._sources: dict[str, str] = {}
        for iri, named in self._rows(lookups.SOURCES):
            key = iri.rsplit("/", 1)[-1]
            self._sources |= {_key(key): key, _key(named): key}

    def is_party_name(self, text: str) -> bool:
        """Say whether *text* is a name of a State, organisation or territory."""
        return any(spelling in self._parties for spelling in spellings(text))

    def party(self, name: str, code: str = "") -> str:
        """Return the State or organisation called *name*, which *code* must not contradict."""
        known = (self._parties.get(spelling) for spelling in spellings(name))
        found = next((parties for parties in known if parties), set()) or self._twice(name)
        by_code = self._parties.get(_key(code), set()) if code else set()
        if code and not name:
            found = by_code
        if found and by_code and not found & by_code:
            raise Unreadable(f"{name!r} and the code {code!r} are two different parties")
        return self._one(found & by_code or found, name or code)

    def _twice(self, name: str) -> set[str]:
        """Return the parties of a *name* that says the same twice, as in "EU (European Union)"."""
        one, _, other = name.rstrip(") ").partition("(")
        return self._parties.get(_key(one), set()) & self._parties.get(_key(other), set())

    def _one(self, found: set[str], name: str) -> str:
        """Return the one of *found* that can be a Party."""
        if not found:
            raise Unreadable(f"no State or organisation is called {name!r}{self._near(name)}")
        if len(found) > 1:
            listed = ", ".join(sorted(iri.removeprefix(BASE) for iri in found))
            raise Unreadable(f"{name!r} may be any of {listed}")
        party = next(iter(found))
        if self.types[party] == "Territory":
            raise Unreadable(f"{name!r} is kept as a territory, which cannot act by itself")
        return party

    def instrument(self, name: str) -> str:
        """Return the instrument called *name*: a number with its series, a title, a key or IRI."""
        found = self._instruments.get(_key(name), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            listed = ", ".join(sorted(iri.removeprefix(BASE) for iri in found))
            raise Unreadable(f"instrument {name!r} may be any of {listed}")
        raise Unreadable(f"no instrument described here is called {name!r}")

    def describe(self, iri: str, names: Iterable[str]) -> None:
        """Know the instrument *iri*, which no file describes, by *names*."""
        for name in (iri, *names):
            self._instruments.setdefault(_key(name), set()).add(iri)

    def kind(self, words: str) -> str:
        """Return the class of acts that *words* name: for several, the narrowest that has all."""
        whole = self._kinds.get(_key(words))
        if whole:
            return whole
        parts = [part for part in _BETWEEN.split(words) if part]
        kinds = [self._kinds.get(_key(part)) for part in parts]
        if not parts or len(parts) == 1 or None in kinds:
            raise Unreadable(f"no kind of act is called {words!r}")
        shared = set.intersection(*(self.above[kind] for kind in kinds if kind))
        return max(shared, key=lambda kind: (len(self.above[kind]), kind))

    def exit_kind(self, instrument: str) -> str:
        """Return the kind of exit that the clause of *instrument* is about, or exits in general."""
        return self._exits.get(instrument, _FOR_EXITS)

    def source(self, name: str) -> str:
        """Return the key of the source called *name*: its key, its name or its address."""
        found = self._sources.get(_key(name))
        if found is None:
            raise Unreadable(f"no source described here is called {name!r}")
        return found

    def _near(self, name: str) -> str:
        """Return the question "did you mean", or nothing."""
        from difflib import get_close_matches

        near = get_close_matches(_key(name)[:_LONGEST], list(self._parties), n=3, cutoff=0.75)
        keys = sorted({iri.rsplit("/", 1)[-1] for key in near for iri in self._parties[key]})
        shown = " or ".join(keys)
        return f"; did you mean {shown}?" if near else ""

    def _rows(self, query: str) -> Iterable[tuple[str, ...]]:
        """Return the answers to *query* as texts, "" where there is none."""
        table = self._store.select(lookups.HEAD + query)
        return (tuple(cell.value if cell else "" for cell in row) for row in table.rows)

    def _read_parties(self) -> dict[str, set[str]]:
        parties: dict[str, set[str]] = defaultdict(set)
        for thing, kind, name in self._rows(lookups.PARTIES):
            self.types[thing] = kind.removeprefix(ONTOLOGY)
            parties[_key(name.removeprefix(_WIKIDATA))].add(thing)
            parties[_key(thing.rsplit("/", 1)[-1])].add(thing)
        return dict(parties)

    def _read_instruments(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for thing, series, number, opened, named in self._rows(lookups.INSTRUMENTS):
            if opened:
                self.opened[thing] = opened
            for name in (thing, thing.rsplit("/", 1)[-1], f"{series} {number}", named):
                found[_key(name)].add(thing)
        return dict(found)

    def _read_kinds(self) -> dict[str, str]:
        kinds: dict[str, str] = {}
        for iri, above, name in self._rows(lookups.KINDS):
            kind = iri.removeprefix(ONTOLOGY)
            self.above[kind].add(above.removeprefix(ONTOLOGY))
            for word in (name, kind, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind)):
                kinds.setdefault(_key(word), kind)
        return kinds

    def _read_acts(self) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
        acts: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for act, kind, state, instrument, on in self._rows(lookups.ACTS):
            acts[state, instrument].append((act, kind.removeprefix(ONTOLOGY), on))
        return acts
