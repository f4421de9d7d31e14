"""`read` of a calendar that somebody else keeps (.ics), as an inspection plan: its days, and the line of config that takes them."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from calendars.event import Event, Status
from calendars.reading import FaultCode, Reading, read
from calendars.zone import ZONE
from scheduler.app import clock
from scheduler.commands.printing import label, print_json, print_table, told
from scheduler.diagnostics import values
from scheduler.words import day_text, say, weekday_text


def show_calendar(file: Path, arguments: argparse.Namespace) -> int:
    """What takes place from this year's first day to the end of the next. Exit status 1 where the file is no calendar."""
    year = clock(arguments.now)().year
    found = read(file.read_bytes(), date(year, 1, 1), date(year + 1, 12, 31))
    held = [event for event in found.events if event.status is not Status.CANCELLED]
    if arguments.json:
        print_json(_as_json(found, held))
    else:
        _print(file, found, held)
    return int(any(fault.code is FaultCode.NOT_A_CALENDAR for fault in found.faults))


def _as_json(found: Reading, held: Sequence[Event]) -> object:
    return {
        "dates": [day.isoformat() for day in _days(held)],
        "events": [{"day": _day(e).isoformat(), "title": e.summary} for e in held],
        "faults": [{"code": f.code.value, "title": f.title} for f in found.faults],
    }


def _print(file: Path, found: Reading, held: Sequence[Event]) -> None:
    if held:
        rows = ((f"{weekday_text(_day(e))} {day_text(_day(e))}", e.summary, e.location or "") for e in held)
        print_table(label("events", count=len(held)), ("day", "title", "place"), rows)
        print(told("calendar-dates", dates=", ".join(day.isoformat() for day in _days(held))))
    elif not found.faults:
        print(told("calendar-empty", name=file.name))
    for fault in found.faults:
        facts = values(name=file.name, title=fault.title or fault.uid)
        print(say("cli", "calendar-fault", fault.code.value, facts))


def _days(held: Sequence[Event]) -> list[date]:
    return sorted({_day(event) for event in held})


def _day(event: Event) -> date:
    """The day in Vietnam on which it begins."""
    return event.start.astimezone(ZONE).date() if isinstance(event.start, datetime) else event.start
