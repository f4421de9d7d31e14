"""What is drawn over other text of a PDF page: a box or a stamp whose letters stand amid those of a line."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from scheduler.documents.pdf_lines import Letter

Run = list[Letter]
"""Letters that are drawn one after the other, and stand so."""

_BREAK = 2.5
"""Sizes of white space between two letters that are drawn one after the other and stand apart."""
_BLANK = 0.2
_ON_LINE = 0.3
_WIDE, _HIGH = 0.3, 0.5
"""Shares of the smaller letter that lie over another one: neighbours touch, lines overlap by their accents."""


def overlaid(letters: Sequence[Letter]) -> Iterator[str]:
    """The texts of those runs of letters that lie over letters of another run, from top to bottom."""
    runs = runs_of(letters)
    found = {at for pair in crossing(runs) for at in pair}
    return (run_text(runs[at]) for at in sorted(found, key=lambda at: _top(runs[at])))


def runs_of(letters: Sequence[Letter], widest: float = _BREAK) -> list[Run]:
    """The letters by pieces of lines, in the order in which the file draws them. widest: sizes of white space within a piece."""
    return [run for run in _runs(letters, widest) if run]


def crossing(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """The places of each two runs whose letters lie over each other."""
    order = sorted(range(len(runs)), key=lambda at: _top(runs[at]))
    heights = [max(one.bottom for one in runs[at]) for at in order]
    for place, at in enumerate(order):
        for other in islice(order, place + 1, None):
            if _top(runs[other]) >= heights[place]:
                break
            if _cross(runs[at], runs[other]):
                yield at, other


def _runs(letters: Sequence[Letter], widest: float) -> Iterator[Run]:
    run: Run = []
    for one in letters:
        if not one.text.strip() or all(unicodedata.combining(c) for c in one.text):
            continue
        if run and _is_apart(run[-1], one, widest):
            yield run
            run = []
        run.append(one)
    yield run


def _is_apart(last: Letter, new: Letter, widest: float) -> bool:
    size = max(last.size, new.size)
    off_line = abs(new.bottom - last.bottom) > _ON_LINE * size
    return off_line or not -_BLANK * size <= new.x0 - last.x1 <= widest * size


def _top(run: Sequence[Letter]) -> float:
    return min(one.top for one in run)


def _cross(run: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Whether letters of the two lie over each other; one text drawn twice is a shadow, as bold is faked."""
    if run[0].x0 > other[-1].x1 or other[0].x0 > run[-1].x1 or run_text(run) == run_text(other):
        return False
    return any(_covers(a, b) for a in run for b in other)


def _covers(one: Letter, other: Letter) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    return wide > _WIDE * narrower and high > _HIGH * min(one.bottom - one.top, other.bottom - other.top)


def run_text(run: Sequence[Letter]) -> str:
    """What a run says."""
    pieces = [run[0].text]
    for last, new in pairwise(run):
        pieces.append((" " if new.x0 - last.x1 > _BLANK * max(last.size, new.size) else "") + new.text)
    return "".join(pieces)
