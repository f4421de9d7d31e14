"""Which of how many a piece is («kỳ 3/12») where a plan is laid out anew while it runs: numbers go on from those that were told."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from scheduler.schedule import Occurrence

_FIGURES: Final = re.compile(r"\d+")

_Shape = tuple[str, str]
"""What the period keys of one rhythm have in common: «2026-W10.2» is a second piece of a week."""
_Count = tuple[int, int]


def counted_on(
    past: Sequence[Occurrence],
    ahead: Sequence[Occurrence],
    layout: Iterable[Occurrence],
    rolling: Collection[str] = (),
) -> tuple[tuple[Occurrence, ...], tuple[Occurrence, ...]]:
    """What was told and lies behind keeps its number; what is ahead is numbered on, and all have one total, the last number.

    A rhythm that has nothing ahead stays as it is. layout: all that the plan as it is now comes to, by which it is known which
    period keys are counted together (quý, 6 tháng, năm). rolling: the plans that hold anew each year, and count so.
    """
    together = _counted_together(layout)
    runs: dict[tuple[str, _Shape], list[tuple[Occurrence, bool]]] = defaultdict(list)
    for told, found in ((True, past), (False, ahead)):
        for one in found:
            if one.unit is None and one.number is not None:
                task = one.tasks[0]
                runs[task, together.get((task, _shape(one)), _shape(one))].append((one, told))
    new: dict[bool, dict[tuple[str, str], _Count]] = {True: {}, False: {}}
    for pieces in runs.values():
        pieces.sort(key=lambda pair: (pair[0].due, pair[0].number or 0, pair[0].uid))
        for run in _by_year(pieces) if pieces[0][0].plan in rolling else (pieces,):
            _number(run, new)
    return tuple(_with(o, new[True]) for o in past), tuple(_with(o, new[False]) for o in ahead)


def _number(run: Sequence[tuple[Occurrence, bool]], new: Mapping[bool, dict[tuple[str, str], _Count]]) -> None:
    if all(told for _, told in run):
        return
    numbers: list[int] = []
    for piece, told in run:
        numbers.append(piece.number or 0 if told else max(numbers, default=0) + 1)
    for (piece, told), number in zip(run, numbers, strict=True):
        new[told][_place(piece)] = number, max(numbers)


def _by_year(run: Sequence[tuple[Occurrence, bool]]) -> Iterable[Sequence[tuple[Occurrence, bool]]]:
    """One run a year, but for a span that the plan dates with years of its own and counts through."""
    starts = [0]
    for at, ((before, _), (after, _)) in enumerate(pairwise(run), 1):
        counted_through = after.number == (before.number or 0) + 1 and after.total == before.total
        if after.due.year != before.due.year and not counted_through:
            starts.append(at)
    return (run[first:last] for first, last in pairwise((*starts, len(run))))


def _counted_together(layout: Iterable[Occurrence]) -> dict[tuple[str, _Shape], _Shape]:
    """By task and shape the shape under which its pieces are counted: several are one run where no number is among them twice."""
    seen: dict[str, dict[_Shape, set[_Count]]] = defaultdict(lambda: defaultdict(set))
    for one in layout:
        if one.unit is None and one.number is not None:
            seen[one.tasks[0]][_shape(one)].add((one.number, one.total or 0))
    found: dict[tuple[str, _Shape], _Shape] = {}
    for task, shapes in seen.items():
        runs: dict[_Shape, set[_Count]] = {}
        for shape, counts in shapes.items():
            first = next((s for s, run in runs.items() if _go_together(run, counts)), shape)
            runs[first] = runs.get(first, set()) | counts
            found[task, shape] = first
    return found


def _go_together(these: set[_Count], those: set[_Count]) -> bool:
    numbers = [{number for number, _ in counts} for counts in (these, those)]
    totals = [{total for _, total in counts} for counts in (these, those)]
    return numbers[0].isdisjoint(numbers[1]) and totals[0] == totals[1]


def _shape(one: Occurrence) -> _Shape:
    period, _, suffix = one.period_key.partition(".")
    return _FIGURES.sub("0", period), suffix


def _place(one: Occurrence) -> tuple[str, str]:
    return one.tasks[0], one.period_key


def _with(one: Occurrence, new: Mapping[tuple[str, str], _Count]) -> Occurrence:
    """With its count, the same for what all see and for each unit's part."""
    count = new.get(_place(one)) if one.number is not None else None
    if count is None or (one.number, one.total) == count:
        return one
    return replace(one, number=count[0], total=count[1])
