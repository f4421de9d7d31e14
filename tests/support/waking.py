"""An office in memory that is woken: what it sends, how its deliveries stand, and applying it anew."""

import asyncio
from collections.abc import Iterable

from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.recording import RecordingNotifier, Sent
from scheduler.actions.apply import apply, preview
from scheduler.actions.remind import wake_up
from scheduler.deliveries import DeliveryState
from tests.support.in_memory import FOLDER, InMemory, moment
from tests.support.small import CONFIG, PLAN, Line, plan_text

BEFORE, ON_T5 = "2024-05-06T08:00", "2024-05-07T07:30"
TALK = Line("2", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
ON_AIR = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "TU", at = 17:30:00 }\nunits = ["so-1"]\n'


class Down(RecordingNotifier):
    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        raise DeliveryError("no network", cause=Cause.UNREACHABLE)


def wake(office: InMemory, now: str, *notifiers: RecordingNotifier) -> list[Sent]:
    """One wake-up; what it sent, by all channels, in order."""
    channels = {n.channel: n for n in notifiers}
    sent = [len(n.sent) for n in notifiers]
    asyncio.run(wake_up(office.repository, FOLDER, channels, lambda: moment(now)))
    return [s for n, had in zip(notifiers, sent, strict=True) for s in n.sent[had:]]


def text(sent: Sent) -> str:
    return "\n".join((sent.message.title, *sent.message.paragraphs))


def steps(office: InMemory) -> dict[tuple[str, str], tuple[DeliveryState, str | None]]:
    return {(d.person, d.step): (d.state, d.note) for d in office.repository.deliveries()}


def reapply(office: InMemory, lines: Iterable[Line], now: str, more: str = "") -> InMemory:
    changed = CONFIG.format(port=8640) + more
    found = preview(office.repository, changed, {PLAN: plan_text(list(lines)).encode()}, FOLDER, moment(now))
    apply(office.repository, found, FOLDER, moment(now))
    return InMemory(office.repository, changed)
