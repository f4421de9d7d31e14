"""The statements of cards: which messages of the bot's show which work; a row for each piece of work on each message."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Row, Select, delete, select

from scheduler.chats import CARD_LIFE, Card, View
from scheduler.store.tables import CardRow, table
from scheduler.store.transactions import add, in_parts

_CARDS = table(CardRow)
_C = _CARDS.c


def keep(connection: Connection, office: str, card: Card) -> None:
    """Write what a message shows now in place of what it showed, and forget what is too old."""
    connection.execute(delete(_CARDS).where(_C.office == office, _C.at < card.at - CARD_LIFE))
    forget(connection, office, card.chat, card.reference)
    same = {
        "office": office,
        "chat": card.chat,
        "reference": card.reference,
        "view": card.view.value,
        "at": card.at,
        "more": card.more,
        "earlier": card.earlier,
    }
    add(connection, _CARDS, [same | {"place": place, "uid": uid} for place, uid in enumerate(card.uids)])


def forget(connection: Connection, office: str, chat: str, reference: str) -> None:
    """Take one message out."""
    connection.execute(delete(_CARDS).where(_C.office == office, _C.chat == chat, _C.reference == reference))


def with_any(connection: Connection, office: str, uids: Collection[str]) -> tuple[Card, ...]:
    """The messages that show one of these, the oldest first."""
    shown = set[tuple[str, str]]()
    for part in in_parts(uids):
        query = select(_C.chat, _C.reference).where(_C.office == office, _C.uid.in_(part))
        shown.update((chat, reference) for chat, reference in connection.execute(query))
    whole = (_cards(connection, _rows(office).where(_C.chat == c, _C.reference == r)) for c, r in sorted(shown))
    return tuple(sorted((card for cards in whole for card in cards), key=_age))


def in_chat(connection: Connection, office: str, chat: str) -> tuple[Card, ...]:
    """The messages of one chat, the oldest first."""
    return tuple(sorted(_cards(connection, _rows(office).where(_C.chat == chat)), key=_age))


def _rows(office: str) -> Select[*tuple[object, ...]]:
    query = select(_C.chat, _C.reference, _C.view, _C.at, _C.more, _C.earlier, _C.uid).where(_C.office == office)
    return query.order_by(_C.chat, _C.reference, _C.place)


def _cards(connection: Connection, query: Select[*tuple[object, ...]]) -> Iterable[Card]:
    for (chat, reference), rows in groupby(connection.execute(query), key=_message):
        held = list(rows)
        first, uids = held[0], tuple(row.uid for row in held)
        yield Card(chat, reference, View(first.view), uids, first.at, first.more, first.earlier)


def _message(row: Row[*tuple[object, ...]]) -> tuple[str, str]:
    return row.chat, row.reference


def _age(card: Card) -> tuple[datetime, str, str]:
    return card.at, card.chat, card.reference
