"""What a PDF draws on a page → our Page: letters, what strikes them through, ruled tables, pictures, what lies aslant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil, log2

import pdfplumber
from pdfplumber.utils.geometry import obj_to_edges
from pdfplumber.utils.pdfinternals import resolve

from scheduler.documents.pdf_begins import with_begins
from scheduler.documents.pdf_dotted import rules_of_marks
from scheduler.documents.pdf_half_ruled import missing_strokes
from scheduler.documents.pdf_hidden import with_fallen, with_hidden
from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Letter, lines_of, with_marks
from scheduler.documents.pdf_overlaid import overlaid
from scheduler.documents.pdf_page import Page, tables_of
from scheduler.documents.pdf_raised import with_raised
from scheduler.documents.pdf_seen import HEAD, seen
from scheduler.documents.pdf_strokes import Stroke, closing, heights_of_rules, struck_by
from scheduler.documents.pdf_tables import Ruled
from scheduler.documents.pdf_too_low import within_rows
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


_BELOW = 0.22
"""Share of its size that the box of a letter reaches below the line that it is written on."""

_RAISED = 0.5
"""Share of its size by which no letter is raised above that line."""

_READABLE = 6.0
"""Points that letters are tall at least for what is said here in points to hold."""

_FEWEST_OUTLINES = 200
"""Curved shapes on a page without a letter that show that its letters were drawn as outlines."""

_SLANTED = Letter("", 0.0, 0.0, 0.0, 0.0, 0.0, "")
"""What stands for a letter that climbs across the page: no flat line strikes it through."""


def drawn_page(page: pdfplumber.page.Page, before: Page | None = None) -> Page:
    """What is drawn on a page of a PDF; letters that a line strikes through are blanked. before: the page before it.

    A page in very small letters, as a wide sheet is printed on one, is given larger by some times.
    """
    page = _without_background(page)
    times = _times_larger(page)
    flat, edges = list(_flat(page, times)), list(_edges(page, times))
    printed = [(_is_upright(one), _letter(one, times)) for one in page.chars]
    struck = struck_by([letter if upright else _SLANTED for upright, letter in printed], flat)
    left = [(upright, replace(one, text=" ") if at in struck else one) for at, (upright, one) in enumerate(printed)]
    crossed = tuple(printed[at][1] for at in sorted(struck))
    over = list(overlaid([letter for upright, letter in printed if upright]))
    letters = with_raised(with_marks(letter for upright, letter in left if upright))
    letters, hidden = with_hidden(letters) if over else (letters, 0)
    if not _rules_columns(edges):
        letters = with_begins(letters, _begins_before(before))
    tables = tables_of((*edges, *_missing(edges, letters, _columns_before(before)))) if edges else ()
    letters, fallen = with_fallen(letters, tables, edges)
    letters, moved = within_rows(letters, tables)
    return Page(
        number=page.page_number,
        height=float(page.height) * times,
        letters=tuple(letters),
        aside=_aside((letter for upright, letter in left if not upright), crossed, over),
        tables=tables,
        pictures=len(page.images) or int(not page.chars and len(page.curves) >= _FEWEST_OUTLINES),
        covered=_covered(page),
        overlaid=sum(map(len, overlaid(letters) if hidden else over)),
        hidden=hidden + fallen + moved,
        cut=_cut(page, letters, times),
        struck=crossed,
        rules=_rules(flat, tables, float(page.width) * times),
    )


def _aside(slanted: Iterable[Letter], crossed: Iterable[Letter], over: Iterable[str]) -> str:
    """What stands in no line, each of which may be a mark of secrecy: what climbs, is struck through, lies over other text."""
    return "\n".join((*_slanted(slanted), *map(text_of, lines_of(crossed)), *over))


def _covered(page: pdfplumber.page.Page) -> float:
    """The share of the page that pictures cover."""
    area = sum((one["x1"] - one["x0"]) * (one["bottom"] - one["top"]) for one in page.images)
    return float(area / float(page.width * page.height or 1))


def _cut(page: pdfplumber.page.Page, letters: Iterable[Letter], times: float) -> int:
    """How many letters what is seen of the page cuts, or leaves out."""
    left, right = (edge * times for edge in _seen(page))
    return sum(_is_cut(letter, left, right) for letter in letters)


def _rules(flat: Iterable[Stroke], tables: Sequence[Ruled], width: float) -> tuple[float, ...]:
    """Heights of the flat lines that belong to no table."""
    heights = heights_of_rules(flat, width / 3)
    return tuple(y for y in heights if not any(t.box[1] - _NEAR <= y <= t.box[3] + _NEAR for t in tables))


def _seen(page: pdfplumber.page.Page) -> tuple[float, float]:
    """From where to where the page is seen; nothing is told of one that is turned, or does not begin at nought."""
    first = resolve(next(iter(page.page_obj.contents), None))
    head = bytes(first.get_data()[:HEAD]) if first is not None else b""
    return (0.0, float(page.width)) if page.rotation % 360 or page.bbox[0] else seen(head, float(page.width))


def _times_larger(page: pdfplumber.page.Page) -> float:
    """A power of two, so that all pages of a sheet have the same, by which most letters are as tall as those of a letter."""
    sizes = sorted(float(one["size"]) for one in page.chars if one["text"].strip())
    middle = sizes[len(sizes) // 2] if sizes else _READABLE
    return 2.0 ** max(ceil(log2(_READABLE / middle)), 0) if middle > 0 else 1.0


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


def _begins_before(before: Page | None) -> Sequence[float]:
    """Where the columns of the page before began by their letters."""
    return sorted({one.x0 for one in before.letters if one.begins}) if before is not None else ()


def _columns_before(before: Page | None) -> Sequence[float] | None:
    """The columns of the last table of a page."""
    return before.tables[-1].columns if before is not None and before.tables else None


def _missing(drawn: Sequence[Stroke], letters: Sequence[Letter], before: Sequence[float] | None) -> Iterator[Stroke]:
    """Lines that close what the page left open, and those that its tables lack."""
    columns = list(column_strokes(drawn, letters))
    closed = [*drawn, *columns, *closing([*drawn, *columns])]
    yield from closed[len(drawn) :]
    yield from missing_strokes(closed, letters, before)


def _edges(page: pdfplumber.page.Page, times: float) -> Iterator[Stroke]:
    """The edges of all that is drawn; a rule of dots or dashes is one line."""
    drawn = (*page.rects, *page.lines, *page.curves)
    rules, marks = rules_of_marks([_stroke(one) for one in drawn])
    yield from (_stroke(edge, times) for at, one in enumerate(drawn) if at not in marks for edge in obj_to_edges(one))
    yield from ((x0 * times, top * times, x1 * times, bottom * times) for x0, top, x1, bottom in rules)


def _flat(page: pdfplumber.page.Page, times: float) -> Iterator[Stroke]:
    """What may be a line through letters; a drawn line or a thin box."""
    for one in (*page.lines, *page.rects):
        stroke = _stroke(one, times)
        if stroke[2] - stroke[0] > stroke[3] - stroke[1] < _THICKEST:
            yield stroke


def _stroke(one: dict[str, object], times: float = 1.0) -> Stroke:
    x0, top, x1, bottom = (float(str(one[key])) * times for key in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom


def _raised(one: dict[str, object]) -> float:
    """Points by which the box of a letter stands above the line that it is written on: fonts of drawn shapes may tell it so."""
    matrix = one["matrix"]
    assert isinstance(matrix, tuple)
    bottom, size, written = float(str(one["y0"])), float(str(one["size"])), float(matrix[5])
    is_above = one["upright"] and _RAISED * size < bottom - written < 2 * size
    return bottom - written + _BELOW * size if is_above else 0.0


def _letter(one: dict[str, object], times: float = 1.0) -> Letter:
    x0, x1, top, bottom, size = (float(str(one[key])) * times for key in ("x0", "x1", "top", "bottom", "size"))
    raised = _raised(one) * times
    top, bottom = top + raised, bottom + raised
    return Letter(str(one["text"]), x0, x1, top, bottom, size, str(one["fontname"]))
