"""Sheets of a PDF as they are to be read: text that lies on its side stood up, two pages on one sheet taken apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdfplumber.page import Page as Sheet

from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled

_NEARLY_ALL = 0.8
"""Share of the letters of a sheet that lie alike where the sheet lies so."""
_LYING = 60
"""Letters that show how a sheet lies: fewer are a stamp's, or what a binder reads."""
_FULL = 200
"""Letters of a page: some sheet has as many on both its halves."""
_GUTTER = 0.01
"""Share of a sheet's width on both sides of its middle where nothing stands between two pages."""
_WIDE = 1.2
"""How much wider than tall a sheet with two pages is at least."""

Sides = tuple[int, int]
"""How many letters stand on the left and on the right half of a sheet."""


def stood_up(sheet: Sheet) -> Sheet:
    """The sheet, turned so that its text stands where nearly all of it lies on one side, or on its head."""
    ways = Counter(_quarters(one["matrix"]) for one in sheet.chars if one["text"].strip())
    quarters, most = ways.most_common(1)[0] if ways else (0, 0)
    if quarters == 0 or most < max(_LYING, _NEARLY_ALL * ways.total()):
        return sheet
    turned = (int(sheet.page_obj.rotate or 0) + 90 * quarters) % 360
    sheet.page_obj.attrs["Rotate"] = sheet.page_obj.rotate = turned
    sheet.close()
    return Sheet(sheet.pdf, sheet.page_obj, sheet.page_number, sheet.initial_doctop)


def _quarters(matrix: Sequence[float]) -> int:
    """By how many quarters of a circle, with the hands of a clock, text is to be turned to stand."""
    along, climbing = float(matrix[0]), float(matrix[1])
    if abs(along) >= abs(climbing):
        return 0 if along >= 0 else 2
    return 1 if climbing > 0 else 3


def sides_of(sheet: Sheet) -> Sides | None:
    """What stands on both halves of a sheet, None where something crosses its middle, or it is no wide one."""
    middle = float(sheet.width) / 2
    near = _GUTTER * float(sheet.width)
    letters = [one for one in sheet.chars if one["text"].strip()]
    drawn = (*letters, *sheet.edges, *sheet.images)
    if sheet.width < _WIDE * sheet.height or any(
        one["x0"] < middle + near and one["x1"] > middle - near for one in drawn
    ):
        return None
    left = sum(one["x0"] < middle for one in letters)
    return left, len(letters) - left


def are_double(sheets: Sequence[Sides | None]) -> bool:
    """Whether each sheet of a file holds two pages beside each other: nothing crosses the middle of any."""
    return all(one is not None for one in sheets) and any(one is not None and min(one) >= _FULL for one in sheets)


def halves(sheet: Sheet) -> tuple[Sheet, Sheet]:
    """What stands left, and what stands right of the middle; its places are those on the whole sheet."""
    middle = float(sheet.width) / 2

    def is_left(one: dict[str, float]) -> bool:
        return (one["x0"] + one["x1"]) / 2 < middle

    return sheet.filter(is_left), sheet.filter(lambda one: not is_left(one))


def moved_left(page: Page, along: float) -> Page:
    """The page with everything on it so many points further left."""
    return replace(
        page,
        letters=tuple(_moved(page.letters, along)),
        struck=tuple(_moved(page.struck, along)),
        tables=tuple(_moved_table(one, along) for one in page.tables),
    )


def _moved(letters: Sequence[Letter], along: float) -> Iterator[Letter]:
    return (replace(one, x0=one.x0 - along, x1=one.x1 - along) for one in letters)


def _moved_table(table: Ruled, along: float) -> Ruled:
    cells = tuple((x0 - along, top, x1 - along, bottom) for x0, top, x1, bottom in table.cells)
    return replace(table, columns=tuple(x - along for x in table.columns), cells=cells)
