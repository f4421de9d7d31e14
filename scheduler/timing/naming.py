"""Names of days, hours and spans of the calendar, as offices write them; their words are data (scheduler/words/sentences.toml)."""

from datetime import date, time, timedelta

from scheduler.diagnostics import values
from scheduler.timing.ir import Season
from scheduler.timing.points import Grain, last_of
from scheduler.timing.records import NamedTuple
from scheduler.words import day_text, say

_ROMAN = ("", "I", "II", "III", "IV")


def worded(code: str, **facts: str | int) -> str:
    """A part of a sentence by its code, filled."""
    return say("sentences", "sentence", code, values(**facts))


def hour(value: time) -> str:
    """17 giờ 30."""
    return worded("hour", hour=value.hour, minute=value.minute)


def count_of_days(count: int, working: bool) -> str:
    """05 ngày, 05 ngày làm việc."""
    return worded("working-days" if working else "days", count=count)


class Stretch(NamedTuple):
    """A stretch of one year that has a name.

    numbers: the month; the quarters, one or neighbours; 1 or 2 for a half (grain MONTHS); none for the year.
    """

    grain: Grain
    numbers: tuple[int, ...]
    year: int

    @property
    def single(self) -> bool:
        """Whether it is one month or one quarter."""
        return self.grain in (Grain.MONTH, Grain.QUARTER) and len(self.numbers) == 1


def _whole_months(start: date, end: date) -> bool:
    return start.year == end.year and start.day == 1 and end == last_of(end.year, end.month)


def stretch(start: date, end: date) -> Stretch | None:
    """The named stretch from the first day to the last, None where it has no name."""
    if not _whole_months(start, end) or not 1900 <= start.year <= 2100:
        return None
    match end.month - start.month + 1:
        case 12:
            return Stretch(Grain.YEAR, (), start.year)
        case 6 if start.month in (1, 7):
            return Stretch(Grain.MONTHS, (1 if start.month == 1 else 2,), start.year)
        case 1:
            return Stretch(Grain.MONTH, (start.month,), start.year)
    if start.month % 3 != 1 or end.month % 3:
        return None
    return Stretch(Grain.QUARTER, tuple(range((start.month + 2) // 3, end.month // 3 + 1)), start.year)


def _short_name(span: Stretch) -> str:
    match span.grain:
        case Grain.MONTH:
            return worded("month", month=span.numbers[0])
        case Grain.QUARTER:
            return worded("quarters", numbers=", ".join(_ROMAN[number] for number in span.numbers))
        case _:
            return worded(f"half-{span.numbers[0]}")


def stretch_name(span: Stretch) -> str:
    """tháng 5 năm 2024, quý II năm 2024, quý II, III năm 2024, 6 tháng đầu năm 2024, năm 2024."""
    if span.grain is Grain.YEAR:
        return worded("year", year=span.year)
    return worded("of-year", part=_short_name(span), year=span.year)


def whole_years(start: date, end: date) -> bool:
    """From a 1 January to a 31 December."""
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def span_text(start: date | None, end: date | None) -> str:
    """What runs from start to end, both inclusive, None: open: từ nay đến …, từ … trở đi, trong năm 2026, từ … đến …."""
    if start is None:
        return worded("now-to", end=day_text(end)) if end else worded("all-along")
    if end is None:
        return worded("from-on", start=day_text(start))
    if not whole_years(start, end):
        return worded("from-to", start=day_text(start), end=day_text(end))
    if start.year == end.year:
        return worded("within", span=worded("year", year=start.year))
    return worded("from-year-to", start=start.year, end=end.year)


def season_name(season: Season, year: int) -> str | None:
    """quý II, tháng 12, 6 tháng đầu: a span within each year, None where it has no name."""
    span = _season(season, year)
    return _short_name(span) if span is not None and len(span.numbers) == 1 else None


def _season(season: Season, year: int) -> Stretch | None:
    start, end = season.start, season.end
    if end < start:
        return None
    try:
        return stretch(date(year, start.month, start.day), date(year, end.month, end.day))
    except ValueError:  # 29 February, which this year lacks
        return None


def next_day(month: int, monthday: int) -> tuple[int, int]:
    """(month, day) after a day of a year without 29 February."""
    after = date(2023, month, monthday) + timedelta(days=1)
    return after.month, after.day
