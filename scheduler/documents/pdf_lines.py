"""Letters of a PDF page → lines, each in segments that wide gaps part; lines that the width broke → paragraphs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scheduler.documents.decoding import clean
from scheduler.documents.labels import is_no_item, starts_item
from scheduler.documents.legacy_fonts import decoded, decoder
from scheduler.documents.pieces import at_hyphen, is_cut, is_cut_last_word, with_next
from scheduler.documents.vocabulary import pattern

_SPACE = 0.2
"""A gap of this share of the letters' size is a blank, where the file has no letter for it."""
_GUTTER = 0.55
"""A gap of this many sizes may part two columns of text: as near as that stand cells without lines, a blank at their end."""
_AT_EDGE = 1.5
"""Points from the edge of a column to the word that stands at it."""
_SAME_LINE = 0.4
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|,b", re.IGNORECASE)
_DASH = re.compile(r"[-–—]\s")
_ITEM_AFTER_STOP = re.compile(r";\s[-–—]\s")
_LINKS = pattern("lines", "links")
"""A word that never ends a line of its own."""
_CLOSED = re.compile(r"[.;:!?…/]\W*$")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is drawn. Distances in points from the left and the top of the page. begins: a column, however near it is."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    begins: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters that stand together on a line. word: how wide its first word is; letters: what it was made of."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    word: float
    size: float
    bold: bool
    letters: tuple[Letter, ...] = field(default=(), compare=False, repr=False)


Line = tuple[Segment, ...]


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """The lines from top to bottom, the segments of each from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (one.bottom, one.x0)):
        last = rows[-1][-1] if rows else None
        near = _SAME_LINE * max(letter.size, 4)
        if last is not None and letter.bottom - last.bottom < near and not _is_below(letter, rows[-1], near):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows if (line := tuple(_segments(sorted(row, key=lambda one: one.x0))))]


def _is_below(letter: Letter, row: Sequence[Letter], near: float) -> bool:
    """Whether a letter stands under one of a row: columns whose lines stand at other heights lead from one line to the next."""
    if letter.bottom - row[0].bottom < near:
        return False
    return any(one.x0 < letter.middle[0] < one.x1 and letter.bottom - one.bottom >= near for one in row)


def _segments(row: Sequence[Letter]) -> Iterator[Segment]:
    run: list[Letter] = []
    for letter in row:
        if run and (letter.begins or letter.x0 - run[-1].x1 > _GUTTER * max(letter.size, run[-1].size)):
            yield from _segment(run)
            run = []
        if not (run and _drawn_twice(run[-1], letter)):
            run.append(letter)
    yield from _segment(run)


def _drawn_twice(last: Letter, new: Letter) -> bool:
    """Whether a letter is the shadow of the one before it, as bold is faked."""
    return last.text == new.text and new.x0 - last.x0 < 0.3 * (last.x1 - last.x0) and new.text.strip() != ""


def _segment(run: Sequence[Letter]) -> Iterator[Segment]:
    """The segment of these letters without the blanks around it; none where there are only blanks."""
    while run and not run[0].text.strip():
        run = run[1:]
    while run and not run[-1].text.strip():
        run = run[:-1]
    if not run:
        return
    pieces = [(run[0].text, decoder(font_name(run[0])))]
    for last, new in pairwise(run):
        gap = " " if new.x0 - last.x1 > _SPACE * max(new.size, last.size) else ""
        pieces.append((gap + new.text, decoder(font_name(new))))
    end = next((one.x0 for one in run if not one.text.strip()), run[-1].x1)
    bold = all(_BOLD.search(one.font) for one in run if one.text.strip())
    text = " ".join(clean(decoded(pieces)).split())
    size = max(one.size for one in run)
    top = min(o.top for o in run)
    yield Segment(text, run[0].x0, run[-1].x1, top, run[-1].bottom, end - run[0].x0, size, bold, tuple(run))


def words_of(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters, in the order in which they are drawn, by words; a blank is a word of its own."""
    found: list[list[Letter]] = []
    for letter in letters:
        last = found[-1][-1] if found else None
        if last is not None and _in_one_word(last, letter):
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def _in_one_word(last: Letter, new: Letter) -> bool:
    if new.begins or not (last.text.strip() and new.text.strip()) or abs(new.bottom - last.bottom) > 0.1 * new.size:
        return False
    return -0.5 * new.size < new.x0 - last.x1 < _SPACE * new.size


