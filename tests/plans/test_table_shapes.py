"""Tables whose shape says something: second header rows, columns for steps, days beside hours, colours, tabs, broken names."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from scheduler.documents import parse_document
from scheduler.model import Plan, Task
from scheduler.plans import read_plan

_HEAD = "KẾ HOẠCH\nCông tác năm 2026\n\n"


def _read(table: str) -> Plan:
    return read_plan(parse_document((_HEAD + table).encode(), "ke-hoach.md"))


def _codes(plan: Plan) -> list[str]:
    return [found.code for found in plan.diagnostics]


def _told(task: Task) -> tuple[object, ...]:
    return task.no, task.stream, task.timing


def test_one_unknown_title_of_a_second_header_row_costs_its_own_column_alone() -> None:
    plan = _read(
        "| TT | Nội dung | Đơn vị | | | Thời hạn |\n|---|---|---|---|---|---|\n"
        "| | | Chủ trì | Phối hợp | Bên thứ ba | |\n"
        "| 1 | Rà soát hồ sơ | Văn phòng | Công an xã | Bưu điện | Quý II |\n"
    )
    assert [(t.lead, t.coordinating) for t in plan.tasks] == [(("Văn phòng",), ("Công an xã",))]
    assert _codes(plan) == ["header-label-unread"]


def test_times_of_steps_keep_which_is_which() -> None:
    plan = _read(
        "| TT | Tên văn bản | Cơ quan soạn thảo | Thời gian trình UBND | Thời gian trình HĐND |\n|---|---|---|---|---|\n"
        "| 1 | Nghị quyết về học phí | Sở Giáo dục | Tháng 5 | Tháng 7 |\n"
        "| 2 | Nghị quyết về phí | Sở Tài chính | | Tháng 12 |\n"
    )
    assert [_told(task) for task in plan.tasks] == [
        ("1.1", "Trình UBND", "Tháng 5"),
        ("1.2", "Trình HĐND", "Tháng 7"),
        ("2", "Trình HĐND", "Tháng 12"),
    ]


def test_hours_of_an_agenda_have_the_day_that_stands_beside_or_above() -> None:
    plan = _read(
        "| Ngày | Thời gian | Nội dung | Lãnh đạo chủ trì |\n|---|---|---|---|\n"
        "| Thứ Hai (09/3/2026) | 8h00 | Giao ban | Chủ tịch |\n| | 14h00 | Họp tổ | Phó Chủ tịch |\n"
    )
    assert [(t.timing, t.lead) for t in plan.tasks] == [
        ("8h00 Thứ Hai (09/3/2026)", ("Chủ tịch",)),
        ("14h00 Thứ Hai (09/3/2026)", ("Phó Chủ tịch",)),
    ]
    assert _codes(plan) == ["timing-of-row-above"]


def test_a_numbered_section_that_says_when_stays_a_section() -> None:
    plan = _read(
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| I | Hạ tầng | | |\n| 1 | Lắp mạng | Sở A | Quý I |\n"
        "| II | Nhân lực | | năm sau |\n| 2 | Tập huấn | Sở B | Quý II |\n"
    )
    assert [task.no for task in plan.tasks] == ["I.1", "II.2"]
    assert _codes(plan) == ["section-says-when"]


@pytest.mark.parametrize(
    ("colours", "timings", "codes"),
    [
        (({4: "FF92D050", 5: "FF92D050"}, {6: "FF92D050"}), ["Tháng 2, Tháng 3", "Tháng 4"], ["timing-of-fills"] * 2),
        (({4: "FF92D050", 5: "FFFF0000"}, {6: "FF92D050"}), [None, "Tháng 4"], ["fills-unread", "timing-of-fills"]),
        (({2: "FFDDDDDD", 4: "FFDDDDDD"}, {6: "FFFFFFFF"}), [None, None], []),
    ],
    ids=["one colour", "two colours", "a coloured row, and white"],
)
def test_coloured_months(colours: tuple[dict[int, str], ...], timings: list[str | None], codes: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["KẾ HOẠCH NĂM 2026"],
        ["Công việc", "Chủ trì", *(f"T{month}" for month in range(1, 7))],
        ["Tiêm phòng", "Trạm Y tế"],
        ["Diễn tập", "Công an xã"],
    ):
        sheet.append(row)
    for at, of_row in enumerate(colours, 3):
        for column, colour in of_row.items():
            sheet.cell(at, column).fill = PatternFill("solid", fgColor=colour)
    data = BytesIO()
    book.save(data)
    plan = read_plan(parse_document(data.getvalue(), "ke-hoach.xlsx"))
    assert [task.timing for task in plan.tasks] == timings
    assert [code for code in _codes(plan) if "fills" in code] == codes


def test_a_tab_named_for_a_month_issues_nothing_and_dates_its_work() -> None:
    book = Workbook()
    for name, title in (("T1", "Họp đầu năm"), ("T2", "Gặp mặt")):
        sheet = book.create_sheet(name)
        if name == "T1":
            sheet.append(["CHƯƠNG TRÌNH CÔNG TÁC NĂM 2026"])
        sheet.append(["STT", "Nội dung công việc", "Chủ trì"])
        sheet.append([1, title, "Văn phòng"])
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    plan = read_plan(parse_document(data.getvalue(), "ke-hoach.xlsx"))
    assert plan.header.issuer is None
    assert [task.timing for task in plan.tasks] == ["Tháng 1", "Tháng 2"]


def test_a_name_over_two_lines_that_may_be_two_is_asked() -> None:
    page = (
        "<meta charset=utf-8><p>KẾ HOẠCH</p><p>Công tác năm 2026</p><table><tr><th>TT<th>Nội dung<th>Chủ trì<th>Thời gian"
        "<tr><td>1<td>Chi trả trợ cấp<td>Bưu điện xã<br>Đông Nam<td>Tháng 6"
        "<tr><td>2<td>Nhận hồ sơ<td>Bưu điện xã<br>Agribank chi nhánh Mẫu<td>Tháng 7</table>"
    )
    plan = read_plan(parse_document(page.encode(), "ke-hoach.html"))
    assert [t.lead for t in plan.tasks] == [("Bưu điện xã Đông Nam",), ("Bưu điện xã", "Agribank chi nhánh Mẫu")]
    assert _codes(plan) == ["units-side-by-side"]


def test_cells_one_a_line_that_left_none_are_told() -> None:
    titles = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian"]
    whole = ["1", "Rà soát văn bản", "Sở Tư pháp", "Sở Nội vụ", "Báo cáo", "Quý I"]
    short = ["2", "Xây dựng dự thảo", "Sở Tư pháp", "Tờ trình", "Quý II"]
    plan = _read("\n\n".join([*titles, *whole, *short]))
    assert [(t.lead, t.coordinating, t.timing) for t in plan.tasks] == [
        (("Sở Tư pháp",), ("Sở Nội vụ",), "Quý I"),
        (("Sở Tư pháp",), (), "Quý II"),
    ]
    assert _codes(plan) == ["row-lacks-cells"]


@pytest.mark.parametrize(
    ("row", "lead", "coordinating", "told"),
    [
        pytest.param(
            ["Rà soát hồ sơ", "Tổng hợp nhu cầu", "Phòng Kinh tế", "Các thôn", "Quý I"],
            ("Phòng Kinh tế",),
            ("Các thôn",),
            [],
            id="the-work-on-two-lines",
        ),
        pytest.param(
            ["Rà soát hồ sơ", "Phòng Kinh tế", "Công an xã", "Trạm Y tế", "Quý I"],
            ("Phòng Kinh tế",),
            ("Công an xã", "Trạm Y tế"),
            ["row-lines-unsure"],
            id="three-units-for-two-columns",
        ),
        pytest.param(
            ["Rà soát hồ sơ", "Tổng hợp nhu cầu", "Phòng Kinh tế", "Quý I"],
            ("Phòng Kinh tế",),
            (),
            ["row-lines-unsure"],
            id="two-lines-beside-an-empty-cell",
        ),
    ],
)
def test_cells_of_several_lines_one_cell_a_line(
    row: list[str], lead: tuple[str, ...], coordinating: tuple[str, ...], told: list[str]
) -> None:
    titles = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    last = ["2", "Sơ kết", "Văn phòng", "Các thôn", "Quý II"]
    plan = _read("\n".join([*titles, "1", *row, *last]))
    assert [(t.lead, t.coordinating, t.timing) for t in plan.tasks] == [
        (lead, coordinating, "Quý I"),
        (("Văn phòng",), ("Các thôn",), "Quý II"),
    ]
    assert _codes(plan) == told


def test_a_table_of_two_columns_one_cell_a_line_is_read_by_the_numbers_of_its_work() -> None:
    plan = _read("Nội dung\n\nThời gian\n\nI. Chuẩn bị\n\n1. In phiếu\n\nTháng 5-8\n\n2. Tập huấn\n\nTháng 9\n")
    assert [(t.no, t.title, t.timing) for t in plan.tasks] == [
        ("I.1", "In phiếu", "Tháng 5-8"),
        ("I.2", "Tập huấn", "Tháng 9"),
    ]
    assert plan.header.title == "Công tác năm 2026"


def test_piped_rows_without_a_ruler_may_begin_with_a_section() -> None:
    plan = _read("TT | Nội dung | Thời gian |\nI | Chuẩn bị | |\n1 | Lập phương án | Tháng 5 |\n")
    assert [(t.no, t.timing) for t in plan.tasks] == [("I.1", "Tháng 5")]


def test_a_deadline_among_remarks_is_taken_where_no_cell_says_when_and_told() -> None:
    plan = _read(
        "| TT | Nội dung | Chủ trì | Sản phẩm | Ghi chú |\n|---|---|---|---|---|\n"
        "| 1 | Rà soát thủ tục | Văn phòng | Danh mục | Xong trước 15/3/2026 |\n"
        "| 2 | Công khai | Văn phòng | Quyết định trước 30/6/2026 | |\n"
        "| 3 | Kiểm tra | Văn phòng | Biên bản | Theo Quyết định số 5/QĐ-UBND ngày 02/01/2026 |\n"
    )
    assert [task.timing for task in plan.tasks] == ["Xong trước 15/3/2026", "trước 30/6/2026", None]
    assert _codes(plan).count("timing-of-remark") == 2
    assert "task-without-timing" in _codes(plan)


def test_a_table_on_its_side_is_read_by_its_first_column() -> None:
    plan = _read(
        "| Nội dung | Trang trí | Vệ sinh |\n|---|---|---|\n| Chủ trì | Phòng Văn hóa | Đoàn Thanh niên |\n"
        "| Thời gian | Trước 10/3/2026 | Ngày 17/3/2026 |\n"
    )
    assert [(t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("Trang trí", ("Phòng Văn hóa",), "Trước 10/3/2026"),
        ("Vệ sinh", ("Đoàn Thanh niên",), "Ngày 17/3/2026"),
    ]


def test_a_month_and_a_day_in_two_columns_are_one_time() -> None:
    rows = [
        "| Tháng | Thời gian | Nội dung | Đơn vị |",
        "|---|---|---|---|",
        "| 01/2027 | 15/01 | Xét khen thưởng | Phòng Nội vụ |",
        "| 4-5/2027 | 30/04-03/05 | Trực lễ | Văn phòng |",
        "| 3 | 05 | Họp | Văn phòng |",
        "| 3 | Từ 20 đến 26 | Ra quân | Văn phòng |",
        "| 4 |  | Kiểm tra | Văn phòng |",
        "| 10 | Tuần 2 | Kiểm kê | Văn phòng |",
        "| 10 | 12/11 | Sơ kết | Văn phòng |",
    ]
    plan = _read("\n".join(rows))
    times = [
        "15/01/2027",
        "30/04/2027-03/05/2027",
        "05/3",
        "Từ 20 đến 26/3",
        "Tháng 4",
        "Tuần 2 tháng 10",
        "12/11 (tháng 10)",
    ]
    assert [t.timing for t in plan.tasks] == times
    assert [t.lead for t in plan.tasks] == [("Phòng Nội vụ",), *[("Văn phòng",)] * 6]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Lùi sang tháng 6/2026", True),
        ("Không thực hiện", True),
        ("Từ tháng 4/2026", True),
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/3/2026", False),
        ("Kinh phí năm 2026", False),
    ],
)
def test_a_remark_that_says_otherwise_than_the_time_is_told(note: str, told: bool) -> None:
    head = "| TT | Nội dung | Đơn vị chủ trì | Thời gian | Ghi chú |\n|---|---|---|---|---|\n"
    plan = _read(f"{head}| 1 | Mở lớp | Phòng Nội vụ | Tháng 5/2026 | {note} |")
    assert _codes(plan) == (["remark-beside-time"] if told else [])


def test_a_number_of_people_is_no_rhythm() -> None:
    head = "| TT | Chương trình | Số lượng | Thời gian | Đơn vị thực hiện |\n|---|---|---|---|---|\n"
    plan = _read(
        f"{head}| 1 | Mở lớp | 25 | Quý I/2026 | Phòng Nội vụ |\n| 2 | Viết tin | 2 | Hằng tháng | Văn phòng |"
    )
    assert [t.frequency for t in plan.tasks] == [None, "2"]


def test_work_that_ends_in_a_word_for_roles_keeps_its_whole_title() -> None:
    head = "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
    plan = _read(f"{head}| 1 | Truyền thông, theo dõi và đánh giá: mở lớp, phát tin | Phòng Văn hóa | Quý II |")
    assert [t.title for t in plan.tasks] == ["Truyền thông, theo dõi và đánh giá: mở lớp, phát tin"]
