"""Amendments in the words that offices write: what is certain is done, to the item named and to nothing else."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource

BASE = Plan(
    PlanHeader(),
    (
        Task("2", "Tổ chức hội nghị tập huấn", lead=("Sở Tư pháp",), timing="Quý II/2026"),
        Task(
            "3",
            "Phát hành bản tin pháp luật",
            lead=("Sở Thông tin",),
            coordinating=("Sở Tư pháp",),
            timing="Hằng tháng",
        ),
        Task(
            "4", "Kiểm tra công tác hòa giải", lead=("Sở Tư pháp",), coordinating=("Sở Nội vụ",), timing="Quý III/2026"
        ),
        Task("6", "Xây dựng chuyên mục trên đài", lead=("Đài Truyền hình",), timing="02 số/tháng"),
        Task("9", "Khảo sát nhu cầu thông tin", lead=("Sở Nội vụ",), timing="Quý III/2026"),
    ),
)
HEAD = "KẾ HOẠCH\nĐiều chỉnh, bổ sung Kế hoạch số 12/KH-UBND năm 2026\n\nI. NỘI DUNG ĐIỀU CHỈNH\n1. "


def amended(text: str, *rules: TaskRule) -> tuple[dict[str, Task], list[str]]:
    plan = read_plan(parse_document((HEAD + text + "\n").encode(), "dc.txt"))
    amendment = Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 6, 1))
    found, asked = versions(BASE, [amendment], rules)
    return {task.no: task for task in found[-1].plan.tasks}, [one.code for one in asked]


DONE = {
    "Điều chỉnh thời gian thực hiện nhiệm vụ số 2 tại Phụ lục từ “Quý II/2026” thành “Quý III/2026”.": (
        "2",
        "timing",
        "Quý III/2026",
    ),
    "Gia hạn thời gian hoàn thành nhiệm vụ số 4 đến ngày 31/10/2026.": ("4", "timing", "ngày 31/10/2026"),
    "Rút ngắn thời gian hoàn thành nhiệm vụ số 4 còn trước ngày 01/9/2026.": ("4", "timing", "trước ngày 01/9/2026"),
    "Điều chỉnh tần suất nhiệm vụ số 6 từ 02 số/tháng xuống 01 số/tháng.": ("6", "timing", "01 số/tháng"),
    "Tạm dừng nhiệm vụ số 6 đến khi có hướng dẫn mới.": ("6", "timing", "khi có hướng dẫn mới"),
    "Giao Sở Nội vụ chủ trì nhiệm vụ số 4 thay Sở Tư pháp.": ("4", "lead", ("Sở Nội vụ",)),
    "Giao Sở Văn hóa chủ trì thay Sở Thông tin thực hiện nhiệm vụ số 3.": ("3", "lead", ("Sở Văn hóa",)),
    "Sở Nội vụ thay thế Sở Tư pháp chủ trì nhiệm vụ số 4.": ("4", "lead", ("Sở Nội vụ",)),
    "Chuyển nhiệm vụ số 4 cho Sở Nội vụ thực hiện.": ("4", "lead", ("Sở Nội vụ",)),
    "Bổ sung Sở Giáo dục là đơn vị phối hợp thực hiện nhiệm vụ số 3.": (
        "3",
        "coordinating",
        ("Sở Tư pháp", "Sở Giáo dục"),
    ),
    "Bổ sung Sở Giáo dục và Đào tạo phối hợp thực hiện nhiệm vụ số 3.": (
        "3",
        "coordinating",
        ("Sở Tư pháp", "Sở Giáo dục và Đào tạo"),
    ),
    "Bổ sung Sở Giáo dục phối hợp thực hiện nhiệm vụ “Phát hành bản tin pháp luật”.": (
        "3",
        "coordinating",
        ("Sở Tư pháp", "Sở Giáo dục"),
    ),
    "Giao Sở Văn hóa chủ trì nhiệm vụ “Phát hành bản tin pháp luật” thay Sở Thông tin.": (
        "3",
        "lead",
        ("Sở Văn hóa",),
    ),
    "Nhiệm vụ “Xây dựng chuyên mục trên đài”: nâng số lượng lên ít nhất 04 số mỗi tháng.": (
        "6",
        "timing",
        "ít nhất 04 số mỗi tháng",
    ),
    "Điều chỉnh thời gian nhiệm vụ số 9 (khảo sát bổ sung nhu cầu) từ “Hoàn thành trong quý III/2026” thành “Quý IV/2026”.": (
        "9",
        "timing",
        "Quý IV/2026",
    ),
    "Thay cụm từ “Sở Thông tin” bằng cụm từ “Sở Văn hóa” tại nhiệm vụ số 3.": ("3", "lead", ("Sở Văn hóa",)),
    "Điều chỉnh tên nhiệm vụ số 6 thành “Xây dựng chuyên mục trên đài truyền hình tỉnh”.": (
        "6",
        "title",
        "Xây dựng chuyên mục trên đài truyền hình tỉnh",
    ),
    "Sửa đổi khoản 3 mục I như sau: “3. Phát hành bản tin pháp luật; đơn vị chủ trì: Sở Văn hóa; thời gian: hằng quý”.": (
        "3",
        "timing",
        "hằng quý",
    ),
}


@pytest.mark.parametrize("text", DONE)
def test_what_is_certain_is_done(text: str) -> None:
    no, part, now = DONE[text]
    tasks, asked = amended(text)
    assert (getattr(tasks[no], part), asked) == (now, [])
    assert [t for n, t in tasks.items() if n != no] == [t for t in BASE.tasks if t.no != no]


def test_a_new_lead_no_longer_stands_beside_itself() -> None:
    tasks, _ = amended("Giao Sở Nội vụ chủ trì nhiệm vụ số 4 thay Sở Tư pháp.")
    assert tasks["4"].coordinating == ()


@pytest.mark.parametrize(
    "text", ["Chấm dứt thực hiện nhiệm vụ số 9.", "Hủy nhiệm vụ số 9.", "Tạm dừng thực hiện nhiệm vụ số 9."]
)
def test_what_ends_is_closed(text: str) -> None:
    tasks, asked = amended(text)
    assert list(tasks) == ["2", "3", "4", "6"] and not asked


@pytest.mark.parametrize(
    "text",
    [
        "Bổ sung nhiệm vụ “Tổ chức phiên tòa giả định”, giao Sở Tư pháp chủ trì, thời gian thực hiện tháng 8/2026.",
        "Bổ sung nhiệm vụ số 5a như sau: “5a. Tổ chức phiên tòa giả định; Sở Tư pháp chủ trì; tháng 8/2026”.",
    ],
)
def test_what_is_added_has_its_lead_and_its_time(text: str) -> None:
    tasks, asked = amended(text)
    (new,) = [task for no, task in tasks.items() if no.startswith("ĐC1")]
    assert (new.title, new.lead, new.timing) == ("Tổ chức phiên tòa giả định", ("Sở Tư pháp",), "tháng 8/2026")
    assert not asked


def test_words_are_exchanged_in_each_item_that_has_them() -> None:
    tasks, asked = amended("Thay cụm từ “Quý III/2026” bằng cụm từ “Quý IV/2026” tại nhiệm vụ số 4, nhiệm vụ số 9.")
    assert [tasks[no].timing for no in ("2", "4", "9")] == ["Quý II/2026", "Quý IV/2026", "Quý IV/2026"] and not asked
    tasks, asked = amended("Thay cụm từ “Sở Tư pháp” bằng cụm từ “Sở Nội vụ” trong toàn bộ Kế hoạch.")
    assert [tasks[no].lead for no in ("2", "4")] == [("Sở Nội vụ",)] * 2 and not asked


@pytest.mark.parametrize(
    "text",
    [
        "Thay cụm từ “Sở Y tế” bằng cụm từ “Sở Văn hóa” tại nhiệm vụ số 3.",
        "Thay cụm từ “Sở Tư pháp” bằng cụm từ “Sở Văn hóa” tại phần căn cứ.",
        "Tách nhiệm vụ số 4 thành 02 nhiệm vụ: kiểm tra đợt 1 (tháng 7) và kiểm tra đợt 2 (tháng 10).",
        "Không thực hiện nhiệm vụ số 9 trong 02 tháng.",
    ],
)
def test_what_is_not_certain_is_asked_and_changes_nothing(text: str) -> None:
    tasks, asked = amended(text)
    assert tuple(tasks.values()) == BASE.tasks and len(asked) == 1
    assert amended(text, TaskRule("dc", "I.1", was="none"))[1] == []


def test_words_exchanged_in_the_task_that_config_names_are_of_the_amendment() -> None:
    said = "Thay cụm từ “Sở Nội vụ” bằng cụm từ “Sở Văn hóa” tại nhiệm vụ số 3."
    plan = read_plan(parse_document((HEAD + said + "\n").encode(), "dc.txt"))
    amendment = Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 6, 1))
    found, asked = versions(BASE, [amendment], [TaskRule("dc", "I.1", was="4")])
    assert asked == ()
    assert next(t.coordinating for t in found[-1].plan.tasks if t.no == "4") == ("Sở Văn hóa",)
    assert dict(found[-1].amended) == {"4": amendment}


SWAP = "Thay cụm từ “Ban Chỉ đạo” bằng cụm từ “Ban Điều hành” tại nhiệm vụ số 4."


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        ((), ["amendment-by-hand"]),
        ((TaskRule("dc", "I.1", was="4"),), ["amendment-words-absent"]),
        ((TaskRule("dc", "I.1", was="4"), TaskRule("kh", "4", note="Ban Điều hành theo dõi")), []),
        ((TaskRule("dc", "I.1", was="none"),), []),
    ],
    ids=["not answered", "answered alone", "answered and done by hand", "to be left"],
)
def test_an_answer_that_changes_nothing_is_told(rules: tuple[TaskRule, ...], asked: list[str]) -> None:
    assert amended(SWAP, *rules)[1] == asked


CITED = "Nhiệm vụ số 2 thực hiện trong tháng 9/2026 (Quyết định số 88/QĐ-UBND điều chỉnh là Quý IV/2026)."


def test_what_brackets_cite_of_an_earlier_decision_is_no_new_time() -> None:
    tasks, asked = amended(CITED)
    assert (tasks["2"].timing, asked) == ("trong tháng 9/2026", [])


def test_a_unit_that_has_another_name_has_it_everywhere_and_once() -> None:
    tasks, asked = amended("Sở Tư pháp đổi tên thành Sở Tư pháp - Hộ tịch.")
    assert [tasks[no].lead for no in ("2", "4")] == [("Sở Tư pháp - Hộ tịch",)] * 2 and not asked
    assert tasks["3"].coordinating == ("Sở Tư pháp - Hộ tịch",)


BY_TITLE = {
    "Giao Sở Văn hóa chủ trì nhiệm vụ “Bản tin của ngành” thay Sở Thông tin.": ("lead", ("Sở Văn hóa",), []),
    "Nhiệm vụ “Bản tin của ngành”: nâng số lượng lên ít nhất 04 số mỗi tháng.": (
        "timing",
        "ít nhất 04 số mỗi tháng",
        [],
    ),
    "Giao Sở Văn hóa thay Sở Thông tin chủ trì phát hành bản tin của ngành.": ("lead", ("Sở Văn hóa",), []),
    "Giao Sở Văn hóa chủ trì phát hành bản tin của ngành thay Sở Thông tin.": ("lead", ("Sở Văn hóa",), []),
    "Bản tin của ngành: tăng lên 04 số/tháng.": ("timing", "04 số/tháng", []),
    "“Bản tin của ngành”: nâng số lượng lên 04 số/tháng.": ("timing", "04 số/tháng", []),
    "Nhiệm vụ về “Bản tin của ngành”: giảm xuống còn 01 số/quý.": ("timing", "01 số/quý", []),
    "Bổ sung Sở Giáo dục phối hợp thực hiện nhiệm vụ “Bản tin của ngành”.": (
        "coordinating",
        ("Sở Tư pháp", "Sở Giáo dục"),
        [],
    ),
    "Nhiệm vụ “Bản tin của ngành”: nâng chất lượng cho phù hợp.": (
        "timing",
        "Hằng tháng",
        ["amendment-not-understood"],
    ),
}


@pytest.mark.parametrize("text", BY_TITLE)
def test_an_answer_tells_which_task_is_meant_and_its_title_stays(text: str) -> None:
    part, now, codes = BY_TITLE[text]
    assert amended(text) == ({t.no: t for t in BASE.tasks}, ["amendment-unsure"])
    tasks, asked = amended(text, TaskRule("dc", "I.1", was="3"))
    assert (tasks["3"].title, getattr(tasks["3"], part), asked) == ("Phát hành bản tin pháp luật", now, codes)
    assert amended(text, TaskRule("dc", "I.1", was="none")) == ({t.no: t for t in BASE.tasks}, [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quyết định này có hiệu lực thi hành kể từ ngày 10/3/2026.", date(2026, 3, 10)),
        ("Kế hoạch này có hiệu lực từ ngày 05 tháng 3 năm 2026.", date(2026, 3, 5)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", None),
        ("Quyết định này có hiệu lực từ ngày 31/2/2026.", None),
    ],
)
def test_the_day_from_which_it_holds_is_read(text: str, day: date | None) -> None:
    body = f"{HEAD}Bãi bỏ nhiệm vụ số 9.\nII. HIỆU LỰC\n{text}\n"
    assert read_plan(parse_document(body.encode(), "dc.txt")).in_force == day
