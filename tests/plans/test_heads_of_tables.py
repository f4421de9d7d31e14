"""Columns and rows of other offices: headers over two rows, cells merged by converters, section rows, page numbers between."""

from collections.abc import Callable

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan

Read = Callable[[str], Plan]


def _markdown(text: str) -> Plan:
    return read_plan(parse_document(text.encode(), "ke-hoach.md"))


HTML = """<table>
<tr><th>STT</th><th>Nội dung</th><th>Hình thức</th><th>Chủ trì</th><th>Thời gian</th></tr>
<tr><td colspan="5"><b>I. Trong cơ quan</b></td></tr>
<tr><td>1</td><td rowspan="2">Phổ biến<br>quy chế</td><td>Hội nghị</td><td>Phòng A; Phòng B</td><td>Quý II</td></tr>
<tr><td>2</td><td>Tờ gấp</td><td>Phòng C</td><td>Quý III</td></tr>
</table>

Nơi nhận:
"""


def test_html_table_with_merged_cells() -> None:
    plan = _markdown(HTML)
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("I.1", "Phổ biến quy chế", ("Phòng A", "Phòng B"), "Quý II"),
        ("I.2", "Phổ biến quy chế", ("Phòng C",), "Quý III"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "STT|Nội dung|Đơn vị thực hiện|Thời gian\n||Chủ trì|Phối hợp|",
        "STT|Nội dung|Đơn vị thực hiện||Thời gian\n||Chủ trì|Phối hợp|",
    ],
)
def test_header_over_two_rows(table: Read, header: str) -> None:
    (task,) = table(header + "\n1|Mở lớp|Phòng A|Phòng B|Quý II\n").tasks
    assert (task.lead, task.coordinating, task.timing) == (("Phòng A",), ("Phòng B",), "Quý II")


def test_header_over_two_rows_one_cell_a_line(read: Read) -> None:
    header = "STT;Nội dung;Đơn vị thực hiện;Thời gian;Chủ trì;Phối hợp"
    cells = header + ";1;Mở lớp;Phòng A;Phòng B;Quý II;2;Hội thi;Phòng C;Phòng D;Quý IV"
    first, second = read("".join(f"\t{cell}\n\n" for cell in cells.split(";"))).tasks
    assert (first.lead, first.coordinating, first.timing) == (("Phòng A",), ("Phòng B",), "Quý II")
    assert (second.title, second.lead, second.timing) == ("Hội thi", ("Phòng C",), "Quý IV")


def test_header_cells_in_capitals_over_two_lines(read: Read) -> None:
    text = "\tTT\n\tNỘI DUNG\nNHIỆM VỤ\n\tĐƠN VỊ\nCHỦ TRÌ\n\tTHỜI GIAN\n\n\t1\n\tTrồng cây\n\tPhòng A\n\tQuý I\n"
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.timing) == ("Trồng cây", ("Phòng A",), "Quý I")


def test_a_row_full_of_column_words_is_a_task(table: Read) -> None:
    rows = (
        "Nội dung công việc|Đơn vị chủ trì, phối hợp|Tiến độ|Sản phẩm\n"
        "1. Lập danh mục|Phòng A|Tháng 3|Danh mục\n"
        "2. Đăng tải nội dung lên trang tin|- Chủ trì: Phòng A; - Phối hợp: Phòng B|Thường xuyên|Tin\n"
    )
    assert [(t.no, t.lead, t.coordinating, t.timing) for t in table(rows).tasks] == [
        ("1", ("Phòng A",), (), "Tháng 3"),
        ("2", ("Phòng A",), ("Phòng B",), "Thường xuyên"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "02|Cập nhật lĩnh vực hộ tịch lên trang tin|Công chức phụ trách hộ tịch|Trung tâm Văn hóa|Trong 03 ngày làm việc",
        "2|Phối hợp tổ chức thực hiện|Người phụ trách chủ trì|Đơn vị liên quan|Lịch thực hiện",
        "Xây dựng nội dung chương trình|Công chức phụ trách|Các đơn vị phối hợp|Tháng 3|Báo cáo",
    ],
)
def test_words_of_columns_in_a_row_of_work(table: Read, row: str) -> None:
    rows = f"STT|Nội dung|Chủ trì|Phối hợp|Thời gian\n1|Việc đầu|Phòng A|Phòng B|Quý I\n{row}\n3|Việc cuối|Phòng C|Phòng D|Quý II\n"
    tasks = table(rows).tasks
    assert [(t.no, t.title, t.lead, t.timing) for t in (tasks[0], tasks[-1])] == [
        ("1", "Việc đầu", ("Phòng A",), "Quý I"),
        ("3", "Việc cuối", ("Phòng C",), "Quý II"),
    ]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/5"])
def test_page_number_between_the_halves_of_a_table(table: Read, number: str) -> None:
    head = "STT|Nội dung|Chủ trì|Thời gian\n"
    rows = f"{head}A|Công tác chung\n1|Dọn vệ sinh quanh|Phòng A|Quý I\n\n{number}\n\n{head}|trụ sở||\n2|Trồng cây|Phòng B|Quý II\n"
    assert [(t.no, t.title) for t in table(rows).tasks] == [("A.1", "Dọn vệ sinh quanh trụ sở"), ("A.2", "Trồng cây")]


