"""Put typed parameters into a stored question, and ask it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from servanda.errors import DataProblem, UsageProblem
from servanda.names import did_you_mean, resolve
from servanda.prefixes import PREFIXES, expand, is_iri
from servanda.sparql import bind
from servanda.store import Table, Term, about

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from servanda.catalog import Parameter, StoredQuery
    from servanda.store import Store

__all__ = ["ask", "ask_of", "day", "defaults", "typed"]

_XSD = PREFIXES["xsd"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST = 10_000


def ask(store: Store, question: StoredQuery, parameters: Mapping[str, str]) -> Table:
    """Answer *question* from *store*. *parameters* are texts as a person types them.

    Raises UsageProblem for an unknown or missing parameter or a value that does not fit its type,
    DataProblem where the stored query itself is not well-formed.
    """
    text = _bound(store, question, parameters)
    try:
        return store.select(text)
    except UsageProblem as problem:
        raise DataProblem(
            problem.message, question.path, problem.line, problem.column, problem.hint
        ) from problem


def ask_of(
    store: Store,
    question: StoredQuery,
    parameters: Mapping[str, str],
    things: Collection[str] | None,
) -> Table:
    """Answer *question* as :func:`ask` does, with just the rows about *things* (all where None).

    The question has a column ``thing``; each is asked about by itself, so for few of them it is
    quicker. Only for a store in this process.
    """
    if things is None:
        return ask(store, question, parameters)
    text = _bound(store, question, parameters)
    found = [about(store, text, {"thing": Term("iri", one)}) for one in sorted(things)]
    columns = found[0].columns if found else ()
    return Table(columns, tuple(row for table in found for row in table.rows))


def _bound(store: Store, question: StoredQuery, parameters: Mapping[str, str]) -> str:
    """Return the text of *question* with *parameters* put in; raises as :func:`ask`."""
    unknown = sorted(set(parameters) - set(question.parameters))
    if unknown:
        hint = did_you_mean(unknown[0], question.parameters)
        raise UsageProblem(f"{question.name} has no parameter {unknown[0]!r}", hint=hint)
    missing = [p.name for p in question.parameters.values() if p.required and not p.default]
    missing = [name for name in missing if name not in parameters]
    if missing:
        raise UsageProblem(f"{question.name} needs the parameter {missing[0]!r}")
    values = defaults(question)
    for name, text in parameters.items():
        values[name] = typed(store, question.parameters[name], text)
    return bind(question.text, values)


def defaults(query: StoredQuery) -> dict[str, Term]:
    """Return the values of the parameters of *query* that have a default."""
    return {
        parameter.name: _plain(parameter, parameter.default)
        for parameter in query.parameters.values()
        if parameter.default is not None
    }


def typed(store: Store, parameter: Parameter, text: str) -> Term:
    """Return *text* as the term that *parameter* wants; raises UsageProblem where it cannot be."""
    if len(text) > _LONGEST:
        raise UsageProblem(f"the value of {parameter.name!r} is too long")
    if parameter.type in ("state", "instrument", "body"):
        return Term("iri", resolve(store, parameter.type, text))
    return _plain(parameter, text)


def day(text: str) -> str:
    """Return *text* as a day, ``YYYY-MM-DD``; ``today`` is the day it is here."""
    if text == "today":
        return date.today().isoformat()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageProblem(f"there is no day {text}", hint=str(error)) from error
    raise UsageProblem(f"not a day: {text!r}", hint="write it as 2025-12-31")


def _plain(parameter: Parameter, text: str) -> Term:
    """Return *text* as a term, for the types that need no look-up."""
    if parameter.type == "date":
        return Term("literal", day(text), _XSD + "date")
    if parameter.type == "integer":
        if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
            raise UsageProblem(f"not a whole number: {text!r}")
        return Term("literal", str(int(text)), _XSD + "integer")
    if parameter.type == "string":
        return Term("literal", text)
    iri = expand(text)
    if not is_iri(iri):
        raise UsageProblem(f"not an IRI: {text!r}")
    return Term("iri", iri)
