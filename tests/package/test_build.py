"""The cache: quick, never stale, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from servanda import build, cache
from servanda.answers import status
from servanda.errors import DataProblem, UsageProblem

ACTS = "data/act/tree-1.ttl"


def begin(extra: tuple[Path, ...] = ()) -> object:
    table = status(build.built(extra=extra), "NOR", "1", "2020-01-01")
    return table.column("begin_earliest")[0]


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home.parent / "cache").glob("store-*"))


def test_second_time_comes_from_the_cache(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert begin() == "2001-05-17"
    assert len(kept(home)) == 1
    monkeypatch.setattr(build, "assembled", None)
    assert begin() == "2001-05-17"


def test_one_changed_day_changes_the_answer(home: Path) -> None:
    assert begin() == "2001-05-17"
    path = home / ACTS
    old = path.stat()
    path.write_text(path.read_text().replace("2001-05-17", "2001-05-18"))
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert begin() == "2001-05-18"
    path.write_text(path.read_text().replace("2001-05-18", "2001-05-17"))
    assert begin() == "2001-05-17"


@pytest.mark.parametrize(
    "name",
    [
        "ontology/words.ttl",
        "queries/derive/20-intervals.rq",
        "queries/ask/named.rq",
        "shapes/words.ttl",
    ],
)
def test_every_file_counts(home: Path, name: str) -> None:
    build.built()
    with (home / name).open("a") as file:
        file.write("# one more line\n")
    build.built()
    assert len(kept(home)) == 2


def test_a_new_or_missing_file_counts(home: Path) -> None:
    build.built()
    (home / "data/more.ttl").write_text("<urn:a:b> <urn:a:c> 1 .\n")
    build.built()
    (home / "data/more.ttl").unlink()
    build.built()
    assert len(kept(home)) == 2


def test_extra_files_are_added_for_one_run(home: Path, tmp_path: Path) -> None:
    extra = tmp_path / "supposed.ttl"
    extra.write_text(
        "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"
        "<https://w3id.org/servanda/act/x> a sv:Ratification ;"
        " sv:by <https://w3id.org/servanda/state/GIN> ;"
        " sv:instrument <https://w3id.org/servanda/instrument/tree-2> .\n"
    )
    assert len(status(build.built(extra=(extra,)), "GIN")) == 1
    assert len(status(build.built(), "GIN")) == 0


def test_a_broken_file_leaves_the_cache_alone(home: Path) -> None:
    build.built()
    before = kept(home)
    path = home / "data/state/broken.ttl"
    path.write_text("<urn:a:b> <urn:a:c> 1 .\n<urn:a:b> oops\n")
    with pytest.raises(DataProblem) as caught:
        build.built()
    assert (caught.value.path, caught.value.line) == (path, 2)
    assert kept(home) == before
    assert not list((home.parent / "cache").glob("new-*"))
    path.unlink()
    assert begin() == "2001-05-17"


def test_a_cache_that_cannot_be_written_is_done_without(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home.parent / "a-file"
    place.write_text("in the way")
    monkeypatch.setenv("SERVANDA_CACHE", str(place))
    remarks: list[str] = []
    store = build.built(remark=remarks.append)
    assert len(store.select("SELECT * { ?s ?p ?o }")) > 20
    assert len(remarks) == 1
    assert "nothing kept" in remarks[0]
    assert place.read_text() == "in the way"


def test_a_damaged_store_is_built_anew(home: Path) -> None:
    build.built()
    place = home.parent / "cache" / kept(home)[0]
    for path in place.iterdir():
        path.write_bytes(b"damaged")
    assert begin() == "2001-05-17"
    assert begin() == "2001-05-17"


def test_old_stores_are_cleared_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_KEPT", 2)
    kept_in = home.parent / "cache"
    for number in range(4):
        old = kept_in / f"store-{number}"
        old.mkdir(parents=True)
        os.utime(old, (number, number))
    (kept_in / "new-left").mkdir()
    os.utime(kept_in / "new-left", (0, 0))
    build.built()
    assert len(kept(home)) == 2
    assert "store-3" in kept(home)
    assert not (kept_in / "new-left").exists()


def test_a_store_in_use_is_not_cleared_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_KEPT", 0)
    build.built()
    assert len(kept(home)) == 1


def test_a_file_that_changes_under_way_is_not_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build.assembled

    def disturbed(*given: object, **more: object) -> object:
        made = whole(*given, **more)  # type: ignore[arg-type]
        with (home / ACTS).open("a") as file:
            file.write("# changed\n")
        return made

    monkeypatch.setattr(build, "assembled", disturbed)
    build.built()
    assert kept(home) == []


def test_processes_at_the_same_time(home: Path) -> None:
    words = [sys.executable, "-m", "servanda", "status", "NOR", "1", "--format", "csv"]
    running = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    told = [(process.communicate(), process.returncode) for process in running]
    assert [code for _, code in told] == [0] * 4
    assert len({out for (out, _), _ in told}) == 1
    assert len(kept(home)) == 1


def test_places_that_do_not_exist(home: Path) -> None:
    with pytest.raises(UsageProblem, match="no such folder"):
        build.built(home / "nowhere")
    with pytest.raises(UsageProblem, match="no such file"):
        build.built(extra=(home / "nothing.ttl",))
