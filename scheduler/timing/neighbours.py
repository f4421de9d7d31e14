"""How a point stands to the point said before it: the same days, the period that it names, the end of its stretch."""

from scheduler.timing.atom import DEPTH, JOINED, SEP, Plain, Sep
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause
from scheduler.timing.ir import Freq, Weekday
from scheduler.timing.placing import place
from scheduler.timing.points import Grain, Link, Part, Points, fill, span_of
from scheduler.timing.whens import When, is_day


def same_nature(before: When, when: When) -> bool:
    if before.ends is not when.ends or before.done is not when.done:
        return before.done and is_day(before) and is_day(when)
    return is_day(before) is is_day(when) or (
        before.cycles is not None and when.points is not None and when.bound is Bound.NONE
    )


def inherit(before: When, when: When) -> When:
    """In a list of days the bound said once holds for all; a day of the month said once goes on to bare months."""
    points = when.points
    if when.bound is not Bound.NONE:
        return when
    if is_day(when):
        return when._replace(bound=before.bound, at=when.at or before.at)
    if before.cycles is None or points is None or not all(part.grain is Grain.MONTH for part in points.parts):
        return when
    day = before.cycles.days[0].monthday
    if day is None:
        return when
    days = tuple(part._replace(grain=Grain.DAY, day=day, yearly=True) for part in points.parts)
    return when._replace(bound=before.bound, points=Points(days, points.links))


def refines(clause: Clause, when: When, atom: Plain, year: int) -> bool:
    """A year and then, in brackets or behind a comma, the part of it that is meant: "năm 2026 (quý II)"."""
    before = clause.whens[-1].points
    if (
        before is None
        or when.points is None
        or len(before.parts) != 1
        or before.parts[0].grain is not Grain.YEAR
        or before.parts[0].edge
    ):
        return False
    if clause.whens[-1].bound not in (Bound.NONE, Bound.WITHIN) or not (atom[DEPTH] or atom[SEP] in JOINED):
        return False
    outer = span_of(before.parts[0], year)
    inner = [span_of(_dated(part, before.parts[0]), year) for part in when.points.parts]
    return (
        outer is not None
        and all(one is not None and outer[0] <= one[0] and one[1] <= outer[1] for one in inner)
        and any(part.grain is not Grain.YEAR for part in when.points.parts)
    )


def _dated(part: Part, outer: Part) -> Part:
    return part if part.year is not None or part.shift or part.n == 0 else part._replace(year=outer.year)


def within_year(before: When, when: When) -> When:
    if when.points is None or before.points is None:
        return when
    outer = before.points.parts[0]
    return when._replace(points=Points(tuple(_dated(part, outer) for part in when.points.parts), when.points.links))


def is_label(before: When) -> bool:
    """ "Quý I: trước ngày 15/3": the period of the report that falls due."""
    return (
        before.points is not None
        and before.bound is Bound.NONE
        and all(part.grain >= Grain.MONTH for part in before.points.parts)
    )


def in_other_months(before: When, when: When, atom: Plain) -> When | None:
    """trước ngày 10 tháng 3, tháng 6, tháng 9 và tháng 12: the same day of the months behind it."""
    if atom[SEP] not in (Sep.COMMA, Sep.AND) or before.points is None or when.points is None or when.bound:
        return None
    last, months = before.points.parts[-1], when.points.parts
    if before.bound not in (Bound.BEFORE, Bound.BY) or last.grain is not Grain.DAY or not last.n or last.year:
        return None
    if Link.RANGE in when.points.links or any(part.grain is not Grain.MONTH or part.edge for part in months):
        return None
    days = tuple(part._replace(grain=Grain.DAY, day=last.day) for part in months)
    return before._replace(points=Points(days, when.points.links))


def labels(before: When, when: When, atom: Plain) -> bool:
    """Behind a colon, or (a day with a bound) right behind the period of a report: "Quý I trước ngày 15/3"."""
    if atom[SEP] is Sep.COLON:
        return True
    half = before.points is not None and before.points.parts[0].grain is Grain.MONTHS
    near = atom[SEP] is Sep.NONE and (not atom[DEPTH] or half)  # "6 tháng đầu năm (trước ngày 20/6)"
    return near and when.bound in (Bound.BEFORE, Bound.BY) and is_day(when)


def weekday_alone(when: When) -> Weekday | None:
    """The day of the week where that is all the point names."""
    cycles = when.cycles
    if cycles is None or len(cycles.days) > 1 or cycles.days[0].nth is not None:
        return None
    return cycles.days[0].weekday


def own_rhythm(when: When) -> Freq | None:
    """The period that days which come round name themselves ("ngày 20 của tháng", "ngày 05 tháng sau"), where it is one."""
    cycles = when.cycles
    if cycles is None or cycles.choice or cycles.stretch or any(one.edge or one.month for one in cycles.days):
        return None
    named = {one.freq or (Freq.MONTHLY if one.offset is not None else None) for one in cycles.days}
    return named.pop() if len(named) == 1 else None


