"""Sheets for the wall: a month as weeks, a quarter as three columns of days; as much on one A4 page as can be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest
from math import ceil
from typing import Final

from calendars.period import Grain, period_of
from scheduler.actions.agenda import due_between
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_text import plain_summary, summary
from scheduler.feeds.events import spans_days
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import capitalised, shortened
from scheduler.web.pages.filling import Cell, Limits, Room, cut, filled
from scheduler.words import day_text, month_day_text, say

_DAY: Final = timedelta(days=1)
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"(20\d\d)-Q([1-4])")
MARKS: Final = {Kind.REPORT: "■", Kind.BULLETIN: "●", Kind.BROADCAST: "▲", Kind.ACTIVITY: "◆", Kind.CHECK_IN: "○"}
"""A sign for each kind, as most sheets are printed in black."""


_UNIT_LENGTH: Final = 22


class BadPeriod(ValueError):
    """An address that names neither a month nor a quarter."""


class Form(StrEnum):
    """How a sheet is laid out."""

    MONTH = "month"
    QUARTER = "quarter"


_ROOM: Final = {Form.MONTH: Room(165, 3.05, 4.6, 8, 27), Form.QUARTER: Room(250, 3.05, 0.9, 4.4, 36)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's form and its first day; end: the day after its last."""

    form: Form
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is due on a day: its sign, kind and state for the style sheet, its text, and whose it is behind that."""

    mark: str
    kind: str
    state: str
    text: str
    tail: str


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
    rows = _filled(office, spec, sheet, found)
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


def _filled(
    office: Snapshot, spec: FeedSpec, sheet: Sheet, found: Mapping[date, Sequence[Occurrence]]
) -> list[list[Day | None]]:
    """The rows of the sheet: a month's weeks, as high as their fullest day; the days of a quarter's months side by side."""
    room = _ROOM[sheet.form]

    def made(groups: Sequence[Sequence[date]]) -> list[list[Day]]:
        entries = {day: tuple(_entry(office, spec, o) for o in found.get(day, ())) for group in groups for day in group}
        cells = [[_cell(office, day, entries[day]) for day in group] for group in groups]
        each = zip(groups, cells, filled(cells, room), strict=True)
        return [
            [
                _day(office, sheet, day, entries[day], len(limits.shown(cell)), limits)
                for day, cell, limits in zip(*one, strict=True)
            ]
            for one in each
        ]

    if sheet.form is Form.MONTH:
        first = sheet.start - sheet.start.weekday() * _DAY
        weeks = ceil((sheet.end - first).days / 7)
        return [
            list[Day | None](row)
            for row in made([[first + (7 * week + n) * _DAY for n in range(7)] for week in range(weeks)])
        ]
    columns = [[day for (day,) in made([[day] for day in _days_of(sheet, n)])] for n in range(3)]
    return [list(row) for row in zip_longest(*columns)]


def _days_of(sheet: Sheet, month: int) -> list[date]:
    """The days of the first, second or third month."""
    first = sheet.start.replace(month=sheet.start.month + month)
    return [day for n in range(31) if (day := first + n * _DAY).month == first.month]


def _cell(office: Snapshot, day: date, entries: Sequence[Entry]) -> Cell:
    return Cell(tuple(e.text + e.tail for e in entries), above=bool(_off(office, day)))


def _off(office: Snapshot, day: date) -> str | None:
    """Why nobody works on a day, "" where it is a weekend's; None where they do."""
    return None if office.calendar.is_working_day(day) else office.calendar.holiday(day) or ""


def _day(office: Snapshot, sheet: Sheet, day: date, entries: Sequence[Entry], shown: int, limits: Limits) -> Day:
    inside = sheet.start <= day < sheet.end
    return Day(
        day=day,
        label=month_day_text(day.month, day.day) if not inside or day.day == 1 else str(day.day),
        weekday=say("web", "weekday", f"short-{day.isoweekday()}"),
        inside=inside,
        off=_off(office, day),
        entries=tuple(_cut(entry, limits, _ROOM[sheet.form]) for entry in entries[:shown]),
        more=len(entries) - shown,
    )


def _cut(entry: Entry, limits: Limits, room: Room) -> Entry:
    text, tail = cut(entry.text, entry.tail, limits, room)
    return replace(entry, text=text, tail=tail)


def _title(office: Snapshot, occurrence: Occurrence) -> str:
    """Without what its place on the sheet says already: which week, which month. Of a report the period is its name."""
    if occurrence.kind in (Kind.REPORT, Kind.CHECK_IN):
        return summary(occurrence, State.PLANNED, office.book)
    return plain_summary(occurrence)


def _tail(office: Snapshot, spec: FeedSpec, occurrence: Occurrence, state: State) -> str:
    """Who is in charge, where that is not whose sheet it is; of open work since when it lasts, and by when it is to be done
    where that is before its day."""
    book, own = office.book, {spec.ref} if spec.scope is Scope.UNIT else set(spec.units)
    leads, said = occurrence.leads, list[str]()
    if leads and not own.issuperset(leads):
        names = [shortened(book.directory.name(unit), _UNIT_LENGTH) for unit in leads[:1]]
        said += (
            [say("web", "sheet", "more-units", values(unit=n, more=len(leads) - 1)) for n in names]
            if leads[1:]
            else names
        )
    if state is State.PLANNED:
        days = {"since": occurrence.start if spans_days(occurrence) else None, "act": _acts_before(occurrence)}
        said += [_on(code, day) for code, day in days.items() if day is not None]
    return say("web", "sheet", "tail", values(said="; ".join(said))) if said else ""


def _acts_before(occurrence: Occurrence) -> date | None:
    """What goes on the air is on its day, be that a day off."""
    return occurrence.act_by if occurrence.act_by < occurrence.due and occurrence.kind is not Kind.BROADCAST else None


def _on(code: str, day: date) -> str:
    return say("web", "sheet", code, values(day=month_day_text(day.month, day.day)))


def _entry(office: Snapshot, spec: FeedSpec, occurrence: Occurrence) -> Entry:
    """Its own count and hour in its text, done work with its tick, late work with its sign."""
    state = office.state(occurrence)
    text = _title(office, occurrence)
    if state is State.DONE:
        text = say("feeds", "summary", "done", values(summary=text))
    if state is State.OVERDUE:
        text = say("web", "sheet", "late", values(summary=text))
    before = say("web", "sheet", "hour", values(hour=f"{occurrence.at:%H:%M}")) if occurrence.timed else ""
    return Entry(
        MARKS[occurrence.kind],
        occurrence.kind.value,
        state.value,
        before + text,
        _tail(office, spec, occurrence, state),
    )
