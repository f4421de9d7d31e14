"""Tables without lines, with and without numbers, cells at the top or in the middle of their rows: all rows are told apart."""

from collections.abc import Sequence
from itertools import product
from types import ModuleType

import pytest

from scheduler.documents import parse_document
from scheduler.plans import read_plan

LEFT = (40, 80, 300, 430)
HEADER = (("STT",), ("Nội dung công việc",), ("Đơn vị chủ trì",), ("Thời gian", "thực hiện"))
WORKS = (
    ("Rà soát danh mục hồ sơ của các phòng,", "gửi báo cáo về Văn phòng tổng hợp theo", "đúng mẫu đã ban hành"),
    ("Kiểm tra công tác văn thư",),
    ("Tổ chức tập huấn về chữ ký số cho công", "chức, viên chức"),
)
UNITS = (("Văn phòng",), ("Phòng Văn hóa và", "Thông tin"), ("Phòng Nội vụ",))
TIMES = (("Quý II",), ("Trước ngày", "15/11/2027"), ("Thường xuyên",))
LINE = 12
Cells = tuple[Sequence[str], ...]


def rows(count: int) -> list[Cells]:
    return [((str(n),), *(kind[(n - 1) % 3] for kind in (WORKS, UNITS, TIMES))) for n in range(1, count + 1)]


def drawn(paper: ModuleType, cells: Sequence[Cells], columns: Sequence[int], middle: bool, padding: int) -> object:
    page, y = paper.Page().text(200, 60, "KẾ HOẠCH").text(180, 90, "Công tác năm 2027 của Sở Mẫu"), 130
    for row in cells:
        height = LINE * max(len(row[at]) for at in columns)
        for at in columns:
            top = y + (height - LINE * len(row[at])) / 2 if middle else y
            for line, text in enumerate(row[at]):
                page.text(LEFT[at], top + LINE * line, text)
        y += height + padding
    return page


@pytest.mark.parametrize(
    ("columns", "middle", "padding"),
    list(product(((0, 1, 2, 3), (1, 2, 3)), (True, False), (0, 6))),
    ids=lambda value: {True: "middle", False: "top"}.get(value, str(value)) if isinstance(value, bool) else None,
)
def test_every_row_is_read(paper: ModuleType, columns: tuple[int, ...], middle: bool, padding: int) -> None:
    page = drawn(paper, [HEADER, *rows(9)], columns, middle, padding)
    document = parse_document(paper.pdf(page), "a.pdf")
    found = [(t.title, "; ".join(t.lead), t.timing) for t in read_plan(document).tasks]
    assert found == [(" ".join(work), " ".join(unit), " ".join(time)) for _, work, unit, time in rows(9)]
    said = [d.code for d in document.diagnostics]
    assert said == ([] if 0 in columns else ["pdf-rows-by-space"]), "rows that no number counts are to be counted again"


def test_a_table_without_numbers_goes_on_over_pages(paper: ModuleType) -> None:
    first = drawn(paper, [HEADER, *rows(6)], (1, 2, 3), True, 6)
    second = drawn(paper, rows(12)[6:], (1, 2, 3), True, 6)
    second.drawn[:2] = []  # type: ignore[attr-defined]
    tasks = read_plan(parse_document(paper.pdf(first, second), "a.pdf")).tasks
    assert [(t.no, t.title) for t in tasks] == [(row[0][0], " ".join(row[1])) for row in rows(12)]
