"""Pieces of a page → their words: read at the size that the program knows best, and what it is unsure of at others as well."""

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.tesseract import Word, words_of

_BEST = 0.75
"""The size, as a share of that at 300 dpi, at which most words of office papers are read right."""
_OTHERS = (1.0, 0.6, 1.3)
_SURE = 90.0
"""A piece is read again where any of its words is less sure than this: misread digits nearly always are."""
_DOUBT = 60.0
"""A word that is less sure than this rather speaks against its reading."""
_BLOCK = 6
"""tesseract's way with one block of text."""


def words_of_pieces(pieces: Sequence[Picture]) -> list[list[Word]]:
    """The words of each piece, a block of text. Raises Fault: took-too-long, ocr-failed."""
    found = _read(pieces, _BEST)
    unsure = [at for at, words in enumerate(found) if _is_unsure(words)]
    for size in _OTHERS:
        for at, words in zip(unsure, _read([pieces[at] for at in unsure], size), strict=True):
            found[at] = max(found[at], words, key=_weight)
    return found


def _is_unsure(words: Sequence[Word]) -> bool:
    return min((word.sure for word in words), default=0.0) < _SURE


def _weight(words: Sequence[Word]) -> float:
    """What speaks for a reading: each letter by how sure its word is."""
    return sum(len(word.text) * (word.sure - _DOUBT) for word in words)


def _read(pieces: Sequence[Picture], size: float) -> list[list[Word]]:
    found = words_of([_sized(piece, size) for piece in pieces], layout=_BLOCK)
    return [[_placed(word, size) for word in words] for words in found]


def _sized(piece: Picture, size: float) -> Picture:
    width, height = (max(round(side * size), 1) for side in piece.size)
    return piece.resize((width, height), Image.Resampling.LANCZOS) if size != 1 else piece


def _placed(word: Word, size: float) -> Word:
    """The word, its place as in the piece before it was made smaller or larger."""
    left, right, top, bottom = (round(edge / size) for edge in (word.left, word.right, word.top, word.bottom))
    return replace(word, left=left, right=right, top=top, bottom=bottom)
