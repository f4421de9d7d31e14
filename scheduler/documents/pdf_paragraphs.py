"""Lines of a page that stand in no table → paragraphs: where one ends, and which line goes on in the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.documents.document import Paragraph, Place
from scheduler.documents.labels import starts_item
from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Line, at_dash, continues, whole
from scheduler.documents.pieces import with_next

_PARTING = 0.75
"""Sizes of white space that part two paragraphs."""

_FEWEST_ITEMS = 4
"""Items of a list that show how a page parts its paragraphs."""


def paragraphs_of(
    lines: Sequence[Line], right: float, place: Place, at_dashes: list[Paragraph]
) -> Iterator[tuple[Line, Paragraph]]:
    """The paragraphs of lines: one goes on where the next word had no room, and no wider gap stands between.

    at_dashes: takes those that begin with a dash below a full line, which may be the rest of a name and no item.
    """
    for at, text in _begun(lines, right):
        found = Paragraph(text, place, bold=all(segment.bold for segment in lines[at]))
        if at and _is_at_dash(lines[at - 1], lines[at], right):
            at_dashes.append(found)
        yield lines[at], found


def _begun(lines: Sequence[Line], right: float) -> Iterator[tuple[int, str]]:
    """The place of the first line of each paragraph, and its text."""
    first, text = 0, ""
    spaced = _is_spaced(lines, right)
    for at, line in enumerate(lines):
        last = lines[at - 1]
        if at and (_goes_on(last, line, right) or (spaced and _stands_on(last, line, right))):
            text = with_next(text, text_of(line))
            continue
        if at:
            yield first, text
        first, text = at, text_of(line)
    if lines:
        yield first, text


def _is_spaced(lines: Sequence[Line], right: float) -> bool:
    """Whether white space stands above each item of these lines, as web pages part their paragraphs."""
    above = [(last, line) for last, line in pairwise(lines) if starts_item(text_of(line))]
    items = [(last, line) for last, line in above if _is_apart(last, line) or not _is_at_dash(last, line, right)]
    return len(items) >= _FEWEST_ITEMS and all(_is_apart(last, line) for last, line in items)


def _stands_on(last: Line, new: Line, right: float) -> bool:
    """Whether a line goes on in the next where white space parts all paragraphs and none stands between."""
    if _is_apart(last, new) or text_of(last).isupper():
        return False
    return not starts_item(text_of(new)) or _is_at_dash(last, new, right)


def _is_at_dash(last: Line, new: Line, right: float) -> bool:
    """Whether a line begins with a dash for which the line above has no room."""
    return at_dash(whole(last), whole(new), right - last[0].x0)


def _is_apart(last: Line, new: Line) -> bool:
    return new[0].top - last[0].bottom > _PARTING * new[0].size


def _goes_on(last: Line, new: Line, right: float) -> bool:
    return not _is_apart(last, new) and continues(whole(last), whole(new), right - last[0].x0)
