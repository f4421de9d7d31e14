"""Tables of PDF files: ruled or not, broken by a narrow column or by the end of a page."""

from collections.abc import Callable
from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]


COLUMNS = (50, 90, 300, 420, 540)


HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")


def _read(data: bytes) -> Document:
    document = parse_document(data, "ke-hoach.pdf")
    assert document.readable, document.diagnostics
    return document


def _rows(
    page: "object", top: int, *rows: tuple[str, ...], columns: tuple[int, ...] = COLUMNS, ruled: bool = True
) -> None:
    """Rows of one line each, 20 points high."""
    for at, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            page.text(x + 4, top + 20 * at + 14, text)  # type: ignore[attr-defined]
    if ruled:
        page.grid(columns, [top + 20 * at for at in range(len(rows) + 1)])  # type: ignore[attr-defined]


def test_a_ruled_table(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().text(200, 60, "DANH MỤC")
    _rows(page, 100, HEADER, ("1", "Việc A", "Văn phòng", "Quý I"), ("2", "Việc B", "", "Quý II"))
    page.text(50, 200, "Ghi chú dưới bảng")
    document = _read(paper.pdf(page))
    assert seen(document) == [
        "DANH MỤC",
        " | ".join(HEADER),
        "1 | Việc A | Văn phòng | Quý I",
        "2 | Việc B |  | Quý II",
        "Ghi chú dưới bảng",
    ]
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert (table.rows[2].place.page, table.rows[2].place.row) == (1, 3)


def test_lines_in_a_cell(paper: ModuleType, seen: Seen) -> None:
    """A line that ends for want of room goes on; one that ends before that is one of its own."""
    page = paper.Page().grid((50, 150, 250), (100, 200))
    for at, line in enumerate(("Các đơn vị thuộc sở", "phối hợp")):
        page.text(54, 114 + 12 * at, line)
    for at, line in enumerate(("Sở Nội vụ", "Sở Tài chính", "- Ban Dân tộc;", "- Báo tỉnh")):
        page.text(154, 114 + 12 * at, line)
    assert seen(_read(paper.pdf(page))) == [
        "Các đơn vị thuộc sở phối hợp | Sở Nội vụ / Sở Tài chính / - Ban Dân tộc; / - Báo tỉnh"
    ]


def test_cells_merged_to_the_right_and_down(paper: ModuleType) -> None:
    page = paper.Page().line(50, 100, 350, 100).line(50, 120, 350, 120).line(50, 160, 350, 160).line(150, 140, 350, 140)
    for x in (50, 150, 350):
        page.line(x, 100, x, 160)
    page.line(250, 120, 250, 160)
    page.text(54, 114, "I").text(154, 114, "Công tác").text(54, 134, "1").text(154, 134, "a").text(254, 134, "b")
    page.text(154, 154, "c").text(254, 154, "d")
    table = _read(paper.pdf(page)).blocks[0]
    assert isinstance(table, Table)
    assert [[(c.text, c.columns, c.rows) for c in row.cells] for row in table.rows] == [
        [("I", 1, 1), ("Công tác", 2, 1)],
        [("1", 1, 2), ("a", 1, 1), ("b", 1, 1)],
        [("c", 1, 1), ("d", 1, 1)],
    ]


def test_a_table_over_pages(paper: ModuleType) -> None:
    """The header is printed again, a row is broken, page numbers stand between the halves."""
    first, second = paper.Page(), paper.Page()
    _rows(
        first,
        700,
        HEADER,
        ("1", "Việc A", "Văn phòng", "Quý I"),
        ("2", "Tổ chức hội nghị tổng kết", "Văn phòng", "Quý II"),
    )
    first.text(290, 820, "1")
    _rows(second, 60, HEADER, ("", "công tác văn thư", "", ""), ("3", "Việc C", "Văn phòng", "Quý III"))
    second.text(290, 820, "2")
    plan = read_plan(_read(paper.pdf(first, second)))
    assert [(t.no, t.title, t.timing) for t in plan.tasks] == [
        ("1", "Việc A", "Quý I"),
        ("2", "Tổ chức hội nghị tổng kết công tác văn thư", "Quý II"),
        ("3", "Việc C", "Quý III"),
    ]


def test_a_title_that_sounds_like_a_header_is_no_second_header(paper: ModuleType) -> None:
    first, second = paper.Page(), paper.Page()
    _rows(first, 760, HEADER, ("1", "Báo cáo kết quả thực hiện", "Văn phòng", "Quý I"))
    _rows(second, 60, HEADER, ("", "nhiệm vụ", "", ""), ("2", "Việc B", "Văn phòng", "Quý II"))
    plan = read_plan(_read(paper.pdf(first, second)))
    assert [t.title for t in plan.tasks] == ["Báo cáo kết quả thực hiện nhiệm vụ", "Việc B"]


def test_a_table_without_lines(paper: ModuleType) -> None:
    page = paper.Page().text(200, 60, "DANH MỤC CÔNG VIỆC NĂM 2027")
    rows = [(str(n), f"Công việc số {n} của năm", "Văn phòng", f"Quý {'I' * n}") for n in (1, 2, 3)]
    _rows(page, 100, HEADER, *rows, ruled=False)
    page.text(50, 260, "Các đơn vị nghiêm túc thực hiện kế hoạch này trong cả năm.")
    plan = read_plan(_read(paper.pdf(page)))
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("1", "Công việc số 1 của năm", ("Văn phòng",), "Quý I"),
        ("2", "Công việc số 2 của năm", ("Văn phòng",), "Quý II"),
        ("3", "Công việc số 3 của năm", ("Văn phòng",), "Quý III"),
    ]


