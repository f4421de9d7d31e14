"""Rules for lists, ranges and alternatives of points of the calendar: tokens → Points."""

from collections.abc import Callable

from scheduler.timing.days import day_words
from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.months import month_figure, quarter_figure
from scheduler.timing.parts import RULES as POINT_RULES
from scheduler.timing.parts import point
from scheduler.timing.plain import LEADS, plain
from scheduler.timing.points import Edge, Grain, Link, Part, Points, fill_in
from scheduler.timing.stretches import week_of_month
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, Found, as_int, year_tail

_EVEN = sense("even")

_DAY, _MONTH, _QUARTER, _SHARP = Grain.DAY, Grain.MONTH, Grain.QUARTER, Edge.NONE
_LIST, _RANGE, _FIRST, _YEAR = Link.LIST, Link.RANGE, Edge.FIRST, Grain.YEAR

LINKS = {
    ",": Link.LIST,
    "AND": Link.LIST,
    ";": Link.LIST,
    "+": Link.LIST,
    "-": Link.RANGE,
    "UNTIL": Link.RANGE,
    "OR": Link.OR,
    "/": Link.OR,
}
_JOINTS = {"AND": Link.LIST, "OR": Link.OR}
"""Behind a comma these words say how the point goes on: ", và", ", hoặc"."""


_UNITS = frozenset({"MONTH", "DAY", "WEEK", "QUARTER", "ITEM", "MINUTE", "HOURW", "WORKDAY", "WORD", "PERIOD", "/"})


def _carried(t: Tokens, i: int, before: Part) -> Found:
    """A bare figure that goes on with the list: "quý II, III", "tháng 10, 11 năm 2025", "ngày 10 và 25"."""
    if t.kinds[i] not in _CARRIED:
        return None
    if before.grain is _DAY and before.n and t.kinds[i] in _MONTH_FIGURES and _of_months(t, i, before.n):
        month = month_figure(t, i)
        return (month[0]._replace(grain=_DAY, day=before.day), month[1]) if month is not None else None
    if t.kinds[i] in NUMBERS:
        if before.grain is _DAY:
            named = t.kinds[i + 1] == "MONTH" and (t.kinds[i + 2] in NUMBERS or t.kinds[i + 2] == "MY")
            return day_words(t, i) if named or t.kinds[i + 1] not in _UNITS else None
        if t.kinds[i + 1] in _UNITS and not (t.kinds[i + 1] == "/" and t.kinds[i + 2] == "YEAR"):
            return None
        if t.kinds[i + 1] == "YEARW" and t.kinds[i + 2] in {"ITEM", "END", ",", "AND"}:
            return None
    if before.grain is _QUARTER:
        return quarter_figure(t, i)
    if before.grain is _MONTH:
        return month_figure(t, i)
    return None


_MONTH_FIGURES = NUMBERS | {"MY"}
_CARRIED = _MONTH_FIGURES | {"DM"}


def _of_months(t: Tokens, i: int, before: int) -> bool:
    """ngày 20 tháng 3, 6, 9 và 12: later figures in a list that began with the word for month are months."""
    value = t.values[i]
    number = value[0] if isinstance(value, tuple) else value
    if (
        not isinstance(number, int)
        or not before < number <= 12
        or t.kinds[i + 1] == "MONTH"
        or t.kinds[i + 1] in _UNITS
    ):
        return False
    j = i - 1
    while t.kinds[j] in {",", "AND"} and t.kinds[j - 1] in NUMBERS and j > 1:
        j -= 2
    return t.kinds[j] == "MONTH"


def points(t: Tokens, i: int) -> tuple[Points, int] | None:
    """A point, a list ("quý I, II và IV"), a range ("tháng 11 - 12/2025") or an alternative; with shared years filled in."""
    first = plain(t, i) if t.kinds[i] in LEADS else None
    return going_on(t, *first) if first is not None else other_points(t, i)


