"""Lines that the width of a page broke: whether a line is the rest of the paragraph above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.documents.document import Paragraph
from scheduler.documents.labels import awaits, is_no_item, starts_item
from scheduler.documents.lines import Line
from scheduler.documents.vocabulary import pattern

_CLOSED = re.compile(r"[.;:!?…/]\W*$")
_NOT_BROKEN = re.compile(r"^(?:[^:.;,]{2,40}:|\()")
_OPEN = pattern("lines", "open_end")
_WIDEST_WRAP = 130
_LEAST_WIDTH = 30
"""Lines that are all shorter are cells of a table, one a line."""
_LONGEST_PARAGRAPH = 6000
_FEWEST_BROKEN = 6
_FEWEST_LINES = 12
_NARROWEST = 50
_NEARLY = 0.85
"""Share of the length of full lines that a line has at least which the width broke."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text was set. width: of all its lines, where they have one; ragged: its lines break anywhere in a sentence.

    usual: of a ragged text, as it is copied from a page, the length that most full lines come near.
    """

    width: int | None = None
    ragged: bool = False
    usual: int | None = None


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """How these lines were set."""
    ragged = _is_ragged(lines)
    return Wrap(_width(lines), ragged, _usual(lines) if ragged else None)


def continues(last: Paragraph, new: Paragraph, before: Line, wrap: Wrap) -> bool:
    """Whether `new` is the rest of `last`: it starts in lower case, or the line `before` it was broken for want of room."""
    if len(last.text) > _LONGEST_PARAGRAPH:
        return False
    if new.tabbed or new.level or last.level or (new.gap and new.bold != last.bold):
        return False
    if starts_item(new.text):
        return not new.gap and is_no_item(last.text, new.text, full=_forced(before, new, wrap.width))
    if new.text[:1].islower() or (new.gap and new.text[:1] in ",;)"):
        return not _CLOSED.search(last.text) or (not new.gap and _forced(before, new, wrap.width))
    if new.gap or _NOT_BROKEN.match(new.text):
        return new.gap and wrap.ragged and _OPEN.search(last.text) is not None and not new.text.isupper()
    return (
        _is_open(last, new) or _forced(before, new, wrap.width) or (wrap.ragged and _goes_on(last, new, before, wrap))
    )


def _is_open(last: Paragraph, new: Paragraph) -> bool:
    """Whether no line of its own ends so: «… và», «ngày» before «30/9»."""
    return awaits(last.text, new.text) or _OPEN.search(last.text) is not None


def _goes_on(last: Paragraph, new: Paragraph, before: Line, wrap: Wrap) -> bool:
    """In a ragged text: a line nearly as long as full ones goes on whatever it begins with, a short one ends its paragraph."""
    if wrap.usual is None or _CLOSED.search(before.text):
        return _runs_on(last, new)
    is_full = len(before.text.rstrip()) + 1 + len(new.text.split()[0]) > _NEARLY * wrap.usual
    return is_full and (not last.text.isupper() or new.text.isupper())


def _runs_on(last: Paragraph, new: Paragraph) -> bool:
    """In a text whose lines break anywhere: a paragraph runs on to its full stop, a heading in capitals over more capitals."""
    if _CLOSED.search(last.text) or last.text.isupper() != new.text.isupper():
        return False
    numbered = starts_item(last.text) and last.text[:1] not in "-–+•*"
    return numbered if last.text.isupper() else not numbered


def _forced(before: Line, new: Paragraph, width: int | None) -> bool:
    """Whether the next word would not have fitted on the line before, in a text of fixed width."""
    if width is None or _CLOSED.search(before.text):
        return False
    return len(before.text.rstrip()) + 1 + len(new.text.split()[0]) > width


def _width(lines: Sequence[Line]) -> int | None:
    """The width that a text was set to, None where its lines are as long as their paragraphs."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank and "\t" not in line.text)
    if len(lengths) < _FEWEST_LINES or not _LEAST_WIDTH <= lengths[-1] <= _WIDEST_WRAP:
        return None
    near = sum(length > lengths[-1] * 0.85 for length in lengths)
    return lengths[-1] if near >= 4 and near * 6 >= len(lengths) else None


def _usual(lines: Sequence[Line]) -> int | None:
    """The length that the longest tenth of the lines begin with, None where too few lines come near it."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank and "\t" not in line.text)
    usual = lengths[len(lengths) * 9 // 10] if len(lengths) >= _FEWEST_LINES else 0
    near = sum(_NEARLY * usual < length for length in lengths)
    return usual if _NARROWEST < usual <= _WIDEST_WRAP and near * 4 >= len(lengths) else None


def _is_ragged(lines: Sequence[Line]) -> bool:
    """Whether lines of many widths go on in the next: one in eight begins in lower case under a line that is not closed."""
    running = [line for line in lines if not line.blank and "\t" not in line.text and "|" not in line.text]
    broken = sum(
        new.number == last.number + 1
        and new.text.lstrip()[:1].islower()
        and not starts_item(new.text)
        and not _CLOSED.search(last.text)
        for last, new in pairwise(running)
    )
    return broken >= _FEWEST_BROKEN and broken * 8 >= len(running)
