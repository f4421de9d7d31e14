"""Who asked for peace gets nothing of the own until that day; what is still of use then comes once, escalations never wait."""

from datetime import date

import pytest

from notifiers.recording import RecordingNotifier
from scheduler.deliveries import DeliveryState
from tests.support.in_memory import in_memory
from tests.support.small import CONTEST
from tests.support.waking import ON_T5, text, wake

COORDINATOR, STAFF = "dau-moi", "nv-1"


def days(first: int, last: int) -> list[str]:
    return [f"2024-05-{day:02d}T07:30" for day in range(first, last + 1)]


@pytest.mark.parametrize("until", [date(2024, 5, 13), date(2024, 5, 14)])
def test_what_waited_comes_in_one_message_on_that_day(until: date) -> None:
    office, console = in_memory([CONTEST]), RecordingNotifier("console")
    office.repository.pause(STAFF, until)
    for now in days(7, until.day - 1):
        assert wake(office, now, console) == []
    (sent,) = wake(office, f"{until}T07:30", console)
    assert text(sent).count("hội thi") == 1
    assert {d.state for d in office.repository.deliveries() if d.step in ("T-5", "T-2")} == {DeliveryState.SENT}


def test_what_waits_says_why() -> None:
    office, console = in_memory([CONTEST]), RecordingNotifier("console")
    office.repository.pause(STAFF, date(2024, 5, 20))
    wake(office, ON_T5, console)
    (held,) = office.repository.deliveries(person=STAFF)
    assert (held.state, held.note) == (DeliveryState.PENDING, "paused")


def test_a_pause_that_is_taken_back_ends_with_the_next_morning() -> None:
    office, console = in_memory([CONTEST]), RecordingNotifier("console")
    office.repository.pause(STAFF, date(2024, 5, 20))
    wake(office, ON_T5, console)
    office.repository.pause(STAFF, None)
    assert len(wake(office, "2024-05-08T07:30", console)) == 1


def test_the_pause_of_one_stops_no_escalation_not_even_the_coordinators() -> None:
    office, console = in_memory([CONTEST]), RecordingNotifier("console")
    for person in (STAFF, COORDINATOR):
        office.repository.pause(person, date(2024, 6, 3))
    sent = [s for now in days(7, 31) for s in wake(office, now, console)]
    assert {s.recipient.id for s in sent} == {COORDINATOR}
    assert "đơn vị chưa báo xong" in text(sent[0])


def test_what_is_past_when_the_pause_ends_is_dropped() -> None:
    office, console = in_memory([CONTEST]), RecordingNotifier("console")
    office.repository.pause(STAFF, date(2024, 6, 28))
    for now in (*days(7, 31), *(f"2024-06-{day:02d}T07:30" for day in range(1, 29))):
        assert not [s for s in wake(office, now, console) if s.recipient.id == STAFF]
    assert {d.state for d in office.repository.deliveries(person=STAFF)} == {DeliveryState.DROPPED}
