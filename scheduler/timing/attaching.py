"""A rhythm and a point that belong together → timings: the due day, the season or the span of the rhythm; or a clash."""

from datetime import date

from scheduler.timing.bounds import Bound
from scheduler.timing.cyclic import cyclic
from scheduler.timing.ir import Ambiguous, Anchor, DueDay, Freq, Recurring, Timing, new
from scheduler.timing.month_places import Cycles
from scheduler.timing.periods import Beat
from scheduler.timing.placing import no_such_day, one_stretch, place, range_span
from scheduler.timing.points import Edge, Grain, Link, Part, Points, span_of, turns_back
from scheduler.timing.rhythms import monthday, rhythm, year_span, yearly_day, yearly_season
from scheduler.timing.whens import When

_DAYS = (Bound.NONE, Bound.BEFORE, Bound.BY, Bound.UNTIL, Bound.WITHIN)
_SPANS = (Bound.NONE, Bound.WITHIN)
_SEASONAL = (*_SPANS, Bound.FROM_TO)
_DAY, _YEAR, _RANGE, _OR = Grain.DAY, Grain.YEAR, Link.RANGE, Link.OR
_YEARLY, _HALF_YEARLY, _MONTHLY = Freq.YEARLY, Freq.HALF_YEARLY, Freq.MONTHLY


class Clash(Exception):
    """The rhythm and the point do not go together; `code` names how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def recurring(beat: Beat, year: int) -> Recurring:
    """The rhythm over the plan's year."""
    start, end = year_span(year)
    due = DueDay(month=9) if beat.nine else None
    return new(
        Recurring, (beat.freq, start, end, beat.number, beat.every, due, None, None, None, False, beat.item, None, None)
    )


def attach(beat: Beat, found: When, year: int) -> list[Timing]:
    """The timings of a rhythm with a point. Raises Clash."""
    if found.cycles is not None:
        return _cycles(beat, found, year)
    points = found.points
    if points is None:
        raise Clash("rhythm-and-point")
    parts, links = points
    if not links and (part := parts[0])[0] is _DAY and found[0] in _DAYS and not (part.edge or part.lunar):
        return [_day(beat, found, part, year)]
    if points.are_lunar():
        return _by_moon(beat, found, year)
    if (links and _OR in links) or points.are_vague():
        return [_asked(beat, found, points, year)]
    if points.are_days() and found.bound in _DAYS and _RANGE not in links:
        return _days(beat, found, points, year)
    if parts[0].grain is _DAY and all(part.grain is _DAY and part.n == 0 for part in parts):
        return [_monthday_span(beat, found, points, year)]
    return _spans(beat, found, points, year)


def _by_moon(beat: Beat, found: When, year: int) -> list[Timing]:
    """10/3 âm lịch hằng năm: the day on which it falls in the plan's year."""
    if beat.freq is not _YEARLY or beat.every != 1 or beat.counted:
        raise Clash("rhythm-and-day")
    return place(found, year)


def _counted(beat: Beat, made: Timing) -> Timing:
    """The count and the noun of the rhythm given to what was made of its day."""
    if isinstance(made, Recurring) and beat.counted:
        return made._replace(count=beat.number, item=beat.item)
    return made


def _shared(beat: Beat, many: int) -> Beat:
    """The rhythm for each of several days: 02 lần/năm on two days is once on each."""
    if many <= 1:
        return beat
    if beat.counted and beat.number not in (1, many):
        raise Clash("count-and-days")
    return beat._replace(number=1, counted=False)


def _cycles(beat: Beat, found: When, year: int) -> list[Timing]:
    cycles = found.cycles
    if cycles is None or (beat.every != 1 and not _one_weekday(beat, cycles)):
        raise Clash("rhythm-and-day")
    working_week = cycles.stretch and all(one.weekday for one in cycles.days)
    if working_week and found.bound is Bound.FROM:
        found = found._replace(bound=Bound.NONE)  # "từ thứ Hai đến thứ Sáu hằng tuần"
    if len(cycles.days) > 1 and all(one.freq not in (None, beat.freq) for one in cycles.days):
        raise Clash("rhythm-and-day")
    each = _shared(beat, len(cycles.days))
    made: list[Timing] = []
    for one in cycles.days:
        if one.freq is not None and one.freq is not beat.freq and len(cycles.days) == 1:
            raise Clash("rhythm-and-day")
        freq = None if len(cycles.days) > 1 and one.freq is not None else beat.freq
        if one.anchor is not None and one.freq is None and beat.freq is _MONTHLY:
            raise Clash("rhythm-and-day")
        made.append(_turned(each, _counted(each, cyclic(found, one, year, freq))))
    if cycles.choice:
        return [Ambiguous(tuple(made), "either-of-two")]
    if cycles.stretch and not working_week:
        return [Ambiguous((), "stretch-without-day")]
    return made


