"""A row of a task table → the draft of its task: each cell read by the role of its column."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.diagnostics import values
from scheduler.plans.calendar_grid import Marked, marked, period_name
from scheduler.plans.columns import Columns, is_month
from scheduler.plans.drafts import TIMING_OF_FILLS, TIMING_OF_GRID, TIMING_OF_REMARK, Draft, with_part
from scheduler.plans.frequencies import with_duration_apart
from scheduler.plans.grid import GridRow
from scheduler.plans.labelled import labelled_parts, tidy, tidy_title
from scheduler.plans.month_columns import with_month
from scheduler.plans.parties import Parties, parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import timed_at_end
from scheduler.plans.table_rows import TaskRow, is_open
from scheduler.plans.timed import has_day, has_rhythm, starts_timed
from scheduler.plans.unit_columns import shares
from scheduler.plans.unit_names import begins_unit, over_lines
from scheduler.plans.vocabulary import WHEN, WHO, Role, remarks_too, words
from scheduler.text import folded
from scheduler.words import say

_OF_YEAR = re.compile(r"[\dIVX]{1,4}\s*/\s*\d{4}$")
_HOUR = pattern("grid", "hour")
_CITES = re.compile(r"\d/[^\W\d_]{2}")  # a numbered document, and its day
_CHANGES, _NOTE = pattern("remark", "changes"), pattern("remark", "note")
LEAD_OF_MARKS = "lead-of-marks"


def draft_of_row(one: TaskRow, columns: Columns, number: str, section: str | None) -> Draft:
    """What the columns of a row say, and where they say nothing, the text of its work."""
    row = one.row
    title, parts = labelled_parts(one.title)
    draft = Draft(number, tidy_title(title) or tidy_title(one.title), section, place=row.place, tabled=True)
    for role in (Role.LEAD, Role.LEAD_AND_COORDINATING, Role.COORDINATING, Role.DIRECTING):
        for column in columns.at(role):
            draft = replace(draft, parties=draft.parties + _of_cell(role, row.at(column), columns.titles[column]))
    shared = shares(row, columns.units)
    gridded = marked(row, dict(columns.periods)) if columns.periods else Marked(None)
    draft = replace(
        draft,
        timing=_timing(row, columns) or gridded.timing,
        taken=(
            *((TIMING_OF_FILLS if gridded.by_fill else TIMING_OF_GRID,) if gridded.timing else ()),
            *((LEAD_OF_MARKS,) if shared.parties != Parties() else ()),
        ),
        unread=gridded.unread,
        fills=gridded.fills,
        over_lines=tuple(two for role in WHO for at in columns.at(role) for two in over_lines(row.at(at))),
        unread_shares=shared.unread,
        parties=draft.parties + shared.parties,
        frequency=_frequency(row, columns),
        duration=_text(row, columns.at(Role.DURATION)),
        unread_columns=_unread_columns(row, columns),
    )
    for part in parts if tidy_title(title) else ():
        draft = with_part(draft, part)
    return with_duration_apart(_timed_by_remark(_timed_by_title(draft, columns), row, columns))


def _frequency(row: GridRow, columns: Columns) -> str | None:
    """The cells that say how often; a bare number beside a day, a month or a quarter counts people or things: «Số lượng»."""
    told = _text(row, columns.at(Role.FREQUENCY))
    when = _timing(row, columns) or ""
    return None if told and told.isdecimal() and has_day(when) and not has_rhythm(when) else told


def _timed_by_title(draft: Draft, columns: Columns) -> Draft:
    """In a table without a column for time, the time that the text of the work ends with."""
    if draft.timed or any(columns.at(role) for role in (*WHEN, Role.GRID)):
        return draft
    told = timed_at_end(draft.title)
    return replace(draft, title=tidy_title(told.title), timing=told.timing) if told.timing else draft


def _timed_by_remark(draft: Draft, row: GridRow, columns: Columns) -> Draft:
    """Where no cell says when, the day, month or quarter that the one remark says or ends with: «Hoàn thành trước 15/3»."""
    if draft.timed:
        return replace(draft, remarks=tuple(_remarks_on_time(draft, row, columns)))
    remarks = [_text(row, (at,)) or "" for at in columns.at(Role.OTHER) if remarks_too(columns.titles[at])]
    told = [text if starts_timed(text) else timed_at_end(text).timing or "" for text in remarks]
    dated = [timing for timing in told if has_day(timing)]
    return replace(draft, timing=dated[0], taken=(*draft.taken, TIMING_OF_REMARK)) if len(dated) == 1 else draft


def _remarks_on_time(draft: Draft, row: GridRow, columns: Columns) -> Iterator[str]:
    """Notes of a row that say when, otherwise than its time: «Lùi sang tháng 6/2026», «Từ tháng 4/2026», «Không thực hiện»."""
    for at in columns.at(Role.OTHER):
        text = (_text(row, (at,)) or "") if _NOTE.match(columns.titles[at].strip()) else ""
        says = text and (_CHANGES.match(text) or (starts_timed(text) and has_day(text) and not _CITES.search(text)))
        if says and folded(text) not in folded(f"{draft.timing} {draft.frequency}"):
            yield text


def _of_cell(role: Role, text: str, title: str) -> Parties:
    """The units of a cell; of a column that holds remarks too, only what reads as the name of a unit."""
    found = parties(role, text)
    if not remarks_too(title):
        return found
    return replace(
        found,
        lead=tuple(filter(begins_unit, found.lead)),
        coordinating=tuple(filter(begins_unit, found.coordinating)),
        directing=tuple(filter(begins_unit, found.directing)),
        unsure=False,
    )


def _timing(row: GridRow, columns: Columns) -> str | None:
    """The timing cell; a beginning and an end in two columns make one span."""
    first, last = (_text(row, columns.at(role)) for role in (Role.START, Role.END))
    whole = _with_months(row, columns)
    if first and whole and not last:  # «Bắt đầu | Hoàn thành»
        last, whole = whole, None
    span = say("plans", "label", "span", values(first=first, last=last)) if first and last else first or last
    return _with_period(whole, columns) or span


def _with_months(row: GridRow, columns: Columns) -> str | None:
    """The times of a row; what a column of months says of the days or weeks in another one belongs to them."""
    at = columns.at(Role.TIMING)
    months = [column for column in at if is_month(columns.titles[column])]
    days = _with_hour(row, [column for column in at if column not in months])
    month = _text(row, months[:1])
    if len(months) != 1 or len(at) == 1 or not month:
        return _with_hour(row, at)
    if not days:
        return f"{columns.titles[months[0]].strip(' .:').split('/')[0]} {month}" if month[:1].isdigit() else month
    return with_month(month, days, columns.titles[months[0]].strip(" .:").split("/")[0])


def _with_period(told: str | None, columns: Columns) -> str | None:
    """«9» in a column titled «Tháng» is month 9."""
    titles = [columns.titles[at] for at in columns.at(Role.TIMING)]
    bare = told is not None and len(titles) == 1 and folded(titles[0]).strip(" .:") in words("grid", "over")
    if not bare or told is None:
        return told
    named = f"{titles[0].strip(' .:').split('/')[0]} {told}"
    return named if _OF_YEAR.match(told) else period_name(named) or told


def _with_hour(row: GridRow, at: Sequence[int]) -> str | None:
    """The times of a row; the hour that a column of its own names stands before the day: «17h00» beside «Thứ Bảy»."""
    told = {column: _text(row, (column,)) for column in at}
    hours = [column for column, text in told.items() if text and _HOUR.fullmatch(text)]
    days = _text(row, [column for column in at if column not in hours])
    return f"{told[hours[0]]} {days}" if len(hours) == 1 and days else _text(row, at)


def _unread_columns(row: GridRow, columns: Columns) -> tuple[str, ...]:
    """The titles that are not understood of columns in which a row says something, in a table where none asks when."""
    if any(columns.at(role) for role in (*WHEN, Role.GRID)):
        return ()
    titles = zip(columns.titles, columns.roles, row.cells, strict=False)
    return tuple(
        " ".join(title.split()) for title, role, cell in titles if role is None and title.strip() and cell.strip()
    )


def _text(row: GridRow, at: Iterable[int]) -> str | None:
    texts = (tidy("; ".join(_lines(row.at(column)))) for column in at)
    return "; ".join(dict.fromkeys(t for t in texts if t and t != "-")) or None


def _lines(text: str) -> list[str]:
    """The lines of a cell without bullets, a line that goes on with the one before it joined to it."""
    found: list[str] = []
    closed = False
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if found and line and not closed and (line[:1].islower() or is_open(found[-1])):
            found[-1] += " " + line
        elif line:
            found.append(line.lstrip("-+•– ").rstrip("; ") if line[:1] in "-+•–" else line.rstrip("; "))
        closed = line.endswith(";")
    return found
