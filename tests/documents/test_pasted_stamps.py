"""A stamp of secrecy pasted into a file as a picture, or drawn: refused where it can be read, said where it cannot."""

import subprocess
import time
from base64 import b64encode
from io import BytesIO
from types import ModuleType
from zipfile import ZipFile

import pytest
from PIL import Image, ImageDraw, ImageFont

from scheduler.documents import parse_document
from scheduler.documents.scans.pasted import of_pictures
from scheduler.documents.scans.program import tesseract_program

needs_program = pytest.mark.skipif(
    tesseract_program() is None, reason="needs tesseract with its data for Vietnamese (tesseract-ocr-vie)"
)


@pytest.fixture(scope="module")
def font() -> ImageFont.FreeTypeFont:
    """A bold one that knows the letters of Vietnamese."""
    try:
        asked = ["fc-match", "-f", "%{file}", "serif:bold:charset=1ec6"]
        return ImageFont.truetype(subprocess.run(asked, check=True, capture_output=True, text=True).stdout, 36)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs fontconfig and a bold font with the letters of Vietnamese")


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _with_picture(word: ModuleType, *pictures: Image.Image) -> bytes:
    file = BytesIO(word.docx(word.p(word.r("KẾ HOẠCH CÔNG TÁC NĂM 2026"))))
    with ZipFile(file, "a") as package:
        for at, picture in enumerate(pictures):
            package.writestr(f"word/media/image{at}.png", _png(picture))
    return file.getvalue()


def _stamp(text: str, font: ImageFont.FreeTypeFont, colour: str) -> Image.Image:
    width = round(font.getlength(text)) + 60
    picture = Image.new("RGB", (width, 80), "white")
    drawn = ImageDraw.Draw(picture)
    drawn.text((30, 18), text, fill=colour, font=font)
    drawn.rectangle((4, 4, width - 5, 75), outline=colour, width=4)
    return picture


@needs_program
@pytest.mark.parametrize(
    ("text", "colour", "secret"), [("MẬT", "red", True), ("TỐI MẬT", "black", True), ("XÃ MẪU", "red", False)]
)
def test_a_stamp_is_refused(
    word: ModuleType, font: ImageFont.FreeTypeFont, text: str, colour: str, secret: bool
) -> None:
    found = parse_document(_with_picture(word, _stamp(text, font, colour)), "kh.docx").diagnostics
    assert ("document-secret" in {d.code for d in found}) is secret


def test_without_a_program_it_is_said(word: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    found = parse_document(_with_picture(word, Image.new("RGB", (200, 60), "red")), "kh.docx").diagnostics
    assert "pictures-unseen" in {d.code for d in found}


def test_a_tiny_picture_is_none(word: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    found = parse_document(_with_picture(word, Image.new("RGB", (12, 12), "red")), "kh.docx").diagnostics
    assert "pictures-unseen" not in {d.code for d in found}


def test_a_pasted_scan_alone_is_said_to_be_one(word: ModuleType) -> None:
    file = BytesIO(word.docx(word.p()))
    with ZipFile(file, "a") as package:
        package.writestr("word/media/image1.png", b"picture")
    assert [d.code for d in parse_document(file.getvalue(), "kh.docx").diagnostics] == ["file-only-pictures"]


@needs_program
@pytest.mark.scans
def test_all_pictures_are_looked_at_and_those_that_lean_are_turned(
    word: ModuleType, font: ImageFont.FreeTypeFont
) -> None:
    others = [_stamp(f"HỘI SỐ {at}", font, "navy") for at in range(10)]
    leaning = _stamp("TUYỆT MẬT", font, "purple").rotate(14, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found = parse_document(_with_picture(word, *others, leaning), "kh.docx").diagnostics
    assert [d.code for d in found] == ["document-secret"]


@needs_program
@pytest.mark.scans
@pytest.mark.parametrize(("text", "expected"), [("MẬT", "document-secret"), ("LƯU HÀNH NỘI BỘ", "document-internal")])
def test_a_web_page_that_holds_its_pictures(font: ImageFont.FreeTypeFont, text: str, expected: str) -> None:
    held = b64encode(_png(_stamp(text, font, "red"))).decode()
    page = f"<html><body><p>KẾ HOẠCH</p><img src='data:image/png;base64,{held}'></body></html>"
    assert [d.code for d in parse_document(page.encode(), "kh.html").diagnostics] == [expected]


@needs_program
@pytest.mark.scans
@pytest.mark.parametrize(
    "where", ["on the third page", "in a form", "as a stamp", "as a watermark", "in stripes", "drawn with a pen"]
)
def test_what_a_pdf_shows_and_does_not_write(
    where: str, font: ImageFont.FreeTypeFont, shower: ModuleType, paper: ModuleType
) -> None:
    secret, harmless = (
        parse_document(shower.showing(where, _stamp(text, font, "red"), drawn, paper), "kh.pdf").diagnostics
        for text, drawn in (("TỐI MẬT", "MẬT"), ("XÃ MẪU", "XXX"))
    )
    assert [d.code for d in secret] == ["document-secret"]
    assert "document-secret" not in {d.code for d in harmless}


def test_pictures_that_a_web_page_only_names_are_said() -> None:
    page = "<html><body><p>KẾ HOẠCH</p><img src='dau.png'></body></html>"
    found = parse_document(page.encode(), "kh.html").diagnostics
    assert [(d.code, dict(d.values)["count"]) for d in found] == [("pictures-unseen", 1)]


def test_pictures_that_there_was_no_time_for_are_counted() -> None:
    pictures = [_png(Image.new("RGB", (200 + at, 60), "red")) for at in range(3)]
    assert of_pictures(pictures, time.monotonic() - 1).unseen == 3


def test_a_broken_picture_does_not_hide_the_others() -> None:
    assert of_pictures([b"no picture"], time.monotonic() + 60).unseen == 1
