"""Days as people type them on the command line: ISO, 01/6/2026, or words such as "thứ hai tới"."""

from contextlib import suppress
from datetime import date, datetime

from scheduler.commands.offices import NotFound


def typed_day(text: str | None, now: datetime) -> date | None:
    """The day, None where nothing was typed. Raises NotFound for what names no day."""
    if text is None:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    from scheduler.timing.dates import free_date  # dateparser, which a date in figures does without

    found = free_date(text, now)
    if found is None:
        raise NotFound("no-day", text=text)
    return found.date() if isinstance(found, datetime) else found
