"""Read the dates that tables hold: never a guess, and a reason for each that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from servanda.imports.model import Unreadable

__all__ = ["Calendar", "written"]

_NAMES = (
    "january janvier januari januar enero января январь jan janv",
    "february fevrier februari februar febrero февраля февраль feb fev fevr",
    "march mars maart marz marzo марта март mar mrt",
    "april avril abril апреля апрель apr avr",
    "may mai mei mayo мая май",
    "june juin juni junio июня июнь jun",
    "july juillet juli julio июля июль jul juil",
    "august aout augustus agosto августа август aug",
    "september septembre septiembre сентября сентябрь sep sept",
    "october octobre oktober octubre октября октябрь oct okt",
    "november novembre noviembre ноября ноябрь nov",
    "december decembre dezember diciembre декабря декабрь dec dez",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:T00:00:00Z?)?)?|(\d{4})")
_WORDS = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th)?\.? (?:de )?(\w+)\.? (?:de )?(\d{2,4})(?: \u0433)?\.?"
)
_MONTH_FIRST = re.compile(r"(\w+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"(\w+)\.? (\d{4})")
_SENTINELS = {"1900-01-01", "9999-12-31", "0001-01-01", "2899-01-01", "1800-01-01"}
_FIRST, _YEARS, _MONTHS = 1800, 4, 12


class Calendar:
    """Reads the dates of one table, in which the day goes first unless it is ISO.

    *swapped* is a date of the table in which the month provably stands first; then the days in
    *doubtful*, which can be read both ways, are not sure.
    """

    def __init__(self) -> None:
        self.swapped = ""
        self.doubtful: set[str] = set()

    def read(self, text: str) -> str:
        """Return *text* as an ISO day, month or year, or "" if empty; raises Unreadable."""
        bare = " ".join(text.replace("\u00a0", " ").split())
        if not bare:
            return ""
        for pattern, reader in (
            (_ISO, _iso),
            (_NUMERIC, self._numeric),
            (_WORDS, _words),
            (_MONTH_FIRST, _month_first),
            (_MONTH, _month),
        ):
            match = pattern.fullmatch(bare)
            if match:
                return reader(match)
        raise Unreadable(f"not a date: {text.strip()!r}")

    def _numeric(self, match: re.Match[str]) -> str:
        day, month, year = match[1], match[3], match[4]
        if int(month) > _MONTHS >= int(day) > 0:
            self.swapped = self.swapped or match[0]
            raise Unreadable(f"{match[0]}: there is no month {month}; day and month look swapped")
        iso = written(year, month, day, match[0])
        if int(day) <= _MONTHS and day != month:
            self.doubtful.add(iso)
        return iso


def written(year: str, month: str, day: str, text: str) -> str:
    """Return the day as ISO; raises Unreadable where there is no such day, naming *text*."""
    if len(year) != _YEARS:
        raise Unreadable(f"{text}: a year of {len(year)} digits; write all four")
    try:
        iso = date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise Unreadable(f"{text}: there is no such day") from error
    if iso in _SENTINELS or int(year) < _FIRST:
        raise Unreadable(f"{text}: stands for an unknown day; leave it empty")
    return iso


def _iso(match: re.Match[str]) -> str:
    """Return an ISO day, month or year, if it exists."""
    year = match[1] or match[4]
    whole = written(year, match[2] or "02", match[3] or "02", match[0])
    return whole[: 10 if match[3] else 7 if match[2] else 4]


def _words(match: re.Match[str]) -> str:
    """Return a day whose month is a word."""
    return written(match[3], str(_named(match[2], match[0])), match[1], match[0])


def _month_first(match: re.Match[str]) -> str:
    """Return a day whose month is a word and stands first."""
    return written(match[3], str(_named(match[1], match[0])), match[2], match[0])


def _month(match: re.Match[str]) -> str:
    """Return a month and year."""
    return f"{match[2]}-{_named(match[1], match[0]):02}"


def _named(word: str, text: str) -> int:
    """Return the number of the month called *word* in one of the languages known."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c) or c == "\u0306")
    month = MONTHS.get(unicodedata.normalize("NFC", plain)) or MONTHS.get(plain)
    if month is None:
        raise Unreadable(f"{text}: no month is called {word!r}")
    return month
