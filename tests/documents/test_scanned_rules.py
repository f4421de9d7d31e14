"""Lines of tables on a scan: stems of letters are none, and faint lines are lines all the same."""

import pytest
from PIL import Image, ImageDraw

from scheduler.documents.scans.rules import rules_along, rules_down

EDGES, ROWS = (100, 400, 900), (100, 270, 340)


def ruled(
    *inked: tuple[int, int, int, int], blank: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> list[tuple[int, int, int]]:
    """The lines down of a table of two columns whose second row is merged, with more ink in it; blank: where ink is missing."""
    page = Image.new("L", (1000, 400), 0)
    pen = ImageDraw.Draw(page)
    for y in ROWS:
        pen.rectangle((EDGES[0], y - 2, EDGES[-1], y + 2), 255)
    for x, bottom in zip(EDGES, (340, 270, 340), strict=True):
        pen.rectangle((x - 2, 100, x + 2, bottom), 255)
    for box in inked:
        pen.rectangle(box, 255)
    pen.rectangle(blank, 0)
    return [(rule.at, rule.start, rule.end) for rule in rules_down(page, rules_along(page))]


WHOLE = [(100, 100, 340), (400, 100, 270), (900, 100, 340)]


@pytest.mark.parametrize(
    "stem",
    [(600, 277, 604, 332), (600, 265, 604, 328), (401, 278, 403, 332), (600, 282, 604, 345)],
    ids=["between the lines", "touching the one above", "below a column's line", "touching the one below"],
)
def test_the_stem_of_an_accented_capital_is_no_line(stem: tuple[int, int, int, int]) -> None:
    assert ruled(stem) == WHOLE


def test_a_line_of_one_row_is_one() -> None:
    assert (600, 270, 340) in ruled((598, 270, 602, 340))


@pytest.mark.parametrize("blank", [(390, 103, 410, 104), (390, 180, 410, 186)], ids=["at its end", "in its middle"])
def test_a_line_of_faint_ink_is_one(blank: tuple[int, int, int, int]) -> None:
    assert ruled(blank=blank) == WHOLE
