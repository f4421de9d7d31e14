"""Which atoms speak of time: remarks and "định kỳ" only lead to what stands behind them, or set it apart."""

from collections.abc import Sequence

from scheduler.timing.atom import DEPTH, FIRST, JOINED, KIND, RULE, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.bounds import Bound
from scheduler.timing.periods import Beat
from scheduler.timing.whens import When, is_day

_REMARK, _PERIODIC, _BEAT, _WHEN, _UNSET = Kind.REMARK, Kind.PERIODIC, Kind.BEAT, Kind.WHEN, Sep.NONE


def that_say(found: Sequence[Plain]) -> Sequence[Plain]:
    """The atoms that speak of time; "định kỳ" before a rhythm or a point only introduces it."""
    for at, atom in enumerate(found):
        if (kind := atom[KIND]) is _REMARK or kind is _PERIODIC:
            if at or kind is _REMARK or atom[SEP] is not _UNSET or not _all_say(found):
                return _led(found)
            return found[1:] if _introduces(atom, found[1]) else found
    return found


def _all_say(found: Sequence[Plain]) -> bool:
    """Whether all behind the first speak of time: behind "định kỳ" they mostly do, and nothing is to be put together anew."""
    for atom in found[1:]:
        if atom[KIND] is _REMARK or atom[KIND] is _PERIODIC:
            return False
    return len(found) > 1


def _led(found: Sequence[Plain]) -> list[Plain]:
    """What remarks and "định kỳ" lead to."""
    said: list[Plain] = []
    carry, before = _UNSET, None
    for at, atom in enumerate(found):
        kind = atom[KIND]
        if kind is _PERIODIC:
            if _introduces(atom, _next_said(found, at)):
                carry = max(carry, atom[SEP])
            elif not said or said[-1][KIND] is not _BEAT or atom[SEP] is not _UNSET:
                said.append(_behind(atom, max(carry, atom[SEP])) if carry else atom)
                carry = _UNSET
        elif kind is not _REMARK:
            timed = _completed(found, at) if before is _REMARK else atom
            said.append(_behind(timed, max(carry, timed[SEP])) if carry else timed)
            carry = _UNSET
        before = kind
    return said


def _next_said(found: Sequence[Plain], at: int) -> Plain | None:
    """The atom behind, past remarks."""
    while (at := at + 1) < len(found):
        if found[at][KIND] is not _REMARK:
            return _completed(found, at) if found[at - 1][KIND] is _REMARK else found[at]
    return None


def _completed(found: Sequence[Plain], at: int) -> Plain:
    """«hoàn thành <the work> trong năm»: the point is one to be done by; «…, báo cáo trước ngày …» one by itself."""
    atom = found[at]
    if not isinstance(atom[VALUE], (When, Beat)):
        return atom
    if isinstance(atom[VALUE], Beat):
        reported = found[at - 1][RULE] == "reporting" and at > 1 and found[at - 2][KIND] is Kind.STEADY
        return _behind(atom, Sep.SEMICOLON) if reported else atom  # "thường xuyên (báo cáo hằng quý)"
    if found[at - 1][RULE] == "completion":
        return (atom[KIND], atom[VALUE]._replace(done=True), *atom[FIRST:])
    before = found[at - 1]
    if before[RULE] == "round" and atom[DEPTH] > before[DEPTH] and at > 1:
        return (*atom[:SEP], max(atom[SEP], before[SEP]), before[DEPTH])  # "đợt 1 (tháng 3), đợt 2 (tháng 9)"
    if before[RULE] == "round" and any(isinstance(one[VALUE], Beat) and one[VALUE].counted for one in found[:at]):
        return _behind(atom, min(atom[SEP], Sep.COMMA))  # "02 đợt: đợt 1 trong tháng 5; đợt 2 trong tháng 8"
    if before[RULE] == "emphasis" or (before[RULE] == "label" and at > 1 and found[at - 2][RULE] == "emphasis"):
        return _set_apart(found[:at], atom)
    if at > 1 and found[at - 1][RULE] == "reporting" and found[at - 1][SEP] is Sep.COMMA and _is_span(found[at - 2]):
        return _behind(atom, Sep.SEMICOLON)  # "trong quý I, báo cáo trước ngày 25/3": the work, and its report
    return atom


def _behind(atom: Plain, sep: Sep) -> Plain:
    """The atom with other words before it."""
    return (*atom[:SEP], sep, atom[DEPTH])


def _set_apart(before: Sequence[Plain], atom: Plain) -> Plain:
    """Thường xuyên, tập trung vào quý II: all the time, and that part of it above all; beside another point it is asked which."""
    kinds = [one[KIND] for one in before if one[KIND] is not _REMARK]
    apart = not kinds or Kind.STEADY in kinds or kinds[-1] is not _WHEN
    return (*atom[:SEP], Sep.SEMICOLON if apart else _UNSET, 0)


def _is_span(atom: Plain) -> bool:
    value = atom[VALUE]
    return atom[KIND] in (Kind.STEADY, Kind.CLOCK) or (
        isinstance(value, When) and value.bound is not Bound.NONE and not is_day(value)
    )


def _introduces(atom: Plain, after: Plain | None) -> bool:
    if after is None:
        return False
    kind, _, _, _, _, sep, depth = after
    if depth != atom[DEPTH]:
        return depth > atom[DEPTH] and kind in _TIMES
    return kind in _LED and sep in JOINED


_TIMES = (Kind.BEAT, Kind.WHEN)

_LED = (*_TIMES, Kind.CLOCK, Kind.RELATION)
