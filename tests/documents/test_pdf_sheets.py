"""PDF files whose sheets lie on one side or on their head, and sheets that hold two pages each."""

from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.documents.faults import Fault
from scheduler.documents.pdf import read_pdf

HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")
COLUMNS = (30, 60, 210, 310, 390)
WORK = ("Rà soát quy chế của cơ quan", "Kiểm tra nội bộ quý", "Họp giao ban", "Tập huấn nghiệp vụ", "Báo cáo kết quả")


def _row(number: int) -> tuple[str, ...]:
    return str(number), WORK[number % len(WORK)], "Văn phòng", f"Quý {'I' * (number % 3 + 1)}"


def _table(page: ModuleType, numbers: range, along: float = 0.0, *, headed: bool = True) -> ModuleType:
    rows = [HEADER] * headed + [_row(number) for number in numbers]
    page.grid([x + along for x in COLUMNS], [80 + 20 * at for at in range(len(rows) + 1)])
    for at, row in enumerate(rows):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + along + 4, 94 + 20 * at, text, 9)
    return page


def _rows(document: Document) -> list[tuple[str, ...]]:
    assert document.readable, document.diagnostics
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [tuple(cell.text for cell in row.cells) for table in tables for row in table.rows]


@pytest.mark.parametrize(
    "turn", ["0 1 -1 0 595 0 cm", "0 -1 1 0 0 842 cm", "-1 0 0 -1 842 595 cm"], ids=["left", "right", "head"]
)
def test_a_sheet_that_lies_on_its_side_or_on_its_head_is_read_as_one_that_stands(paper: ModuleType, turn: str) -> None:
    page = _table(paper.Page(width=842, height=595), range(1, 7)).text(200, 50, "KẾ HOẠCH")
    page.drawn.insert(0, turn)
    if not turn.startswith("-1"):
        page.width, page.height = 595, 842
    document = parse_document(paper.pdf(page), "a.pdf")
    assert _rows(document) == [HEADER, *map(_row, range(1, 7))]
    assert not document.diagnostics


def test_words_on_their_side_leave_a_sheet_as_it_is(paper: ModuleType) -> None:
    page = _table(paper.Page(width=842, height=595), range(1, 7))
    page.drawn.append("q 0 1 -1 0 800 20 cm BT /F1 9 Tf 0 0 Td <" + "0041" * 70 + "> Tj ET Q")
    assert _rows(parse_document(paper.pdf(page), "a.pdf")) == [HEADER, *map(_row, range(1, 7))]


def test_two_pages_on_a_sheet_are_read_one_after_the_other(paper: ModuleType) -> None:
    first = _table(paper.Page(width=842, height=595), range(1, 9))
    _table(first, range(9, 17), 421, headed=False)
    last = _table(paper.Page(width=842, height=595), range(17, 19), headed=False)
    document = parse_document(paper.pdf(first, last), "a.pdf")
    assert _rows(document) == [HEADER, *map(_row, range(1, 19))]
    assert [d.code for d in document.diagnostics] == ["pdf-two-on-sheet"]


def test_two_tables_beside_each_other_below_a_title_are_one_page(paper: ModuleType) -> None:
    page = _table(paper.Page(width=842, height=595), range(1, 9)).text(380, 40, "KẾ HOẠCH CÔNG TÁC")
    document = parse_document(paper.pdf(_table(page, range(9, 17), 421)), "a.pdf")
    assert "pdf-two-on-sheet" not in [d.code for d in document.diagnostics]


def test_letters_drawn_as_outlines_are_a_scan(paper: ModuleType) -> None:
    page = paper.Page()
    places = [(x, y) for x in range(60, 500, 8) for y in (700, 720, 740, 760)]
    page.drawn += [f"{x} {y} m {x + 5} {y} {x + 5} {y + 5} {x} {y + 5} c f" for x, y in places]
    with pytest.raises(Fault, match="pdf-scan"):
        read_pdf(paper.pdf(page), "a.pdf")
