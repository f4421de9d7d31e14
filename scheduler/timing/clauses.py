"""The timings that each clause of a phrase comes to."""

from datetime import time

from scheduler.timing.attaching import Clash, attach, bounded, recurring
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, Note
from scheduler.timing.ir import (
    Ambiguous,
    Continuous,
    Deadline,
    Freq,
    Recurring,
    Timing,
    Triggered,
    new,
)
from scheduler.timing.periods import Beat
from scheduler.timing.placing import place, range_span
from scheduler.timing.points import Edge, Grain, Link, span_of, turns_back
from scheduler.timing.rhythms import lasting, year_span
from scheduler.timing.solos import after_period, solo
from scheduler.timing.whens import When, is_day


def finish(clause: Clause, year: int, notes: list[Note]) -> list[Timing]:
    """The timings of a clause. Raises Clash where its parts do not go together."""
    if clause.beat is not None and not (clause.clash or clause.steady):
        made = _rhythm(clause, clause.beat, year)
    else:
        made = _made(clause, year)
    if clause.notes:
        notes += clause.notes
    if clause.asked_event is not None:
        return [Ambiguous((*made, Triggered(clause.asked_event.text)), "span-and-event")]
    return made


def _made(clause: Clause, year: int) -> list[Timing]:
    if clause.clash:
        return [_clash(clause, year)]
    if clause.steady:
        return [_steady(clause, year)]
    if clause.kind is not None:
        return solo(clause.kind, clause.value, clause.condition, year)
    return _undated(clause, year)


def _clash(clause: Clause, year: int) -> Timing:
    """What is asked of a clause whose parts do not go together, with what it could be."""
    if clause.clash == "continuous-and-rhythm":
        turning = [recurring(one, year) for one in clause.choices]
        return Ambiguous((Continuous(*year_span(year)), *turning), clause.clash)
    if clause.choices:
        return Ambiguous(tuple(recurring(one, year) for one in clause.choices), clause.clash)
    if clause.steady:
        return Ambiguous((Continuous(*year_span(year)),), clause.clash)
    return Ambiguous(tuple(timing for one in clause.whens for timing in place(one, year)), clause.clash)


def _undated(clause: Clause, year: int) -> list[Timing]:
    if clause.onward:
        return _onward(clause, year)
    if not clause.whens:
        raise Clash("clock-only" if clause.clocks else "length-only")
    whens = _at_their_hour(clause) if clause.clocks else clause.whens
    made = [timing for one in whens for timing in place(one, year)]
    if clause.minutes is None or (clause.clocks and all(isinstance(one, Deadline) for one in made)):
        return made  # «ngày 15/3, từ 7 giờ đến 19 giờ» as «từ 7 giờ đến 19 giờ ngày 15/3»: on that day from that hour
    if not all(isinstance(one, Recurring) for one in made):
        raise Clash("length-only")
    return [lasting(one, clause.minutes) for one in made]


def _at_their_hour(clause: Clause) -> list[When]:
    """ngày 15/6/2026, lúc 8h00: one day and its hour behind it."""
    day = clause.whens[0]
    plain = day.points is not None and not day.points.links and day.points.parts[0].grain is Grain.DAY
    if (
        not plain
        or len(clause.whens) > 1
        or len(clause.clocks) > 1
        or day.at
        or day.bound not in (Bound.NONE, Bound.BY)
    ):
        raise Clash("clock-and-date")
    return [day._replace(at=clause.clocks[0])]


def _onward(clause: Clause, year: int) -> list[Timing]:
    """… và các năm tiếp theo: continuous from the beginning of what is named."""
    points = clause.whens[0].points
    span = span_of(points.parts[0], year) if points is not None else None
    if span is None or clause.clocks or clause.minutes is not None:
        raise Clash("years-after-what")
    return [Continuous(span[0], None)]


def _rhythm(clause: Clause, beat: Beat, year: int) -> list[Timing]:
    made = _beats(clause, beat, year)
    if clause.clocks:
        made = _at_clocks(made, clause.clocks, beat)
    for limit in clause.limits:
        made = [bounded(one, limit, year) for one in made]
    if clause.minutes is not None:
        made = [lasting(one, clause.minutes) for one in made]
    if clause.total is not None:
        if len(made) != 1 or not isinstance(made[0], Recurring):
            raise Clash("total-of-what")
        made = [made[0]._replace(per_year_total=clause.total, total_approximate=clause.about)]
    return made


