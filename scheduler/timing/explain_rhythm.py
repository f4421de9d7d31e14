"""The canonical sentence of a rhythm: its period, due day, hour, length, total and span."""

from datetime import date

from scheduler.timing.ir import Anchor, DueDay, Freq, Minutes, Recurring, Season, Weekday
from scheduler.timing.naming import count_of_days, hour, next_day, season_name, span_text, worded
from scheduler.words import month_day_text, say

_DAYS = list(Weekday)


def rhythm_sentence(timing: Recurring, year: int) -> str:
    """The sentence, small letter first; the plan's own year is not repeated."""
    length = _length(timing.minutes) if timing.minutes else ""
    told = ", ".join(part for part in (_head(timing, year), length) if part)
    total = f" ({_total(timing, timing.per_year_total)})" if timing.per_year_total is not None else ""
    return f"{told}{total}{_limits(timing, year)}"


def _head(timing: Recurring, year: int) -> str:
    if timing.due is not None and _nine_months(timing.due):
        return worded("nine-months")
    beat, at = _beat(timing), worded("at", hour=hour(timing.at)) if timing.at else ""
    if timing.season is not None:
        return _spaced(at, _season(timing.season, beat, year))
    when = _spaced(at, _due(timing.due, timing.freq) if timing.due else "")
    return f"{beat}, {when}" if when else beat


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _season(season: Season, beat: str, year: int) -> str:
    """Days stand before the rhythm: behind it, and behind another rhythm, they might be shared out."""
    name = season_name(season, year)
    if name is not None:
        return f"{beat}, {name}"
    start, end = season.start, season.end
    first, last = month_day_text(start.month, start.day), month_day_text(end.month, end.day)
    return worded("season", start=first, end=last, beat=beat)


def _nine_months(due: DueDay) -> bool:
    return due.month == 9 and due.monthday is None and due.weekday is None and not due.last_workday


def _unit(freq: Freq) -> str:
    return worded(f"unit-{freq.value}")


def _beat(timing: Recurring) -> str:
    unit = _unit(timing.freq) if timing.every == 1 else f"{timing.every} {_unit(timing.freq)}"
    if timing.item is not None:
        return worded("counted", count=timing.count, item=timing.item, unit=unit)
    if timing.count != 1:
        return worded("days-in-each", unit=unit, count=timing.count)
    return worded("once-in" if unit[0].isdigit() else "each", unit=unit)


def _length(minutes: Minutes) -> str:
    if minutes.least == minutes.most:
        return worded("length", least=minutes.least)
    return worded("length-between", least=minutes.least, most=minutes.most)


def _total(timing: Recurring, total: int) -> str:
    code = "total-about" if timing.total_approximate else "total"
    return worded(code, count=total, item=timing.item or worded("times"))


def _limits(timing: Recurring, year: int) -> str:
    if (timing.start, timing.end) == (date(year, 1, 1), date(year, 12, 31)):
        return ""
    return f", {span_text(timing.start, timing.end)}"


def _due(due: DueDay, freq: Freq) -> str:
    if due.weekday is not None:
        return _weekday(due, due.weekday) if due.nth is None else _nth_weekday(due, due.weekday, due.nth)
    if due.after_period_days is not None and due.month_offset == -1:
        return worded("of", day=worded("nth-workday", nth=due.after_period_days), place=_unit(freq))
    if due.after_period_days is not None:
        count = count_of_days(due.after_period_days, due.working_days)
        return worded("within-after-day", count=count, event=worded("end-of", unit=_unit(freq)))
    if due.last_workday:
        return worded("of", day=worded("last-workday"), place=_workday_place(due, freq))
    if due.from_monthday is not None:
        return _days_of(due, due.from_monthday, freq)
    if due.month is not None and due.monthday is not None:
        return _yearly(due, due.month, due.monthday)
    return _monthly(due, freq)


