"""What was fetched from Telegram, in a database: kept before it is confirmed, taken over after a crash, let go of once handled."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, update

from scheduler.chats import MOST_TRIES
from scheduler.store.tables import HeardRow, table
from scheduler.store.transactions import insert

_HEARD = table(HeardRow)
_H = _HEARD.c


def keep(
    connection: Connection, office: str, bot: int, holder: str, updates: Mapping[int, str], at: datetime
) -> tuple[int, ...]:
    """Insert those whose number is new."""
    shared = {"office": office, "bot": bot, "at": at, "holder": holder, "tries": 0}
    rows = [{**shared, "number": number, "content": content} for number, content in updates.items()]
    statement = insert(connection, _HEARD).on_conflict_do_nothing().returning(_H.number)
    return tuple(sorted(connection.execute(statement, rows).scalars()))


def take_over(connection: Connection, office: str, bot: int, holder: str) -> Mapping[int, str]:
    """What is not handled yet is that holder's now; what ended its process again and again is given up."""
    hopeless = update(_HEARD).where(*_open(office, bot), _H.tries >= MOST_TRIES)
    connection.execute(hopeless.values(content=None))
    taken = update(_HEARD).where(*_open(office, bot)).values(holder=holder).returning(_H.number, _H.content)
    return dict(sorted((number, content) for number, content in connection.execute(taken)))


def begin(connection: Connection, office: str, bot: int, holder: str, number: int) -> bool:
    """One more try, where it is still that holder's."""
    mine = (*_open(office, bot), _H.number == number, _H.holder == holder)
    begun = update(_HEARD).where(*mine).values(tries=_H.tries + 1).returning(_H.number)
    return connection.execute(begun).one_or_none() is not None


def end(connection: Connection, office: str, bot: int, number: int) -> None:
    """What people wrote is not kept any longer than it takes to handle it."""
    mine = (_H.office == office, _H.bot == bot, _H.number == number)
    connection.execute(update(_HEARD).where(*mine).values(content=None))


def forget(connection: Connection, office: str, before: datetime) -> None:
    """Numbers that Telegram cannot tell any more."""
    connection.execute(delete(_HEARD).where(_H.office == office, _H.at < before, _H.content.is_(None)))


def _open(office: str, bot: int) -> tuple[ColumnElement[bool], ...]:
    return _H.office == office, _H.bot == bot, _H.content.is_not(None)
