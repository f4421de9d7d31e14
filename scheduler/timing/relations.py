"""Rules for days counted from an event: tokens → Relation."""

from scheduler.timing.events import HARD, Event, figures, free_text
from scheduler.timing.ir import Freq, new
from scheduler.timing.lexicon import sense
from scheduler.timing.periods import period
from scheduler.timing.points import Grain, Points
from scheduler.timing.records import NamedTuple
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens

_AFTER_EVENT, _BEFORE_EVENT = sense("after_event"), sense("before_event")
_FIGURES = HARD | {"NUM", "ROMAN", "YEAR"}
_BARE_PERIOD = sense("bare_period")
_SHUT = frozenset({"END", ",", ";", ")", ".", "AND"})
_COMPARED = sense("compared")
_WITHINS = frozenset({"WITHIN", "TERMOF", "AFTER"})
_JUST_WHEN, _PAST = sense("just_when"), sense("past")


def _int(t: Tokens, i: int) -> int:
    value = t.values[i]
    return value if isinstance(value, int) else 0


class Relation(NamedTuple):
    """So many days after (negative: before) an event. freq: the event is the end of a period of that length; start: a date."""

    event: Event
    days: int
    working: bool = False
    freq: Freq | None = None
    vague_period: bool = False
    start: Points | None = None
    months: int = 0


MONTHS = {"MONTH": 1, "QUARTER": 3, "YEARW": 12}

SINCE = frozenset({"FROM", "KHI", "AFTER"})
_LEADS = frozenset({"WITHIN", "TERMOF", "BY", "AFTER", "ATLEAST", "BEFORE", "DONE", "ABOUT", "AT"})


LENGTHS = _LEADS | {"NUM", "NUMW", "YEARW", "DAY", "HOURS", "CLOCK"}
"""What may stand behind "trong", "vào" before an event: more of such words, or a length of time."""


class _Length(NamedTuple):
    days: int
    working: bool
    months: int = 0


