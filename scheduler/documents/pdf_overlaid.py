"""What is drawn over other text of a PDF page: a box or a stamp whose letters stand amid those of a line."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.documents.pdf_lines import Letter

_BREAK = 2.5
"""Sizes of white space between two letters that are drawn one after the other and stand apart."""
_BLANK = 0.2
_ON_LINE = 0.3
_WIDE, _HIGH = 0.3, 0.5
"""Shares of the smaller letter that lie over another one: neighbours touch, lines overlap by their accents."""


def overlaid(letters: Sequence[Letter]) -> Iterator[str]:
    """The texts of those runs of letters, in the order in which the file draws them, that lie over letters of another run."""
    runs = [run for run in _runs(letters) if run]
    runs.sort(key=_top)
    heights = [max(one.bottom for one in run) for run in runs]
    found: set[int] = set()
    for at, run in enumerate(runs):
        for other in range(at + 1, len(runs)):
            if _top(runs[other]) >= heights[at]:
                break
            if _cross(run, runs[other]):
                found.update((at, other))
    return (_text(runs[at]) for at in sorted(found))


def _runs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    run: list[Letter] = []
    for one in letters:
        if not one.text.strip() or all(unicodedata.combining(c) for c in one.text):
            continue
        if run and _is_apart(run[-1], one):
            yield run
            run = []
        run.append(one)
    yield run


def _is_apart(last: Letter, new: Letter) -> bool:
    size = max(last.size, new.size)
    off_line = abs(new.bottom - last.bottom) > _ON_LINE * size
    return off_line or not -_BLANK * size <= new.x0 - last.x1 <= _BREAK * size


def _top(run: Sequence[Letter]) -> float:
    return min(one.top for one in run)


def _cross(run: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Whether letters of the two lie over each other; one text drawn twice is a shadow, as bold is faked."""
    if run[0].x0 > other[-1].x1 or other[0].x0 > run[-1].x1 or _text(run) == _text(other):
        return False
    return any(_covers(a, b) for a in run for b in other)


def _covers(one: Letter, other: Letter) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    return wide > _WIDE * narrower and high > _HIGH * min(one.bottom - one.top, other.bottom - other.top)


def _text(run: Sequence[Letter]) -> str:
    pieces = [run[0].text]
    for last, new in pairwise(run):
        pieces.append((" " if new.x0 - last.x1 > _BLANK * max(last.size, new.size) else "") + new.text)
    return "".join(pieces)
