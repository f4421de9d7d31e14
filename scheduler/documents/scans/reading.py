"""A page's picture → Page: set upright, its ruled tables found, each cell read by itself, then what stands outside of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from PIL import ImageChops

from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_page import Page, tables_of
from scheduler.documents.pdf_strokes import Stroke
from scheduler.documents.pdf_tables import Ruled
from scheduler.documents.scans.paper import on_white
from scheduler.documents.scans.pictures import (
    DPI,
    Picture,
    Pixels,
    askew,
    cleaned,
    core_of,
    ink_of,
    inked,
    piece,
    turned,
    whitened,
)
from scheduler.documents.scans.pieces import words_of_pieces
from scheduler.documents.scans.rules import box_along, box_down, mended, rules_along, rules_down
from scheduler.documents.scans.seals import coloured_in, without_seals
from scheduler.documents.scans.stamps import laid_over, unread_in
from scheduler.documents.scans.tesseract import Word, turn_of, words_of
from scheduler.documents.stamp_letters import may_be_of_mark

_POINTS = 72 / DPI
_BORDER = 20
_PAGE = 3
"""tesseract's way with a page that it has to divide itself."""
_UNSURE = 80.0
"""A page whose words are less sure than this may lie on its side or on its head."""
_READ = 70.0
"""A word that is surer than this is no stamp that lies askew."""
_RIM = 6
"""Dots around a word that belong to it."""
_IN_LINE, _BLANK_BETWEEN = 0.7, 0.6
"""Shares of the lower one's height that two words of a line have in common, and that a blank between them is wide."""
_LETTERS = 2
_BLANK = 0.5
"""Sizes between two words that a blank is for; wider ones part columns."""
_LEFT_BLANK = 3.0
"""The same where a form leaves room for a number to be written in: «Số:      /KH»."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A page with its tables, without their lines and without grain. core: where strokes of letters are.

    black: with what crosses the lines mended, and without ink in colours. angle: degrees that it was turned by to lie flat.
    """

    bare: Picture
    black: Picture
    core: Picture
    tables: tuple[Ruled, ...]
    angle: float


Found = tuple[list[Word], tuple[int, int]]
"""The words of a piece, and where that piece stands on the page."""


def recognised(number: int, picture: Picture) -> Page:
    """The page. Raises Fault: took-too-long, ocr-failed."""
    page, coloured = on_white(without_seals(picture)), coloured_in(picture)
    looked = _looked(page, coloured)
    found = list(_recognised(looked))
    if (sure := _sureness(found)) < _UNSURE and (degrees := turn_of(page)):
        upright = _looked(turned(page, degrees), turned(coloured, degrees))
        again = list(_recognised(upright))
        looked, found = (upright, again) if _sureness(again) > sure else (looked, found)
    letters = tuple(letter for words, at in found for letter in _letters(words, at))
    aside = "\n".join(_stamped(looked, _sure(found, _is_no_letter), _sure(found, _is_of_text)))
    return Page(number, looked.bare.height * _POINTS, letters, aside, looked.tables, 0, 0.0)


def _stamped(looked: _Looked, known: Sequence[Pixels], of_text: Sequence[Pixels]) -> Iterator[str]:
    """What a mark of secrecy may be that is stamped askew, or over the text. known: words; of_text: those that are no mark."""
    tables = [_pixels(table.box) for table in looked.tables]
    return chain(unread_in(looked.black, [*known, *tables]), laid_over(looked.black, of_text, _beside(known, of_text)))


def _beside(known: Sequence[Pixels], of_text: Sequence[Pixels]) -> list[Pixels]:
    """The words that a blank parts from one of the text: «MẬT» of «BÍ MẬT NHÀ NƯỚC»."""
    return [box for box in known if any(_is_next(box, other) for other in of_text)]


