"""Whatever stands in a file, reading it raises nothing and says where everything it found stands."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.documents import parse_document
from scheduler.plans import read_plan, to_json
from tests.support.thorough import tried_on

PIECES = st.sampled_from(
    [
        "STT",
        "Nội dung",
        "Đơn vị chủ trì",
        "Phối hợp",
        "Thời gian",
        "Tần suất:",
        "I. ",
        "1. ",
        "1.1 ",
        "a) ",
        "- ",
        "+ ",
        "\t",
        "\n",
        "\n\n",
        "|",
        "---",
        ": ",
        "; ",
        ", ",
        "(",
        ")",
        "Sở Nội vụ",
        "Các sở, ban ngành",
        "Quý II",
        "Thường xuyên",
        "01 số/tháng",
        "báo cáo UBND tỉnh",
        "định kỳ",
        "Nơi nhận:",
        "KẾ HOẠCH",
        "Số: /KH-UBND",
        "ngày 31/02/2024",
        "II. TỔ CHỨC THỰC HIỆN",
        "**",
        "#",
        "nt",
        "PHỤ LỤC",
        "1",
        "2",
        "Phần thứ nhất",
        "(qua Sở A)",
        '"',
        "\\",
    ],
)


@given(st.lists(PIECES, max_size=40).map("".join))
@tried_on(150)
def test_pieces_of_plans(text: str) -> None:
    plan = read_plan(parse_document(text.encode(), "a.md"))
    lines = text.count("\n") + 1
    assert all(1 <= (task.location.line or 1) <= lines for task in plan.tasks)
    assert all(task.title for task in plan.tasks)
    assert to_json(plan)["diagnostics"] or plan.tasks


@given(st.text(max_size=200))
@tried_on(100)
def test_any_text(text: str) -> None:
    to_json(read_plan(parse_document(text.encode("utf-8", "replace"), "a.txt")))


@given(st.binary(max_size=200))
@tried_on(100)
def test_any_bytes(data: bytes) -> None:
    to_json(read_plan(parse_document(data, "a.txt")))


@given(st.integers(1, 60))
@tried_on(20)
def test_numbers_nested_deeper_than_any_plan_has_them(depth: int) -> None:
    lines = ["I. NHIỆM VỤ", *(".".join(["1"] * n) + " Việc" for n in range(1, depth)), "- Chủ trì: Sở A"]
    read_plan(parse_document("\n".join(lines).encode(), "a.txt"))
