"""Whether a rhythm or a point joins the clause before it, by the words that stand between them."""

from scheduler.timing.atom import Atom, Kind, Sep
from scheduler.timing.attaching import limits_rhythm
from scheduler.timing.beats import Beat
from scheduler.timing.clause import Clause, Note
from scheduler.timing.ir import Freq, Weekday
from scheduler.timing.placing import place
from scheduler.timing.points import Grain, Link, Part, Points, span_of
from scheduler.timing.whens import Bound, When, is_day

JOINED = (Sep.NONE, Sep.COLON, Sep.COMMA)


def join_beat(clause: Clause, beat: Beat, atom: Atom) -> bool:
    own = clause.beat
    joined = atom.sep in JOINED or atom.depth > 0
    if own is None:
        if clause.whens and joined and _compatible(clause, beat, atom):
            clause.beat = beat
            clause.limits = tuple([one for one in clause.whens if limits_rhythm(beat, one)])
            if clause.limits:
                clause.whens = tuple([one for one in clause.whens if one not in clause.limits])
            clause.day_first = bool(clause.whens)
            return True
        if clause.minutes is not None and not clause.whens and not clause.clocks:
            clause.beat = beat
            return True
        if clause.clocks and not clause.whens and joined:
            clause.beat = beat
            return True
        return False
    if (atom.depth > 0 or atom.sep in JOINED) and _is_total(own, beat, atom):
        clause.total, clause.about = beat.number, beat.about
        return True
    if atom.sep is Sep.NONE or (atom.depth > 0 and clause.whens):
        return _absorbed(clause, own, beat)
    if atom.sep is Sep.COMMA and not clause.whens and own.freq is beat.freq and beat.counted and not own.counted:
        clause.beat = beat
        return True
    return False


def _compatible(clause: Clause, beat: Beat, atom: Atom) -> bool:
    """A day with its year, set off by a comma, has nothing to do with a rhythm behind it."""
    if atom.sep is Sep.NONE or atom.depth:
        return True
    last = clause.whens[-1]
    return limits_rhythm(beat, last) or last.points is None or all(part.year is None for part in last.points.parts)


def _is_total(own: Beat, beat: Beat, atom: Atom) -> bool:
    if not (own.counted or atom.depth) or not beat.counted or beat.freq is not Freq.YEARLY or own.freq is Freq.YEARLY:
        return False
    return atom.depth > 0 or (own.item is not None and beat.item is not None and beat.number >= own.number)


def _absorbed(clause: Clause, own: Beat, beat: Beat) -> bool:
    """The rhythm said twice, or "hằng năm" behind the day of a report that comes once a year."""
    if own.bare and beat.bare and not clause.whens:
        return False
    if own.freq is beat.freq and own.every == beat.every:
        if beat.counted and not own.counted:
            clause.beat = beat
        return not (beat.counted and own.counted and beat.number != own.number)
    dated = clause.whens and all(
        one.points is not None and one.points.parts[0].n and one.points.parts[0].grain < Grain.YEAR
        for one in clause.whens
    )
    return bool(dated) and beat.freq is Freq.YEARLY and not beat.counted and beat.every == 1


