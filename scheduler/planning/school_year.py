"""The timings of a plan for a school year: «Tháng 9» is of its first year, «Tháng 1» of its second; what runs on runs through both.

Its months are August to July, so that the weeks before the opening and after the last lesson belong to it; what runs on does so
until the end of June.
"""

from datetime import date
from typing import assert_never

from scheduler.diagnostics import Severity
from scheduler.timing import ir
from scheduler.timing.grammar import Reading

_BACKWARDS = "range-runs-backwards"
"""«Tháng 9 - tháng 5» is asked about in a calendar year, and plain in a school year."""


def in_school_year(first: Reading, second: Reading) -> Reading:
    """One phrase as it is read in the first and in the second year, in the year of the two in which its days lie."""
    if first.timing is None or second.timing is None or first.timing == second.timing:
        return first
    if isinstance(first.timing, ir.Ambiguous):
        if first.timing.why == _BACKWARDS and len(first.timing.readings) == 1:
            told = tuple(d for d in first.diagnostics if d.severity is not Severity.QUESTION)
            return first.but(first.timing.readings[0], told)
        return second if _ends_before(first.timing, _opens(first.year)) else first
    return first.but(_timing(first.timing, second.timing, first.year), first.diagnostics)


def _opens(year: int) -> date:
    return date(year, 8, 1)


def _timing(first: ir.Timing, second: ir.Timing, year: int) -> ir.Timing:
    match first, second:
        case ir.Several(), ir.Several():
            return ir.Several(tuple(_timing(a, b, year) for a, b in zip(first.items, second.items, strict=False)))
        case ir.Windows(), ir.Windows():
            both = zip(first.windows, second.windows, strict=False)
            return ir.Windows(tuple(b if a.end < _opens(year) else a for a, b in both))
        case ir.Continuous(), ir.Continuous():
            start, end = _span(first.start, first.end, second.start, second.end, year)
            return first._replace(start=start, end=end)
        case ir.Recurring(), ir.Recurring():
            if first.freq is ir.Freq.YEARLY and first.due is None and first.season is None:
                return first  # once, within the first of the two
            start, end = _span(first.start, first.end, second.start, second.end, year)
            return first._replace(start=start, end=end)
        case _:
            return second if _ends_before(first, _opens(year)) else first


def _span(
    start: date | None, end: date | None, later_start: date | None, later_end: date | None, year: int
) -> tuple[date | None, date | None]:
    """What begins or ends with the calendar year does so with the school year."""
    opens, closes = _opens(year), date(year + 1, 6, 30)
    if start is not None and start < opens:
        start = opens if (start.month, start.day) == (1, 1) else later_start
    if end is not None and end < opens:
        end = later_end
    elif end == date(year, 12, 31):
        end = closes
    return start, end


def _ends_before(timing: ir.Timing, day: date) -> bool:
    last = _last(timing)
    return last is not None and last < day


def _last(timing: ir.Timing) -> date | None:
    """The last day that a timing names, None where it names none."""
    match timing:
        case ir.Window() | ir.Continuous() | ir.Recurring():
            return timing.end
        case ir.Deadline():
            return timing.due
        case ir.Windows():
            return max((w.end for w in timing.windows), default=None)
        case ir.Several():
            return max(filter(None, map(_last, timing.items)), default=None)
        case ir.Ambiguous():
            return max(filter(None, map(_last, timing.readings)), default=None)
        case ir.Triggered() | ir.Relative() | ir.PeriodRule() | ir.NoTiming():
            return None
        case _:
            assert_never(timing)
