"""Marks of secrecy in every form and place; lists of levels, titles of columns and broken words that are none."""

import io
from collections.abc import Callable
from types import ModuleType
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.documents import Paragraph, parse_document
from scheduler.documents.marked import found_in_text
from scheduler.documents.unsure import answer_to

SECRET, MENTIONED, INTERNAL = ["document-secret"], ["secrecy-mentioned"], ["document-internal"]
UNSURE = ["stamp-unsure"]


def codes(data: bytes, name: str) -> list[str]:
    return [d.code for d in parse_document(data, name).diagnostics]


FORMS = (
    "Độ khẩn: HỎA TỐC   Độ mật: MẬT",
    "Độ khẩn: Hỏa tốc; Độ mật: Tối mật",
    "MẬT    Bản số: 03",
    "MẬT Bản số: 03/05",
    "MẬT  Số: 12/KH-UBND",
    "Mức độ mật: Tối mật",
    "Độ mật: Tối mật",
    "- Độ mật: Tối mật;",
    "1. Độ mật: Mật",
    "Dấu độ mật: Mật",
    "M Ậ T",
    "T Ố I   M Ậ T",
    "TỐI-MẬT",
    "★ MẬT ★",
    "【MẬT】",
    "- MẬT -",
    "(Mật)",
    "MẬT - HỎA TỐC",
    "Văn bản này thuộc độ Tối mật",
    "Tài liệu này thuộc danh mục bí mật nhà nước độ Tuyệt mật.",
    "Độ mật: A",
    "Mức độ mật: C",
    "Phân loại: MẬT",
    "Cấp độ mật: Tối mật",
    "BÍ MẬT NHÀ NƯỚC - ĐỘ MẬT: TỐI MẬT",
    "**MẬT!**",
    "MËT",
    "tuyÖt mËt",
    "TOÁI MAÄT",
    "MA\u0302\u0323T",
    "ＭẬＴ",
    "TỐIMẬT",
    "Độ mật: □ Thường ☒ Mật",
    "Độ mật: Mật ☑ Thường ☐",
    "MẬT – 01 bản",
    "MẬT (Thời hạn bảo vệ: 10 năm)",
    "TỐI MẬT - Không sao chụp",
    "KẾ HOẠCH (MẬT)",
    "ĐỘ TỐI MẬT",
    "Bí mật nhà nước: Tối mật",
    "Tài liệu thuộc bí mật nhà nước, độ Tối mật",
    "THÀNH PHỐ UÔNG BÍ\nMẬT",
    "MẬT\nHOA LƯ",
)


@pytest.mark.parametrize("line", FORMS)
def test_a_mark_in_any_form(line: str, word: ModuleType) -> None:
    assert [d.code for d in found_in_text(f"KẾ HOẠCH\n{line}\nNội dung", "a.txt")] == SECRET
    paragraphs = (word.p(one) for one in (*line.split("\n"), "Nội dung kế hoạch"))
    assert codes(word.docx("".join(paragraphs)), "a.docx") == SECRET


NONE = (
    "công tác bảo vệ bí\nmật nhà nước",
    "công tác bảo vệ bí\nmật.",
    "BẢO VỆ BÍ\nMẬT",
    "Độ mật",
    "ĐỘ MẬT",
    "Độ\nMật",
    "Độ mật: Thường",
    "Rà soát tài liệu có độ mật: tối mật",
    "Tối mật: thông tin gây hại",
    "ĐÃ GIẢI MẬT",
    "MẬT KHẨU",
    "Văn bản này không thuộc độ Tối mật",
    "Mức độ: A",
    "Độ mật: không mật",
    "Tuyên truyền Luật Bảo vệ bí mật nhà nước",
    "Đóng dấu mật thư",
    "Lập sổ đăng ký văn bản mật đến",
    "Phổ biến trong cơ quan",
    "BẢO   MẬT",
    "B Í   M Ậ T",
    "BÍ\tMẬT",
    "MẬT   ONG",
    "MẬT\nKHẨU",
    "Mật\nđộ dân số",
    "BÍ MẬT NHÀ NƯỚC",
    "Độ mật: ☐ Mật ☒ Thường",
    "Độ mật: ☐ Mật ☐ Tối mật",
    "tài liệu có\nđộ tối mật",
)
LISTS = (
    "Các mức độ:\n- Tuyệt mật;\n- Tối mật;\n- Mật.",
    "- Tối mật;",
    "Tuyệt mật, Tối mật, Mật",
    "1\tLập hồ sơ\tVăn phòng\tQuý I\tMật",
)


