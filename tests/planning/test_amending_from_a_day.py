"""Amendments that hold from a day of their own, that move work by a length of time, or hand on all that a unit leads."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.amending import Version, versions
from scheduler.planning.amendment import Amendment
from scheduler.planning.task_dates import phrase_of
from scheduler.plans import read_plan
from scheduler.settings import PlanSource

JUSTICE, HOME, HEALTH, CULTURE = "Phòng Tư pháp", "Phòng Nội vụ", "Phòng Y tế", "Phòng Văn hóa"
BASE = Plan(
    PlanHeader(year=2026),
    (
        Task("2", "Tổ chức hội thi tìm hiểu pháp luật", lead=(JUSTICE, HOME), timing="Tháng 6/2026"),
        Task("3", "Tổ chức 02 lớp tập huấn kỹ năng số", lead=(CULTURE,), timing="Trước ngày 30/9/2026"),
        Task("4", "Rà soát văn bản quy phạm", lead=(JUSTICE,), coordinating=(HOME,), timing="Quý III/2026"),
        Task("5", "Giao ban công tác tư pháp", lead=(JUSTICE,), frequency="Hằng tháng"),
    ),
)
HEAD = "KẾ HOẠCH\nĐiều chỉnh, bổ sung Kế hoạch số 12/KH-UBND năm 2026\n\nI. NỘI DUNG ĐIỀU CHỈNH\n"
OWN_DAY = date(2026, 6, 1)


def amended(*lines: str) -> tuple[tuple[Version, ...], list[str]]:
    body = "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1))
    plan = read_plan(parse_document((HEAD + body).encode(), "dc.txt"))
    found, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, OWN_DAY)], ())
    return found, [one.code for one in asked]


def leads(version: Version, no: str) -> tuple[str, ...]:
    return next((task.lead for task in version.plan.tasks if task.no == no), ())


HANDED = {
    f"Kể từ ngày 15/8/2026, {HOME} chủ trì nhiệm vụ số 4 thay {JUSTICE}.": date(2026, 8, 15),
    f"Từ tháng 7/2026, {HOME} chủ trì nhiệm vụ số 4.": date(2026, 7, 1),
    f"Nhiệm vụ số 4: từ ngày 01/8/2026 giao {HOME} chủ trì.": date(2026, 8, 1),
    f"Từ quý III năm 2026 giao {HOME} chủ trì nhiệm vụ số 4.": date(2026, 7, 1),
    f"Giao {HOME} chủ trì nhiệm vụ số 4 kể từ ngày 01 tháng 8 năm 2026 thay {JUSTICE}.": date(2026, 8, 1),
    f"Nhiệm vụ số 4: {HOME} chủ trì (từ ngày 01/8/2026).": date(2026, 8, 1),
    f"Kể từ ngày 01/8/2026, các nhiệm vụ do {JUSTICE} chủ trì chuyển giao cho {HOME}.": date(2026, 8, 1),
    f"{JUSTICE} sáp nhập vào {HOME} kể từ ngày 01/8/2026.": date(2026, 8, 1),
}


@pytest.mark.parametrize("text", HANDED)
def test_another_unit_has_it_from_that_day_on(text: str) -> None:
    (_, own, later), asked = amended(text)
    assert (own.since, own.plan.tasks, later.since) == (OWN_DAY, BASE.tasks, HANDED[text])
    assert (leads(later, "4"), asked) == ((HOME,), [])


@pytest.mark.parametrize(
    "text", ["Bãi bỏ nhiệm vụ số 5 kể từ ngày 01/9/2026.", "Từ tháng 9/2026, không thực hiện nhiệm vụ số 5."]
)
def test_work_ends_on_that_day(text: str) -> None:
    (_, own, later), asked = amended(text)
    assert (own.plan.tasks, leads(later, "5"), later.since, asked) == (BASE.tasks, (), date(2026, 9, 1), [])


def test_each_line_has_its_day_and_what_has_none_holds_from_the_papers() -> None:
    found, asked = amended(
        f"Từ tháng 9/2026, {HOME} chủ trì nhiệm vụ số 4.",
        "Bãi bỏ nhiệm vụ số 5 kể từ ngày 01/8/2026.",
        f"Giao {HEALTH} chủ trì nhiệm vụ số 3.",
    )
    assert [version.since.month for version in found[1:]] == [6, 8, 9] and not asked
    assert [leads(version, "3") for version in found[1:]] == [(HEALTH,)] * 3


def test_a_day_before_the_papers_own_does_not_rewrite_what_was() -> None:
    (_, own), asked = amended(f"Từ tháng 1/2026, {HOME} chủ trì nhiệm vụ số 4.")
    assert (own.since, leads(own, "4"), asked) == (OWN_DAY, (HOME,), [])


def test_a_rhythm_turns_into_another_one() -> None:
    (_, own, later), asked = amended("Nhiệm vụ số 5: từ quý III/2026 chuyển từ hằng tháng sang hằng quý.")
    assert [phrase_of(v.plan.tasks[-1]) for v in (own, later)] == ["Hằng tháng", "hằng quý"] and not asked


@pytest.mark.parametrize(
    "text",
    [
        f"Từ ngày 01/8/2026, bãi bỏ nhiệm vụ số 5; giao {HOME} chủ trì nhiệm vụ số 4.",
        f"Từ ngày 01/8/2026 đến ngày 30/9/2026 {HOME} chủ trì nhiệm vụ số 4.",
        f"{HOME} thực hiện các nhiệm vụ do {JUSTICE} giao.",
        f"Từ ngày 01/7/2026 đến hết năm, {HOME} chủ trì nhiệm vụ số 4.",
        "Nhiệm vụ số 5 tạm dừng từ ngày 01/7/2026 đến ngày 30/9/2026.",
        "Nhiệm vụ số 3: gia hạn tối đa 15 ngày.",
        f"Từ tháng 13/2026, {HOME} chủ trì nhiệm vụ số 4.",
        f"Giao {HOME} chủ trì nhiệm vụ số 4, thực hiện từ tháng 7/2026.",
        f"Các nhiệm vụ do {JUSTICE} và {HOME} chủ trì giao cho {HEALTH} chủ trì.",
        "Gia hạn nhiệm vụ số 3 thêm 10 ngày làm việc.",
        "Gia hạn nhiệm vụ số 2 thêm 01 tháng.",
        "Lùi nhiệm vụ số 4 thêm 02 quý.",
        "Nhiệm vụ số 2: tăng từ 02 lên 04 lớp.",
    ],
)
def test_what_does_not_tell_is_asked(text: str) -> None:
    found, asked = amended(text)
    assert found[-1].plan.tasks == BASE.tasks and len(asked) == 1


MOVED = {
    "Nhiệm vụ số 3: lùi 15 ngày.": ("3", "Trước ngày 15/10/2026"),
    "Nhiệm vụ số 3 gia hạn thêm 01 tháng do mưa bão.": ("3", "Trước ngày 30/10/2026"),
    "Lùi thời gian tổ chức nhiệm vụ số 2 thêm 02 tháng.": ("2", "Tháng 8/2026"),
    "Nhiệm vụ số 4: lùi 01 quý.": ("4", "Quý IV/2026"),
    "Nhiệm vụ số 3: hoàn thành sớm hơn 01 tuần.": ("3", "Trước ngày 23/9/2026"),
}


@pytest.mark.parametrize("text", MOVED)
def test_work_that_is_moved_says_its_new_day(text: str) -> None:
    no, said = MOVED[text]
    found, asked = amended(text)
    assert {t.no: t.timing for t in found[-1].plan.tasks}[no] == said
    assert asked == ["amendment-reckoned"]


@pytest.mark.parametrize(
    "text", ["Nhiệm vụ số 3: tăng từ 02 lên 04 lớp.", "Điều chỉnh nhiệm vụ số 3 từ 02 lớp lên 04 lớp."]
)
def test_a_count_takes_the_place_of_the_one_it_names(text: str) -> None:
    found, asked = amended(text)
    assert (found[-1].plan.tasks[1].title, asked) == ("Tổ chức 04 lớp tập huấn kỹ năng số", [])


def test_the_name_of_work_may_begin_like_an_order() -> None:
    found, asked = amended("Giao ban công tác tư pháp chuyển từ hằng tháng sang hằng quý.")
    assert (phrase_of(found[-1].plan.tasks[-1]), asked) == ("hằng quý", [])


LATER = date(2026, 8, 1)
TABLE = "| STT | Nội dung cũ | Nội dung mới |\n|---|---|---|\n"
OVER = {
    "a heading over bullets": f"1. Từ ngày 01/8/2026 thực hiện các điều chỉnh sau:\na) Nhiệm vụ số 4: {HOME} chủ trì\n",
    "a heading of one item": f"1. Sửa đổi nhiệm vụ số 4 như sau, áp dụng từ ngày 01/8/2026:\n- Đơn vị chủ trì: {HOME}\n",
    "a cell": f"\n{TABLE}| 1 | Nhiệm vụ số 4 | Từ ngày 01/8/2026 giao {HOME} chủ trì |\n",
    "a column of its own": "\n| STT | Nội dung cũ | Nội dung mới | Thời điểm áp dụng |\n|---|---|---|---|\n"
    f"| 1 | Nhiệm vụ số 4 | Đơn vị chủ trì: {HOME} | 01/8/2026 |\n",
    "a note": "\n| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian | Ghi chú |\n|---|---|---|---|---|\n"
    f"| 4 | Rà soát văn bản quy phạm | {HOME} | Quý III/2026 | Áp dụng từ ngày 01/8/2026 |\n",
}


@pytest.mark.parametrize("where", OVER)
def test_the_day_may_stand_over_it_or_beside_it(where: str) -> None:
    plan = read_plan(parse_document((HEAD + OVER[where]).encode(), "dc.md"))
    found, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.md", amends="kh"), plan, OWN_DAY)], ())
    (_, own, later) = found
    assert (own.plan.tasks, later.since, leads(later, "4"), asked) == (BASE.tasks, LATER, (HOME,), ())


def test_work_listed_under_an_end_ends_on_the_day_of_the_heading() -> None:
    found, asked = amended("Bãi bỏ các nhiệm vụ sau kể từ ngày 01/9/2026:\n- Nhiệm vụ số 4\n- Nhiệm vụ số 5")
    assert ([len(v.plan.tasks) for v in found], found[-1].since, asked) == ([4, 4, 2], date(2026, 9, 1), [])
