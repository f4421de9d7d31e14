"""Tables in PDF files whose rows no line parts: upright lines alone, a box around all, lines around the header."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from types import ModuleType

import pytest

from scheduler.documents import Document, Paragraph, parse_document
from scheduler.model import Task
from scheduler.plans import read_plan

EDGES = (40, 75, 290, 420, 540)
HEADER = (("STT",), ("Nội dung công việc",), ("Đơn vị", "chủ trì"), ("Thời gian",))
WORKS = (
    (("1",), ("Rà soát danh mục hồ sơ của các", "bộ phận"), ("Văn phòng",), ("Quý II/2027",)),
    (("2",), ("Kiểm tra công tác văn thư",), ("Phòng Văn hóa -", "Xã hội"), ("Tháng 9/2027",)),
    (("3",), ("Tập huấn chữ ký số",), ("Văn phòng",), ("Thường xuyên",)),
)
TITLE = (("II",), ("TUYÊN TRUYỀN TRÊN CỔNG THÔNG TIN ĐIỆN TỬ VÀ MẠNG XÃ HỘI CỦA XÃ",))
TASKS = [
    ("Rà soát danh mục hồ sơ của các bộ phận", "Văn phòng", "Quý II/2027"),
    ("Kiểm tra công tác văn thư", "Phòng Văn hóa - Xã hội", "Tháng 9/2027"),
    ("Tập huấn chữ ký số", "Văn phòng", "Thường xuyên"),
]
Cells = Sequence[Sequence[str]]
Drawing = Callable[[object, Sequence[int], Sequence[Cells]], None]


def written(page: object, rows: Sequence[Cells], top: int = 120) -> list[int]:
    """Writes the title of a plan, and rows of cells from a height down; the heights between them."""
    page.text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu.")  # type: ignore[attr-defined]
    return page.rows(EDGES, rows, top)  # type: ignore[attr-defined]


def in_pieces(page: object, heights: Sequence[int], rows: Sequence[Cells]) -> None:
    for (top, bottom), row in zip(pairwise(heights), rows, strict=True):
        for x in EDGES if len(row) > 2 else (*EDGES[:2], EDGES[-1]):
            page.line(x, top, x, bottom)  # type: ignore[attr-defined]


def inner_ones(page: object, heights: Sequence[int], rows: Sequence[Cells]) -> None:
    for (top, bottom), row in zip(pairwise(heights), rows, strict=True):
        for x in EDGES[1:-1] if len(row) > 2 else EDGES[1:2]:
            page.line(x, top, x, bottom)  # type: ignore[attr-defined]


def with_holes(page: object, heights: Sequence[int], rows: Sequence[Cells]) -> None:
    for x in EDGES:
        begin = heights[0]
        for (top, bottom), row in zip(pairwise(heights), rows, strict=True):
            if len(row) == 2 and x in EDGES[2:-1]:
                page.line(x, begin, x, top)  # type: ignore[attr-defined]
                begin = bottom
        page.line(x, begin, x, heights[-1])  # type: ignore[attr-defined]


def boxed(page: object, heights: Sequence[int], rows: Sequence[Cells]) -> None:
    page.grid((EDGES[0], EDGES[-1]), (heights[0], heights[1], heights[-1]))  # type: ignore[attr-defined]


def boxed_below_a_ruled_header(page: object, heights: Sequence[int], rows: Sequence[Cells]) -> None:
    page.grid(EDGES, heights[:2]).grid((EDGES[0], EDGES[-1]), (heights[1], heights[-1]))  # type: ignore[attr-defined]


@pytest.mark.parametrize("draw", [in_pieces, inner_ones, with_holes, boxed, boxed_below_a_ruled_header])
def test_rows_and_columns_are_told_apart(paper: ModuleType, draw: Drawing) -> None:
    rows = [HEADER, *WORKS[:2], TITLE, WORKS[2]]
    page = paper.Page()
    draw(page, written(page, rows), rows)
    assert _tasks(_read(paper, page)) == TASKS


@pytest.mark.parametrize("draw", [in_pieces, inner_ones])
def test_rows_that_nothing_counts_end_with_each_piece_of_the_upright_lines(paper: ModuleType, draw: Drawing) -> None:
    rows = [((), *row[1:]) for row in (HEADER, *WORKS)]
    page = paper.Page()
    draw(page, written(page, rows), rows)
    assert _tasks(_read(paper, page)) == TASKS


def test_a_table_of_which_each_second_row_is_ruled(paper: ModuleType) -> None:
    """As a style of Word bands its rows: the others read as titles that run over all columns."""
    rows = [HEADER, *WORKS]
    page = paper.Page()
    heights = written(page, rows)
    for number, (top, bottom) in enumerate(pairwise(heights)):
        page.grid(EDGES if number % 2 else (EDGES[0], EDGES[-1]), (top, bottom))
    assert _tasks(_read(paper, page)) == TASKS


def test_the_line_above_a_table_is_no_title_of_a_column(paper: ModuleType) -> None:
    rows = [HEADER, *WORKS]
    page = paper.Page().text(40, 116, "ban hành kế hoạch như sau:")
    heights = written(page, rows)
    for y in heights[:2]:
        page.line(EDGES[0], y, EDGES[-1], y)
    found = _read(paper, page)
    assert _tasks(found) == TASKS
    assert "ban hành kế hoạch như sau:" in [block.text for block in found.blocks if isinstance(block, Paragraph)][-1]


def test_a_foot_that_two_pages_repeat_parts_no_row(paper: ModuleType) -> None:
    """Two pages have as good a running foot as three: the rest of the row behind it was lost, without a word."""
    first, second = paper.Page(), paper.Page()
    heights = written(first, [HEADER, WORKS[0]], 740)
    first.grid(EDGES, heights).text(40, 815, "Kế hoạch công tác năm 2027")
    second.text(294, 64, "và các thôn")
    second.grid(EDGES, (50, 70, 90)).text(44, 84, "2").text(79, 84, "Họp").text(294, 84, "Công an xã").text(
        424, 84, "Quý I"
    )
    second.text(40, 815, "Kế hoạch công tác năm 2027")
    assert _tasks(_read(paper, first, second)) == [
        (TASKS[0][0], "Văn phòng; Các thôn", "Quý II/2027"),
        ("Họp", "Công an xã", "Quý I"),
    ]


def test_words_across_the_page_stand_in_no_cell(paper: ModuleType) -> None:
    page = paper.Page()
    page.grid(EDGES, written(page, [HEADER, *WORKS]))
    for at, letter in enumerate("DỰ THẢO"):
        page.slanted(60 + 30 * at, 240 - 12 * at, letter, 40)
    found = _read(paper, page)
    assert _tasks(found) == TASKS
    assert found.diagnostics == ()


def test_a_number_set_right_beside_the_line_of_its_column(paper: ModuleType) -> None:
    page = paper.Page()
    heights = written(page, [HEADER, *(((), *row[1:]) for row in WORKS)])
    for number, y in enumerate(heights[1:-1], 1):
        page.text(72, y + 14, str(number))
    page.grid(EDGES, heights)
    assert [task.no for task in read_plan(_read(paper, page)).tasks] == ["1", "2", "3"]


def _read(paper: ModuleType, *pages: object) -> Document:
    return parse_document(paper.pdf(*pages), "a.pdf")


def _tasks(document: Document) -> list[tuple[str, str, str | None]]:
    return [(t.title, "; ".join(t.lead), t.timing) for t in read_plan(document).tasks]


def test_each_side_that_is_not_drawn_is_one(paper: ModuleType) -> None:
    """Lines between rows and columns alone left the first and the last column outside of the table."""
    rows = [HEADER, *WORKS]
    page = paper.Page()
    heights = written(page, rows)
    for y in heights[1:-1]:
        page.line(EDGES[0], y, EDGES[-1], y)
    for x in EDGES[1:-1]:
        page.line(x, heights[0], x, heights[-1])
    assert _tasks(_read(paper, page)) == TASKS


def test_a_ruled_header_is_read_with_the_rows_below_that_nothing_counts(paper: ModuleType) -> None:
    """They were one row, without a word."""
    rows = [((), *row[1:]) for row in (HEADER, *WORKS)]
    page = paper.Page()
    page.grid(EDGES[1:], written(page, rows)[:2])
    found = _read(paper, page)
    assert _tasks(found) == TASKS
    assert [d.code for d in found.diagnostics] == ["pdf-rows-by-number"]


def test_cells_of_a_sheet_that_touch_are_two(paper: ModuleType) -> None:
    """Numbers are set right, and text fills its cell: no gutter stands between these and the text beside."""
    page = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 80, "Công tác năm 2027 của UBND xã Mẫu.")
    edges, units = (40, 75, 207, 330), ("Công an xã", "Hội Nông dân", "Văn phòng", "Trạm Y tế", "Phòng Kinh tế")
    for x, title in zip(edges, ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"), strict=True):
        page.text(x, 120, title)
    titles = (
        "Rà soát danh mục hồ sơ nơi",
        "Kiểm tra công tác văn thư",
        "Tập huấn chữ ký số",
        "Tiêm phòng đợt hai",
        "Họp",
    )
    for number, (title, unit) in enumerate(zip(titles, units, strict=True), 1):
        y = 124 + 24 * number
        page.text(68, y, str(number)).text(75, y, title).text(207, y, unit).text(330, y, f"Tháng {number}/2027")
    found = [(task.no, *read) for task, read in zip(*_both(_read(paper, page)), strict=True)]
    assert found == [
        (str(number), title, unit, f"Tháng {number}/2027")
        for number, (title, unit) in enumerate(zip(titles, units, strict=True), 1)
    ]


def _both(document: Document) -> tuple[Sequence[Task], Sequence[tuple[str, str, str | None]]]:
    return read_plan(document).tasks, _tasks(document)


SECTION = (("I",), ("TUYÊN TRUYỀN TRÊN CỔNG THÔNG", "TIN VÀ MẠNG XÃ HỘI"))


@pytest.mark.parametrize("broken", [False, True], ids=["above its rows", "at the foot of a page"])
def test_a_title_of_two_lines_in_its_own_column_of_a_table_without_lines(paper: ModuleType, broken: bool) -> None:
    """Its first line alone was the title: the table ended there, or the second was a row."""
    page, overleaf = paper.Page(), paper.Page()
    if broken:
        written(page, [HEADER, SECTION], 740)
        overleaf.rows(EDGES, [HEADER, *WORKS], 60)
    else:
        written(page, [HEADER, SECTION, *WORKS])
    document = _read(paper, page, *([overleaf] if broken else []))
    assert _tasks(document) == TASKS
    assert {task.section for task in read_plan(document).tasks} == {" ".join(SECTION[1])}


def test_numerals_in_the_middle_of_titles_and_a_title_at_the_foot_of_a_page(paper: ModuleType) -> None:
    """The lines below the numeral were rows, the first line of a row was of the title, the header was read alone."""
    page, overleaf = paper.Page(), paper.Page()
    over = "Tuyên truyền trên cổng thông tin điện tử và mạng xã hội của xã"
    y = written(page, [HEADER], 700)[-1]
    page.text(44, y + 21, "I").text(79, y + 14, over).text(79, y + 28, "cho nông dân")
    y = overleaf.rows(EDGES, [HEADER], 60)[-1]
    for at, text in enumerate(("Rà soát danh mục", "hồ sơ lưu trữ của", "các thôn, các", "tổ, các trường", "học")):
        overleaf.text(79, y + 14 + 12 * at, text)
    overleaf.text(44, y + 38, "1").text(294, y + 38, "Văn phòng").text(424, y + 38, "Quý II/2027")
    overleaf.text(44, y + 84, "II").text(79, y + 77, over).text(79, y + 91, "cho thanh niên")
    for at, text in enumerate(("Kiểm tra văn thư", "lưu trữ của các", "thôn, tổ dân phố,", "trường học, trạm", "y tế")):
        overleaf.text(79, y + 105 + 12 * at, text)
    overleaf.text(44, y + 129, "1").text(294, y + 129, "Công an xã").text(424, y + 129, "Tháng 9/2027")
    document = _read(paper, page, overleaf)
    assert _tasks(document) == [
        ("Rà soát danh mục hồ sơ lưu trữ của các thôn, các tổ, các trường học", "Văn phòng", "Quý II/2027"),
        ("Kiểm tra văn thư lưu trữ của các thôn, tổ dân phố, trường học, trạm y tế", "Công an xã", "Tháng 9/2027"),
    ]
    assert [task.section for task in read_plan(document).tasks] == [f"{over} cho nông dân", f"{over} cho thanh niên"]
