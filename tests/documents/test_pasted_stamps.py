"""A stamp of secrecy pasted into a Word file as a picture: refused where it can be read, said where it cannot."""

import subprocess
from io import BytesIO
from types import ModuleType
from zipfile import ZipFile

import pytest
from PIL import Image, ImageDraw, ImageFont

from scheduler.documents import parse_document
from scheduler.documents.scans.program import tesseract_program


@pytest.fixture(scope="module")
def font() -> ImageFont.FreeTypeFont:
    """A bold one that knows the letters of Vietnamese."""
    try:
        asked = ["fc-match", "-f", "%{file}", "serif:bold:charset=1ec6"]
        return ImageFont.truetype(subprocess.run(asked, check=True, capture_output=True, text=True).stdout, 36)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs fontconfig and a bold font with the letters of Vietnamese")


def _with_picture(word: ModuleType, picture: Image.Image) -> bytes:
    file, png = BytesIO(word.docx(word.p(word.r("KẾ HOẠCH CÔNG TÁC NĂM 2026")))), BytesIO()
    picture.save(png, "PNG")
    with ZipFile(file, "a") as package:
        package.writestr("word/media/image1.png", png.getvalue())
    return file.getvalue()


def _stamp(text: str, font: ImageFont.FreeTypeFont, colour: str) -> Image.Image:
    width = round(font.getlength(text)) + 60
    picture = Image.new("RGB", (width, 80), "white")
    drawn = ImageDraw.Draw(picture)
    drawn.text((30, 18), text, fill=colour, font=font)
    drawn.rectangle((4, 4, width - 5, 75), outline=colour, width=4)
    return picture


@pytest.mark.skipif(
    tesseract_program() is None, reason="needs tesseract with its data for Vietnamese (tesseract-ocr-vie)"
)
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
