"""Where the columns of a half-ruled row part, and where its text runs over the edge of one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from scheduler.documents.pdf_frames import NEAR
from scheduler.documents.pdf_lines import Line
from scheduler.documents.pdf_strokes import Stroke

LABEL = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]{0,2}$")
_BLANK = 0.35
"""Sizes of white space that are no more than a blank between two words."""


def count_of_labels(band: Sequence[Line], edge: float) -> int:
    first = (line[0] for line in band if line[0].x1 < edge + NEAR)
    return sum(LABEL.match(segment.text) is not None for segment in first)


def uprights(band: Sequence[Line], edges: Sequence[float], top: float, bottom: float) -> Iterator[Stroke]:
    """The upright lines of a row, but for those that would cut a text that runs over them."""
    for x in edges:
        if x in (edges[0], edges[-1]) or not is_crossed(band, x):
            yield x, top, x, bottom


def is_crossed(band: Iterable[Line], edge: float) -> bool:
    """Whether the text of a row runs over the edge of a column: a letter stands on it, or on each line no more than a blank."""
    over = [segment for line in band for segment in line if segment.x0 < edge - NEAR and segment.x1 > edge + NEAR]
    if any(one.x0 < edge - 1 and one.x1 > edge + 1 and one.text.strip() for s in over for one in s.letters):
        return True
    sides = [line for line in band if line[0].x0 < edge < line[-1].x1]
    return bool(over) and all(_gap_at(line, edge) < _BLANK * line[0].size for line in sides)


def _gap_at(line: Line, edge: float) -> float:
    letters = [one for segment in line for one in segment.letters if one.text.strip()]
    left = max((one.x1 for one in letters if one.middle[0] < edge), default=edge)
    right = min((one.x0 for one in letters if one.middle[0] >= edge), default=edge)
    return right - left


def stands_in(line: Line, edges: Sequence[float]) -> bool:
    inside = line[0].x0 > edges[0] - NEAR and line[-1].x1 < edges[-1] + NEAR
    return inside and not any(is_crossed([line], x) for x in edges[1:-1])