def _one_weekday(beat: Beat, cycles: Cycles) -> bool:
    """02 tuần một lần vào thứ Sáu."""
    return beat.freq is Freq.WEEKLY and len(cycles.days) == 1 and cycles.days[0].freq is Freq.WEEKLY


def _turned(beat: Beat, made: Timing) -> Timing:
    return made._replace(every=beat.every) if beat.every != 1 and isinstance(made, Recurring) else made


def _days(beat: Beat, found: When, points: Points, year: int) -> list[Timing]:
    named = [part.n for part in points.parts if part.n]
    if not named:
        each = _shared(beat, len(points.parts))
        return [_counted(each, _monthday(beat, found, part, year)) for part in points.parts]
    if beat.every != 1 or len(named) < len(points.parts) or any(part.lunar for part in points.parts):
        raise Clash("rhythm-and-day")
    return [_yearly(beat, found, part, year, len(named)) for part in points.parts]


def _day(beat: Beat, found: When, part: Part, year: int) -> Timing:
    if not part.n:
        return _counted(beat, _monthday(beat, found, part, year))
    if beat.every != 1 or part.lunar:
        raise Clash("rhythm-and-day")
    return _yearly(beat, found, part, year, 1)


def _monthday(beat: Beat, found: When, part: Part, year: int) -> Timing:
    """A day without its month: plain in a monthly rhythm; of which month in a longer one is asked."""
    due = monthday(part.day, found)
    if beat.freq is _MONTHLY and beat.every == 1:
        return rhythm(year, _MONTHLY, due, found.at)
    if beat.freq in (Freq.QUARTERLY, _HALF_YEARLY, _YEARLY) and beat.every == 1:
        after = DueDay(monthday=due.monthday, month_offset=1, strict=due.strict)
        last = DueDay(monthday=due.monthday, anchor=Anchor.LAST, strict=due.strict)
        return Ambiguous(
            (rhythm(year, beat.freq, due=after, at=found.at), rhythm(year, beat.freq, due=last, at=found.at)),
            "day-of-which-month",
        )
    if beat.freq is _MONTHLY:
        each = Recurring(_MONTHLY, *year_span(year), every=beat.every, at=found.at)
        after = DueDay(monthday=due.monthday, month_offset=1, strict=due.strict)
        return Ambiguous((each._replace(due=due), each._replace(due=after)), "day-of-which-month")
    raise Clash("rhythm-and-day")


def _yearly(beat: Beat, found: When, part: Part, year: int, many: int) -> Timing:
    """A day with its month comes once a year, whatever report it closes (half-year, nine months, year)."""
    freq, yearly = beat.freq, _YEARLY
    fits = freq is yearly or freq is _HALF_YEARLY or (freq is Freq.QUARTERLY and many in (3, 4))
    if not fits or (part.year is not None and freq is not yearly and many == 1 and beat.counted):
        raise Clash("rhythm-and-day")
    if beat.counted and beat.number not in (1, many):
        raise Clash("count-and-days")
    if part.year is not None and part.year != year:
        raise Clash("rhythm-and-dated-day")
    if span_of(part, year) is None:
        return no_such_day(found, part._replace(yearly=True), year)
    item = beat.item if beat.counted else None
    return rhythm(year, yearly, yearly_day(part, found), found.at, item)


def _asked(beat: Beat, found: When, points: Points, year: int) -> Timing:
    """Either of two, or a vague part, with a rhythm: the readings go on in it."""
    if _OR not in points.links or beat.freq is not _YEARLY:
        edge = points.parts[0].edge
        if (
            beat.freq is _YEARLY
            and edge is Edge.LAST
            and found.bound in (Bound.BY, Bound.UNTIL)
            and len(points.parts) == 1
        ):
            return _end_of(points.parts[0], year)
        return Ambiguous((), "vague-part")
    readings: list[Timing] = []
    for part in points.parts:
        readings += attach(beat, found._replace(points=Points((part,))), year)
    spans = [span_of(part, year) for part in points.parts]
    if len(spans) == 2 and spans[0] is not None and spans[1] is not None and (spans[1][0] - spans[0][1]).days == 1:
        readings.append(yearly_season((spans[0][0], spans[1][1]), year))
    return Ambiguous(tuple(readings), "either-of-two")


def _end_of(part: Part, year: int) -> Timing:
    span = span_of(part, year)
    if span is None:
        return Ambiguous((), "vague-part")
    return rhythm(year, _YEARLY, due=DueDay(month=span[1].month, monthday=span[1].day))


