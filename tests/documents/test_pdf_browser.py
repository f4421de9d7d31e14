"""PDFs that browsers print from web pages: heads of letters, words beyond their cell, paragraphs that white space parts."""

from collections.abc import Callable
from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]
HEAD = [
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"),
    ("XÃ MẪU", "CHỦ NGHĨA VIỆT NAM"),
    ("", "Độc lập"),
    ("Số: 5/KH", "Mẫu, ngày 2/1/2026"),
]


def _read(paper: ModuleType, *pages: object) -> Document:
    return parse_document(paper.pdf(*pages), "a.pdf")


@pytest.mark.parametrize("blank", [0, 20], ids=["close", "with an empty line"])
def test_a_title_at_the_left_is_no_more_of_the_letterhead(paper: ModuleType, seen: Seen, blank: int) -> None:
    page = paper.Page()
    for at, sides in enumerate(HEAD):
        for x, text in zip((60, 320), sides, strict=True):
            page.text(x, 60 + 12 * at + (blank if at == 3 else 0), text)
    below = 60 + 12 * 3 + blank
    page.text(60, below + 28, "KẾ HOẠCH").text(60, below + 56, "Công tác thanh niên năm 2026 của Ủy ban nhân dân xã")
    page.text(60, below + 84, "I. NHIỆM VỤ").text(60, below + 98, "1. Việc A (tháng 3).")
    document = _read(paper, page)
    assert isinstance(document.blocks[0], Table)
    assert seen(document)[1:3] == ["KẾ HOẠCH", "Công tác thanh niên năm 2026 của Ủy ban nhân dân xã"]
    header = read_plan(document).header
    assert (header.title, str(header.issued)) == ("Công tác thanh niên năm 2026 của Ủy ban nhân dân xã", "2026-01-02")


def test_a_word_that_reaches_over_a_line_stays_whole(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().grid((50, 90, 200, 300), (80, 100, 120))
    page.text(55, 95, "STT").text(95, 95, "Nội dung").text(205, 95, "Thời gian")
    page.text(55, 115, "1").text(145, 115, "Họp thường").text(255, 115, "Quý IIIIII")
    assert seen(_read(paper, page)) == ["STT | Nội dung | Thời gian", "1 | Họp thường | Quý IIIIII"]


def test_the_title_of_a_narrow_column_is_put_together(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().grid((50, 64, 200, 300), (80, 110, 130))
    page.text(52, 92, "ST").text(52, 104, "T").text(68, 92, "Nội dung").text(205, 92, "Thời gian")
    page.text(52, 125, "1").text(68, 125, "Họp").text(205, 125, "Quý I")
    assert seen(_read(paper, page))[0] == "STT | Nội dung | Thời gian"


def test_white_space_tells_paragraphs_where_all_are_parted_by_it(paper: ModuleType, seen: Seen) -> None:
    page, y = paper.Page(), 60
    for lines in (
        ("1. Rà soát hồ sơ của", "Trung tâm và các xã"),
        ("2. Họp",),
        ("3. Kiểm tra",),
        ("4. Báo cáo năm của xã",),
    ):
        for line in lines:
            page.text(60, y, line)
            y += 13
        y += 13
    assert seen(_read(paper, page)) == [
        "1. Rà soát hồ sơ của Trung tâm và các xã",
        "2. Họp",
        "3. Kiểm tra",
        "4. Báo cáo năm của xã",
    ]


def test_a_paragraph_goes_on_overleaf(paper: ModuleType, seen: Seen) -> None:
    first = paper.Page().text(60, 90, "1. Mục đích.").text(60, 120, "2. Niêm yết công khai tại")
    second = paper.Page().text(60, 90, "Trung tâm Phục vụ hành chính công của xã").text(60, 120, "3. Họp.")
    assert seen(_read(paper, first, second))[1] == "2. Niêm yết công khai tại Trung tâm Phục vụ hành chính công của xã"


@pytest.mark.parametrize(("dot", "step"), [(0.75, 1.5), (2.25, 3.75)], ids=["dots", "dashes"])
def test_rules_of_dots_are_rules(paper: ModuleType, seen: Seen, dot: float, step: float) -> None:
    columns, rows = (50, 90, 200, 300), (80, 100, 120, 140)
    page = paper.Page()
    for x0, y0, x1, y1 in [(50, y, 300, y) for y in (*rows, 100)] + [(x, 80, x, 140) for x in columns]:
        for at in range(int(max(x1 - x0, y1 - y0) / step)):
            x, y = (x0 + at * step, y0) if x1 > x0 else (x0, y0 + at * step)
            page.drawn.append(f"{x} {842 - y} {dot if x1 > x0 else 0.75} -{0.75 if x1 > x0 else dot} re f")
    cells = (("STT", "Nội dung", "Chủ trì"), ("1", "Họp", "Phòng A"), ("2", "Rà soát", ""))
    for y, texts in zip((95, 115, 135), cells, strict=True):
        for x, text in zip(columns, texts, strict=False):
            page.text(x + 4, y, text)
    assert seen(_read(paper, page)) == ["STT | Nội dung | Chủ trì", "1 | Họp | Phòng A", "2 | Rà soát | "]