def parted(segment: Segment, edge: float) -> tuple[Segment, ...]:
    """The segment, in two where a word of it begins at this edge of a column."""
    for at, (last, new) in enumerate(pairwise(segment.letters), 1):
        begins = not last.text.strip() or new.x0 - last.x1 > _SPACE * new.size
        if begins and new.text.strip() and abs(new.x0 - edge) < _AT_EDGE:
            return (*_segment(segment.letters[:at]), *_segment(segment.letters[at:]))
    return (segment,)


def font_name(letter: Letter) -> str:
    """The name of its font, without what tells parts of it apart."""
    return _SUBSET.sub("", letter.font)


def with_marks(letters: Iterable[Letter]) -> list[Letter]:
    """The letters, a mark that is drawn apart (a file in decomposed letters) put behind the letter that it stands on."""
    found: list[Letter] = []
    for one in letters:
        if found and one.text and all(unicodedata.combining(c) for c in one.text):
            last = found[-1]
            found[-1] = Letter(last.text + one.text, last.x0, last.x1, last.top, last.bottom, last.size, last.font)
        else:
            found.append(one)
    return found


def text_in(segments: Sequence[Segment], left: float, right: float) -> str:
    """The text of a cell or a column between two edges: lines that its width broke are one."""
    padding = min(max(min((s.x0 for s in segments), default=left) - left, 1.0), 8.0)
    room = right - left - 2 * padding
    return "\n".join(_joined([s for s in segments if s.text], room))


def _joined(segments: Sequence[Segment], room: float) -> Iterator[str]:
    held = ""
    bulleted = _is_list_without_stops(segments)
    for at, one in enumerate(segments):
        last = segments[at - 1]
        if held and _cut_word(last, one, room):
            held += one.text
        elif held and (continues(last, one, room) or (not bulleted and at_dash(last, one, room))):
            held = with_next(held, one.text)
        else:
            if held:
                yield held
            held = one.text
    if held:
        yield held


def _is_list_without_stops(segments: Sequence[Segment]) -> bool:
    """Whether each dash may begin an item: the cell begins with one, and no stop shows where its items end."""
    if not segments or not _DASH.match(segments[0].text):
        return False
    if any(_ITEM_AFTER_STOP.search(one.text) for one in segments):
        return False
    return not any(_DASH.match(new.text) and last.text.endswith(";") for last, new in pairwise(segments))


def at_dash(last: Segment, new: Segment, room: float) -> bool:
    """Whether a line that begins with a dash is the rest of a name: «Đài Phát thanh» above «- Truyền hình», the line full.

    Behind a stop it is a bullet.
    """
    if not _DASH.match(new.text) or _CLOSED.search(last.text) or last.text.endswith(","):
        return False
    return _width(last) + 0.25 * last.size + new.word >= room - 0.5


def _cut_word(last: Segment, new: Segment, room: float) -> bool:
    """Whether a word was cut for which its cell, or what no-break blanks bind it to, has no room: not even one more letter."""
    rest = new.text.split()[0] if new.text else ""
    if not rest or _width(last) + new.word / len(rest) < room - 0.5:
        return False
    return is_cut_last_word(last.text, rest) or (" " not in last.text and is_cut(last.text, rest))


def whole(line: Line) -> Segment:
    """The pieces of a line as one."""
    first, last = line[0], line[-1]
    if first is last:
        return first
    text = " ".join(segment.text for segment in line)
    return Segment(text, first.x0, last.x1, first.top, first.bottom, first.word, first.size, first.bold)


def _width(one: Segment) -> float:
    return one.x1 - one.x0


def continues(last: Segment, new: Segment, room: float) -> bool:
    """Whether a line goes on in the next one: its first word would not have fitted behind it. room: the width of a full line."""
    if at_hyphen(last.text, new.text) or (_LINKS.search(last.text) and not starts_item(new.text)):
        return True
    fits = last.x1 - last.x0 + 0.25 * last.size + new.word < room - 0.5
    if starts_item(new.text) and not last.text.endswith((",", "-", "–")):
        return is_no_item(last.text, new.text, full=not fits)
    return not fits or (new.text[:1].islower() and not _CLOSED.search(last.text) and not last.text.isupper())
