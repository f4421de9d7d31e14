"""Marks of secrecy by their shape: where something stands that is like «MẬT», it is cut out, turned flat and read by itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image

from scheduler.documents.scans.flattened import MARGIN, as_paper, closed_up
from scheduler.documents.scans.likeness import Place, places_of
from scheduler.documents.scans.outlines import pieces_of_strokes
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.tesseract import Word, words_of
from scheduler.documents.stamp_letters import (
    UNSURE_STAMP,
    mark_of_likeness,
    may_be_mark_of_likeness,
    may_be_of_mark,
    surest_of,
)

_MOST = 3
"""Places of one ink that are read."""
_LIKELIEST = 3
"""Misses of a shape up to which less of its letters has to be read."""
_LINE = 7
"""tesseract's way with a single line."""
_ROUND = 7
"""Heights of a letter from the middle of the word that are cut out: a longer mark ends in it."""
_AROUND, _MIDDLE = 2.2, (0.2, 0.83)
"""Heights of a letter by whose rows its lean is made sure, and the share of them that is in the middle when turned."""
_NEARLY = (-4, -2, 0, 2, 4)
"""Degrees about the angle that was found."""
_COARSE = 70
"""Dots with which that is looked at."""
_BESIDE = ((0.25, 0.25), (3.3, 0.25), (3.3, 3.0))
"""Heights of a letter to the left and to the right of the word: nothing else, room for «TUYỆT», and for what it may be part of."""
_ABOVE, _BELOW = 1.0, 0.95
"""The same from its middle up and down."""
_SURE, _FEWEST = 60.0, 2
"""How sure a word beside the mark is at least, and its letters, that makes it one of a line of text."""


def marks_like(ink: Picture, dpi: int) -> Iterator[str]:
    """The marks in an ink, white on black; UNSURE_STAMP where one seems to stand. Raises Fault: took-too-long, ocr-failed."""
    sought = [(one, place) for one in (ink, pieces_of_strokes(ink)) for place in places_of(one, dpi, _MOST)]
    pieces = [list(_pieces(one, place)) for one, place in sought]
    read = iter(words_of([piece for each in pieces for piece in each], layout=_LINE))
    for (_, place), each in zip(sought, pieces, strict=True):
        found = [next(read) for _ in each]
        *lines, whole = (" ".join(word.text for word in line) for line in found)
        if not _is_of_line(place, found[-1], each[-1].width) and (said := _said(place, lines, whole)) is not None:
            yield said


def _is_of_line(place: Place, words: Sequence[Word], width: int) -> bool:
    """Whether it is another word, «NHẬT», or others in capitals stand beside it: «BÍ MẬT NHÀ NƯỚC» is a title.

    words: those of the piece with room on both sides; width: its dots.
    """
    if place.apart:
        return any(map(_is_other, words))
    before, behind = (place.high * beside for beside in _BESIDE[-1])
    share = (before + place.wide / 2) / (before + place.wide + behind)
    middle = MARGIN + share * (width - 2 * MARGIN)
    at = next((at for at, word in enumerate(words) if word.left < middle < word.right), None)
    return at is not None and any(map(_is_other, words[max(at - 1, 0) : at + 2]))


def _is_other(word: Word) -> bool:
    """Whether it was read surely, in capitals, and is none of a mark."""
    letters = "".join(filter(str.isalpha, word.text))
    return word.sure > _SURE and len(letters) >= _FEWEST and letters.isupper() and not may_be_of_mark(letters)


def _said(place: Place, lines: Sequence[str], whole: str) -> str | None:
    """The longest mark of these readings of one place; a sign where they leave it open. whole: with what stands beside it."""
    loosely = place.misses <= _LIKELIEST
    marks = [mark for line in lines if (mark := mark_of_likeness(line, loosely=loosely)) is not None]
    if marks:
        return surest_of(marks, [*lines, whole])
    return UNSURE_STAMP if loosely and any(map(may_be_mark_of_likeness, lines)) else None


def _pieces(ink: Picture, place: Place) -> Iterator[Picture]:
    """The word by itself, with what stands before it, and with what stands on both sides; flat, dark on white."""
    middle, high = round(place.high * _ROUND * (1 + place.apart)), place.high
    cut = ink.crop((place.x - middle, place.y - middle, place.x + middle, place.y + middle))
    flat = cut.rotate(-_lean(cut, place), Image.Resampling.BICUBIC)
    for before, behind in _beside(place) if place.apart else _BESIDE:
        left, right = middle - place.wide / 2 - high * before, middle + place.wide / 2 + high * behind
        box = round(left), round(middle - high * _ABOVE), round(right), round(middle + high * _BELOW)
        yield as_paper(closed_up(flat.crop(box), high) if place.apart else flat.crop(box), high)


def _beside(place: Place) -> Iterator[tuple[float, float]]:
    """The room on both sides of a word whose letters are set apart: none is wanted where they are closed up."""
    wider = 1 + place.apart * 2
    return ((before * wider, behind * wider) for before, behind in _BESIDE)


def _lean(cut: Picture, place: Place) -> float:
    """The angle near the one that was found by which the rows of the word are sharpest."""
    half, around = cut.width / 2, place.high * _AROUND
    near = cut.crop((round(half - around), round(half - around), round(half + around), round(half + around)))
    small = near.resize((_COARSE, _COARSE), Image.Resampling.BOX)
    return max((place.angle + by for by in _NEARLY), key=lambda angle: _sharpness(small, angle))


def _sharpness(small: Picture, angle: float) -> int:
    first, last = (round(_COARSE * share) for share in _MIDDLE)
    flat = small.rotate(-angle, Image.Resampling.BILINEAR).crop((first, first, last, last))
    rows = flat.resize((1, flat.height), Image.Resampling.BOX).tobytes()
    return sum((one - two) ** 2 for one, two in pairwise(rows))
