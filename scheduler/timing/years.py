"""What stands behind a part of the calendar: its year ("năm 2026", "/2026", "năm sau"), or words that name the reported period."""

from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.points import Part
from scheduler.timing.tokens import Tokens

NUMBERS = frozenset({"NUM", "ROMAN", "NUMW"})

_BARE_PERIOD, _THIS_DAY = sense("bare_period"), sense("this_day")

_AFTERS = frozenset({"NEXT", "AFTER"})

_BEFORES = frozenset({"PREV", "BEFORE"})

_PERIODS = frozenset({"YEARW", "MONTH", "QUARTER", "PERIOD", "YEARKIND"})

_YEARS = frozenset({"YEARW", "YEARKIND", "PERIOD"})

Found = tuple[Part, int] | None


def report_tail(t: Tokens, i: int, units: frozenset[str] = _PERIODS) -> int:
    """Where words end that only name the reported period ("liền kề tháng báo cáo"); i where there are none."""
    j = i
    while t.kinds[j] in {"NEXT", "AFTER", "OF", "AND"} and j < i + 3:
        j += 1
    if t.kinds[j] == "PERIOD" and t.values[j] not in _BARE_PERIOD:
        return j + 1
    if t.kinds[j] in units and t.kinds[j + 1] in {"REPORT", "PERIOD", "THIS"}:
        return j + 2
    if t.kinds[j] in units and t.values[j + 1] in _ARISES:
        return _arisen(t, i, j + 2)
    return i


def _arisen(t: Tokens, i: int, j: int) -> int:
    """Where "(tháng) phát sinh nghĩa vụ thuế", "(quý) kết thúc kỳ báo cáo" ends, if nothing else stands there; else i."""
    end = j
    while t.kinds[end] in _MERE and end < j + 6:
        end += 1
    return end if t.kinds[end] in _CLOSED else i


_MERE, _ARISES = frozenset({"WORD", "ACT", "REPORT", "PERIOD", "THIS", "ITEM", "OF"}), sense("arises")


_CLOSED = frozenset({"END", ",", ";", ")", "(", "-", "AND", ".", "UNTIL"})

_YEAR_SIGNS = frozenset({"/", "-", ",", "."})

TAILS = _YEAR_SIGNS | {"YEAR", "YEARW", "YEARKIND", "OF", "WITHIN", "PLURAL"}


def year_tail(t: Tokens, part: Part, i: int) -> tuple[Part, int]:
    """The year behind a part: "/2024", " - 2024", ", 2024", "năm 2024", ", năm 2024", "của năm sau", "năm báo cáo", "trong năm"."""
    k = t.kinds
    if k[i] not in TAILS:
        return part, i
    if k[i + 1] == "YEAR" and k[i] in _YEAR_SIGNS:
        return _of_year(part, as_int(t, i + 1)), i + 2
    if k[i] == "YEAR":
        return _of_year(part, as_int(t, i)), i + 1
    if k[i] == "PLURAL":  # "quý IV các năm 2026, 2027"
        return (_of_year(part, as_int(t, i + 2)), i + 3) if k[i + 1 : i + 3] == ["YEARW", "YEAR"] else (part, i)
    if k[i] == "/" and k[i + 1] == "NUM" and 20 <= as_int(t, i + 1) <= 49 and k[i + 2] in _CLOSED:
        return _of_year(part, 2000 + as_int(t, i + 1)), i + 2  # "quý II/26"
    j = i + 1 if k[i] in {",", "OF", "WITHIN", "/", "-"} else i
    if k[j] == "OF":
        j += 1
    if k[j] not in {"YEARW", "YEARKIND"}:
        return part, i
    return _named_year(t, part, i, j)


def _of_year(part: Part, year: int) -> Part:
    """The part in that year. (A part with a year is what most phrases hold: `_replace` takes four times as long.)"""
    grain, n, day, _, shift, yearly, edge, lunar = part
    return new(Part, (grain, n, day, year, shift, yearly, edge, lunar))


def _named_year(t: Tokens, part: Part, i: int, j: int) -> tuple[Part, int]:
    """`j` is at the word for year; `i` is where the tail began."""
    after = t.kinds[j + 1]
    if after == "YEAR":
        return _of_year(part, as_int(t, j + 1)), j + 2
    if t.kinds[i] == ",":
        return part, i
    if after in _AFTERS:
        return part._replace(shift=1, yearly=True), report_tail(t, j + 2, _YEARS)
    if after in _BEFORES and t.kinds[j + 2] not in {"DAY", "DM", "DMY", "NUM", "CLOCK"}:
        return part._replace(shift=-1, yearly=True), report_tail(t, j + 2, _YEARS)
    if after in {"REPORT", "PERIOD"} or (after in {"THIS", "NOW"} and t.values[j + 1] not in _THIS_DAY):
        return part._replace(yearly=True), j + 2
    if after == "NOW":
        return part, j + 2
    if t.kinds[i] in {"OF", "WITHIN"} and after not in {"LASTW", "FIRST", "WORD"}:
        return part._replace(yearly=True), j + 1
    return part, i


def as_int(t: Tokens, i: int) -> int:
    """The figure at token i, 0 where it is none."""
    value = t.values[i]
    return value if isinstance(value, int) else 0


def pair(t: Tokens, i: int) -> tuple[int, ...]:
    value = t.values[i]
    return value if isinstance(value, tuple) else (0, 0)


def counts(t: Tokens, i: int) -> bool:
    """Whether the figure at i counts something ("tháng 01 lần") instead of naming a month."""
    return t.kinds[i + 1] in {"ITEM", "MINUTE", "HOURW"} and t.kinds[i] != "ROMAN"
