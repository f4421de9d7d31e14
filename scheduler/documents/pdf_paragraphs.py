"""Lines of a page that stand in no table → paragraphs: where one ends, and which line goes on in the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.documents.document import Paragraph, Place
from scheduler.documents.labels import starts_item
from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Line, continues, whole
from scheduler.documents.pieces import with_next

_PARTING = 0.75
"""Sizes of white space that part two paragraphs."""

_FEWEST_ITEMS = 4
"""Items of a list that show how a page parts its paragraphs."""


def paragraphs_of(lines: Sequence[Line], right: float, place: Place) -> Iterator[tuple[Line, Paragraph]]:
    """The paragraphs of lines: one goes on where the next word had no room, and no wider gap stands between."""
    first: Line | None = None
    text = ""
    spaced = _is_spaced(lines)
    for at, line in enumerate(lines):
        if first is not None and (_goes_on(lines[at - 1], line, right) or (spaced and _stands_on(lines[at - 1], line))):
            text = with_next(text, text_of(line))
            continue
        if first is not None:
            yield first, _paragraph(text, first, place)
        first, text = line, text_of(line)
    if first is not None:
        yield first, _paragraph(text, first, place)


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether white space stands above each item of these lines, as web pages part their paragraphs."""
    above = [(last, line) for last, line in pairwise(lines) if starts_item(text_of(line))]
    return len(above) >= _FEWEST_ITEMS and all(_is_apart(last, line) for last, line in above)


def _stands_on(last: Line, new: Line) -> bool:
    """Whether a line goes on in the next where white space parts all paragraphs and none stands between."""
    return not _is_apart(last, new) and not text_of(last).isupper() and not starts_item(text_of(new))


def _is_apart(last: Line, new: Line) -> bool:
    return new[0].top - last[0].bottom > _PARTING * new[0].size


def _goes_on(last: Line, new: Line, right: float) -> bool:
    return not _is_apart(last, new) and continues(whole(last), whole(new), right - last[0].x0)


def _paragraph(text: str, first: Line, place: Place) -> Paragraph:
    return Paragraph(text, place, bold=all(segment.bold for segment in first))
