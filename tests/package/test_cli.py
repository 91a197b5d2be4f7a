"""The command line: what it prints, where, and how it leaves."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.cli import COMMANDS

Call = Callable[..., tuple[int, str, str]]
KEYS = [
    "state",
    "instrument",
    "status",
    "answer",
    "begin_earliest",
    "begin_latest",
    "end_earliest",
    "end_latest",
    "decided_by",
]


def test_status_for_programs(servanda: Call) -> None:
    code, out, err = servanda("status", "Norway", "TREES", "--on", "2001-05-16", "--format", "json")
    assert (code, err) == (0, "")
    (row,) = json.loads(out)
    assert list(row) == KEYS
    assert (row["state"], row["answer"], row["begin_latest"]) == ("NOR", "no", "2001-05-17")
    _, out, _ = servanda("status", "NOR", "1", "--on", "2001-05-17", "--format", "json")
    assert json.loads(out)[0]["answer"] == "certain"


def test_status_without_any_act(servanda: Call) -> None:
    code, out, _ = servanda("status", "GIN", "TREE 1", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert row == dict.fromkeys([*KEYS, "scope"]) | {
        "state": "GIN",
        "instrument": "tree-1",
        "status": "party",
        "answer": "no",
        "decided_by": "no act of consent recorded",
    }
    assert json.loads(servanda("status", "GIN", "--format", "json")[1]) == []


def test_obligations_for_programs(servanda: Call) -> None:
    code, out, _ = servanda("obligations", "CIV", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert {*KEYS, "provision", "norm", "summary", "owed_to", "watched_by"} - {"status"} <= set(row)
    assert row["decided_by"] == "the day it was done"


def test_obligations_for_people(servanda: Call) -> None:
    code, out, _ = servanda("obligations", "CIV", "1", "--on", "2020-01-01", "--format", "table")
    assert code == 0
    assert out.startswith("Côte d'Ivoire (CIV) under Convention on Trees (tree-1), on 2020-01-01\n")
    assert "Plant a tree" in out
    assert "Possible, not certain: 5\n  decided by: the day it was done" in out


def test_status_for_people(servanda: Call) -> None:
    code, out, _ = servanda("status", "CIV", "--format", "table", "--on", "2020-01-01")
    assert code == 0
    assert (
        out.splitlines()[0]
        == "Côte d'Ivoire (CIV) under Convention on Trees (tree-1), on 2020-01-01"
    )
    assert "unknown" in out
    assert "decided by: the day it was done" in out


def test_nothing_to_tell(servanda: Call) -> None:
    code, out, err = servanda("obligations", "GNQ", "--format", "table")
    assert (code, out) == (0, "")
    assert "no obligation of GNQ" in err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["status", "Atlantis"], 2, "unknown state"),
        (["status", "NOR", "ETS 999"], 2, "unknown instrument"),
        (["status", "Guinea"], 2, "more than one state"),
        (["status", "NOR", "--on", "2025-02-30"], 2, "no day 2025-02-30"),
        (["status", "NOR", "--data", "nowhere"], 2, "nowhere: no such folder"),
        (["status", "NOR", "--with", "nothing.ttl"], 2, "nothing.ttl: no such file"),
        (["status", "NOR", "--format", "pdf"], 2, "pdf"),
        (["status"], 2, "STATE"),
        (["statsu", "NOR"], 2, "did you mean status"),
        (["ask", "namde"], 2, "did you mean named"),
        (["ask", "named"], 2, "--name"),
        (["ask", "named", "--name", "x", "--at-most", "many"], 2, "not a whole number"),
        (["audit", "undatde"], 2, "did you mean undated"),
        (["completion", "cobol"], 2, "cobol"),
        (["status", "NOR", "--output", "nowhere/x.csv"], 2, "cannot be written"),
    ],
)
def test_bad_input_is_one_clear_message(
    servanda: Call, words: list[str], code: int, message: str
) -> None:
    got, out, err = servanda(*words)
    assert got == code
    assert message in err
    assert out == ""
    assert "Traceback" not in err


def test_a_broken_data_file_is_named(servanda: Call, home: Path) -> None:
    path = home / "data/act/broken.ttl"
    path.write_text("<urn:a:b> <urn:a:c> 1 .\n<urn:a:b> oops\n")
    code, out, err = servanda("status", "NOR")
    assert (code, out) == (1, "")
    assert err.startswith(f"servanda: {path}:2:11: not well-formed Turtle")
    assert servanda("status", "NOR", "--with", path)[0] == 1


def test_data_from_elsewhere(servanda: Call, home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = servanda("status", "NOR", "--data", tmp_path / "empty")
    assert code == 2
    assert "there are 0" in err


def test_a_surprise_is_one_line(servanda: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprise(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("servanda.build.built", surprise)
    code, out, err = servanda("status", "NOR")
    assert (code, out, err) == (3, "", "servanda: internal error: ZeroDivisionError: oh\n")
    monkeypatch.setenv("SERVANDA_DEBUG", "1")
    assert "Traceback" in servanda("status", "NOR")[2]


def test_output_goes_into_a_file_whole(servanda: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    assert servanda("status", "Atlantis", "--output", path)[0] == 2
    assert path.read_text() == "old"
    assert servanda("status", "NOR", "--format", "csv", "--output", path)[:2] == (0, "")
    assert path.read_text().startswith("state,instrument,")
    assert [one.name for one in tmp_path.glob("*out*")] == ["out.csv"]


def test_questions_are_listed_and_asked(servanda: Call) -> None:
    code, out, _ = servanda("ask", "--list", "--format", "json")
    assert code == 0
    assert "named" in [row["question"] for row in json.loads(out)]
    code, out, _ = servanda("ask", "--format", "csv", "named", "--name", "Norway", "--at-most", "3")
    assert out.splitlines() == [
        "thing,untouched,most",
        "https://w3id.org/servanda/state/NOR,$name,3",
    ]
    code, out, _ = servanda("ask", "named", "--help")
    assert code == 0
    assert "The hard case" in out
    assert "[default: 5]" in out


def test_audits(servanda: Call) -> None:
    code, out, err = servanda("audit", "--format", "json")
    assert code == 1
    verdicts = {row["audit"]: row["verdict"] for row in json.loads(out)}
    assert verdicts == {"acts": "list", "stateless": "ok", "undated": "finding"}
    assert "3 audits, 1 with findings" in err
    assert servanda("audit", "stateless", "acts")[0] == 0
    code, out, _ = servanda("audit", "acts")
    assert code == 0
    assert len(out.splitlines()) == 3


def test_rules_and_derive(servanda: Call, home: Path) -> None:
    code, out, _ = servanda("rules", "--format", "json")
    assert [row["rule"] for row in json.loads(out)][-1] == "20-intervals"
    code, out, err = servanda("derive", "--format", "json")
    assert code == 0
    assert next(row for row in json.loads(out) if row["rule"] == "20-intervals")["triples"] == 8
    assert "triples in" in err
    assert servanda("derive", "--check")[0] == 0
    (home / "queries/ask/broken.rq").write_text("#+ summary: x\nSELECT * {")
    assert servanda("derive", "--check")[0] == 1


def test_parameters_of_rules_reach_every_command(servanda: Call, process: Call, home: Path) -> None:
    (home / "queries/derive/30-rivals.rq").write_text(
        "#+ summary: rivals\n#+ parameters:\n#+   rivals: {type: string, default: pick}\n"
        "CONSTRUCT { ?a <urn:x:said> $rivals } WHERE { ?a a <https://w3id.org/servanda/ontology#State> }"
    )
    query = "SELECT DISTINCT ?w { ?a <urn:x:said> ?w }"
    assert process("query", "-", stdin=query)[1] == "w\npick\n"
    assert process("query", "-", "--rivals", "bounds", stdin=query)[1] == "w\nbounds\n"
    assert '"bounds"' in servanda("export", "derived", "--rivals", "bounds")[1]
    assert servanda("derive", "--rivals", "bounds")[0] == 0


def test_format(servanda: Call, home: Path) -> None:
    assert servanda("format", "--check")[:2] == (0, "")
    path = home / "data/state/states.ttl"
    good = path.read_text()
    path.write_text(
        good.replace("state:NOR\n    a sv:State ;\n", "# why\nstate:NOR a sv:State ;\n")
    )
    code, out, _ = servanda("format", "--check")
    assert code == 1
    assert out.startswith(f"{path}:27: not formatted: a comment inside would be lost; move")
    assert servanda("format", path)[0] == 1
    assert "# why" in path.read_text()
    assert servanda("format", path, "--drop-comments")[0] == 0
    assert path.read_text() == good


@pytest.mark.parametrize("command", [[], *[[name] for name in COMMANDS], ["ask", "named"]])
def test_help(servanda: Call, command: list[str]) -> None:
    code, out, err = servanda(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: servanda")


def test_exit_codes_are_documented(servanda: Call) -> None:
    out = servanda("--help")[1]
    for code in range(5):
        assert f"\n    {code}  " in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(servanda: Call, shell: str) -> None:
    code, out, _ = servanda("completion", shell)
    assert code == 0
    assert "_SERVANDA_COMPLETE" in out


def test_completion_knows_commands_and_questions(process: Call) -> None:
    more = {
        "_SERVANDA_COMPLETE": "bash_complete",
        "COMP_WORDS": "servanda ask na",
        "COMP_CWORD": "2",
    }
    assert process(**more)[1].splitlines() == ["plain,named"]
    more |= {"COMP_WORDS": "servanda status n"}
    assert process(**more)[1].splitlines() == ["plain,NOR"]


def test_a_reader_that_has_seen_enough(home: Path) -> None:
    words = f"{sys.executable} -m servanda export both --format ntriples | head -n 1"
    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


def on_terminal(*words: str, **more: str) -> str:
    """What *words* print where stdout is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "servanda", *words],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", **more},
    ) as child:
        os.close(theirs)
        told = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            told += part
        child.wait()
    os.close(ours)
    return told.decode()


