"""Say which published statements are so: find those meant, and see that each can be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.ask import ask
from servanda.catalog import audits, question
from servanda.errors import DataProblem, UsageProblem
from servanda.names import did_you_mean, folded
from servanda.prefixes import BASE, ONTOLOGY, compact, expand
from servanda.store import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from servanda.store import Store, Table
    from servanda.validate import Finding

__all__ = ["check_testable", "grounds", "meant", "verdicts"]

_KNOWN = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?statement ?source ?label WHERE {{
  ?statement a <{ONTOLOGY}Statement> .
  OPTIONAL {{ ?statement dcterms:source ?source OPTIONAL {{ ?source skos:prefLabel ?label }} }}
}}
ORDER BY ?statement ?source ?label
"""
_AUDIT = "statements-without-verdict"


def verdicts(store: Store, name: str | None = None) -> Table:
    """Return one row for each statement, or for those that *name* means, with its verdict."""
    return ask(store, question("verdicts"), meant(store, name))


def grounds(store: Store, name: str | None = None) -> Table:
    """Return what each verdict rests on: a row for each finding, fact and source."""
    told = meant(store, name)
    if "only_source" in told:
        rows = ask(store, question("verdicts"), told)
        wanted = {iri for iri in rows.column("statement_iri") if iri}
        tables = [_grounds(store, iri) for iri in sorted(wanted)]
        return type(tables[0])(tables[0].columns, tuple(row for one in tables for row in one.rows))
    return ask(store, question("verdict-grounds"), told)


def _grounds(store: Store, statement: str) -> Table:
    return ask(store, question("verdict-grounds"), {"only_statement": statement})


def meant(store: Store, name: str | None) -> Mapping[str, str]:
    """Return what to tell the question about statements so that it gives those that *name* means.

    *name* may be the key or IRI of a statement, or the key, IRI or label of a source of one.
    Raises UsageProblem with near names where there is none.
    """
    if name is None:
        return {}
    spellings = _spellings(store)
    for wanted in (name, expand(name), folded(name)):
        if wanted in spellings:
            kind, iri = spellings[wanted]
            return {f"only_{kind}": iri}
    hint = did_you_mean(name, [text for text in spellings if not text.startswith("http")])
    raise UsageProblem(
        f"no statement, and no source of one, is called {name!r}",
        hint=hint or "`servanda verdicts` lists them all; `servanda disputes` has rival dates",
    )


def _spellings(store: Store) -> dict[str, tuple[str, str]]:
    """Return what statements and their sources may be called, with the kind and IRI of each."""
    found: dict[str, tuple[str, str]] = {}
    for statement, source, label in store.select(_KNOWN).rows:
        for kind, thing in (("source", source), ("statement", statement)):
            if thing is not None:
                key = thing.value.removeprefix(BASE).partition("/")[2] or thing.value
                found |= dict.fromkeys((thing.value, key), (kind, thing.value))
        if label is not None and source is not None:
            found.setdefault(label.value, ("source", source.value))
            found.setdefault(folded(label.value), ("source", source.value))
    return found


def check_testable(store: Store, extra: tuple[Path, ...] = (), data: Path | None = None) -> None:
    """Raise DataProblem where a statement cannot be tested.

    The problem names the file and line, and what to add, where the statement is in *extra*.
    """
    audit = next(query for query in audits() if query.name == _AUDIT)
    rows = store.select(audit.text).rows
    if not rows:
        return
    statement, assertion, problem, named = rows[0]
    for finding in _findings(extra, data):
        raise DataProblem(
            f"{finding.focus}: {finding.message}", finding.path, finding.line, finding.column
        )
    about = compact((assertion or statement or Term("literal", "")).value)
    told = problem.value if problem else ""
    what = f"{about}: {told}" + (f" ({compact(named.value)})" if named else "")
    raise DataProblem(what, hint=_near(store, named) or "`servanda validate` says where")


def _findings(extra: tuple[Path, ...], data: Path | None) -> list[Finding]:
    """Return the violations in *extra*, which is slow and only done when something is wrong."""
    if not extra:
        return []
    from servanda.validate import validate

    found = validate(extra, data, extra)
    return [one for one in found if one.severity == "violation" and one.path in extra]


def _near(store: Store, named: Term | None) -> str | None:
    """Return the names nearest to something that is not known."""
    if named is None:
        return None
    kind = named.value.removeprefix(BASE).partition("/")[0].capitalize()
    query = f"SELECT DISTINCT ?thing WHERE {{ ?thing a <{ONTOLOGY}{kind}> }} ORDER BY ?thing"
    known = [compact(iri) for iri in store.select(query).column("thing") if iri]
    return did_you_mean(compact(named.value), known)
