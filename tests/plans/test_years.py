"""The year of a plan: from a title in any case, from a line of its own above the table, never from a paper that it cites."""

from typing import Any

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, YearBy
from scheduler.plans import read_plan

ROWS = "STT;Nội dung;Đơn vị chủ trì;Thời hạn\n1;Kiểm tra chợ;Trạm Y tế;Tháng 5\n"

HEADS = [
    ("Kế hoạch công tác năm 2027;;;\n", "Công tác năm 2027", 2027),
    ("Kế hoạch phòng, chống dịch năm 2027;;;\n", "Phòng, chống dịch năm 2027", 2027),
    ("UBND XÃ MẪU;;;\nLịch tiếp công dân năm 2027;;;\n", "Tiếp công dân năm 2027", 2027),
    ("Phân công công việc năm 2027;;;\n", None, 2027),
    ("KẾ HOẠCH CÔNG TÁC NĂM 2027;;;\n", "CÔNG TÁC NĂM 2027", 2027),
    ("Kế hoạch tuyên truyền;;;\n", None, None),
    ("Kế hoạch số 12/KH-UBND ngày 5/1/2027 của xã;;;\n", None, None),
    ("Thực hiện Kế hoạch số 12/KH-UBND năm 2027;;;\n", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("head", "title", "year"), HEADS, ids=[repr(head) for head, *_ in HEADS])
def test_the_title_above_a_table(head: str, title: str | None, year: int | None) -> None:
    header = read_plan(parse_document((head + ROWS).encode(), "kh.csv")).header
    assert (header.title, header.year) == (title, year)


LETTERHEAD = "UBND TỈNH MẪU\n\nSố: 12/KH-UBND\n\nMẫu, ngày {issued}\n\nKẾ HOẠCH\n\n{title}\n\n{intro}"
TABLE = "| STT | Nội dung | Đơn vị chủ trì | {time} |\n|---|---|---|---|\n"
TIMES = ("Quý II", "Thường xuyên")

TITLES = [
    ("Thực hiện Nghị quyết số 12-NQ/TU ngày 20/12/2025 của Tỉnh ủy về chuyển đổi số", 2026, None),
    ("THỰC HIỆN CHỈ THỊ SỐ 14-CT/TW NGÀY 19 THÁNG 7 NĂM 2019 CỦA BAN BÍ THƯ", 2026, None),
    ("Triển khai thi hành Luật Đất đai số 31/2024/QH15", 2026, None),
    ("Tuyên truyền Luật Thủ đô năm 2024", 2026, None),
    ("Phổ biến, giáo dục pháp luật năm 2026", 2026, None),
    ("Khắc phục hậu quả cơn bão số 3 tháng 9/2025", 2026, None),
    ("Phòng, chống thiên tai năm 2026", 2026, None),
    ("Nhiệm vụ trọng tâm năm 2027", 2027, None),
    ("Công tác của Ủy ban Mặt trận Tổ quốc tỉnh năm 2027", 2027, None),
    ("Xây dựng luật, pháp lệnh năm 2027", 2027, None),
    ("Công tác từ ngày 28/6/2027 đến ngày 04/7/2027", 2027, None),
    ("Công tác chuyên môn. Năm học: 2026 - 2027", 2026, 2027),
    ("Công tác giai đoạn 2021 - 2025 và năm 2026", 2026, None),
    ("Tổng kết năm 2025 và nhiệm vụ năm 2026", 2026, None),
    ("Phát triển du lịch đến năm 2030, tầm nhìn đến năm 2045", 2026, None),
    ("Kiểm tra Nghị quyết Đại hội nhiệm kỳ 2025 - 2030", 2026, None),
    ("Nhiệm vụ năm học 2025 - 2026", 2025, 2026),
    ("Khắc phục tồn tại năm 2024", 2026, "plan-year-unsure"),
    ("Công tác văn thư năm 2028", 2028, "plan-year-unsure"),
    ("Phát triển kinh tế 5 năm 2027-2031", 2027, "plan-over-years"),
    ("Hội thi lần thứ X, năm 2026-2027", 2026, "plan-over-years"),
]


def plan_of(
    title: str,
    issued: str = "09 tháng 01 năm 2026",
    intro: str = "",
    time: str = "Thời gian",
    times: tuple[str, ...] = TIMES,
) -> Plan:
    rows = "".join(f"| {n} | Việc {n} | Phòng Một | {text} |\n" for n, text in enumerate(times, 1))
    text = LETTERHEAD.format(title=title, issued=issued, intro=f"{intro}\n\n") + TABLE.format(time=time) + rows
    return read_plan(parse_document(text.encode(), "kh.md"))


def of_year(plan: Plan) -> list[str]:
    return [d.code for d in plan.diagnostics if d.code.startswith("plan-")]


@pytest.mark.parametrize(("title", "year", "more"), TITLES, ids=[title for title, *_ in TITLES])
def test_what_a_title_says_of_its_own_year(title: str, year: int, more: int | str | None) -> None:
    plan = plan_of(title)
    assert plan.header.year == year
    assert plan.header.until == (more if isinstance(more, int) else None)
    assert of_year(plan) == ([more] if isinstance(more, str) else [])


CITES = "Thực hiện Chỉ thị số 14-CT/TW ngày 19/7/2019 của Ban Bí thư"
ISSUES = "Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện Chỉ thị trong năm 2027 như sau:"
OTHERS: list[tuple[str, dict[str, Any], int | None, YearBy | None, list[str]]] = [
    ("first sentence", {"intro": ISSUES}, 2027, YearBy.INTRO, []),
    ("column", {"time": "Thời gian thực hiện năm 2027"}, 2027, YearBy.COLUMN, []),
    ("blank day", {"issued": "   tháng 01 năm 2026"}, 2026, YearBy.DATED, []),
    ("nothing", {"issued": "   tháng   năm   "}, None, None, ["plan-without-year"]),
    (
        "times alone",
        {"issued": "   tháng  ", "times": ("5/2026", "Quý III")},
        None,
        None,
        ["plan-without-year"],
    ),
    (
        "times of next year, issued in December",
        {"issued": "20/12/2025", "times": ("5/2026", "Quý III")},
        2026,
        YearBy.TIMES,
        ["plan-year-guessed"],
    ),
    (
        "times of next year, issued in March",
        {"issued": "20/3/2026", "times": ("5/2027", "Quý III")},
        2026,
        YearBy.ISSUED,
        ["plan-year-unsure"],
    ),
    (
        "another paper in a time",
        {"times": ("theo Quyết định số 5/QĐ-UBND ngày 04/3/2025", "Quý III")},
        2026,
        YearBy.ISSUED,
        [],
    ),
    ("a far goal", {"times": ("năm 2030", "Quý III")}, 2026, YearBy.ISSUED, []),
    ("issued in December", {"issued": "20/12/2025"}, 2025, YearBy.ISSUED, ["plan-year-unsure"]),
    ("all times with their year", {"issued": "20/12/2025", "times": ("5/2026",)}, 2025, YearBy.ISSUED, []),
]


@pytest.mark.parametrize(("name", "paper", "year", "by", "told"), OTHERS, ids=[name for name, *_ in OTHERS])
def test_a_year_that_the_title_does_not_say(
    name: str, paper: dict[str, Any], year: int | None, by: YearBy | None, told: list[str]
) -> None:
    plan = plan_of(CITES, **paper)
    said = plan.header.year_said
    assert (plan.header.year, said.by if said else None, of_year(plan)) == (year, by, told)


def test_a_title_whose_year_none_of_the_times_bears_is_asked_about() -> None:
    plan = plan_of("Công tác văn thư năm 2026", times=("5/2027", "6/2027", "Quý II"))
    assert plan.header.year == 2026 and of_year(plan) == ["plan-year-unsure"]


def test_what_tells_of_last_year_is_done_in_the_year_of_its_times() -> None:
    plan = plan_of("Tổng kết công tác năm 2025", times=("trước ngày 15/02/2026", "Quý I"))
    assert plan.header.year == 2026 and of_year(plan) == []