@pytest.mark.parametrize("text", NONE)
def test_no_mark(text: str, word: ModuleType) -> None:
    assert found_in_text(f"KẾ HOẠCH\n{text}\nNội dung", "a.txt") == ()
    assert codes(word.docx("".join(word.p(line) for line in text.split("\n"))), "a.docx") == []


@pytest.mark.parametrize("text", LISTS)
def test_levels_that_are_listed_are_only_spoken_of(text: str) -> None:
    assert [d.code for d in found_in_text(f"KẾ HOẠCH\n{text}\nNội dung", "a.txt")] == MENTIONED


HIDDEN = "<w:vanish/>"


def test_a_mark_that_nobody_sees(word: ModuleType) -> None:
    alone = word.p(word.r("MẬ", HIDDEN), word.r("T", HIDDEN))
    row = word.tbl(word.tr("STT", "Nội dung", "Đơn vị"), word.tr("TỐI MẬT", props="<w:hidden/>"))
    words = word.p("Bảo vệ bí mật", word.r(" nhà nước, tài liệu mật của cơ quan", HIDDEN))
    page = "<html><p>KẾ HOẠCH<span style='display: none'>MẬT</span></p><p>Nội dung</p>"
    assert [codes(word.docx(word.p("KẾ HOẠCH") + body), "a.docx") for body in (alone, row)] == [SECRET, SECRET]
    assert codes(word.docx(words), "a.docx") == []
    assert codes(page.encode(), "a.html") == SECRET


@pytest.mark.parametrize(("cells", "expected"), [(("Không", "Thường"), []), (("Không", "Mật"), MENTIONED)])
def test_a_column_of_levels(cells: tuple[str, str], expected: list[str], word: ModuleType) -> None:
    rows = (word.tr(str(n), "Lập hồ sơ", "Phòng A", cell) for n, cell in enumerate(cells, 1))
    data = word.docx(word.tbl(word.tr("STT", "Nội dung", "Đơn vị", "Độ mật"), *rows))
    assert codes(data, "a.docx") == expected


OVERLEAF = (
    (lambda page: page, MENTIONED),
    (lambda page: page.text(260, 30, "MẬT"), SECRET),
    (lambda page: page.text(260, 400, "TỐI MẬT"), SECRET),
    (lambda page: page.text(260, 300, "MẬT").grid([250, 300], [284, 306]), SECRET),
    (lambda page: page.text(60, 300, "TÀI LIỆU MẬT"), SECRET),
)


@pytest.mark.parametrize(
    ("add", "expected"), OVERLEAF, ids=["row of work", "above", "below", "box", "line under the table"]
)
def test_overleaf_in_a_table_whose_titles_are_not_repeated(
    add: Callable[[ModuleType], ModuleType], expected: list[str], paper: ModuleType
) -> None:
    """A level in a row of work only speaks of it there too; a line, a stamp or a box of its own is a mark on any page."""
    edges = [50, 90, 250, 350, 450, 550]
    titles = [["STT"], ["Nội dung"], ["Đơn vị chủ trì"], ["Thời gian"], ["Ghi chú"]]
    section = [["II"], ["Kiểm tra, tổng kết"], [""], [""], [""]]
    rows = [[[str(n)], ["Lập hồ sơ"], ["Phòng A"], ["Quý I"], [note]] for n, note in enumerate(("", "Mật"), 1)]
    pages = []
    for cells, top in (([titles, rows[0], rows[0]], 700), ([section, *rows], 50)):
        page = paper.Page()
        pages.append(page.grid(edges, page.rows(edges, cells, top)))
    assert codes(paper.pdf(pages[0], add(pages[1])), "a.pdf") == expected


