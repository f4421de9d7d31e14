"""Folding: atoms grouped into clauses, clauses put together into one timing."""

from collections.abc import Sequence
from itertools import pairwise

from scheduler.timing.atom import FIRST, JOINED, KIND, LAST, RULE, VALUE, Kind, Plain, Sep
from scheduler.timing.attaching import Clash, recurring
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, Note
from scheduler.timing.clauses import finish, in_rhythm, kept_up
from scheduler.timing.grouping import group
from scheduler.timing.ir import Ambiguous, Freq, Recurring, Several, Timing, Triggered, Window, Windows, new
from scheduler.timing.joining import limits_rhythm
from scheduler.timing.leading import that_say
from scheduler.timing.periods import Beat
from scheduler.timing.placing import place
from scheduler.timing.points import Grain, Link, Points
from scheduler.timing.solos import solo
from scheduler.timing.whens import When, is_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def fold(found: Sequence[Plain], year: int) -> tuple[Timing | None, Sequence[Note]]:
    """One timing from the atoms of a phrase, and what is to be said about it; None with a note where they do not go together."""
    count = len(found)
    if count == 1:
        if (alone := _alone(found[0], year)) is not None:
            return alone, ()
    elif count == 2 and (both := _pair(found[0], found[1], year)) is not None:
        return both, ()
    said = that_say(found)
    if len(said) < count:
        if len(said) == 1:
            value = said[0][VALUE]
            if isinstance(value, When):
                return _together(place(value, year)), ()
            if isinstance(value, Beat):
                return recurring(value, year), ()
        elif len(said) == 2 and (both := _pair(said[0], said[1], year)) is not None:
            return both, ()
    clauses = group(said, year)
    if len(clauses) > 1:
        clauses = _share_days(clauses)
        _ask_side_by_side(clauses, found)
    notes: list[Note] = []
    made: list[Timing] = []
    try:
        for clause in clauses:
            made += finish(clause, year, notes)
    except Clash as clash:
        last = said[-1] if said else None
        notes.append(Note(clash.code, last[FIRST] if last else 0, last[LAST] if last else 0))
        return None, notes
    if not made and found and found[-1][KIND] is Kind.REMARK:
        return _alone(found[-1], year), notes  # "thực hiện theo quy định"
    return made[0] if len(made) == 1 else _together(made), notes


def _alone(atom: Plain, year: int) -> Timing | None:
    """A point, a rhythm or an event that is the whole phrase, as most are: no clause to build. None: there is more to see to."""
    kind = atom[KIND]
    value: Any = atom[VALUE]  # what it is its kind tells
    if kind is _WHEN:
        placed = place(value, year)
        return placed[0] if len(placed) == 1 else _together(placed)
    if kind is _BEAT:
        made = recurring(value, year)
        return Ambiguous((made,), "bare-period") if value.bare and not value.counted else made
    if kind is _STEADY and not isinstance(value, Points):
        return kept_up(value, year)
    if kind is _EVENT or kind is _RELATION:
        try:
            return solo(kind, value, None, year)[0]
        except Clash:
            return None
    return Triggered(str(value)) if atom[RULE] == "remark-as-ruled" else None


def _pair(one: Plain, two: Plain, year: int) -> Timing | None:
    """A rhythm and its point, in either order, with nothing else beside them: the clause that they make needs no building up."""
    when: Any  # what they are their kinds tell
    beat: Any
    (first, when, _, _, _, _, depth), (second, beat, _, _, _, sep, inner) = one, two
    if first is _WHEN and second is _BEAT:
        near = sep is _UNSET
    elif first is _BEAT and second is _WHEN:
        beat, when, near = when, beat, sep in JOINED
    else:
        return None
    if depth or not (near or inner):
        return None
    if limits_rhythm(beat, when):
        return None
    try:
        made = in_rhythm(beat, when, year)
    except Clash:
        return None
    return made[0] if len(made) == 1 else _together(made)


_BEAT, _WHEN, _STEADY, _EVENT, _RELATION = Kind.BEAT, Kind.WHEN, Kind.STEADY, Kind.EVENT, Kind.RELATION
_UNSET = Sep.NONE


def _share_days(clauses: list[Clause]) -> list[Clause]:
    """«6 tháng, năm (trước 15/6, 15/12)»: as many days as rhythms before them go one to each; other numbers are asked about."""
    kept: list[Clause] = []
    run: list[Clause] = []
    for clause in clauses:
        if run and clause.beat is not None and clause.whens and not clause.day_first:
            days = [part for points in _shareable(clause) for part in points.parts]
            long = _is_long(clause.beat) and all(_is_long(one.beat) for one in run)
            if long and len(days) == len(run) + 1 and all(part.n for part in days):
                kept = kept[: -len(run)]
                clause.beat = Beat(Freq.YEARLY)
            elif clause.sep is not Sep.SEMICOLON and (
                len(days) > 1 or any(part.n == 0 for part in days) or (not days and _stretches(clause))
            ):
                clause.clash = "days-of-which-rhythm"
        plain = clause.beat is not None and not clause.beat.counted and not clause.whens and clause.relation is None
        run = [*run, clause] if plain else []
        kept.append(clause)
    return kept