def other_points(t: Tokens, i: int) -> tuple[Points, int] | None:
    """As `points`, where the first of them is not plain."""
    kind = t.kinds[i]
    several = _SEVERAL.get(kind)
    if several is not None and (listed := several(t, i)) is not None:
        return listed
    rule = POINT_RULES.get(kind)
    first = rule(t, i) if rule is not None else None
    return going_on(t, new(Points, ((first[0],), ())), first[1]) if first is not None else None


def going_on(t: Tokens, point: Points, j: int) -> tuple[Points, int]:
    """The point that ends at j, and what goes on with it as a list, a range or an alternative."""
    if t.kinds[j] not in LINKS or (step := _next(t, j, point[0][0])) is None:
        return point, j
    parts, links = [*point[0]], list[Link]()
    while step is not None:
        part, link, j = step
        if links and links[-1] is _LIST and parts[-2].year is None and part[:3] == parts[-1][:3] and part.year:
            link = Link.OR  # "tháng 11, 12/2025 và 2026": both months of each year?
        parts.append(part)
        links.append(link)
        step = _next(t, j, part)
    _whole(parts, links)
    fill_in(parts, links)
    return new(Points, (tuple(parts), tuple(links))), j


def _whole(parts: list[Part], links: list[Link]) -> None:
    """từ đầu tháng 3 đến cuối tháng 5: the beginning of the first and the end of the last are what a range takes in anyway."""
    for at, link in enumerate(links):
        first, last = parts[at], parts[at + 1]
        if link is _RANGE and (first.edge or last.edge) and first.edge is not Edge.MIDDLE and last.edge in _TO_END:
            parts[at : at + 2] = first._replace(edge=Edge.NONE), last._replace(edge=Edge.NONE)


_TO_END = (_SHARP, Edge.LAST)


def _day_of_months(t: Tokens, i: int) -> tuple[Points, int] | None:
    """ngày 15 (của) các tháng 3, 6, 9 và 12: that day in each of them."""
    j = i + 1 if t.kinds[i] == "DAY" else i
    if t.kinds[j] != "NUM" or t.kinds[j + 1] not in {"OF", "PLURAL"} or not 1 <= as_int(t, j) <= 31:
        return None
    at = j + 2 if t.kinds[j + 1] == "OF" else j + 1
    if t.kinds[at] != "PLURAL" or t.kinds[at + 1] != "MONTH":
        return None
    months = points(t, at)
    if (
        months is None
        or any(part.grain is not Grain.MONTH for part in months[0].parts)
        or Link.RANGE in months[0].links
    ):
        return None
    return Points(
        tuple(part._replace(grain=Grain.DAY, day=as_int(t, j)) for part in months[0].parts), months[0].links
    ), months[1]


def _weeks(t: Tokens, i: int) -> tuple[Points, int] | None:
    """tuần 1, 2 tháng 12/2025; tuần I, II và III tháng 7; tuần 3 - 4 tháng 11: the weeks of one month."""
    numbers, links, j = [as_int(t, i + 1)], [], i + 2
    while t.kinds[j - 1] in _WEEK_FIGURES and t.kinds[j] in {",", "AND", "-"}:
        links.append(Link.RANGE if t.kinds[j] == "-" else Link.LIST)
        at = j + 2 if t.kinds[j + 1] == "WEEK" else j + 1
        numbers.append(as_int(t, at))
        j = at + 1
    if not links or any(not 1 <= number <= 4 for number in numbers[:-1]):
        return None
    last = week_of_month(t, j - 2)
    if last is None:
        return None
    return Points(tuple(last[0]._replace(day=n or last[0].day) for n in numbers), tuple(links)), last[1]


_WEEK_FIGURES = frozenset({"NUM", "ROMAN"})


def _every_other(t: Tokens, i: int) -> tuple[Points, int] | None:
    """(các) tháng chẵn, tháng lẻ (trong năm, của năm 2026): each of the six months."""
    j = i + 1 if t.kinds[i] == "PLURAL" else i
    if t.kinds[j] != "MONTH" or t.kinds[j + 1] != "PARITY":
        return None
    first, j = 2 if t.values[j + 1] in _EVEN else 1, j + 2
    at = j + 1 if t.kinds[j] in {"WITHIN", "OF"} else j
    part, end = year_tail(t, Part(_MONTH), at) if t.kinds[at] == "YEARW" else (Part(_MONTH), j)
    if end == at and at > j and t.kinds[at] == "YEARW":
        end = at + 1
    months = tuple(part._replace(n=n) for n in range(first, 13, 2))
    return Points(months, (Link.LIST,) * 5), max(j, end)


