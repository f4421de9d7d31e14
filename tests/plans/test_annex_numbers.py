"""Two tables of one paper that both count from 1: each task has a number of its own, by which config answers for it alone."""

import pytest

from scheduler.documents import parse_document
from scheduler.plans import read_plan

HEAD = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
BODY = f"{HEAD}| 1 | Xây dựng phóng sự | Văn phòng | Quý I |\n| 2 | Phát tờ rơi | Phòng Y tế | Quý II |\n"
LIST = f"{HEAD}| 1 | Tập huấn kỹ năng số | Phòng Tư pháp | Quý III |\n| 2 | Kiểm tra nội bộ | Thanh tra | Quý IV |\n"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"II. NỘI DUNG\n\n{BODY}\nPHỤ LỤC\n\nDanh mục việc\n\n{LIST}", ["1", "2", "PL.1", "PL.2"]),
        (f"II. NỘI DUNG\n\n{BODY}\nPHỤ LỤC\n\n{LIST}\nPHỤ LỤC\n\n{BODY.replace('Y tế', 'Nội vụ')}",
         ["1", "2", "PL.1", "PL.2", "PL2.1", "PL2.2"]),
        (f"Biểu 01: Tuyên truyền\n\n{BODY}\nBiểu số 02\n\n{LIST}", ["B1.1", "B1.2", "B2.1", "B2.2"]),
        (f"PHỤ LỤC I\n\n{BODY}\nPHỤ LỤC II\n\n{LIST}", ["I.1", "I.2", "II.1", "II.2"]),
        (f"II. NỘI DUNG\n\n{BODY}\nĐây là phần sau.\n\n{LIST}", ["1", "2", "1*", "2*"]),
        (f"PHỤ LỤC\n\n{LIST}", ["1", "2"]),
    ],
    ids=["annex", "two annexes", "forms", "numbered annexes", "no annex", "annex alone"],
)  # fmt: skip
def test_each_task_has_a_number_of_its_own(text: str, numbers: list[str]) -> None:
    plan = read_plan(
        parse_document(
            f"KẾ HOẠCH\nCông tác năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao nhận thức.\n\n{text}".encode(), "kh.md"
        )
    )
    assert [t.no for t in plan.tasks] == numbers
    said = [dict(d.values).get("own", dict(d.values)["no"]) for d in plan.diagnostics if d.code in _TOLD]
    assert said == [n for n in numbers if n.startswith(("PL", "B")) or n.endswith("*")]


_TOLD = ("number-of-annex", "task-number-twice")


def test_a_table_of_costs_below_a_line_on_money_is_not_asked_about() -> None:
    head = "| STT | Nội dung chi | Số lượng | Thành tiền |\n|---|---|---|---|\n"
    costs = f"{head}| 1 | Băng rôn | 10 | 5.000.000 |\n| 2 | Tờ rơi | 2000 | 4.000.000 |\n"
    text = f"KẾ HOẠCH\nCông tác năm 2026\n\nII. NỘI DUNG\n\n{BODY}\nDỰ TOÁN KINH PHÍ\n\n{costs}"
    plan = read_plan(parse_document(text.encode(), "kh.md"))
    assert [t.no for t in plan.tasks] == ["1", "2"]
    assert "table-left-out" not in [d.code for d in plan.diagnostics]
