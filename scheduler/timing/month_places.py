"""Which month of which period a cyclic day lies in: "tháng cuối quý", "tháng đầu quý sau", "tháng tiếp theo": tokens → Cycle."""

from scheduler.timing.ir import Anchor, Freq, Weekday, new
from scheduler.timing.lexicon import sense
from scheduler.timing.months import ORDINALS
from scheduler.timing.points import Edge
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int, report_tail

_AFTERS = frozenset({"NEXT", "AFTER"})
ENDS = {"FIRST": Anchor.FIRST, "LASTW": Anchor.LAST}
_COMING = sense("coming")


class Cycle(NamedTuple):
    """A day named by its place in a period whose number is not said.

    freq: the period where the words name it; offset: months after the reported period; edge: vague ("cuối quý").
    start: the first day of a stretch of days ("trung tuần hằng tháng": 11) that ends on `monthday`.
    after: which working day behind the period (offset -1: behind the month before, and so of the month itself).
    nth: which weekday of that name in the month (-1 the last); year: the year of a `month` that is one of that year alone.
    """

    freq: Freq | None = None
    monthday: int | None = None
    weekday: Weekday | None = None
    anchor: Anchor | None = None
    offset: int | None = None
    month: int | None = None
    workday: bool = False
    edge: Edge = Edge.NONE
    vague_period: bool = False
    start: int | None = None
    nth: int | None = None
    year: int | None = None
    after: int | None = None


class Cycles(NamedTuple):
    """Days of this kind: one, or several that all hold, or that stand to choice."""

    days: tuple[Cycle, ...]
    choice: bool = False
    stretch: bool = False


def one_day(day: Cycle, j: int) -> tuple[Cycles, int]:
    """The reading of one such day that ends at token j."""
    return new(Cycles, ((day,), False, False)), j


_PERIODS = (None, *Freq)
_AFTER = {freq: Cycle(freq, offset=1) for freq in _PERIODS}
_WITHIN = {(anchor, freq): Cycle(freq, anchor=anchor) for anchor in Anchor for freq in _PERIODS}
_WITHIN[Anchor.FIRST, Freq.YEARLY] = Cycle(Freq.YEARLY, month=1)
"""The first or last month of a period, and the one after it. (Made once: many phrases name one of them.)"""
_FIRST, _QUARTERLY = Anchor.FIRST, Freq.QUARTERLY


def month_place(t: Tokens, i: int) -> tuple[tuple[Cycle, ...], int] | None:
    """Which month of which period: tháng cuối quý, tháng đầu quý sau, tháng tiếp theo (sau quý báo cáo), tháng cuối kỳ."""
    kinds = t.kinds
    if kinds[i] != "MONTH":
        return None
    j = i + 1
    if kinds[j] in _AFTERS or t.values[j] in _COMING:
        return _next_month(t, j + 1)
    if kinds[j] == "OF" and kinds[j + 1] in ENDS:
        j += 1
    if kinds[j] in _ORDINALS and (later := _nth_after(t, j)) is not None:
        return later
    anchor = ENDS.get(kinds[j]) or (Anchor.LAST if _of_quarter(t, j, 3, "TU") else None)
    if anchor is None:
        return _second(t, j)
    j += 2 if kinds[j] == "ORDW" else 1
    while kinds[j] in {"OF", "EACH", "PLURAL"} or (kinds[j] == "WITHIN" and kinds[j + 1] == "QUARTER"):
        j += 1
    return _end_of(t, j, anchor)


_ORDINALS = frozenset({"ORDW", "WEEKDAY", "FIRST"})
_PERIOD_KINDS = {"MONTH": Freq.MONTHLY, "QUARTER": Freq.QUARTERLY, "YEARW": Freq.YEARLY, "YEARKIND": Freq.YEARLY}


def _nth_after(t: Tokens, i: int) -> tuple[tuple[Cycle, ...], int] | None:
    """tháng thứ 3 kể từ ngày kết thúc năm (tài chính); tháng thứ hai của quý sau: so many months behind the period."""
    kinds = t.kinds
    number = as_int(t, i + 1) if kinds[i] == "ORDW" else ORDINALS.get(str(t.values[i]), 1 if kinds[i] == "FIRST" else 0)
    j = i + 2 if kinds[i] == "ORDW" else i + 1
    if not 1 <= number <= 11:
        return None
    if kinds[j] == "OF" and kinds[j + 1] == "QUARTER" and kinds[j + 2] in _AFTERS and number > 1:
        return (Cycle(Freq.QUARTERLY, offset=number),), report_tail(t, j + 3)
    if kinds[j] not in {"FROM", "KHI", "AFTER"}:
        return None
    j = j + 2 if kinds[j + 1] == "DAY" else j + 1
    freq = _PERIOD_KINDS.get(kinds[j + 1]) if kinds[j] == "FINISH" else None
    if freq is None or not (closes(t, j + 2) or kinds[j + 2] in {"REPORT", "THIS"}):
        return None
    return (Cycle(freq, offset=number),), j + 2 if closes(t, j + 2) else j + 3


