"""Messages that a channel does not take in time: dropped when they help nobody any more."""

import asyncio
from datetime import datetime

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.recording import RecordingNotifier
from scheduler.actions.remind import wake_up
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import CONTEST, PROGRAMME, Line

ON_AIR = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "TU", at = 17:30:00 }\nunits = ["so-1"]\n'


class Down(RecordingNotifier):
    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        raise DeliveryError("no network")


def office_of(line: Line, more: str = "") -> InMemory:
    office = in_memory([line], more=more)
    wake(office, moment("2024-05-06T08:00"), RecordingNotifier("console"))
    return office


def wake(office: InMemory, now: datetime, notifier: RecordingNotifier) -> list[str]:
    """One wake-up; the steps that it tried to send."""
    outcomes = asyncio.run(wake_up(office.repository, FOLDER, {"console": notifier}, lambda: now))
    return [d.step for outcome in outcomes for d in outcome.digest.deliveries]


def notes(office: InMemory) -> dict[str, str | None]:
    return {d.step: d.note for d in office.repository.deliveries()}


def test_a_month_after_its_day_it_is_dropped() -> None:
    office = office_of(CONTEST)
    wake(office, moment("2024-05-07T07:30"), Down("console"))
    assert "T-5" in wake(office, moment("2024-06-13T08:00"), Down("console"))
    assert "T-5" not in wake(office, moment("2024-06-17T08:00"), RecordingNotifier("console"))
    assert notes(office)["T-5"] == "expired"


def test_nobody_is_called_to_a_programme_of_yesterday() -> None:
    office = office_of(PROGRAMME, ON_AIR)
    assert wake(office, moment("2024-05-07T16:31"), Down("console")) == ["T"]
    assert "T" not in wake(office, moment("2024-05-08T07:30"), RecordingNotifier("console"))
    assert notes(office)["T"] == "expired"


def test_what_an_outage_made_too_late_is_kept_with_its_reason() -> None:
    office = office_of(PROGRAMME, ON_AIR)
    wake(office, moment("2024-05-17T07:30"), RecordingNotifier("console"))
    missed = {(d.step, d.day.isoformat()): d.note for d in office.repository.deliveries() if d.person == "nv-1"}
    assert missed["T", "2024-05-07"] == missed["T", "2024-05-14"] == "expired"
