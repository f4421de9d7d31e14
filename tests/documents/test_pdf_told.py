"""What a PDF breaks and nobody would miss: names at a dash, words in pieces, a title between borders, rows that nothing took."""

from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pytest

from scheduler.diagnostics import Location
from scheduler.documents import Cell, Document, Paragraph, Place, Row, Table, parse_document
from scheduler.documents.pdf_said import of_numbers_together
from scheduler.model import Task
from scheduler.plans import read_plan
from scheduler.plans.rows_unread import rows_unread

COLUMNS = (40, 80, 260, 400, 555)
HEADER = (["STT"], ["Nội dung"], ["Đơn vị chủ trì"], ["Thời gian"])


def _read(paper: ModuleType, *pages: object) -> Document:
    return parse_document(paper.pdf(*pages), "a.pdf")


def _codes(document: Document) -> list[str]:
    return [found.code for found in document.diagnostics]


@pytest.mark.parametrize(
    ("elsewhere", "is_whole"), [("Trung tâm Văn hóa - Thể thao làm đầu mối.", True), ("Hết.", False)]
)
def test_a_dash_below_a_full_line_is_of_a_name_that_is_whole_elsewhere(
    paper: ModuleType, elsewhere: str, is_whole: bool
) -> None:
    first = "- Cơ quan thực hiện: Phòng Tư pháp và Trung tâm Văn hóa"
    page = paper.Page().text(70, 90, "x" * len(first)).text(70, 110, elsewhere)
    page.text(70, 130, first).text(70, 143, "- Thể thao xã Mẫu.")
    lines = [block.text for block in _read(paper, page).blocks if isinstance(block, Paragraph)]
    assert (f"{first} - Thể thao xã Mẫu." in lines) == is_whole


def test_a_word_in_two_pieces_is_said_of_its_row(paper: ModuleType) -> None:
    rows = (HEADER, (["1"], ["Tập huấn phòn g chống"], ["Phòng Y tế"], ["Quý I"]))
    page = paper.Page()
    page.grid(COLUMNS, page.rows(COLUMNS, rows, 90))
    found = [one for one in _read(paper, page).diagnostics if one.code == "pdf-words-parted"]
    assert [(one.location.page, one.location.row, dict(one.values)["text"]) for one in found] == [(1, 2, "phòn g")]


@pytest.mark.parametrize(("number", "told"), [("2\n3", ["2, 3"]), ("2", []), ("1 12", []), ("2.3", [])])
def test_numbers_of_several_rows_in_one_cell_are_said(number: str, told: list[str]) -> None:
    table = Table((Row((Cell(number), Cell("Họp\nPhát thanh")), Place(page=1, row=1)),))
    assert [dict(one.values)["text"] for one in of_numbers_together([table], "a.pdf")] == told


def test_a_title_on_two_lines_between_borders_of_cells_stays_one(paper: ModuleType) -> None:
    title = (["II"], ["Tuyên truyền về thực hiện dịch vụ công", "trực tuyến ở xã Mẫu"])
    rows = (title, (["1"], ["Phát thanh"], ["Phòng Y tế"], ["Quý I"]), (["2"], ["Họp"], ["Công an"], ["Quý II"]))
    page = paper.Page()
    top = 90
    for row in (HEADER, *rows):
        edges = COLUMNS if len(row) == 4 else (40, 80, 555)
        bottom = page.rows(edges, [row], top)[-1]
        for left, right in pairwise(edges):
            for inset in (0.75, 2.25):
                page.grid((left + inset, right - inset), (top + inset, bottom - inset))
        top = bottom
    tables = [block for block in _read(paper, page).blocks if isinstance(block, Table)]
    assert "công trực tuyến ở" in " ".join(c.text.replace("\n", " ") for t in tables for r in t.rows for c in r.cells)


def test_words_of_a_table_that_no_task_took_are_said(paper: ModuleType) -> None:
    rows = (
        HEADER,
        (["1"], ["Phát thanh tuyên truyền"], ["Phòng Văn hóa và Xã hội"], ["Quý I/2026"]),
        (["2"], ["Họp dân các thôn"], ["Công an xã Mẫu"], ["Quý II/2026"]),
    )
    page = paper.Page()
    page.grid(COLUMNS, page.rows(COLUMNS, rows, 90))
    plan = read_plan(_read(paper, page))
    assert len(plan.tasks) == 2
    assert "table-text-unread" not in [found.code for found in plan.diagnostics]


def test_words_of_a_row_that_no_task_took_are_said() -> None:
    cells = (
        ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
        ("I", "TUYÊN TRUYỀN", "", ""),
        ("1", "Phát thanh tuyên truyền", "Phòng Văn hóa và Xã hội", "Quý I/2026"),
        ("2", "Họp dân các thôn", "Công an xã Mẫu", "Quý II/2026"),
    )
    table = Table(tuple(Row(tuple(Cell(text) for text in row), Place(page=1)) for row in cells), Place(page=1))
    tasks = (Task("2", "Họp dân các thôn", None, ("Công an xã Mẫu",), timing="Quý II/2026", tabled=True),)
    known = (replace(tasks[0], location=Location("a.pdf", page=1)),)
    lost = "Rà soát và niêm yết công khai"
    with_lost = replace(table, rows=(*table.rows, Row((Cell(""), Cell(lost, columns=3)), Place(page=1))))
    found = rows_unread([with_lost], known, (), "a.pdf")
    assert [dict(one.values)["text"] for one in found] == [lost]


def test_a_heading_between_two_tables_of_the_same_columns_is_no_row(paper: ModuleType) -> None:
    work = (HEADER, (["1"], ["Phát thanh"], ["Phòng Y tế"], ["Quý I"]), (["2"], ["Họp dân"], ["Công an"], ["Quý II"]))
    costs = ((["STT"], ["Nội dung chi"], ["Số lượng"], ["Thành tiền"]), (["1"], ["Loa"], ["01 bộ"], ["3.000.000"]))
    page = paper.Page()
    first = page.rows(COLUMNS, work, 90)
    page.grid(COLUMNS, first)
    second = page.rows(COLUMNS, costs, first[-1] + 20)
    page.grid(COLUMNS, second).text(50, first[-1] + 11, "CHI")
    assert [task.title for task in read_plan(_read(paper, page)).tasks] == ["Phát thanh", "Họp dân"]
