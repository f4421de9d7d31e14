"""Whether a number of pieces will be reached at the pace so far: a warning half-way through the period, while there is time."""

from dataclasses import dataclass
from datetime import date, timedelta

from calendars.period import Grain, Period, period_key, period_of
from calendars.workdays import OfficeCalendar
from scheduler.schedule import Occurrence

_SHORTEST = 10  # working days: in a week a warning would come with the reminder itself


@dataclass(frozen=True, slots=True)
class Pace:
    """So many of how many pieces are made, and how many working days are left, today included."""

    made: int
    quota: int
    left: int


def pace(occurrence: Occurrence, made: int, today: date, calendar: OfficeCalendar) -> Pace | None:
    """The warning that is due: half of the working days have passed, and as things go at least half a piece will be missing."""
    period = _period(occurrence)
    if occurrence.quota < 2 or period is None or not period.start <= today <= occurrence.act_by:
        return None
    passed = calendar.count_working_days(period.start, today - timedelta(days=1))
    left = calendar.count_working_days(today, occurrence.act_by)
    whole = passed + left
    if whole < _SHORTEST or passed * 2 < whole or made * whole * 2 >= (occurrence.quota * 2 - 1) * passed:
        return None
    return Pace(made, occurrence.quota, left)


def _period(occurrence: Occurrence) -> Period | None:
    """The calendar period whose key it bears; None where it has none."""
    found = ((grain, period_of(grain, occurrence.due)) for grain in Grain)
    return next((p for grain, p in found if period_key(grain, p) == occurrence.period_key), None)
