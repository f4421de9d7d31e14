"""One date that a person types freely ("thứ hai tới", "ngày mai 15h"), read by dateparser; never for a plan's phrase."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import dateparser


@cache
def _words() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(_words()["pattern"][name]))


def _is(name: str, word: str) -> bool:
    return word in _words()["list"][name]


def free_date(text: str, now: datetime) -> date | datetime | None:
    """The day, or the moment where an hour is typed, that the text names as seen from `now`; None where it names no day.

    Days without a year lie ahead of `now`; a weekday is the next one of that name. A moment has the time zone of `now`.
    """
    said = " ".join(text.lower().split())
    hour = _pattern("hour").search(said)
    rest = said if hour is None else " ".join((said[: hour.start()] + " " + said[hour.end() :]).split()).strip(" ,")
    day = _day(rest, now)
    if day is None or hour is None:
        return day
    return datetime.combine(day, _time(hour), tzinfo=now.tzinfo)


def free_until(text: str, now: datetime) -> date | None:
    """The day on which a stretch from today on is over: "thứ hai", "hết 30/6" (the day after it), "3 ngày"; None for no day."""
    said = " ".join(text.lower().split())
    bare = _pattern("bare_length").fullmatch(said)
    if bare is not None:
        return now.date() + timedelta(days=int(bare[1]) * (7 if _is("weeks", bare[2]) else 1))
    named = _pattern("until").match(said)
    found = free_date(said if named is None else said[named.end() :], now)
    day = found.date() if isinstance(found, datetime) else found
    if day is None or named is None or not named[1]:
        return day
    return None if day == date.max else day + timedelta(days=1)


def _time(match: re.Match[str]) -> time:
    hour = int(match[1])
    later = hour < 12 and _is("afternoon", match[3] or "")
    return time(hour + 12 if later else hour, int(match[2] or 0))


def _day(said: str, now: datetime) -> date | None:
    if _is("day_after_tomorrow", said):
        return now.date() + timedelta(days=2)
    for name, length in (("days_ahead", 1), ("weeks_ahead", 7)):
        ahead = _pattern(name).match(said)
        if ahead is not None:
            return now.date() + timedelta(days=int(ahead[1] or ahead[2]) * length)
    weekday = _pattern("weekday").match(said)
    if weekday is not None:
        return _weekday(weekday[1], weekday[2] or "", now)
    return _parsed(said, now, ("day", "month"))


def _weekday(name: str, which: str, now: datetime) -> date | None:
    day = _parsed(name, now, ())
    if day is None:
        return None
    monday = now.date() - timedelta(days=now.weekday())
    if _is("next_week", which):
        return monday + timedelta(days=7 + day.weekday())
    if _is("this_week", which):
        return monday + timedelta(days=day.weekday())
    return day if day > now.date() else day + timedelta(days=7)


def settings(now: datetime, parts: tuple[str, ...] = ("day", "month")) -> dict[str, object]:
    """How dateparser is called here: days before months, from `now` on, and never a date with parts that nobody named."""
    return {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "REQUIRE_PARTS": list(parts),
    }


def _parsed(said: str, now: datetime, parts: tuple[str, ...]) -> date | None:
    known = str(_words()["spoken"].get(said, said))
    found = dateparser.parse(known, languages=["vi"], settings=settings(now, parts))
    return None if found is None else found.date()
