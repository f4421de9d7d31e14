"""The day of an occasion that everybody knows by name ("dịp Tết Nguyên đán"): offered, never put on a calendar unasked."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from scheduler.text import slug
from scheduler.timing.lunar import solar

_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class KnownDay:
    """An occasion by its usual name, and its day in the year that is meant."""

    name: str
    day: date


def known_day(event: str, year: int) -> KnownDay | None:
    """The day of the occasion that an event names, in the year that it names or in the plan's."""
    named = _named(slug(event))
    if named is None:
        return None
    written = _YEAR.search(event)
    day = _day_in(named, int(written[0]) if written else year)
    return KnownDay(named.name, day) if day is not None else None


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    month: int
    day: int
    lunar: bool


def _named(text: str) -> _Named | None:
    """The longest name in the text (a slug); the bare word for the first of them only where nothing else follows it."""
    within = [key for key in _names() if f"-{key}-" in f"-{text}-"]
    if within:
        return _names()[max(within, key=len)]
    word, pattern = _alone()
    return _names()[word] if pattern.search(text) else None


def _day_in(named: _Named, year: int) -> date | None:
    """A lunar day of the end of a year may lie in the next one: the one that lies in this year is meant."""
    if not named.lunar:
        return date(year, named.month, named.day)
    found = (solar(lunar_year, named.month, named.day) for lunar_year in (year, year - 1))
    return next((day for day in found if day is not None and day.year == year), None)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with open(__file__.removesuffix(".py") + ".toml", "rb") as file:
        return tomllib.load(file)


@cache
def _names() -> dict[str, _Named]:
    found = {}
    for kind in ("lunar", "solar"):
        for written, names in _table()[kind].items():
            day, month = map(int, written.split("/"))
            found.update({slug(name): _Named(names[0], month, day, kind == "lunar") for name in names})
    return found


@cache
def _alone() -> tuple[str, re.Pattern[str]]:
    """The slug of the first name, and the pattern of the bare word."""
    alone = _table()["alone"]
    following = "|".join((*map(slug, alone["before"]), r"\d+"))
    first = next(iter(_table()["lunar"].values()))[0]
    return slug(first), re.compile(rf"(?:^|-){slug(str(alone['word']))}(?:$|-(?:{following})(?:-|$))")
