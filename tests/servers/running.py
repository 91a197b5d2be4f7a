"""Start a server for the time of a ``with`` block, on a free port of this machine only.

Whatever happens in the block, the process is ended and waited for, and its folder goes.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Server",
    "free_port",
    "fuseki",
    "fuseki_program",
    "oxigraph",
    "oxigraph_program",
    "virtuoso",
    "virtuoso_program",
]

_PATIENCE = 60.0  # seconds, for a server to answer first or to leave
_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql}
LiteMode = 0
DisableUnixSocket = 1
DisableTcpSocket = 0
ServerThreads = 10
CheckpointInterval = 0
CheckpointAuditTrail = 0
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = {folder}
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2
DefaultIsolation = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
MaxClientConnections = 8
EnabledDavVSP = 0
HTTPThreadSize = 280000

[SPARQL]
ResultSetMaxRows = {most}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
DefaultQuery = ASK {{}}
"""
_PASSWORD = "a pass of ours"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a running server is asked and told; *guarded* wants *user* and *password*."""

    name: str
    query: str
    update: str
    guarded: str = ""
    user: str = ""
    password: str = ""


def free_port() -> int:
    """Return a port on which nothing listens just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def oxigraph_program() -> str | None:
    """Return the program of the PyPI package ``oxigraph``, or None."""
    with suppress(PackageNotFoundError):
        files = distribution("oxigraph").files or []
        for place in (Path(str(file.locate())) for file in files if file.name == "oxigraph"):
            if place.is_file():
                return str(place.resolve())
    return shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    """Return the program of Debian's package ``virtuoso-opensource-7-bin``, or None."""
    return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None


def fuseki_program() -> str | None:
    """Return the start script of Apache Jena Fuseki: SERVANDA_FUSEKI, or the one on the path."""
    return os.environ.get("SERVANDA_FUSEKI") or shutil.which("fuseki-server")


@contextmanager
def oxigraph(*more: str, read_only: bool = False) -> Iterator[Server]:
    """Run an empty Oxigraph server, in memory unless *more* words say otherwise."""
    port = free_port()
    verb = "serve-read-only" if read_only else "serve"
    words = [str(oxigraph_program()), verb, "--bind", f"127.0.0.1:{port}", *more]
    url = f"http://127.0.0.1:{port}"
    with _folder() as folder, _running(words, folder, url):
        yield Server("oxigraph", f"{url}/query", f"{url}/update")


@contextmanager
def fuseki() -> Iterator[Server]:
    """Run an empty Fuseki server with one dataset in memory."""
    port = free_port()
    words = [str(fuseki_program()), "--mem", "--update", "--localhost", f"--port={port}", "/ds"]
    url = f"http://127.0.0.1:{port}"
    with _folder() as folder, _running(words, folder, f"{url}/ds/query?query=ASK%7B%7D"):
        yield Server("fuseki", f"{url}/ds/query", f"{url}/ds/update")


@contextmanager
def virtuoso(most: int = 1_000_000) -> Iterator[Server]:
    """Run an empty Virtuoso that gives at most *most* rows.

    Everybody may update at the first place; the second wants the password of a user who may.
    """
    http, sql = free_port(), free_port()
    url = f"http://127.0.0.1:{http}"
    with _folder() as folder:
        settings = folder / "virtuoso.ini"
        settings.write_text(
            _SETTINGS.format(folder=folder, sql=sql, http=http, most=most), encoding="utf-8"
        )
        words = [str(virtuoso_program()), "+configfile", str(settings), "+foreground"]
        with _running(words, folder, f"{url}/sparql?query=ASK%7B%7D"):
            _tell_virtuoso(sql)
            sparql, guarded = f"{url}/sparql", f"{url}/sparql-auth"
            yield Server("virtuoso", sparql, sparql, guarded, "lawyer", _PASSWORD)


def _tell_virtuoso(port: int) -> None:
    """Let everybody update, and make one user; one statement on a line, as isql wants it."""
    lines = (
        'GRANT SPARQL_UPDATE TO "SPARQL";',
        f"DB.DBA.USER_CREATE('lawyer', '{_PASSWORD}');",
        'GRANT SPARQL_UPDATE TO "lawyer";',
        "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);",
    )
    program = str(shutil.which("isql-vt"))
    done = subprocess.run(
        [program, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=True,
    )
    assert "Error" not in done.stdout, done.stdout


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="servanda-server-") as name:
        yield Path(name)


@contextmanager
def _running(words: Sequence[str], folder: Path, url: str) -> Iterator[None]:
    """Run the program *words* in *folder* until the block ends; *url* answers once it is ready."""
    log = folder / "out.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            _await(process, url, log)
            yield
        finally:
            _end(process)


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return once *url* answers; raises RuntimeError where the server leaves or never does."""
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(URLError, OSError), urlopen(url, timeout=5) as answer:
            answer.read()
            return
        sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End *process*: ask, wait, and after that no longer ask."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
