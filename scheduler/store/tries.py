"""What was tried and what is dead: the log of attempts, and the addresses that take no message any more."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, select

from scheduler.deliveries import Attempt, DeadChannel, Tried
from scheduler.store.tables import AttemptRow, DeadChannelRow, table
from scheduler.store.transactions import add, insert

_ATTEMPTS, _DEAD = table(AttemptRow), table(DeadChannelRow)


def keep(connection: Connection, office: str, attempt: Attempt) -> None:
    """Append one try to the log."""
    add(connection, _ATTEMPTS, [{"office": office, **asdict(attempt), "outcome": attempt.outcome.value}])


def forget(connection: Connection, office: str, before: datetime) -> None:
    """Delete the tries of before that moment."""
    connection.execute(delete(_ATTEMPTS).where(_ATTEMPTS.c.office == office, _ATTEMPTS.c.at < before))


def last(connection: Connection, office: str, person: str | None, limit: int) -> tuple[Attempt, ...]:
    """The last tries, newest last."""
    a = _ATTEMPTS.c
    columns = (a.person, a.channel, a.at, a.outcome, a["items"], a.cause, a.detail, a.again, a.reference)
    query = select(*columns).where(a.office == office).order_by(a.id.desc()).limit(limit)
    if person is not None:
        query = query.where(a.person == person)
    rows = connection.execute(query).mappings().all()
    return tuple(Attempt(**{**row, "outcome": Tried(row["outcome"])}) for row in reversed(rows))


def bury(connection: Connection, office: str, dead: DeadChannel) -> bool:
    """Mark an address as dead, and say whether it was not yet."""
    new = insert(connection, _DEAD).values(office=office, **asdict(dead)).on_conflict_do_nothing()
    return connection.execute(new.returning(_DEAD.c.person)).first() is not None


def revive(connection: Connection, office: str, person: str, channel: str) -> None:
    """A new link is an address that was not tried yet."""
    mine = (_DEAD.c.office == office, _DEAD.c.person == person, _DEAD.c.channel == channel)
    connection.execute(delete(_DEAD).where(*mine))


def dead(connection: Connection, office: str) -> Mapping[tuple[str, str], DeadChannel]:
    """What is dead, by (person, channel)."""
    d = _DEAD.c
    rows = connection.execute(select(d.person, d.channel, d.since, d.cause).where(d.office == office))
    return {(row.person, row.channel): DeadChannel(*row) for row in rows}
