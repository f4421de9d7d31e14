"""Ladders in working days, who is reached, what is folded and what is left unsaid."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.deliveries import DeliveryState
from scheduler.model import Person
from scheduler.policy import Policy
from scheduler.reminders.due import Crew, deliveries, is_stale
from scheduler.reminders.ladders import triggers
from scheduler.reminders.moments import may_send
from scheduler.reminders.receivers import Roster, receivers
from scheduler.schedule import Occurrence
from scheduler.terms import Audience, Kind

STAFF = Person("nv", "Chuyên viên", ("a",), ("console",))
HEAD = Person("tp", "Trưởng phòng", ("a",), ("console",), Audience.HEAD)
COORDINATOR = Person("dm", "Đầu mối", ("*",), ("console",), Audience.COORDINATOR)
PEOPLE = (STAFF, HEAD, COORDINATOR)
REACHABLE = {p.id: "console" for p in PEOPLE}
CREW = Crew(PEOPLE, REACHABLE)
CALENDAR = OfficeCalendar()


def work(due: date, kind: Kind = Kind.BULLETIN, **more: object) -> Occurrence:
    base = Occurrence(
        "u@xa", "kh", kind, "1", "Việc", ("kh.1",), due, due, due, CALENDAR.on_or_before(due), leads=("a",)
    )
    return replace(base, **more)  # type: ignore[arg-type]


def days(occurrence: Occurrence) -> dict[str, str]:
    return {t.step: t.day.isoformat() for t in triggers([occurrence], Policy(), CALENDAR)}


def test_a_ladder_counts_in_working_days() -> None:
    assert days(work(date(2024, 9, 5))) == {  # 2 and 3 September are holidays
        "T-5": "2024-08-27",
        "T-2": "2024-08-30",
        "T": "2024-09-05",
        "T+1:head": "2024-09-06",
        "T+3:coordinator": "2024-09-10",
    }


def test_a_ladder_hangs_on_the_day_to_act_by() -> None:
    assert days(work(date(2024, 6, 30)))["T"] == "2024-06-28"


def test_a_window_is_told_of_when_it_opens_and_not_before() -> None:
    found = days(work(date(2024, 6, 28), Kind.ACTIVITY, start=date(2024, 6, 24)))
    assert found["open"] == "2024-06-24"
    assert "T-5" not in found
    assert found["T-2"] == "2024-06-26"


def test_history_and_shared_events_have_no_ladder() -> None:
    assert days(work(date(2024, 9, 5), history=True)) == {}
    assert days(work(date(2024, 9, 5), parts=("x@xa",))) == {}


def test_a_slot_rings_an_hour_before() -> None:
    (found,) = [
        t
        for t in triggers([work(date(2024, 9, 5), Kind.BROADCAST, at=time(17, 30))], Policy(), CALENDAR)
        if t.step == "T"
    ]
    assert found.moment == datetime(2024, 9, 5, 16, 30)


@pytest.mark.parametrize(
    ("audience", "people", "reached"),
    [
        (Audience.STAFF, PEOPLE, ["nv"]),
        (Audience.HEAD, PEOPLE, ["tp"]),
        (Audience.COORDINATOR, PEOPLE, ["dm"]),
        (Audience.HEAD, (STAFF, COORDINATOR), ["dm"]),
        (Audience.STAFF, (HEAD, COORDINATOR), ["tp"]),
        (Audience.STAFF, (COORDINATOR,), ["dm"]),
    ],
    ids=["staff", "head", "coordinator", "no head", "no staff", "nobody"],
)
def test_receivers(audience: Audience, people: tuple[Person, ...], reached: list[str]) -> None:
    assert [p.id for p in receivers(audience, work(date(2024, 9, 5)), Roster.of(people))] == reached


def told(now: datetime, occurrence: Occurrence, done: tuple[str, ...] = ()) -> list[tuple[str, str, DeliveryState]]:
    fired = [t for t in triggers([occurrence], Policy(), CALENDAR) if t.day <= now.date()]
    found = deliveries(fired, {occurrence.uid: occurrence}, CREW, done, now)
    return [(d.person, d.step, d.state) for d in found]


THURSDAY = work(date(2024, 9, 5))


def test_nothing_before_the_digest_time() -> None:
    assert told(datetime(2024, 8, 27, 7, 29), THURSDAY) == []
    assert told(datetime(2024, 8, 27, 7, 30), THURSDAY) == [("nv", "T-5", DeliveryState.PENDING)]


def test_after_an_outage_only_the_last_rung_is_sent() -> None:
    assert told(datetime(2024, 9, 5, 8), THURSDAY) == [
        ("nv", "T-5", DeliveryState.DROPPED),
        ("nv", "T-2", DeliveryState.DROPPED),
        ("nv", "T", DeliveryState.PENDING),
    ]


def test_done_stops_the_rest() -> None:
    assert told(datetime(2024, 9, 5, 8), THURSDAY, done=(THURSDAY.uid,)) == []


def test_a_warning_is_worth_nothing_after_the_day() -> None:
    found = told(datetime(2024, 9, 6, 8), replace(THURSDAY, kind=Kind.BROADCAST))
    assert ("nv", "T-3", DeliveryState.PENDING) not in found
    assert [p for p, step, _ in found if step == "T+1:head"] == ["tp"]


@pytest.mark.parametrize(
    ("at", "quiet"), [(time(20), True), (time(6, 29), True), (time(6, 30), False), (time(12), False), (time(0), True)]
)
def test_quiet_hours_run_over_midnight(at: time, quiet: bool) -> None:
    assert Policy().is_quiet(at) is quiet


def test_nobody_is_written_to_on_a_day_off() -> None:
    assert not may_send(datetime(2024, 2, 12, 9), CALENDAR, Policy())  # Tết
    assert not may_send(datetime(2024, 6, 29, 9), CALENDAR, Policy())  # Saturday
    assert may_send(datetime(2024, 6, 28, 9), CALENDAR, Policy())


def test_a_week_of_programmes_without_an_hour_is_of_use_until_it_is_over() -> None:
    week = work(date(2024, 5, 12), Kind.BROADCAST, start=date(2024, 5, 6), end=date(2024, 5, 13), quota=2)
    expires = {t.step: t.expires for t in triggers([week], Policy(), CALENDAR)}
    assert expires["T"] > date(2024, 5, 10) == week.act_by
    *_, told = deliveries(triggers([week], Policy(), CALENDAR), {week.uid: week}, CREW, (), datetime(2024, 5, 10, 8))
    assert (told.step, told.state) == ("T", DeliveryState.PENDING)
    assert not is_stale(told, week, datetime(2024, 5, 14, 7, 30))
