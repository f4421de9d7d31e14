"""What a PDF shows that is no text: pictures, and letters drawn as curves, also in forms and in what was put onto its pages."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from scheduler.documents.scans.behind import seen_on
from scheduler.documents.scans.pasted import Looked
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.stamps import in_colours

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_Count: TypeAlias = Callable[[object], int]
_Get: TypeAlias = Callable[[object, int], object]

_SCALE = 2.5
"""Times 72 dots per inch with which a piece of a page is drawn."""
_PAGE_SCALE = 200 / 72
_MOST_OF_PAGE = 0.4
"""Share of a page from which on a picture is one of a page."""
_WHOLE_PAGE = 0.5
"""The same of one that is a scan of it, with its letters behind."""
_LEAST = 16.0, 5.6
"""Points that a piece with letters in it is wide and high at least."""
_CELL = 7
"""Points; what stands in neighbouring cells of this size belongs together: pictures come in stripes, words in letters."""
_FEWEST = 3
"""Points of the simplest letters of a mark, drawn with a pen; a lone line that runs askew has two."""
_STRAIGHT = 0.3
"""Points by which a line that runs along or down the page is off."""
_LARGEST_LETTER = 80.0
"""Points of a box that may be a letter, as I is, where it stands beside others."""
_BESIDE = "beside"
_MOST_DRAWN, _MOST_SEGMENTS, _DEEPEST = 20_000, 400, 6
"""Objects of a page, segments of one, and forms within forms, that are gone through."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Where something stands that is no text. key: alike where the same is shown again; large: it may be of a page;
    whole: it covers one.
    """

    page: int
    box: Box
    key: tuple[object, ...]
    large: bool
    whole: bool


def look_at(data: bytes, without: frozenset[int], looked: Looked) -> None:
    """Looks at all that, the small pieces first, each once. without: numbers of pages that were read from their pictures."""
    book = pypdfium2.PdfDocument(data)
    try:
        pieces = _pieces(book, without)
        looked.at(
            (partial(_drawn, book, one) for one in pieces if not one.large),
            (partial(_drawn, book, one) for one in pieces if one.large and not one.whole),
            in_colours,
        )
        looked.also(partial(seen_on, book, one.page) for one in pieces if one.whole)  # its letters lie behind it
    finally:
        book.close()


def count_of(data: bytes) -> int:
    """How many pieces there are to look at."""
    book = pypdfium2.PdfDocument(data)
    try:
        return len(_pieces(book, frozenset()))
    finally:
        book.close()


def _pieces(book: pypdfium2.PdfDocument, without: frozenset[int]) -> list[Piece]:
    found: dict[tuple[object, ...], Piece] = {}
    for at in range(len(book)):
        if at + 1 not in without:
            for piece in _on_page(book, at):
                found.setdefault(piece.key, piece)
    return sorted(found.values(), key=lambda piece: (piece.large, piece.page))


def _on_page(book: pypdfium2.PdfDocument, at: int) -> Iterator[Piece]:
    page = _flattened(book, at)
    try:
        width, height = page.get_size()
        shown = list(_shown(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0))
    finally:
        page.close()
    for box, keys in _together(shown, (0.0, 0.0, width, height)):
        if box[2] - box[0] >= _LEAST[0] and box[3] - box[1] >= _LEAST[1]:
            share = (box[2] - box[0]) * (box[3] - box[1]) / (width * height)
            large = share > _MOST_OF_PAGE
            yield Piece(at, box, (large, *keys), large, share > _WHOLE_PAGE)


def _flattened(book: pypdfium2.PdfDocument, at: int) -> pypdfium2.PdfPage:
    """The page, with what was put onto it drawn among the rest."""
    page = book[at]
    if pdfium.FPDFPage_GetAnnotCount(page) > 0 and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = book[at]
    return page


def _shown(holder: object, count: _Count, get: _Get, matrix: _Matrix, depth: int) -> Iterator[tuple[Box, object]]:
    """The boxes of pictures and of letters drawn as curves, each with what it is known by."""
    for at in range(min(count(holder), _MOST_DRAWN)):
        one = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield _box(one, matrix), pdfium.FPDFImageObj_GetImageDataRaw(one, None, 0)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments, box = pdfium.FPDFPath_CountSegments(one), _box(one, matrix)
            if segments >= _FEWEST and _is_slanted(one, segments):
                yield box, segments
            elif max(box[2] - box[0], box[3] - box[1]) < _LARGEST_LETTER:
                yield box, _BESIDE
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _shown(
                one, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, _within(one, matrix), depth + 1
            )


def _is_slanted(path: object, segments: int) -> bool:
    """Whether an outline has a line that runs neither along nor down the page: frames and tables have none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for at in range(min(segments, _MOST_SEGMENTS)):
        one = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(one)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return True
        pdfium.FPDFPathSegment_GetPoint(one, x, y)
        drawn = before if kind == pdfium.FPDF_SEGMENT_LINETO else None
        if drawn is not None and min(abs(x.value - drawn[0]), abs(y.value - drawn[1])) > _STRAIGHT:
            return True
        before = x.value, y.value
    return False


def _box(one: object, matrix: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (left.value, right.value) for y in (bottom.value, top.value)
    ]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _within(form: object, outer: _Matrix) -> _Matrix:
    """Where a form's own points lie on the page."""
    told = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, told):
        return outer
    a, b, c, d, e, f = outer
    return (
        a * told.a + c * told.b,
        b * told.a + d * told.b,
        a * told.c + c * told.d,
        b * told.c + d * told.d,
        a * told.e + c * told.f + e,
        b * told.e + d * told.f + f,
    )


def _together(shown: list[tuple[Box, object]], sheet: Box) -> Iterator[tuple[Box, list[object]]]:
    """The boxes around what stands together, as far as it is on the sheet, with what is known of all in it."""
    cells: dict[tuple[int, int], list[int]] = {}
    boxes = [_cut(box, sheet) for box, _ in shown]
    for at, (left, bottom, right, top) in enumerate(boxes):
        for x in range(int(left // _CELL), int(right // _CELL) + 1):
            for y in range(int(bottom // _CELL), int(top // _CELL) + 1):
                cells.setdefault((x, y), []).append(at)
    while cells:
        edge, inside = [next(iter(cells))], set[int]()
        while edge:
            x, y = edge.pop()
            if (held := cells.pop((x, y), None)) is not None:
                inside.update(held)
                edge += ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (x + dx, y + dy) in cells)
        of = [boxes[at] for at in inside]
        whole = min(b[0] for b in of), min(b[1] for b in of), max(b[2] for b in of), max(b[3] for b in of)
        if all(shown[at][1] == _BESIDE for at in inside):
            continue
        yield whole, [*map(round, whole), *(str(shown[at][1]) for at in sorted(inside))]


def _cut(box: Box, sheet: Box) -> Box:
    left, bottom = (min(max(value, low), high) for value, low, high in zip(box[:2], sheet[:2], sheet[2:], strict=True))
    right, top = (min(max(value, low), high) for value, low, high in zip(box[2:], sheet[:2], sheet[2:], strict=True))
    return left, bottom, right, top


def _drawn(book: pypdfium2.PdfDocument, piece: Piece) -> Picture:
    page = _flattened(book, piece.page)
    try:
        width, height = page.get_size()
        left, bottom, right, top = piece.box
        crop = (max(left - 3, 0), max(bottom - 3, 0), max(width - right - 3, 0), max(height - top - 3, 0))
        drawn: Picture = page.render(scale=_PAGE_SCALE if piece.large else _SCALE, crop=crop).to_pil()
        return drawn.convert("RGB")
    finally:
        page.close()
