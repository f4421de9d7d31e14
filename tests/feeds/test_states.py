"""What an event tells of its own standing: moved, counted, done by task; which revision that raises, and where it ends."""

from dataclasses import replace

import icalendar
import pytest

from scheduler.actions.apply import apply, preview, publish
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Progress
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import BULLETIN, CONTEST, PLAN, PROGRAMME, UPKEEP, Line, plan_text
from tests.support.year import Office

MONTHLY = replace(BULLETIN, timing="05 tin, bài/tháng")


def again(office: InMemory, now: str, *lines: Line) -> Snapshot:
    found = preview(office.repository, office.text, {PLAN: plan_text(lines).encode()}, FOLDER, moment(now))
    apply(office.repository, found, FOLDER, moment(now))
    return office.at(moment(now))


def told(office: Snapshot, uid: str, slug: str = "ca-co-quan") -> icalendar.Event:
    found = icalendar.Calendar.from_ical(body_of(office, Asked(spec_of(office, slug), ALWAYS)))
    return next(e for e in found.events if e["UID"] == uid)


def reported(office: InMemory, now: str, uid: str, act: Act, task: str | None = None, count: int = 0) -> Snapshot:
    office.repository.report(Progress(uid, act, "dau-moi", moment(now), "test", task=task, count=count))
    publish(office.repository, FOLDER, moment(now))
    return office.at(moment(now))


UID = "kh.1-1@so-mau"


def test_a_moved_day_is_told_while_it_is_ahead_and_no_longer() -> None:
    office = in_memory([CONTEST, BULLETIN])
    moved = again(office, "2024-02-01T08:00", replace(CONTEST, timing="Trước ngày 25/5/2024"), BULLETIN)
    event = told(moved, UID)
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Tổ chức hội thi tìm hiểu pháp luật (dời từ 14/5)", 1)
    assert "Dời từ thứ Ba 14/5/2024" in event["DESCRIPTION"]
    publish(office.repository, FOLDER, moment("2024-03-01T08:00"))
    assert told(office.at(moment("2024-03-01T08:00")), UID)["SEQUENCE"] == 1
    publish(office.repository, FOLDER, moment("2024-06-03T08:00"))
    late = told(office.at(moment("2024-06-03T08:00")), UID)
    assert (late["SUMMARY"], late["SEQUENCE"]) == ("[QUÁ HẠN] Tổ chức hội thi tìm hiểu pháp luật", 2)


def test_what_was_moved_twice_was_moved_from_the_day_before() -> None:
    office = in_memory([CONTEST])
    again(office, "2024-02-01T08:00", replace(CONTEST, timing="Trước ngày 25/5/2024"))
    event = told(again(office, "2024-02-02T08:00", replace(CONTEST, timing="Trước ngày 29/5/2024")), UID)
    assert event["SUMMARY"].endswith("(dời từ 24/5)")


def test_what_is_back_on_its_first_day_says_from_which_it_came_back() -> None:
    office = in_memory([CONTEST])
    again(office, "2024-02-01T08:00", replace(CONTEST, timing="Trước ngày 25/5/2024"))
    event = told(again(office, "2024-02-02T08:00", CONTEST), UID)
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Tổ chức hội thi tìm hiểu pháp luật (dời từ 24/5)", 2)


SLOT = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = {{ weekday = "{}", at = {}:00 }}\n'
SLOTS = {
    "the first hour": ("", SLOT.format("TU", "17:30"), "", ""),
    "another hour": (SLOT.format("TU", "17:30"), SLOT.format("TU", "05:30"), "17:30", "17:30 cùng ngày"),
    "another weekday": (SLOT.format("TU", "17:30"), SLOT.format("WE", "17:30"), "14/5", "thứ Ba 14/5/2024"),
    "both": (SLOT.format("TU", "17:30"), SLOT.format("WE", "18:00"), "17:30 ngày 14/5", "17:30, thứ Ba 14/5/2024"),
}


@pytest.mark.parametrize("case", SLOTS)
def test_a_programme_is_moved_where_it_had_another_day_or_hour_on_the_air(case: str) -> None:
    first, then, in_title, in_text = SLOTS[case]
    office = Office(MemoryRepository("so-mau"), "2024-01-02T08:00")
    office.apply("2024-01-02T08:00", PROGRAMME, more=first)
    office.apply("2024-03-01T08:00", PROGRAMME, more=then)
    office.apply("2024-03-04T08:00", replace(PROGRAMME, lead="Sở Hai"), more=then)  # whatever is told of it later
    event = office.events()["kh.6-2024-W20@so-mau"]
    assert str(event["SUMMARY"]).partition(" (dời từ ")[2] == (f"{in_title})" if in_title else "")
    lines = [line for line in str(event["DESCRIPTION"]).splitlines() if line.startswith("Dời từ")]
    assert lines == ([f"Dời từ {in_text}"] if in_text else [])


