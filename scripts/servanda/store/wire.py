"""Talk to a SPARQL 1.1 server, and turn everything that can go wrong into one clear sentence.

Reading is tried again, a few times, where the server could not be reached or broke off; writing
never is: nobody knows how much of it was done.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from servanda.errors import LimitProblem, ServandaError, ServerProblem, UsageProblem
from servanda.store.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SECONDS", "TRIES", "Address", "Answer", "Wire", "address"]

SECONDS = 300.0
TRIES = 3
_PAUSE = 0.2  # seconds before the second try; doubled before each further one
_LARGEST = 512 * 1024 * 1024  # bytes
_PIECE = 1 << 16
_PASSING = {429, 502, 503, 504}
_Login = tuple[Literal["BASIC", "DIGEST"], str]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is asked and told, by whom, and after how many *seconds* it is too slow."""

    query: str
    update: str
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: the whole of it, with its headers in small letters."""

    body: bytes
    headers: Mapping[str, str]

    @property
    def is_page(self) -> bool:
        """Say whether this is a page for people."""
        start = self.body[:200].lstrip().lower()
        kind = self.headers.get("content-type", "")
        return "html" in kind or start.startswith((b"<!doctype html", b"<html"))


class _Broken(Exception):
    """The answer stopped before its end."""


def address(query: str, update: str | None = None, seconds: float | None = None) -> Address:
    """Return the address made of two URLs and what the environment says.

    SERVANDA_ENDPOINT_USER, SERVANDA_ENDPOINT_PASSWORD, SERVANDA_ENDPOINT_TIMEOUT (seconds).
    Raises UsageProblem where a URL is not one of a server, or the time is not a time.
    """
    for url in (query, query if update is None else update):
        _check_url(url)
    told = os.environ.get("SERVANDA_ENDPOINT_TIMEOUT", "")
    try:
        limit = seconds if seconds is not None else float(told or SECONDS)
    except ValueError:
        limit = math.nan
    if not 0 < limit < math.inf:
        raise UsageProblem(f"SERVANDA_ENDPOINT_TIMEOUT is no number of seconds: {told!r}")
    user = os.environ.get("SERVANDA_ENDPOINT_USER", "")
    password = os.environ.get("SERVANDA_ENDPOINT_PASSWORD", "")
    if bool(user) != bool(password):
        raise UsageProblem(
            "a user without a password, or the other way round",
            hint="set both SERVANDA_ENDPOINT_USER and SERVANDA_ENDPOINT_PASSWORD",
        )
    return Address(query, update or query, user, password, limit)


def _check_url(url: str) -> None:
    """Raise UsageProblem where *url* is not the address of a server."""
    hint = "write it as http://HOST:PORT/PATH or https://HOST/PATH"
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise UsageProblem(f"not the address of a server: {url!r}: {error}", hint=hint) from error
    if parts.scheme not in ("http", "https"):
        raise UsageProblem(f"not an http or https address: {url!r}", hint=hint)
    if not named or any(sign <= " " or sign > "~" for sign in url):
        raise UsageProblem(f"not the address of a server: {url!r}", hint=hint)
    if parts.username or parts.password:
        raise UsageProblem(
            "a password does not belong in an address",
            hint="set SERVANDA_ENDPOINT_USER and SERVANDA_ENDPOINT_PASSWORD",
        )
    if parts.query or parts.fragment:
        raise UsageProblem(f"an address without '?' and '#' is wanted: {url!r}", hint=hint)


class Wire:
    """A line to one server. *login* is how it wants to be told the password, once known."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.login: _Login = ("BASIC", "")

    def patient(self, seconds: float) -> Wire:
        """Return the same line with another limit of time."""
        made = Wire(replace(self.address, seconds=seconds))
        made.login = self.login
        return made

    def read(self, query: str, accept: str, graphs: Mapping[str, tuple[str, ...]]) -> Answer:
        """Return the answer to *query*, in the form *accept*, on *graphs* (protocol parameters).

        Raises UsageProblem (exit 2), LimitProblem (4) or ServerProblem (1), each with what to do.
        """
        for tried in range(1, TRIES + 1):
            try:
                return self._send(query, accept, graphs)
            except (HTTPError, HTTPException, OSError, _Broken) as error:
                if tried == TRIES or not _may_pass(error):
                    raise self._problem(error, self.address.query) from error
            sleep(_PAUSE * 2 ** (tried - 1))
        raise AssertionError("unreachable")  # pragma: no cover

    def write(self, update: str) -> None:
        """Do *update*, once; raises as :meth:`read`."""
        try:
            answer = self._send(update, "", {})
        except (HTTPError, HTTPException, OSError, _Broken) as error:
            raise self._problem(error, self.address.update) from error
        if answer.is_page:
            raise UsageProblem(f"{self.address.update}: a web page, and no place for updates")

    def _send(self, text: str, accept: str, graphs: Mapping[str, tuple[str, ...]]) -> Answer:
        """Send *text*; where the server wants a digest of the password, send it again with one."""
        try:
            return self._once(text, accept, graphs)
        except HTTPError as error:
            realm = _digest_realm(error)
            if realm is None or not self.address.user or self.login[0] == "DIGEST":
                raise
            self.login = ("DIGEST", realm)
            return self._once(text, accept, graphs)

    def _once(self, text: str, accept: str, graphs: Mapping[str, tuple[str, ...]]) -> Answer:
        """Send *text* once and read the whole answer."""
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        until = monotonic() + self.address.seconds
        try:
            result = self._request(text, accept, graphs).query()
        except SPARQLWrapperException as error:
            # the library keeps only the text of the refusal; its cause has the rest
            if isinstance(error.__context__, HTTPError):
                error.__context__.msg = str(error)
                raise error.__context__ from None
            raise
        except HTTPError as error:
            error.msg = error.read(_PIECE).decode("utf-8", "replace") or error.msg
            raise
        with result.response as response:
            return _whole(response, until)

    def _request(self, text: str, accept: str, graphs: Mapping[str, tuple[str, ...]]) -> Any:
        """Return the library's request for *text*; without *accept* it is an update."""
        from SPARQLWrapper import (
            INSERT,
            JSON,
            POST,
            POSTDIRECTLY,
            SELECT,
            URLENCODED,
            SPARQLWrapper,
        )

        from servanda import __version__

        where = self.address
        request = SPARQLWrapper(
            where.query, where.update, returnFormat=JSON, agent=f"servanda/{__version__}"
        )
        request.setMethod(POST)
        request.setRequestMethod(URLENCODED if accept else POSTDIRECTLY)
        request.setOnlyConneg(True)
        request.setTimeout(max(1, math.ceil(where.seconds)))
        # not setQuery: it guesses from the words, and takes "drop" in a comment for an update
        request.queryString = text
        request.queryType = SELECT if accept else INSERT
        request.addCustomHttpHeader("Accept", accept or "*/*")
        for name, values in graphs.items():
            for value in values:
                request.addParameter(name, value)
        if where.user:
            kind, realm = self.login
            request.setCredentials(where.user, where.password, realm)
            request.setHTTPAuth(kind)
        return request

    def _problem(self, error: Exception, url: str) -> ServandaError:
        """Return what *error* means for a person."""
        if isinstance(error, HTTPError):
            return refused(error.code, str(error.msg), url)
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            hint = "raise SERVANDA_ENDPOINT_TIMEOUT, or --timeout of query, or ask for less"
            text = f"{url}: no answer within {self.address.seconds:g} s"
            return LimitProblem(text, hint=hint)
        if isinstance(error, _Broken | HTTPException):
            return ServerProblem(f"{url}: the answer was cut short", hint="try again")
        return ServerProblem(
            f"{url}: cannot be reached: {getattr(reason, 'strerror', None) or reason}",
            hint="is the server running, and is this its address?",
        )


def _may_pass(error: Exception) -> bool:
    """Say whether trying again may help: not where the server was reached and had its say."""
    if isinstance(error, HTTPError):
        return error.code in _PASSING
    return not isinstance(getattr(error, "reason", error), TimeoutError)


def _digest_realm(error: HTTPError) -> str | None:
    """Return the realm for which the server wants a digest of the password, or None."""
    import re

    challenge = str(error.headers.get("WWW-Authenticate", "")) if error.code == 401 else ""  # noqa: PLR2004
    match = re.match(r'\s*digest\b.*?realm="([^"]*)"', challenge, re.IGNORECASE)
    return match[1] if match else None


def _whole(response: Any, until: float) -> Answer:
    """Return all that *response* says; raises _Broken, TimeoutError or LimitProblem otherwise."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise LimitProblem("the answer is too large", hint="add a LIMIT")
        if monotonic() > until:
            raise TimeoutError
    if headers.get("content-length", str(size)) != str(size):
        raise _Broken
    return Answer(b"".join(pieces), headers)
