"""The RFC 5545 RRULE of a rhythm whose day is known, where one rule says all of it: without DTSTART and UNTIL."""

from collections.abc import Sequence

from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring

_QUARTER = {Anchor.FIRST: "1,4,7,10", Anchor.LAST: "3,6,9,12"}
_HALF = {Anchor.FIRST: "1,7", Anchor.LAST: "6,12"}
_YEAR = {Anchor.FIRST: "1", Anchor.LAST: "12"}
_MONTHS = {Freq.QUARTERLY: _QUARTER, Freq.HALF_YEARLY: _HALF, Freq.YEARLY: _YEAR}
_AFTER = {Freq.QUARTERLY: "1,4,7,10", Freq.HALF_YEARLY: "1,7", Freq.YEARLY: "1"}
_LENGTH = {Freq.MONTHLY: 1, Freq.QUARTERLY: 3, Freq.HALF_YEARLY: 6, Freq.YEARLY: 12}
_WORKDAYS = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
_LISTED = ("BYDAY", "BYMONTHDAY", "BYMONTH")


def rule_of(timing: Recurring) -> str | None:
    """The rule whose dates, from the first due day on, are the due days of the rhythm; None where no rule says them.

    Working days counted from a day have none. Holidays are not looked at: "last working day" is the last weekday.
    """
    if timing.freq is Freq.DAILY:
        return f"FREQ=DAILY{_interval(timing.every)}" if timing.due is None and timing.season is None else None
    due = timing.due
    if due is None or due.after_period_days is not None:
        return None
    if timing.freq is Freq.WEEKLY:
        return f"FREQ=WEEKLY{_interval(timing.every)};BYDAY={due.weekday}" if due.weekday is not None else None
    return _by_months(timing, due)


def rule_of_all(timings: Sequence[Recurring]) -> str | None:
    """The one rule of rhythms that differ in one thing only: the weekday, the day of the month, or the month."""
    if len({timing.due and (timing.due.month_offset, timing.due.year_offset) for timing in timings}) > 1:
        return None  # the same months, and yet of another period: one rule would begin too early
    rules = [rule_of(timing) for timing in timings]
    parts = [dict(part.split("=") for part in rule.split(";")) for rule in rules if rule is not None]
    if not parts or len(parts) < len(timings) or len({tuple(one) for one in parts}) > 1:
        return None
    apart = [key for key in parts[0] if len({one[key] for one in parts}) > 1]
    if apart and (len(apart) > 1 or apart[0] not in _LISTED or "BYSETPOS" in parts[0]):
        return None
    joined = {key: ",".join(dict.fromkeys(one[key] for one in parts)) for key in parts[0]}
    return ";".join(f"{key}={value}" for key, value in joined.items())


def _by_months(timing: Recurring, due: DueDay) -> str | None:
    months, day = _months(timing.freq, due), _day(due)
    if day is None or months is None:
        return None
    if timing.every != 1 and (timing.freq is not Freq.YEARLY or "," in months):
        return f"FREQ=MONTHLY{_interval(timing.every * _LENGTH[timing.freq])};{day}"
    if timing.freq is Freq.MONTHLY:
        return f"FREQ=MONTHLY;{day}"
    if "BYSETPOS" in day and "," in months:  # which counts within a set: by month, so that each has its last weekday
        return f"FREQ=MONTHLY;BYMONTH={months};{day}"
    return f"FREQ=YEARLY{_interval(timing.every)};BYMONTH={months};{day}"


def _interval(every: int) -> str:
    return f";INTERVAL={every}" if every != 1 else ""


def _months(freq: Freq, due: DueDay) -> str | None:
    """BYMONTH of the due day: the named month, the period's first or last, the month after it. Empty for a monthly rhythm."""
    if freq is Freq.MONTHLY:
        return "" if due.anchor is None and due.month is None else None
    if due.month is not None:
        return str(due.month)
    if due.month_offset == 1:
        return _AFTER.get(freq)
    if due.month_offset == -1:
        return "2,5,8,11" if freq is Freq.QUARTERLY else None
    if due.month_offset == 0:
        return _MONTHS[freq][Anchor.LAST]
    return _MONTHS[freq].get(due.anchor) if due.anchor is not None else None


def _day(due: DueDay) -> str | None:
    if due.last_workday:
        return _WORKDAYS
    if due.weekday is not None:
        return f"BYDAY={due.nth}{due.weekday}" if due.nth is not None else None
    if due.monthday is None:
        return None
    if due.monthday > 28 and due.month is None:
        return f"BYMONTHDAY={','.join(str(day) for day in range(28, due.monthday + 1))};BYSETPOS=-1"
    return f"BYMONTHDAY={due.monthday}"
