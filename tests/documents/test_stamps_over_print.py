"""Stamps that lie over the print of a scanned page, or turned at its side, refuse it; words of the text never do."""

import io
import subprocess
from types import ModuleType

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from scheduler.documents import parse_document
from scheduler.documents.office import office_program
from scheduler.documents.scans.program import tesseract_program
from scheduler.documents.stamp_letters import internal_of_stamp, mark_of_stamp

pytestmark = pytest.mark.scans

RED, BLACK = (205, 40, 50), (25, 25, 25)
ROWS = (
    ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện"),
    ("1", "Niêm yết thủ tục hành chính tại bộ phận tiếp nhận hồ sơ", "Văn phòng", "Thường xuyên"),
    ("2", "Rà soát bảng niêm yết tại các nhà văn hóa thôn", "Phòng Nội vụ", "Quý II"),
    ("3", "Bảo vệ bí mật nhà nước tại các bộ phận", "Văn phòng", "Quý III"),
)
LETTERHEAD = ("ỦY BAN NHÂN DÂN XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH", "Công tác năm 2026")


@pytest.fixture(scope="session")
def font() -> ImageFont.FreeTypeFont:
    """A bold one that knows the letters of Vietnamese."""
    try:
        asked = ["fc-match", "-f", "%{file}", "serif:bold:charset=1ec6"]
        return ImageFont.truetype(subprocess.run(asked, check=True, capture_output=True, text=True).stdout, 46)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs fontconfig and a bold font with the letters of Vietnamese")


@pytest.fixture(scope="session")
def page(word: ModuleType, scanner: ModuleType) -> Image.Image:
    """A page of a plan, in colours, 200 dots an inch."""
    office = office_program()
    if office is None or tesseract_program() is None:
        pytest.skip("needs LibreOffice (soffice) and tesseract with its data for Vietnamese (tesseract-ocr-vie)")
    rows = [word.tr(*row) for row in ROWS]
    body = "".join(word.p(line) for line in LETTERHEAD) + scanner.table(rows, (700, 4200, 2000, 2300))
    found: Image.Image = scanner.pictures(scanner.printed(word.complete(body), office))[0]
    return found.convert("RGB")


def stamped(
    page: Image.Image,
    font: ImageFont.FreeTypeFont,
    text: str,
    colour: tuple[int, int, int],
    angle: int,
    at: tuple[int, int],
) -> bytes:
    """A scan of the page with a framed stamp pressed onto it: print stays below its ink."""
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    stamp = Image.new("L", (right - left + 40, bottom - top + 30))
    drawn = ImageDraw.Draw(stamp)
    drawn.rectangle((2, 2, stamp.width - 3, stamp.height - 3), outline=255, width=4)
    drawn.text((20 - left, 14 - top), text, 255, font)
    stamp = stamp.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    layer = Image.new("RGB", page.size, "white")
    layer.paste(Image.new("RGB", stamp.size, colour), at, stamp)
    out = io.BytesIO()
    ImageChops.multiply(page, layer).save(out, "PDF", resolution=200, quality=85)
    return out.getvalue()


PLACES = {
    "red over the letterhead": ("TUYỆT MẬT", RED, 0, (230, 150)),
    "red over the table": ("TUYỆT MẬT", RED, 12, (420, 480)),
    "red over the table, turned": ("TUYỆT MẬT", RED, 90, (700, 420)),
    "red at the side, turned": ("TUYỆT MẬT", RED, 90, (60, 900)),
    "black over the letterhead": ("TUYỆT MẬT", BLACK, 0, (230, 150)),
    "black over the table, askew": ("TUYỆT MẬT", BLACK, 12, (420, 480)),
    "black at the side, turned": ("TUYỆT MẬT", BLACK, 90, (60, 900)),
    "the short one, black over the letterhead": ("MẬT", BLACK, 0, (230, 150)),
}


@pytest.mark.parametrize("where", PLACES)
def test_a_stamp_refuses_the_page(where: str, page: Image.Image, font: ImageFont.FreeTypeFont) -> None:
    document = parse_document(stamped(page, font, *PLACES[where]), "quet.pdf")
    assert [d.code for d in document.diagnostics] == ["document-secret"]
    assert document.blocks == ()


BOLD = (
    ("CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",),
    ("KHẢO SÁT MẬT ĐỘ DÂN CƯ",),
    ("TĂNG CƯỜNG CÔNG TÁC BẢO VỆ BÍ", "MẬT NHÀ NƯỚC NĂM 2026"),
    ("AN TOÀN, BẢO MẬT THÔNG TIN",),
    ("NGHỀ NUÔI ONG LẤY MẬT", "ĐỐI MẶT VỚI THIÊN TAI", "KỶ NIỆM XUÂN MẬU THÂN"),
)


