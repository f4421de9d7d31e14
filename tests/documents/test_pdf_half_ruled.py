"""Tables in PDF files whose lines are not all drawn: flat ones alone, a bare header, shaded rows, a last row left open."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

EDGES = (40, 75, 290, 420, 540)
HEADER = (("STT",), ("Nội dung công việc",), ("Đơn vị", "chủ trì"), ("Thời gian",))
ROWS = (
    (("I",), ("TUYÊN TRUYỀN TRÊN CỔNG THÔNG TIN ĐIỆN TỬ VÀ MẠNG XÃ HỘI CỦA XÃ",)),
    (("1",), ("Rà soát danh mục hồ sơ của các", "bộ phận"), ("Văn phòng",), ("Quý II/2027",)),
    (("2",), ("Kiểm tra công tác văn thư",), ("Phòng Văn hóa -", "Xã hội"), ("Tháng 9/2027",)),
    (("II",), ("TẬP HUẤN",)),
    (("3",), ("Tập huấn chữ ký số",), ("Văn phòng",), ("Thường xuyên",)),
)
TASKS = [
    ("I.1", "Rà soát danh mục hồ sơ của các bộ phận", "Văn phòng", "Quý II/2027"),
    ("I.2", "Kiểm tra công tác văn thư", "Phòng Văn hóa - Xã hội", "Tháng 9/2027"),
    ("II.3", "Tập huấn chữ ký số", "Văn phòng", "Thường xuyên"),
]
Cells = Sequence[Sequence[str]]
Drawing = Callable[[object, Sequence[int]], None]


def written(page: object, rows: Sequence[Cells], top: int) -> list[int]:
    """Writes rows of cells from a height down; the heights between them."""
    return page.rows(EDGES, rows, top)  # type: ignore[attr-defined]


def flat(page: object, heights: Sequence[int]) -> None:
    for y in heights:
        page.line(EDGES[0], y, EDGES[-1], y)  # type: ignore[attr-defined]


def flat_in_pieces(page: object, heights: Sequence[int]) -> None:
    for y in heights:
        for left, right in pairwise(EDGES):
            page.line(left, y, right, y)  # type: ignore[attr-defined]


def below_each_row(page: object, heights: Sequence[int]) -> None:
    flat_in_pieces(page, heights[1:])


def above_each_row(page: object, heights: Sequence[int]) -> None:
    flat_in_pieces(page, heights[:-1])


def without_header(page: object, heights: Sequence[int]) -> None:
    page.grid(EDGES, heights[1:], [(at, c) for at in (0, 3) for c in (1, 2)])  # type: ignore[attr-defined]


@pytest.mark.parametrize("draw", [flat, flat_in_pieces, below_each_row, above_each_row, without_header])
def test_rows_and_columns_are_told_apart(paper: ModuleType, draw: Drawing) -> None:
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    draw(page, written(page, [HEADER, *ROWS], 120))
    assert _tasks(_read(paper, page)) == TASKS


def test_a_row_goes_on_above_the_first_line_of_the_next_page(paper: ModuleType) -> None:
    first = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    flat_in_pieces(first, written(first, [HEADER, *ROWS[:2]], 120)[:-1])
    second = paper.Page()
    heights = written(second, [((), ("thuộc Ủy ban nhân dân xã",)), *ROWS[2:]], 60)
    flat_in_pieces(second, heights[1:])
    found = _tasks(_read(paper, first, second))
    assert found[0] == ("I.1", "Rà soát danh mục hồ sơ của các bộ phận thuộc Ủy ban nhân dân xã", *TASKS[0][2:])
    assert found[1:] == TASKS[1:]


def test_lines_around_the_header_alone_do_not_make_one_row_of_all_below(paper: ModuleType) -> None:
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    works = [row for row in ROWS if len(row) > 2]
    heights = written(page, [HEADER, *works], 120)
    flat_in_pieces(page, [heights[0], heights[1], heights[-1]])
    assert [title for _, title, _, _ in _tasks(_read(paper, page))] == [title for _, title, _, _ in TASKS]


def test_lines_below_a_letterhead_make_no_table(paper: ModuleType) -> None:
    page = paper.Page().text(60, 60, "UBND XÃ MẪU").text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.line(80, 66, 120, 66).line(340, 66, 460, 66)
    assert not any(isinstance(block, Table) and len(block.rows) > 1 for block in _read(paper, page).blocks)


def test_text_drawn_over_text_is_said(paper: ModuleType) -> None:
    page = paper.Page().text(60, 100, "Rà soát danh mục hồ sơ của các bộ phận")
    page.text(63, 100, "Văn phòng Ủy ban nhân dân xã Mẫu")
    assert [d.code for d in _read(paper, page).diagnostics] == ["pdf-text-overlaid"]


def _read(paper: ModuleType, *pages: object) -> Document:
    return parse_document(paper.pdf(*pages), "a.pdf")


def _tasks(document: Document) -> list[tuple[str, str, str, str | None]]:
    return [(t.no, t.title, "; ".join(t.lead), t.timing) for t in read_plan(document).tasks]


def test_two_ruled_tables_with_a_heading_between_stay_two(paper: ModuleType) -> None:
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    page.grid(EDGES, written(page, [HEADER, ROWS[1]], 120))
    page.text(40, 210, "2. Tuyên truyền")
    page.grid(EDGES, written(page, [HEADER, ROWS[2]], 220))
    assert len([block for block in _read(paper, page).blocks if isinstance(block, Table)]) == 2


def test_titles_over_two_columns_stand_above_the_frame(paper: ModuleType) -> None:
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    page.text(44, 116, "STT").text(79, 116, "Nội dung công việc").text(380, 116, "Đơn vị thực hiện")
    page.text(294, 132, "Chủ trì").text(424, 132, "Phối hợp")
    flat_in_pieces(page, written(page, [(("1",), ("Kiểm tra công tác văn thư",), ("Văn phòng",), ("Các thôn",))], 138))
    (task,) = read_plan(_read(paper, page)).tasks
    assert (task.lead, task.coordinating) == (("Văn phòng",), ("Các thôn",))


@pytest.mark.parametrize(("cut", "rest"), [("Thườn", "g"), ("II/202", "6")])
def test_a_word_that_a_narrow_cell_cut_is_one_again(paper: ModuleType, cut: str, rest: str) -> None:
    page = paper.Page().grid((40, 75, 110), (100, 140, 180)).text(79, 112, "Thời").text(79, 124, "gian")
    page.text(79, 152, cut).text(79, 164, rest)
    (table,) = (block for block in _read(paper, page).blocks if isinstance(block, Table))
    assert table.rows[1].cells[1].text == cut + rest


@pytest.mark.parametrize(("size", "y"), [(5, 207), (8, 210)], ids=["a raised number", "a number on the line"])
def test_a_footnote_below_a_table_is_no_part_of_its_last_row(paper: ModuleType, size: int, y: int) -> None:
    """Its number, small and raised behind a word, is no figure of the word."""
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    heights = written(page, [HEADER, (("1",), ("Họp",), ("Văn phòng",), ("Tháng 5",)), ROWS[1]], 120)
    page.text(294 + 9 * 5, heights[1] + 9, "1", 6).text(48, y, "1", size).text(52, 210, "Hoặc Công an xã", 8)
    found = _read(paper, page)
    assert ("Văn phòng",) in [task.lead for task in read_plan(found).tasks]
    notes = [dict(d.values) for d in found.diagnostics if d.code == "note-apart"]
    assert notes == [{"line": "Văn phòng", "text": "Hoặc Công an xã"}]


def test_rows_of_a_table_whose_columns_alone_are_ruled(paper: ModuleType) -> None:
    """All of them stood in one row without a word."""
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu")
    works = [row for row in ROWS if len(row) > 2]
    heights = written(page, [HEADER, *works], 120)
    page.grid(EDGES, [heights[0], heights[1], heights[-1]])
    found = _read(paper, page)
    assert [task[1:] for task in _tasks(found)] == [task[1:] for task in TASKS]
    assert [d.code for d in found.diagnostics] == ["pdf-rows-by-number"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3)], ids=["across", "down"])
def test_a_sheet_two_pages_wide_is_one(paper: ModuleType, order: tuple[int, ...]) -> None:
    """Its columns were two tables: tasks without unit and time, and a table of these alone."""
    works = [
        [("STT", "Nội dung"), ("1", "Họp"), ("2", "Sửa đường")],
        [("STT", "Nội dung"), ("3", "Tập huấn"), ("4", "Báo cáo")],
    ]
    right = [("Chủ trì", "Thời gian"), ("Văn phòng", "Quý I"), ("Phòng Văn hóa", "Quý II")]
    pages = []
    for left in works:
        for columns, rows in (((40, 75, 400), left), ((40, 300, 400), right)):
            page = paper.Page().grid(columns, (100, 120, 140, 160))
            for number, row in enumerate(rows):
                for x, text in zip(columns, row, strict=False):
                    page.text(x + 4, 114 + 20 * number, text)
            pages.append(page)
    found = _read(paper, *(pages[at] for at in order))
    assert _tasks(found) == [
        ("1", "Họp", "Văn phòng", "Quý I"),
        ("2", "Sửa đường", "Phòng Văn hóa", "Quý II"),
        ("3", "Tập huấn", "Văn phòng", "Quý I"),
        ("4", "Báo cáo", "Phòng Văn hóa", "Quý II"),
    ]
    assert [d.code for d in found.diagnostics] == ["pdf-pages-joined"]


def test_text_that_the_edge_of_the_page_cuts_is_said(paper: ModuleType) -> None:
    page = paper.Page().text(60, 100, "Rà soát danh mục hồ sơ").text(540, 120, "Trước ngày 15/12")
    assert [d.code for d in _read(paper, page).diagnostics] == ["pdf-text-cut"]


def test_text_that_the_margin_of_a_browser_cuts_is_said(paper: ModuleType) -> None:
    page = paper.Page().text(60, 100, "Rà soát danh mục hồ sơ").text(470, 120, "Trước ngày 15/12")
    page.drawn.insert(0, ".5 0 0 .5 0 0 cm q 80 0 1000 1684 re W* n 2 0 0 2 0 0 cm")
    assert [d.code for d in _read(paper, page).diagnostics] == ["pdf-text-cut"]
