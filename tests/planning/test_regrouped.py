"""Work that a new wording of a plan splits, puts together or tells in quite other words is asked about, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.model import Task
from scheduler.planning.regrouped import How
from scheduler.planning.task_changes import What, task_changes
from scheduler.planning.task_keys import Identified, identified
from scheduler.policy import TaskRule

THEN, NOW, LATER = (datetime(2026, month, 5, tzinfo=UTC) for month in (1, 3, 4))


def work(no: str, title: str, lead: str = "Sở Một", timing: str = "Quý II/2026") -> Task:
    return Task(no, title, lead=(lead,), timing=timing)


REST = (
    work("II.1", "Ban hành quy chế phối hợp", "Sở Hai", "Tháng 2/2026"),
    work("II.2", "Phát hành bản tin nội bộ", "Sở Hai", "Hằng tháng"),
    work("III.1", "Kiểm tra công tác hòa giải ở cơ sở", "Sở Ba", "Quý III/2026"),
)
SPLIT = (
    work("II.3", "Tổ chức hội thi và thi viết tìm hiểu pháp luật về đất đai"),
    (work("II.3", "Tổ chức hội thi pháp luật về đất đai"), work("II.4", "Thi viết tìm hiểu pháp luật về đất đai")),
)
MERGED = (
    (
        work("II.3", "Tập huấn nghiệp vụ văn thư cho công chức"),
        work("II.4", "Tập huấn nghiệp vụ lưu trữ cho viên chức"),
    ),
    work("II.3", "Tập huấn nghiệp vụ văn thư, lưu trữ cho công chức, viên chức"),
)
CASES = {
    "split in two": ((SPLIT[0],), SPLIT[1], How.SPLIT),
    "split in three": (
        (work("II.3", "Rà soát, chỉnh lý, số hóa hồ sơ địa chính"),),
        (
            work("II.3", "Rà soát hồ sơ địa chính"),
            work("II.4", "Chỉnh lý hồ sơ địa chính"),
            work("II.5", "Số hóa hồ sơ địa chính"),
        ),
        How.SPLIT,
    ),
    "split by whom it is for": (
        (work("II.3", "Tập huấn kỹ năng số"),),
        (work("II.3", "Tập huấn kỹ năng số cho công chức"), work("II.4", "Tập huấn kỹ năng số cho nông dân")),
        How.SPLIT,
    ),
    "split in rounds": (
        (work("II.3", "Ra quân làm sạch hai bên bờ kênh mương nội đồng"),),
        (
            work("II.3", "Ra quân làm sạch kênh mương đợt 1", timing="Tháng 5/2026"),
            work("II.4", "Ra quân làm sạch kênh mương đợt 2", timing="Tháng 8/2026"),
        ),
        How.SPLIT,
    ),
    "put together": (MERGED[0], (MERGED[1],), How.MERGED),
    "told in other words": (
        (work("II.3", "Mở lớp bồi dưỡng kiến thức an toàn thực phẩm"),),
        (work("II.3", "Nâng cao hiểu biết của hộ kinh doanh về an toàn thực phẩm"),),
        How.REWORDED,
    ),
    "told in no word of before, the only work of its unit and time": (
        (work("II.3", "Vận động hiến máu tình nguyện"),),
        (work("II.4", "Ngày hội giọt hồng"),),
        How.REWORDED,
    ),
}
NOTHING = {
    "one gone, one added elsewhere": (
        (work("II.3", "Tổ chức hội thi tìm hiểu pháp luật"),),
        (work("III.2", "Sơ kết sáu tháng đầu năm", "Sở Ba", "Tháng 6/2026"),),
    ),
    "another one under its number": (
        (work("II.3", "Tổ chức hội thi tìm hiểu pháp luật"),),
        (work("II.3", "Lắp đặt bảng điện tử công khai thủ tục", "Sở Ba", "Tháng 9/2026"),),
    ),
    "one gone, two of other work": (
        (work("II.3", "Tổ chức hội thi tìm hiểu pháp luật"),),
        (
            work("II.3", "Mở sàn giao dịch việc làm", timing="Quý III/2026"),
            work("II.4", "Khai trương phiên chợ nông sản", timing="Quý III/2026"),
        ),
    ),
    "other work of a unit that has more at that time": (
        (work("II.3", "Tổ chức hội thi tìm hiểu pháp luật", "Sở Hai", "Hằng tháng"),),
        (work("II.3", "Mua sắm trang thiết bị phòng họp", "Sở Hai", "Hằng tháng"),),
    ),
}


def read_again(old: tuple[Task, ...], new: tuple[Task, ...], *rules: TaskRule) -> tuple[Identified, Identified]:
    """The new wording as it is first read, and as it is read again after it was applied with that question open."""
    stored = identified("kh", (*REST, *old), (), THEN).keys
    first = identified("kh", (*REST, *new), stored, NOW, rules)
    kept = {key.key: key for key in (*stored, *first.keys, *first.given_up)}
    return first, identified("kh", (*REST, *new), tuple(kept.values()), LATER, rules)


@pytest.mark.parametrize("case", CASES)
def test_what_may_be_the_same_work_is_asked_until_it_is_answered(case: str) -> None:
    old, new, how = CASES[case]
    for found in read_again(old, new):
        (group,) = found.groups
        assert (group.how, [k.title for k in group.old], list(group.new)) == (how, [t.title for t in old], list(new))
        assert not found.unsure
        assert not {k.key for k in found.keys} & {k.key for k in group.old}, "records stay with the old key"


@pytest.mark.parametrize("case", NOTHING)
def test_other_work_is_not_asked_about(case: str) -> None:
    assert [(found.groups, found.unsure) for found in read_again(*NOTHING[case])] == [((), ())] * 2


def test_parts_that_config_names_are_asked_no_more_and_know_what_they_were() -> None:
    rules = (TaskRule("kh", "II.3", was="II.3"), TaskRule("kh", "II.4", was="II.3"))
    for found in read_again((SPLIT[0],), SPLIT[1], *rules):
        assert not (found.groups or found.unsure)
        assert {key: [k.title for k in old] for key, old in found.parted.items()} == {
            found.keys[3].key: [SPLIT[0].title],
            found.keys[4].key: [SPLIT[0].title],
        }


def test_work_put_together_knows_all_that_it_was() -> None:
    for found in read_again(MERGED[0], (MERGED[1],), TaskRule("kh", "II.3", was="II.3 + II.4")):
        assert not (found.groups or found.unsure)
        assert [[k.no for k in old] for old in found.parted.values()] == [["II.3", "II.4"]]


def test_one_part_may_go_on_alone() -> None:
    rules = (TaskRule("kh", "II.3", was="II.3"), TaskRule("kh", "II.4", was="none"))
    for found in read_again((SPLIT[0],), SPLIT[1], *rules):
        assert not (found.groups or found.unsure or found.parted)
        assert found.keys[3].key == "kh.ii-3"


def test_the_list_of_changes_tells_what_became_of_it() -> None:
    rules = (TaskRule("kh", "II.3", was="II.3"), TaskRule("kh", "II.4", was="II.3"))
    stored = identified("kh", (*REST, SPLIT[0]), (), THEN).keys
    found = identified("kh", (*REST, *SPLIT[1]), stored, NOW, rules)
    before, after = (
        dict(zip(stored, (*REST, SPLIT[0]), strict=True)),
        dict(zip(found.keys, (*REST, *SPLIT[1]), strict=True)),
    )
    (change,) = task_changes(before, after, found.parted)
    assert (change.what, change.before, change.title) == (What.SPLIT, "II.3", SPLIT[0].title)
    assert all(task.title in change.after for task in SPLIT[1])


STOOD = [
    Task("II.1", "Kiểm tra an toàn thực phẩm", lead=("Phòng Y tế",), timing="Tháng 5/2026"),
    Task("II.2", "Công tác thi đua", lead=("Phòng Nội vụ",), timing="Quý II/2026"),
]
NEW = ("Bình xét tập thể tiêu biểu", "Trao giấy khen")


@pytest.mark.parametrize(
    ("numbers", "kept", "asked"),
    [
        (("II.2a", "II.2b"), STOOD[:1], True),
        (("II.2.1", "II.2.2"), STOOD[:1], True),
        (("II.2", "II.3"), STOOD[:1], True),
        (("II.3", "II.4"), STOOD, False),
        (("II.2.1", "II.2.2"), STOOD, False),
    ],
)
def test_parts_in_the_place_of_work_are_asked_about_though_they_share_no_word(
    numbers: tuple[str, str], kept: list[Task], asked: bool
) -> None:
    first = identified("kh", STOOD, (), datetime(2026, 1, 5, tzinfo=UTC), (), {})
    before = {key.key: task for key, task in zip(first.keys, STOOD, strict=True)}
    come = [replace(STOOD[1], no=no, title=title) for no, title in zip(numbers, NEW, strict=True)]
    found = identified("kh", [*kept, *come], first.keys, datetime(2026, 3, 5, tzinfo=UTC), (), before)
    assert [(group.how, [k.no for k in group.old]) for group in found.groups] == (
        [(How.SPLIT, ["II.2"])] if asked else []
    )
