"""A clock that was wrong: what it did holds nothing back and doubles nothing once it is right again."""

from datetime import UTC

from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import refresh
from scheduler.actions.sending import LEASE
from scheduler.schedule import Delivery, DeliveryState
from tests.support.in_memory import FOLDER, in_memory, moment
from tests.support.small import CONTEST
from tests.support.waking import BEFORE, ON_T5, Down, wake


def test_a_clock_that_was_in_the_future_stops_nothing(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    refresh(office.repository, FOLDER, moment("2031-01-01T08:00"))
    assert wake(office, "2031-01-01T08:00", console) == []
    refresh(office.repository, FOLDER, moment(ON_T5))
    assert office.repository.derived_on() == moment(ON_T5).date()
    assert len(wake(office, ON_T5, console)) == 1
    assert wake(office, "2024-05-07T08:00", console) == []


def test_a_clock_that_goes_back_an_hour_doubles_nothing(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    assert len(wake(office, "2024-05-07T08:30", console)) == 1
    assert wake(office, ON_T5, console) == wake(office, "2024-05-07T08:31", console) == []


AHEAD = "2024-06-25T08:00"


def test_what_a_clock_ahead_has_put_off_or_dropped_comes_when_the_clock_is_right_again(
    console: RecordingNotifier,
) -> None:
    """Ahead by weeks, it finds the network down and tries later, or finds a reminder that waits too late and drops it."""
    for ahead in ("2024-05-20T08:00", AHEAD):
        office = in_memory([CONTEST])
        wake(office, BEFORE, console)
        assert wake(office, ON_T5, Down("console")) == []
        wake(office, ahead, Down("console"))
        assert len(wake(office, "2024-05-07T08:00", console)) == 1


def test_a_clock_ahead_in_which_the_process_was_killed_holds_nothing_back(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    assert wake(office, ON_T5, Down("console")) == []
    ahead = moment("2024-05-20T08:00").astimezone(UTC)
    office.repository.enqueue((), ahead)
    assert office.repository.claim(ahead, ahead + LEASE, "killed")
    assert len(wake(office, "2024-05-07T08:00", console)) == 1


def test_what_was_sent_by_a_clock_ahead_fills_no_cap_of_today(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], more="\n[messages]\nper_day = 1\n")
    wake(office, BEFORE, console)
    later = moment("2031-01-02T08:00").astimezone(UTC)
    day = later.date()
    sent = Delivery("x", "T", day, "nv-1", "console", DeliveryState.SENT, 1, sent_at=later, reference="1")
    office.repository.enqueue([sent], later)
    assert [s.recipient.id for s in wake(office, ON_T5, console)] == ["nv-1"]
