"""PDF files: numbers that a TAB parts from their text, names and words that a narrow cell breaks, rows that are struck out."""

from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

COLUMNS = (50, 90, 300, 420, 540)
HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")


def _read(data: bytes) -> Document:
    document = parse_document(data, "a.pdf")
    assert document.readable, document.diagnostics
    return document


@pytest.mark.parametrize(
    ("section", "first", "second"), [("II.", "1.", "2."), ("II", "1)", "2)"), ("B.", "a)", "b)")], ids=str
)
@pytest.mark.parametrize("step", [18, 27], ids=["lines near", "lines apart"])
def test_numbers_that_a_tab_parts_from_their_text(
    paper: ModuleType, section: str, first: str, second: str, step: int
) -> None:
    """As Word and LibreOffice print automatic numbers: neighbouring headings look like two columns."""
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 60 + step, "Chuyển đổi số năm 2027")
    lines = [
        (section, "NHIỆM VỤ"),
        (first, "Nâng cấp đường truyền"),
        ("- Đơn vị chủ trì: Văn phòng",),
        ("- Thời gian: trước ngày 31/5/2027",),
        (second, "Kiểm tra an toàn thông tin"),
        ("- Đơn vị chủ trì: Phòng Nội vụ",),
        ("- Thời gian: Quý II",),
    ]
    for at, line in enumerate(lines):
        for x, text in zip((60, 100), line, strict=False):
            page.text(x, 150 + step * at, text)
    plan = read_plan(_read(paper.pdf(page)))
    assert [(t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("Nâng cấp đường truyền", ("Văn phòng",), "trước ngày 31/5/2027"),
        ("Kiểm tra an toàn thông tin", ("Phòng Nội vụ",), "Quý II"),
    ]


def test_bullets_that_a_tab_parts_from_their_text(paper: ModuleType) -> None:
    page = paper.Page()
    for at, text in enumerate(("Phòng Nội vụ", "Phòng Kinh tế", "Văn phòng")):
        page.text(60, 100 + 18 * at, "-").text(100, 100 + 18 * at, text)
    assert not any(isinstance(block, Table) for block in _read(paper.pdf(page)).blocks)


CELLS = {
    "a name at its dash": ((92, ("Đài Phát thanh xã", "- Truyền hình")), "Đài Phát thanh xã - Truyền hình"),
    "a bullet behind a stop": ((92, ("Đài Phát thanh x;", "- Truyền hình")), "Đài Phát thanh x;\n- Truyền hình"),
    "a bullet under a short line": ((92, ("Văn phòng", "- Truyền hình")), "Văn phòng\n- Truyền hình"),
    "bullets": ((92, ("- Đài Phát thanh", "- Truyền hình")), "- Đài Phát thanh\n- Truyền hình"),
    "an abbreviation cut": ((52, ("HĐND&UBN", "D")), "HĐND&UBND"),
    "a date cut": ((52, ("15/12/20", "27")), "15/12/2027"),
    "a date at its stroke": ((52, ("15/12/", "2027")), "15/12/2027"),
    "a whole abbreviation": ((52, ("HĐ&UBND ", "TP Mẫu")), "HĐ&UBND TP Mẫu"),
    "words as wide as the cell": ((47, ("Nghiêng", "Phòng")), "Nghiêng Phòng"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_narrow_cell(paper: ModuleType, case: str) -> None:
    (width, lines), meant = CELLS[case]
    page = paper.Page().grid((50, 150, 150 + width), (100, 120, 170)).text(54, 114, "Việc").text(154, 114, "Ai")
    page.text(54, 134, "Việc A")
    for at, line in enumerate(lines):
        page.text(154, 134 + 14 * at, line)
    table = _read(paper.pdf(page)).blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1].cells[1].text == meant


def test_a_row_that_is_struck_out_is_none(paper: ModuleType) -> None:
    """The number of the row is automatic, and not struck."""
    page = paper.Page()
    rows = (
        HEADER,
        ("1", "Việc A", "Văn phòng", "Quý I"),
        ("2", "Việc B", "Phòng Nội vụ", "Quý II"),
        ("3", "Việc C", "Văn phòng", "Quý III"),
    )
    for at, row in enumerate(rows):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + 4, 114 + 20 * at, text)
            if at == 2 and text != "2":
                page.line(x + 4, 111 + 20 * at, x + 4 + 5 * len(text), 111 + 20 * at)
    page.grid(COLUMNS, [100 + 20 * at for at in range(5)])
    tasks = read_plan(_read(paper.pdf(page))).tasks
    assert [(t.no, t.title) for t in tasks] == [("1", "Việc A"), ("3", "Việc C")]


def test_a_row_that_browsers_leave_open_at_its_foot_and_its_side(paper: ModuleType) -> None:
    """The last row of a page: neither the line below it is drawn, nor that to the right of its last cell."""
    page = paper.Page().grid(COLUMNS, [100, 120, 140]).line(50, 140, 540, 140)
    for x in COLUMNS[:-1]:
        page.line(x, 140, x, 160)
    for at, row in enumerate((HEADER, ("1", "Việc A", "Văn phòng", "Quý I"), ("2", "Việc B", "Văn phòng", "Quý II"))):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + 4, 114 + 20 * at, text)
    assert [t.timing for t in read_plan(_read(paper.pdf(page))).tasks] == ["Quý I", "Quý II"]


def test_words_that_no_break_blanks_hold_together_are_cut_where_the_cell_ends(paper: ModuleType) -> None:
    """As LibreOffice prints them: «Trung tâm Tru», «yền thông»; a line as full that ends with its word stays."""
    page = paper.Page().grid((50, 80, 133, 206), (60, 80, 120))
    for x, text in zip((54, 84, 137), ("STT", "Nội dung", "Chủ trì"), strict=True):
        page.text(x, 74, text)
    for x, y, text in (
        (54, 94, "1"),
        (84, 94, "Rà soát v"),
        (84, 106, "ề nhà ở"),
        (137, 94, "Trung tâm Tru"),
        (137, 106, "yền thông"),
    ):
        page.text(x, y, text)
    table = next(block for block in _read(paper.pdf(page)).blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Rà soát về nhà ở", "Trung tâm Truyền thông"]
