"""Through the cache: a changed or added file, without a full run, and with one where it must be."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from servanda import build, catalog
from servanda.errors import DataProblem
from servanda.increment import with_added
from servanda.reach import reach
from servanda.store import fresh

from .test_increment import difference
from .worlds import any_files, text

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3id.org/servanda/"
ACT = """\
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/servanda/act/{treaty}/{state}/one-more> a sv:{kind} ;
    sv:by <https://w3id.org/servanda/state/{state}> ;
    sv:instrument <https://w3id.org/servanda/instrument/{treaty}> ;
    sv:receivedOn "{day}"^^xsd:date .
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of small worlds, with a cache of its own that holds their store."""
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "data"
    folder.mkdir()
    for name, blocks in any_files(Random(5), 3).items():
        (folder / f"{name}.ttl").write_text(text(blocks), encoding="utf-8")
    build.built(folder)
    return folder


def an_act(folder: Path, kind: str = "Denunciation", day: str = "2001-02-03") -> Path:
    file = folder / f"{kind}-{day}.ttl"
    file.write_text(ACT.format(treaty="o-w0", state="aaa-w0", kind=kind, day=day))
    return file


def test_files_added_for_one_run(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = an_act(tmp_path)
    whole, _ = build.assembled(build.data_files(data, [file]))
    monkeypatch.setattr(build, "assembled", None)
    for _ in range(2):
        assert difference(build.built(data, [file]), whole) == {}


def test_a_changed_file_and_one_less(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = an_act(data)
    first, _ = build.assembled(build.data_files(data))
    an_act(tmp_path, day="2002-02-03").replace(file)
    second, _ = build.assembled(build.data_files(data))
    monkeypatch.setattr(build, "assembled", None)
    assert difference(build.built(data), second) == {}
    an_act(tmp_path).replace(file)
    assert difference(build.built(data), first) == {}
    file.unlink()
    assert (
        len(build.built(data).select(f"SELECT ?p {{ <{BASE}act/o-w0/aaa-w0/one-more> ?p ?o }}"))
        == 0
    )


def test_many_stores_from_one(data: Path, tmp_path: Path) -> None:
    base = build.built(data)
    before = set(base.dump(derived=True))
    files = [an_act(tmp_path, day=f"200{number}-02-03") for number in range(3)]
    made = [with_added(base, [file]) for file in files]
    for file, store in zip(files, made, strict=True):
        whole, _ = build.assembled(build.data_files(data, [file]))
        assert difference(store, whole) == {}
    assert set(base.dump(derived=True)) == before
    folders = [store.folder for store in made]  # type: ignore[attr-defined]
    del store, made
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize(
    "told",
    [
        f"<{BASE}event/war> a sv:ArmedConflict ; sv:inState <{BASE}state/aaa-w0> .",
        "sv:Ratification sv:closes sv:PartyStatus .",
        f"<{BASE}count/rule/2000-01-01> sv:takesEffectOn 1 . _:blank sv:by <{BASE}state/aaa-w0> .",
    ],
)
def test_what_reaches_too_far_is_derived_anew(data: Path, tmp_path: Path, told: str) -> None:
    file = tmp_path / "more.ttl"
    file.write_text(f"PREFIX sv: <{BASE}ontology#>\n{told}\n")
    if "_:" in told:
        with pytest.raises(DataProblem):
            with_added(build.built(data), [file])
        return
    whole, _ = build.assembled(build.data_files(data, [file]))
    assert difference(with_added(build.built(data), [file]), whole) == {}


def test_a_broken_file_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    base = build.built(data)
    file = tmp_path / "broken.ttl"
    file.write_text("<urn:a> <urn:b> oops .")
    with pytest.raises(DataProblem) as caught:
        with_added(base, [file])
    assert (caught.value.path, caught.value.line) == (file, 1)
    with pytest.raises(DataProblem):
        build.built(data, [file])
    assert not list((tmp_path / "cache").glob("new-*"))


def test_a_store_that_is_not_kept_cannot_be_added_to(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kept in the cache"):
        with_added(fresh(), [an_act(tmp_path)])


def test_the_page_names_words_that_rules_use() -> None:
    words = fresh()
    build.load_words(words)
    found = reach(catalog.rules(), words)
    assert found is not None
    named = " ".join(rule.text for rule in catalog.rules())
    page = (catalog.home() / "queries" / "reach.yaml").read_text(encoding="utf-8")
    listed = [line.split("- ")[1] for line in page.splitlines() if line.startswith("  - ")]
    of_dates = {name for name in listed if "Property" in name and name.startswith("sv:")}
    assert {name for name in listed if name not in named} <= of_dates | {"sv:ArmedConflict"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("treaty", "state", "kind"),
    [
        ("ets-126", "RUS", "Denunciation"),
        ("ets-001", "GBR", "Withdrawal"),
        ("un-iv-9", "BTN", "Ratification"),
        ("un-iv-9", "RUS", "Denunciation"),
        ("cets-197", "TUN", "Accession"),
        ("ets-005", "ESP", "Reservation"),
    ],
)
def test_shipped_data(treaty: str, state: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "act.ttl"
    file.write_text(ACT.format(treaty=treaty, state=state, kind=kind, day="2024-06-30"))
    whole, _ = build.assembled(build.data_files(extra=[file]), counted=False)
    assert difference(with_added(build.built(), [file]), whole) == {}
