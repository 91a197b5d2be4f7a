"""A server is brought up to date whole or not at all, and answers like the engine we ship."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from servanda import build, catalog, upload
from servanda.errors import DataProblem, LimitProblem, ServandaError, ServerProblem, UsageProblem
from servanda.prefixes import ASSERTED
from servanda.store import Store, Triple, served
from servanda.store.address import Address
from servanda.store.endpoint import begun
from servanda.store.generations import current, published
from servanda.store.rewriting import as_insert, renamed
from servanda.store.wire import Wire
from servers.running import Server

HERE = Path(__file__).parent
Call = Callable[..., tuple[int, str, str]]
RULE = "PREFIX e: <urn:e:>\nCONSTRUCT { ?s e:q ?o } WHERE { ?s e:p ?o }"
STEPS = {False: (*range(1, 20), 10_000), True: (1, 2, 3, 5, 8, 13, 21, 10_000)}  # updates sent
STATES = "SELECT ?s { ?s a <https://w3id.org/servanda/ontology#State> } ORDER BY ?s"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tiny world of its own, with the shipped rules for types."""
    place = tmp_path / "home"
    shutil.copytree(HERE.parent / "package/home", place)
    for rule in (HERE.parents[1] / "queries/derive").glob("0[012]-*.rq"):
        shutil.copy(rule, place / "queries/derive")
    monkeypatch.setenv("SERVANDA_HOME", str(place))
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    catalog.home.cache_clear()
    yield place
    catalog.home.cache_clear()


def place(server: Server) -> Address:
    return Address(server.query, server.update, seconds=30.0)


def everything(store: Store) -> tuple[set[Triple], set[Triple]]:
    return set(store.dump(derived=False)), set(store.dump(derived=True))


def graphs(server: Server) -> set[str | None]:
    """Return the graphs that the server holds, whoever may know of them."""
    from servanda.store.answers import ROWS, rows

    wire = Wire(place(server))
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    return set(rows(wire.read(query, ROWS, {})).column("g"))


@pytest.mark.parametrize("on_server", [False, True])
def test_loaded_is_what_the_files_say(home: Path, server: Server, on_server: bool) -> None:
    done = upload.load(place(server), on_server=on_server)

    ours, theirs = build.built(), served(place(server))
    assert everything(theirs) == everything(ours)
    assert (done.asserted, done.derived) == tuple(map(len, everything(ours)))
    assert theirs.select(STATES) == ours.select(STATES)
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert theirs.construct(construct) == ours.construct(construct)
    assert theirs.select("ASK { ?s ?p 'never' }") == ours.select("ASK { ?s ?p 'never' }")


def test_graphs_have_the_names_that_they_have_here(home: Path, server: Server) -> None:
    upload.load(place(server))
    ours, theirs = build.built(), served(place(server))

    for query in (
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{ASSERTED}> {{ ?s ?p ?o }} }}",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    ):
        assert theirs.select(query) == ours.select(query)


def test_nothing_is_sent_twice(home: Path, server: Server) -> None:
    assert upload.load(place(server)).new
    again = upload.load(place(server))
    assert not again.new
    assert upload.load(place(server), again=True).graphs > again.graphs


def test_readers_keep_what_they_read_until_they_ask_anew(home: Path, server: Server) -> None:
    upload.load(place(server))
    reader = served(place(server))
    before = everything(reader)
    state = home / "data/more.ttl"
    state.write_text(
        "<https://w3id.org/servanda/state/XYZ> a <https://w3id.org/servanda/ontology#State> .",
        encoding="utf-8",
    )
    upload.load(place(server))

    assert everything(reader) == before
    after = everything(served(place(server)))
    assert after == everything(build.built())
    assert after != before
    upload.load(place(server), again=True)
    assert len(published(Wire(place(server)))) == 2
    assert len(graphs(server)) == 5


@pytest.mark.parametrize("on_server", [False, True])
def test_a_load_that_breaks_anywhere_replaces_nothing(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch, on_server: bool
) -> None:
    upload.load(place(server))
    before, held = everything(served(place(server))), graphs(server)
    (home / "data/more.ttl").write_text("<urn:e:a> <urn:e:b> 1 .", encoding="utf-8")
    send = Wire.write
    left, last = 0, ""

    def counted(self: Wire, update: str) -> None:
        nonlocal left, last
        left, last = left - 1, update if left == 1 else last
        if left == 0:
            raise ServerProblem("broken off")
        send(self, update)

    monkeypatch.setattr(Wire, "write", counted)
    broken = 0
    for step in STEPS[on_server]:
        left = step
        with suppress(ServandaError):
            upload.load(place(server), on_server=on_server)
            break
        broken += 1
        assert everything(served(place(server))) == before
        # where the last step fails nobody knows whether it was done: then nothing is taken away
        assert "wasDerivedFrom" in last or graphs(server) == held
    assert broken >= 3
    assert everything(served(place(server))) == everything(build.built())