def test_a_table_without_lines_over_pages(paper: ModuleType) -> None:
    """Sections, cells of several lines, a header printed again over the rest of a row that the page broke."""
    first, second = paper.Page(), paper.Page()
    section = ("I", "Công tác thông tin, tuyên truyền của các cơ quan")
    _rows(
        first,
        700,
        HEADER,
        section,
        ("1", "Lập kế hoạch năm", "Văn phòng", "Quý I"),
        ("2", "Tổ chức các", "Sở Nội vụ", "Quý II"),
        ruled=False,
    )
    _rows(second, 60, HEADER, ("", "hội nghị", "và Sở Y tế", ""), ("3", "Tổng kết", "Văn phòng", "Quý IV"), ruled=False)
    plan = read_plan(_read(paper.pdf(first, second)))
    assert [(t.no, t.section, t.title, t.timing) for t in plan.tasks] == [
        ("I.1", section[1], "Lập kế hoạch năm", "Quý I"),
        ("I.2", section[1], "Tổ chức các hội nghị", "Quý II"),
        ("I.3", section[1], "Tổng kết", "Quý IV"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("theo Quyết định số 68/NQ-", "CP của Chính phủ", "theo Quyết định số 68/NQ-CP của Chính phủ"),
        ("Nghị quyết số 11/2022/NQ", "-HĐND của Hội đồng", "Nghị quyết số 11/2022/NQ-HĐND của Hội đồng"),
        ("mỗi đơn vị 02 buổi/thá", "ng trong năm", "mỗi đơn vị 02 buổi/tháng trong năm"),
        ("Phòng Văn hóa -", "Xã hội xã", "Phòng Văn hóa - Xã hội xã"),
        ("theo khoản 2 và điểm", "c khoản 3 của Quy chế", "theo khoản 2 và điểm c khoản 3 của Quy chế"),
    ],
)
def test_what_a_narrow_column_broke(first: str, second: str, whole: str, paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().text(54, 114, first).text(54, 126, second)
    page.text(54 + 6 * len(first), 114, "1").grid((50, 50 + 6 * len(first), 500), (100, 140))
    assert seen(_read(paper.pdf(page))) == [f"{whole} | 1"]


def test_a_row_that_the_end_of_the_page_left_open(paper: ModuleType) -> None:
    """Browsers rule neither the end of a row that goes on overleaf nor its beginning there."""
    one, two = paper.Page(), paper.Page()
    _rows(one, 700, HEADER, ("I", "Tuyên truyền"), ("1", "Treo băng rôn", "Văn phòng", "Quý I"))
    one.text(54, 774, "2").text(94, 774, "Lập danh mục").text(304, 774, "Phòng Kinh").text(424, 774, "Trước ngày")
    two.text(94, 64, "hồ sơ").text(304, 64, "tế").text(424, 64, "30/6")
    for page, top, bottom in ((one, 760, 780), (two, 50, 70)):
        for x in COLUMNS:
            page.line(x, top, x, bottom)
    _rows(two, 70, ("3", "Tổng kết", "Văn phòng", "Tháng 12"))
    tasks = read_plan(_read(paper.pdf(one, two))).tasks
    assert [(t.no, t.title, t.lead, t.timing) for t in tasks] == [
        ("I.1", "Treo băng rôn", ("Văn phòng",), "Quý I"),
        ("I.2", "Lập danh mục hồ sơ", ("Phòng Kinh tế",), "Trước ngày 30/6"),
        ("I.3", "Tổng kết", ("Văn phòng",), "Tháng 12"),
    ]


def test_a_header_of_two_lines_over_columns_without_rules(paper: ModuleType) -> None:
    page = paper.Page().text(50, 60, "KẾ HOẠCH")
    page.text(50, 100, "TT").text(80, 100, "Nội dung").text(220, 100, "Đơn vị").text(480, 100, "Thời gian")
    page.text(220, 114, "Chủ trì").text(340, 114, "Phối hợp")
    for at, (title, lead, other, timing) in enumerate(
        (("Treo băng rôn", "Văn phòng", "Công an xã", "Quý I"), ("Tổng kết", "Phòng Kinh tế", "", "Tháng 12"))
    ):
        y = 134 + 20 * at
        page.text(50, y, str(at + 1)).text(80, y, title).text(220, y, lead).text(340, y, other).text(480, y, timing)
    tasks = read_plan(_read(paper.pdf(page))).tasks
    assert [(t.title, t.lead, t.coordinating, t.timing) for t in tasks] == [
        ("Treo băng rôn", ("Văn phòng",), ("Công an xã",), "Quý I"),
        ("Tổng kết", ("Phòng Kinh tế",), (), "Tháng 12"),
    ]


def test_a_line_of_a_cell_set_out_to_its_width(paper: ModuleType, seen: Seen) -> None:
    """Where a cell is set out to both edges, words stand far apart: each was taken for a line, and for a unit, of its own."""
    page = paper.Page().grid((30, 50, 200, 300, 400), (50, 66, 180))
    for x, text in zip((34, 54, 204, 304), HEADER, strict=True):
        page.text(x, 62, text)
    page.text(34, 78, "1").text(54, 78, "Kiểm tra").text(204, 78, "Văn").text(250, 78, "phòng").text(304, 78, "Quý I")
    page.text(204, 92, "HĐND").text(258, 92, "và").text(204, 106, "UBND xã")
    assert seen(_read(paper.pdf(page)))[1:] == ["1 | Kiểm tra | Văn phòng HĐND và UBND xã | Quý I"]


def test_a_name_that_the_end_of_the_page_broke(paper: ModuleType) -> None:
    """«Văn phòng» ends the page and «UBND xã» begins the next: two units, unless another cell has the name as one."""
    columns = (30, 60, 200, 300, 400)
    pages = []
    cells = (
        (("1", "Kiểm tra", "Văn phòng UBND xã", "Quý I"), ("2", "Họp", "Văn phòng", "Quý II")),
        (("", "", "UBND xã", ""),),
    )
    for rows in cells:
        page = paper.Page().grid(columns, range(50, 51 + 30 * (len(rows) + 1), 30))
        for at, row in enumerate((HEADER, *rows)):
            for x, text in zip(columns, row, strict=False):
                page.text(x + 4, 64 + 30 * at, text)
        pages.append(page)
    tasks = read_plan(_read(paper.pdf(*pages))).tasks
    assert [task.lead for task in tasks] == [("Văn phòng UBND xã",), ("Văn phòng UBND xã",)]
