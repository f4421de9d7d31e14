"""Tables that a PDF rules in part, by flat lines, shaded rows, a frame without its header: the strokes that they lack."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scheduler.documents.pdf_crossed import count_of_labels, is_crossed, stands_in, uprights
from scheduler.documents.pdf_frames import FEWEST, LONGEST_TITLE, NEAR, Frame, Level, frames_of, levels_of, often
from scheduler.documents.pdf_lines import Letter, Line
from scheduler.documents.pdf_open_rows import filled_by, has_rows_below, header, last_row
from scheduler.documents.pdf_strokes import Stroke

_WHITE = 1.0
"""Points of white space between two columns."""


def missing_strokes(
    strokes: Iterable[Stroke], letters: Sequence[Letter], before: Sequence[float] | None = None
) -> list[Stroke]:
    """The upright lines that rows parted by flat lines alone lack, the frame of a header above its lines and of a row below.

    before: the columns of the table that the page before ends with, which the first one here may go on with.
    """
    known = tuple(strokes)
    upright = [one for one in known if one[3] - one[1] > max(2 * NEAR, one[2] - one[0])]
    frames = list(frames_of(levels_of(known), letters, upright))
    found: list[Stroke] = []
    for at, frame in enumerate(frames):
        floor = frames[at + 1].levels[0].y if at + 1 < len(frames) else float("inf")
        own = [one for one in letters if one.middle[1] > _ceiling(frames[at - 1], upright)] if at else letters
        found += _missing(frame, upright, own, before if at == 0 else None, floor)
    return found


def _ceiling(above: Frame, upright: Sequence[Stroke]) -> float:
    """Where the table above ends, so that none of its rows is a header of the next; no end where upright lines do not show one."""
    end = above.levels[-1].y
    closed = often((one[0] for one in upright if abs(one[3] - end) <= NEAR), 1)
    return end if len(closed) > FEWEST else float("-inf")


def _missing(
    frame: Frame, upright: Sequence[Stroke], letters: Sequence[Letter], before: Sequence[float] | None, floor: float
) -> Iterator[Stroke]:
    goes_on = before is not None and _is_same(frame, before)
    edges = tuple(before) if before is not None and goes_on else _edges(frame, upright)
    bare = _bare_bands(frame, upright)
    if len(edges) <= FEWEST or len(frame.levels) < 2 or has_rows_below(frame, edges, letters, floor):
        return
    yield from _lacking(frame, edges, upright)
    last = list(last_row(frame, edges, letters, floor))
    head = [] if _stands_below_row(frame, upright) else list(header(frame, edges, letters, goes_on))
    rows = [band for band in frame.bands[0 if head else 1 :] if band]
    counted = bool(rows or last) and all(count_of_labels(band, edges[1]) == 1 for band in rows)
    sure = goes_on or len(frame.levels) > FEWEST or counted
    if bare and _is_by_row(frame, bare, edges) and sure:
        for at in bare:
            yield from uprights(frame.bands[at], edges, frame.levels[at].y, frame.levels[at + 1].y)
    elif bare:
        return
    yield from (*head, *last)


def _stands_below_row(frame: Frame, upright: Sequence[Stroke]) -> bool:
    """Whether a row that is drawn on both its sides ends where the table begins: borders set apart draw each row for itself."""
    top = frame.levels[0].y
    ending = [one[0] for one in upright if one[1] < top - 4 * NEAR and abs(one[3] - top) <= 2 * NEAR]
    return all(any(abs(x - side) <= 2 * NEAR for x in ending) for side in (frame.left, frame.right))


def _is_same(frame: Frame, before: Sequence[float]) -> bool:
    """Whether a frame is as wide as the table before it, and its text stands in the columns of that."""
    if abs(frame.left - before[0]) > NEAR or abs(frame.right - before[-1]) > NEAR:
        return False
    lines = [line for band in frame.bands for line in band]
    return 2 * sum(stands_in(line, before) for line in lines) >= len(lines)


def _bare_bands(frame: Frame, upright: Sequence[Stroke]) -> list[int]:
    """The rows that no upright line stands in, not even at their sides; where none stands inside of any row, all of them."""
    left, right = frame.left - NEAR, frame.right + NEAR
    known = [
        one for one in upright if left < one[0] < right and one[3] > frame.levels[0].y and one[1] < frame.levels[-1].y
    ]
    inner = [one for one in known if left + 2 * NEAR < one[0] < right - 2 * NEAR]
    found = []
    for at, (above, below) in enumerate(pairwise(frame.levels)):
        middle = (above.y + below.y) / 2
        if below.y - above.y > 2 * NEAR and not any(one[1] < middle < one[3] for one in inner and known):
            found.append(at)
    return found


def _lacking(frame: Frame, edges: Sequence[float], upright: Sequence[Stroke]) -> Iterator[Stroke]:
    """The upright lines that rows with some of them lack: at their sides, and between columns of which each holds text of its own.

    Where one row lacks a line so, others that have no more lines lack it too, unless their text runs over it.
    """
    rows = [(at, known) for at in range(len(frame.levels) - 1) if (known := _known_edges(frame, at, edges, upright))]
    lacking = [set(edges) - known for at, known in rows if _stand_apart(frame.bands[at], edges, set(edges) - known)]
    for at, known in rows:
        top, bottom = frame.levels[at].y, frame.levels[at + 1].y
        missing = [x for x in edges if x not in known]
        if not any(set(missing) == one for one in lacking):
            missing = [x for x in missing if x in (edges[0], edges[-1])]
        crossed = _stands_in_rows if count_of_labels(frame.bands[at], edges[1]) > 1 else _is_free
        yield from ((x, top, x, bottom) for x in missing if x in (edges[0], edges[-1]) or crossed(frame.bands[at], x))


def _known_edges(frame: Frame, at: int, edges: Sequence[float], upright: Sequence[Stroke]) -> set[float]:
    """Those edges of columns that an upright line of this row stands on."""
    middle = (frame.levels[at].y + frame.levels[at + 1].y) / 2
    here = [one[0] for one in upright if one[1] < middle < one[3]]
    return {x for x in edges if any(abs(x - one) <= NEAR for one in here)}


def _stand_apart(band: Sequence[Line], edges: Sequence[float], missing: set[float]) -> bool:
    """Whether text stands in the columns on both sides of each of these edges, and runs over none."""
    inner = [at for at, x in enumerate(edges) if x in missing and 0 < at < len(edges) - 1]
    filled = filled_by(band, edges)
    crossed = _stands_in_rows if count_of_labels(band, edges[1]) > 1 else _is_free
    return bool(inner) and all({at, at + 1} <= filled and crossed(band, edges[at]) for at in inner)


def _is_free(band: Sequence[Line], edge: float) -> bool:
    return not is_crossed(band, edge)


def _stands_in_rows(band: Sequence[Line], edge: float) -> bool:
    """Whether hardly any line of several rows runs over an edge: titles of sections do."""
    beside = [line for line in band if line[0].x0 < edge < line[-1].x1]
    return 3 * sum(is_crossed([line], edge) for line in beside) <= len(beside)


def _edges(frame: Frame, upright: Sequence[Stroke]) -> tuple[float, ...]:
    """Where columns part: at the ends of the pieces of most lines, at upright lines of other rows, else amid white strips."""
    inside = [s[0] for s in upright if frame.levels[0].y - NEAR < (s[1] + s[3]) / 2 < frame.levels[-1].y + NEAR]
    ruled = [x for x in often(inside, 1) if frame.left + NEAR < x < frame.right - NEAR]
    if len(ruled) >= FEWEST - 1:
        return (frame.left, *ruled, frame.right)
    inner = [x for level in frame.levels for x in _ends(level) if frame.left + NEAR < x < frame.right - NEAR]
    found = often(inner, 2 if len(frame.levels) > FEWEST else 1)
    if len(found) < FEWEST - 1:
        found = _white_strips(frame)
    return (frame.left, *found, frame.right) if len(found) >= FEWEST - 1 else ()


def _ends(level: Level) -> set[float]:
    """Where one piece of a level ends and the next begins."""
    begins = [left for left, _ in level.pieces]
    return {right for _, right in level.pieces if any(abs(right - left) <= NEAR for left in begins)}


def _white_strips(frame: Frame) -> tuple[float, ...]:
    """The middles of strips that are white in every row, titles that run over columns aside."""
    rows = [band for band in frame.bands if band]
    plain = [band for band in rows if sum(len(line) > 1 for line in band) or len(band) > LONGEST_TITLE]
    titles = [band for band in plain if max(map(len, band)) < FEWEST and len(band) <= LONGEST_TITLE]
    lines = [line for band in plain if band not in titles for line in band]
    full = _strips([line for line in lines if len(line) >= FEWEST])
    standing = [line for line in lines if not any(s.x0 <= x0 and x1 <= s.x1 for s in line for x0, x1 in full)]
    return tuple((left + right) / 2 for left, right in _strips(standing))


def _strips(lines: Iterable[Line]) -> list[tuple[float, float]]:
    """The strips that all these lines leave white."""
    found: list[tuple[float, float]] = []
    reach = None
    for left, right in sorted((s.x0, s.x1) for line in lines for s in line):
        if reach is not None and left - reach > _WHITE:
            found.append((reach, left))
        reach = right if reach is None else max(reach, right)
    return found


def _is_by_row(frame: Frame, bare: Sequence[int], edges: Sequence[float]) -> bool:
    """Whether lines stand between all rows: in none of these does the first column count more than one."""
    if not bare:
        return False
    return all(count_of_labels(frame.bands[at], edges[1]) < 2 for at in bare)
