"""The messages on which a piece of work stands, sent by the outbox or answered by the bot, and how each reads now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, assert_never

from notifiers.message import Message, Recipient
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.app import App
from scheduler.bot import cards
from scheduler.bot.lists import shown_list
from scheduler.bot.whose import CHANNEL, people_before
from scheduler.bot.work import Work, takers_back, work_by_uid
from scheduler.chats import CARD_LIFE, Card, Chat, View
from scheduler.messages import digests
from scheduler.reminders.steps import FREE, notice_of
from scheduler.schedule import Delivery


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the outbox as it was sent: to whom, in which chat (by address), under which reference, what it told."""

    person: str
    chat: str
    reference: str
    held: tuple[Delivery, ...]

    @property
    def at(self) -> datetime:
        """When (UTC)."""
        return min(d.sent_at for d in self.held if d.sent_at is not None)

    def is_in(self, message: str) -> bool:
        """Whether that message is it, or a part of it."""
        return message in self.reference.split(",")


Shown: TypeAlias = Sent | Card


def holding(app: App, uids: Collection[str]) -> tuple[Shown, ...]:
    """Every message on which one of these stands. Reads the store."""
    since, addresses = app.now() - CARD_LIFE, app.repository.addresses()
    sent = (s for uid in uids for s in _sent(app.repository.messages_with(uid, since), addresses))
    return (*{(s.person, s.reference): s for s in sent}.values(), *app.chats.cards_with(uids))


def found_at(app: App, chat: Chat, message: str) -> Shown | None:
    """The message of that number in a chat, whatever stands on it. Reads the store."""
    since, addresses = (app.now() - CARD_LIFE).date(), app.repository.addresses()
    theirs = (app.repository.deliveries(person=p.id, since=since) for p in people_before(app, chat))
    sent = (s for those in theirs for s in _sent(those, addresses) if s.chat == chat.address)
    found: tuple[Shown, ...] = (*app.chats.cards_in(chat.address), *sent)
    return next((s for s in found if s.is_in(message)), None)


def as_it_reads_now(app: App, shown: Shown) -> tuple[Message, Recipient] | None:
    """How it reads now, and where; None where nobody is to see it any more. What left the plans is left out of it."""
    match shown:
        case Sent():
            return _digest(app, shown)
        case Card():
            return _card(app, shown)
        case _:
            assert_never(shown)


def _digest(app: App, sent: Sent) -> tuple[Message, Recipient] | None:
    uids = {d.uid for d in sent.held if notice_of(d.step) not in FREE}
    office = _as_of(app, snapshot(app.repository, app.folder, app.now(), uids), sent.at)
    chat = Chat.of(app.repository.addresses().get((sent.person, CHANNEL), ""))
    held = [d for d in sent.held if notice_of(d.step) in FREE or d.uid in office.by_uid]
    if chat is None or not held:
        return None
    people, absences = office.people, office.config.absences
    (digest,) = digests(held, office.by_uid, office.book, office.calendar, people, absences, app.now())
    return digest.message, Recipient(str(chat.id), sent.person, chat.topic)


def _card(app: App, card: Card) -> tuple[Message, Recipient] | None:
    chat = Chat.of(card.chat)
    readers = () if chat is None else people_before(app, chat)
    if chat is None or not readers:
        return None
    recipient = Recipient(str(chat.id), topic=chat.topic)
    if card.view in (View.WORK, View.CHECK_IN):
        found = next((w for uid in card.uids if (w := work_by_uid(app, uid)) is not None), None)
        if found is None:
            return cards.gone_card(), recipient
        return _of_work(found, card.view, bool(takers_back(found, readers, app.now()))), recipient
    office = _as_of(app, snapshot(app.repository, app.folder, app.now(), set(card.uids)), card.at)
    return shown_list(office, readers, card, app.now()), recipient


def _of_work(work: Work, view: View, undoes: bool) -> Message:
    return cards.check_in_card(work, undoes) if view is View.CHECK_IN else cards.card(work, undoes)


def _as_of(app: App, office: Snapshot, at: datetime) -> Snapshot:
    """Looked at on the day on which it was sent: what was due that day is still so."""
    return office.at(at.astimezone(app.now().tzinfo))


def _sent(held: Iterable[Delivery], addresses: Mapping[tuple[str, str], str]) -> tuple[Sent, ...]:
    by_message: dict[tuple[str, str], list[Delivery]] = {}
    for d in held:
        if d.channel == CHANNEL and d.reference and d.sent_at is not None:
            by_message.setdefault((d.person, d.reference), []).append(d)
    return tuple(
        Sent(person, addresses.get((person, CHANNEL), ""), reference, tuple(those))
        for (person, reference), those in by_message.items()
    )
