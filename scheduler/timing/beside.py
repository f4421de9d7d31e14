"""What an atom is to the ones beside it: the span of continuous work, the day of a report, words on how the work is done."""

from scheduler.timing.atom import DEPTH, JOINED, KIND, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, on_demand
from scheduler.timing.events import Event
from scheduler.timing.folding import fold
from scheduler.timing.lexicon import sense
from scheduler.timing.occasions import Occasion
from scheduler.timing.points import Grain, Link, Points, fill, span_of
from scheduler.timing.whens import When, is_day

_LISTED = (Sep.COMMA, Sep.AND)
_MANNERS, _IN_HONOUR = sense("manner"), tuple(sense("in_honour"))
_LONGEST_MANNER = max(map(len, _MANNERS))


def takes_manner(atom: Plain) -> bool:
    """Whether words on how the work is done may stand before it."""
    return atom[KIND] is Kind.STEADY or (atom[KIND] in (Kind.WHEN, Kind.BEAT) and atom[SEP] is Sep.COMMA)


def has_own_day(atom: Plain, after: Plain | None) -> bool:
    """ "…, 6 tháng trước ngày 15/6": a rhythm in a list with the bound and the day right behind it."""
    if after is None or after[SEP] or after[DEPTH] or atom[DEPTH] or atom[SEP] not in _LISTED:
        return False
    when = after[VALUE]
    return isinstance(when, When) and when.bound in (Bound.BEFORE, Bound.BY) and is_day(when)


def all_quarters(when: When) -> bool:
    points = when.points
    return (
        points is not None
        and len(points.parts) == 4
        and when.bound is Bound.NONE
        and [p.n for p in points.parts] == [1, 2, 3, 4]
        and all(p.grain is Grain.QUARTER and p.year is None for p in points.parts)
    )


def spans_steady(clause: Clause, when: When, atom: Plain) -> bool:
    """The span of continuous work: a stretch, a range, or a day from which it runs."""
    if clause.whens or not (atom[SEP] in JOINED or atom[DEPTH]) or when.points is None or when.done:
        return False
    if (
        is_day(when)
        and when.bound not in (Bound.FROM, Bound.FROM_TO, Bound.NOW_TO, Bound.FROM_EVENT)
        and Link.RANGE not in when.points.links
    ):
        return False
    return when.bound in (
        Bound.NONE,
        Bound.WITHIN,
        Bound.FROM,
        Bound.FROM_TO,
        Bound.UNTIL,
        Bound.NOW_TO,
        Bound.FROM_EVENT,
    )


def ends_waiting(before: Clause, atom: Plain) -> bool:
    """theo chỉ đạo của cấp trên, chậm nhất 30/11: whatever is waited for, the day behind the comma is the last one."""
    when, event = atom[VALUE], before.value
    if before.kind is not Kind.EVENT or not isinstance(event, Event) or not isinstance(when, When):
        return False
    sure = not (before.clash or event.adhoc or event.dated or on_demand(event))
    bounded = when.bound in (Bound.BEFORE, Bound.BY) or (when.bound is Bound.WITHIN and when.done)
    return sure and bounded and atom[SEP] is Sep.COMMA and when.points is not None and when.points.are_placed()


def ended_by(clause: Clause, when: When, atom: Plain) -> When | None:
    """từ tháng 3 thường xuyên trong năm: from that day to the end of the year or of another stretch named behind."""
    start = clause.whens[0] if len(clause.whens) == 1 else None
    if start is None or start.bound is not Bound.FROM or start.points is None or when.points is None or atom[DEPTH]:
        return None
    one = len(start.points.parts) == len(when.points.parts) == 1 and atom[SEP] is Sep.NONE
    ends = when.bound is Bound.UNTIL or (when.bound is Bound.WITHIN and when.points.parts[0].grain is Grain.YEAR)
    if not one or not ends or when.done:
        return None
    return start._replace(
        bound=Bound.FROM_TO, points=fill(Points(start.points.parts + when.points.parts, (Link.RANGE,)))
    )


def is_due(after: Plain, atom: Plain) -> bool:
    """Whether a bound and a day stand right behind: "cả năm (trước ngày 15/12)" is the report of the year."""
    when = after[VALUE]
    joined = after[SEP] in (Sep.NONE, Sep.COLON) or after[DEPTH] > atom[DEPTH]
    return joined and isinstance(when, When) and when.bound in (Bound.BEFORE, Bound.BY) and is_day(when)


def is_manner(value: object) -> bool:
    """Behind a time, words on how it is done: "thường xuyên, kịp thời"; alone they are all there is to wait for."""
    return isinstance(value, Event) and len(value.text) <= _LONGEST_MANNER and fold(value.text) in _MANNERS


def is_purpose(value: object) -> bool:
    return isinstance(value, Occasion) and fold(value.event.text).startswith(_IN_HONOUR)


def only_named(value: object, when: When, year: int) -> bool:
    """An occasion in brackets behind a date that lies in it, or that names no day: "tháng 10 (hưởng ứng ngày … 10/10)"."""
    if not isinstance(value, Occasion) or value.event.dated or when.points is None:
        return False
    spans = [span_of(part, year) for part in when.points.parts]
    days = [span_of(part, year) for part in value.days.parts] if value.days is not None else []
    return all(
        day is not None and any(span is not None and span[0] <= day[0] <= span[1] for span in spans) for day in days
    )