_SEVERAL: dict[str, Callable[[Tokens, int], tuple[Points, int] | None]] = {
    "DAY": _day_of_months,
    "NUM": _day_of_months,
    "WEEK": _weeks,
    "MONTH": _every_other,
    "PLURAL": _every_other,
}


def _next(t: Tokens, i: int, before: Part) -> tuple[Part, Link, int] | None:
    kinds = t.kinds
    link, j = LINKS.get(kinds[i]), i + 1
    if link is _LIST and kinds[j] in _JOINTS:
        link, j = _JOINTS[kinds[j]], j + 1
    if link is None or kinds[j] not in _BEGINS:
        return None
    if kinds[j] == "YEAR" and before.year is not None and before.grain < _YEAR and kinds[i] in _SAME_AGAIN:
        # "quý IV/2026, 2027": the same part of each year; behind a dash that, or all until then?
        return before._replace(year=as_int(t, j)), Link.OR if link is _RANGE else link, j + 1
    if before.grain is _DAY and before.year and link is _LIST and kinds[j : j + 2] == ["YEARW", "YEAR"]:
        return before._replace(year=as_int(t, j + 1)), link, j + 2  # "trước ngày 15/12/2025 và năm 2026"
    if kinds[i] in {";", "/"} and kinds[j] not in {"QUARTER", "MONTH", "ROMAN", "DAY"}:
        return None
    if before[0] is _MONTH and (kinds[i - 2] == "QUARTER" or (kinds[i - 1] == "YEAR" and kinds[i - 4] == "QUARTER")):
        return _of_next_quarter(t, j, before, link)
    found = _carried(t, j, before) or point(t, j)
    if (
        found is not None
        and link is _LIST
        and before.grain is _DAY
        and found[0].grain is _MONTH
        and _worded(t, i, before)
    ):
        found = found[0]._replace(grain=_DAY, day=before.day), found[1]  # "ngày 15 tháng 6 và tháng 12"
    if found is None or not _fits(before, found[0], link) or (kinds[i] == "/" and found[0].grain is _DAY):
        return None
    return found[0], link, found[1]


def _of_next_quarter(t: Tokens, i: int, before: Part, link: Link) -> tuple[Part, Link, int] | None:
    """tháng cuối (của) quý II và quý IV; tháng đầu quý I, III: that month of each of them."""
    found = quarter_figure(t, i + 1 if t.kinds[i] == "QUARTER" else i)
    if found is None:
        return None
    inner, end = found
    return inner._replace(grain=_MONTH, n=3 * inner.n - (-before.n % 3)), link if link is _LIST else Link.OR, end


_BEGINS = _CARRIED | POINT_RULES.keys()
"""The first words of what may go on with a list."""


def _worded(t: Tokens, i: int, before: Part) -> bool:
    """Whether the day that ends at i was said with the word for month, and no year: a month behind it has that day too.

    (Behind a bound the months are sorted out later: `neighbours.in_other_months`.)"""
    if not _BOUNDS.isdisjoint(t.kinds):
        return False
    return (
        before.year is None
        and not before.lunar
        and before.n > 0
        and t.kinds[i - 2] == "MONTH"
        and t.kinds[i - 1] in NUMBERS
    )


_BOUNDS = frozenset({"BEFORE", "BY"})
_SAME_AGAIN = frozenset({",", "AND", "-", ";", "OR"})


def _fits(before: Part, after: Part, link: Link) -> bool:
    if link is _RANGE:
        return before.edge is _SHARP or (before.edge is _FIRST and after.edge in _TO_END)
    return before.grain is after.grain and before.edge is after.edge