def _monthday_span(beat: Beat, found: When, points: Points, year: int) -> Timing:
    """từ ngày 15 (đến ngày 20) hằng tháng."""
    if beat.freq is not _MONTHLY or beat.every != 1 or found.bound not in (Bound.FROM, Bound.FROM_TO, Bound.NONE):
        raise Clash("rhythm-and-day")
    first = points.parts[0].day
    last = points.parts[1].day if len(points.parts) == 2 else None
    if last is not None and (0 < last < first or len(points.parts) > 2):
        raise Clash("rhythm-and-day")
    made = rhythm(year, _MONTHLY, due=DueDay(from_monthday=first, monthday=last))
    return _counted(beat, made)


def _spans(beat: Beat, found: When, points: Points, year: int) -> list[Timing]:
    """Months, quarters, years: the season of a yearly rhythm, or how long another one runs."""
    short = all(part.grain < _YEAR and part.year is None for part in points.parts)
    if beat.freq in (_YEARLY, _HALF_YEARLY) and short and beat.every == 1 and found.bound in _SEASONAL:
        return _seasons(beat, found, points, year)
    if (
        short
        and beat.freq is _YEARLY
        and beat.every == 1
        and found.bound in (Bound.BEFORE, Bound.BY, Bound.UNTIL)
        and len(points.parts) == 1
    ):
        return [_season_due(beat, found, points.parts[0], year)]
    if beat.freq is _YEARLY and beat.counted and any(part.grain < _YEAR for part in points.parts):
        if beat.number == len(points.parts) and not points.links.count(_RANGE):
            return place(found, year)
        raise Clash("count-and-days")
    if beat.freq is _YEARLY and any(part.grain < _YEAR for part in points.parts):
        raise Clash("rhythm-and-dated-day")
    return [bounded(recurring(beat, year), found, year)]


def _seasons(beat: Beat, found: When, points: Points, year: int) -> list[Timing]:
    if _RANGE in points.links:
        if beat.freq is not _YEARLY:
            raise Clash("rhythm-and-day")
        span = range_span(_over_the_turn(points), year)
        if span is None or (beat.counted and beat.number != 1):
            raise Clash("count-and-days")
        return [yearly_season(span, year)]
    if beat.freq is _HALF_YEARLY and len(points.parts) != 2:
        raise Clash("rhythm-and-day")
    if beat.counted and beat.number != len(points.parts):
        raise Clash("count-and-days")
    spans = [span for part in points.parts if (span := span_of(part, year)) is not None]
    if found.bound is Bound.WITHIN and not beat.counted and one_stretch(spans):
        return [yearly_season((spans[0][0], spans[-1][1]), year)]
    return [yearly_season(span, year) for span in spans]


def _over_the_turn(points: Points) -> Points:
    """A season that runs over the turn of the year ends in the year after."""
    first, last = points.parts
    if (last.n, last.day) < (first.n, first.day) and first.grain is last.grain and not last.shift:
        return Points((first, last._replace(shift=1)), points.links)
    return points


def _season_due(beat: Beat, found: When, part: Part, year: int) -> Timing:
    """trước tháng 6 hằng năm; chậm nhất quý II hằng năm."""
    span = span_of(part, year)
    if span is None or (beat.counted and beat.number != 1):
        raise Clash("rhythm-and-day")
    if found.bound is Bound.BEFORE:
        first = Part(_DAY, span[0].month, 1)
        return rhythm(year, _YEARLY, yearly_day(first, found))
    return rhythm(year, _YEARLY, due=DueDay(month=span[1].month, monthday=span[1].day))


def bounded(made: Timing, found: When, year: int) -> Timing:
    """hằng tháng từ tháng 3 đến tháng 10/2026; 02 lần/năm trong giai đoạn 2024 - 2026. Raises Clash."""
    if found.points is None or not isinstance(made, Recurring):
        raise Clash("rhythm-and-point")
    start, end = _limits(found, found.points, year)
    if start is not None and end is not None and start > end:
        raise Clash("range-runs-backwards")
    return made._replace(start=start, end=end)


def _limits(found: When, points: Points, year: int) -> tuple[date | None, date | None]:
    if _RANGE in points.links:
        span = None if turns_back(points, year) else range_span(points, year)
    elif len(points.parts) == 1:
        span = span_of(points.parts[0], year)
    else:
        span = None
    if span is None:
        raise Clash("rhythm-and-day")
    if found.bound in (*_SPANS, Bound.FROM_TO):
        if points.parts[0].grain is _DAY and len(points.parts) == 1:
            raise Clash("rhythm-and-dated-day")
        return span
    if found.bound is Bound.FROM:
        return span[0], None
    if found.bound is Bound.NOW_TO:
        return None, span[1]
    if found.bound is Bound.UNTIL and points.parts[0].grain is not _DAY:
        return year_span(year)[0], span[1]
    raise Clash("rhythm-and-day")
