"""Text for which its row of a printed sheet is too low, set to the middle of it: it reaches over both lines of the row."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents.pdf_hidden import firsts
from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_overlaid import Run, run_text, runs_of
from scheduler.documents.pdf_tables import Box, Ruled

_CROSSED = 0.15
"""Share of its size by which a letter stands on both sides of a line that runs through it."""
_AMID = 1.5
"""Points between the middles of a row and of the text in it."""
_MOST_LINES = 4
"""Lines of a text."""
_WIDEST = 1.2
"""Sizes of white space between two words of a line."""


def within_rows(letters: Sequence[Letter], tables: Sequence[Ruled]) -> tuple[list[Letter], int]:
    """The letters, text of several lines that stands over both edges of its row moved into it as one line; and how many texts."""
    if not any(_is_crossed(one, table) for table in tables for one in letters if table.holds(one)):
        return list(letters), 0
    runs = runs_of(letters, _WIDEST)
    place = {id(one): at for at, one in enumerate(letters)}
    found = dict[int, list[Letter]]()
    gone = set[int]()
    for begin, end in _texts(firsts(runs)):
        text = runs[begin:end]
        box = next((one for table in tables for one in table.cells if _stands_over(text, one)), None)
        if box is not None:
            start = place[id(text[0][0])]
            found[start] = _as_one_line(text, (box[1] + box[3]) / 2)
            gone |= set(range(start, place[id(text[-1][-1])] + 1))  # with the blanks between words
    kept = (found.get(at, [] if at in gone else [one]) for at, one in enumerate(letters))
    return [one for some in kept for one in some], len(found)


def _as_one_line(text: Sequence[Run], middle: float) -> list[Letter]:
    """The first line at this height, the text of the others in its last letter."""
    by = middle - text[0][0].middle[1]
    *line, last = (replace(one, top=one.top + by, bottom=one.bottom + by) for one in text[0])
    return [*line, replace(last, text=last.text + "".join(f" {run_text(run)}" for run in text[1:]))]


def _texts(first: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From the first to behind the last line of all that may be a text of several lines."""
    for begin in range(len(first)):
        for end in range(begin + 2, min(begin + _MOST_LINES, len(first)) + 1):
            if first[begin] == first[end - 1]:
                yield begin, end


def _stands_over(lines: Sequence[Run], box: Box) -> bool:
    """Whether text has its middle where a row has it, and each edge of the row runs through a line of it."""
    left, top, right, bottom = box
    above, below = lines[0][0], lines[-1][0]
    amid = abs((above.top + below.bottom) / 2 - (top + bottom) / 2) < _AMID
    return amid and left <= above.middle[0] <= right and _crosses(above, top) and _crosses(below, bottom)


def _crosses(letter: Letter, edge: float) -> bool:
    reach = _CROSSED * letter.size
    return letter.top + reach < edge < letter.bottom - reach


def _is_crossed(letter: Letter, table: Ruled) -> bool:
    """Whether the line above or below its middle runs through a letter."""
    at = bisect_right(table.rows, letter.middle[1])
    return any(_crosses(letter, y) for y in table.rows[max(at - 1, 0) : at + 1])
