"""What a server means when it refuses."""

from __future__ import annotations

import re

from servanda.errors import LimitProblem, ServandaError, ServerProblem, UsageProblem

__all__ = ["refused"]

_FULL = re.compile(
    r"no space left|disk (is )?full|out of (disk|space|memory)|quota|insufficient storage"
    r"|exceed\w* (the )?(limit|memory)|after image size",
    re.IGNORECASE,
)
_LATE = re.compile(r"time(d)?[- ]?out|time limit|execution time|canceled|cancelled", re.IGNORECASE)
_CLOSED = re.compile(
    r"read[- ]?only|no permission|not permitted|permission denied|not allowed|SECURITY|no .*update",
    re.IGNORECASE,
)
_ODD = re.compile(r"<[^>]*>|[\x00-\x1f\x7f]+")
_LONGEST = 240


def refused(code: int, text: str, url: str, *, known: bool) -> ServandaError:
    """Return the problem that the HTTP status *code* and the *text* with it stand for.

    *known* says whether a user and a password were sent. Exit codes: 2 where the caller can put
    it right, 4 where a limit of the server was reached, 1 where the server is at fault.
    """
    said = _said(text)
    if code == 401 or (code == 407):
        what = "the user or the password was refused" if known else "a password is wanted"
        hint = "set SERVANDA_ENDPOINT_USER and SERVANDA_ENDPOINT_PASSWORD"
        return UsageProblem(f"{url}: {what}", hint=hint)
    if code == 507 or (code >= 400 and _FULL.search(said)):
        return LimitProblem(f"{url}: the server has no room left: {said}", hint="nothing changed")
    if code == 408 or (code >= 500 and _LATE.search(said)):
        return LimitProblem(f"{url}: the server gave up: {said}", hint="ask for less")
    if code in (413, 414):
        return LimitProblem(f"{url}: the request is too large for the server")
    if code in (429, 503):
        return LimitProblem(f"{url}: the server is busy: {said}", hint="try again later")
    if code in (403, 405, 501) or _CLOSED.search(said):
        hint = "name the address for updates with --update-url, or a user who may write"
        return UsageProblem(f"{url}: the server refuses this: {said}", hint=hint)
    if code in (404, 410):
        return UsageProblem(f"{url}: nothing there", hint="give the address of the SPARQL endpoint")
    if code in (400, 415, 422):
        return UsageProblem(f"{url}: the server does not take this query: {said}")
    return ServerProblem(f"{url}: the server failed ({code}): {said}", hint="see its log")


def _said(text: str) -> str:
    """Return what the server said as one short plain line."""
    raw = re.sub(r"^.*?Response:\s*b?", "", text, count=1, flags=re.DOTALL)
    plain = " ".join(_ODD.sub(" ", raw.replace("\\n", " ")).split()).strip("'\"")
    return plain[:_LONGEST] or "it does not say why"
