"""What a reading took for granted where the words allow another view: codes to be shown beside the meaning."""

from scheduler.timing.atom import Atom, Kind
from scheduler.timing.bounds import Bound
from scheduler.timing.ir import Ambiguous, Continuous, Recurring, Several, Timing
from scheduler.timing.month_places import Cycle
from scheduler.timing.periods import Beat
from scheduler.timing.points import Grain, Points
from scheduler.timing.whens import Hours, When


def assumed(found: tuple[Atom, ...], timing: Timing) -> list[str]:
    """Codes of the remarks on a reading, each once, in the order of the phrase. None where the timing is itself a question."""
    if isinstance(timing, Ambiguous):
        return []
    codes: list[str] = []
    for kind, value, _, _, rule, *_ in found:
        if kind is Kind.WHEN and isinstance(value, When):
            if value.points is not None:
                _of_points(value.points, value.bound, codes)
            elif value.cycles is not None and (code := _of_stretch(value.cycles.days[0])) is not None:
                codes.append(code)
            if value.clipped:
                codes.append("hours-not-scheduled")
            if value.lasting is not None:
                codes.append("hours-as-length")
        elif kind is Kind.CLOCK:
            if isinstance(value, Hours):
                codes.append("hours-as-length")
        elif kind is Kind.BEAT:
            if isinstance(value, Beat) and value.most is not None:
                codes.append("least-of-range")
        elif kind is Kind.STEADY and value == "forever":
            codes.append("no-end-said")
        elif rule == "soon-after-event":
            codes.append("hours-in-event")
        elif rule in _OF_REMARK:
            codes.append(_OF_REMARK[rule])
    if "bare-year" in codes and isinstance(timing, Continuous) and not timing.once:
        codes.remove("bare-year")  # «2025 và những năm tiếp theo» is not to be done within that year
    codes += _january(timing)
    return list(dict.fromkeys(codes)) if codes else codes


_OF_REMARK = {
    "words-in-brackets": "remark-not-scheduled",
    "data-period-in-brackets": "data-period",
    "shift-off-holidays": "shift-by-settings",
    "size-of-one": "size-not-scheduled",
    "unknown-work": "unknown-work",
    "many-within": "count-not-scheduled",
    "subject": "subject-passed-over",
}
_OF_GRAIN = {
    Grain.WEEK: "week-of-month",
    Grain.TEN: "days-of-month",
    Grain.DAYS: "days-of-month",
    Grain.SCHOOL: "school-year",
}


def _of_stretch(cycle: Cycle) -> str | None:
    """A week or a third of each month; its last N days need no remark."""
    start, end = cycle.start, cycle.monthday
    if start is None:
        return None
    if cycle.nth is not None or start == -_WEEK or (end is not None and end - start + 1 == _WEEK):
        return "week-of-month"
    return "days-of-month" if start > 0 and cycle.anchor is None and cycle.offset is None else None


_WEEK = 7


def _of_points(points: Points, bound: Bound, codes: list[str]) -> None:
    for part in points.parts:
        if part.grain in _OF_GRAIN:
            codes.append(_OF_GRAIN[part.grain])
        elif part.grain is Grain.YEAR and bound is Bound.NONE and not points.links:
            codes.append("bare-year")


def _january(timing: Timing) -> list[str]:
    """A January day in a yearly report: is it this year's or the next's?"""
    if isinstance(timing, Several):
        return [code for one in timing.items for code in _january(one)]
    if not isinstance(timing, Recurring) or timing.due is None:
        return []
    due = timing.due
    return (
        ["january-of-which-year"]
        if due.month == 1 and due.monthday and not due.year_offset and not timing.season
        else []
    )
