"""Lines for which a row of a printed sheet is too low: the paper hides them, the file draws them over the rows below."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_overlaid import Run, crossing, run_text, runs_of
from scheduler.documents.pdf_strokes import Stroke
from scheduler.documents.pdf_tables import Ruled

_SAME_EDGE = 0.1
"""Sizes within which the lines of one cell begin, or have their middles."""
_WIDEST = 1.2
"""Sizes of white space between two words of a line, which stand nearer than the text of two columns."""
_STEP = (0.8, 1.8)
"""Sizes from one line of a cell to the next."""
_SAME_SIZE = 0.05
_NEAR = 3.0
"""Points within which lines are one."""
_BELOW = 1.8
"""Sizes from the foot of a table to the foot of a line that fell out of it."""


def with_hidden(letters: Sequence[Letter]) -> tuple[list[Letter], int]:
    """The letters, lines that lie over those of another cell put behind the line before them; and how many lines these are.

    A program draws the lines of a cell one after the other, so that the order in the file shows which belong together. Of two
    cells whose lines lie over each other, each beginning at one edge, the lines of the one that begins higher are hidden.
    """
    runs = runs_of(letters, _WIDEST)
    first = firsts(runs)
    hidden: set[int] = set()
    for one, other in crossing(runs):
        upper, lower = sorted((one, other), key=lambda at: runs[first[at]][0].bottom)
        if first[upper] not in (upper, first[lower]) and _is_in_column(runs[upper], runs[lower]):
            hidden |= {at for at in range(upper, len(runs)) if first[at] == first[upper]}
    return _put_behind(letters, runs, hidden), len(hidden)


def with_fallen(
    letters: Sequence[Letter], tables: Sequence[Ruled], drawn: Sequence[Stroke]
) -> tuple[list[Letter], int]:
    """The letters, lines alone below a table that go on with a cell of its last row put behind the line before; and how many.

    drawn: the lines of the page; below a table whose last one is missing, rows may stand.
    """
    closed = [table for table in tables if any(_closes(one, table) for one in drawn)]
    if not any(_is_right_below(one, table) for table in closed for one in letters if one.text.strip()):
        return list(letters), 0
    runs = runs_of(letters, _WIDEST)
    first = firsts(runs)
    hidden: set[int] = set()
    for at, run in enumerate(runs):
        for table in closed:
            goes_on = first[at] != at and (at - 1 in hidden or table.holds(runs[at - 1][0]))
            falls = goes_on and table.holds(runs[first[at]][0]) and run[0].middle[1] > table.box[3]
            if falls and not any(_is_on_line(one, run) for other, one in enumerate(runs) if other != at):
                hidden.add(at)
    return _put_behind(letters, runs, hidden), len(hidden)


def _closes(stroke: Stroke, table: Ruled) -> bool:
    x0, top, x1, bottom = stroke
    return x1 - x0 > bottom - top and abs(top - table.box[3]) < _NEAR and x0 < table.box[2] and x1 > table.box[0]


def _is_on_line(one: Run, other: Run) -> bool:
    return abs(one[0].bottom - other[0].bottom) < 0.5 * other[0].size


def _is_right_below(one: Letter, table: Ruled) -> bool:
    x, y = one.middle
    left, _, right, bottom = table.box
    return y > bottom and one.bottom < bottom + _BELOW * one.size and left < x < right


def firsts(runs: Sequence[Run]) -> list[int]:
    """For each run the first line of the cell that it is drawn with."""
    found = [0] if runs else []
    for at, (last, new) in enumerate(pairwise(runs), 1):
        found.append(found[at - 1] if _goes_on(last, new) else at)
    return found


def _goes_on(last: Run, new: Run) -> bool:
    size = new[0].size
    step = (new[0].bottom - last[0].bottom) / size if size else 0.0
    return abs(last[0].size - size) < _SAME_SIZE * size and _STEP[0] < step < _STEP[1] and _is_in_line(last, new)


def _is_in_line(one: Run, other: Run) -> bool:
    near = _SAME_EDGE * other[0].size
    return abs(one[0].x0 - other[0].x0) < near or abs(_middle(one) - _middle(other)) < near


def _is_in_column(one: Run, other: Run) -> bool:
    """Whether a line begins, or has its middle, where another one does, or a letter of that: the cell before may stand near."""
    near = _SAME_EDGE * one[0].size
    return _is_in_line(one, other) or any(abs(letter.x0 - one[0].x0) < near for letter in other)


def _middle(run: Run) -> float:
    return (run[0].x0 + run[-1].x1) / 2


def _put_behind(letters: Sequence[Letter], runs: Sequence[Run], hidden: set[int]) -> list[Letter]:
    """The letters without the hidden runs, whose text stands in the last letter of the line before them."""
    if not hidden:
        return list(letters)
    place = {id(one): at for at, one in enumerate(letters)}
    spans = ((place[id(runs[at][0])], place[id(runs[at][-1])]) for at in hidden)
    gone = {at for first, last in spans for at in range(first, last + 1)}  # with the blanks between words
    rest = dict(_rests(runs, hidden))
    return [replace(one, text=one.text + rest.get(id(one), "")) for at, one in enumerate(letters) if at not in gone]


def _rests(runs: Sequence[Run], hidden: set[int]) -> Iterator[tuple[int, str]]:
    """Last letters of lines, and what is put behind them."""
    for at in sorted(hidden):
        if at - 1 not in hidden:
            end = next((place for place in range(at, len(runs)) if place not in hidden), len(runs))
            yield id(runs[at - 1][-1]), "".join(f" {run_text(run)}" for run in runs[at:end])
