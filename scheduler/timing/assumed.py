"""What a reading took for granted where the words allow another view: codes to be shown beside the meaning."""

from collections.abc import Iterator

from scheduler.timing.atoms import Atom, Kind
from scheduler.timing.beats import Beat
from scheduler.timing.ir import Ambiguous, Recurring, Several, Timing
from scheduler.timing.points import Grain, Part
from scheduler.timing.whens import Bound, When


def assumed(found: tuple[Atom, ...], timing: Timing | None) -> list[str]:
    """Codes of the remarks on a reading, each once, in the order of the phrase. None where the timing is itself a question."""
    if timing is None or isinstance(timing, Ambiguous):
        return []
    codes = [code for atom in found for code in _of_atom(atom)]
    codes += _january(timing)
    return list(dict.fromkeys(codes))


def _of_atom(atom: Atom) -> Iterator[str]:
    value = atom.value
    if isinstance(value, When):
        yield from _of_when(value)
    if isinstance(value, Beat) and value.most is not None:
        yield "least-of-range"
    if atom.kind is Kind.STEADY and value == "forever":
        yield "no-end-said"


def _of_when(value: When) -> Iterator[str]:
    parts = value.points.parts if value.points is not None else ()
    for part in parts:
        yield from _of_part(part)
    if value.bound is Bound.NONE and len(parts) == 1 and parts[0].grain is Grain.YEAR:
        yield "bare-year"


def _of_part(part: Part) -> Iterator[str]:
    if part.grain is Grain.WEEK:
        yield "week-of-month"
    if part.grain is Grain.TEN:
        yield "days-of-month"
    if part.lunar:
        yield "lunar-day"
    if part.grain is Grain.SCHOOL:
        yield "school-year"


def _january(timing: Timing) -> list[str]:
    """A January day in a yearly report: is it this year's or the next's?"""
    if isinstance(timing, Several):
        return [code for one in timing.items for code in _january(one)]
    due = timing.due if isinstance(timing, Recurring) else None
    return (
        ["january-of-which-year"]
        if due is not None
        and due.month == 1
        and due.monthday
        and not due.year_offset
        and not (isinstance(timing, Recurring) and timing.season)
        else []
    )
