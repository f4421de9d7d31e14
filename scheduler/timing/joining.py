"""Whether a rhythm or a point joins the clause before it, by the words that stand between them."""

from scheduler.timing.atom import DEPTH, FIRST, JOINED, KIND, LAST, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, Note
from scheduler.timing.folding import fold
from scheduler.timing.ir import Freq
from scheduler.timing.neighbours import (
    ends_range,
    falls_on,
    in_other_months,
    inherit,
    inside,
    is_label,
    labels,
    last_day_of,
    names_report,
    narrower,
    own_rhythm,
    range_of,
    refines,
    same_days,
    same_nature,
    weekday_alone,
    with_its_weekday,
    within_year,
)
from scheduler.timing.periods import Beat, turns
from scheduler.timing.points import Grain, Link
from scheduler.timing.whens import When, is_day


def limits_rhythm(beat: Beat, found: When) -> bool:
    """Whether a point says how long a rhythm runs (and not its day or its season): years, ranges, "từ …", "đến hết …"."""
    points = found.points
    if found[0] in _BY_DAY or points is None or not points.are_placed():
        return False
    if points.parts[0].grain is _YEAR and all(part.grain is _YEAR for part in points.parts):
        return found.bound in _SPANNING or found.bound in _SPANS
    if beat.freq in _SHORT and found.bound is Bound.WITHIN and not points.links:
        return points.parts[0].grain >= Grain.MONTH  # "thứ Bảy hằng tuần trong tháng 3"
    if found.bound not in _SPANNING or (found.bound is Bound.UNTIL and points.parts[0].grain is _DAY):
        return False
    if beat.freq is Freq.YEARLY:
        dated = points.parts[-1].grain is _DAY and points.parts[-1].year is not None
        return dated and found.bound is not Bound.UNTIL
    return True


_SHORT = (Freq.DAILY, Freq.WEEKLY)
_BY_DAY, _SPANS = (Bound.BEFORE, Bound.BY), (Bound.NONE, Bound.WITHIN)
_SPANNING = (Bound.FROM, Bound.FROM_TO, Bound.UNTIL, Bound.NOW_TO)


def join_beat(clause: Clause, beat: Beat, atom: Plain) -> bool:
    """Put a rhythm into the clause before it, as the words between them say; False where it opens a clause of its own."""
    own = clause.beat
    joined = atom[SEP] in JOINED or atom[DEPTH] > 0
    if own is None:
        if atom[DEPTH] and _once_in_each(clause, beat):
            return True
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
    if atom[DEPTH] > 0 or atom[SEP] in JOINED:
        if _totals(own, beat, atom):
            clause.total, clause.about = beat.number, beat.about
            return True
        if _totals(beat, own, atom) and beat.counted and not clause.whens:
            clause.total, clause.about, clause.beat = own.number, own.about, beat
            return True
        if _may_total(own, beat) or _may_total(beat, own):
            clause.clash = "total-of-what"
            return True
    if atom[SEP] is _NAMED and own.counted and own.number > 1 and not clause.whens:
        clause.clash = "rhythm-and-rhythm"  # "02 lần/năm: 6 tháng và cả năm"
        return True
    if atom[SEP] is _APART and _may_total(own, beat) and _same_things(own, beat) and not clause.whens:
        clause.total, clause.about = beat.number, beat.about  # "01 bản tin/quý; 04 bản tin/năm"
        return True
    if atom[SEP] is _NEAR or (atom[DEPTH] > 0 and clause.whens):
        return _absorbed(clause, own, beat)
    if not clause.whens and atom[SEP] is Sep.COMMA and own.freq is beat.freq and beat.counted and not own.counted:
        clause.beat = beat
        return True
    return False


def _once_in_each(clause: Clause, beat: Beat) -> bool:
    """Quý II và quý IV (mỗi quý 01 lớp): as many as are listed."""
    points = clause.whens[0].points if len(clause.whens) == 1 else None
    if points is None or not beat.counted or beat.number != 1 or Link.RANGE in points.links:
        return False
    grain = {Freq.MONTHLY: Grain.MONTH, Freq.QUARTERLY: Grain.QUARTER}.get(beat.freq)
    return beat.every == 1 and all(part.grain is grain and not part.edge for part in points.parts)


