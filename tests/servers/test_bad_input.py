"""Servers that fail in every way: one clear sentence, the right exit code, and no guessed answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.errors import LimitProblem, ServandaError, ServerProblem, UsageProblem
from servanda.store import endpoint, served
from servanda.store.address import Address, address
from servanda.store.generations import Generation
from servanda.store.wire import TRIES, Wire
from servers.fake import Fake, Reply, faked, truth
from servers.running import free_port

Call = Callable[..., tuple[int, str, str]]
ROWS = '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}]}}'
HTML = "<!DOCTYPE html><html><body>Welcome</body></html>"
NT = b"<urn:a:a> <urn:a:b> <urn:a:c> .\n<urn:a:a> <urn:a:b> <urn:a:d> .\n"


def line(fake: Fake, seconds: float = 20.0) -> Wire:
    return Wire(Address(fake.url, fake.url, "", "", seconds))


def store(fake: Fake, *, is_new: bool = False) -> endpoint.EndpointStore:
    graphs = Generation("urn:graph:derived", "urn:graph:asserted")
    return endpoint.EndpointStore(line(fake), graphs, is_new=is_new)


READING: dict[str, tuple[Reply, type[ServandaError], str]] = {
    "cut short, length told": (Reply(ROWS, cut=9), ServerProblem, "cut short"),
    "cut short, length told for what is there": (Reply(ROWS[:-9]), ServerProblem, "cut short"),
    "cut short, length not told": (Reply(ROWS[:-9], sized=False), ServerProblem, "cut short"),
    "nothing at all": (Reply(""), ServerProblem, "cut short"),
    "a web page": (Reply(HTML, kind="text/html"), UsageProblem, "web page"),
    "a web page that says it is results": (Reply(HTML), UsageProblem, "web page"),
    "another format": (Reply("<sparql/>", kind="application/xml"), UsageProblem, "not with SPARQL"),
    "JSON of another kind": (Reply('{"error": "no"}'), ServerProblem, "damaged"),
    "JSON of the wrong shape": (Reply('{"boolean": {}, "head": []'), ServerProblem, "damaged"),
    "a list": (Reply("[1, 2]"), ServerProblem, "damaged"),
    "a term of no kind": (
        Reply('{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"odd","value":"a"}}]}}'),
        ServerProblem,
        "damaged",
    ),
    "a part, and it says so": (
        Reply(ROWS, headers={"X-SQL-State": "S1TAT", "X-SQL-Message": "anytime"}),
        LimitProblem,
        "only a part",
    ),
    "as many rows as it ever gives": (
        Reply(ROWS, headers={"X-SPARQL-MaxRows": "1"}),
        LimitProblem,
        "at most 1 rows",
    ),
    "password refused": (Reply("no", 401, "text/plain"), UsageProblem, "password"),
    "forbidden": (Reply("not for you", 403, "text/plain"), UsageProblem, "not for you"),
    "nothing there": (Reply("", 404, "text/plain"), UsageProblem, "nothing there"),
    "query refused": (Reply("line 1: oops", 400, "text/plain"), UsageProblem, "line 1: oops"),
    "failure": (Reply("it broke", 500, "text/plain"), ServerProblem, "it broke"),
    "gave up": (Reply("estimated execution time 99", 500, "text/plain"), LimitProblem, "gave up"),
    "busy": (Reply("later", 503, "text/plain"), LimitProblem, "busy"),
    "too large": (Reply("", 413, "text/plain"), LimitProblem, "too large"),
    "a page as refusal": (Reply(HTML, 502, "text/html"), ServerProblem, "Welcome"),
}


@pytest.mark.parametrize("case", READING)
def test_a_bad_answer_is_no_answer(case: str) -> None:
    reply, kind, words = READING[case]
    with faked(reply) as fake, pytest.raises(kind, match=words) as caught:
        store(fake).select("SELECT ?s { ?s ?p ?o }")
    assert "\n" not in str(caught.value)
    assert "b'" not in str(caught.value)


WRITING: dict[str, tuple[Reply, type[ServandaError], str]] = {
    "read-only": (Reply("", 405, "text/plain"), UsageProblem, "--update-url"),
    "no permission": (
        Reply("SR186:SECURITY: No permission", 500, "text/plain"),
        UsageProblem,
        "refuses",
    ),
    "out of disk": (Reply("No space left on device", 500, "text/plain"), LimitProblem, "room"),
    "insufficient storage": (Reply("", 507, "text/plain"), LimitProblem, "no room left"),
    "out of memory": (Reply("java: out of memory", 500, "text/plain"), LimitProblem, "room"),
    "failure": (Reply("it broke", 500, "text/plain"), ServerProblem, "it broke"),
    "busy": (Reply("later", 503, "text/plain"), LimitProblem, "busy"),
    "a page to log in": (Reply(HTML, kind="text/html"), UsageProblem, "web page"),
}


@pytest.mark.parametrize("case", WRITING)
def test_a_refused_update_is_told_and_not_repeated(case: str) -> None:
    reply, kind, words = WRITING[case]
    with faked(reply) as fake, pytest.raises(kind, match=words):
        line(fake).write("CLEAR ALL")
    assert fake.told == [("update", "CLEAR ALL")]


@pytest.mark.parametrize(
    "broken", [Reply("", 502), Reply("", 503), Reply(ROWS, cut=5), Reply("", 429)]
)
def test_reading_is_tried_again_where_that_may_help(broken: Reply) -> None:
    with faked(broken, broken, Reply(ROWS)) as fake:
        assert store(fake).select("SELECT ?s { ?s ?p ?o }").column("s") == ["urn:a"]
    assert len(fake.told) == TRIES


def test_tries_are_bounded() -> None:
    with faked(Reply("", 503)) as fake, pytest.raises(LimitProblem):
        store(fake).select("SELECT ?s { ?s ?p ?o }")
    assert len(fake.told) == TRIES


@pytest.mark.parametrize("code", [400, 401, 403, 404, 500])
def test_what_the_server_decided_is_not_asked_again(code: int) -> None:
    with faked(Reply("", code)) as fake, pytest.raises(ServandaError):
        store(fake).select("SELECT ?s { ?s ?p ?o }")
    assert len(fake.told) == 1


@pytest.mark.parametrize("slow", [Reply(ROWS, wait=30), Reply(ROWS, drip=True)])
def test_a_slow_server_is_left_and_not_asked_again(slow: Reply) -> None:
    with faked(slow) as fake:
        quick = endpoint.EndpointStore(line(fake, 1.0), store(fake).graphs)
        with pytest.raises(LimitProblem, match="within 1 s"):
            quick.select("SELECT ?s { ?s ?p ?o }")
    assert len(fake.told) == 1


def test_triples_are_whole_or_refused() -> None:
    query, kind = "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"
    with faked(Reply(NT, kind=kind)) as fake:
        assert len(store(fake).construct(query)) == 2
    for bad in (
        Reply(NT, kind=kind, cut=32),
        Reply(NT[:32], kind=kind, sized=False),  # the rest may be missing: nobody could tell
        Reply(NT[:40], kind=kind),
        Reply(HTML, kind="text/html"),
    ):
        with faked(bad) as fake, pytest.raises(ServandaError):
            store(fake).construct(query)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/sparql",
        "file:///etc/passwd",
        "example.org/sparql",
        "http://",
        "http://host:port/",
        "http://host:99999/",
        "http://user:secret@host/",
        "http://host/a b",
        "http://host/?query=x",
        "",
    ],
)
def test_addresses_that_are_none(url: str, servanda: Call) -> None:
    with pytest.raises(UsageProblem):
        address(url)
    code, out, err = servanda("status", "RUS", "--endpoint", url)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("told", ["soon", "0", "-1", "nan", "inf"])
def test_a_limit_of_time_is_a_number(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_ENDPOINT_TIMEOUT", told)
    with pytest.raises(UsageProblem, match="SERVANDA_ENDPOINT_TIMEOUT"):
        address("http://127.0.0.1/")


def test_a_user_needs_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_ENDPOINT_USER", "lawyer")
    with pytest.raises(UsageProblem, match="password"):
        address("http://127.0.0.1/")
    monkeypatch.setenv("SERVANDA_ENDPOINT_PASSWORD", "secret")
    assert "secret" not in repr(address("http://127.0.0.1/"))


def test_exit_codes(servanda: Call, ask_file: Path) -> None:
    down = f"http://127.0.0.1:{free_port()}/sparql"
    code, out, err = servanda("query", ask_file, "--endpoint", down)
    assert (code, out) == (1, "")
    assert "cannot be reached" in err
    for reply, expected in (
        (Reply("", 401), 2),
        (Reply(HTML, kind="text/html"), 2),
        (Reply("", 503), 4),
        (Reply(ROWS[:-5]), 1),
    ):
        with faked(reply) as fake:
            code, out, err = servanda("query", ask_file, "--endpoint", fake.url)
        assert (code, out) == (expected, "")
        assert err.startswith("servanda: ")
        assert err.count("\n") == 1


def test_a_server_without_our_graphs(servanda: Call) -> None:
    empty = Reply('{"head":{"vars":["derived","asserted"]},"results":{"bindings":[]}}')
    with faked(empty, opens=False) as fake:
        code, _, err = servanda("status", "RUS", "--endpoint", fake.url)
    assert code == 2
    assert "servanda load --endpoint" in err


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <urn:other> { ?s ?p ?o }",
        "DROP ALL",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "PREFIX bif: <bif:> SELECT (bif:exec('x') AS ?x) { }",
        "SELECT * { ?s ?p ?o FILTER(<sql:rdf_load>(?s)) }",
        "define sql:log-enable 3 SELECT * { ?s ?p ?o }",
    ],
)
def test_a_refused_query_is_never_sent(query: str, servanda: Call, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(query, encoding="utf-8")
    with faked(truth(True)) as fake:
        code, out, _ = servanda("query", path, "--endpoint", fake.url)
    assert (code, out) == (2, "")
    assert all("prov#wasDerivedFrom" in text for _, text in fake.told)


def test_a_comment_makes_no_update_of_a_question() -> None:
    query = "# one line\n# another: drop all\nSELECT ?s { ?s ?p ?o }"
    with faked(Reply(ROWS)) as fake:
        store(fake).select(query)
    assert fake.told == [("query", query)]


@pytest.mark.parametrize("words", [("--data", "."), ("--with", "x.ttl"), ("--rivals", "pick")])
def test_files_do_not_go_with_a_server(words: tuple[str, str], servanda: Call) -> None:
    code, _, err = servanda("status", "RUS", "--endpoint", "http://127.0.0.1:1/", *words)
    assert code == 2
    assert "servanda load" in err
    assert servanda("status", "RUS", "--update-url", "http://127.0.0.1:1/")[0] == 2


def test_what_is_in_use_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a:a> <urn:a:b> 1 .", encoding="utf-8")
    with faked(truth(True)) as fake:
        opened = served(address(fake.url))
        with pytest.raises(UsageProblem, match="in use"):
            opened.load(path)
        with pytest.raises(UsageProblem, match="in use"):
            opened.insert("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert not [text for kind, text in fake.told if kind == "update"]
