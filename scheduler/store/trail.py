"""The statements of the audit trail: an entry appended, the entries read in their order."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from scheduler.schedule import Act, Progress
from scheduler.store.tables import ProgressRow, table
from scheduler.store.transactions import add

_ENTRIES = table(ProgressRow)
_E = _ENTRIES.c
_VALUE = (_E.uid, _E.act, _E.reported_by, _E.reported_at, _E.channel, _E.task, _E.pieces, _E.said, _E.evidence, _E.hand)
"""The columns of a Progress, in the order of its fields."""
_ENTRY = select(*_VALUE)


def length(connection: Connection, office: str, uid: str) -> int:
    """How many entries there are about an occurrence."""
    query = select(func.count()).select_from(_ENTRIES).where(_E.office == office, _E.uid == uid)
    return connection.scalar(query) or 0


def append(connection: Connection, office: str, p: Progress) -> None:
    """Add an entry behind all others."""
    told = (p.uid, p.act.value, p.by, p.at, p.channel, p.task, p.count, p.text, p.evidence, p.hand)
    add(connection, _ENTRIES, [{"office": office} | {c.name: fact for c, fact in zip(_VALUE, told, strict=True)}])


def entries(connection: Connection, office: str, uid: str | None) -> tuple[Progress, ...]:
    """The entries of an office, or of one occurrence, oldest first."""
    query = _ENTRY.where(_E.office == office).order_by(_E.id)
    rows = connection.execute(query if uid is None else query.where(_E.uid == uid))
    return tuple(Progress(uid, Act(act), *rest) for uid, act, *rest in rows)


def entries_of(connection: Connection, office: str, uids: Sequence[str]) -> tuple[Progress, ...]:
    """The entries about some occurrences, by an index."""
    rows = connection.execute(_ENTRY.where(_E.office == office, _E.uid.in_(uids)).order_by(_E.id))
    return tuple(Progress(uid, Act(act), *rest) for uid, act, *rest in rows)


def after(connection: Connection, office: str, number: int, since: datetime | None) -> tuple[int, frozenset[str]]:
    """The number of the last entry, and what the entries behind `number` are about; since: those of that moment or later."""
    last = connection.scalar(select(func.max(_E.id)).where(_E.office == office)) or 0
    return last, frozenset(connection.scalars(after_query(office, number, last, since)))


def after_query(office: str, number: int, last: int, since: datetime | None) -> Select[str]:
    """What the entries behind `number` up to `last` are about; since: those of that moment or later."""
    if since is None:
        return select(_E.uid).where(_E.office == office, _E.id > number, _E.id <= last)
    return select(_E.uid).where(_E.office == office, _E.reported_at >= since)


def settled(connection: Connection, office: str, before: datetime) -> frozenset[str]:
    """The occurrences whose last entry says done of the whole, and is older than that."""
    last = select(func.max(_E.id)).where(_E.office == office).group_by(_E.uid)
    done = _E.act == Act.DONE.value, _E.task.is_(None), _E.reported_at < before
    return frozenset(connection.scalars(select(_E.uid).where(_E.id.in_(last), *done)))


def evidence_since(connection: Connection, moment: datetime) -> frozenset[str]:
    """What entries of all offices name as evidence, reported at that moment or later."""
    query = select(_E.evidence).where(_E.evidence.is_not(None), _E.reported_at >= moment)
    return frozenset(connection.scalars(query))