def with_its_weekday(before: When, when: When) -> When | None:
    """A date and the day of the week that it falls on, in either order: "thứ Sáu, ngày 20/11/2026"; the date with its hour."""
    dated, other = (when, before) if when.points is not None else (before, when)
    if weekday_alone(other) is None or not _single(dated) or not is_day(dated):
        return None
    if dated.bound and other.bound:
        return None
    return dated._replace(bound=dated.bound or other.bound, at=dated.at or other.at)


def falls_on(dated: When, before: When, when: When, year: int) -> bool:
    weekday = weekday_alone(before) or weekday_alone(when)
    day = span_of(dated.points.parts[0], year) if dated.points is not None else None
    return day is None or weekday is None or list(Weekday)[day[0].weekday()] is weekday


def narrower(before: When, when: When, year: int) -> When | None:
    """A stretch and, in brackets, one inside it or around it: "quý III (tháng 8)", "tháng 9/2026 (quý III)": the shorter holds."""
    if not (_plain_stretch(before) and _plain_stretch(when)) or before.points is None or when.points is None:
        return None
    one, two = span_of(before.points.parts[0], year), span_of(when.points.parts[0], year)
    if one is None or two is None:
        return None
    if one[0] <= two[0] and two[1] <= one[1]:
        return when._replace(bound=before.bound, done=before.done)
    return before if two[0] <= one[0] and one[1] <= two[1] else None


def _plain_stretch(when: When) -> bool:
    points = when.points
    if points is None or points.links or points.are_vague() or when.at is not None:
        return False
    return Grain.WEEK <= points.parts[0].grain <= Grain.QUARTER and when.bound in (Bound.NONE, Bound.WITHIN)


def same_days(before: When, when: When, year: int) -> bool:
    """The same stretch said twice: "quý II/2026 (từ tháng 4 đến tháng 6/2026)"."""
    return before.bound in (Bound.NONE, Bound.WITHIN) and place(before, year) == place(when, year)


def last_day_of(before: When, when: When, year: int) -> bool:
    """trong quý I, chậm nhất 31/3: the day by which the stretch ends anyway."""
    if before.points is None or when.points is None or is_day(before) or before.bound not in (Bound.NONE, Bound.WITHIN):
        return False
    if (
        len(before.points.parts) > 1
        or not _single(when)
        or when.bound not in (Bound.BY, Bound.UNTIL)
        or not is_day(when)
    ):
        return False
    outer, day = span_of(before.points.parts[0], year), span_of(when.points.parts[0], year)
    return outer is not None and day is not None and outer[1] == day[0]


def inside(before: When, when: When, year: int) -> bool:
    """A month or quarter and then, behind a comma, a day with a bound, or the end of a later one: which is meant?"""
    points = when.points
    if before.points is None or points is None or is_day(before):
        return False
    outer, inner = span_of(before.points.parts[0], year), points.parts[0]
    span = span_of(inner, year) if inner.n else None
    if outer is None or span is None:
        return False
    if before.done and when.done and outer[1] < span[0]:
        return False  # "cơ bản hoàn thành trong quý III, hoàn thành toàn bộ trước 15/12": two stages
    if is_day(when):
        return when.bound not in (Bound.NONE, Bound.FROM) and before.bound in _STANDING
    if outer[0] > span[0]:
        return False
    return before.bound is Bound.NONE and when.bound in (Bound.BEFORE, Bound.BY, Bound.UNTIL)


_STANDING = (Bound.NONE, Bound.WITHIN)


def names_report(before: When, when: When, year: int) -> bool:
    """trước ngày 10/6 (6 tháng đầu năm), trước ngày 17/3 (quý I): a day by which, and the stretch reported on that then ends."""
    points, day = when.points, before.points
    if before.bound not in (Bound.BEFORE, Bound.BY) or not is_day(before) or points is None or day is None:
        return False
    if when.bound is not Bound.NONE or len(points.parts) > 1 or points.parts[0].grain not in _REPORTED:
        return False
    stretch, due = span_of(points.parts[0], year), span_of(day.parts[-1], year)
    return stretch is not None and due is not None and -31 <= (due[0] - stretch[1]).days <= 31


_REPORTED = (Grain.QUARTER, Grain.MONTHS)


def ends_range(before: When, when: When) -> bool:
    """8h00 ngày A, kết thúc trước 17h00 ngày B; từ tháng A, hoàn thành trước ngày B: from A to B."""
    if before.bound is Bound.FROM and when.done and not before.done and _single(before) and _single(when):
        return when.bound in (Bound.NONE, Bound.BY, Bound.UNTIL, Bound.WITHIN) or (
            when.bound is Bound.BEFORE and is_day(when)
        )
    return (
        when.ends
        and not before.ends
        and is_day(before) is is_day(when)
        and (is_day(before) or before.bound is Bound.FROM or before.begins)
        and _single(before)
        and _single(when)
        and before.bound in (Bound.NONE, Bound.FROM, Bound.WITHIN)
    )


def _single(when: When) -> bool:
    return when.points is not None and len(when.points.parts) == 1 and when.points.parts[0].n > 0


def range_of(before: When, when: When) -> When:
    if before.points is None or when.points is None:
        return before
    parts = fill(Points((before.points.parts[0], when.points.parts[0]), (Link.RANGE,)))
    return When(Bound.FROM_TO, parts, open_end=when.bound is Bound.BEFORE and when.at is None)
