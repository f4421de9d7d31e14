"""The canonical sentence of a rhythm: its period, due day, hour, length, total and span."""

from datetime import date

from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring, Weekday
from scheduler.timing.naming import day, hour, next_day, season_name

_UNITS = {
    Freq.DAILY: "ngày",
    Freq.WEEKLY: "tuần",
    Freq.MONTHLY: "tháng",
    Freq.QUARTERLY: "quý",
    Freq.HALF_YEARLY: "6 tháng",
    Freq.YEARLY: "năm",
}
_WEEKDAYS = dict(
    zip(Weekday, ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"), strict=True)
)
_DAYS = list(Weekday)
_PERIODS = {Freq.QUARTERLY: "quý", Freq.YEARLY: "năm"}


def rhythm_sentence(timing: Recurring, year: int) -> str:
    """The sentence, small letter first; the plan's own year is not repeated."""
    parts = [_head(timing, year), _length(timing), _total(timing), _limits(timing, year)]
    return "".join(part for part in parts if part)


def _head(timing: Recurring, year: int) -> str:
    if timing.due is not None and timing.due.month == 9 and timing.due.monthday is None and not timing.due.last_workday:
        return "báo cáo 9 tháng"
    beat = _beat(timing)
    due = _due(timing, year)
    at = f"lúc {hour(timing.at)} " if timing.at else ""
    if due:
        return f"{beat}, {at}{due}"
    return f"{beat}, {at.strip()}" if at else beat


def _beat(timing: Recurring) -> str:
    unit = _UNITS[timing.freq]
    if timing.every != 1:
        unit = f"{timing.every} {unit}"
    if timing.item is not None:
        return f"{timing.count:02d} {timing.item}/{unit}"
    if timing.count != 1:
        return f"mỗi {unit} {timing.count:02d} ngày"
    if timing.every != 1 or timing.freq is Freq.HALF_YEARLY:
        return f"{unit} một lần"
    return f"hằng {unit}"


def _length(timing: Recurring) -> str:
    if timing.minutes is None:
        return ""
    least, most = timing.minutes.least, timing.minutes.most
    return f", thời lượng {least:02d} phút" if least == most else f", thời lượng từ {least:02d} đến {most:02d} phút"


def _total(timing: Recurring) -> str:
    if timing.per_year_total is None:
        return ""
    about = "khoảng " if timing.total_approximate else ""
    return f" ({about}{timing.per_year_total:02d} {timing.item or 'lần'}/năm)"


def _limits(timing: Recurring, year: int) -> str:
    start, end = timing.start, timing.end
    if (start, end) == (date(year, 1, 1), date(year, 12, 31)):
        return ""
    if start is None:
        return f", từ nay đến hết ngày {day(end)}" if end else ", trong suốt quá trình thực hiện"
    if end is None:
        return f", từ ngày {day(start)} trở đi"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return (
            f", trong năm {start.year}" if start.year == end.year else f", từ năm {start.year} đến hết năm {end.year}"
        )
    return f", từ ngày {day(start)} đến hết ngày {day(end)}"


def _due(timing: Recurring, year: int) -> str:
    if timing.season is not None:
        start, end = timing.season.start, timing.season.end
        return season_name((start.month, start.day), (end.month, end.day), year)
    due = timing.due
    if due is None:
        return ""
    if due.weekday is not None:
        return _weekday(due, due.weekday)
    if due.after_period_days is not None:
        unit = "ngày làm việc" if due.working_days else "ngày"
        return f"trong thời hạn {due.after_period_days:02d} {unit} kể từ ngày kết thúc {_UNITS[timing.freq]}"
    if due.last_workday:
        return f"ngày làm việc cuối cùng của {_workday_place(due, timing.freq)}"
    if due.from_monthday is not None:
        until = f" đến ngày {due.monthday:02d}" if due.monthday is not None else ""
        return f"từ ngày {due.from_monthday:02d}{until}"
    if due.month is not None and due.monthday is not None:
        return _yearly(due, due.month, due.monthday)
    return _monthly(due, timing.freq)


def _weekday(due: DueDay, weekday: Weekday) -> str:
    if due.strict:
        return f"trước {_WEEKDAYS[_DAYS[(_DAYS.index(weekday) + 1) % 7]]}"
    return _WEEKDAYS[weekday]


def _workday_place(due: DueDay, freq: Freq) -> str:
    if due.month is not None:
        return f"tháng {due.month}"
    return _place(due, freq).removeprefix(" của ") or "tháng"


def _place(due: DueDay, freq: Freq) -> str:
    """Which month of the period: " của tháng cuối kỳ", " của tháng tiếp theo"."""
    if due.month_offset is not None:
        return " của tháng tiếp theo"
    if due.anchor is not None:
        return f" của tháng {'cuối' if due.anchor is Anchor.LAST else 'đầu tiên của'} {_PERIODS.get(freq, 'kỳ')}"
    return ""


def _monthly(due: DueDay, freq: Freq) -> str:
    if due.monthday is None:
        return f"trong{_place(due, freq).removeprefix(' của')}"
    if due.strict and due.monthday == -1:
        return f"trước ngày 01{_place(due, freq)}"
    if due.strict:
        return f"trước ngày {due.monthday + 1:02d}{_place(due, freq)}"
    if due.monthday == -1:
        return f"ngày cuối cùng{_place(due, freq) or ' của tháng'}"
    return f"ngày {due.monthday:02d}{_place(due, freq)}"


def _yearly(due: DueDay, month: int, monthday: int) -> str:
    """A day of each year; "trước ngày 01/01" is the last day of the year before, "trước ngày 01/01 năm sau" of this one."""
    offset = due.year_offset or 0
    if due.strict:
        (month, monthday), turns = next_day(month, monthday), month == 12 and monthday == 31
        offset += 1 if turns else 0
    if monthday == -1:
        return f"ngày cuối cùng của tháng {month}{_year(offset)}"
    return f"{'trước ' if due.strict else ''}ngày {monthday:02d}/{month:02d}{_year(offset)}"


def _year(offset: int) -> str:
    return {0: "", 1: " năm sau", -1: " năm trước"}.get(offset, "")
