"""The messages on which a piece of work stands, sent by the outbox or answered by the bot, and how each reads now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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
from scheduler.deliveries import Delivery
from scheduler.feeds.publishing import with_moved
from scheduler.messages import digests
from scheduler.model import Person
from scheduler.reminders.steps import FREE, notice_of
from scheduler.schedule import Occurrence, handle


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
    office = _as_of(app, _office(app, uids, sent.at), sent.at)
    chat = Chat.of(app.repository.addresses().get((sent.person, CHANNEL), ""))
    known = {**office.off, **office.by_uid}
    held = [d for d in sent.held if notice_of(d.step) in FREE or d.uid in known]
    if chat is None or not held:
        return None
    people, absences = office.people, office.config.absences
    (digest,) = digests(held, known, office.book, office.calendar, people, absences, app.now(), office.off)
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
            return _of_what_is_gone(app, card), recipient
        shown = replace(found, office=_with_moves(app, found.office, found.uids, card.at))
        return _of_work(shown, card.view, readers, app.now()), recipient
    office = _as_of(app, _office(app, card.uids, card.at), card.at)
    return shown_list(office, readers, card, app.now()), recipient


def off_on(app: App, chat: Chat, message: str, name: str) -> Occurrence | None:
    """What was called off and stands on that message under that handle; None where nothing is known of it. Reads the store."""
    shown = found_at(app, chat, message)
    uids = () if shown is None else shown.uids if isinstance(shown, Card) else tuple(d.uid for d in shown.held)
    told = app.repository.published({uid for uid in uids if handle(uid) == name})
    return next((p.occurrence for p in told.values() if p.cancelled is not None), None)


def _of_what_is_gone(app: App, card: Card) -> Message:
    office = snapshot(app.repository, app.folder, app.now(), set(card.uids))
    gone = next((office.off[uid] for uid in card.uids if uid in office.off), None)
    return cards.gone_card() if gone is None else cards.off_card(office, gone)


def _office(app: App, uids: Collection[str], at: datetime) -> Snapshot:
    return _with_moves(app, snapshot(app.repository, app.folder, app.now(), set(uids)), uids, at)


def _with_moves(app: App, office: Snapshot, uids: Collection[str], at: datetime) -> Snapshot:
    """The office that knows which of these have moved since a message was sent, and from which day."""
    told = app.repository.published(uids)
    since = {uid: p for uid, p in told.items() if p.changed is not None and p.changed >= at}
    return replace(office, book=with_moved(office.book, since))


def _of_work(work: Work, view: View, readers: Collection[Person], now: datetime) -> Message:
    if view is View.CHECK_IN:
        return cards.check_in_card(work, readers, now)
    return cards.card(work, takers_back(work, readers, now))


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
