"""Beginnings, middles and ends without a day: asked about, with the readings offered."""

from datetime import date, timedelta

from scheduler.timing.bounds import Bound
from scheduler.timing.ir import Ambiguous, Deadline, Timing, Window
from scheduler.timing.points import Edge, Grain, Part, Points, last_of, span_of
from scheduler.timing.whens import When

_YEAR, _BY, _UNTIL, _NOW_TO = Grain.YEAR, Bound.BY, Bound.UNTIL, Bound.NOW_TO


_THIRDS = {Edge.FIRST: 1, Edge.MIDDLE: 2, Edge.LAST: 3}


def vague(found: When, points: Points, year: int) -> Timing:
    """đầu, giữa, cuối without a day: asked; only "chậm nhất cuối", "đến (hết) cuối" name the last day."""
    part = points.parts[0]
    span = span_of(part, year)
    if span is None or len(points.parts) > 1:
        return Ambiguous((), "vague-part")
    start, end = span
    if part.edge is Edge.LAST and found.bound in (_BY, _UNTIL):
        return Deadline(end, found.at)
    if part.edge is Edge.LAST and found.bound is _NOW_TO:
        return Window(None, end)
    return Ambiguous(_readings(part, start, end), "vague-part")


def _readings(part: Part, start: date, end: date) -> tuple[Timing, ...]:
    """The day of the Civil Code 2015 (art. 146) first, then the first, middle or last stretch of it."""
    if part.grain is Grain.MONTH:
        days = {
            Edge.FIRST: (start, start + timedelta(days=9)),
            Edge.MIDDLE: (start + timedelta(days=10), start + timedelta(days=19)),
            Edge.LAST: (start + timedelta(days=20), end),
        }[part.edge]
        civil = {Edge.FIRST: start, Edge.MIDDLE: start + timedelta(days=14), Edge.LAST: end}[part.edge]
        return Deadline(civil), Window(*days)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    third = max(1, months // 3)
    first = start.month + third * (_THIRDS[part.edge] - 1)
    stretch = Window(date(start.year, first, 1), last_of(start.year, first + third - 1))
    if part.edge is Edge.FIRST:
        return stretch, Window(start, end)
    if part.edge is Edge.MIDDLE:
        return (Deadline(date(start.year, 6, 30)), stretch) if part.grain is _YEAR else (stretch,)
    return Deadline(end), stretch
