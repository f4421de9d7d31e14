"""Plans that amend a plan: from their day on tasks change, close and come, and what was due before stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.derivation import Derived, derive, plans_that_stand
from scheduler.model import Office, Task
from scheduler.planning.task_changes import What, task_changes
from scheduler.policy import TaskRule
from scheduler.schedule import Occurrence, TaskKey
from scheduler.settings import Config, PlanSource

FOLDER = Path(__file__).parent / "amending"
NOW = datetime(2026, 1, 20, 8, tzinfo=ZONE)
BASE = PlanSource("gd", "goc.md")
MAKES = ("bang-hai-cot.md", "de-muc.txt", "danh-muc.md")
REWORDING = MAKES[:2]


def config(*plans: PlanSource, tasks: tuple[TaskRule, ...] = ()) -> Config:
    return Config(FOLDER, Office("xa", "UBND xã Mẫu", "commune"), (BASE, *plans), tasks=tasks)


def derived(*plans: PlanSource, tasks: tuple[TaskRule, ...] = ()) -> Derived:
    files = {p.file: (FOLDER / p.file).read_bytes() for p in (BASE, *plans)}
    return derive(config(*plans, tasks=tasks), files, (), NOW)


def amending(make: str) -> PlanSource:
    return PlanSource("dc", make, amends="gd")


def by_title(found: Derived) -> Mapping[str, list[Occurrence]]:
    titles: dict[str, list[Occurrence]] = {}
    for occurrence in found.occurrences:
        if occurrence.unit is None:
            titles.setdefault(occurrence.title, []).append(occurrence)
    return titles


PLAIN = derived()


@pytest.mark.parametrize("make", MAKES)
def test_what_the_amendment_leaves_alone_stays_as_it_was(make: str) -> None:
    title = "Bản tin gia đình trên đài truyền thanh"
    assert by_title(derived(amending(make)))[title] == by_title(PLAIN)[title]
    before = {o.uid: o for o in PLAIN.occurrences if o.due < date(2026, 5, 15)}
    after = {o.uid: o for o in derived(amending(make)).occurrences if o.due < date(2026, 5, 15)}
    assert before == after


@pytest.mark.parametrize("make", MAKES)
def test_a_closed_task_is_off_and_an_added_one_is_on(make: str) -> None:
    titles = by_title(derived(amending(make)))
    assert "Phát tờ rơi về phòng, chống tai nạn thương tích" not in titles
    (contest,) = titles["Tổ chức hội thi kể chuyện gia đình"]
    assert (contest.due, contest.plan) == (date(2026, 11, 30), "gd")
    assert contest.why[-1].code == "amended"


@pytest.mark.parametrize("make", REWORDING)
def test_a_changed_task_moves_under_its_uid(make: str) -> None:
    titles = by_title(derived(amending(make)))
    (fair,) = titles["Tổ chức Ngày hội gia đình tại sân vận động xã"]
    (was,) = by_title(PLAIN)["Tổ chức Ngày hội gia đình tại nhà văn hóa xã"]
    assert (fair.uid, was.due, fair.due) == (was.uid, date(2026, 6, 30), date(2026, 9, 30))
    (survey,) = titles["Khảo sát nhu cầu của trẻ em có hoàn cảnh đặc biệt"]
    assert (survey.due, survey.leads) == (date(2026, 11, 29), ("tram-y-te",))


@pytest.mark.parametrize("make", MAKES)
def test_an_amendment_asks_nothing_where_all_is_told(make: str) -> None:
    assert [d.code for d in derived(amending(make)).diagnostics if "amend" in d.code] == []


@pytest.mark.parametrize("make", MAKES)
def test_its_title_tells_and_until_config_says_so_nothing_of_it_is_on_the_calendar(make: str) -> None:
    found = derived(PlanSource("dc", make))
    assert {o.plan for o in found.occurrences} == {"gd"}
    assert [dict(d.values)["of"] for d in found.diagnostics if d.code == "amendment-follows"] == ["gd"]


def test_without_a_day_of_issue_it_waits() -> None:
    text = (
        (FOLDER / MAKES[0]).read_text(encoding="utf-8").replace("ngày 15 tháng 5 năm 2026", "ngày   tháng 5 năm 2026")
    )
    files = {"goc.md": (FOLDER / "goc.md").read_bytes(), "dc.md": text.encode()}
    found = derive(config(PlanSource("dc", "dc.md", amends="gd")), files, (), NOW)
    assert found.occurrences == PLAIN.occurrences
    assert "amendment-without-day" in {d.code for d in found.diagnostics}


@pytest.mark.parametrize(
    ("number", "said", "asked"),
    [
        ("35/KH-UBND", "53/KH-UBND", True),
        ("35/KH-UBND", "35/KH-UBND", False),
        ("35/KH-UBND", "35", False),
        (None, "53", False),
    ],
)
def test_an_amendment_that_names_another_plan_is_held_back(number: str | None, said: str, asked: bool) -> None:
    head = f"SỞ MẪU\n{f'Số: {number}' if number else ''}\n\nKẾ HOẠCH\nCông tác pháp chế năm 2026\n\n"
    row = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Tổ chức hội thi | Phòng A | Tháng 6/2026 |\n"
    order = (
        f"SỞ MẪU\nSố: 9/QĐ-SM\nQUYẾT ĐỊNH\nĐiều chỉnh Kế hoạch số {said} năm 2026\n\nĐiều 1. Bãi bỏ nhiệm vụ số 1.\n"
    )
    sources = (PlanSource("kh", "kh.md", year=2026), PlanSource("dc", "dc.md", amends="kh", issued=date(2026, 3, 1)))
    files = {"kh.md": (head + row).encode(), "dc.md": order.encode()}
    found = derive(replace(config(), plans=sources), files, (), NOW)
    assert ("amendment-of-other" in {d.code for d in found.diagnostics}) is asked
    assert bool(found.occurrences) is asked


@pytest.mark.parametrize(("amends", "asked"), [(None, True), ("none", False)])
def test_an_amendment_of_a_plan_that_config_does_not_have_is_told(amends: str | None, asked: bool) -> None:
    order = (
        "SỞ MẪU\nSố: 9/QĐ-SM\nQUYẾT ĐỊNH\nĐiều chỉnh Kế hoạch số 53/KH-SM năm 2026\n\nĐiều 1. Bãi bỏ nhiệm vụ số 1.\n"
    )
    sources = (PlanSource("dc", "dc.md", amends=amends),)
    found = derive(replace(config(), plans=sources), {"dc.md": order.encode()}, (), NOW)
    assert ("amendment-of-unknown" in {d.code for d in found.diagnostics}) is asked


def test_a_deadline_set_anew_after_it_had_passed_is_work_of_its_own() -> None:
    text = """UBND XÃ MẪU
