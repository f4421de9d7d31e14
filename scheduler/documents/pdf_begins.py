"""Letters that begin a column of a PDF table though they stand hard by the text of the one before, as in printed sheets."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.documents.pdf_crossed import LABEL
from scheduler.documents.pdf_lines import Letter, Line, lines_of
from scheduler.documents.vocabulary import words

_TOUCHING = 0.07
"""Sizes of white space: less stands within a word."""
_FEWEST = 4
"""Lines in which a word begins at one place."""
_ENDS = 3
"""Places where the words before it end: words begin at one place by themselves where the same words stand before them."""
_SAME = 0.6
"""Points within which words begin, or numbers end, at one place."""
_STEP = 3.0
"""Points between two places where words end."""
_OVER = 0.2
"""Share of the lines between that may run over the place: titles of sections."""
_SPACE = 0.2
"""Sizes of white space that are a blank."""
_FEWEST_NUMBERS = 2
"""Numbers of rows below the title of their column."""
_LONGEST = 3
"""Figures of a number."""

_Begin = tuple[Line, Letter, Letter]
"""A line, the first letter of a word in it, and the letter before that."""


def with_begins(letters: Sequence[Letter], known: Sequence[float] = ()) -> list[Letter]:
    """The letters, those marked that begin a column: in many lines a word begins at one place, and hardly any runs over it.

    So is the text behind the number of a row, where such numbers end at one place and texts begin at one. known: places where
    columns began on the page before, which need no more than one line to go on.
    """
    lines = lines_of(letters)
    found = sorted((begin for line in lines for begin in _begins(line)), key=lambda one: one[1].x0)
    marked = {id(letter) for letter in (*_behind_numbers(lines), *_below_title(lines))}
    for group in _at_one_place(found):
        goes_on = _times(known, group[0][1].x0) > 0
        if (goes_on or (len(group) >= _FEWEST and _is_column(group))) and not _is_run_over(group, lines):
            marked |= {id(letter) for _, letter, _ in group}
    return [replace(one, begins=True) if id(one) in marked else one for one in letters] if marked else list(letters)


def _begins(line: Line) -> Iterator[_Begin]:
    """The words of a line that stand behind others, however near."""
    printed = [one for segment in line for one in segment.letters if one.text.strip()]
    for last, new in pairwise(printed):
        if new.x0 - last.x1 > _TOUCHING * new.size:
            yield line, new, last


def _at_one_place(found: Sequence[_Begin]) -> Iterator[list[_Begin]]:
    held: list[_Begin] = []
    for one in found:
        if held and one[1].x0 - held[0][1].x0 > _SAME:
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _is_column(group: Sequence[_Begin]) -> bool:
    """Whether the words before end at several places, and no gutter stands between some of them and the place."""
    firsts = {id(segment.letters[0]) for line, _, _ in group for segment in line}
    if all(id(new) in firsts for _, new, _ in group):
        return False
    ends = sorted(last.x1 for _, _, last in group)
    return 1 + sum(b - a > _STEP for a, b in pairwise(ends)) >= _ENDS


def _is_run_over(group: Sequence[_Begin], lines: Sequence[Line]) -> bool:
    """Whether letters stand on the place in more than a few of the lines from the first to the last that begin there."""
    x = group[0][1].x0
    tops = [line[0].bottom for line in lines]
    first, last = min(line[0].bottom for line, _, _ in group), max(line[0].bottom for line, _, _ in group)
    between = lines[bisect_left(tops, first) : bisect_left(tops, last) + 1]
    over = sum(any(s.x0 < x - 1 and s.x1 > x and _stands_on(s.letters, x) for s in line) for line in between)
    return over > _OVER * len(between)


def _stands_on(letters: Sequence[Letter], x: float) -> bool:
    return any(one.x0 < x - 1 and one.x1 > x + 1 and one.text.strip() for one in letters)


def _behind_numbers(lines: Sequence[Line]) -> Iterator[Letter]:
    """The first letters of texts hard behind a number that a line begins with."""
    ends = [line[0].x1 for line in lines if len(line[0].text) <= _LONGEST and line[0].text.isdecimal()]
    starts = [segment.x0 for line in lines for segment in line]
    tight = [found for line in lines if (found := _tight(line)) is not None]
    ends += [last.x1 for last, _ in tight]
    starts += [new.x0 for _, new in tight]
    for last, new in tight:
        if _times(ends, last.x1) >= _FEWEST and _times(starts, new.x0) >= _FEWEST:
            yield new


def _below_title(lines: Sequence[Line]) -> Iterator[Letter]:
    """The first letters of texts a blank behind the number of a row, below the title of such a column, and behind that title.

    These texts begin at one place, as do the other lines of their column.
    """
    firsts = ((at, found) for at, line in enumerate(lines) if (found := _first_word(line)) is not None)
    title = next(((at, new) for at, (word, new) in firsts if _is_title(word)), None)
    if title is None:
        return
    at, behind = title
    below = [line for line in lines[at + 1 :] if line[0].x0 < behind.x0]
    pairs = [found for line in below if (found := _first_word(line)) is not None and LABEL.match(found[0])]
    alone = sum(LABEL.match(line[0].text) is not None for line in below)
    if len(pairs) + alone >= _FEWEST_NUMBERS:
        yield behind
        starts = [segment.x0 for line in lines[at + 1 :] for segment in line] + [new.x0 for _, new in pairs]
        yield from (new for _, new in pairs if _times(starts, new.x0) >= _FEWEST)


def _is_title(text: str) -> bool:
    return text.upper() in words("scans", "number_column")


def _first_word(line: Line) -> tuple[str, Letter] | None:
    """The first word of a line, and the letter behind the blank that follows it; None where the word stands alone."""
    text = ""
    for last, new in pairwise(line[0].letters):
        text += last.text
        if new.text.strip() and (not last.text.strip() or new.x0 - last.x1 > _SPACE * new.size):
            return text.strip(), new
    return None


def _tight(line: Line) -> tuple[Letter, Letter] | None:
    """The last figure of the number that a line begins with, and the letter hard behind it."""
    letters = line[0].letters
    count = next((at for at, one in enumerate(letters) if not one.text.isdecimal()), len(letters))
    if not 0 < count <= min(_LONGEST, len(letters) - 1) or not letters[count].text.isalpha():
        return None
    last, new = letters[count - 1], letters[count]
    return (last, new) if new.x0 - last.x1 > _TOUCHING * new.size else None


def _times(values: Sequence[float], value: float) -> int:
    return sum(abs(one - value) <= _SAME for one in values)
