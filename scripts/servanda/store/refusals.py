"""What a server means when it refuses."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from servanda.errors import LimitProblem, ServandaError, ServerProblem, UsageProblem

if TYPE_CHECKING:
    from urllib.error import HTTPError

__all__ = ["digest_realm", "refused"]

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


_LOGIN = "set SERVANDA_ENDPOINT_USER and SERVANDA_ENDPOINT_PASSWORD"
_WRITER = "name the address for updates with --update-url, or a user who may write"
_ADDRESS = "give the address of the SPARQL endpoint"

# status codes, what is said with them, what that is, in which words, what to do: the first wins
_Reading = tuple[Container[int], re.Pattern[str] | None, type[ServandaError], str, str]
_READINGS: tuple[_Reading, ...] = (
    ({401, 407}, None, UsageProblem, "the user or the password is wanted, or refused", _LOGIN),
    ({507}, None, LimitProblem, "the server has no room left: {said}", "nothing was replaced"),
    (range(400, 600), _FULL, LimitProblem, "the server has no room left: {said}", "ask its keeper"),
    ({408}, None, LimitProblem, "the server gave up: {said}", "ask for less"),
    (range(500, 600), _LATE, LimitProblem, "the server gave up: {said}", "ask for less"),
    ({413, 414}, None, LimitProblem, "the request is too large for the server", "ask its keeper"),
    ({429, 503}, None, LimitProblem, "the server is busy: {said}", "try again later"),
    ({403, 405, 501}, None, UsageProblem, "the server refuses this: {said}", _WRITER),
    (range(400, 600), _CLOSED, UsageProblem, "the server refuses this: {said}", _WRITER),
    ({404, 410}, None, UsageProblem, "nothing there", _ADDRESS),
    ({400, 415, 422}, None, UsageProblem, "the server does not take this query: {said}", ""),
)


def refused(code: int, text: str, url: str) -> ServandaError:
    """Return the problem that the HTTP status *code* and the *text* with it stand for.

    Exit codes: 2 where the caller can put it right, 4 where a limit of the server was reached, 1
    where the server is at fault.
    """
    said = _said(text)
    for codes, words, kind, what, hint in _READINGS:
        if code in codes and (words is None or words.search(said)):
            return kind(f"{url}: {what.format(said=said)}", hint=hint or None)
    return ServerProblem(f"{url}: the server failed ({code}): {said}", hint="see its log")


def digest_realm(error: HTTPError) -> str | None:
    """Return the realm for which the server wants a digest of the password, or None.

    Where it refuses a plain password and does not say what it wants, as Virtuoso does, that is
    taken for the realm that Virtuoso has.
    """
    if error.code != 401:  # noqa: PLR2004 - the status for a password that is wanted
        return None
    challenge = str(error.headers.get("WWW-Authenticate", ""))
    match = re.match(r'\s*digest\b.*?realm="([^"]*)"', challenge, re.IGNORECASE)
    return match[1] if match else None if challenge else "SPARQL"


def _said(text: str) -> str:
    """Return what the server said as one short plain line."""
    raw = re.sub(r"^.*?Response:\s*b?", "", text, count=1, flags=re.DOTALL)
    plain = " ".join(_ODD.sub(" ", raw.replace("\\n", " ")).split()).strip("'\"")
    return plain[:_LONGEST] or "it does not say why"