Số: 50/KH-UBND
Mẫu, ngày 10 tháng 8 năm 2026

KẾ HOẠCH
Điều chỉnh Kế hoạch số 15/KH-UBND về công tác gia đình và trẻ em năm 2026

1. Điều chỉnh thời gian thực hiện điểm 2 mục II từ “Tháng 3” thành “Tháng 10”.
2. Điều chỉnh điểm 9 mục II như sau:
“9. Khảo sát nhu cầu sân chơi
- Thời gian: Tháng 12.”
"""
    files = {"goc.md": (FOLDER / "goc.md").read_bytes(), "dc.txt": text.encode()}
    late = PlanSource("dc", "dc.txt", amends="gd")
    found = derive(config(late), files, (), NOW)
    both = by_title(found)["Tập huấn kỹ năng bảo vệ trẻ em cho cộng tác viên"]
    assert [(o.uid, o.due) for o in both] == [
        ("gd.ii-2-1@xa", date(2026, 3, 31)),
        ("gd.ii-2-1.2@xa", date(2026, 10, 31)),
    ]
    uids = {o.uid for o in found.occurrences}
    assert all(set(o.parts) <= uids for o in found.occurrences)
    (asked,) = (d for d in found.diagnostics if d.code == "amendment-unsure")
    assert dict(asked.values)["at"] == "2"
    answered = derive(config(late, tasks=(TaskRule("dc", "2", was="II.5"),)), files, (), NOW)
    assert "amendment-unsure" not in {d.code for d in answered.diagnostics}
    assert by_title(answered)["Khảo sát nhu cầu sân chơi"][0].uid == "gd.ii-5-1@xa"


def tasks_by_key(config: Config, files: dict[str, bytes], known: tuple[TaskKey, ...]) -> dict[TaskKey, Task]:
    return {key: task for one in plans_that_stand(config, files, known, NOW) for key, task in one.last.items()}


def test_what_it_changes_is_listed() -> None:
    with_it = amending(MAKES[0])
    files = {p.file: (FOLDER / p.file).read_bytes() for p in (BASE, with_it)}
    before = tasks_by_key(config(), files, ())
    after = tasks_by_key(config(with_it), files, tuple(before))
    assert {(c.what, c.no) for c in task_changes(before, after)} == {
        (What.ADDED, "ĐC1.1"),
        (What.RETITLED, "II.1"),
        (What.RETIMED, "II.1"),
        (What.GONE, "II.3"),
        (What.RETIMED, "II.5"),
        (What.HANDED_ON, "II.5"),
    }


def test_lists_of_what_is_withdrawn_and_added_and_a_rhythm_that_changes() -> None:
    titles = by_title(derived(PlanSource("dc", "rut-va-bo-sung.txt", amends="gd")))
    assert "Phát tờ rơi về phòng, chống tai nạn thương tích" not in titles
    assert "Tổ chức Ngày hội gia đình tại nhà văn hóa xã" not in titles
    assert [o.due for o in titles["Trao học bổng cho trẻ em vượt khó"]] == [date(2026, 9, 30)]
    assert [o.leads for o in titles["Lập tổ tư vấn tâm lý học đường"]] == [("phong-van-hoa-xa-hoi",)]
    assert [o.due for o in titles["Khảo sát nhu cầu của trẻ em có hoàn cảnh đặc biệt"]] == [date(2026, 12, 31)]
    quotas = {o.due.month: o.quota for o in titles["Bản tin gia đình trên đài truyền thanh"]}
    assert (quotas[5], quotas[6], quotas[12]) == (2, 1, 1)


def test_a_letter_that_sets_old_times_beside_new_ones() -> None:
    letter = PlanSource("dc", "cong-van-thoi-gian.md", amends="gd")
    titles = by_title(derived(letter))
    assert [o.due for o in titles["Khảo sát nhu cầu của trẻ em có hoàn cảnh đặc biệt"]] == [date(2026, 12, 14)]
    assert "Phát tờ rơi về phòng, chống tai nạn thương tích" not in titles
    assert [o.due for o in titles["Hội thảo an toàn mạng cho trẻ em"]] == [date(2026, 8, 31)]
    held = derived(PlanSource("dc", "cong-van-thoi-gian.md"))
    assert [d.code for d in held.diagnostics if "amendment" in d.code] == ["amendment-follows"]