_BEAT = Kind.BEAT
_NEAR, _NAMED, _APART, _DAY, _YEAR = Sep.NONE, Sep.COLON, Sep.SEMICOLON, Grain.DAY, Grain.YEAR


def _compatible(clause: Clause, beat: Beat, atom: Plain) -> bool:
    """A day with its year, set off by a comma, has nothing to do with a rhythm behind it."""
    if atom[SEP] is _NEAR or atom[DEPTH]:
        return True
    last = clause.whens[-1]
    if beat.bare and (beat.nine or beat.freq is Freq.HALF_YEARLY) and _quarter(last):
        return False  # "báo cáo quý I, 6 tháng, 9 tháng, năm"
    return limits_rhythm(beat, last) or last.points is None or all(part.year is None for part in last.points.parts)


def _quarter(found: When) -> bool:
    points = found.points
    return points is not None and found.bound is Bound.NONE and points.parts[-1].grain is Grain.QUARTER


def _totals(one: Beat, year: Beat, atom: Plain) -> bool:
    """01 số/tháng (12 kỳ/năm), and the other way round: the year's total in brackets; behind a comma only of the same things."""
    if not year.counted or year.freq is not Freq.YEARLY or one.freq is Freq.YEARLY or not (one.counted or atom[DEPTH]):
        return False
    return atom[DEPTH] > 0 or (_same_things(one, year) and year.number >= one.number)


def _may_total(one: Beat, year: Beat) -> bool:
    """01 hội nghị/quý, 04 cuộc/năm: other words, and yet the very total."""
    if not (one.counted and year.counted) or year.freq is not Freq.YEARLY or one.freq is Freq.YEARLY:
        return False
    return one.number * turns(one.freq) == year.number * one.every


def _same_things(own: Beat, beat: Beat) -> bool:
    """Whether the counted nouns share a word."""
    return own.item is not None and beat.item is not None and not _words(own.item).isdisjoint(_words(beat.item))


def _words(item: str) -> set[str]:
    return set(fold(item).replace(",", " ").split())


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
    if own.freq is Freq.YEARLY and beat.bare and (beat.nine or beat.freq is Freq.HALF_YEARLY):
        return bool(dated)  # "trước ngày 15/6 hằng năm đối với báo cáo 6 tháng"
    return bool(dated) and beat.freq is Freq.YEARLY and not beat.counted and beat.every == 1


def join_when(clause: Clause, when: When, atom: Plain, after: Plain | None, year: int) -> bool:
    """Put a point into the clause before it, as the words between them say; False where it opens a clause of its own."""
    beat = clause.beat
    if beat is not None and (atom[SEP] in JOINED or atom[DEPTH]) and not clause.limits and limits_rhythm(beat, when):
        _limit(clause, beat, when)
        return True
    if not clause.whens:
        return _join_beat_when(clause, when, atom, after)
    if _weekly_from(clause, when, after):
        clause.whens += (when,)
        return True
    if _made_exact(clause, when, atom, year) or _two_dates(clause, when, atom, year):
        return True
    if beat is None:
        if ends_range(clause.whens[-1], when):
            clause.whens = (*clause.whens[:-1], range_of(clause.whens[-1], when))
            return True
        if atom[DEPTH]:
            _join_in_brackets(clause, when, atom, year)
            return True
    return (bool(atom[SEP]) or bool(atom[DEPTH])) and _listed(clause, when, atom, after)


def _weekly_from(clause: Clause, when: When, after: Plain | None) -> bool:
    """Từ ngày 05/9/2026, thứ Bảy hằng tuần: the weekday is the rhythm's behind it, and not that of the day it begins on."""
    if after is None or after[KIND] is not _BEAT or clause.beat is not None or weekday_alone(when) is None:
        return False
    last, beat = clause.whens[-1], after[VALUE]
    return last.bound is Bound.FROM and is_day(last) and isinstance(beat, Beat) and beat.freq is Freq.WEEKLY


def _limit(clause: Clause, beat: Beat, when: When) -> None:
    """How long a rhythm runs; "06 tháng (từ … đến …)" may be a length of time."""
    clause.limits += (when,)
    if beat.bare and not beat.counted:
        clause.whens += (when,)
        clause.clash = "bare-period"