def _beats(clause: Clause, beat: Beat, year: int) -> list[Timing]:
    if clause.relation is not None:
        return [after_period(clause.relation, year, beat.freq)]
    if not clause.whens:
        return [recurring(beat, year)]
    days = clause.whens
    if len(days) == 1:
        return in_rhythm(beat, days[0], year)
    if beat.counted and beat.number not in (1, len(days)):
        raise Clash("count-and-days")
    if beat.counted and beat.freq is Freq.YEARLY and any(_of_one_year(one) for one in days):
        return [timing for one in days for timing in place(one, year)]  # "02 đợt: đợt 1 tháng 4, đợt 2 tháng 9/2026"
    each = beat._replace(number=1, counted=False)
    return [timing for one in days for timing in _one_day(each, one, year, len(days))]


def _of_one_year(found: When) -> bool:
    """A month or a quarter with its year."""
    return found.points is not None and not is_day(found) and any(part.year is not None for part in found.points.parts)


def _one_day(beat: Beat, found: When, year: int, many: int) -> list[Timing]:
    """A day that names its own period stands by itself in a list ("tháng cuối quý, ngày 25 tháng 6 … hằng năm")."""
    if many > 1 and found.cycles is not None:
        own = found.cycles.days[0].freq
        if own is not None and own is not beat.freq:
            return place(found, year)
    return in_rhythm(beat, found, year)


def in_rhythm(beat: Beat, found: When, year: int) -> list[Timing]:
    """The timings of a rhythm with a point, and how long each piece lasts where the point says so. Raises Clash."""
    made = attach(beat, found, year)
    return made if found.lasting is None else [lasting(one, found.lasting) for one in made]


def _at_clocks(made: list[Timing], clocks: tuple[time, ...], beat: Beat) -> list[Timing]:
    if len(made) > 1 and len(clocks) == 1:
        return [
            timing for one in made for timing in _at_clocks([one], clocks, beat)
        ]  # "thứ 2, thứ 4 hằng tuần lúc 17h00"
    if len(made) != 1 or not isinstance(made[0], Recurring) or made[0].at is not None:
        raise Clash("clock-and-date")
    plain = made[0]
    if (
        plain.season is not None
        or beat.nine
        or (plain.due is None and beat.freq not in (Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY))
    ):
        raise Clash("clock-and-date")
    if len(clocks) == 1:
        return [plain._replace(at=clocks[0])]
    if beat.freq is not Freq.DAILY or (beat.counted and beat.number != len(clocks)):
        raise Clash("clock-and-date")
    return [plain._replace(count=1, item=None, at=one) for one in clocks]


def _steady(clause: Clause, year: int) -> Timing:
    if clause.onward and clause.condition is not None:
        return Continuous(None, None)
    if clause.steady == "forever" or not clause.whens:
        made = kept_up(clause.steady, year)
        return Ambiguous((made,), "continuous-since-when") if clause.afterwards and made.end is not None else made
    return _steady_span(clause, clause.whens[0], year)


def kept_up(steady: str, year: int) -> Continuous:
    """Continuous work of which no span is named: the plan's year, or from its beginning on for ever."""
    start, end = year_span(year)
    return new(Continuous, (start, None if steady == "forever" else end, False))


def _steady_span(clause: Clause, found: When, year: int) -> Timing:
    points = found.points
    if points is not None and found.bound in _TO_END and points.parts[-1].edge is Edge.LAST:
        points = points._replace(
            parts=(*points.parts[:-1], points.parts[-1]._replace(edge=Edge.NONE))
        )  # "đến cuối năm"
    if points is None or not points.are_placed():
        raise Clash("span-of-continuous")
    if clause.onward or found.bound in (Bound.FROM, Bound.FROM_EVENT, Bound.ONWARD):
        span = span_of(points.parts[0], year)
        if span is None:
            raise Clash("span-of-continuous")
        return Continuous(span[0], None)
    if Link.RANGE in points.links:
        span = None if turns_back(points, year) else range_span(points, year)
    elif len(points.parts) == 1:
        span = span_of(points.parts[0], year)
    else:
        span = None
    if span is None or span[0] > span[1]:
        raise Clash("span-of-continuous")
    if found.bound in (Bound.UNTIL, Bound.NOW_TO):
        return Continuous(None if found.bound is Bound.NOW_TO else year_span(year)[0], span[1])
    return Continuous(*span)


_TO_END = (Bound.UNTIL, Bound.NOW_TO)
