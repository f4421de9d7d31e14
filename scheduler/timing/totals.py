"""Whether the yearly total that stands beside a rhythm agrees with it: "05 tin, bài/tháng (khoảng 50 tin, bài/năm)" does not."""

from scheduler.timing.ir import Freq, Recurring
from scheduler.timing.periods import turns


def contradicts(timing: Recurring) -> tuple[int, int] | None:
    """(the total said, the total that the rhythm makes) where they differ by a period's worth or more.

    "khoảng" excuses less than one period's count; a year has 52 weeks, give or take one.
    """
    if timing.per_year_total is None:
        return None
    if (each_year := turns(timing.freq)) == 0:
        return None
    made = each_year * timing.count // timing.every
    slack = timing.count if timing.total_approximate else 2 * timing.count if timing.freq is Freq.WEEKLY else 1
    return (timing.per_year_total, made) if abs(made - timing.per_year_total) >= slack else None
