"""The RFC 5545 RRULE of a rhythm, where one says all of it: no DTSTART, UNTIL as a date."""

from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring, Timing

_QUARTER = {Anchor.FIRST: "1,4,7,10", Anchor.LAST: "3,6,9,12"}
_HALF = {Anchor.FIRST: "1,7", Anchor.LAST: "6,12"}
_YEAR = {Anchor.FIRST: "1", Anchor.LAST: "12"}
_MONTHS = {Freq.QUARTERLY: _QUARTER, Freq.HALF_YEARLY: _HALF, Freq.YEARLY: _YEAR}
_AFTER = {Freq.QUARTERLY: "1,4,7,10", Freq.HALF_YEARLY: "1,7", Freq.YEARLY: "1"}
_WORKDAYS = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"


def rrule(timing: Timing) -> str | None:
    """The RRULE whose dates are the due days of the rhythm; None where there is no day to repeat, or no rule for it.

    A rhythm with a count but no due day has no dates of its own, so no rule; days that depend on holidays or on the reported
    year (working days, "năm sau") have none either. Holidays are not looked at: "last working day" is the last weekday.
    """
    if not isinstance(timing, Recurring) or timing.start is None:
        return None
    rule = _rule(timing)
    if rule is None:
        return None
    until = f";UNTIL={timing.end:%Y%m%d}" if timing.end else ""
    return rule + until


def _rule(timing: Recurring) -> str | None:
    due = timing.due
    if timing.freq is Freq.DAILY:
        return f"FREQ=DAILY{_interval(timing)}" if due is None and timing.count == 1 and timing.season is None else None
    if due is None or timing.count != 1 or due.after_period_days is not None or due.year_offset:
        return None
    if timing.freq is Freq.WEEKLY:
        return f"FREQ=WEEKLY{_interval(timing)};BYDAY={due.weekday}" if due.weekday is not None else None
    months = _months(timing.freq, due)
    day = _day(due)
    if day is None or months is None or (timing.every != 1 and timing.freq is not Freq.MONTHLY):
        return None
    if timing.freq is Freq.MONTHLY:
        return f"FREQ=MONTHLY{_interval(timing)};{day}"
    return (
        f"FREQ=YEARLY;BYMONTH={months};{day}"
        if "BYSETPOS" not in day or "," not in months
        else _each_month(months, day)
    )


def _each_month(months: str, day: str) -> str:
    """BYSETPOS counts within a set: by month, so that each of the months has its last weekday."""
    return f"FREQ=MONTHLY;BYMONTH={months};{day}"


def _interval(timing: Recurring) -> str:
    return f";INTERVAL={timing.every}" if timing.every != 1 else ""


def _months(freq: Freq, due: DueDay) -> str | None:
    """BYMONTH of the due day: the named month, the period's first or last, the month after it. Empty for a monthly rhythm."""
    if freq is Freq.MONTHLY:
        return "" if due.anchor is None and due.month is None else None
    if due.month is not None:
        return str(due.month)
    if due.month_offset == 1:
        return _AFTER.get(freq)
    if due.month_offset == 0:
        return _MONTHS[freq][Anchor.LAST]
    return _MONTHS[freq].get(due.anchor) if due.anchor is not None else None


def _day(due: DueDay) -> str | None:
    if due.last_workday:
        return _WORKDAYS
    if due.weekday is not None:
        return f"BYDAY={due.nth}{due.weekday}" if due.nth is not None else None
    if due.monthday is None or due.from_monthday is not None:
        return None
    if due.monthday > 28 and due.month is None:
        return f"BYMONTHDAY={','.join(str(day) for day in range(28, due.monthday + 1))};BYSETPOS=-1"
    return f"BYMONTHDAY={due.monthday}"
