"""A proof as JSON holds it: each conclusion with its grounds inside."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

from servanda.explain.words import said
from servanda.show import value
from servanda.store import Table, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.explain.answers import Asked, Conclusion
    from servanda.explain.parts import Node, Proof, Tie

__all__ = ["document", "nested", "ties"]

_INNER = frozenset({"basis", "beginsBecause", "endsBecause", "derivedBy", "confidence", "key"})


def nested(proof: Proof) -> dict[str, Any]:
    """Return *proof* as objects within objects; what was given above is only named below.

    Each has ``iri``, ``kind``, ``says`` (one line in English), ``relation`` (what it gives to the
    conclusion above: begin, end, both, whole), ``rules``, ``facts`` (our properties, each a list),
    ``steps`` (operation, day, bound), ``sources`` (iri, title), ``confidence`` and ``grounds``.
    """
    return _object(proof, None, proof.conclusion, set())


def _object(proof: Proof, tie: Tie | None, node: Node, seen: set[str]) -> dict[str, Any]:
    """Return *node* as an object, and what it rests on unless that is in *seen*."""
    told: dict[str, Any] = {
        "iri": node.iri,
        "kind": node.types[0] if node.types else None,
        "says": said(node),
        "relation": tie.relation if tie else None,
    }
    if node.iri in seen:
        return told | {"given_above": True}
    seen.add(node.iri)
    return told | {
        "given_above": False,
        "asserted": node.asserted,
        "rules": list(node.rules),
        "facts": {
            name: [value(one.term) for one in values]
            for name, values in sorted(node.facts.items())
            if name not in _INNER
        },
        "steps": [
            {"operation": step.operation, "day": step.day, "bound": step.bound or None}
            for step in node.steps
        ],
        "sources": [{"iri": one.term.value, "title": one.name or None} for one in node.sources],
        "confidence": node.first("confidence") or None,
        "grounds": [
            _object(proof, ground, proof.nodes[ground.ground], seen) for ground in node.grounds
        ],
    }


def document(question: Asked, found: Sequence[Conclusion], proofs: Sequence[Proof]) -> str:
    """Return the whole answer to *question* as JSON text."""
    answers = []
    for one, its_proof in zip(found, proofs, strict=True):
        told = {name: text or None for name, text in asdict(one).items() if name != "weight"}
        answers.append(told | {"proof": nested(its_proof)})
    about = {
        "state": question.state,
        "instrument": question.subject.instrument,
        "article": question.subject.article or None,
        "on": question.on,
        "answers": answers,
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def ties(proofs: Sequence[Proof]) -> Table:
    """Return the ties of the *proofs* as a table: conclusion, relation, ground, what it says."""
    rows = dict.fromkeys(
        (node.iri, tie.relation, tie.ground, said(proof.nodes[tie.ground]), ", ".join(node.rules))
        for proof in proofs
        for node in proof.walk()
        for tie in node.grounds
    )
    kinds: tuple[Literal["iri", "literal"], ...] = ("iri", "literal", "iri", "literal", "literal")
    cells = (tuple(map(Term, kinds, row)) for row in rows)
    return Table(("conclusion", "relation", "ground", "says", "rules"), tuple(cells))