def test_another_hour_of_all_pieces_is_said_by_their_series_and_raises_what_is_ahead_alone() -> None:
    office, now = Office(MemoryRepository("so-mau"), "2024-01-02T08:00"), moment("2024-03-12T08:00")
    office.apply("2024-01-02T08:00", PROGRAMME, more=SLOT.format("TU", "17:30"))
    office.apply("2024-03-12T07:00", PROGRAMME, more=SLOT.format("TU", "17:30"))
    before = snapshot(office.repository, FOLDER, now).published
    office.apply("2024-03-12T08:00", PROGRAMME, more=SLOT.format("TU", "05:30"))
    seen = snapshot(office.repository, FOLDER, now)
    raised = {
        uid for uid, told in seen.published.items() if told.sequence > before[uid].sequence and not told.of_series
    }
    assert raised == {o.uid for o in seen.occurrences if o.end > now.date()}
    asked = Asked(spec_of(seen, "ca-co-quan"), ALWAYS, query=read_query("events=series"))
    (rule,) = (e for e in icalendar.Calendar.from_ical(body_of(seen, asked)).events if "RRULE" in e)
    assert str(rule["SUMMARY"]).endswith("(dời từ 17:30)")
    assert "Dời từ 17:30 cùng ngày" in str(rule["DESCRIPTION"])


def test_a_count_is_told_where_it_was_made_and_raises_nothing_else() -> None:
    office = in_memory([MONTHLY])
    publish(office.repository, FOLDER, moment("2024-02-01T08:00"))  # what the days since have changed
    before = office.at(moment("2024-02-01T08:00"))
    sequences = {uid: p.sequence for uid, p in before.published.items()}
    uid = "kh.2-2024-05-so-2@so-mau"
    after = reported(office, "2024-02-01T08:00", uid, Act.COUNT, count=2)
    assert told(after, uid, "don-vi-so-2")["SUMMARY"].startswith("2/5 tin, bài tháng 5:")
    raised = {u for u, p in after.published.items() if p.sequence != sequences[u]}
    assert raised == {uid, "kh.2-2024-05@so-mau"}


def test_a_check_in_ticks_the_tasks_it_has_heard_of() -> None:
    office = in_memory([UPKEEP, Line("7", "Trực đường dây nóng", "Sở Một", "", "Thường xuyên")])
    uid = "kh.check-in-2024-Q1-so-1@so-mau"
    after = reported(office, "2024-02-01T08:00", uid, Act.DONE, task="kh.7")
    lines = str(told(after, uid, "don-vi-so-1")["DESCRIPTION"]).splitlines()
    assert [
        line.startswith("✓ ") for line in lines if "Cập nhật trang thông tin" in line or "Trực đường dây nóng" in line
    ] == [False, True]


def test_what_waits_is_counted_in_the_calendars_own_words() -> None:
    office = in_memory([CONTEST, replace(CONTEST, no="2", title="Kiểm tra", timing="Theo kế hoạch kiểm tra")])
    seen = office.at(moment("2024-02-01T08:00"))
    found = icalendar.Calendar.from_ical(body_of(seen, Asked(seen.feeds[0], ALWAYS)))
    assert "1 nhiệm vụ còn chờ ngày" in found["X-WR-CALDESC"]


def test_a_unit_without_work_keeps_an_empty_feed() -> None:
    office = in_memory([CONTEST, replace(CONTEST, no="2", title="Việc khác", lead="Sở Ba")])
    after = again(office, "2024-02-01T08:00", CONTEST)
    later = again(office, "2024-06-01T08:00", CONTEST)
    assert after.cancelled and not later.cancelled  # its tombstone has had its time
    empty = icalendar.Calendar.from_ical(body_of(later, Asked(spec_of(later, "don-vi-so-3"), ALWAYS)))
    assert empty["X-WR-CALNAME"] == "Nhắc việc · Sở Ba"


@pytest.mark.parametrize("then", ["Sở Một; Sở Hai", "Sở Hai; Sở Một"])
def test_who_is_joined_keeps_uid_and_report_and_so_who_is_left_alone(then: str) -> None:
    office = in_memory([CONTEST])
    uid = "kh.1-1-so-1@so-mau"
    reported(office, "2024-02-01T08:00", uid, Act.DONE)
    joined = again(office, "2024-02-02T08:00", replace(CONTEST, lead=then))
    assert told(joined, uid, "don-vi-so-1")["SUMMARY"].startswith("✓")
    assert told(joined, UID)["SUMMARY"].endswith("(1/2 đơn vị)")
    alone = again(office, "2024-02-03T08:00", CONTEST)
    assert told(alone, uid, "don-vi-so-1")["SUMMARY"].startswith("✓")


def test_past_years_are_in_the_archive_after_the_plan_is_gone() -> None:
    office = in_memory([CONTEST, BULLETIN])
    now = "2025-02-03T08:00"
    again(office, now, CONTEST)
    later = again(office, now, CONTEST)
    archive = spec_of(later, "luu-tru-kh")
    uids = {str(e["UID"]) for e in icalendar.Calendar.from_ical(body_of(later, Asked(archive, ALWAYS))).events}
    assert {"kh.1-1@so-mau", "kh.2-2024-01@so-mau", "kh.2-2024-12@so-mau"} <= uids
