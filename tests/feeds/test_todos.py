"""The to-dos of task lists: how much of each is done, since when, and nothing that nobody ever asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import icalendar

from scheduler.actions.apply import publish
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Progress
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import BULLETIN, CONTEST, TALKS, UPKEEP, Line
from tests.support.year import Office

NOW = "2024-01-02T08:00"
AT = datetime(2024, 1, 2, 1, tzinfo=UTC)
LATER = datetime(2024, 1, 2, 3, tzinfo=UTC)
BULLETINS = Line("2", "Viết tin", "Sở Hai", "", "05 tin, bài/tháng")
LINES = (CONTEST, BULLETINS, TALKS, UPKEEP, Line("7", "Trực đường dây nóng", "Sở Một", "", "Thường xuyên"))


def todos(office: InMemory, now: str = NOW, slug: str = "ca-co-quan") -> dict[str, icalendar.Todo]:
    publish(office.repository, FOLDER, moment(now))
    seen = office.at(moment(now))
    found = icalendar.Calendar.from_ical(body_of(seen, Asked(spec_of(seen, slug), ALWAYS, query=read_query("as=todo"))))
    return {str(t["UID"]): t for t in found.todos}


def reported(*entries: Progress) -> InMemory:
    office = in_memory(LINES, NOW)
    for entry in entries:
        office.repository.report(entry)
    return office


def test_what_is_ahead_needs_action() -> None:
    todo = todos(reported())["kh.1-1@so-mau"]
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert "PERCENT-COMPLETE" not in todo and "COMPLETED" not in todo
    assert todo["DUE"].dt.isoformat() == "2024-05-14"


def test_what_is_done_says_when() -> None:
    todo = todos(reported(Progress("kh.1-1-so-1@so-mau", Act.DONE, "nv-1", AT, "web")))["kh.1-1@so-mau"]
    assert (todo["STATUS"], int(todo["PERCENT-COMPLETE"]), todo["COMPLETED"].dt) == ("COMPLETED", 100, AT)


def test_what_is_added_after_done_changes_nothing_of_when() -> None:
    part, later = "kh.1-1-so-1@so-mau", datetime(2024, 1, 5, 1, tzinfo=UTC)
    trail = [
        Progress(part, Act.DONE, "nv-1", AT, "web"),
        Progress(part, Act.EVIDENCE, "nv-1", later, "web", evidence="https://example.gov.vn/tin"),
        Progress(part, Act.DONE, "dau-moi", later, "web", text="đã kiểm tra"),
    ]
    assert todos(reported(*trail))["kh.1-1@so-mau"]["COMPLETED"].dt == AT
    again = [
        *trail,
        Progress(part, Act.REOPENED, "dau-moi", later, "web"),
        Progress(part, Act.DONE, "nv-1", later, "web"),
    ]
    assert todos(reported(*again))["kh.1-1@so-mau"]["COMPLETED"].dt == later


def test_pieces_of_a_quota_are_counted() -> None:
    part = Progress("kh.2-2024-01-so-2@so-mau", Act.COUNT, "nv-2", AT, "web", count=2)
    todo = todos(reported(part))["kh.2-2024-01@so-mau"]
    assert (todo["STATUS"], int(todo["PERCENT-COMPLETE"])) == ("IN-PROCESS", 40)


def test_units_of_shared_work_are_counted_and_the_last_of_them_completes_it() -> None:
    done = [
        Progress(f"kh.3-1-so-{unit}@so-mau", Act.DONE, f"nv-{unit}", at, "web")
        for unit, at in ((1, AT), (2, LATER), (3, AT))
    ]
    some = todos(reported(*done[:2]))["kh.3-1@so-mau"]
    assert (some["STATUS"], int(some["PERCENT-COMPLETE"])) == ("IN-PROCESS", 66)
    whole = todos(reported(*done))["kh.3-1@so-mau"]
    assert (whole["STATUS"], whole["COMPLETED"].dt) == ("COMPLETED", LATER)


def test_tasks_of_a_check_in_are_counted() -> None:
    one = Progress("kh.check-in-2024-Q1-so-1@so-mau", Act.DONE, "nv-1", AT, "web", task="kh.4")
    todo = todos(reported(one), slug="don-vi-so-1")["kh.check-in-2024-Q1-so-1@so-mau"]
    assert (todo["STATUS"], int(todo["PERCENT-COMPLETE"])) == ("IN-PROCESS", 50)


def test_what_was_due_before_anybody_asked_is_on_no_task_list() -> None:
    late = in_memory(LINES, "2024-06-01T08:00")
    assert "kh.1-1@so-mau" not in todos(late, "2024-06-01T08:00")
    seen = late.at(moment("2024-06-01T08:00"))
    events = icalendar.Calendar.from_ical(body_of(seen, Asked(spec_of(seen, "ca-co-quan"), ALWAYS))).events
    assert "kh.1-1@so-mau" in {str(e["UID"]) for e in events}


def test_what_waits_for_a_day_is_a_to_do_without_one_and_what_is_done_when_needed_is_none() -> None:
    lines = (
        CONTEST,
        replace(CONTEST, no="8", timing="Theo kế hoạch kiểm tra"),
        replace(CONTEST, no="9", timing="Khi có yêu cầu"),
    )
    found = todos(in_memory(lines, NOW), slug="don-vi-so-1")
    todo = found["kh.8-waiting@so-mau"]
    assert "DUE" not in todo and str(todo["SUMMARY"]).startswith("[CHỜ NGÀY] ") and int(todo["SEQUENCE"]) == 1
    assert "Chưa đặt ngày, chờ: Theo kế hoạch kiểm tra" in str(todo["DESCRIPTION"]).splitlines()
    assert not any(uid.startswith("kh.9") for uid in found)


def test_what_waits_rises_where_it_reads_otherwise_and_not_with_every_apply() -> None:
    waits = replace(CONTEST, no="8", timing="Theo kế hoạch kiểm tra")
    office, told = Office(MemoryRepository("so-mau"), NOW), []
    for now, lines in (
        (NOW, (CONTEST, waits)),
        ("2024-01-09T08:00", (replace(CONTEST, timing="Trước ngày 25/5/2024"), waits)),
        ("2024-01-10T08:00", (CONTEST, replace(waits, lead="Sở Hai"))),
        ("2024-01-11T08:00", (CONTEST, replace(waits, lead="Sở Hai"), BULLETIN)),
    ):
        office.apply(now, *lines)
        seen = snapshot(office.repository, FOLDER, moment(now))
        body = body_of(seen, Asked(spec_of(seen, "ca-co-quan"), ALWAYS, query=read_query("as=todo")))
        (todo,) = (t for t in icalendar.Calendar.from_ical(body).todos if "waiting" in t["UID"])
        told.append((int(todo["SEQUENCE"]), todo["LAST-MODIFIED"].dt.date().isoformat()))
    assert told == [(1, "2024-01-02"), (1, "2024-01-02"), (2, "2024-01-10"), (2, "2024-01-10")]