def join_when(clause: Clause, when: When, atom: Atom, after: Atom | None, year: int) -> bool:
    if (
        clause.beat is not None
        and (atom.sep in JOINED or atom.depth)
        and not clause.limits
        and limits_rhythm(clause.beat, when)
    ):
        clause.limits += (when,)
        if clause.beat.bare and not clause.beat.counted:  # "06 tháng (từ … đến …)" may be a length of time
            clause.whens += (when,)
            clause.clash = "bare-period"
        return True
    if not clause.whens:
        return _join_beat_when(clause, when, atom, after)
    if clause.beat is None and (dated := _with_its_weekday(clause.whens[-1], when)) is not None:
        if not _falls_on(dated, clause.whens[-1], when, year):
            clause.clash = "weekday-not-of-date"
        clause.whens = (*clause.whens[:-1], dated)
        return True
    if _refines(clause, when, atom, year):
        clause.whens = (*clause.whens[:-1], _within_year(clause.whens[-1], when))
        return True
    if (
        clause.beat is None
        and len(clause.whens) == 1
        and _is_label(clause.whens[0])
        and _labels(clause.whens[0], when, atom)
    ):
        clause.whens = (when,)
        clause.notes += (Note("reported-period", clause.first, atom.first),)
        return True
    if clause.beat is None and _last_day_of(clause.whens[-1], when, year):
        clause.whens = (*clause.whens[:-1], when)
        return True
    if atom.sep is Sep.COMMA and _inside(clause.whens[-1], when, year):
        clause.clash = "two-dates"
        clause.whens += (when,)
        return True
    if clause.whens[-1].bound is Bound.AFTER and when.bound in (Bound.BEFORE, Bound.BY, Bound.UNTIL):
        clause.clash = "two-dates"
        clause.whens += (when,)
        return True
    if clause.beat is None and _ends_range(clause.whens[-1], when):
        clause.whens = (*clause.whens[:-1], _range_of(clause.whens[-1], when))
        return True
    if atom.depth and clause.beat is None and _same_days(clause.whens[-1], when, year):
        return True
    if atom.depth and clause.beat is None:
        clause.clash = "two-dates"
        clause.whens += (when,)
        return True
    if atom.sep is Sep.NONE and not atom.depth:
        return False
    if (same := _in_other_months(clause.whens[-1], when, atom)) is not None:
        clause.whens += (same,)
        return True
    own_beat = after is not None and after.kind is Kind.BEAT and after.sep is Sep.NONE and not after.depth
    if clause.beat is not None and (own_beat or clause.day_first or not _same_nature(clause.whens[-1], when)):
        return False
    if atom.sep is Sep.OR or (atom.sep is Sep.SEMICOLON and not atom.depth) or not _same_nature(clause.whens[-1], when):
        return False
    clause.whens += (_inherit(clause.whens[-1], when),)
    return True


def _join_beat_when(clause: Clause, when: When, atom: Atom, after: Atom | None) -> bool:
    if clause.beat is None:
        return False
    if not (atom.sep in JOINED or atom.depth):
        return False
    if not atom.depth and atom.sep is Sep.COMMA and after is not None and after.sep is Sep.NONE and not after.depth:
        other = after.value
        half = clause.beat.freq is Freq.HALF_YEARLY and isinstance(other, Beat) and other.freq is Freq.YEARLY
        if isinstance(other, Beat) and other.freq is not clause.beat.freq and not half:
            return False
    clause.whens += (when,)
    return True


def _same_nature(before: When, when: When) -> bool:
    if before.ends is not when.ends or before.done is not when.done:
        return before.done and is_day(before) and is_day(when)
    return is_day(before) is is_day(when) or (
        before.cycles is not None and when.points is not None and when.bound is Bound.NONE
    )


def _inherit(before: When, when: When) -> When:
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


def _refines(clause: Clause, when: When, atom: Atom, year: int) -> bool:
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
    if clause.whens[-1].bound not in (Bound.NONE, Bound.WITHIN) or not (atom.depth or atom.sep in JOINED):
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


def _within_year(before: When, when: When) -> When:
    if when.points is None or before.points is None:
        return when
    outer = before.points.parts[0]
    return when._replace(points=Points(tuple(_dated(part, outer) for part in when.points.parts), when.points.links))


def _is_label(before: When) -> bool:
    """ "Quý I: trước ngày 15/3": the period of the report that falls due."""
    return (
        before.points is not None
        and before.bound is Bound.NONE
        and all(part.grain >= Grain.MONTH for part in before.points.parts)
    )


