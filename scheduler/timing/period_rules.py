"""Rules for the days between which a report's data are counted: they bound the data and are never an event."""

from scheduler.timing.ir import Freq, PeriodRule
from scheduler.timing.lexicon import of_kinds, sense
from scheduler.timing.tokens import Tokens

_RECKONED, _DATA, _GATHERED = sense("reckoned"), sense("data"), sense("gathered")


def period_rule(t: Tokens) -> PeriodRule | None:
    """ "Tính từ ngày 15 tháng trước đến ngày 14 …", "thời gian chốt số liệu … từ … đến …"; None where it is no such rule."""
    if _TELLING.isdisjoint(t.values):
        return None  # as nearly all ranges
    until = t.kinds.index("UNTIL")
    start = until - 1
    while start >= 0 and t.kinds[start] != "FROM" and t.kinds[start] != "DATACUT":
        start -= 1
    if start < 0 or t.kinds[:start].count("(") > t.kinds[:start].count(")"):
        return None  # in brackets it is a remark on the time before it
    marked = "DATACUT" in t.kinds or (t.values[start] in _RECKONED and t.kinds[start - 1] not in {"DAY", "WORKDAY"})
    if not (marked or _counts_data(t, start) or _before_period(t, start)):
        return None
    end = next(i for i in range(until, len(t.kinds)) if t.kinds[i] in {"END", ";", ")"})
    if any(kind in {"BY", "BEFORE"} and t.kinds[i + 1] in {"DAY", "DM", "DMY"} for i, kind in enumerate(t.kinds)):
        return None
    return PeriodRule(_freq(t, start, end), t.words(start + 1, until), t.words(until + 1, end).rstrip(" .,:"))


_TELLING = _RECKONED | _DATA | of_kinds({"DATACUT", "PREV", "BEFORE"})


def _counts_data(t: Tokens, end: int) -> bool:
    """số liệu tính …, số liệu được lấy …"""
    return end > 0 and any(t.values[at] in _DATA and t.values[at + 1] in _GATHERED for at in range(end))


def _before_period(t: Tokens, i: int) -> bool:
    """The first day lies in the period before: "từ ngày 15 tháng trước", "… của tháng cuối quý trước", "tháng 12 năm trước"."""
    if t.kinds[i + 1] not in {"DAY", "DM", "DMY"}:
        return False
    for j in range(i + 1, len(t.kinds) - 3):
        if t.kinds[j] == "UNTIL":
            return False
        if t.kinds[j] in {"MONTH", "QUARTER", "YEARW", "PERIOD"} and t.kinds[j + 1] in {"PREV", "BEFORE"}:
            return not any(kind == "YEARW" and t.kinds[at + 1] in {"NEXT", "AFTER"} for at, kind in enumerate(t.kinds))
    return False


_LASTING = {1: Freq.MONTHLY, 3: Freq.QUARTERLY, 6: Freq.HALF_YEARLY, 9: Freq.YEARLY, 12: Freq.YEARLY}


def _days(t: Tokens, i: int, end: int) -> list[tuple[int, int]]:
    """Day and month of the days that the rule names: 15/12, ngày 15 tháng 12, ngày 15 của tháng 12."""
    found: list[tuple[int, int]] = []
    for at in range(i, end):
        value, month = t.values[at], t.values[at + 1]
        if isinstance(value, tuple) and t.kinds[at] in {"DM", "DMY"}:
            found.append((value[0], value[1]))
        elif t.kinds[at] == "MONTH" and t.kinds[at + 1] == "NUM" and isinstance(month, int):
            day = t.values[at - 2 if t.kinds[at - 1] == "OF" else at - 1]
            found.append((day if isinstance(day, int) else 0, month))
    return found


_NAMED = {
    "DAY": Freq.DAILY,
    "WEEK": Freq.WEEKLY,
    "MONTH": Freq.MONTHLY,
    "QUARTER": Freq.QUARTERLY,
    "YEARW": Freq.YEARLY,
}


def _freq(t: Tokens, i: int, end: int) -> Freq | None:
    """The period: as named beside the rule, else by the months that it runs over."""
    named = next(
        (_NAMED.get(t.kinds[at + 1]) for at in range(i) if t.kinds[at] == "REPORT" and t.kinds[at + 1] in _NAMED), None
    )
    if named is not None:
        return named
    for at in range(end):
        if t.kinds[at] == "NUM" and t.kinds[at + 1] == "MONTH":
            if t.values[at] == 6:
                return Freq.HALF_YEARLY
            if t.values[at] == 9:
                return Freq.YEARLY
    kinds = t.kinds[:end]
    if "QUARTER" in kinds:
        return Freq.QUARTERLY
    days = _days(t, i, end)
    if len(days) == 2:
        (day, first), (_, last) = days
        return _LASTING.get((last - first + (day == 1)) % 12 or 12)
    if any(t.kinds[at] in {"REPORT", "EACH"} and t.kinds[at + 1] == "YEARW" for at in range(end)):
        return Freq.YEARLY
    return Freq.MONTHLY if "MONTH" in kinds else Freq.WEEKLY if "WEEK" in kinds else None
