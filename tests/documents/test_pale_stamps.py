"""Ink that is paler than the print of a grey page is told from it; letters set wide apart are closed up."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from scheduler.documents.scans.flattened import closed_up
from scheduler.documents.scans.shades import paler_than_print

SIZE = 1654, 2339
"""A4 at 200 dots per inch."""
STAMP = 300, 400, 700, 520


def printed() -> Image.Image:
    """Lines of print, each a row of strokes."""
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    for y in range(200, 1800, 60):
        for x in range(200, 1450, 16):
            pen.rectangle((x, y, x + 4, y + 24), fill=(20, 20, 20))
    return page


def with_frame(page: Image.Image, shade: int | tuple[int, int, int]) -> Image.Image:
    layer = Image.new("RGB", SIZE, "white")
    colour = (shade, shade, shade) if isinstance(shade, int) else shade
    ImageDraw.Draw(layer).rectangle(STAMP, outline=colour, width=10)
    return ImageChops.multiply(page, layer)


@pytest.mark.parametrize("shade", [110, 140, 165, 190])
@pytest.mark.parametrize("blur", [0.0, 0.7])
def test_a_pale_stamp_over_print_is_told_from_it(shade: int, blur: float) -> None:
    found = list(paler_than_print(with_frame(printed(), shade).filter(ImageFilter.GaussianBlur(blur))))
    assert len(found) == 1
    box = found[0].point([255 * int(v > 40) for v in range(256)]).getbbox()
    assert box is not None
    assert all(abs(one - other) < 30 for one, other in zip(box, STAMP, strict=True))


@pytest.mark.parametrize("shade", [20, 255, (230, 110, 110)])
def test_print_and_coloured_ink_are_none(shade: int | tuple[int, int, int]) -> None:
    assert not list(paler_than_print(with_frame(printed(), shade)))


def test_letters_set_wide_apart_are_closed_up() -> None:
    line = Image.new("L", (400, 60))
    for x in (20, 150, 280):
        line.paste(255, (x, 10, x + 40, 50))
    closed = closed_up(line, 40)
    columns = closed.resize((closed.width, 1), Image.Resampling.BOX).tobytes()
    assert sum(v > 0 for v in columns) == 120
    assert closed.width < 160
    assert closed_up(closed, 40).size == closed.size
