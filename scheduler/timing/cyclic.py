"""What a day that comes round comes to: its rhythm and due day, or a question."""

from datetime import date, timedelta

from scheduler.timing.bounds import Bound
from scheduler.timing.ir import (
    Ambiguous,
    Anchor,
    Deadline,
    DueDay,
    Freq,
    Timing,
    Weekday,
    new,
)
from scheduler.timing.month_places import Cycle
from scheduler.timing.points import Edge, last_of, nth_weekday
from scheduler.timing.rhythms import monthday, rhythm
from scheduler.timing.whens import When


def cyclic(found: When, cycle: Cycle, year: int, freq: Freq | None = None) -> Timing:
    """A day that comes round, with the rhythm that its words name (or `freq`, said beside it)."""
    turn = freq or cycle.freq
    if cycle.edge:
        return _vague_cycle(found, cycle, year, turn)
    if turn is None and cycle.nth is not None:
        return Ambiguous((cyclic(found, cycle, year, Freq.MONTHLY),), "weekday-of-which-week")
    if turn is None and cycle.offset is not None and not cycle.vague_period:
        turn = Freq.MONTHLY
    if turn is None:
        return Ambiguous(
            tuple(cyclic(found, cycle, year, one) for one in (Freq.QUARTERLY, Freq.HALF_YEARLY, Freq.YEARLY)),
            "period-not-named",
        )
    if cycle.nth is not None and cycle.month is not None and freq is None:
        last = last_of(cycle.year or year, cycle.month)
        return _on_one_day(found, nth_weekday(last, cycle.weekday or Weekday.MO, cycle.nth))
    due = due_of(cycle, found)
    if due is None or found.bound in _RUNNING:
        return Ambiguous((), "bound-of-cyclic-day")
    return rhythm(cycle.year or year, turn, due, found.at)


def _on_one_day(found: When, day: date) -> Timing:
    """A weekday of a named month, which is one day."""
    if found.bound in _RUNNING:
        return Ambiguous((), "bound-of-cyclic-day")
    strict = found.bound is Bound.BEFORE and found.at is None
    return Deadline(day - timedelta(days=1) if strict else day, found.at, strict)


_RUNNING = (Bound.AFTER, Bound.FROM, Bound.FROM_TO, Bound.NOW_TO, Bound.FROM_EVENT)


def _vague_cycle(found: When, cycle: Cycle, year: int, freq: Freq | None) -> Timing:
    """cuối quý, đầu tháng without a number: "chậm nhất cuối quý" is the last day, all else is asked."""
    anchor = None if freq in (Freq.MONTHLY, None) else Anchor.LAST
    last = rhythm(year, freq or Freq.QUARTERLY, due=DueDay(monthday=-1, anchor=anchor), at=found.at)
    if freq is not None and freq is not Freq.WEEKLY and cycle.edge is Edge.LAST and found.bound is Bound.BY:
        return last
    return Ambiguous((last,) if cycle.edge is Edge.LAST and freq not in (None, Freq.WEEKLY) else (), "vague-part")


_WEEK = tuple(Weekday)
_PLAIN, _BEFORE = (Bound.NONE, Bound.WITHIN), Bound.BEFORE


def due_of(cycle: Cycle, found: When) -> DueDay | None:
    """The due day of a cyclic day with the bound's strictness; None where the day before cannot be said."""
    strict = found.bound is _BEFORE and found.at is None
    if cycle.weekday is not None:
        day = _WEEK[_WEEK.index(cycle.weekday) - 1] if strict else cycle.weekday
        if cycle.nth is None:
            return new(DueDay, (None, day, None, False, None, None, None, None, False, None, strict, None))
        return None if strict else DueDay(weekday=day, month=cycle.month, nth=cycle.nth)
    if cycle.after is not None:
        before = cycle.offset if cycle.offset == -1 else None
        return None if strict else DueDay(month_offset=before, after_period_days=cycle.after, working_days=True)
    if cycle.workday:
        return None if strict else DueDay(last_workday=True, month=cycle.month, anchor=cycle.anchor)
    if cycle.start is not None:
        if found.bound not in _PLAIN:
            return None
        return DueDay(
            monthday=cycle.monthday, anchor=cycle.anchor, month_offset=cycle.offset, from_monthday=cycle.start
        )
    day_due = monthday(cycle.monthday, found) if cycle.monthday is not None else DueDay()
    if strict and cycle.monthday == -1:
        return None
    offset = cycle.offset
    if strict and cycle.monthday == 1:
        if cycle.anchor is not None or cycle.month is not None or cycle.offset == -1:
            return None
        offset = None if offset is None else offset - 1
    monthly, exact = day_due.monthday, day_due.strict
    return new(DueDay, (monthly, None, cycle.month, False, cycle.anchor, offset, None, None, False, None, exact, None))
