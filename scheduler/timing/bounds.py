"""Words before a point that bound it: "chậm nhất", "trước", "hoàn thành trong" → which side of it is meant."""

from enum import IntEnum

from scheduler.timing.tokens import Tokens


class Bound(IntEnum):
    """Which side of the point is meant."""

    NONE = 0
    BEFORE = 1
    BY = 2
    UNTIL = 3
    WITHIN = 4
    FROM = 5
    FROM_TO = 6
    NOW_TO = 7
    FROM_EVENT = 8
    AFTER = 9
    ONWARD = 10


MARKS = frozenset(
    {"BEFORE", "BY", "UNTIL", "FROM", "AFTER", "WITHIN", "AT", "BEGIN", "FINISH", "DONE", "PLANNED", "ATLEAST", "ABOUT"}
)

_BOUNDS = {
    "BEFORE": Bound.BEFORE,
    "BY": Bound.BY,
    "UNTIL": Bound.UNTIL,
    "WITHIN": Bound.WITHIN,
    "FROM": Bound.FROM,
    "AFTER": Bound.AFTER,
}

Marks = tuple[Bound, bool, bool, bool, bool]
"""The bound, and whether "hoàn thành", "khai mạc", "kết thúc", "dự kiến" was said."""

UNMARKED: Marks = (Bound.NONE, False, False, False, False)
ONE_MARK: dict[str, Marks] = {
    kind: (_BOUNDS.get(kind, Bound.NONE), kind == "DONE", kind == "BEGIN", kind == "FINISH", kind == "PLANNED")
    for kind in MARKS
}


def marks_at(t: Tokens, i: int) -> tuple[Marks, int] | None:
    """Several words before a point. Of two bounds the narrower holds: "đến trước ngày" is before; others clash (None)."""
    if t.kinds[i + 1] in _HEADING:
        return ONE_MARK[t.kinds[i]], _past_heading(t, i + 1)
    bound, done, begins, ends, planned = Bound.NONE, False, False, False, False
    j = i
    while t.kinds[j] in MARKS and j < i + 6:
        kind = t.kinds[j]
        if kind in _BOUNDS:
            narrower = _narrower(bound, _BOUNDS[kind])
            if narrower is None:
                return None
            bound = narrower
        done, begins = done or kind == "DONE", begins or kind == "BEGIN"
        ends, planned = ends or kind == "FINISH", planned or kind == "PLANNED"
        j += 1
    return (bound, done, begins, ends, planned), j


_HEADING = frozenset({":", "ACT", "REPORT"})


MARKS_ON = MARKS | _HEADING


def _past_heading(t: Tokens, i: int) -> int:
    """Past "(gửi báo cáo):" behind "hạn cuối", "dự kiến": a bound as a heading."""
    j = i
    while t.kinds[j] in {"ACT", "REPORT"}:
        j += 1
    return j + 1 if t.kinds[j] == ":" else i


def _narrower(one: Bound, two: Bound) -> Bound | None:
    if one is Bound.NONE or one is two:
        return two
    if one is Bound.BEFORE and two is Bound.UNTIL:
        return None  # "trước hết quý II": before it, or before it is over?
    pair = {one, two}
    if Bound.BEFORE in pair and pair <= {Bound.BEFORE, Bound.BY, Bound.UNTIL, Bound.WITHIN}:
        return Bound.BEFORE
    if pair == {Bound.BY, Bound.WITHIN} or pair == {Bound.BY, Bound.UNTIL}:
        return Bound.BY
    if pair == {Bound.WITHIN, Bound.FROM}:
        return Bound.FROM
    return None