def _weekday(due: DueDay, weekday: Weekday) -> str:
    at = _DAYS.index(weekday)
    if due.strict:
        return worded("before-weekday", weekday=_weekday_name((at + 1) % 7))
    return _weekday_name(at)


def _nth_weekday(due: DueDay, weekday: Weekday, nth: int) -> str:
    """thứ Bảy đầu tiên của tháng, thứ Bảy tuần thứ 2 của tháng 6."""
    code = {1: "first-weekday", -1: "last-weekday"}.get(nth, "weekday-of-week")
    month = worded("month", month=due.month) if due.month is not None else _unit(Freq.MONTHLY)
    return worded(code, weekday=_weekday_name(_DAYS.index(weekday)), nth=nth, place=month)


def _weekday_name(at: int) -> str:
    return say("planning", "label", f"weekday-{at + 1}")


def _from_day(start: int, end: int | None) -> str:
    if start < 0:
        return worded("last-days", count=-start)
    if end is None:
        return worded("from-day", start=start)
    return worded("from-day-on", start=start) if end == -1 else worded("from-day-to", start=start, end=end)


def _days_of(due: DueDay, start: int, freq: Freq) -> str:
    """The stretch of days, and which month of the period they lie in where that is said."""
    place = _place(due, freq)
    if not place:
        return _from_day(start, due.monthday)
    code = "last-few-days" if start < 0 else "from-day-to-last" if due.monthday == -1 else "from-day-to"
    return worded("of", day=worded(code, count=-start, start=start, end=due.monthday or 0), place=place)


def _workday_place(due: DueDay, freq: Freq) -> str:
    if due.month is not None:
        return worded("month", month=due.month)
    return _place(due, freq) or _unit(Freq.MONTHLY)


def _place(due: DueDay, freq: Freq) -> str:
    """Which month of the period, or nothing: "tháng cuối kỳ", "tháng tiếp theo"."""
    if due.month_offset is not None:
        if due.month_offset > 1:
            return worded("nth-month-after", nth=due.month_offset, event=worded("end-of", unit=_unit(freq)))
        return worded("next-month" if due.month_offset > 0 else "second-month")
    if due.anchor is None:
        return ""
    period = _unit(freq) if freq in (Freq.QUARTERLY, Freq.YEARLY) else worded("period")
    return worded("last-month" if due.anchor is Anchor.LAST else "first-month", period=period)


def _monthly(due: DueDay, freq: Freq) -> str:
    place = _place(due, freq)
    if due.monthday is None:
        return worded("within", span=place)
    if due.monthday == -1 and not due.strict:
        return worded("of", day=worded("last-day"), place=place or _unit(Freq.MONTHLY))
    named = _day_of_month(due.monthday, due.strict)
    return worded("of", day=named, place=place) if place else named


def _day_of_month(monthday: int, strict: bool) -> str:
    """Before the 1st is the last day."""
    if not strict:
        return worded("day", day=f"{monthday:02d}")
    return worded("before", day=f"{1 if monthday == -1 else monthday + 1:02d}")


def _yearly(due: DueDay, month: int, monthday: int) -> str:
    """A day of each year; "trước ngày 01/01" is the last day of the year before, "trước ngày 01/01 năm sau" of this one."""
    offset = due.year_offset or 0
    if due.strict:
        offset += (month, monthday) == (12, 31)
        month, monthday = next_day(month, monthday)
    return _of_year(_day_of_year(month, monthday, due.strict), offset)


def _day_of_year(month: int, monthday: int, strict: bool) -> str:
    if monthday == -1:
        return worded("of", day=worded("last-day"), place=worded("month", month=month))
    return worded("before" if strict else "day", day=month_day_text(month, monthday))


def _of_year(named: str, offset: int) -> str:
    match offset:
        case 1:
            return worded("next-year", day=named)
        case -1:
            return worded("last-year", day=named)
        case _:
            return named
