"""Marks of secrecy are found by their shape, however they lean; one that cannot be read is said."""

import subprocess

import pytest
from PIL import Image, ImageDraw, ImageFont

from scheduler.documents.marked import found_in, softened
from scheduler.documents.scans.likeness import places_of
from scheduler.documents.scans.outlines import pieces_of_strokes
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.stamp_letters import (
    UNSURE_STAMP,
    mark_of_likeness,
    may_be_mark_of_likeness,
    says_another_word,
    surest_of,
)

DPI, MIDDLE = 200, (700, 500)


def inked(text: str, high: int, angle: int, outline: int, apart: float = 0.0) -> Picture:
    """A word white on black around the middle of a page, solid or (outline: dots) only outlined.

    apart: heights of a letter between its letters, besides what is common.
    """
    try:
        asked = ["fc-match", "-f", "%{file}", "sans:bold:charset=1ec6"]
        found = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        face = ImageFont.truetype(found, round(high / 0.72))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs fontconfig and a bold font with the letters of Vietnamese")
    page = Image.new("L", (1400, 1000))
    widths = [face.getlength(letter) + apart * high for letter in text]
    x, base = MIDDLE[0] - (sum(widths) - apart * high) / 2, round(MIDDLE[1] + high / 2)
    for letter, wide in zip(text, widths, strict=True):
        colour = 0 if outline else 255
        ImageDraw.Draw(page).text((x, base), letter, colour, face, "ls", stroke_width=outline, stroke_fill=255)
        x += wide
    return page.rotate(angle, Image.Resampling.BICUBIC, center=MIDDLE)


@pytest.mark.parametrize(("high", "angle", "outline"), [(25, 0, 0), (40, 17, 0), (80, -28, 0), (50, 10, 2)])
def test_a_mark_is_found_where_it_stands(high: int, angle: int, outline: int) -> None:
    ink = inked("MẬT", high, angle, outline)
    best = places_of(pieces_of_strokes(ink) if outline else ink, DPI, 3)[0]
    assert abs(best.x - MIDDLE[0]) < high / 2
    assert abs(best.y - MIDDLE[1]) < high / 2
    assert abs(best.angle - angle) < 8


@pytest.mark.parametrize(("apart", "angle"), [(0.5, 0), (0.8, -8), (1.3, 5)])
def test_a_mark_with_its_letters_set_wide_apart(apart: float, angle: int) -> None:
    best = places_of(inked("MẬT", 40, angle, 0, apart), DPI, 3)[0]
    assert abs(best.x - MIDDLE[0]) < 25
    assert abs(best.y - MIDDLE[1]) < 25
    assert best.apart > 0


@pytest.mark.parametrize("text", ["ĐÃ KÝ", "HỎA TỐC", "BẢN SAO"])
def test_other_stamps_are_less_like_it(text: str) -> None:
    assert all(place.misses > 1 for place in places_of(inked(text, 40, 5, 0), DPI, 3))


@pytest.mark.parametrize("line", ["VIẬT", "MÂT", "MẬY."])
def test_letters_that_suffer_where_the_shape_is_a_marks(line: str) -> None:
    assert mark_of_likeness(line, loosely=True) == "MẬT"
    assert mark_of_likeness(line, loosely=False) is None


@pytest.mark.parametrize("line", ["MẪU", "MẶT", "HẬT", "IẬT", "ẬT", "NHẬT", "MẬU", "ĐẤT", "MẮT", "MÁT", "MỘT"])
def test_words_of_a_shape_like_it_are_no_marks(line: str) -> None:
    assert mark_of_likeness(line, loosely=True) is None


@pytest.mark.parametrize(
    ("line", "open_"), [("TỐI IẬT", True), ("BẬT", True), ("MẪU", False), ("MẠI", True), ("nhật", False)]
)
def test_what_leaves_it_open(line: str, open_: bool) -> None:
    assert may_be_mark_of_likeness(line) is open_


@pytest.mark.parametrize(
    ("marks", "readings", "said"),
    [
        (["MẬT"], ["MẬT", "MẶT"], "MẬT"),
        (["MẬT"], ["MẠT", "MẶT"], UNSURE_STAMP),
        (["MẬT"], ["BẢO", "MẬT", "BẢO MẬT"], UNSURE_STAMP),
        (["MẬT", "TỐI MẬT"], ["MẶT", "TỐI MẬT"], "TỐI MẬT"),
        ([], ["MẶT"], None),
    ],
)
def test_readings_of_one_place_that_tell_a_mark_from_another_word(
    marks: list[str], readings: list[str], said: str | None
) -> None:
    assert surest_of(marks, readings) == said


@pytest.mark.parametrize(
    "lines", [["BÍ MẬT"], ["BÍ", "MẬT"], ["MẬT", "", "KHẨU"], ["M Ậ T  O N G"], ["IÂT HIỆU LỰ!:"], ["BÍ MẬT NHÀ NƯỚC"]]
)
def test_a_page_with_another_word_that_holds_the_mark_is_held(lines: list[str]) -> None:
    assert says_another_word(["KẾ HOẠCH", *lines, "Nội dung"])
    found = found_in((), ["MẬT"], "quet.pdf")
    assert [d.code for d in softened(found, lines, "quet.pdf")] == ["stamp-unsure"]


@pytest.mark.parametrize("lines", [["BÍ MẬT"], ["KẾ HOẠCH", "MẬT", "HỎA TỐC"]])
@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
def test_a_longer_mark_or_no_such_word_is_refused(mark: str, lines: list[str]) -> None:
    expected = "stamp-unsure" if (mark, lines) == ("MẬT", ["BÍ MẬT"]) else "document-secret"
    assert [d.code for d in softened(found_in((), [mark], "quet.pdf"), lines, "quet.pdf")] == [expected]


def test_a_stamp_that_could_not_be_read_is_said_and_refuses_nothing() -> None:
    assert [(d.code, d.severity.name) for d in found_in((), [UNSURE_STAMP], "quet.pdf")] == [
        ("stamp-unsure", "WARNING")
    ]
