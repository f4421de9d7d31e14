"""What a PDF draws on a page → our Page: letters, what strikes them through, ruled tables, pictures, what lies aslant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pdfplumber
from pdfplumber.utils.pdfinternals import resolve

from scheduler.documents.pdf_begins import with_begins
from scheduler.documents.pdf_half_ruled import missing_strokes
from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Letter, lines_of, with_marks
from scheduler.documents.pdf_overlaid import overlaid
from scheduler.documents.pdf_page import Page, edge_of
from scheduler.documents.pdf_raised import with_raised
from scheduler.documents.pdf_seen import HEAD, seen
from scheduler.documents.pdf_strokes import Stroke, closing, heights_of_rules, struck_by
from scheduler.documents.pdf_tables import ruled
from scheduler.documents.pdf_upright import column_strokes

_THICKEST = 4.0
"""Points that a line through letters is thick at most."""

_NEAR = 3.0
"""Points within which lines are one."""

_STEEPEST = 0.1
"""How far a line of text may climb, as a share of its length: a page that was scanned aslant and read by a machine."""

_FEWEST = 3
"""Upright lines of a table that rules its columns, where no text beside is needed to tell them apart."""

_TALLEST_HEADER = 90
"""Points that a header is high at most: below one that is ruled alone, cells may touch."""

_PAPER = 0.6
"""Share of a page that a coloured box covers which is its paper."""

_BEYOND = 0.5
"""Points by which a letter stands over the edge of what is seen of the page."""


_SLANTED = Letter("", 0.0, 0.0, 0.0, 0.0, 0.0, "")
"""What stands for a letter that climbs across the page: no flat line strikes it through."""


def drawn_page(page: pdfplumber.page.Page, before: Page | None = None) -> Page:
    """What is drawn on a page of a PDF; letters that a line strikes through are blanked. before: the page before it."""
    page = _without_background(page)
    everything = [(one, _letter(one)) for one in page.chars]
    struck = struck_by([letter if _is_upright(one) else _SLANTED for one, letter in everything], _flat(page))
    blanked = (replace(letter, text=" ") if at in struck else letter for at, (_, letter) in enumerate(everything))
    drawn = [(one, letter) for (one, _), letter in zip(everything, blanked, strict=True)]
    crossed = [text_of(line) for line in lines_of(everything[at][1] for at in struck)]  # may be a mark of secrecy
    over = list(overlaid([letter for one, letter in everything if _is_upright(one)]))  # so may a box with a mark
    letters = with_raised(with_marks(letter for one, letter in drawn if _is_upright(one)))
    if not _rules_columns(_stroke(one) for one in page.edges):
        letters = with_begins(letters, sorted({one.x0 for one in before.letters if one.begins}) if before else ())
    boxes = (
        (ruled(table.cells) for table in page.find_tables(_table_settings(page, letters, _columns_before(before))))
        if page.edges
        else ()
    )
    tables = tuple(sorted((b for b in boxes if b is not None), key=lambda table: table.box[1]))
    rules = heights_of_rules(_flat(page), float(page.width) / 3)
    turned = page.rotation % 360 or page.bbox[0]
    edges = (0.0, float(page.width)) if turned else seen(_head(page), float(page.width))
    area = sum((one["x1"] - one["x0"]) * (one["bottom"] - one["top"]) for one in page.images)
    return Page(
        number=page.page_number,
        height=float(page.height),
        letters=tuple(letters),
        aside="\n".join((*_slanted(letter for one, letter in drawn if not _is_upright(one)), *crossed, *over)),
        tables=tables,
        pictures=len(page.images),
        covered=area / float(page.width * page.height or 1),
        overlaid=sum(map(len, over)),
        cut=sum(_is_cut(letter, *edges) for letter in letters),
        struck=tuple(everything[at][1] for at in sorted(struck)),
        rules=tuple(y for y in rules if not any(t.box[1] - _NEAR <= y <= t.box[3] + _NEAR for t in tables)),
    )


def _head(page: pdfplumber.page.Page) -> bytes:
    """How the content of a page begins."""
    first = resolve(next(iter(page.page_obj.contents), None))
    return bytes(first.get_data()[:HEAD]) if first is not None else b""


def _without_background(page: pdfplumber.page.Page) -> pdfplumber.page.Page:
    """The page without the boxes that only colour its paper: their edges are no lines."""
    if not any(_is_background(one, page) for one in page.rects):
        return page
    return page.filter(lambda one: one.get("object_type") != "rect" or not _is_background(one, page))


def _is_background(one: dict[str, object], page: pdfplumber.page.Page) -> bool:
    x0, top, x1, bottom = _stroke(one)
    return not one["stroke"] and (x1 - x0) * (bottom - top) > _PAPER * float(page.width * page.height)


def _is_upright(one: dict[str, object]) -> bool:
    """Whether a letter stands straight; the library calls those so that climb across the page, as a watermark's do."""
    matrix = one["matrix"]
    assert isinstance(matrix, tuple)
    along, climbing = float(matrix[0]), float(matrix[1])
    return bool(one["upright"]) and abs(climbing) <= _STEEPEST * abs(along)