def test_how_it_is_done_is_not_who_does_it(table: Read) -> None:
    rows = "STT|Nội dung|Cách thức thực hiện|Đơn vị, người thực hiện|Thời gian\n1|Hỏi đáp|Niêm yết; phát thanh|Văn phòng|Quý I\n"
    assert table(rows).tasks[0].lead == ("Văn phòng",)


@pytest.mark.parametrize("first", ["I", "Trong cơ quan"])
def test_a_merged_cell_written_in_each_of_its_places(table: Read, first: str) -> None:
    section = "|".join([first, *["Trong cơ quan"] * 3])
    (task,) = table(f"STT|Nội dung|Chủ trì|Thời gian\n{section}\n1|Dọn vệ sinh|Phòng A|Quý I\n").tasks
    assert (task.title, task.section) == ("Dọn vệ sinh", "Trong cơ quan")


def test_a_section_row_whose_text_stands_under_another_column(read: Read) -> None:
    text = (
        "KẾ HOẠCH\nTruyền thông năm 2026\n\nTT\tHạn hoàn thành\tTên công việc\tĐơn vị phối hợp\tĐơn vị thực hiện\n"
        "A\tTruyền thông\n1\tQuý II\tViết tin\tSở B\tSở A\nB\tTập huấn\n1\tQuý III\tMở lớp\tSở B\tSở C\n"
    )
    assert [(t.no, t.section, t.title, t.lead, t.timing) for t in read(text).tasks] == [
        ("A.1", "Truyền thông", "Viết tin", ("Sở A",), "Quý II"),
        ("B.1", "Tập huấn", "Mở lớp", ("Sở C",), "Quý III"),
    ]


def test_a_table_without_a_header_below_the_next_section_counts_in_that_section() -> None:
    header, rows = "| STT | Nội dung | Chủ trì | Thời gian |", ("| 1 | Trồng cây | Phòng A | Tháng 2 |",)
    below = ("| 1 | Mở lớp | Phòng B | Tháng 4 |", "| 2 | Hội thi | Phòng C | Tháng 5 |")
    line = "|---|---|---|---|"
    first = "\n".join(("I. VIỆC TRỌNG TÂM", "", header, line, *rows))
    second = "\n".join(("II. VIỆC THƯỜNG XUYÊN", "", below[0], line, below[1]))
    plan = _markdown(f"KẾ HOẠCH\nCông tác năm 2027\n\n{first}\n\n{second}\n")
    assert [(t.no, t.section) for t in plan.tasks] == [
        ("I.1", "VIỆC TRỌNG TÂM"),
        ("II.1", "VIỆC THƯỜNG XUYÊN"),
        ("II.2", "VIỆC THƯỜNG XUYÊN"),
    ]


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("3/15/2027", "5/6/2027", "7/7/2027"), ["3/15/2027", "5/6/2027 hoặc 6/5/2027", "7/7/2027"]),
        (("15/3/2027", "5/6/2027", "5/16/2027"), ["15/3/2027", "5/6/2027", "5/16/2027"]),
    ],
)
def test_dates_of_a_column_with_the_month_first_are_asked(
    table: Read, days: tuple[str, ...], read_as: list[str]
) -> None:
    rows = "".join(f"{no}|Việc số {no}|Phòng A|{day}\n" for no, day in enumerate(days, 1))
    plan = table("STT|Nội dung|Chủ trì|Thời hạn\n" + rows)
    assert [t.timing for t in plan.tasks] == read_as
    asked = [d.code for d in plan.diagnostics if d.code == "dates-month-first"]
    assert len(asked) == ("hoặc" in read_as[1])


def test_rows_above_the_first_section_row_stand_below_the_heading_above_the_table() -> None:
    """As a PDF gives tables between which headings stand: the second heading is a row of the first table."""
    rows = "1 | Họp | Phòng A | Quý I\n2 | Tập huấn | Phòng B | Quý II\nII. Giao thông | | |\n1 | Kiểm tra | Phòng C | Quý III"
    table = f"STT | Nội dung | Đơn vị chủ trì | Thời gian\n--- | --- | --- | ---\n{rows}\n"
    numbers = [(t.no, t.section) for t in _markdown(f"I. Xây dựng\n\n{table}").tasks]
    assert numbers == [("I.1", "Xây dựng"), ("I.2", "Xây dựng"), ("II.1", "Giao thông")]
    assert [t.no for t in _markdown(f"III. Xây dựng\n\n{table}").tasks] == ["1", "2", "II.1"]


def test_units_that_a_cell_points_to_or_names_with_more(table: Read) -> None:
    rows = (
        "1|Việc một|Phòng Văn hóa|Tháng 3\n2|Việc hai|Như mục 1|Tháng 4\n3|Việc ba|Như mục 9|Tháng 4\n"
        "4|Việc bốn|Phòng Tư pháp (đ/c Mẫu)|Tháng 5\n5|Việc năm|UBND huyện (Phòng Nội vụ tham mưu)|Tháng 6\n"
    )
    plan = table("STT|Nội dung|Đơn vị chủ trì|Thời gian\n" + rows)
    assert [t.lead for t in plan.tasks] == [
        ("Phòng Văn hóa",),
        ("Phòng Văn hóa",),
        (),
        ("Phòng Tư pháp",),
        ("UBND huyện", "Phòng Nội vụ"),
    ]
    assert {"task-without-lead", "lead-unsure"} <= {d.code for d in plan.diagnostics}
