"""One date that a person types freely ("thứ hai tới", "8 giờ sáng thứ tư"), read by dateparser; never for a plan's phrase."""

import re
from datetime import date, datetime, time, timedelta

import dateparser

from scheduler.timing.points import last_of
from scheduler.timing.spoken import days_ahead, means, parted, pattern, plain


def free_date(text: str, now: datetime) -> date | datetime | None:
    """The day, or the moment where an hour is typed, that the text names as seen from `now`; None where it names no day.

    Days without a year lie ahead of `now`; a weekday is the next one of that name, and must fit a date typed beside it. A moment
    has the time zone of `now`; a part of the day without its hour stands for the hour in dates.toml.
    """
    said = plain(text)
    moment = pattern("moments").match(said)
    if moment is not None:
        minutes = int(moment[1]) * (1 if means("minutes", moment[2]) else 60)
        return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    spoken = parted(said)
    day = None if spoken is None or not spoken.day else _day(spoken.day, now.date())
    if day is None or spoken is None or spoken.at is None:
        return day
    return datetime.combine(day, spoken.at, tzinfo=now.tzinfo)


def free_until(text: str, now: datetime) -> date | None:
    """The day on which a stretch from today on is over: "thứ hai", "hết 30/6" (the day after it), "3 ngày"; None for no day."""
    said = plain(text)
    bare = pattern("bare_length").fullmatch(said)
    if bare is not None:
        return now.date() + timedelta(days=int(bare[1]) * (7 if means("weeks", bare[2]) else 1))
    named = pattern("until").match(said)
    rest = said if named is None else said[named.end() :]
    if (week := pattern("week_end").match(rest)) is not None and (week[1] or (named and named[1])):
        return _monday(now.date()) + timedelta(days=14 if means("next_one", week[2] or "") else 7)
    if named is not None and named[1] and (month := pattern("month_end").match(rest)) is not None:
        last = _ahead_in_month(now.date(), 0, month[1] or "")
        return None if last is None else last + timedelta(days=1)
    found = free_date(rest, now)
    day = found.date() if isinstance(found, datetime) else found
    if day is None or named is None or not named[1]:
        return day
    return None if day == date.max else day + timedelta(days=1)


def _day(said: str, today: date) -> date | None:
    if (ahead := days_ahead(said)) is not None:
        return today + timedelta(days=ahead)
    for name, rule in (
        ("ahead", _ahead),
        ("weekday", _weekday),
        ("week_edge", _friday),
        ("month_edge", _edge),
        ("monthday", _monthday),
    ):
        found = pattern(name).match(said)
        if found is not None:
            return rule(found, today)
    if pattern("week").match(said):
        return _monday(today) + timedelta(days=7)
    if pattern("english_date").match(said):
        return _parsed(said, today, "en")
    return _parsed(said, today) if pattern("figures").match(said) else None


def _ahead(match: re.Match[str], today: date) -> date | None:
    """3 ngày nữa, sau 2 tuần, 1 tháng nữa."""
    count, unit = int(match[1] or match[3]), match[2] or match[4]
    if means("months", unit):
        return _in_month(today, count, today.day)
    return today + timedelta(days=count * (7 if means("weeks", unit) else 1))


def _in_month(today: date, ahead: int, day: int) -> date | None:
    """That day (0: the last) of the month so many months ahead; the month's last where it lacks the day of today."""
    at = today.year * 12 + today.month - 1 + ahead
    if at // 12 > date.max.year:
        return None
    last = last_of(at // 12, at % 12 + 1)
    return last if not day or day > last.day else last.replace(day=day)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _weekday(match: re.Match[str], today: date) -> date | None:
    figure = match[1][-1]
    at = int(figure) - 2 if figure.isdecimal() else 6
    if match[3] is not None:
        day = _parsed(match[3], today)
        return day if day is not None and day.weekday() == at else None
    return _coming(_monday(today) + timedelta(days=at), match[2] or "", today)


def _coming(day: date, which: str, today: date) -> date:
    """The day of this week, of the next, or the next of that name."""
    if means("this_week", which):
        return day
    if means("next_week", which):
        return day + timedelta(days=7)
    stays = day >= today if means("coming_or_today", which) else day > today
    return day if stays else day + timedelta(days=7)


def _friday(match: re.Match[str], today: date) -> date | None:
    """cuối tuần (này | sau): the last day of an office's week; at a weekend, of the week to come."""
    friday = _monday(today) + timedelta(days=4)
    if means("next_one", match[1] or ""):
        return friday + timedelta(days=7)
    if friday >= today:
        return friday
    return None if means("this_one", match[1] or "") else friday + timedelta(days=7)


def _edge(match: re.Match[str], today: date) -> date | None:
    """đầu, giữa, cuối tháng (này | sau): the 1st, the 15th, the last day (Civil Code 2015, art. 146), which lies ahead."""
    day = 1 if means("first", match[1]) else 15 if means("middle", match[1]) else 0
    return _ahead_in_month(today, day, match[2] or "")


def _monthday(match: re.Match[str], today: date) -> date | None:
    """ngày 20 (tháng này | tháng sau)."""
    day = int(match[1])
    if not 1 <= day <= 31:
        return None
    found = _ahead_in_month(today, day, match[2] or "")
    return found if found is not None and found.day == day else None


def _ahead_in_month(today: date, day: int, which: str) -> date | None:
    if means("next_month", which):
        return _in_month(today, 1, day)
    found = _in_month(today, 0, day)
    if found is not None and found < today:
        return None if which else _in_month(today, 1, day)
    return found


def settings(today: date, parts: tuple[str, ...] = ("day", "month")) -> dict[str, object]:
    """How dateparser is called here: days before months, from `today` on, and never a date with parts that nobody named."""
    return {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": datetime.combine(today, time()),
        "PREFER_DATES_FROM": "future",
        "REQUIRE_PARTS": list(parts),
    }


_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\b")


def _parsed(said: str, today: date, language: str = "vi") -> date | None:
    figures = _DAY_AND_MONTH.search(said)
    if figures is not None and int(figures[2]) > 12:
        return None  # dateparser would exchange the two: "12/15/2026"
    found = dateparser.parse(said, languages=[language], settings=settings(today))
    return None if found is None else found.date()
