"""Names of days, hours and spans of the calendar in Vietnamese, as offices write them."""

from datetime import date, time, timedelta

from scheduler.timing.points import last_of

_ROMAN = ("", "I", "II", "III", "IV")


def day(value: date) -> str:
    """05/06/2024."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def hour(value: time) -> str:
    """17 giờ 30."""
    return f"{value.hour:02d} giờ {value.minute:02d}"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end == last_of(end.year, end.month)


def span_name(start: date, end: date) -> str | None:
    """tháng 5 năm 2024, quý II năm 2024, quý II, III năm 2024, 6 tháng đầu năm 2024, năm 2024; None where a span has no name."""
    if not _whole_months(start, end) or start.year != end.year or not 1900 <= start.year <= 2100:
        return None
    length = end.month - start.month + 1
    if length == 12:
        return f"năm {start.year}"
    if length == 6 and start.month in (1, 7):
        return f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}"
    if length == 1:
        return f"tháng {start.month} năm {start.year}"
    if start.month % 3 != 1 or end.month % 3:
        return None
    quarters = [_ROMAN[number] for number in range((start.month + 2) // 3, end.month // 3 + 1)]
    return f"quý {', '.join(quarters)} năm {start.year}"


def season_name(start: tuple[int, int], end: tuple[int, int], year: int) -> str:
    """quý II, tháng 12, else the two days: a span within each year."""
    if start <= end:
        try:
            name = span_name(date(year, *start), date(year, *end))
        except ValueError:
            name = None
        if name is not None and "," not in name and not name.startswith("năm"):
            return name.removesuffix(f" năm {year}")
    return f"từ ngày {start[1]:02d}/{start[0]:02d} đến hết ngày {end[1]:02d}/{end[0]:02d}"


def next_day(month: int, monthday: int) -> tuple[int, int]:
    """(month, day) after a day of a year without 29 February."""
    after = date(2023, month, monthday) + timedelta(days=1)
    return after.month, after.day