def _rules_columns(strokes: Iterable[Stroke]) -> bool:
    """Whether upright lines part columns over more than a header."""
    heights: Counter[int] = Counter()
    for x0, top, x1, bottom in strokes:
        heights[round(x0)] += round(bottom - top) if bottom - top > x1 - x0 else 0
    return sum(height > _TALLEST_HEADER for height in heights.values()) >= _FEWEST


def _is_cut(letter: Letter, left: float, right: float) -> bool:
    """Whether the right or the left edge of what is seen of the page runs through a letter, or it stands behind that."""
    return bool(letter.text.strip()) and (letter.x1 > right + _BEYOND or letter.x0 < left - _BEYOND)


def _slanted(letters: Iterable[Letter]) -> Iterator[str]:
    """What is written on its side or across the page: runs of letters that stand near each other, and all of them together."""
    found: list[Letter] = list(letters)
    pieces = [""]
    for at, letter in enumerate(found):
        if at and _apart(found[at - 1], letter):
            pieces.append("")
        pieces[-1] += letter.text
    yield from pieces
    if len(pieces) > 1:
        yield " ".join(pieces)


def _apart(last: Letter, new: Letter) -> bool:
    far = max(abs(a - b) for a, b in zip(last.middle, new.middle, strict=True))
    return far > 2.5 * max(last.size, new.size) or abs(last.size - new.size) > 0.3 * last.size


def _columns_before(before: Page | None) -> Sequence[float] | None:
    """The columns of the last table of a page."""
    return before.tables[-1].columns if before is not None and before.tables else None


def _table_settings(
    page: pdfplumber.page.Page, letters: Sequence[Letter], before: Sequence[float] | None
) -> dict[str, object]:
    """Lines that close what the page left open, and those that its tables lack, beside the ones that are drawn."""
    drawn = [_stroke(edge) for edge in page.edges]
    columns = list(column_strokes(drawn, letters))
    closed = [*drawn, *columns, *closing([*drawn, *columns])]
    missing = [edge_of(one) for one in (*closed[len(drawn) :], *missing_strokes(closed, letters, before))]
    return {
        f"explicit_{name}_lines": [one for one in missing if one["orientation"] == name[0]]
        for name in ("horizontal", "vertical")
    }


def _flat(page: pdfplumber.page.Page) -> Iterator[Stroke]:
    """What may be a line through letters; a drawn line or a thin box."""
    for one in (*page.lines, *page.rects):
        stroke = _stroke(one)
        if stroke[2] - stroke[0] > stroke[3] - stroke[1] < _THICKEST:
            yield stroke


def _stroke(one: dict[str, object]) -> Stroke:
    x0, top, x1, bottom = (float(str(one[key])) for key in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom


def _letter(one: dict[str, object]) -> Letter:
    x0, x1, top, bottom, size = (float(str(one[key])) for key in ("x0", "x1", "top", "bottom", "size"))
    return Letter(str(one["text"]), x0, x1, top, bottom, size, str(one["fontname"]))
