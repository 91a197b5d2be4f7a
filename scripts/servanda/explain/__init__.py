"""Show on what an answer rests: the rules, the acts, the clauses, the days, the sources."""

from __future__ import annotations

from servanda.explain.parts import Node, Proof, Step, Tie, Value
from servanda.explain.proof import proof

__all__ = ["Node", "Proof", "Step", "Tie", "Value", "proof"]
