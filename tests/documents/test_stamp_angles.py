"""By how much a stamp leans is told by itself; ink in colours is parted from print in black."""

import pytest
from PIL import Image, ImageDraw

from scheduler.documents.scans.inks import inks_of, spots_in
from scheduler.documents.scans.leaning import angles_of
from scheduler.documents.scans.outlines import with_full_letters
from scheduler.documents.scans.rules import mended
from scheduler.documents.scans.thickness import thicker, thinner


def _frame(angle: float) -> Image.Image:
    made = Image.new("L", (300, 90))
    drawn = ImageDraw.Draw(made)
    drawn.rectangle((2, 2, 297, 87), outline=255, width=5)
    for x in range(40, 260, 30):
        drawn.line((x, 25, x, 65), fill=255, width=6)
    return made.rotate(angle, Image.Resampling.BICUBIC, expand=True)


@pytest.mark.parametrize("angle", [0, 7, -12, 30, -45])
def test_a_frame_tells_by_how_much_it_leans(angle: float) -> None:
    assert next(angles_of(_frame(angle))) == pytest.approx(-angle, abs=1.0)


@pytest.mark.parametrize("angle", [90, -75])
def test_what_stands_on_its_side_is_turned_both_ways(angle: float) -> None:
    told = [round(one) for one in angles_of(_frame(angle))]
    assert any(abs(one + angle) <= 1 for one in told)
    assert any(abs(abs(one + angle) - 180) <= 1 for one in told)


@pytest.mark.parametrize(("colour", "of"), [("red", [1, 0]), ("blue", [0, 1]), ("purple", [1, 1]), ("black", [0, 0])])
def test_ink_is_parted_by_its_colour(colour: str, of: list[int]) -> None:
    page = Image.new("RGB", (600, 400), (250, 244, 226))
    drawn = ImageDraw.Draw(page)
    drawn.rectangle((200, 100, 400, 160), outline=colour, width=6)
    drawn.line((0, 300, 600, 300), fill="black", width=5)
    assert [len(list(spots_in(ink))) for ink in inks_of(page)] == of


def test_ink_made_thicker_and_thinner_again_keeps_its_edges() -> None:
    ink = Image.new("L", (60, 60))
    ImageDraw.Draw(ink).rectangle((20, 20, 40, 40), fill=255)
    assert thicker(ink, 7).getbbox() == (17, 17, 44, 44)
    assert thinner(thicker(ink, 7), 7).tobytes() == ink.tobytes()


def test_a_seal_alone_is_left_and_a_square_stamp_that_leans_is_not() -> None:
    page = Image.new("RGB", (1000, 500), "white")
    drawn = ImageDraw.Draw(page)
    drawn.ellipse((50, 50, 350, 350), outline="red", width=6)
    drawn.polygon([(700, 60), (880, 130), (810, 310), (630, 240)], outline="red", width=6)
    warm = next(iter(inks_of(page)))
    assert len(list(spots_in(warm))) == 1


def test_outlined_letters_are_made_full_but_not_what_they_go_around() -> None:
    ink = Image.new("L", (200, 100))
    drawn = ImageDraw.Draw(ink)
    drawn.rectangle((20, 20, 32, 80), outline=255, width=2)
    drawn.rectangle((60, 20, 120, 80), outline=255, width=2)
    drawn.rectangle((72, 32, 108, 68), outline=255, width=2)
    full = with_full_letters(ink)
    assert full is not None
    assert [full.getpixel(at) for at in ((26, 50), (66, 50), (90, 50), (150, 50))] == [255, 255, 0, 0]


def test_what_is_not_outlined_is_left() -> None:
    ink = Image.new("L", (200, 100))
    ImageDraw.Draw(ink).ellipse((20, 20, 60, 80), outline=255, width=8)
    assert with_full_letters(ink) is None


def test_a_stroke_that_a_line_of_a_table_crosses_stays_whole() -> None:
    page = Image.new("L", (200, 100), 255)
    drawn = ImageDraw.Draw(page)
    drawn.rectangle((90, 20, 100, 80), fill=0)
    drawn.rectangle((0, 48, 199, 51), fill=0)
    found = mended(page, [(0, 45, 200, 54)])
    assert [found.getpixel(at) for at in ((95, 50), (20, 50), (95, 30))] == [0, 255, 0]