def _ask_side_by_side(clauses: list[Clause], found: Sequence[Plain]) -> None:
    """«Tháng 3, trước ngày 25 hằng tháng»: a month of the year and, behind a comma, a day of every month: which of the two?"""
    for one, two in pairwise(clauses):
        if two.sep is Sep.COMMA and two.whens and two.beat is not None and two.beat.freq in _SHORTER and _once(one):
            one.clash = "side-by-side"
        bare, named = (two, one) if one.beat is None else (one, two)
        if bare.beat is not None and bare.beat.bare and _lacks_number(bare, bare.beat, named):
            bare.clash = "bare-period"
        elif two.beat is not None and bare is two and _lacks_year(two, two.beat) and _some_quarters(one, found):
            two.clash, two.choices = "bare-period", (two.beat,)


def _lacks_year(clause: Clause, beat: Beat) -> bool:
    return beat.bare and beat.freq is Freq.YEARLY and not clause.whens


def _lacks_number(bare: Clause, beat: Beat, named: Clause) -> bool:
    """«Quý II và quý», «tháng và quý IV»: beside a quarter with its number a bare word more likely lacks one than is a rhythm."""
    if named.beat is not None or len(named.whens) != 1 or bare.whens or beat.counted or beat.every != 1:
        return False
    points = named.whens[0].points
    return points is not None and points.parts[-1].grain in _NUMBERED and beat.freq in _SHORTER


def _some_quarters(clause: Clause, found: Sequence[Plain]) -> bool:
    """«Quý I, quý III và năm», which no word calls reports: is a year's figure lost? (All but the last are reports.)"""
    points = clause.whens[0].points if len(clause.whens) == 1 and clause.beat is None else None
    if points is None or any(part.grain is not Grain.QUARTER for part in points.parts):
        return False
    reports = any(atom[RULE] == "reporting" for atom in found)
    return not reports and [part.n for part in points.parts] not in ([1], [1, 2, 3])


_NUMBERED = (Grain.WEEK, Grain.MONTH, Grain.QUARTER)
_SHORTER = (Freq.WEEKLY, Freq.MONTHLY, Freq.QUARTERLY)


def _once(clause: Clause) -> bool:
    """Whether the clause names a month or a quarter of the year, and nothing else."""
    if clause.beat is not None or clause.steady or clause.clash or len(clause.whens) != 1:
        return False
    points = clause.whens[0].points
    return (
        points is not None
        and clause.whens[0].bound in (Bound.NONE, Bound.WITHIN)
        and points.parts[0].grain in (Grain.MONTH, Grain.QUARTER)
    )


def _is_long(beat: Beat | None) -> bool:
    return beat is not None and beat.freq in (Freq.HALF_YEARLY, Freq.YEARLY) and beat.every == 1


def _stretches(clause: Clause) -> bool:
    """Whether a stretch of days stands beside the rhythms: of which of them?"""
    return any(one.points is not None and Link.RANGE in one.points.links and is_day(one) for one in clause.whens)


def _shareable(clause: Clause) -> list[Points]:
    """The days of a clause that may belong to the rhythms before it too; a stretch of days is no list of them."""
    found = [one.points for one in clause.whens if one.points is not None and is_day(one)]
    return [one for one in found if Link.RANGE not in one.links]


def _together(made: list[Timing]) -> Timing | None:
    """One timing, or several that all hold; windows side by side are Windows."""
    if len(made) == 1:
        return made[0]
    if not made:
        return None
    sorts, flat = set(map(type, made)), made
    if len(sorts) < len(made):
        flat = [*dict.fromkeys(made)]
        if len(flat) == 1:
            return flat[0]
    if sorts <= _WINDOWS:
        windows = [
            w for one in flat for w in (one.windows if isinstance(one, Windows) else (one,)) if isinstance(w, Window)
        ]
        return Windows(tuple(windows))
    if sorts == _RHYTHMS:
        flat = _without_said_twice(flat)
        if len(flat) == 1:
            return flat[0]
    if Ambiguous not in sorts:
        return new(Several, (tuple(flat),))
    asked = [one for one in flat if isinstance(one, Ambiguous)]
    if len(asked) == len(flat):
        return Ambiguous(tuple(reading for one in asked for reading in one.readings), asked[0].why)
    if any(one.why not in _PARTS for one in asked):
        return _in_doubt(flat, next(one.why for one in asked if one.why not in _PARTS))
    return Several(tuple(flat))


_WINDOWS, _RHYTHMS = {Window, Windows}, {Recurring}
_PARTS = frozenset({"periodic-without-period", "term-without-years", "day-of-which-month", "date-inside-event"})
"""Questions about one part of several that leave the other parts sure."""


def _without_said_twice(made: list[Timing]) -> list[Timing]:
    """Rhythms without those that the next one says again with its day: «định kỳ theo quý; hạn gửi: ngày 20 tháng cuối quý»."""
    last = made[-1]
    return [one for one, following in pairwise(made) if not _says_again(one, following)] + [last]


def _says_again(one: Timing, following: Timing) -> bool:
    if not isinstance(one, Recurring) or not isinstance(following, Recurring):
        return False
    bare = one.due is None and one.at is None and following.due is not None
    return bare and following == one._replace(due=following.due, at=following.at)


def _in_doubt(flat: list[Timing], why: str) -> Timing:
    """A doubt that touches the whole phrase: its readings with the other parts beside them."""
    sure = tuple(one for one in flat if not isinstance(one, Ambiguous))
    readings = [reading for one in flat if isinstance(one, Ambiguous) for reading in one.readings]
    return Ambiguous(
        tuple(Several((*sure, reading)) if not isinstance(reading, Several) else reading for reading in readings), why
    )