def _made_exact(clause: Clause, when: When, atom: Plain, year: int) -> bool:
    """Whether a point tells of the one before it more than that did: its weekday, its rhythm, its year, its last day."""
    alone, last = clause.beat is None, clause.whens[-1]
    if alone and (dated := with_its_weekday(last, when)) is not None:
        if not falls_on(dated, last, when, year):
            clause.clash = "weekday-not-of-date"
        clause.whens = (*clause.whens[:-1], dated)
        return True
    if alone and (atom[SEP] in JOINED or atom[DEPTH]) and _turns_within(clause, when):
        return True
    if refines(clause, when, atom, year):
        clause.whens = (*clause.whens[:-1], within_year(last, when))
        return True
    if alone and len(clause.whens) == 1 and is_label(last) and labels(last, when, atom):
        clause.whens = (when,)
        clause.notes += (Note("reported-period", clause.first, atom[FIRST]),)
        return True
    if alone and last_day_of(last, when, year):
        clause.whens = (*clause.whens[:-1], when)
        return True
    return False


def _two_dates(clause: Clause, when: When, atom: Plain, year: int) -> bool:
    """Whether it is to be asked which of the two holds: a point inside the one before it, a bound behind "sau …"."""
    last = clause.whens[-1]
    within = atom[SEP] is Sep.COMMA and inside(last, when, year)
    if not within and (last.bound is not Bound.AFTER or when.bound not in (Bound.BEFORE, Bound.BY, Bound.UNTIL)):
        return False
    clause.clash = "two-dates"
    clause.whens += (when,)
    return True


def _join_in_brackets(clause: Clause, when: When, atom: Plain, year: int) -> None:
    """A point in brackets behind another: the same days, a part of them, what the report is of; else it is asked which holds."""
    last = clause.whens[-1]
    if same_days(last, when, year):
        return
    if (short := narrower(last, when, year)) is not None:
        clause.whens = (*clause.whens[:-1], short)
    elif names_report(last, when, year):
        clause.notes += (Note("reported-period", atom[FIRST], atom[LAST]),)
    else:
        clause.clash = "two-dates"
        clause.whens += (when,)


def _listed(clause: Clause, when: When, atom: Plain, after: Plain | None) -> bool:
    """Whether a point goes on with a list of such points."""
    last = clause.whens[-1]
    if (same := in_other_months(last, when, atom)) is not None:
        clause.whens += (same,)
        return True
    own_beat = after is not None and after[KIND] is Kind.BEAT and after[SEP] is Sep.NONE and not after[DEPTH]
    if clause.beat is not None and (own_beat or clause.day_first):
        return False
    apart = atom[SEP] is Sep.SEMICOLON and not atom[DEPTH] and not _goes_on(clause, when, atom)
    if atom[SEP] is Sep.OR or apart or not same_nature(last, when):
        return False
    clause.whens += (inherit(last, when),)
    return True


def _turns_within(clause: Clause, when: When) -> bool:
    """ngày làm việc cuối cùng của tháng, từ tháng 4 đến tháng 10: a day that names its own period, and how long it comes round."""
    if len(clause.whens) > 1:
        return False
    day, limit = (clause.whens[0], when) if when.cycles is None else (when, clause.whens[0])
    freq = own_rhythm(day)
    if freq is None or not limits_rhythm(Beat(freq), limit):
        return False
    clause.beat, clause.whens, clause.limits, clause.day_first = Beat(freq), (day,), (limit,), True
    return True


def _goes_on(clause: Clause, when: When, atom: Plain) -> bool:
    """Trước ngày 10/3; 10/6; 10/9: days right behind a semicolon, without a bound of their own."""
    return (
        clause.beat is None and not when.bound and is_day(when) and atom[FIRST] == clause.last + 1 and bool(when.points)
    )


def _join_beat_when(clause: Clause, when: When, atom: Plain, after: Plain | None) -> bool:
    if clause.beat is None:
        return False
    if not (atom[SEP] in JOINED or atom[DEPTH]):
        return False
    if not atom[DEPTH] and atom[SEP] is Sep.COMMA and after is not None and after[SEP] is Sep.NONE and not after[DEPTH]:
        other = after[VALUE]
        half = clause.beat.freq is Freq.HALF_YEARLY and isinstance(other, Beat) and other.freq is Freq.YEARLY
        if isinstance(other, Beat) and other.freq is not clause.beat.freq and not half:
            return False
    clause.whens += (when,)
    return True
