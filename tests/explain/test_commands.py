"""What the commands say about the shipped data."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import PROV, RDF, XSD, BNode, Graph, Literal, URIRef

from servanda.build import built
from servanda.cli import run
from servanda.errors import UsageProblem
from servanda.explain.provisions import subject
from servanda.prefixes import BASE, ONTOLOGY

HERE = Path(__file__).parent
FORMS = list(csv.DictReader((HERE / "provisions.csv").open(encoding="utf-8")))
WHY = {
    "RUS 126 --on 1998-08-31": ["no: party begins on 1 September 1998"],
    "RUS 126:8(2)(a) --on 2026-09-30": [
        "certain",
        "5 May 1998 + 3 months = 5 August 1998 → first day of the next month = 1 September 1998",
        "29 September 2025 + 12 months = 29 September 2026",
        "Article 19(2)",
        "40-count: The one place where periods are counted",
        "source: ",
    ],
    "RUS 126 --on 2026-10-01": [
        "possible; decided by: denunciation authorised by the law of 29 September 2025, of which"
    ],
    "CSK ets-142 --on 1992-06-01": [
        "until 1 January 1993",
        "State, Czechoslovakia, ended 1 January",
    ],
    "RUS ECHR --on 2023-01-01": [
        "no: party ended on 16 September 2022",
        "16 March 2022 + 6 months = 16 September 2022",
        "accession by Russian Federation under ets-001, done 28 February 1996",
        "16 March 2022, the day itself",
        "expulsion by Committee of Ministers",
        "bound by surviving duties (article 58(2)), certain",
    ],
    "ZAF un-xviii-10 --on 2020-01-01": ["party, certain"],
}
WHY_NOT = {
    "RUS 126 --on 2026-10-02": [
        "missing to be free",
        "on which day did the depositary receive it?",
        "October 2025 1 November 2026",
        "September 2025 1 October 2026",
        "Twelve months",
    ],
    "USA 126 --on 2026-11-25": [
        "no act of the State",
        "accession (or acceptance,",
        "bound on 1 March 2027",
    ],
    "RUS ECHR --on 2026-11-25": ["it left by", "expulsion", "accession"],
    "RUS 126 --on 1998-06-01": ["nothing but the day: it is bound on 1 September 1998"],
}


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(words) == 0
    return capsys.readouterr().out


def flat(text: str) -> str:
    return " ".join(word for word in text.split() if not set(word) <= set("│├└─"))


def answer(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    return said(words.split(), capsys)


@pytest.mark.parametrize("words", WHY)
def test_why_says(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = flat(answer(f"why {words}", capsys))

    assert [part for part in WHY[words] if part not in text] == []


@pytest.mark.parametrize("words", WHY_NOT)
def test_why_not_says(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = flat(answer(f"why-not {words}", capsys))

    assert [part for part in WHY_NOT[words] if part not in text] == []


def test_tree_keeps_to_the_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    text = answer("why RUS 126 --on 2026-09-30", capsys)

    assert max(map(len, text.splitlines())) <= 70
    assert "\x1b" not in text


def test_prov_is_turtle_without_blank_nodes(capsys: pytest.CaptureFixture[str]) -> None:
    graph = Graph().parse(data=answer("why RUS 126:2 --on 2026-09-30 -f turtle", capsys))
    act = URIRef(f"{BASE}act/ets-126/RUS/ratification-1998-05-05")
    plans = set(graph.subjects(RDF.type, PROV.Plan))

    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    assert (act, URIRef(f"{ONTOLOGY}doneOn"), Literal("1998-05-05", datatype=XSD.date)) in graph
    assert (act, RDF.type, PROV.Activity) in graph
    assert URIRef(f"{BASE}rule/40-count") in plans
    assert {plan for _, plan in graph.subject_objects(PROV.hadPlan)} == plans
    for thing, _ in graph.subject_objects(PROV.wasGeneratedBy):
        assert (thing, RDF.type, PROV.Entity) in graph
        assert {*graph.objects(thing, PROV.wasDerivedFrom)} or {
            *graph.objects(thing, PROV.wasInfluencedBy)
        }


def test_json_nests_the_same_things_as_the_graph(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(answer("why RUS 126:2 --on 2026-09-30 -f json", capsys))
    graph = Graph().parse(data=answer("why RUS 126:2 --on 2026-09-30 -f ntriples", capsys))
    names: set[str] = set()

    def gather(node: dict[str, Any]) -> None:
        names.add(node["iri"])
        for ground in node.get("grounds", []):
            gather(ground)

    for one in told["answers"]:
        gather(one["proof"])
    derivations = {str(one) for one in graph.objects(None, PROV.wasGeneratedBy)}
    assert told["answers"][0]["answer"] == "certain"
    assert {name.replace("/derivation/", "/") for name in derivations} < names


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["text"])
def test_article_is_found_however_it_is_written(form: dict[str, str]) -> None:
    found = subject(built(remark=lambda _: None), form["text"])

    assert found.instrument == f"{BASE}instrument/{form['instrument']}"
    assert (found.article, str(len(found.provisions))) == (form["article"], form["covers"])


@pytest.mark.parametrize(
    ("text", "hint"),
    [("126:8(2)(z)", "8(2)"), ("126:99", "on record are"), ("no such thing 8", "instrument")],
)
def test_unknown_article_gives_near_ones(text: str, hint: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        subject(built(remark=lambda _: None), text)

    assert hint in str(problem.value)


@pytest.mark.parametrize("words", ["why RUS 126:99", "why-not XXX 126", "why RUS 126 --on soon"])
def test_misuse_ends_with_two(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words.split()) == 2
    assert capsys.readouterr().err.count("\n") == 1
