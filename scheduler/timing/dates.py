"""One date that a person types freely ("thứ hai tới", "ngày mai 15h"), read by dateparser; never for a plan's phrase."""

import re
from datetime import date, datetime, time, timedelta

import dateparser

_HOUR = re.compile(
    r"(?:\b(?:lúc|vào|vào lúc)\s+)?\b([01]?\d|2[0-3])\s?(?:h|:|giờ)\s?([0-5]\d)?(?:\s?phút)?\b(?:\s+(sáng|chiều|tối))?",
    re.I,
)
_WEEKDAY = re.compile(
    r"^(?:vào\s+)?(?:ngày\s+)?(thứ \w+|chủ nhật)(?:\s+(tuần sau|tuần tới|tuần này|này|tới|sau))?$", re.I
)
_AHEAD = re.compile(r"^(?:sau\s+)?(\d{1,3})\s+(ngày|tuần)(?:\s+(nữa|tới|sau))?$", re.I)
_FIGURES = {"2": "hai", "3": "ba", "4": "tư", "5": "năm", "6": "sáu", "7": "bảy"}
_SPOKEN = {"mai": "ngày mai", "mốt": "2", "ngày kia": "2", "ngày mốt": "2", "hôm sau": "ngày mai"}


def free_date(text: str, now: datetime) -> date | datetime | None:
    """The day, or the moment where an hour is typed, that the text names as seen from `now`; None where it names no day.

    Days without a year lie ahead of `now`; a weekday is the next one of that name. A moment has the time zone of `now`.
    """
    said = " ".join(text.lower().split())
    hour = _HOUR.search(said)
    rest = said if hour is None else " ".join((said[: hour.start()] + " " + said[hour.end() :]).split()).strip(" ,")
    day = _day(_SPOKEN.get(rest, rest), now)
    if day is None or hour is None:
        return day
    return datetime.combine(day, _time(hour), tzinfo=now.tzinfo)


def _time(match: re.Match[str]) -> time:
    hour = int(match[1])
    later = match[3] in ("chiều", "tối") and hour < 12
    return time(hour + 12 if later else hour, int(match[2] or 0))


def _day(said: str, now: datetime) -> date | None:
    if said == "2":
        return now.date() + timedelta(days=2)
    ahead = _AHEAD.match(said)
    if ahead is not None and ("sau" in said or "nữa" in said or "tới" in said):
        return now.date() + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "tuần" else 1))
    weekday = _WEEKDAY.match(said)
    if weekday is not None:
        return _weekday(weekday[1], weekday[2] or "", now)
    return _parsed(said, now, ["day", "month"])


def _weekday(name: str, which: str, now: datetime) -> date | None:
    figure = name.removeprefix("thứ ")
    day = _parsed(f"thứ {_FIGURES[figure]}" if figure in _FIGURES else name, now, [])
    if day is None:
        return None
    if which in ("tuần sau", "tuần tới"):
        monday = now.date() - timedelta(days=now.weekday())
        return monday + timedelta(days=7 + day.weekday())
    if which == "tuần này":
        return now.date() - timedelta(days=now.weekday()) + timedelta(days=day.weekday())
    return day if day > now.date() else day + timedelta(days=7)


def _parsed(said: str, now: datetime, parts: list[str]) -> date | None:
    found = dateparser.parse(
        said,
        languages=["vi"],
        settings={
            "DATE_ORDER": "DMY",
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "REQUIRE_PARTS": parts,
        },
    )
    return None if found is None else found.date()