def test_small_letters_that_are_shown_as_capitals(word: ModuleType) -> None:
    shown = word.p(word.r("tối mật", "<w:smallCaps/>"))
    assert codes(word.docx(shown + word.p("Nội dung kế hoạch")), "a.docx") == SECRET


@pytest.mark.parametrize("lines", ["M\nẬ\nT", "T\nỐ\nI\n\nM\nẬ\nT"])
def test_letters_below_each_other(lines: str) -> None:
    assert [d.code for d in found_in_text(f"KẾ HOẠCH\n{lines}\nNội dung", "a.txt")] == SECRET


def art(text: str, font: str = "Times New Roman") -> str:
    path = f'<v:textpath style="font-family:&quot;{font}&quot;" string="{text}"/>'
    return f"<w:p><w:r><w:pict><v:shape>{path}</v:shape></w:pict></w:r></w:p>"


DRAWN = (
    '<w:p><w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>MẬ</a:t></a:r><a:r><a:t>T</a:t></a:r></a:p></a:graphic></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize("where", ["watermark", "word art", "old font", "drawing", "beside the letterhead"])
def test_beside_the_text_of_a_word_file(where: str, word: ModuleType) -> None:
    text = word.p("Nội dung kế hoạch")
    made = {
        "watermark": lambda: word.docx(text, header=art("TỐI MẬT")),
        "word art": lambda: word.docx(text + art("MẬT")),
        "old font": lambda: word.docx(text + art("tèi mËt", ".VnTimeH")),
        "drawing": lambda: word.docx(text + DRAWN),
        "beside the letterhead": lambda: word.docx(
            word.p(word.r("UBND XÃ MẪU"), "<w:r><w:tab/></w:r>", word.r("MẬT")) + text
        ),
    }
    assert codes(made[where](), "a.docx") == SECRET


def sheet_of(change: Callable[[Workbook, Worksheet], None]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    for row in (("STT", "Nội dung", "Đơn vị", "Ghi chú"), (1, "Lập hồ sơ", "Phòng A", None), (2, "Rà soát", "Phòng B")):
        sheet.append(row)
    change(book, sheet)
    book.save(out)
    return out.getvalue()


def _header(_: Workbook, sheet: Worksheet) -> None:
    sheet.oddHeader.center.text, sheet.oddHeader.center.font = "MẬT", "Times New Roman,Bold"


def _title(_: Workbook, sheet: Worksheet) -> None:
    sheet.title = "MẬT"


def _comment(_: Workbook, sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("MẬT", "Văn thư")


def _remark(_: Workbook, sheet: Worksheet) -> None:
    sheet["D2"] = "Mật"


def _hidden(book: Workbook, sheet: Worksheet) -> None:
    other = book.create_sheet("Nháp")
    other["A1"], other.sheet_state = "cũ", "hidden"
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_header, SECRET),
        (_title, SECRET),
        (_comment, SECRET),
        (_remark, MENTIONED),
        (_hidden, ["sheets-hidden", "cells-hidden"]),
    ],
)
def test_in_a_spreadsheet(change: Callable[[Workbook, Worksheet], None], expected: list[str]) -> None:
    assert codes(sheet_of(change), "a.xlsx") == expected


PAGES = (
    "<p>Nội dung</p><svg><text>MẬT</text></svg>",
    "<p>UBND XÃ MẪU <span style='border:1px solid red'>MẬT</span></p>",
    "<p>UBND XÃ MẪU&nbsp;&nbsp;&nbsp;&nbsp;MẬT</p>",
    "<style>body:before{content:'TỐI MẬT'}</style><p>Nội dung</p>",
    "<p>Nội dung</p><img src='dau.png' alt='MẬT'>",
)


@pytest.mark.parametrize("page", PAGES)
def test_in_a_web_page(page: str) -> None:
    assert codes(f"<html><body>{page}</body></html>".encode(), "a.html") == SECRET


