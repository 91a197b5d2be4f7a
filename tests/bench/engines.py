"""The derivation beside other engines: rdflib, DuckDB, owlrl."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from .measure import files_in, limited, row, timed

if TYPE_CHECKING:
    import argparse

    from servanda.store import Store

__all__ = ["against_duckdb", "against_rdflib", "closure"]


def against_rdflib(asked: argparse.Namespace) -> None:
    """The whole derivation of a treaty or two, here and on rdflib, the same stored rules."""
    from portability.rdflib_store import RdflibStore
    from servanda.build import assembled, load_words
    from servanda.catalog import home
    from servanda.derive import derive
    from servanda.store import fresh, load_all

    names = ("act/ets-126", "instrument/ets-126", "clause", "state", "role", "norm/ets-126")
    files = [path for name in names for path in files_in(home() / "data" / name)]
    for some in (files, files_in(home() / "data")):
        ours = timed(lambda: assembled(some, counted=False), asked.repeat)  # noqa: B023
        store, _ = assembled(some)
        start = fresh()
        load_words(start)
        load_all(start, some)

        def theirs() -> set[str]:
            every = (*start.dump(derived=False), *start.dump(derived=True))  # noqa: B023
            other = RdflibStore(every)
            derive(other)
            return {one.n3() for one in other.dump(derived=True)}

        took, rows = limited(theirs, asked.limit)
        row(f"{store.things} things, here", ours)  # type: ignore[attr-defined]
        if took is None:
            print(
                f"  on rdflib: stopped after {asked.limit} s, more than"
                f" {asked.limit / median(ours):.0f} x"
            )
            continue
        same = rows == {one.n3() for one in store.dump(derived=True)} - {
            one.n3() for one in start.dump(derived=True)
        }
        row("the same rules on rdflib", [took], ours, same)


def against_duckdb(asked: argparse.Namespace) -> None:
    """The rules on made-up acts, here and the core of them in DuckDB on ready tables."""
    from servanda.build import assembled, data_files

    from .duck import intervals_in_sql, intervals_in_store

    with tempfile.TemporaryDirectory() as folder:
        from .acts import write_acts

        write_acts(Path(folder), asked.scale[0], successions=False)
        files = data_files(Path(folder))
        ours = timed(lambda: assembled(files, counted=False), asked.repeat)
        store, runs = assembled(files)
    core = [run.seconds for run in runs if run.name < "65"]
    took, rows = intervals_in_sql(store, asked.repeat)
    total = sum(run.triples for run in runs)
    row(f"everything, {total} triples derived", ours)
    row("of which rules up to party intervals (once)", [sum(core)])
    row("DuckDB, party intervals from ready tables", took, ours, rows == intervals_in_store(store))
    print(f"  {len(rows)} intervals")


def closure(asked: argparse.Namespace) -> None:
    """What follows from the ontology for the data: closed once and six rules, or owlrl on all."""
    import owlrl
    from rdflib import Graph

    from servanda.build import load_words, ontology_files
    from servanda.catalog import home, rules
    from servanda.derive import derive
    from servanda.prefixes import ONTOLOGY
    from servanda.store import fresh, load_all

    files = files_in(home() / "data" / "act") + files_in(home() / "data" / "instrument" / "ets-126")
    first = [rule for rule in rules() if rule.name < "05"]

    def here() -> Store:
        store = fresh()
        load_words(store)
        load_all(store, files)
        derive(store, first)
        return store

    ours = timed(here, asked.repeat)

    def there() -> set[tuple[str, str, str]]:
        graph = Graph()
        for path in (*ontology_files(), *files):
            graph.parse(path)
        kept = {str(one) for one in graph.subjects()}
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False).expand(graph)
        return {(str(s), str(p), str(o)) for s, p, o in graph if str(s) in kept}

    took, found = limited(there, asked.limit)
    row("schema closed, rules 00 to 02", ours)
    if took is None or found is None:
        print(
            f"  owlrl: stopped after {asked.limit} s, more than {asked.limit / median(ours):.0f} x"
        )
        return
    mine = {
        (s.value, p.value, o.value) for d in (False, True) for s, p, o in here().dump(derived=d)
    }
    told = {
        one
        for one in found
        if "/act/" in one[0] and (one[1].startswith(ONTOLOGY) or one[2].startswith(ONTOLOGY))
    }
    own = {
        one
        for one in mine
        if "/act/" in one[0] and (one[1].startswith(ONTOLOGY) or one[2].startswith(ONTOLOGY))
    }
    row("owlrl over data and ontology", [took], ours, told == own)
    if told != own:
        print("   only here", sorted(own - told)[:3], "only there", sorted(told - own)[:3])