def _in_other_months(before: When, when: When, atom: Atom) -> When | None:
    """trước ngày 10 tháng 3, tháng 6, tháng 9 và tháng 12: the same day of the months behind it."""
    if atom.sep not in (Sep.COMMA, Sep.AND) or before.points is None or when.points is None or when.bound:
        return None
    last, months = before.points.parts[-1], when.points.parts
    if before.bound not in (Bound.BEFORE, Bound.BY) or last.grain is not Grain.DAY or not last.n or last.year:
        return None
    if Link.RANGE in when.points.links or any(part.grain is not Grain.MONTH or part.edge for part in months):
        return None
    days = tuple(part._replace(grain=Grain.DAY, day=last.day) for part in months)
    return before._replace(points=Points(days, when.points.links))


def _labels(before: When, when: When, atom: Atom) -> bool:
    """Behind a colon, or (a day with a bound) right behind the period of a report: "Quý I trước ngày 15/3"."""
    if atom.sep is Sep.COLON:
        return True
    half = before.points is not None and before.points.parts[0].grain is Grain.MONTHS
    near = atom.sep is Sep.NONE and (not atom.depth or half)  # "6 tháng đầu năm (trước ngày 20/6)"
    return near and when.bound in (Bound.BEFORE, Bound.BY) and is_day(when)


def weekday_alone(when: When) -> Weekday | None:
    """The day of the week where that is all the point names."""
    cycles = when.cycles
    return cycles.days[0].weekday if cycles is not None and len(cycles.days) == 1 else None


def _with_its_weekday(before: When, when: When) -> When | None:
    """A date and the day of the week that it falls on, in either order: "thứ Sáu, ngày 20/11/2026"; the date with its hour."""
    dated, other = (when, before) if when.points is not None else (before, when)
    if weekday_alone(other) is None or not _single(dated) or not is_day(dated):
        return None
    if dated.bound and other.bound:
        return None
    return dated._replace(bound=dated.bound or other.bound, at=dated.at or other.at)


def _falls_on(dated: When, before: When, when: When, year: int) -> bool:
    weekday = weekday_alone(before) or weekday_alone(when)
    day = span_of(dated.points.parts[0], year) if dated.points is not None else None
    return day is None or weekday is None or list(Weekday)[day[0].weekday()] is weekday


def _same_days(before: When, when: When, year: int) -> bool:
    """The same stretch said twice: "quý II/2026 (từ tháng 4 đến tháng 6/2026)"."""
    return before.bound in (Bound.NONE, Bound.WITHIN) and place(before, year) == place(when, year)


def _last_day_of(before: When, when: When, year: int) -> bool:
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


def _inside(before: When, when: When, year: int) -> bool:
    """A month or quarter and then, behind a comma, a day of it with a bound: which of the two is meant?"""
    if (
        before.points is None
        or when.points is None
        or is_day(before)
        or not is_day(when)
        or when.bound in (Bound.NONE, Bound.FROM)
    ):
        return False
    outer, inner = span_of(before.points.parts[0], year), when.points.parts[0]
    day = span_of(inner, year) if inner.n else None
    return outer is not None and day is not None and outer[0] <= day[0] <= outer[1]


def _ends_range(before: When, when: When) -> bool:
    """8h00 ngày A, kết thúc trước 17h00 ngày B; từ tháng A, hoàn thành trước ngày B: from A to B."""
    if before.bound is Bound.FROM and when.done and not before.done and _single(before) and _single(when):
        return when.bound in (Bound.NONE, Bound.BY, Bound.UNTIL, Bound.WITHIN) or (
            when.bound is Bound.BEFORE and is_day(when)
        )
    return (
        when.ends
        and not before.ends
        and is_day(before)
        and is_day(when)
        and _single(before)
        and _single(when)
        and before.bound in (Bound.NONE, Bound.FROM, Bound.WITHIN)
    )


def _single(when: When) -> bool:
    return when.points is not None and len(when.points.parts) == 1 and when.points.parts[0].n > 0


def _range_of(before: When, when: When) -> When:
    from scheduler.timing.points import fill

    if before.points is None or when.points is None:
        return before
    parts = fill(Points((before.points.parts[0], when.points.parts[0]), (Link.RANGE,)))
    return When(Bound.FROM_TO, parts, open_end=when.done and when.bound is Bound.BEFORE)