@pytest.mark.parametrize("where", ["FreeText", "Stamp", "slanted", "spaced", "below a full line"])
def test_on_a_pdf_page(where: str, paper: ModuleType) -> None:
    page = paper.Page().text(50, 100, "Nội dung kế hoạch")
    made = {
        "FreeText": lambda: page.note("FreeText", "TỐI MẬT"),
        "Stamp": lambda: page.note("Stamp", "MẬT"),
        "slanted": lambda: page.slanted(200, 300, "MẬT", 40).slanted(100, 100, "Bản in thử"),
        "spaced": lambda: page.text(300, 50, "M").text(330, 50, "Ậ").text(360, 50, "T"),
        "below a full line": lambda: page.text(50, 200, "A" * 98).text(50, 212, "MẬT"),
    }
    assert codes(paper.pdf(made[where]()), "a.pdf") == SECRET


@pytest.mark.parametrize("kind", ["a.txt", "a.docx"])
def test_for_internal_use_is_no_part_of_the_text(kind: str, word: ModuleType) -> None:
    lines = ("KẾ HOẠCH", "(Lưu hành nội bộ)", "Công tác văn thư năm 2026")
    data = word.docx("".join(map(word.p, lines))) if kind == "a.docx" else "\n".join(lines).encode()
    document = parse_document(data, kind)
    assert [d.code for d in document.diagnostics] == INTERNAL
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [lines[0], lines[2]]


MAY_BE = (
    "TOI MAT",
    "Số: 12/KH-UBND (MẬT)",
    "Số: 12/KH-UBND (TỐI MẬT).",
    "Số: 12/KH-UBND MẬT",
    "MẬT\nONG RỪNG XÃ MẪU",
    "PHÒNG VĂN THƯ\nMẬT",
)


@pytest.mark.parametrize("line", MAY_BE)
def test_what_may_be_a_mark_waits_until_somebody_looked(line: str, word: ModuleType) -> None:
    text = f"KẾ HOẠCH\n{line}\nNội dung kế hoạch"
    found = parse_document(text.encode(), "a.txt").diagnostics
    assert [d.code for d in found] == UNSURE
    assert dict(found[0].values)["answer"] == answer_to(text.encode())
    assert codes(word.docx("".join(map(word.p, text.split("\n")))), "a.docx") == UNSURE


def test_what_may_be_a_mark_in_a_row_of_work_only_speaks_of_one(word: ModuleType) -> None:
    rows = (word.tr(str(n), cell, "Phòng A", "Quý I") for n, cell in enumerate(("Rà soát", "TÀI LIỆU HỌP (MẬT)"), 1))
    data = word.docx(word.tbl(word.tr("STT", "Nội dung", "Đơn vị", "Thời gian"), *rows))
    assert codes(data, "a.docx") == MENTIONED


FOR_INTERNAL_USE = (
    "LƯU HÀNH NỘI BỘ",
    "L Ư U   H À N H   N Ộ I   B Ộ",
    "LƯU HÀNH\nNỘI BỘ",
    "Chỉ lưu hành trong cơ quan",
    "Không phổ biến",
    "Tài liệu này chỉ sử dụng trong nội bộ cơ quan",
    "Tài liệu thu hồi",
    "Lưu hành nội bộ - Không phổ biến",
)


@pytest.mark.parametrize("text", FOR_INTERNAL_USE)
def test_for_internal_use_is_told_as_it_is_said(text: str, word: ModuleType) -> None:
    header = "".join(word.p(line) for line in text.split("\n"))
    found = parse_document(word.docx(word.p("Nội dung kế hoạch"), header=header), "a.docx").diagnostics
    assert [(d.code, dict(d.values)) for d in found] == [("document-internal", {"mark": " ".join(text.split())})]


@pytest.mark.parametrize(("keywords", "expected"), [("kế hoạch; TỐI MẬT; 2026", SECRET), ("bảo mật, mật ong", [])])
def test_among_the_keywords_of_a_file(keywords: str, expected: list[str], word: ModuleType) -> None:
    file = io.BytesIO(word.docx(word.p("Nội dung kế hoạch")))
    with ZipFile(file, "a") as package:
        package.writestr("docProps/core.xml", f"<coreProperties><keywords>{keywords}</keywords></coreProperties>")
    assert codes(file.getvalue(), "a.docx") == expected
