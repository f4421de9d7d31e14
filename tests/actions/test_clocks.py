"""A clock that was wrong: what it did holds nothing back and doubles nothing once it is right again."""

from datetime import UTC

from notifiers.message import Message, Recipient
from notifiers.notifier import Receipt
from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import refresh
from scheduler.actions.leases import LEASE
from scheduler.actions.remind import wake_up
from scheduler.deliveries import Delivery, DeliveryState
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
    assert wake(office, "2024-05-07T08:00", console) == [], "whoever holds it may be sending it"
    assert len(wake(office, "2024-05-07T08:05", console)) == 1


def test_a_clock_set_back_while_another_process_sends_doubles_nothing(console: RecordingNotifier) -> None:
    """Half an hour back, in the midst of a message: whoever wakes up by the new time leaves it to the one that has it."""
    office, other = in_memory([CONTEST]), RecordingNotifier("console")
    wake(office, BEFORE, console)
    console.sent.clear()

    class SetBack(RecordingNotifier):
        async def send(self, message: Message, recipient: Recipient) -> Receipt:
            now = moment("2024-05-07T08:00")
            await wake_up(office.repository, FOLDER, {"console": other}, lambda: now)
            return await super().send(message, recipient)

    held = SetBack("console")
    assert len(wake(office, "2024-05-07T08:30", held)) == 1
    assert other.sent == []
    assert [wake(office, f"2024-05-07T08:{minute:02}", console) for minute in (1, 5, 31, 45)] == 4 * [[]]


def test_what_gave_way_to_a_later_rung_that_was_sent_does_not_come_after_it(console: RecordingNotifier) -> None:
    """The message of the day before a clock was set back has said it all."""
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    day = moment(ON_T5).date()
    (due,) = (t for t in office.repository.triggers(day, day) if t.step == "T-5")
    ahead = moment("2024-05-07T08:30").astimezone(UTC)
    rung = Delivery(due.uid, due.step, day, "nv-1", "console", DeliveryState.DROPPED, note="superseded")
    sent = Delivery(due.uid, "T", day, "nv-1", "console", DeliveryState.SENT, 1, sent_at=ahead, reference="1")
    office.repository.enqueue([rung, sent], ahead)
    assert wake(office, "2024-05-07T08:00", console) == []


def test_what_was_sent_by_a_clock_ahead_fills_no_cap_of_today(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], more="\n[messages]\nper_day = 1\n")
    wake(office, BEFORE, console)
    later = moment("2031-01-02T08:00").astimezone(UTC)
    day = later.date()
    sent = Delivery("x", "T", day, "nv-1", "console", DeliveryState.SENT, 1, sent_at=later, reference="1")
    office.repository.enqueue([sent], later)
    assert [s.recipient.id for s in wake(office, ON_T5, console)] == ["nv-1"]
