"""Answer a query of unknown origin in a process that can be stopped.

No engine has a time limit that can be relied on, and some queries end the process they run in. So
the query is checked and run in a child: what comes back is an answer, or one clear error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from servanda import errors
from servanda.errors import InternalProblem, LimitProblem, ServandaError
from servanda.store import Table, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from servanda.store import Store

__all__ = ["MEMORY", "SECONDS", "answer", "remote"]

SECONDS = 60.0
MEMORY = 2048  # MiB
_READY = b"ready\n"
_LARGEST = 256 * 1024 * 1024


def answer(
    query: str,
    data: Path | None = None,
    extra: Sequence[Path] = (),
    seconds: float = SECONDS,
    memory: int = MEMORY,
    told: Mapping[str, str] | None = None,
) -> Table | tuple[Triple, ...]:
    """Return rows for a SELECT or ASK *query*, sorted triples for CONSTRUCT or DESCRIBE.

    Raises UsageProblem where the query is malformed or refused, LimitProblem after *seconds* or
    where it needs more than *memory* MiB. What opening the store takes, see ``build.built``, counts
    in neither.
    """
    job = {
        "query": query,
        "data": str(data) if data else None,
        "extra": list(map(str, extra)),
        "memory": memory,
        "told": dict(told or {}),
    }
    out = _run(json.dumps(job).encode(), seconds)
    reply: dict[str, Any] = json.loads(out)
    if "error" in reply:
        kind: type[ServandaError] = getattr(errors, reply.pop("error"))
        raise kind(**reply)
    rows = (tuple(Term(*cell) if cell else None for cell in row) for row in reply["rows"])
    if "columns" in reply:
        return Table(tuple(reply["columns"]), tuple(rows))
    return tuple(Triple(*row) for row in rows)  # type: ignore[arg-type]


def remote(store: Store, query: str, seconds: float = SECONDS) -> Table | tuple[Triple, ...]:
    """Return what :func:`answer` does, from a *store* on a server, within *seconds*.

    The query is checked here, where it is refused before the server has seen it; functions that a
    server adds to SPARQL are refused too. Raises as :func:`answer` and ``Store.select``.
    """
    from servanda.guard import check
    from servanda.store import hurried

    form = check(query, own_functions=False)
    quick = hurried(store, seconds)
    if form == "rows":
        return quick.select(query)
    return tuple(sorted(quick.construct(query), key=Triple.n3))


def _run(job: bytes, seconds: float) -> bytes:
    """Return what a child says to *job*; it is stopped *seconds* after it is ready."""
    words = [sys.executable, "-P", "-m", "servanda.sandbox"]
    late: list[bool] = []
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None  # noqa: S101 - for the type checker
        assert child.stdout is not None  # noqa: S101

        def stop() -> None:
            late.append(True)
            child.kill()

        timer = Timer(seconds, stop)
        try:
            with suppress(BrokenPipeError):
                child.stdin.write(job)
                child.stdin.close()
            out = child.stdout.readline()
            if out == _READY:
                timer.start()
                out = child.stdout.read(_LARGEST + 1)
        finally:
            timer.cancel()
            child.kill()
    if late:
        raise LimitProblem(f"the query was stopped after {seconds:g} s", hint="see --timeout")
    if len(out) > _LARGEST:
        raise LimitProblem("the answer is too large", hint="add a LIMIT")
    if not out.endswith(b"\n"):
        raise LimitProblem("the query needs too much memory, or is nested too deeply")
    return out


def _child() -> None:
    """Do one job from stdin; say that the store is open, then the answer, on stdout."""
    from servanda.build import built
    from servanda.guard import check

    job = json.load(sys.stdin)
    try:
        data = Path(job["data"]) if job["data"] else None
        store = built(data, list(map(Path, job["extra"])), lambda _: None, job["told"])
        sys.stdout.buffer.write(_READY)
        sys.stdout.buffer.flush()
        with _limited(job["memory"]):
            told = _answered(store, job["query"], check(job["query"]))
    except ServandaError as error:
        told = {
            "error": type(error).__name__,
            "message": error.message,
            "path": str(error.path) if error.path else None,
            "line": error.line,
            "column": error.column,
            "hint": error.hint,
        }
    except MemoryError:
        told = {"error": "LimitProblem", "message": "the query needs too much memory"}
    except Exception as error:
        told = {"error": InternalProblem.__name__, "message": f"{type(error).__name__}: {error}"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")


def _answered(store: Any, query: str, form: str) -> dict[str, Any]:
    """Return the answer to *query*, which asks for *form*, in a form that JSON can carry."""
    if form == "rows":
        table = store.select(query)
        return {"columns": table.columns, "rows": [list(map(_cell, row)) for row in table.rows]}
    return {
        "rows": [
            list(map(_cell, triple)) for triple in sorted(store.construct(query), key=Triple.n3)
        ]
    }


def _cell(term: Term | None) -> list[str | None] | None:
    """Return *term* in a form that JSON can carry."""
    return [term.kind, term.value, term.datatype, term.language] if term else None


@contextmanager
def _limited(memory: int) -> Iterator[None]:
    """Bound what this process takes from now on to *memory* MiB, where the system can.

    What it has already taken differs with the data, the number of threads and the C library, and
    is the open store, not the query. Raises MemoryError also where a module in C that gets no
    memory says something else.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        yield
    except (ImportError, SystemError) as error:
        raise MemoryError from error


if __name__ == "__main__":
    _child()