def _of_quarter(t: Tokens, i: int, number: int, word: str) -> int:
    """tháng thứ ba (thứ 3) của quý: where the word for quarter ends; 0 where it is another month. `word`: the ordinal's value."""
    j = i + 2 if t.kinds[i] == "ORDW" and t.values[i + 1] == number else i + 1 if t.values[i] == word else 0
    j = j + 1 if j and t.kinds[j] in {"OF", "EACH", "WITHIN"} else j
    return j + 1 if j and t.kinds[j] == "QUARTER" else j if j and _of_named_quarter(t, j) else 0


def _of_named_quarter(t: Tokens, i: int) -> bool:
    """Hằng quý, ngày 20 tháng cuối; hằng quý (ngày 25 của tháng thứ ba): the quarter was said before."""
    return closes(t, i) and "QUARTER" in t.kinds[:i]


def _second(t: Tokens, i: int) -> tuple[tuple[Cycle, ...], int] | None:
    """tháng thứ hai của quý: the month before its last."""
    j = _of_quarter(t, i, 2, "MO") or _mid_quarter(t, i)
    return ((Cycle(Freq.QUARTERLY, offset=-1),), j) if j and (closes(t, j) or t.kinds[j] == "(") else None


def _mid_quarter(t: Tokens, i: int) -> int:
    """tháng giữa (của) quý: as _of_quarter."""
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    return j + 1 if t.kinds[i] == "MID" and t.kinds[j] == "QUARTER" else 0


def _next_month(t: Tokens, i: int) -> tuple[tuple[Cycle, ...], int]:
    end = report_tail(t, i)
    kinds = t.kinds[i:end]
    freq = (
        Freq.QUARTERLY
        if "QUARTER" in kinds
        else Freq.MONTHLY
        if "MONTH" in kinds
        else Freq.YEARLY
        if "YEARW" in kinds
        else None
    )
    if end == i and t.kinds[i] == "AND":
        end = i
    return (_AFTER[freq],), end


def _end_of(t: Tokens, i: int, anchor: Anchor) -> tuple[tuple[Cycle, ...], int] | None:
    """The period whose first or last month it is; "sau" behind it makes it the period after the reported one."""
    kinds = t.kinds
    kind = kinds[i]
    if kind == "QUARTER":
        freq: Freq | None = _QUARTERLY
        j = i + 1
    elif kind == "PERIOD":
        freq, j = None, i + 1
    elif kind == "NUM" and as_int(t, i) == 6 and kinds[i + 1] == "MONTH":
        freq, j = Freq.HALF_YEARLY, i + 2
    elif kind in {"YEARW", "YEARKIND"} and kinds[i + 1] != "YEAR":
        freq, j = Freq.YEARLY, i + 1
    elif _of_named_quarter(t, i):
        return (_WITHIN[anchor, None],), i
    else:
        return None
    if kinds[j] in {"ROMAN", "MY"} or (kinds[j] == "NUM" and kind == "QUARTER"):
        return None
    if kinds[j] in _AFTERS:
        return ((_AFTER[freq],), report_tail(t, j + 1)) if anchor is _FIRST else None
    if kinds[j] in {"PREV", "BEFORE"} and kinds[j + 1] in {"END", ",", ")"}:
        return None
    j = j + 1 if kinds[j] in {"REPORT", "THIS", "PERIOD"} else report_tail(t, j)
    first = _WITHIN[anchor, freq]
    if kinds[j] not in _LISTING:
        return (first,), j
    rest, j = _more_periods(t, j, anchor)
    return (first, *rest), j


_LISTING = frozenset({",", "AND"})


def _more_periods(t: Tokens, i: int, anchor: Anchor) -> tuple[tuple[Cycle, ...], int]:
    """The list that may follow "tháng cuối của quý": ", 6 tháng, 9 tháng và năm"."""
    found: list[Cycle] = []
    end = i
    while (step := _another_period(t, end, anchor)) is not None:
        found.append(step[0])
        end = step[1]
    return tuple(found), end


def _another_period(t: Tokens, i: int, anchor: Anchor) -> tuple[Cycle, int] | None:
    j = i
    while t.kinds[j] in _LISTING:
        j += 1
    if j == i:
        return None
    if t.kinds[j] == "NUM" and t.kinds[j + 1] == "MONTH" and as_int(t, j) in (6, 9):
        cycle = Cycle(Freq.HALF_YEARLY, anchor=anchor) if as_int(t, j) == 6 else Cycle(Freq.YEARLY, month=9)
        return (cycle, j + 2) if closes(t, j + 2) else None
    if t.kinds[j] == "YEARW" and closes(t, j + 1):
        return Cycle(Freq.YEARLY, month=12 if anchor is Anchor.LAST else 1), j + 1
    return None


def closes(t: Tokens, i: int) -> bool:
    return t.kinds[i] in {"END", ",", "AND", ")", ";", ".", "EACH"}
