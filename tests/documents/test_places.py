"""Where a task stands: carried from the file to `read --json`, in the terms of each type of file."""

import io
from types import ModuleType
from typing import Any

import pytest
from openpyxl import Workbook

from scheduler.diagnostics import Location
from scheduler.documents import parse_document
from scheduler.plans import read_plan, to_json
from scheduler.words import place_text

HEADER = ("STT", "Nội dung", "Cơ quan thực hiện", "Thời gian")
ROWS = (("1", "Lập danh mục hồ sơ", "Văn phòng", "Quý I"), ("2", "Tổ chức tập huấn", "Phòng Nội vụ", "Quý II"))


def places(data: bytes, name: str) -> list[dict[str, Any]]:
    """The places of the tasks, without what their file does not know."""
    keys = ("line", "page", "sheet", "table", "row", "paragraph")
    tasks = to_json(read_plan(parse_document(data, name)))["tasks"]
    assert isinstance(tasks, list) and tasks
    return [{k: t[k] for k in keys if t[k] is not None} for t in tasks if isinstance(t, dict)]


def test_word_tables_and_rows(word: ModuleType) -> None:
    body = word.tbl(word.tr("ỦY BAN NHÂN DÂN XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")) + word.p("KẾ HOẠCH")
    data = word.docx(body + word.tbl(word.tr(*HEADER), *(word.tr(*row) for row in ROWS)))
    assert places(data, "a.docx") == [{"table": 2, "row": 2}, {"table": 2, "row": 3}]


def test_word_paragraphs(word: ModuleType) -> None:
    lines = ("KẾ HOẠCH", "I. NHIỆM VỤ", "1. Lập danh mục hồ sơ", "- Chủ trì: Văn phòng", "- Thời gian: Quý I")
    assert places(word.docx("".join(map(word.p, lines))), "a.docx") == [{"paragraph": 3}]


def test_sheets() -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.append(("Ghi chú", "không phải kế hoạch"))
    sheet = book.create_sheet("Nhiệm vụ 2026")
    for at, row in enumerate((HEADER, *ROWS), 4):
        for column, text in enumerate(row, 1):
            sheet.cell(at, column, text)
    book.save(out)
    assert places(out.getvalue(), "a.xlsx") == [
        {"sheet": "Nhiệm vụ 2026", "table": 2, "row": 5},
        {"sheet": "Nhiệm vụ 2026", "table": 2, "row": 6},
    ]


def test_pages(paper: ModuleType) -> None:
    columns, pages = (40, 80, 260, 400, 540), []
    for row in ROWS:
        page = paper.Page().grid(columns, (100, 130, 160))
        for y, texts in ((120, HEADER), (150, row)):
            for x, text in zip(columns, texts, strict=False):
                page.text(x + 4, y, text, 8)
        pages.append(page)
    assert places(paper.pdf(*pages), "a.pdf") == [{"page": 1, "table": 1, "row": 2}, {"page": 2, "table": 2, "row": 2}]


def test_lines() -> None:
    text = "KẾ HOẠCH\n\nI. NHIỆM VỤ\n1. Lập danh mục hồ sơ\n- Chủ trì: Văn phòng\n- Thời gian: Quý I\n"
    assert places(text.encode(), "a.txt") == [{"line": 4}]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Location("a.txt", 12), "dòng 12"),
        (Location("a.pdf", page=3, table=2, row=5), "trang 3, bảng 2, hàng 5"),
        (Location("a.xlsx", sheet="Nhiệm vụ", table=1, row=5), "trang tính “Nhiệm vụ”, hàng 5"),
        (Location("a.docx", paragraph=7), "đoạn 7"),
        (Location("a.docx"), "mục trước đó"),
    ],
)
def test_as_words(place: Location, said: str) -> None:
    assert place_text(place) == said
