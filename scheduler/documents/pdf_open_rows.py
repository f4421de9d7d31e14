"""Rows of a PDF table that stand outside its lines: titles above the first one, a row below the last."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from scheduler.documents.pdf_crossed import LABEL, count_of_labels, is_crossed, stands_in, uprights
from scheduler.documents.pdf_frames import FEWEST, LONGEST_TITLE, NEAR, Frame
from scheduler.documents.pdf_lines import Letter, Line, lines_of
from scheduler.documents.pdf_strokes import Stroke

_LONGEST_WIDE = 60
"""Letters of a title over several columns."""
_CLOSE = 1.7
"""Sizes of white space below which lines stand with those of a table."""


def header(frame: Frame, edges: Sequence[float], letters: Sequence[Letter], goes_on: bool) -> Iterator[Stroke]:
    """The frame of titles that stand above the first line of a table, each in its column; of what is left of a row there."""
    floor = frame.levels[0].y
    lines = list(reversed(lines_of(one for one in letters if one.middle[1] < floor)))
    above = _beside(lines, edges, floor, up=True)
    over = [line for line in _beside(lines, edges, floor, up=True, fits=_may_title) if line not in above]
    above += over
    filled = filled_by(above, edges)
    if len(filled) < (1 if goes_on and above and _is_first(above[-1], letters) else needed(edges)):
        return
    top = min(segment.top for line in above for segment in line) - 1
    yield edges[0], top, edges[-1], top
    wide = [segment for line in over for segment in line if any(is_crossed([(segment,)], x) for x in edges[1:-1])]
    for x in edges:
        if not (crossing := [one for one in wide if one.x0 < x < one.x1]):
            yield x, top, x, floor
        for one in crossing:
            yield x, one.bottom + 1, x, floor
    for one in wide:
        left = max(x for x in edges if x <= one.x0 + NEAR)
        right = min(x for x in edges if x >= one.x1 - NEAR)
        yield left, one.bottom + 1, right, one.bottom + 1


def _may_title(line: Line, edges: Sequence[float]) -> bool:
    """Whether the titles of columns stand in a line, one over two or more of them perhaps."""
    inside = line[0].x0 > edges[0] - NEAR and line[-1].x1 < edges[-1] + NEAR
    short = all(len(segment.text) <= _LONGEST_WIDE for segment in line)
    return inside and short and (len(line) > 1 or stands_in(line, edges))


def last_row(frame: Frame, edges: Sequence[float], letters: Sequence[Letter], floor: float) -> Iterator[Stroke]:
    """The frame of a row that stands below the last line of a table: lines above each row, or shaded ones, leave it open."""
    end = frame.levels[-1].y
    lines = lines_of(one for one in letters if end < one.middle[1] < floor)
    below = _beside(lines, edges, end, up=False) or _section(lines, edges, end)
    is_row = len(filled_by(below, edges)) >= needed(edges) or _is_title(below, edges)
    if not below or not is_row or count_of_labels(below, edges[1]) > 1:
        return
    bottom = max(segment.bottom for line in below for segment in line) + 1
    yield edges[0], bottom, edges[-1], bottom
    yield from uprights(below, edges, end, bottom)


def has_rows_below(frame: Frame, edges: Sequence[float], letters: Sequence[Letter], floor: float) -> bool:
    """Whether more rows than one stand below the last line: then lines stand around the header alone."""
    end = frame.levels[-1].y
    found: list[Line] = []
    for line in lines_of(one for one in letters if end < one.middle[1] < floor):
        if not stands_in(line, edges) and not _is_title([line], edges):
            break
        found.append(line)
    return count_of_labels(found, edges[1]) > 1


def _section(lines: Sequence[Line], edges: Sequence[float], y: float) -> list[Line]:
    """The lines of a section's title right below a table: its number in the first column, its text over the others."""
    found: list[Line] = []
    for line in lines[: LONGEST_TITLE + 1]:
        if line[0].top - y > _CLOSE * line[0].size or line[0].x0 < edges[0] - NEAR or line[-1].x1 > edges[-1] + NEAR:
            break
        found.append(line)
        y = max(y, line[-1].bottom)
    return found if _is_title(found, edges) else []


def _is_title(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether these lines are one number in the first column and text that begins in the second."""
    segments = [segment for line in lines for segment in line]
    numbers = [segment for segment in segments if segment.x1 < edges[1]]
    text = [segment for segment in segments if segment.x1 >= edges[1]]
    if len(numbers) != 1 or not text or not LABEL.match(numbers[0].text):
        return False
    left = text[0].x0
    return edges[1] - NEAR < left < edges[2] and all(abs(one.x0 - left) <= NEAR for one in text)


def _is_first(line: Line, letters: Iterable[Letter]) -> bool:
    """Whether nothing but a number of the page stands above a line."""
    above = lines_of(one for one in letters if one.middle[1] < line[0].top)
    return sum(len(segment.text) for line in above for segment in line) < 4


def needed(edges: Sequence[float]) -> int:
    """Columns that lines fill which belong to a table."""
    return max(FEWEST, -(-2 * (len(edges) - 1) // 3))


def filled_by(lines: Iterable[Line], edges: Sequence[float]) -> set[int]:
    """The columns that something of these lines stands in."""
    return {sum((s.x0 + s.x1) / 2 > x for x in edges) for line in lines for s in line}


def _beside(
    lines: Iterable[Line],
    edges: Sequence[float],
    y: float,
    up: bool,
    fits: Callable[[Line, Sequence[float]], bool] | None = None,
) -> list[Line]:
    """The lines, from near to far, that stand in the columns and close to those before them."""
    found: list[Line] = []
    for line in lines:
        near, far = max(s.bottom for s in line), min(s.top for s in line)
        gap = y - near if up else far - y
        if gap > _CLOSE * max(segment.size for segment in line) or not (fits or stands_in)(line, edges):
            break
        found.append(line)
        y = far if up else near
    return found
