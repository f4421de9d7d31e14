"""Tables without lines over several pages: every word stands in a row, or is named."""

from types import ModuleType

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

COLUMNS = (50, 90, 330, 450)
HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")
WORK = ("Rà soát danh mục hồ sơ của các", "phòng và các xã, phường trên địa", "bàn, gửi báo cáo lần")


def page_of(paper: ModuleType, lines: list[tuple[str, ...]]) -> object:
    page = paper.Page()
    for at, line in enumerate(lines):
        for x, text in zip(COLUMNS, line, strict=False):
            if text:
                page.text(x, 80 + 14 * at, text)
    return page


def lines_of(count: int) -> list[tuple[str, ...]]:
    """The lines of so many tasks, each of three lines."""
    found: list[tuple[str, ...]] = []
    for number in range(1, count + 1):
        found.append((str(number), WORK[0], "Văn phòng", "Quý II"))
        found += [("", WORK[1]), ("", f"{WORK[2]} {number}")]
    return found


def read(paper: ModuleType, lines: list[tuple[str, ...]], each: int) -> Document:
    pages = [page_of(paper, lines[at : at + each]) for at in range(0, len(lines), each)]
    return parse_document(paper.pdf(*pages), "a.pdf")


def test_rows_that_pages_break_anywhere(paper: ModuleType) -> None:
    for each in (11, 12, 13):
        document = read(paper, [HEADER, *lines_of(14)], each)
        tasks = read_plan(document).tasks
        assert [(t.no, t.title) for t in tasks] == [(str(n), " ".join(WORK) + f" {n}") for n in range(1, 15)]
        assert {(t.lead, t.timing) for t in tasks} == {(("Văn phòng",), "Quý II")}
        assert document.diagnostics == ()


def test_what_may_be_of_a_row_is_named_with_its_page(paper: ModuleType) -> None:
    lines = [HEADER, *lines_of(3)]
    second = page_of(paper, lines_of(3)).text(
        50, 66, "phần còn lại của một hàng chạy qua hết mọi cột của bảng ở trang trước"
    )  # type: ignore[attr-defined]
    document = parse_document(paper.pdf(page_of(paper, lines), second), "a.pdf")
    (found,) = document.diagnostics
    assert found.code == "pdf-text-unplaced"
    assert dict(found.values)["page"] == 2
    assert str(dict(found.values)["text"]).startswith("phần còn lại của một hàng")


def test_text_below_the_table_is_no_row_of_it(paper: ModuleType) -> None:
    page = page_of(paper, [HEADER, *lines_of(3)])
    page.text(50, 240, "Nơi nhận:").text(50, 254, "- Như trên.")  # type: ignore[attr-defined]
    document = parse_document(paper.pdf(page), "a.pdf")
    assert sum(len(b.rows) for b in document.blocks if isinstance(b, Table)) == 4
    assert document.diagnostics == ()