def test_an_announcement_whose_answer_is_lost_counts(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Wire.write

    def deaf(self: Wire, update: str) -> None:
        send(self, update)
        if "wasDerivedFrom" in update:
            raise ServerProblem("no answer")

    monkeypatch.setattr(Wire, "write", deaf)
    done = upload.load(place(server))
    assert current(Wire(place(server))) == done.graphs
    assert everything(served(place(server))) == everything(build.built())


def test_a_server_that_loses_triples_is_found_out(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Wire.write
    monkeypatch.setattr(
        Wire, "write", lambda self, update: None if "DATA" in update else send(self, update)
    )
    with pytest.raises(LimitProblem, match="kept 0 of"):
        upload.load(place(server))
    assert current(Wire(place(server))) is None


def test_rules_run_on_the_server(home: Path, server: Server, servanda: Call) -> None:
    words = ("--endpoint", server.query, "--update-url", server.update)
    assert servanda("derive", *words)[0] == 2
    assert servanda("load", *words)[0] == 0
    first = current(Wire(place(server)))
    code, out, _ = servanda("derive", *words)
    second = current(Wire(place(server)))

    assert (code, out.splitlines()[0]) == (0, "rule\tsummary\ttriples\tseconds\trounds")
    assert first is not None
    assert second is not None
    assert second.derived != first.derived
    assert second.asserted == first.asserted
    assert everything(served(place(server))) == everything(build.built())
    assert servanda("derive", "--data", home / "data", *words)[0] == 2


def test_commands_answer_the_same(home: Path, server: Server, servanda: Call) -> None:
    words = ("--endpoint", server.query, "--update-url", server.update)
    code, _, err = servanda("load", *words)
    assert (code, err) == (0, "loaded\n")
    assert "already up to date" in servanda("load", *words)[2]
    names = catalog.question_names()
    assert names
    for asked in (("audit",), ("ask", "--list"), ("export", "derived"), ("export", "both")):
        assert servanda(*asked, *words) == servanda(*asked)


def test_a_read_only_server_refuses_a_load(home: Path, server: Server, servanda: Call) -> None:
    words = ("--endpoint", server.query, "--update-url", server.query)
    code, out, err = servanda("load", *words)
    assert (code, out) == (2, "")
    assert err.startswith("servanda: ")
    assert graphs(server) == set()


def test_rules_and_blank_nodes(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        'PREFIX e: <urn:e:>\ne:a e:p e:b , "x"@fr , 1.50 ; e:q e:b .\n[] e:p [ e:r "\\"\\n\\u00e9" ] .',
        encoding="utf-8",
    )
    store = begun(Wire(place(server)), "key")
    assert store.load(path) == 6
    assert store.load(path) > 0  # blank nodes are new ones each time
    with pytest.raises(DataProblem, match="blank node"):
        store.insert(RULE)
    store = begun(Wire(place(server)), "key")
    path.write_text('PREFIX e: <urn:e:>\ne:a e:p e:b , "x"@fr , 1.50 ; e:q e:b .', encoding="utf-8")
    assert (store.load(path), store.load(path)) == (4, 0)
    assert store.insert(RULE) == 2  # one of the three is asserted, and stays so
    assert store.insert(RULE) == 0
    assert len(set(store.dump(derived=True))) == 2
    with pytest.raises(UsageProblem, match="does not take"):
        store.select("SELECT * {")


@pytest.mark.parametrize(
    "rule",
    [
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } FROM <urn:x:y> WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o }",
        "",
    ],
)
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(UsageProblem):
        as_insert(rule, "urn:g:d", ("urn:g:a",))


def test_words_in_texts_and_names_are_no_words() -> None:
    rule = (
        "# construct { }\nPREFIX from: <urn:{where}>\n"
        'CONSTRUCT { ?where from:construct "} where {" }\nWHERE { ?where ?from "}" . { ?a ?b ?c } }'
    )
    made = as_insert(rule, "urn:g:d", ("urn:g:a", "urn:g:b"))
    assert 'INSERT { GRAPH <urn:g:d> { ?where from:construct "} where {" } }' in made
    assert "USING <urn:g:a>\nUSING <urn:g:b>\nWHERE { ?where ?from" in made
    assert renamed('<urn:a> "<urn:a>" # <urn:a>', "urn:a", "urn:b") == '<urn:b> "<urn:a>" # <urn:a>'
