"""When an event says that it is late: never before its own day, and before the day that the plan states only what is true."""

from dataclasses import replace

import icalendar
import pytest

from scheduler.actions.apply import publish
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.store.memory import MemoryRepository
from scheduler.web.pages.work import line_of
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import CONTEST, PROGRAMME, TALKS
from tests.support.year import Office

ON_AIR = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "SA", at = 17:30:00 }\n'
ON_A_SUNDAY = replace(CONTEST, timing="Trước ngày 20/5/2024")  # so by the 19th, a Sunday: to be done by Friday the 17th


def title(office: InMemory, uid: str, now: str, query: str = "") -> str:
    publish(office.repository, FOLDER, moment(now))
    seen = office.at(moment(now))
    body = body_of(seen, Asked(spec_of(seen, "ca-co-quan"), ALWAYS, query=read_query(query)))
    return next(str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(body).events if e["UID"] == uid)


@pytest.mark.parametrize(("now", "late"), [("2024-03-08", False), ("2024-03-09", False), ("2024-03-10", True)])
def test_a_broadcast_is_late_when_its_day_is_over(now: str, late: bool) -> None:
    office = in_memory([PROGRAMME], more=ON_AIR)
    uid = next(o.uid for o in office.repository.occurrences() if o.due.isoformat() == "2024-03-09" and o.unit is None)
    assert title(office, uid, f"{now}T08:00").startswith("[QUÁ HẠN]") is late


TOLD = {
    "2024-05-17": "Tổ chức hội thi tìm hiểu pháp luật",
    "2024-05-18": "[QUÁ NGÀY CẦN LÀM XONG 17/5] Tổ chức hội thi tìm hiểu pháp luật",
    "2024-05-19": "[QUÁ NGÀY CẦN LÀM XONG 17/5] Tổ chức hội thi tìm hiểu pháp luật",
    "2024-05-20": "[QUÁ HẠN] Tổ chức hội thi tìm hiểu pháp luật",
}


@pytest.mark.parametrize("day", TOLD)
def test_what_was_to_be_done_before_its_day_off_says_so_until_that_day_is_over(day: str) -> None:
    assert title(in_memory([ON_A_SUNDAY]), "kh.1-1@so-mau", f"{day}T08:00") == TOLD[day]


def test_a_late_due_day_says_first_that_it_is_late() -> None:
    told = title(in_memory([TALKS]), "kh.3-1.due@so-mau", "2024-10-05T08:00", "windows=due")
    assert told.startswith("[QUÁ HẠN] Hạn: Tổ chức")


MOVED = replace(CONTEST, timing="Trước ngày 15/6/2024")


@pytest.mark.parametrize(("day", "late"), [("2024-06-10", False), ("2024-06-20", True)])
def test_that_it_moved_stands_in_the_title_until_it_is_late_and_then_below(day: str, late: bool) -> None:
    office = Office(MemoryRepository("so-mau"), "2024-01-02T08:00")
    office.apply("2024-01-02T08:00", CONTEST)
    office.apply("2024-02-01T08:00", MOVED)
    publish(office.repository, FOLDER, moment(f"{day}T08:00"))
    office.now = f"{day}T08:00"
    for slug in ("nguoi-dau-moi", "don-vi-so-1"):
        ((uid, event),) = office.events(slug).items()
        assert ("dời từ" in event["SUMMARY"], "[QUÁ HẠN]" in event["SUMMARY"]) == (not late, late)
        assert "Dời từ thứ Ba 14/5/2024" in str(event["DESCRIPTION"]).splitlines()
        seen = snapshot(office.repository, FOLDER, moment(office.now))
        line = line_of(seen, seen.by_uid[uid])
        assert ("dời từ" in line.title, line.state) == (not late, "overdue" if late else "planned")
