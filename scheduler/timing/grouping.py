"""Grouping: each atom goes into the clause before it or opens one of its own."""

from collections.abc import Sequence
from datetime import time

from scheduler.timing.atom import DEPTH, FIRST, JOINED, KIND, LAST, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.beats import Ceiling
from scheduler.timing.beside import (
    all_quarters,
    has_own_day,
    is_manner,
    is_purpose,
    only_named,
    takes_manner,
)
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, Note
from scheduler.timing.ir import Freq
from scheduler.timing.joining import join_beat, join_when
from scheduler.timing.neighbours import weekday_alone
from scheduler.timing.occasions import Occasion
from scheduler.timing.opening import open_clause, opened, stand_alone
from scheduler.timing.periods import Beat
from scheduler.timing.points import Grain, Link, Points
from scheduler.timing.steadiness import absorbs, add_steady, takes
from scheduler.timing.whens import Hours, When, is_day


def group(atoms: Sequence[Plain], year: int) -> list[Clause]:
    """The clauses of a phrase, in its order."""
    clauses: list[Clause] = []
    rest = iter(atoms)
    atom = next(rest, None)
    while atom is not None:
        after = next(rest, None)
        alone = clauses[0].value if len(clauses) == 1 else None
        if alone is not None and takes_manner(atom) and is_manner(alone):
            clauses.pop()  # "kịp thời, thường xuyên"; "đúng tiến độ, trước ngày 15/12"
        _ADD[atom[KIND]](clauses, atom, after, year)
        atom = after
    return clauses


_EVENT, _WHEN = Kind.EVENT, Kind.WHEN
_NEAR, _OR = Sep.NONE, Sep.OR


