"""Where an event stood before it was moved, in words: another day, another hour, or both."""

from datetime import date

from scheduler.book import Stood
from scheduler.diagnostics import values
from scheduler.words import day_text, month_day_text, say, weekday_text


def with_moved(title: str, due: date, stood: Stood | None) -> str:
    """The title with where it stood before: by that day, by that hour, or by both where both changed."""
    if stood is None:
        return title
    day = month_day_text(stood.day.month, stood.day.day) if stood.day.year == due.year else day_text(stood.day)
    return say("feeds", "summary", _code(due, stood), values(summary=title, day=day, hour=_hour(stood)))


def moved_line(due: date, stood: Stood) -> str:
    """The same as a line of its own."""
    facts = values(weekday=weekday_text(stood.day), day=day_text(stood.day), hour=_hour(stood))
    return say("feeds", "line", _code(due, stood), facts)


def _code(due: date, stood: Stood) -> str:
    if stood.at is None:
        return "moved"
    return "moved-hour" if stood.day == due else "moved-both"


def _hour(stood: Stood) -> str:
    return f"{stood.at:%H:%M}" if stood.at is not None else ""
