"""What a page break leaves of a row, and cells that cover several rows or columns: nothing is lost or mistaken."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scheduler.documents import Cell, Document, Paragraph, Place, Row, Table
from scheduler.model import Plan
from scheduler.plans import read_plan

HEADER = ["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
NEXT = ["2", "Họp giao ban", "Phòng Kinh tế", "", "Quý II/2026"]


def _row(cells: Sequence[str | Cell], table: int, row: int) -> Row:
    place = Place(table=table, row=row)
    return Row(tuple(c if isinstance(c, Cell) else Cell(c, place) for c in cells), place)


def _table(number: int, *rows: Sequence[str | Cell]) -> Table:
    return Table(tuple(_row(cells, number, at) for at, cells in enumerate(rows, 1)), Place(table=number))


def _plan(*tables: Table) -> Plan:
    return read_plan(Document("ke-hoach.docx", tables))


def _broken(first: Sequence[str], rest: Sequence[str]) -> Plan:
    return _plan(_table(1, HEADER, ["1", *first]), _table(2, HEADER, ["", *rest], NEXT))


LEADS = [
    ("Văn phòng", "HĐND và UBND huyện", ("Văn phòng HĐND và UBND huyện",)),
    ("Văn phòng", "UBND các xã", ("Văn phòng", "UBND các xã")),
    ("Phòng Kinh tế, Văn phòng", "HĐND huyện", ("Phòng Kinh tế", "Văn phòng HĐND huyện")),
    ("Chi cục", "Trung tâm Mẫu", ("Chi cục", "Trung tâm Mẫu")),
    ("Trung tâm", "Công an huyện", ("Trung tâm Công an huyện",)),
    ("Phòng Văn hóa và", "Thông tin", ("Phòng Văn hóa và Thông tin",)),
    ("Phòng Kinh tế,", "Phòng Tư pháp", ("Phòng Kinh tế", "Phòng Tư pháp")),
    ("Phòng Kinh tế", "Phòng Tư pháp", ("Phòng Kinh tế", "Phòng Tư pháp")),
]


@pytest.mark.parametrize(("first", "rest", "lead"), LEADS, ids=[f"{a}|{b}" for a, b, _ in LEADS])
def test_a_unit_cell_goes_on_after_the_break(first: str, rest: str, lead: tuple[str, ...]) -> None:
    for tail in ("", "cho cán bộ"):
        plan = _broken(["Lập danh sách", first, "", "Tháng 5/2026"], [tail, rest, "", ""])
        assert [task.lead for task in plan.tasks] == [lead, ("Phòng Kinh tế",)]
        assert [task.section for task in plan.tasks] == [None, None]


TIMES = [
    ("Trước ngày", "30/6/2026", "Trước ngày 30/6/2026"),
    ("Tháng 5,", "tháng 10 năm 2026", "Tháng 5, tháng 10 năm 2026"),
    ("Tháng 5/2026", "Tháng 9/2026", "Tháng 5/2026; Tháng 9/2026"),
]


@pytest.mark.parametrize(("first", "rest", "timing"), TIMES, ids=[t[2] for t in TIMES])
def test_a_time_cell_goes_on_after_the_break(first: str, rest: str, timing: str) -> None:
    plan = _broken(["Lập danh sách", "Phòng Tư pháp", "", first], ["", "", "", rest])
    assert [(t.title, t.timing) for t in plan.tasks] == [("Lập danh sách", timing), ("Họp giao ban", "Quý II/2026")]
    assert plan.tasks[1].section is None


def test_a_title_goes_on_in_brackets() -> None:
    plan = _broken(["Lập danh sách", "Phòng Tư pháp", "", "Quý I/2026"], ["(đợt hai)", "", "", ""])
    assert plan.tasks[0].title == "Lập danh sách (đợt hai)"


REPEATED: dict[str, list[Sequence[str]]] = {
    "one-row": [HEADER],
    "two-rows": [["STT", "Nội dung", "Đơn vị thực hiện", "", "Thời gian"], ["", "", "Chủ trì", "Phối hợp", ""]],
    "mended": [["STT", "Nội dung", "Đơn vị chủ", "Đơn vị phối", "Thời gian"], ["", "", "trì", "hợp", ""]],
}


@pytest.mark.parametrize("header", REPEATED.values(), ids=REPEATED.keys())
def test_what_stands_below_a_repeated_header_and_is_none_of_it_is_the_rest_of_the_row_above(
    header: list[Sequence[str]],
) -> None:
    first = ["1", "Kiểm tra việc khai báo tại các cơ sở lưu", "Phòng Văn hóa, thể", "Công an các", "Quý I"]
    rest = ["", "trú, nhà trọ", "thao", "xã", ""]
    plan = _plan(_table(1, *header, first, *header, rest, NEXT))
    assert [(t.title, t.lead, t.coordinating, t.timing) for t in plan.tasks] == [
        (
            "Kiểm tra việc khai báo tại các cơ sở lưu trú, nhà trọ",
            ("Phòng Văn hóa, thể thao",),
            ("Công an các xã",),
            "Quý I",
        ),
        ("Họp giao ban", ("Phòng Kinh tế",), (), "Quý II/2026"),
    ]


UNSURE = [["Hồ sơ mẫu", "", "", ""], ["", "Nguồn lực", "", ""]]


@pytest.mark.parametrize("rest", UNSURE, ids=["title", "unit"])
def test_what_may_be_a_section_or_the_rest_of_a_row_is_asked_at_both(rest: list[str]) -> None:
    plan = _broken(["Lập danh sách", "Phòng Tư pháp", "", "Quý I/2026"], rest)
    asked = {d.code: d.location for d in plan.diagnostics}
    assert asked["row-section-or-rest"] != asked["row-rest-unsure"] == plan.tasks[0].location


def test_a_section_in_capitals_is_not_asked() -> None:
    plan = _broken(["Lập danh sách", "Phòng Tư pháp", "", "Quý I/2026"], ["KIỂM TRA", "", "", ""])
    assert plan.tasks[1].section == "KIỂM TRA"
    assert not [d for d in plan.diagnostics if d.code.startswith("row-")]


def test_a_signature_beside_the_table_is_no_row_of_it() -> None:
    task = ["1", "Lập danh sách", "Phòng Tư pháp", "", "Quý I/2026"]
    plan = _plan(_table(1, HEADER, task), _table(2, ["Nơi nhận:\n- Như trên;", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"]))
    assert [t.title for t in plan.tasks] == ["Lập danh sách"]


MONTHS = [str(no) for no in range(1, 13)]
OVER = {
    "quarters": [Cell(f"Quý {no}", columns=3) for no in ("I", "II", "III", "IV")],
    "the word": [Cell("Tháng", columns=12)],
    "time": [Cell("Thời gian thực hiện", columns=12)],
}


def _marks(*months: int) -> list[str]:
    return ["x" if no in months else "" for no in range(1, 13)]


@pytest.mark.parametrize("over", OVER)
def test_months_by_number_below_a_header(over: str) -> None:
    first = [*(Cell(t, rows=2) for t in ("STT", "Nội dung", "Chủ trì")), *OVER[over]]
    plan = _plan(_table(1, first, MONTHS, ["1", "Lập danh sách", "Phòng Tư pháp", *_marks(4, 6)]))
    assert [(t.title, t.timing) for t in plan.tasks] == [("Lập danh sách", "Tháng 4, Tháng 6")]


def test_months_by_number_in_the_only_header() -> None:
    plan = _plan(_table(1, ["STT", "Nội dung", "Chủ trì", *MONTHS], ["1", "Họp", "Phòng Tư pháp", *_marks(1, 12)]))
    assert [t.timing for t in plan.tasks] == ["Tháng 1, Tháng 12"]


def test_a_mark_over_several_months_means_each_of_them() -> None:
    header = ["STT", "Nội dung", "Chủ trì", *(f"T{no}" for no in range(1, 13))]
    wide = ["1", "Họp", "Phòng Tư pháp", "", "", "", Cell("x", columns=3), *[""] * 6]
    assert [t.timing for t in _plan(_table(1, header, wide)).tasks] == ["Tháng 4, Tháng 5, Tháng 6"]


@pytest.mark.parametrize(
    ("cell", "timing"),
    [("Quý\nI/2026", "Quý I/2026"), ("Quý II, Quý\nIII/2026", "Quý II, Quý III/2026")],
    ids=["one", "two"],
)
def test_a_time_that_the_width_of_its_cell_broke(cell: str, timing: str) -> None:
    plan = _plan(_table(1, HEADER, ["1", "Họp", "Phòng Tư pháp", "", cell]))
    assert plan.tasks[0].timing == timing


def test_work_beside_a_group_keeps_its_name() -> None:
    header = ["STT", "Nhiệm vụ", "Công việc cụ thể", "Đơn vị chủ trì", "Thời gian"]
    group = [Cell("1", rows=2), Cell("Chuyển đổi số", rows=2), "Mở lớp", "Phòng Kinh tế", "Quý I/2026"]
    alone = ["2", "Thi đua", "Phát động", "Phòng Kinh tế", "Quý II/2026"]
    plan = _plan(_table(1, header, group, ["Mua máy", "Phòng Tư pháp", "Quý III/2026"], alone))
    assert [(t.section, t.title) for t in plan.tasks] == [
        ("Chuyển đổi số", "Mở lớp"),
        ("Chuyển đổi số", "Mua máy"),
        (None, "Thi đua: Phát động"),
    ]


def test_a_row_broken_below_a_unit_over_rows_names_it_once() -> None:
    first = ["1", "Việc một", Cell("Phòng Kinh tế", rows=2), "", "Quý I/2026"]
    rest = ["", "kéo dài", Cell("", rows=2), "", ""]
    plan = _plan(
        _table(1, HEADER, first, ["2", "Việc hai", "", "Quý II/2026"]),
        _table(2, HEADER, rest, ["3", "Việc ba", "", "Quý IV/2026"]),
    )
    assert [(t.title, t.lead) for t in plan.tasks] == [
        ("Việc một", ("Phòng Kinh tế",)),
        ("Việc hai kéo dài", ("Phòng Kinh tế",)),
        ("Việc ba", ("Phòng Kinh tế",)),
    ]


def test_a_unit_over_rows_on_both_sides_of_a_break() -> None:
    first = ["1", "Việc một", Cell("Phòng Kinh tế", rows=2), "", "Quý I/2026"]
    third = ["3", "Việc ba", Cell("", rows=2), "", "Quý III/2026"]
    plan = _plan(
        _table(1, HEADER, first, ["2", "Việc hai", "", "Quý II/2026"]),
        _table(2, HEADER, third, ["4", "Việc bốn", "", "Quý IV/2026"], ["5", "Việc năm", "", "", "Quý IV/2026"]),
    )
    assert [t.lead for t in plan.tasks] == [("Phòng Kinh tế",)] * 4 + [()]


def test_numbers_that_are_skipped_are_said() -> None:
    rows = [[no, f"Việc {no}", "Phòng Kinh tế", "", "Quý I/2026"] for no in ("1", "2", "5")]
    found = [d.location.row for d in _plan(_table(1, HEADER, *rows)).diagnostics if d.code == "task-numbers-skipped"]
    assert found == [4]


def test_an_excerpt_and_a_plan_without_units_are_asked_about_once() -> None:
    rows = [[str(no), f"Việc {no}", "", "", "Quý I/2026"] for no in range(1, 20, 3)]
    found = [
        (d.code, dict(d.values)["count"])
        for d in _plan(_table(1, HEADER, *rows)).diagnostics
        if d.code != "plan-without-year"
    ]
    assert found == [("task-numbers-skipped-often", 6), ("plan-without-leads", 7)]


def _paged(*rows: tuple[int, Sequence[str]]) -> Plan:
    """A table of one row after the other, each with its page."""
    placed = (
        Row(tuple(Cell(c, Place(page=p, row=n)) for c in cells), Place(page=p, row=n))
        for n, (p, cells) in enumerate(rows, 1)
    )
    return read_plan(Document("ke-hoach.pdf", (Table(tuple(placed), Place(page=1)),)))


COUNTED = [(1, HEADER), (1, ["I", "Phần chung", "", "", ""]), (1, ["1", "Họp", "Sở A", "", "Quý I"])]
SPLIT = [
    ("- Trung tâm Mẫu.", ["2", "Rà soát", "Sở B", "- Sở C;", "Quý II"], ["", "", "", "- Trung tâm Mẫu.", ""]),
    ("all but the number", ["2", "", "", "", ""], ["", "Rà soát", "Sở B", "- Sở C; - Trung tâm Mẫu.", "Quý II"]),
]


@pytest.mark.parametrize(("case", "row", "rest"), SPLIT, ids=[s[0] for s in SPLIT])
@pytest.mark.parametrize("header", [[(2, HEADER)], []], ids=["header again", "no header"])
def test_the_only_row_without_a_number_first_on_a_page_is_a_rest(
    case: str, row: Sequence[str], rest: Sequence[str], header: list[tuple[int, Sequence[str]]]
) -> None:
    plan = _paged(*COUNTED, (1, row), *header, (2, rest), (2, ["3", "Báo cáo", "Sở A", "", "Quý IV"]))
    assert [(t.no, t.title, t.coordinating) for t in plan.tasks] == [
        ("I.1", "Họp", ()),
        ("I.2", "Rà soát", ("Sở C", "Trung tâm Mẫu")),
        ("I.3", "Báo cáo", ()),
    ]
    assert not [d for d in plan.diagnostics if d.code.startswith("row-")]


def test_where_other_rows_have_no_number_either_it_is_asked() -> None:
    rows = [*COUNTED, (1, ["", "Phần hai", "", "", ""]), (1, ["2", "Rà soát", "Sở B", "Sở C", "Quý II"])]
    plan = _paged(*rows, (2, ["", "Phần ba", "", "", ""]), (2, ["3", "Báo cáo", "Sở A", "", "Quý IV"]))
    assert [t.section for t in plan.tasks] == ["Phần chung", "Phần hai", "Phần ba"]


def test_a_merged_cell_that_goes_on_after_the_break_is_filled_and_said() -> None:
    first = (1, ["1", "Rà soát", "Sở A", "Sở B", "Quý I"])
    plan = _paged(
        (1, HEADER), first, (2, ["2", "Báo cáo", "", "Sở B", "Quý II"]), (2, ["3", "Họp", "Sở C", "", "Quý IV"])
    )
    assert [t.lead for t in plan.tasks] == [("Sở A",), ("Sở A",), ("Sở C",)]
    assert [d.code for d in plan.diagnostics if d.code == "lead-of-row-above"] == ["lead-of-row-above"]


def test_where_other_rows_name_nobody_either_a_blank_stays_one() -> None:
    rows = [(1, HEADER), (1, ["1", "Rà soát", "Sở A", "", "Quý I"]), (1, ["2", "Dự họp", "", "", "Quý I"])]
    plan = _paged(*rows, (2, ["3", "Báo cáo", "", "", "Quý II"]))
    assert [t.lead for t in plan.tasks] == [("Sở A",), (), ()]


@pytest.mark.parametrize(
    "rest",
    [["", "công việc", "chủ trì", "phối hợp", "hoàn thành"], ["", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Hoàn thành"]],
)
def test_a_header_that_a_page_break_parts(rest: Sequence[str]) -> None:
    titles = ["STT", "Nội dung", "Đơn vị", "Đơn vị", "Thời gian"]
    plan = _plan(_table(1, titles), _table(2, rest, ["1", "Họp", "Sở A", "Sở B", "Quý I"]))
    assert [(t.title, t.lead, t.coordinating, t.timing) for t in plan.tasks] == [("Họp", ("Sở A",), ("Sở B",), "Quý I")]


@pytest.mark.parametrize("chief", ["Giám đốc", "Chủ tịch"])
def test_a_row_of_an_office_below_a_break_is_no_signature(chief: str) -> None:
    plan = _plan(
        _table(1, HEADER, ["1", "Rà soát", chief, "Sở B", "Quý I"]), _table(2, ["2", "Họp", chief, "", "Quý II"])
    )
    assert [t.title for t in plan.tasks] == ["Rà soát", "Họp"]


def test_a_form_to_be_filled_in_is_no_work() -> None:
    plan = _plan(
        _table(1, HEADER, ["1", "Rà soát", "Sở A", "", "Quý I"]),
        _table(2, HEADER, ["1", "…", "…", "", "..."], ["2", "", "", "", ""]),
    )
    assert [t.title for t in plan.tasks] == ["Rà soát"]


def test_a_table_that_gives_no_task_is_said() -> None:
    table = _table(
        1,
        ["Đợt", "Địa bàn kiểm tra và các nội dung được kiểm tra tại chỗ của từng đợt", "Ngày"],
        ["A", "Xã Mẫu", "Ngày 3/5"],
        ["B", "Xã Hai", "Ngày 4/5"],
    )
    plan = _plan(table)
    assert ("table-left-out" in [d.code for d in plan.diagnostics]) == (not plan.tasks)


def test_the_title_of_a_section_goes_on_after_the_break() -> None:
    work = ["1", "Rà soát", "Sở A", "Sở B", "Quý I"]
    plan = _paged(
        (1, HEADER), (1, ["I", "Kiểm soát", "", "", ""]), (2, ["", "thủ tục hành chính", "", "", ""]), (2, work)
    )
    assert [(t.no, t.section) for t in plan.tasks] == [("I.1", "Kiểm soát thủ tục hành chính")]


def test_the_rest_of_a_row_that_reads_like_a_header_is_none() -> None:
    rest = ["", "công bố danh mục", "chủ trì, phối hợp Sở B", "", "thời gian quy định"]
    first = ["1", "Trình Chủ tịch", "Các sở, ban, ngành", "", "Đúng"]
    plan = _plan(
        _table(1, HEADER, first, NEXT), _table(2, rest, ["3", "Phát hành tờ rơi", "Phòng Kinh tế", "", "Tháng 5"])
    )
    assert [(t.no, t.timing) for t in plan.tasks][-1] == ("3", "Tháng 5")
    assert len(plan.tasks) == 3


def test_a_row_that_only_says_who_helps_heads_the_rows_below_it() -> None:
    group = ["1", "Truyền thông trên báo:", "", "Báo tỉnh", ""]
    plan = _plan(
        _table(1, HEADER, group, ["-", "Phóng sự", "Sở A", "nt", "Quý I"], ["2", "Mở lớp", "Sở A", "", "Quý II"])
    )
    assert [(t.no, t.title, t.coordinating) for t in plan.tasks] == [
        ("1.1", "Phóng sự", ("Báo tỉnh",)),
        ("2", "Mở lớp", ()),
    ]


@pytest.mark.parametrize("said", ["Tổng cộng", "Ghi chú: Thời gian có thể thay đổi.", "* Lưu ý: Báo cáo đúng hạn"])
def test_a_row_that_adds_up_or_remarks_below_the_work_is_no_part_of_it(said: str) -> None:
    work = ["1", "Họp giao ban", "Phòng Kinh tế", "", "Quý II/2026"]
    (task,) = _plan(_table(1, HEADER, work, ["", said, "", "", ""])).tasks
    assert (task.title, task.timing) == ("Họp giao ban", "Quý II/2026")


SECTIONS = ["II. Phần hai", "II Phần hai", "II. Phần hai."]


@pytest.mark.parametrize("repeated", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize("line", SECTIONS)
def test_a_section_alone_at_the_foot_of_a_page_numbers_the_rows_overleaf(line: str, repeated: bool) -> None:
    work = ["1", "Trồng cây", "Tổ A", "", "Tháng 3"], ["1", "Nạo vét", "Tổ B", "", "Tháng 5"]
    first = _table(1, HEADER, ["I", "Phần một", "", "", ""], work[0])
    second = _table(2, *([HEADER] if repeated else []), work[1])
    plan = read_plan(Document("ke-hoach.pdf", (first, Paragraph(line), second)))
    assert [(task.no, task.section) for task in plan.tasks] == [("I.1", "Phần một"), ("II.1", "Phần hai")]


def test_a_rest_first_on_a_page_and_one_below_a_header_further_down() -> None:
    rows = [_row(["1", "Kiểm tra của Sở Mẫu và", "Tổ A", "", "Tháng 3"], 1, 1)]
    overleaf = [["", "Chi cục Mẫu", "", "", ""], ["2", "Trồng cây", "Tổ B", "", "Tháng 4"]]
    overleaf += [["3", "Lập danh sách", "Tổ C", "", "Tháng 5"], HEADER, ["", "cho cán bộ", "Tổ D", "", ""]]
    first = Table((_row(HEADER, 1, 0), *rows), Place(page=1, table=1))
    second = Table(tuple(replace(r, place=Place(page=2)) for r in _table(2, *overleaf).rows), Place(page=2, table=2))
    plan = _plan(replace(first, rows=tuple(replace(r, place=Place(page=1)) for r in first.rows)), second)
    assert [(task.no, task.title) for task in plan.tasks] == [
        ("1", "Kiểm tra của Sở Mẫu và Chi cục Mẫu"),
        ("2", "Trồng cây"),
        ("3", "Lập danh sách cho cán bộ"),
    ]