def _add_beat(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    beat = atom[VALUE]
    assert isinstance(beat, Beat)
    clause = clauses[-1] if clauses and not clauses[-1].solo else None
    if clause is None:
        if clauses and clauses[-1].steady and absorbs(clauses[-1], beat, atom):
            return
        if (
            clauses
            and clauses[-1].kind is Kind.OCCASION
            and beat.freq is Freq.YEARLY
            and not beat.counted
            and atom[SEP] in JOINED
        ):
            return
        if (
            clauses
            and clauses[-1].kind is Kind.RELATION
            and not beat.counted
            and atom[SEP] is Sep.NONE
            and clauses[-1].freq is beat.freq
        ):
            return
        opened(clauses, atom).beat = beat
        return
    if not has_own_day(atom, after) and join_beat(clause, beat, atom):
        clause.last = atom[LAST]
        return
    if atom[SEP] is _OR and clause.beat is not None and not clause.whens and not atom[DEPTH]:
        clause.choices = (*(clause.choices or (clause.beat,)), beat)
        clause.clash = "either-of-two"
        return
    if atom[DEPTH] and not atom[SEP]:
        clause.clash = "rhythm-and-rhythm"
        return
    fresh = opened(clauses, atom)
    fresh.beat = beat
    own = after is not None and after[KIND] is _WHEN and (after[SEP] in JOINED or after[DEPTH] > atom[DEPTH])
    if (
        clause.whens
        and clause.beat is not None
        and clause.day_first
        and not own
        and atom[SEP] in (Sep.COMMA, Sep.AND)
        and not atom[DEPTH]
    ):
        fresh.whens = clause.whens
        fresh.day_first = True


def _add_when(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    when = atom[VALUE]
    assert isinstance(when, When)
    if all_quarters(when) and after is not None and after[KIND] is Kind.BEAT and after[SEP] in (Sep.COMMA, Sep.AND):
        opened(clauses, atom).beat = Beat(Freq.QUARTERLY)
        return
    if clauses and clauses[-1].steady and takes(clauses[-1], when, atom):
        return
    clause = open_clause(clauses)
    if clause is not None and join_when(clause, when, atom, after, year):
        clause.last = atom[LAST]
        return
    if clause is not None and clause.day_first and not when.bound and _goes_on_behind(clause, when, atom):
        when = when._replace(bound=clause.whens[-1].bound)
    opened(clauses, atom).whens = (when,)


def _goes_on_behind(clause: Clause, when: When, atom: Plain) -> bool:
    """trước 15/5 (6 tháng) và 15/11 (năm): the bound of the first day is that of the second."""
    bound = clause.whens[-1].bound
    return bound in (Bound.BEFORE, Bound.BY) and is_day(when) and is_day(clause.whens[-1]) and atom[SEP] is not _NEAR


def _add_clock(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    clause = open_clause(clauses)
    if clause is None:
        clause = opened(clauses, atom)
    clause.last = atom[LAST]
    if isinstance(atom[VALUE], Hours):
        if clause.minutes not in (None, atom[VALUE].lasting):
            clause.clash = "clock-and-date"
        clause.clocks, clause.minutes = (*clause.clocks, atom[VALUE].at), atom[VALUE].lasting
        return
    assert isinstance(atom[VALUE], time)
    clause.clocks += (atom[VALUE],)


def _add_minutes(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    clause = open_clause(clauses)
    if clause is None or (clause.minutes is not None and clause.beat is not None):
        clause = opened(clauses, atom)
    clause.minutes = atom[VALUE]  # type: ignore[assignment]


def _add_event(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    """An event beside a date is its condition (the date holds); «đột xuất» and what «và», «hoặc» join stands by itself."""
    if clauses and atom[KIND] is _EVENT and is_manner(atom[VALUE]):
        clauses[-1].notes += (Note("condition-not-scheduled", atom[FIRST], atom[LAST]),)
        return
    if clauses and atom[SEP] is _OR and clauses[-1].whens and clauses[-1].beat is None:
        clauses[-1].clash = "event-and-date"  # "trước 31/3 hoặc theo yêu cầu"
    if clauses:
        clauses[-1].event_behind(atom)
        if clauses[-1].took(atom):
            return
    stand_alone(clauses, atom)


def _add_occasion(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    """Beside a rhythm the day of an occasion is a day like any other: "hằng năm (Ngày Pháp luật 09/11)"."""
    value, clause = atom[VALUE], open_clause(clauses)
    beside = atom[DEPTH] or (atom[SEP] in (_NEAR, Sep.COMMA) and is_purpose(value))
    if clause is not None and clause.whens and beside and only_named(value, clause.whens[-1], year):
        clause.notes += (Note("condition-not-scheduled", atom[FIRST], atom[LAST]),)
        return
    if (
        isinstance(value, Occasion)
        and value.days is not None
        and clause is not None
        and (clause.beat is not None or (clause.whens and weekday_alone(clause.whens[-1])))
        and (atom[SEP] in JOINED or atom[DEPTH])
    ):
        _add_when(clauses, (_WHEN, When(Bound.NONE, value.days), *atom[FIRST:]), after, year)
        return
    if clause is not None and clause.whens and atom[DEPTH]:
        clause.clash = "two-dates"
        return
    turning = clause is not None and clause.beat is not None and clause.beat.freq is not Freq.YEARLY
    if turning and isinstance(value, Occasion) and value.days is None and (atom[SEP] is _NEAR or atom[DEPTH]):
        clauses[-1].asked_event = value.event  # "hằng ngày trong dịp Tết"
        return
    _add_solo(clauses, atom, after, year)


def _add_solo(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    stand_alone(clauses, atom)


def _add_relation(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    clause = open_clause(clauses)
    if atom[DEPTH] and clause is not None and clause.whens:
        clause.notes += (Note("condition-not-scheduled", atom[FIRST], atom[LAST]),)
        return
    if clause is not None and clause.beat is not None and not clause.whens and atom[SEP] in JOINED:
        clause.relation = atom[VALUE]  # type: ignore[assignment]
        clause.last = atom[LAST]
        return
    _add_solo(clauses, atom, after, year)
    clauses[-1].freq = getattr(atom[VALUE], "freq", None)


_ENDED = (Bound.BEFORE, Bound.BY, Bound.UNTIL)


def _add_following(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    before = clauses[-1] if clauses else None
    if before is not None and (atom[SEP] is Sep.SEMICOLON or (before.whens and before.whens[0].bound in _ENDED)):
        before = None  # "năm 2026: trước ngày 30/10; các năm tiếp theo: …"
    if before is not None and before.whens and before.beat is None and len(before.whens) == 1:
        clauses[-1].whens = (clauses[-1].whens[0]._replace(bound=Bound.ONWARD),)
        clauses[-1].onward = True
        return
    stand_alone(clauses, atom).clash = "years-after-what"


def _add_rest(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    """Quý II và các quý còn lại: the ones after the last named."""
    grain, top = (Grain.QUARTER, 4) if atom[VALUE] == "quarter" else (Grain.MONTH, 12)
    points = clauses[-1].whens[-1].points if clauses and clauses[-1].whens else None
    if points is None or points.parts[-1].grain is not grain or points.parts[-1].n >= top:
        stand_alone(clauses, atom).clash = "remaining-of-what"
        return
    last = points.parts[-1]
    rest = tuple(last._replace(n=number) for number in range(last.n + 1, top + 1))
    *before, when = clauses[-1].whens
    all_of_them = Points(points.parts + rest, points.links + (Link.LIST,) * len(rest))
    clauses[-1].whens = (*before, when._replace(points=all_of_them))


def _add_ceiling(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    assert isinstance(atom[VALUE], Ceiling)
    clause = stand_alone(clauses, atom)
    clause.choices, clause.clash = (atom[VALUE].beat,), "ceiling"


_ADD = {
    Kind.BEAT: _add_beat,
    Kind.WHEN: _add_when,
    Kind.CLOCK: _add_clock,
    Kind.MINUTES: _add_minutes,
    Kind.STEADY: add_steady,
    Kind.EVENT: _add_event,
    Kind.RELATION: _add_relation,
    Kind.OCCASION: _add_occasion,
    Kind.PERIODIC: _add_solo,
    Kind.FOLLOWING: _add_following,
    Kind.REPORTED: _add_solo,
    Kind.TERM: _add_solo,
    Kind.REST: _add_rest,
    Kind.CEILING: _add_ceiling,
}