def test_terminal_gets_a_table_and_pipe_gets_tsv(home: Path, process: Call) -> None:
    told = on_terminal("obligations", "NOR", "1")
    assert "Plant a tree" in told
    assert "\x1b[" in told
    assert "\x1b[" not in on_terminal("obligations", "NOR", "1", NO_COLOR="1")
    assert process("obligations", "NOR", "1")[1].startswith("state\tinstrument\t")
    assert process("obligations", "NOR", "1", SERVANDA_FORMAT="table")[1].startswith("Norway (NOR)")


def test_offline(home: Path) -> None:
    """Nothing is looked up: no socket is opened by any command."""
    script = (
        "import sys\n"
        "def no(event, args):\n"
        "    if event.startswith('socket.') or event == 'urllib.Request':\n"
        "        raise SystemExit('network: ' + event)\n"
        "sys.addaudithook(no)\n"
        "from servanda.cli import run\n"
        "for words in (['obligations', 'NOR'], ['status', 'NOR', '1'], ['validate'], ['audit'],\n"
        "              ['export', '--format', 'jsonld'], ['export', '--format', 'rdfxml'], ['derive']):\n"
        "    assert run(words) in (0, 1), words\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "network" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("module", ["rdflib", "pyshacl", "rich", "pyoxigraph", "owlrl", "yaml"])
def test_start_is_light(module: str) -> None:
    script = f"import sys, servanda.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
