"""Sheets for the wall: a month as weeks, a quarter as three columns of days; as much on one A4 page as can be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from calendars.period import Grain, period_of
from scheduler.actions.agenda import due_between
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_text import plain_summary, summary
from scheduler.feeds.specs import FeedSpec
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import capitalised, shortened
from scheduler.words import day_text, month_day_text, say

_DAY: Final = timedelta(days=1)
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"(20\d\d)-Q([1-4])")
MARKS: Final = {Kind.REPORT: "■", Kind.BULLETIN: "●", Kind.BROADCAST: "▲", Kind.ACTIVITY: "◆", Kind.CHECK_IN: "○"}
"""A sign for each kind, as most sheets are printed in black."""


class BadPeriod(ValueError):
    """An address that names neither a month nor a quarter."""


class Form(StrEnum):
    """How a sheet is laid out."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Room:
    """What a page holds, as the style sheet sets it, some of it kept free for wider fonts. All heights in millimetres.

    height: of all days one below the other; line, day: of a line of text, and what a day takes besides; least: of an empty day.
    width: characters in a line.
    """

    height: float
    line: float
    day: float
    least: float
    width: int


_ROOM: Final = {Form.MONTH: Room(158, 3.05, 4.6, 8, 27), Form.QUARTER: Room(244, 3.05, 0.9, 4.4, 40)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's form and its first day; end: the day after its last."""

    form: Form
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is due on a day: its sign, kind and state for the style sheet, and its text."""

    mark: str
    kind: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet; inside: whether it is of the sheet's own months; off: why nobody works (None: they do)."""

    day: date
    label: str
    weekday: str
    inside: bool
    off: str | None
    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How tightly days are filled: characters of an entry, and how many a day."""

    text: int
    entries: int


def asked_sheet(month: str | None, quarter: str | None, today: date) -> Sheet:
    """The sheet that an address asks for; this month where it asks for none. Raises BadPeriod."""
    if month is not None and quarter is not None:
        raise BadPeriod
    if quarter is not None:
        found = _matched(_QUARTER, quarter)
        return _sheet(Form.QUARTER, date(int(found[1]), int(found[2]) * 3 - 2, 1))
    if month is None:
        return _sheet(Form.MONTH, today.replace(day=1))
    found = _matched(_MONTH, month)
    return _sheet(Form.MONTH, date(int(found[1]), int(found[2]), 1))


def sheet_page(office: Snapshot, spec: FeedSpec, sheet: Sheet) -> dict[str, object]:
    """The values of the page."""
    found = _by_day(office, spec, sheet)
    rows = _filled(office, sheet, found)
    return {
        "feed": {"name": spec.name},
        "office": office.config.office.name,
        "form": sheet.form.value,
        "title": title_of(sheet),
        "printed": day_text(office.now.date()),
        "rows": rows,
        "headings": _headings(sheet),
        "legend": [(mark, kind.value, say("feeds", "category", kind.value)) for kind, mark in MARKS.items()],
        "left_out": sum(day.more for row in rows for day in row if day is not None),
        "count": sum(map(len, found.values())),
        "neighbours": [_address(_before(sheet)), _address(_after(sheet))],
        "back": spec.slug,
    }


def title_of(sheet: Sheet) -> str:
    """«Tháng 5 năm 2026»."""
    if sheet.form is Form.MONTH:
        return say("web", "sheet", "month", values(month=sheet.start.month, year=sheet.start.year))
    quarter = say("web", "roman", f"quarter-{(sheet.start.month + 2) // 3}")
    return say("web", "sheet", "quarter", values(quarter=quarter, year=sheet.start.year))


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise BadPeriod
    return found


def _sheet(form: Form, first: date) -> Sheet:
    period = period_of(Grain.MONTH if form is Form.MONTH else Grain.QUARTER, first)
    return Sheet(form, period.start, period.end)


def _before(sheet: Sheet) -> Sheet:
    return _sheet(sheet.form, sheet.start - _DAY)


def _after(sheet: Sheet) -> Sheet:
    return _sheet(sheet.form, sheet.end)


def _address(sheet: Sheet) -> tuple[str, str]:
    if sheet.form is Form.MONTH:
        return title_of(sheet), f"print?month={sheet.start:%Y-%m}"
    return title_of(sheet), f"print?quarter={sheet.start.year}-Q{(sheet.start.month + 2) // 3}"


def _by_day(office: Snapshot, spec: FeedSpec, sheet: Sheet) -> dict[date, list[Occurrence]]:
    """What is due on each day, by the hour; what was called off is not for the wall."""
    found: dict[date, list[Occurrence]] = {}
    for occurrence in due_between(office, spec, sheet.start, sheet.end - _DAY):
        if office.state(occurrence) is not State.CANCELLED:
            found.setdefault(occurrence.due, []).append(occurrence)
    return found


def _headings(sheet: Sheet) -> list[str]:
    if sheet.form is Form.MONTH:
        return [capitalised(say("planning", "label", f"weekday-{n}")) for n in range(1, 8)]
    months = range(sheet.start.month, sheet.start.month + 3)
    return [say("web", "sheet", "month", values(month=m, year=sheet.start.year)) for m in months]


def _filled(office: Snapshot, sheet: Sheet, found: Mapping[date, Sequence[Occurrence]]) -> list[list[Day | None]]:
    """The rows of the sheet, as roomy as one page allows: several lines an entry, else one, else fewer entries a day."""
    room = _ROOM[sheet.form]
    roomy = [Limits(room.width * lines, 99) for lines in (4, 3, 2, 1)]
    for limits in (*roomy, *(Limits(room.width, most) for most in (12, 10, 8, 7, 6, 5, 4, 3, 2))):
        rows = _rows(office, sheet, found, limits)
        if _height(rows, sheet.form) <= room.height:
            return rows
    return _rows(office, sheet, found, Limits(room.width, 1))


def _height(rows: Sequence[Sequence[Day | None]], form: Form) -> float:
    """How high the sheet gets: a month's weeks as high as their fullest day, a quarter's months each by itself."""
    room = _ROOM[form]
    heights = [[_day_height(day, room) if day is not None else 0.0 for day in row] for row in rows]
    if form is Form.MONTH:
        return sum(max(row) for row in heights)
    columns: list[tuple[float, ...]] = list(zip(*heights, strict=True))
    return max(map(sum, columns))


def _day_height(day: Day, room: Room) -> float:
    lines = sum(ceil(len(e.text) / room.width) for e in day.entries) + bool(day.more) + bool(day.off)
    return max(room.day + lines * room.line, room.least)


def _rows(
    office: Snapshot, sheet: Sheet, found: Mapping[date, Sequence[Occurrence]], limits: Limits
) -> list[list[Day | None]]:
    def made(day: date) -> Day:
        return _day(office, day, sheet, found.get(day, ()), limits)

    if sheet.form is Form.MONTH:
        first = sheet.start - sheet.start.weekday() * _DAY
        weeks = ceil((sheet.end - first).days / 7)
        return [[made(first + (7 * week + n) * _DAY) for n in range(7)] for week in range(weeks)]
    months = [sheet.start.replace(month=sheet.start.month + n) for n in range(3)]
    return [[made(m + n * _DAY) if (m + n * _DAY).month == m.month else None for m in months] for n in range(31)]


def _day(office: Snapshot, day: date, sheet: Sheet, due: Sequence[Occurrence], limits: Limits) -> Day:
    inside = sheet.start <= day < sheet.end
    off = None if office.calendar.is_working_day(day) else office.calendar.holiday(day) or ""
    shown = due if len(due) <= limits.entries else due[: limits.entries - 1]
    return Day(
        day=day,
        label=month_day_text(day.month, day.day) if not inside or day.day == 1 else str(day.day),
        weekday=say("web", "weekday", f"short-{day.isoweekday()}"),
        inside=inside,
        off=off,
        entries=tuple(_entry(office, o, limits.text) for o in shown),
        more=len(due) - len(shown),
    )


def _title(office: Snapshot, occurrence: Occurrence) -> str:
    """Without what its place on the sheet says already: which week, which month. Of a report the period is its name."""
    if occurrence.kind in (Kind.REPORT, Kind.CHECK_IN):
        return summary(occurrence, State.PLANNED, office.book)
    return plain_summary(occurrence)


def _entry(office: Snapshot, occurrence: Occurrence, most: int) -> Entry:
    """Its own count and hour in its text, done work with its tick; overdue work is marked by its style."""
    state = office.state(occurrence)
    text = _title(office, occurrence)
    if state is State.DONE:
        text = say("feeds", "summary", "done", values(summary=text))
    before = say("web", "sheet", "hour", values(hour=f"{occurrence.at:%H:%M}")) if occurrence.timed else ""
    return Entry(MARKS[occurrence.kind], occurrence.kind.value, state.value, shortened(before + text, most - 2))
