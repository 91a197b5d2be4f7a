"""Make the triples and the name of a new thing out of answers, and put it in a file of its own."""

from __future__ import annotations

import os
import re
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph

from servanda.check.agreement import where
from servanda.check.run import judged
from servanda.errors import UsageProblem
from servanda.new.answers import dashed
from servanda.nodes import node_of
from servanda.prefixes import BASE, ONTOLOGY, PREFIXES, compact, expand
from servanda.store import Term
from servanda.turtle import as_written, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servanda.check.finding import Finding
    from servanda.check.world import World
    from servanda.new.forms import Form

__all__ = ["Draft", "drafted", "written"]

_TYPE = Term("iri", PREFIXES["rdf"] + "type")
_LABEL = Term("iri", PREFIXES["skos"] + "prefLabel")
_CONFIDENCE = Term("iri", ONTOLOGY + "confidence")
_HEADER = "Written by hand, with `servanda new`."


class Draft:
    """A new thing: its IRI, the Turtle that says all of it, and the file it belongs in."""

    def __init__(self, iri: str, text: str, path: Path) -> None:
        self.iri, self.text, self.path = iri, text, path


def drafted(
    form: Form, answers: Mapping[str, Term], said: Mapping[str, str], world: World, folder: Path
) -> Draft:
    """Return the thing that *answers* describe; *said* is how each was typed.

    Raises UsageProblem where no date is given that its name could be made of, or the thing is
    recorded already.
    """
    iri = _minted(form, answers, world)
    if iri in world.described:
        raise UsageProblem(f"{compact(iri)} is recorded already{where(world.files, iri)}")
    subject = Term("iri", iri)
    triples = [
        (subject, Term("iri", expand(field.property)), answers[field.name])
        for field in form.fields
        if field.name in answers and field.property
    ]
    if form.kind:
        triples.append((subject, _TYPE, Term("iri", expand(form.kind))))
    sure = "Sourced" if "source" in answers else "FromMemory"
    triples.append((subject, _CONFIDENCE, Term("iri", ONTOLOGY + sure)))
    for field in form.fields:
        person = answers.get(field.name)
        if field.type == "person" and person and person.value not in world.described:
            triples.append((person, _TYPE, Term("iri", ONTOLOGY + "Person")))
            triples.append((person, _LABEL, Term("literal", said[field.name].strip(), None, "en")))
    with as_written():
        graph = Graph(bind_namespaces="none")
        for triple in triples:
            one, name, other = map(node_of, triple)
            graph.add((one, name, other))
    file = re.sub(r"[^A-Za-z0-9-]+", "-", iri.removeprefix(BASE).partition("/")[2])
    return Draft(iri, canonical(graph, _HEADER), folder / form.folder / f"{file}.ttl")


def _minted(form: Form, answers: Mapping[str, Term], world: World) -> str:
    """Return the name of the new thing."""
    days = [answers[name].value for name in form.dated if name in answers]
    parts = {name: _part(term) for name, term in answers.items()}
    parts["day"] = days[0] if days else ""
    if "{day}" in form.iri and not days:
        listed = ", ".join(f"--{name}" for name in form.dated)
        raise UsageProblem("no date is given", hint=f"give one of {listed}")
    if "kind" in answers:
        parts["kind"] = dashed(answers["kind"].value[len(ONTOLOGY) :])
    if "{number}" not in form.iri:
        return BASE + form.iri.format(**parts)
    free = (f"{BASE}{form.iri.format(**parts | {'number': str(n)})}" for n in count(1))
    return next(iri for iri in free if iri not in world.described)


def _part(term: Term) -> str:
    """Return what a term contributes to a name."""
    if term.kind != "iri":
        return re.sub(r"[^A-Za-z0-9.-]+", "-", term.value)
    kind, _, rest = term.value.removeprefix(BASE).partition("/")
    if kind == "event":
        return f"event/{rest}"
    return rest if kind in ("seat", "state", "instrument", "body") else rest.replace("/", "-")


def written(draft: Draft, world: World) -> tuple[Finding, ...]:
    """Write *draft* to its file, unless it has errors or there is such a file; return findings.

    Raises UsageProblem where a file is in the way or cannot be written; it is never overwritten.
    """
    if draft.path.exists():
        raise UsageProblem("there is such a file, and it is left as it is", draft.path)
    try:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".ttl", prefix=".new-", dir=draft.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(draft.text)
            found = judged(world, [Path(name)]).findings
            if not any(one.severity == "error" for one in found):
                Path(name).chmod(0o644)
                os.link(name, draft.path)  # fails where somebody was faster
        finally:
            Path(name).unlink()
    except OSError as error:
        raise UsageProblem(f"cannot be written: {error.strerror}", draft.path) from error
    return found
