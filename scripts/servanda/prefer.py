"""Find the claim or source that a caller wants to go before its rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.errors import UsageProblem
from servanda.names import did_you_mean, folded
from servanda.prefixes import BASE, ONTOLOGY, expand

if TYPE_CHECKING:
    from servanda.store import Store

__all__ = ["preferred"]

_RIVALS = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?claim ?source ?label WHERE {{
  ?claim a <{ONTOLOGY}Claim> .
  OPTIONAL {{ ?claim dcterms:source ?source OPTIONAL {{ ?source skos:prefLabel ?label }} }}
}}
ORDER BY ?claim ?source ?label
"""


def preferred(store: Store, name: str) -> str:
    """Return the IRI of the claim about a date, or of the source of one, that *name* stands for.

    A name may be a key (``lenta-denunciation``), an IRI in full or short, or the label of a source.
    Raises UsageProblem with near names where there is none.
    """
    known: dict[str, str] = {}
    for claim, source, label in store.select(_RIVALS).rows:
        for thing in (source, claim):
            if thing is not None:
                key = thing.value.removeprefix(BASE).partition("/")[2] or thing.value
                known |= {key: thing.value, thing.value: thing.value}
        if label is not None and source is not None:
            known.setdefault(folded(label.value), source.value)
    for wanted in (name, expand(name), folded(name)):
        if wanted in known:
            return known[wanted]
    hint = did_you_mean(name, [key for key in known if not key.startswith("http")])
    raise UsageProblem(
        f"no claim about a date, and no source of one, is called {name!r}",
        hint=hint or "`servanda disputes --quick` lists them",
    )
