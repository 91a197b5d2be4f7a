"""Talk to a SPARQL 1.1 server, and turn everything that can go wrong into one clear sentence.

Reading is tried again, a few times, where the server could not be reached or broke off; writing
never is: nobody knows how much of it was done.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from http.client import HTTPException
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Literal
from urllib.error import HTTPError, URLError

from servanda.errors import LimitProblem, ServandaError, ServerProblem, UsageProblem
from servanda.store.refusals import digest_realm, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servanda.store.address import Address

__all__ = ["TRIES", "Answer", "Wire"]

TRIES = 3
_PAUSE = 0.2  # seconds before the second try; doubled before each further one
_LARGEST = 512 * 1024 * 1024  # bytes
_PIECE = 1 << 16
_PASSING = {429, 502, 503, 504}
_Login = tuple[Literal["BASIC", "DIGEST"], str]


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
            realm = digest_realm(error)
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