def _length(t: Tokens, i: int) -> tuple[_Length, int] | None:
    """05 ngày (làm việc), 2 tuần, 24 - 48 giờ (the longer, in whole days)."""
    kinds = t.kinds
    j = i
    if kinds[i : i + 2] == ["DAY", "ORDW"] and kinds[i + 2] == "NUM" and kinds[i + 3] == "FROM":
        return _Length(_int(t, i + 2), False), i + 3  # "ngày thứ 10 kể từ …"
    if kinds[j] == "HOURS" or t.values[j] == (24,):
        hours = 24 if kinds[j] == "CLOCK" else _int(t, j)  # "48h sau khi nhận"
        counted = kinds[j + 1] in {"WORD", "KHI", "FROM", "AFTER"} and hours % 24 == 0
        return (_Length(hours // 24, False), j + 1) if counted else None
    if kinds[j] not in {"NUM", "NUMW"} and not (kinds[j] == "YEARW" and kinds[j + 1] in {"WORKDAY"}):
        return None
    number = 5 if kinds[j] == "YEARW" else _int(t, j)
    j += 1
    if kinds[j] == "(" and kinds[j + 1] in {"NUM", "NUMW", "WORD", "YEARW"} and kinds[j + 2] == ")":
        j += 3
    if kinds[j] in {"-", "UNTIL"} and kinds[j + 1] == "NUM":
        number, j = _int(t, j + 1), j + 2
    unit = kinds[j]
    if unit == "DAY" and kinds[j + 1] not in {"NUM", "FIRST", "LASTW", "WEEKDAY"}:
        return _Length(number, False), j + 1
    if unit == "WORKDAY" and kinds[j + 1] not in {"FIRST", "LASTW"}:
        return _Length(number, True), j + 1
    if unit == "WEEK" and kinds[j + 1] not in {"FIRST", "LASTW", "/"}:
        return _Length(7 * number, False), j + 1
    if unit in MONTHS and kinds[j + 1] in SINCE and kinds[i - 1] not in {"PERIODIC", "EACH"}:
        return _Length(
            0, False, number * MONTHS[unit]
        ), j + 1  # only counted from something: "6 tháng" alone is a rhythm
    if unit == "HOURW" and number % 24 == 0 and number:
        return _Length(number // 24, False), j + 1
    if unit == "HOURW" and kinds[j + 1] in {"WORD", "KHI", "FROM"} and number % 24 == 0:
        return _Length(number // 24, False), j + 1
    return None


def relation(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """So many days after or before an event, in any of the orders that offices write."""
    if _NUMBERED.isdisjoint(t.kinds):
        return None  # there is no number of days
    return _counted_from(t, i) or _event_then_days(t, i)


_NUMBERED = frozenset({"NUM", "NUMW", "WORKDAY", "HOURS", "CLOCK"})
UNITS = frozenset({"DAY", "WORKDAY", "WEEK", "HOURW", "MONTH", "QUARTER", "YEARW", "(", "-", "UNTIL"})
"""Behind a figure that may count days."""


def _counted_from(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """[trong thời hạn | chậm nhất | sau] 05 ngày [làm việc] [kể từ | sau khi | trước khi …]"""
    kinds = t.kinds
    j = i
    while kinds[j] in _LEADS and j < i + 4:
        j += 1
    length = _length(t, j)
    if length is None:
        return None
    leads = kinds[i:j]
    found, j = length
    if found.months:
        return _months_from(t, j, found.months)
    days, working, _ = found
    if kinds[j] == "," and kinds[j + 1] in {"FROM", "KHI"}:
        j += 1
    elif kinds[j] == "(" and kinds[j + 1] == "FROM":
        inner = _after(t, j + 2, days, working)  # "chậm nhất 5 ngày (kể từ ngày nhận thư)"
        return (inner[0], inner[1] + 1) if inner is not None and kinds[inner[1]] == ")" else None
    kind = kinds[j]
    if leads[-1:] == ["BEFORE"] and kind in {"FROM", "THAN"}:
        if kind == "FROM":
            return None  # "trước 30 ngày kể từ ngày …": before they are over, or so many before it?
        return _before_date(t, j + 1, days, working) or _before(t, j, days, working)
    if kind == "BEFORE" and _WITHINS.isdisjoint(leads) and (dated := _before_date(t, j + 1, days, working)) is not None:
        return dated
    if kind == "FROM":
        return _after_date(t, j + 1, days, working) or _after(t, j + 1, days, working)
    if kind == "AFTER" and not leads and (dated := _after_date(t, j + 1, days, working)) is not None:
        return dated  # "20 ngày sau ngày 10/6/2026"
    if kind == "AFTER" or (kind == "KHI" and t.values[j] in _AFTER_EVENT):
        return (
            _after(t, j + 1, days, working) if leads[-1:] != ["BEFORE"] else None
        )  # "trước 24 giờ kể từ khi …": as above
    if kind == "BEFORE" or (kind == "KHI" and t.values[j] in _BEFORE_EVENT):
        return _before(t, j + 1, days, working)
    if leads[-1:] == ["AFTER"] and (kind == "FINISH" or (kind == "ACT" and kinds[j + 1] in _NAMED)):
        return _after(t, j, days, working)  # "sau 25 ngày kết thúc năm"
    if leads[-1:] == ["BEFORE"] and kind in {"WORD", "ACT", "ITEM", "BEGIN"}:
        ahead = _before(t, j, days, working)  # "trước 05 ngày tổ chức hội nghị"
        return ahead if ahead is None or t.values[ahead[1]] not in _COMPARED else None
    return _unnamed(t, j, leads, days, working)


_NAMED = frozenset({"WORD", "ITEM", "REPORT"})


def _months_from(t: Tokens, i: int, months: int) -> tuple[Relation, int] | None:
    """02 tháng kể từ ngày ký, 01 năm sau khi có hiệu lực, 3 tháng kể từ ngày 01/7/2026."""
    if t.kinds[i] == "KHI" and t.values[i] not in _AFTER_EVENT:
        return None
    after = (_after_date(t, i + 1, 0, False) if t.kinds[i] == "FROM" else None) or _after(t, i + 1, 0, False)
    if after is None or after[0].freq is not None or after[0].vague_period:
        return None  # so many months after the end of a period: no rhythm here has a place for it
    return after[0]._replace(months=months), after[1]


def _unnamed(t: Tokens, j: int, leads: list[str], days: int, working: bool) -> tuple[Relation, int] | None:
    """trong thời hạn 05 ngày làm việc: the event stands outside the phrase."""
    bounded = "TERMOF" in leads or working or "BY" in leads
    if not bounded or "BEFORE" in leads or t.kinds[j] not in {"END", ",", ";", ")", ".", "AND"}:
        return None
    return Relation(Event(""), days, working), j


def _after_date(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    """… kể từ ngày 15/6/2026: a date and so many days of the calendar; working days wait for planning, which knows the days off."""
    found = points(t, i)
    if found is None or found[0].links or found[0].parts[0].grain is not Grain.DAY or not found[0].parts[0].n:
        return None
    if working:
        return Relation(Event(t.words(i, found[1])), days, True), found[1]
    return Relation(Event(""), days, start=found[0]), found[1]


def _before_date(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    """10 ngày trước ngày 30/6/2026, trước 30 ngày so với ngày 15/6/2026."""
    found = _after_date(t, i, days, working)
    return (found[0]._replace(days=-days), found[1]) if found is not None else None


def _after(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    if t.kinds[i] == "KHI" and t.values[i] in _JUST_WHEN:
        i += 1
    ended = _period_end(t, i)
    if ended is not None:
        freq, j = ended
        return Relation(Event(""), days, working, freq, freq is None), j
    j, dated = free_text(t, i)
    if j == i or t.kinds[i] in _FIGURES or (t.kinds[i] == "DAY" and t.kinds[i + 1] in {"NUM", "DM", "DMY"}):
        return None
    vague = not _VAGUE.isdisjoint(t.kinds[i:j])
    named = new(Event, (t.words(i, j), dated or vague or figures(t, i, j), False, ""))
    return new(Relation, (named, days, working, None, False, None, 0)), j


_VAGUE = frozenset({"QUARTER", "EACH", "PERIOD", "YEARKIND"})


def _before(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    if t.kinds[i] == "KHI" and t.values[i] in _JUST_WHEN:
        i += 1
    j, dated = free_text(t, i)
    if j == i or t.kinds[i] in _FIGURES or (t.kinds[i] == "DAY" and t.kinds[i + 1] in {"NUM", "DM", "DMY"}):
        return None
    return Relation(Event(t.words(i, j), dated), -days, working), j


def _period_end(t: Tokens, i: int) -> tuple[Freq | None, int] | None:
    """(ngày) kết thúc tháng | quý (báo cáo) | năm tài chính | kỳ báo cáo; sau mỗi quý; (ngày) cuối cùng của tháng."""
    kinds = t.kinds
    j = i + 1 if kinds[i] == "DAY" else i
    closing = kinds[j] in {"FINISH", "LASTW"} or t.values[j] in _PAST
    if closing:
        j += 1
    if kinds[j] == "OF":
        j += 1
    each = kinds[j] == "EACH"
    if each:
        j += 1
    if not (closing or each):
        return None
    if kinds[j] == "PERIOD":
        return None, j + 1
    named = period(t, j)
    if named is None or named[0].school or kinds[named[1]] in {"ROMAN", "MY", "YEAR", "WORD"}:
        return None  # a school year ends when its province says
    if kinds[named[1]] == "NUM" and kinds[named[1] + 1] not in {"DAY", "WORKDAY"}:
        return None
    end = named[1] + 1 if kinds[named[1]] in {"REPORT", "THIS", "PERIOD"} else named[1]
    return named[0].freq, end


def _event_then_days(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """trước ngày bầu cử 10 ngày; trước khi họp ít nhất 03 ngày; ngay sau khi tổ chức hội nghị 01 ngày."""
    kinds = t.kinds
    j = i
    while kinds[j] in {"BY", "ATLEAST"}:
        j += 1
    kind, word = kinds[j], t.values[j]
    if kind == "BEFORE" or (kind == "KHI" and word in _BEFORE_EVENT):
        sign = -1
    elif kind == "AFTER" or (kind == "KHI" and word in _AFTER_EVENT):
        sign = 1
    else:
        return None
    reported = kinds[j + 1] == "PERIOD" and t.values[j + 1] not in _BARE_PERIOD
    ended = (None, j + 2) if reported else _period_end(t, j + 1)
    if sign > 0 and ended is not None:
        freq, at = ended
        length = _length(t, at)
        return (
            (Relation(Event(""), length[0].days, length[0].working, freq, freq is None), length[1])
            if length is not None and not length[0].months and kinds[length[1]] in _SHUT
            else None
        )
    at = j + 1
    while (
        kinds[at]
        in {"WORD", "ITEM", "ACT", "FINISH", "DAY", "DONE", "ROMAN", "REPORT", "OF", "BEGIN", "PERIOD", "FROM", "LABEL"}
        and kinds[at + 1] != "END"
    ):
        at += 1
    middle = at
    while kinds[at] in {"ATLEAST", "ABOUT", "BY", ","}:
        at += 1
    length = _length(t, at)
    if length is None or middle == j + 1 or kinds[length[1]] not in _SHUT:
        return None
    event = Event(t.words(j + 1, middle))
    return Relation(event, sign * length[0].days, length[0].working, months=sign * length[0].months), length[1]