def _is_next(one: Pixels, other: Pixels) -> bool:
    height = min(one[3] - one[1], other[3] - other[1])
    shared = min(one[3], other[3]) - max(one[1], other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    return shared > height * _IN_LINE and gap < height * _BLANK_BETWEEN


def _sure(found: Iterable[Found], meant: Callable[[str], bool] = bool) -> list[Pixels]:
    """The boxes of words that were read surely. meant: which words."""
    return [
        (word.left + at[0] - _RIM, word.top + at[1] - _RIM, word.right + at[0] + _RIM, word.bottom + at[1] + _RIM)
        for words, at in found
        for word in words
        if word.sure > _READ and meant(word.text)
    ]


def _is_of_text(word: str) -> bool:
    """Whether it cannot be one of a stamp."""
    return _is_no_letter(word) and not may_be_of_mark(word)


def _is_no_letter(word: str) -> bool:
    """Whether it is more than a letter or two of a stamp whose letters are set wide apart."""
    return not (word.isupper() and len(word) <= _LETTERS)


def _looked(page: Picture, coloured: Picture) -> _Looked:
    angle = askew(page)
    picture, coloured = turned(page, angle), turned(coloured, angle)
    ink = ink_of(picture)
    along = rules_along(ink)
    down = rules_down(ink, along)
    strokes: list[Stroke] = [(r.start * _POINTS, r.at * _POINTS, r.end * _POINTS, r.at * _POINTS) for r in along]
    strokes += [(r.at * _POINTS, r.start * _POINTS, r.at * _POINTS, r.end * _POINTS) for r in down]
    tables = tables_of(strokes)
    ruled = [*(box_along(r) for r in along), *(box_down(r) for r in down)]
    drawn = [box for box in ruled if any(_touches(table, box) for table in tables)]
    core = core_of(whitened(ink, drawn, 0))
    black = ImageChops.lighter(mended(picture, drawn), coloured)
    return _Looked(cleaned(whitened(picture, drawn), core), cleaned(black, core), core, tables, angle)


def _touches(table: Ruled, box: Pixels) -> bool:
    x0, top, x1, bottom = table.box
    left, up, right, down = (edge * _POINTS for edge in box)
    return left < x1 + 3 and right > x0 - 3 and up < bottom + 3 and down > top - 3


def _recognised(looked: _Looked) -> Iterator[Found]:
    places = (inked(looked.core, _pixels(cell)) for table in looked.tables for cell in table.cells)
    cells = [box for box in places if box is not None]
    yield from zip(
        words_of_pieces([piece(looked.bare, box, _BORDER) for box in cells]),
        ((left - _BORDER, top - _BORDER) for left, top, _, _ in cells),
        strict=True,
    )
    inside = [_pixels(table.box) for table in looked.tables]
    if inked(whitened(looked.core, inside, 0), (0, 0, *looked.core.size)):
        yield words_of([whitened(looked.bare, inside)], layout=_PAGE)[0], (0, 0)


def _pixels(box: tuple[float, float, float, float]) -> Pixels:
    left, top, right, bottom = (round(edge / _POINTS) for edge in box)
    return left, top, right, bottom


def _sureness(found: Iterable[Found]) -> float:
    """How sure the words are on the average, of 100."""
    sure = [word.sure for words, _ in found for word in words if len(word.text) > 1]
    return sum(sure) / len(sure) if sure else 0.0


def _letters(words: Sequence[Word], at: tuple[int, int]) -> Iterator[Letter]:
    """The words as letters of a page, blanks between those that stand near each other on a line."""
    for (top, bottom), line in groupby(words, key=lambda word: (word.top, word.bottom)):
        size = (bottom - top) * _POINTS
        last: float | None = None
        opened = False
        y0, y1 = (top + at[1]) * _POINTS, (bottom + at[1]) * _POINTS
        for word in line:
            x0, x1 = (word.left + at[0]) * _POINTS, (word.right + at[0]) * _POINTS
            if last is not None and x0 - last <= (_LEFT_BLANK if opened else _BLANK) * size:
                yield Letter(" ", last, x0, y0, y1, size, "")
            yield Letter(word.text, x0, x1, y0, y1, size, "")
            last, opened = x1, word.text.endswith(":")
