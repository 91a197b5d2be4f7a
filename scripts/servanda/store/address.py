"""Where a server is, and who asks it."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from servanda.errors import UsageProblem

__all__ = ["SECONDS", "Address", "address"]

SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is asked and told, by whom, and after how many *seconds* it is too slow."""

    query: str
    update: str
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = SECONDS


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
