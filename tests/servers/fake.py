"""A server that answers exactly as told, to see what we make of it."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from servanda.store.generations import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Fake", "Reply", "faked", "pointer", "truth"]

JSON = "application/sparql-results+json"
_DERIVED = "https://w3id.org/servanda/graph/derived/00000001-key-mark"
_ASSERTED = "https://w3id.org/servanda/graph/asserted/00000001-key-mark"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: *cut* bytes of it are kept back though its length is told in full."""

    body: bytes | str = ""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    wait: float = 0.0
    drip: bool = False
    sized: bool = True

    @property
    def raw(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(slots=True)
class Fake:
    """What the server says, one reply after the other (the last for ever), and what it was told."""

    url: str
    replies: list[Reply]
    told: list[tuple[str, str]] = field(default_factory=list)
    done: Event = field(default_factory=Event)

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def truth(value: bool) -> Reply:
    return Reply(json.dumps({"head": {}, "boolean": value}))


def pointer() -> Reply:
    """Return what a server says that has one generation of graphs."""
    row = {
        "derived": {"type": "uri", "value": _DERIVED},
        "asserted": {"type": "uri", "value": _ASSERTED},
    }
    head = {"vars": ["derived", "asserted"]}
    return Reply(json.dumps({"head": head, "results": {"bindings": [row]}}))


class _Server(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self, *, opens: bool, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.opens = opens
        self.fake = Fake(f"http://127.0.0.1:{self.server_port}/sparql", replies)


class _Handler(BaseHTTPRequestHandler):
    """Gives the next reply."""

    server: _Server

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = parse_qs(text)
        query = form.get("query", [""])[0]
        self.server.fake.told.append(("query", query) if query else ("update", text))
        asks = form.get("default-graph-uri") == [PUBLISHED] and self.server.opens
        with suppress(ConnectionError):
            self._say(pointer() if asks else self.server.fake.next())

    def _say(self, reply: Reply) -> None:
        if self.server.fake.done.wait(reply.wait):
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.sized:
            self.send_header("Content-Length", str(len(reply.raw)))
        self.end_headers()
        self._send(reply.raw[: len(reply.raw) - reply.cut], drip=reply.drip)

    def _send(self, body: bytes, *, drip: bool) -> None:
        for piece in [body[n : n + 1] for n in range(len(body))] if drip else [body]:
            self.wfile.write(piece)
            self.wfile.flush()
            if drip and self.server.fake.done.wait(0.2):
                return

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def faked(*replies: Reply, opens: bool = True) -> Iterator[Fake]:
    """Run a server that gives *replies*; before them, if *opens*, it names a generation."""

    server = _Server(opens=opens, replies=list(replies))
    fake = server.fake
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