@pytest.mark.parametrize("lines", BOLD)
def test_bold_lines_of_the_text_do_not(lines: tuple[str, ...], page: Image.Image, font: ImageFont.FreeTypeFont) -> None:
    written, out = page.copy(), io.BytesIO()
    for at, line in enumerate(lines):
        ImageDraw.Draw(written).text((250, 1300 + 80 * at), line, BLACK, font)
    written.save(out, "PDF", resolution=200, quality=85)
    document = parse_document(out.getvalue(), "quet.pdf")
    assert "document-secret" not in [d.code for d in document.diagnostics]
    assert document.readable


@pytest.mark.parametrize("line", ["[TUYẾT MẬI", "TUYỆT MẬ]1", "TUYPFWAT", "TỐI MẬI", "'MẬT:", "MẬI", "„ MẬ!"])
def test_what_a_frame_and_print_leave_of_a_mark(line: str) -> None:
    assert mark_of_stamp(line) in {"TUYỆT MẬT", "TỐI MẬT", "MẬT"}


@pytest.mark.parametrize(
    "line", ["MẬU", "MẬT ĐỘ", "BÍ MẬT", "ĐỐI MẶT", "BẢO MẬT", "TUYẾN ĐẤT", "Tuyết", "MẶT", "MẬN", "THƯƠNG MẠI", "NHẬT"]
)
def test_other_words_are_no_marks(line: str) -> None:
    assert mark_of_stamp(line) is None


@pytest.mark.parametrize("line", ["[LƯU HÀNH NỘI BỘ]", "LUU HANH NOI B0", "ƯU HÀNH NÔI BÔ", "TÀI LIỆU LƯU HÀNH NÔI B"])
def test_what_a_frame_leaves_of_a_stamp_for_internal_use(line: str) -> None:
    assert internal_of_stamp(line) is not None


@pytest.mark.parametrize("line", ["KIỂM SOÁT NỘI BỘ", "QUY CHẾ NỘI BỘ", "LƯU HỒ SƠ", "LƯU HÀNH TOÀN QUỐC"])
def test_other_stamps_are_not_for_internal_use(line: str) -> None:
    assert internal_of_stamp(line) is None


def test_a_scan_with_its_letters_behind_it_is_looked_at_as_a_scan_is(
    page: Image.Image, font: ImageFont.FreeTypeFont
) -> None:
    scan = next(iter(pypdfium2.PdfDocument(stamped(page, font, "TUYỆT MẬT", BLACK, 12, (420, 480))))).render(
        scale=200 / 72
    )
    picture = io.BytesIO()
    scan.to_pil().save(picture, "PNG")
    asked = [str(tesseract_program()), "stdin", "stdout", "--dpi", "200", "-l", "vie", "pdf"]
    layered = subprocess.run(asked, input=picture.getvalue(), check=True, capture_output=True).stdout
    assert [d.code for d in parse_document(layered, "quet.pdf").diagnostics] == ["document-secret"]


def test_letters_behind_a_scan_that_say_something_else_hide_no_mark(
    page: Image.Image, font: ImageFont.FreeTypeFont, paper: ModuleType
) -> None:
    """A program has left garble behind the picture, more of it than makes the page one without text."""
    picture = page.copy()
    ImageDraw.Draw(picture).text((760, 90), "TỐI MẬT", BLACK, font)
    scan, out = io.BytesIO(), io.BytesIO()
    picture.save(scan, "PDF", resolution=200)
    garbled = paper.Page()
    for at in range(30):
        garbled.text(
            50,
            60 + 22 * at,
            "TOl MAI cua Uv bn nhđn dan x Mau" if at == 1 else "Cac cd quan thc hicn kc hoach nam 2026",
        )
    book, behind = pypdfium2.PdfDocument(scan.getvalue()), pypdfium2.PdfDocument(paper.pdf(garbled))
    form = pdfium.FPDF_NewXObjectFromPage(book, behind, 0)
    sheet = book[0]
    pdfium.FPDFPage_InsertObjectAtIndex(sheet, pdfium.FPDF_NewFormObjectFromXObject(form), 0)
    pdfium.FPDFPage_GenerateContent(sheet)
    book.save(out)
    assert [d.code for d in parse_document(out.getvalue(), "quet.pdf").diagnostics] == ["document-secret"]
