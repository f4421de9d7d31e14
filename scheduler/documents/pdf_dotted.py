"""Rules of a PDF page that are drawn as rows of dots or dashes, as browsers draw them → each as one line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from scheduler.documents.pdf_strokes import Stroke

_LONGEST = 8.0
"""Points that a dot or a dash is long at most."""
_THICKEST = 3.0
"""Points that it is thick at most."""
_FARTHEST = 6.0
"""Points of white space between two of a rule at most."""
_UNEVEN = 0.5
"""Points by which these spaces differ at most: the marks of a square code stand at distances of their own."""
_SAME = 0.2
"""Points by which the marks of one rule stand out of line at most."""
_FEWEST = 6
"""Marks of a rule."""
_TOUCHING = 0.01
"""Points of white space between two marks that stand in one place."""

_Mark = tuple[float, float, float, float, int]
"""Across, along, end along, thickness, and the place of what is drawn."""


def rules_of_marks(boxes: Sequence[Stroke]) -> tuple[list[Stroke], frozenset[int]]:
    """Rules that small boxes in a row make, flat and upright ones, and the places (in `boxes`) of those that make them."""
    small = [(at, box) for at, box in enumerate(boxes) if max(box[2] - box[0], box[3] - box[1]) <= _LONGEST]
    flat = list(_runs((box[1], box[0], box[2], box[3] - box[1], at) for at, box in small))
    upright = list(_runs((box[0], box[1], box[3], box[2] - box[0], at) for at, box in small))
    rules: list[Stroke] = []
    for run in flat:
        middle = run[0][0] + run[0][3] / 2
        rules.append((run[0][1], middle, max(mark[2] for mark in run), middle))
    for run in upright:
        middle = run[0][0] + run[0][3] / 2
        rules.append((middle, run[0][1], middle, max(mark[2] for mark in run)))
    return rules, frozenset(mark[4] for run in (*flat, *upright) for mark in run)


def _runs(marks: Iterable[_Mark]) -> Iterator[list[_Mark]]:
    """Marks that stand in line at even distances, from first to last."""
    thin = sorted((one for one in marks if one[3] <= min(_THICKEST, one[2] - one[1] + _UNEVEN)), key=_in_line)
    for _, in_line in groupby(thin, key=lambda one: _in_line(one)[0]):
        yield from (run for run in _even(list(in_line)) if len(run) >= _FEWEST)


def _in_line(mark: _Mark) -> tuple[int, float]:
    return round(mark[0] / _SAME), mark[1]


def _even(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Marks in line, parted where the space between two is another one; two cells draw the rule between them one over the other."""
    run, end = [marks[0]], marks[0][2]
    space: float | None = None
    for new in marks[1:]:
        between = new[1] - end
        if between > _TOUCHING and (between > _FARTHEST or (space is not None and abs(between - space) > _UNEVEN)):
            yield run
            run, end, space = [new], new[2], None
            continue
        space = between if space is None and between > _TOUCHING else space
        run.append(new)
        end = max(end, new[2])
    yield run
