"""Who sees what: the shared event in plan and office feeds, its own part for each lead unit, coordinating units look on."""

import icalendar
import pytest

from scheduler.actions.apply import publish
from scheduler.actions.snapshot import Snapshot
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, InMemory, body, in_memory, moment, rows, spec_of
from tests.support.small import BULLETIN, CONTEST, LINES, TALKS, UPKEEP, Line

NOW = moment("2024-02-01T08:00")


@pytest.fixture(scope="module")
def office() -> Snapshot:
    return in_memory(LINES).at(NOW)


def shown(office: Snapshot, slug: str, task: str) -> list[tuple[str, str]]:
    """(uid, title) of a task's events in a feed."""
    return [(r.uid, r.title) for r in rows(office, spec_of(office, slug)) if r.tasks == (task,)]


WORK_OF_THREE = {
    "ca-co-quan": ("kh.3-1@so-mau", "Tổ chức hội nghị phổ biến (0/3 đơn vị)"),
    "ke-hoach-kh": ("kh.3-1@so-mau", "Tổ chức hội nghị phổ biến (0/3 đơn vị)"),
    "don-vi-van-phong": ("kh.3-1@so-mau", "Tổ chức hội nghị phổ biến (0/3 đơn vị)"),
    "don-vi-so-1": ("kh.3-1-so-1@so-mau", "Tổ chức hội nghị phổ biến"),
    "don-vi-so-2": ("kh.3-1-so-2@so-mau", "Tổ chức hội nghị phổ biến"),
    "don-vi-so-3": ("kh.3-1-so-3@so-mau", "Tổ chức hội nghị phổ biến"),
}


@pytest.mark.parametrize("slug", WORK_OF_THREE)
def test_work_of_several_units(slug: str, office: Snapshot) -> None:
    assert shown(office, slug, "3") == [WORK_OF_THREE[slug]]


WORK_OF_ONE = {
    "ca-co-quan": 1,
    "ke-hoach-kh": 1,
    "don-vi-so-1": 1,
    "don-vi-so-2": 1,
    "don-vi-so-3": 0,
    "don-vi-van-phong": 0,
}


@pytest.mark.parametrize("slug", WORK_OF_ONE)
def test_work_of_one_unit_is_one_event_in_each_feed(slug: str, office: Snapshot) -> None:
    uid = "kh.1-1-so-1@so-mau" if slug == "don-vi-so-1" else "kh.1-1@so-mau"
    assert shown(office, slug, "1") == [(uid, "Tổ chức hội thi tìm hiểu pháp luật")] * WORK_OF_ONE[slug]


def test_each_unit_kind_and_person_has_a_feed(office: Snapshot) -> None:
    assert [s.slug for s in office.feeds] == [
        "ca-co-quan", "ke-hoach-kh", "don-vi-so-3", "don-vi-so-2", "don-vi-so-1", "don-vi-van-phong",
        "loai-tin-bai", "loai-phat-thanh-truyen-hinh", "loai-hoat-dong", "loai-viec-thuong-xuyen",
        "nguoi-dau-moi", "nguoi-nv-1", "nguoi-nv-2",
    ]  # fmt: skip


def reported(made: InMemory, *uids: str) -> Snapshot:
    for uid in uids:
        made.repository.report(Progress(uid, Act.DONE, "coordinator", NOW, "test"))
    publish(made.repository, FOLDER, NOW)
    return made.at(NOW)


def revisions(office: Snapshot) -> dict[str, int]:
    return {uid: told.sequence for uid, told in office.published.items() if told.sequence}


def test_one_units_done_counts_and_closes_no_other() -> None:
    office = reported(in_memory([TALKS]), "kh.3-1-so-1@so-mau")
    assert shown(office, "ca-co-quan", "3")[0][1] == "Tổ chức hội nghị phổ biến (1/3 đơn vị)"
    assert shown(office, "don-vi-so-1", "3")[0][1] == "✓ Tổ chức hội nghị phổ biến"
    assert shown(office, "don-vi-so-2", "3")[0][1] == "Tổ chức hội nghị phổ biến"
    assert revisions(office) == {"kh.3-1@so-mau": 1, "kh.3-1-so-1@so-mau": 1}


def test_when_all_are_done_the_shared_event_is() -> None:
    office = reported(in_memory([TALKS]), *(f"kh.3-1-so-{n}@so-mau" for n in (1, 2, 3)))
    assert shown(office, "ca-co-quan", "3")[0][1] == "✓ Tổ chức hội nghị phổ biến (3/3 đơn vị)"


def test_a_unit_that_leads_and_coordinates_sees_its_own_part_alone() -> None:
    both = Line("1", "Tổ chức ngày hội", "Sở Một; Sở Hai", "Sở Một; Sở Ba", "Quý II năm 2024")
    office = in_memory([both]).at(NOW)
    assert [uid for uid, _ in shown(office, "don-vi-so-1", "1")] == ["kh.1-1-so-1@so-mau"]
    assert [uid for uid, _ in shown(office, "don-vi-so-3", "1")] == ["kh.1-1@so-mau"]


def test_continuous_work_is_one_check_in_a_unit_and_period() -> None:
    more = [
        UPKEEP,
        Line("7", "Trực đường dây nóng", "Sở Một", "", "Thường xuyên"),
        Line("8", "Tiếp dân", "Sở Một", "", "Thường xuyên"),
    ]
    office = in_memory(more).at(NOW)
    mine = {r.uid: (r.title, r.tasks) for r in rows(office, spec_of(office, "don-vi-so-1"))}
    assert len(mine) == 4
    assert mine["kh.check-in-2024-Q2-so-1@so-mau"] == (
        "Quý II/2024: 3 nhiệm vụ thường xuyên – Phổ biến pháp luật năm 2024",
        ("4", "7", "8"),
    )
    other = {r.uid: r.tasks for r in rows(office, spec_of(office, "don-vi-so-2"))}
    assert other["kh.check-in-2024-Q2-so-2@so-mau"] == ("4",)
    shared = [r for r in rows(office, spec_of(office, "ca-co-quan")) if r.uid == "kh.check-in-2024-Q2@so-mau"]
    assert [r.title for r in shared] == [
        "Quý II/2024: 3 nhiệm vụ thường xuyên – Phổ biến pháp luật năm 2024 (0/2 đơn vị)"
    ]


def test_an_unknown_unit_has_a_feed_under_a_plain_name() -> None:
    office = in_memory([Line("1", "Việc của đơn vị lạ", "Trung tâm Đổi mới", "", "Quý II năm 2024"), BULLETIN]).at(NOW)
    assert [r.title for r in rows(office, spec_of(office, "don-vi-trung-tam-doi-moi"))] == ["Việc của đơn vị lạ"]


HOSTILE = 'Họp; bàn, «xong»\\n a < b & c > "trích" BEGIN:VEVENT'


def test_text_of_a_plan_stays_text() -> None:
    office = in_memory([Line("1", HOSTILE, "Sở Một", "", "Quý II năm 2024"), CONTEST]).at(NOW)
    found = icalendar.Calendar.from_ical(body(office, office.feeds[0]))
    titles = {str(e["UID"]): str(e["SUMMARY"]) for e in found.events}
    assert len(titles) == 2
    assert titles["kh.1-1@so-mau"] == HOSTILE
