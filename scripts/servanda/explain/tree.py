"""A proof as a tree that a person reads: each conclusion above what it rests on."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from servanda.catalog import home, read_query
from servanda.explain.dates import sums
from servanda.explain.words import said, sourced
from servanda.show import WIDTH, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text
    from rich.tree import Tree

    from servanda.explain.parts import Node, Proof, Tie

__all__ = ["drawn", "rule_summaries"]

_BEFORE = {"begin": "since: ", "end": "until: "}
_MOST = 4  # grounds of one sort that are shown unless all are asked for


def drawn(
    proofs: Iterable[tuple[str, Proof]],
    *,
    width: int | None = None,
    colour: bool = False,
    everything: bool = False,
) -> str:
    """Return each of the *proofs*, below its heading, as a tree, and then the rules they used.

    What is shown once is not shown again below; of many grounds of one sort only the last are
    shown, unless *everything* is asked for.
    """
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    out = StringIO()
    console = Console(
        file=out,
        width=width or WIDTH,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
    )
    rules: set[str] = set()
    for heading, proof in proofs:
        console.print(Text(heading, style="bold"))
        painter = _Painter(proof, everything)
        root = Tree(painter.text(proof.conclusion, ""), guide_style="dim")
        painter.grow(root, proof.conclusion)
        console.print(root)
        console.print()
        rules.update(rule for node in proof.walk() for rule in node.rules)
    console.print(Text("Rules (queries/derive/):", style="bold"))
    for name, summary in rule_summaries(rules).items():
        console.print(Text(f"  {name}: {summary}"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def rule_summaries(names: Iterable[str]) -> dict[str, str]:
    """Return the summary of each of the stored rules *names*, in the order in which they run."""
    folder = home() / "queries" / "derive"
    return {name: read_query(folder / f"{name}.rq").summary for name in sorted(names)}


class _Painter:
    """Puts one proof on a tree."""

    def __init__(self, proof: Proof, everything: bool) -> None:
        self.proof = proof
        self.everything = everything
        self.shown: set[str] = set()

    def text(self, node: Node, before: str) -> Text:
        """Return the line for *node*, with the rules that made it."""
        from rich.text import Text

        line = Text(before, style="bold") + Text(printable(said(node)), style="")
        if node.rules:
            line.append(f"  [{', '.join(node.rules)}]", style="dim")
        return line

    def grow(self, tree: Tree, node: Node) -> None:
        """Put below *tree* what *node* rests on."""
        from rich.text import Text

        if node.iri in self.shown:
            if node.grounds:
                tree.add(Text("(shown above)", style="dim"))
            return
        self.shown.add(node.iri)
        if node.asserted:
            tree.add(Text(printable(sourced(node)), style="dim"))
        if "countsFrom" not in node.facts:
            for line in sums(node.steps):
                tree.add(Text(line))
        ties, left_out = self._chosen(node)
        for number, tie in enumerate(ties, left_out + 1):
            ground = self.proof.nodes[tie.ground]
            if "countsFrom" in node.facts:  # its way of counting is named with the clause
                continue
            before = "" if "norm" in node.facts else _BEFORE.get(tie.relation, "")
            if "consentsRequired" in _clause_facts(node, self.proof) and "Act" in ground.types:
                before = f"consent {number} of {_consents(node, self.proof)}: "
            self.grow(tree.add(self.text(ground, before)), ground)
        if left_out:
            tree.add(Text(f"and {left_out} more (--all shows them)", style="dim"))

    def _chosen(self, node: Node) -> tuple[Sequence[Tie], int]:
        """Return the grounds of *node* to show, acts by their day, and how many are left out."""
        nodes = self.proof.nodes
        acts = [tie for tie in node.grounds if "Act" in nodes[tie.ground].types]
        others = [tie for tie in node.grounds if tie not in acts]
        acts.sort(key=lambda tie: (_day(nodes[tie.ground]), tie.ground))
        spans = [tie for tie in others if "status" in nodes[tie.ground].facts]
        if self.everything or "entersForce" not in node.facts:
            return [*acts, *others], 0
        kept = acts[-_MOST:]
        left_out = len(acts) - len(kept)
        if len(spans) > 1:
            others = [tie for tie in others if tie not in spans]
            left_out += len(spans)
        return [*kept, *others], left_out


def _clause_facts(node: Node, proof: Proof) -> frozenset[str]:
    """Return the properties of the clause under which *node* was reckoned."""
    return frozenset(name for iri in node.iris("underClause") for name in proof.nodes[iri].facts)


def _consents(node: Node, proof: Proof) -> str:
    return next(
        (proof.nodes[iri].first("consentsRequired") for iri in node.iris("underClause")), ""
    )


def _day(node: Node) -> str:
    return node.first("doneEarliest") or node.first("receivedEarliest")
