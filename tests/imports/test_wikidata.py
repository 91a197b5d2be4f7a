"""The SPARQL importer against a server of our own, with statements in Wikidata's model."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servanda.imports import Imported, read_all
from servanda.imports.options import Options

from .cases import HERE, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = next(
    (
        str(found)
        for file in distribution("oxigraph").files or ()
        if file.name in {"oxigraph", "oxigraph.exe"}
        and (found := Path(str(file.locate()))).is_file()
    ),
    None,
)
CASE = HERE / "wikidata" / "each-statement"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample statements; its query address."""
    if SERVER is None:
        pytest.skip("the oxigraph server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = str(tmp_path_factory.mktemp("oxigraph"))
    words = [SERVER, "serve", "--location", place, "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        _load(f"http://127.0.0.1:{port}/store?default", (CASE / "input.ttl").read_bytes())
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _load(address: str, turtle: bytes) -> None:
    """Put *turtle* at *address*, as soon as the server is there."""
    head = {"Content-Type": "text/turtle"}
    for _ in range(100):
        request = urllib.request.Request(address, data=turtle, method="PUT", headers=head)
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


def imported(item: str, address: str) -> Imported:
    """Return what is known of *item* at *address*."""
    return read_all(
        "wikidata", [Path(item)], Options(shared(), instrument="UN IV-9", endpoint=address)
    )


def test_statements_become_acts(endpoint: str) -> None:
    from importlib import import_module

    from servanda.imports.output import turtle

    found = imported("Q208645", endpoint)
    report = import_module("servanda.cli.import").as_csv(found.findings)

    assert turtle(found.acts, found.sources) == (CASE / "expected.ttl").read_text(encoding="utf-8")
    assert report == (CASE / "report.csv").read_text(encoding="utf-8")


def test_an_item_without_statements_is_told(endpoint: str) -> None:
    found = imported("Q42", endpoint)

    assert not found.acts
    assert "no signatory (P1891)" in str(found.findings[0])


def test_what_is_no_item_is_told(endpoint: str) -> None:
    found = imported("Q1 } DROP ALL #", endpoint)

    assert "not an item of Wikidata" in str(found.findings[0])


def test_a_service_that_is_not_there_is_told() -> None:
    found = imported("Q208645", "http://127.0.0.1:9/query")

    assert "the SPARQL service gives no answer" in str(found.findings[0])
