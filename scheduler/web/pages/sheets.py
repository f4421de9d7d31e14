"""Sheets for the wall: a month as weeks, a quarter as three columns of days; as much on one A4 page as can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest
from math import ceil
from typing import Final

from scheduler.actions.agenda import due_between
from scheduler.actions.rendering import narrowed_to
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.feeds.events import spans_days
from scheduler.feeds.query import written_query
from scheduler.feeds.specs import FeedSpec
from scheduler.schedule import Occurrence
from scheduler.text import capitalised
from scheduler.web.pages.filling import Cell, Limits, Room, filled
from scheduler.web.pages.periods import Form, Sheet, following, preceding, print_address, title_of
from scheduler.web.pages.wall_entries import MARKS, Entry, Shown, Wall, told_apart
from scheduler.web.readings import Reading
from scheduler.words import day_text, month_day_text, say

_DAY: Final = timedelta(days=1)
_ROOM: Final = {Form.MONTH: Room(165, 3.05, 4.6, 8, 27), Form.QUARTER: Room(250, 3.05, 0.9, 4.4, 36)}
_ROWS: Final = 5
"""Lines below the grid, of two entries each."""

_LINE: Final = {Form.MONTH: 88, Form.QUARTER: 58}
"""Characters of an entry below the grid."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands where on a sheet: due on which day, beginning on which, and lasting beyond its end."""

    due: Mapping[date, Sequence[Occurrence]]
    opening: Mapping[date, Sequence[Occurrence]]
    underway: tuple[Occurrence, ...]

    def entries(self, wall: Wall, day: date) -> tuple[Entry, ...]:
        """Of one day."""
        return (*map(wall.due, self.due.get(day, ())), *map(wall.opening, self.opening.get(day, ())))

    def acts(self, wall: Wall, day: date) -> str:
        """Said once of all of a day off, so that nothing reads as due on it."""
        return "" if wall.office.calendar.is_working_day(day) else wall.acts(self.due.get(day, ()))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet; inside: whether it is of the sheet's own months; off: why nobody works (None: they do).

    acts: by when what is due on a day off is to be done, in words. more: how many entries paper has no room for.
    """

    day: date
    label: str
    weekday: str
    inside: bool
    off: str | None
    acts: str
    entries: tuple[Shown, ...]
    more: int


def sheet_page(reading: Reading, spec: FeedSpec, sheet: Sheet, query_string: str) -> dict[str, object]:
    """The values of the page, of what the query leaves of the feed. Raises BadQuery."""
    office, query = reading.office, written_query(query_string)
    asked = reading.narrowed(query)
    wall = Wall(office, replace(spec, query=spec.query.then(asked)))
    placed = _placed(wall, sheet)
    under = _underway(wall, sheet, placed)
    lines = _lines_under(under)
    room = _ROOM[sheet.form]
    rows = _filled(wall, sheet, placed, replace(room, height=room.height - lines * room.line * 1.1))
    return {
        "feed": " · ".join(filter(None, (spec.name, narrowed_to(office, asked)))),
        "office": office.config.office.name,
        "form": sheet.form.value,
        "title": title_of(sheet),
        "printed": day_text(office.now.date()),
        "rows": rows,
        "headings": _headings(sheet),
        "legend": [(mark, kind.value, say("feeds", "category", kind.value)) for kind, mark in MARKS.items()],
        "left_out": sum(day.more for row in rows for day in row if day is not None),
        "under": under,
        "lines_under": lines,
        "under_left_out": sum(one.spare for one in under),
        "count": sum(map(len, placed.due.values())),
        "neighbours": [(title_of(one), print_address(one, query)) for one in (preceding(sheet), following(sheet))],
        "back": spec.slug + (f"?{query}" if query else ""),
    }


def _placed(wall: Wall, sheet: Sheet) -> Placed:
    """What is due on each day, by the hour, and which windows begin on it; what was called off is not for the wall."""
    due: dict[date, list[Occurrence]] = {}
    opening: dict[date, list[Occurrence]] = {}
    underway: list[Occurrence] = []
    for occurrence in due_between(wall.office, wall.spec, sheet.start, date.max):
        if wall.office.state(occurrence) is State.CANCELLED:
            continue
        if occurrence.due < sheet.end:
            due.setdefault(occurrence.due, []).append(occurrence)
        if not spans_days(occurrence) or not wall.is_open(occurrence):
            continue
        if sheet.start <= occurrence.start < sheet.end:
            opening.setdefault(occurrence.start, []).append(occurrence)
        if occurrence.start < sheet.end <= occurrence.due:
            underway.append(occurrence)
    return Placed(due, opening, tuple(underway))


def _lines_under(under: Sequence[Shown]) -> int:
    """How many lines they take, two beside each other, with that of their heading."""
    listed = sum(not one.spare for one in under)
    return 1 + ceil(listed / 2) if listed else 0


def _headings(sheet: Sheet) -> list[str]:
    if sheet.form is Form.MONTH:
        return [capitalised(say("planning", "label", f"weekday-{n}")) for n in range(1, 8)]
    months = range(sheet.start.month, sheet.start.month + 3)
    return [say("web", "sheet", "month", values(month=m, year=sheet.start.year)) for m in months]


def _filled(wall: Wall, sheet: Sheet, placed: Placed, room: Room) -> list[list[Day | None]]:
    """The rows of the sheet: a month's weeks, as high as their fullest day; the days of a quarter's months side by side."""
    blocks = _blocks(sheet)
    found = {day: placed.entries(wall, day) for block in blocks for group in block for day in group}
    limits: dict[date, tuple[int, Limits]] = {}
    for block in blocks:
        cells = [[_cell(wall, day, found[day], placed, room) for day in group] for group in block]
        for group, row, asked in zip(block, cells, filled(cells, room), strict=True):
            limits |= {d: (len(one.shown(c)), one) for d, c, one in zip(group, row, asked, strict=True)}
    shown = told_apart(found, limits, room)
    made = [[[_day(wall, sheet, day, shown[day], placed) for day in group] for group in block] for block in blocks]
    if sheet.form is Form.MONTH:
        return [list(row) for row in made[0]]
    return [list(row) for row in zip_longest(*([day for (day,) in block] for block in made))]


def _blocks(sheet: Sheet) -> list[list[list[date]]]:
    """The days that stand beside each other, for each stack of them: a month is one of weeks, a quarter has one a month."""
    if sheet.form is Form.QUARTER:
        return [[[day] for day in _days_of(sheet, n)] for n in range(3)]
    first = sheet.start - sheet.start.weekday() * _DAY
    weeks = ceil((sheet.end - first).days / 7)
    return [[[first + (7 * week + n) * _DAY for n in range(7)] for week in range(weeks)]]


def _days_of(sheet: Sheet, month: int) -> list[date]:
    """The days of the first, second or third month."""
    first = sheet.start.replace(month=sheet.start.month + month)
    return [day for n in range(31) if (day := first + n * _DAY).month == first.month]


def _cell(wall: Wall, day: date, entries: Sequence[Entry], placed: Placed, room: Room) -> Cell:
    above = (_off(wall.office, day) or "", placed.acts(wall, day))
    return Cell(tuple(e.text + e.whole_tail for e in entries), sum(ceil(len(text) / room.width) for text in above))


def _off(office: Snapshot, day: date) -> str | None:
    """Why nobody works on a day, "" where it is a weekend's; None where they do."""
    return None if office.calendar.is_working_day(day) else office.calendar.holiday(day) or ""


def _day(wall: Wall, sheet: Sheet, day: date, entries: tuple[Shown, ...], placed: Placed) -> Day:
    inside = sheet.start <= day < sheet.end
    return Day(
        day=day,
        label=month_day_text(day.month, day.day) if not inside or day.day == 1 else str(day.day),
        weekday=say("web", "weekday", f"short-{day.isoweekday()}"),
        inside=inside,
        off=_off(wall.office, day),
        acts=placed.acts(wall, day),
        entries=entries,
        more=sum(entry.spare for entry in entries),
    )


def _underway(wall: Wall, sheet: Sheet, placed: Placed) -> tuple[Shown, ...]:
    """Windows that are due on a later sheet, a line each, as many as stand below the grid."""
    width = _LINE[sheet.form]
    entries = [wall.underway(o, width) for o in placed.underway]
    room, line = Room(0, 0, 0, 0, width), Limits(1, 99)
    shown = told_apart({sheet.start: entries}, {sheet.start: (2 * _ROWS, line)}, room)
    return shown[sheet.start]
