"""The statements of a wake-up: triggers of a span of days, and deliveries that are enqueued, claimed and recorded."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, distinct, func, or_, select, update
from sqlalchemy.sql.dml import Delete, ReturningUpdate, Update

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.store.keys import claimable_from
from scheduler.store.tables import AddressRow, DeliveryRow, TriggerRow, table
from scheduler.store.transactions import Row as NewRow
from scheduler.store.transactions import insert

_TRIGGERS, _DELIVERIES, _ADDRESSES = table(TriggerRow), table(DeliveryRow), table(AddressRow)
_D = _DELIVERIES.c
_KEY = ("uid", "step", "day", "person")
"""The columns of Delivery.key, in its order."""
_VALUE = (
    _D.uid,
    _D.step,
    _D.day,
    _D.person,
    _D.channel,
    _D.state,
    _D.attempts,
    _D.next_attempt,
    _D.sent_at,
    _D.reference,
    _D.note,
    _D.facts,
)
"""The columns of a Delivery, in the order of its fields."""


def triggers_query(office: str, first: date, last: date) -> Select[str]:
    """Payloads of the triggers from first to last, both inclusive: one range of the table's key."""
    t = _TRIGGERS.c
    span = select(t.payload).where(t.office == office, t.day >= first, t.day <= last)
    return span.order_by(t.day, t.uid, t.step)


def enqueue(connection: Connection, office: str, deliveries: Iterable[Delivery]) -> int:
    """Insert those whose key is new, and say how many were."""
    rows = [_new(office, delivery) for delivery in deliveries]
    if not rows:
        return 0
    statement = insert(connection, _DELIVERIES).on_conflict_do_nothing().returning(_D.id)
    return len(connection.execute(statement, rows).all())


def claim_statement(
    office: str, now: datetime, lease_until: datetime, worker: str, person: str | None
) -> ReturningUpdate[*tuple[object, ...]]:
    """The one conditional write of a claim. On PostgreSQL, rows that another worker is just claiming are passed over."""
    due = select(_D.id).where(_D.office == office, _D.claimable_from <= now).order_by(_D.claimable_from, _D.id)
    if person is not None:
        due = due.where(_D.person == person)
    taken = due.with_for_update(skip_locked=True).cte("due")
    claimed = update(_DELIVERIES).where(_D.id.in_(select(taken.c.id)))
    marks = {"state": DeliveryState.CLAIMED.value, "worker": worker, "claimable_from": lease_until, "attempted_at": now}
    return claimed.values(marks).returning(_D.id, *_VALUE)


def prolong_query(office: str, worker: str, lease_until: datetime) -> Update:
    """Put off the end of the leases of a worker; what can be claimed is few, however many messages were ever sent."""
    theirs = (_D.office == office, _D.claimable_from.is_not(None), _D.worker == worker)
    held = update(_DELIVERIES).where(*theirs, _D.state == DeliveryState.CLAIMED.value)
    return held.values(claimable_from=lease_until)


def claimable_query(office: str, now: datetime) -> Select[*tuple[object, ...]]:
    """What a claim would take, in the order of enqueueing."""
    return select(*_VALUE).where(_D.office == office, _D.claimable_from <= now).order_by(_D.id)


def record(connection: Connection, office: str, results: Sequence[Delivery], worker: str) -> None:
    """Write outcomes where the row is still claimed by the worker."""
    held = (_D.office == office, _D.state == DeliveryState.CLAIMED.value, _D.worker == worker)
    same = [_D[name] == bindparam(f"of_{name}") for name in _KEY]
    if results:
        connection.execute(update(_DELIVERIES).where(*held, *same), [_outcome(result) for result in results])


def no_more_query(office: str, uid: str, person: str, but: tuple[str, str, date, str] | None = None) -> Delete:
    """Delete what that person asked to be reminded of about that work and still waits, `but` the delivery of that key."""
    waiting = (_D.state == DeliveryState.PENDING.value, _D.step.startswith("again:"))
    found = delete(_DELIVERIES).where(_D.office == office, _D.uid == uid, _D.person == person, *waiting)
    return found if but is None else found.where(or_(_D.step != but[1], _D.day != but[2]))


def too_early_query(office: str, now: datetime, today: date) -> Delete:
    """Delete what a clock ahead has made for days to come, or held back for them; what somebody asked for then stays."""
    made_then = (_D.attempted_at > now) | (_D.attempted_at.is_(None) & _D.next_attempt.is_(None))
    told = _DELIVERIES.alias("told")
    same = (told.c.office == office, told.c.uid == _D.uid, told.c.person == _D.person, told.c.day == today)
    instead = select(told.c.id).where(*same, told.c.state == DeliveryState.SENT.value).exists()
    to_come = (_D.day > today) | ((_D.day == today) & (_D.state == DeliveryState.DROPPED.value) & ~instead)
    unsent = _D.state != DeliveryState.SENT.value
    return delete(_DELIVERIES).where(_D.office == office, unsent, made_then, to_come)


def shorten_query(office: str, lease_until: datetime) -> Update:
    """Let no lease last longer than that."""
    long = (_D.office == office, _D.claimable_from > lease_until, _D.state == DeliveryState.CLAIMED.value)
    return update(_DELIVERIES).where(*long).values(claimable_from=lease_until)


def turn_back_query(office: str, now: datetime, dropped: str) -> Update:
    """Let what was last taken after `now` wait again, where it is put off to later or was dropped with that note."""
    put_off = (_D.claimable_from > now) & (_D.state == DeliveryState.PENDING.value)
    too_late = (_D.state == DeliveryState.DROPPED.value) & (_D.note == dropped)
    theirs = (_D.office == office, _D.attempted_at > now, put_off | too_late)
    again = {"state": DeliveryState.PENDING.value, "next_attempt": now, "claimable_from": now, "note": None}
    return update(_DELIVERIES).where(*theirs).values(again)


def forget_old_query(office: str, before: date) -> Delete:
    """Delete what is over, of days before that one."""
    over = _D.state.in_([s.value for s in (DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED)])
    return delete(_DELIVERIES).where(_D.office == office, _D.day < before, over)


def messages_query(office: str, first: datetime, last: datetime) -> Select[str, int]:
    """How many messages each person got: what went in one message was sent at one moment."""
    sent = select(_D.person, func.count(distinct(_D.sent_at))).where(_D.office == office)
    return sent.where(_D.sent_at >= first, _D.sent_at <= last).group_by(_D.person)


def history_query(office: str, person: str | None, since: date | None) -> Select[*tuple[object, ...]]:
    """Deliveries, never tried first, newest attempt last."""
    query = select(*_VALUE).where(_D.office == office)
    if since is not None:
        query = query.where(_D.day >= since)
    if person is not None:
        query = query.where(_D.person == person)
    return query.order_by(_D.attempted_at.nulls_first(), _D.id)


def companions_query(office: str, uid: str, since: datetime) -> Select[*tuple[object, ...]]:
    """All deliveries that went out in one message with a delivery of that occurrence."""
    one = _DELIVERIES.alias("one")
    same = [one.c[name] == _D[name] for name in ("office", "person", "channel", "reference")]
    theirs = select(one.c.id).where(*same, one.c.uid == uid, one.c.sent_at >= since)
    sent = (_D.office == office, _D.state == DeliveryState.SENT.value, _D.reference.is_not(None))
    return select(*_VALUE).where(*sent, theirs.exists()).order_by(_D.id)


def rename_query(office: str, person: str, channel: str, reference: str, now: str) -> Update:
    """Give all deliveries of one message another reference."""
    theirs = (_D.office == office, _D.person == person, _D.channel == channel, _D.reference == reference)
    return update(_DELIVERIES).where(*theirs).values(reference=now)


def forget_query(office: str, person: str, channel: str, address: str) -> Update:
    """Take the references from what was sent to another address of that channel than this one."""
    a = _ADDRESSES.c
    known = select(a.person).where(a.office == office, a.person == person, a.channel == channel, a.address == address)
    theirs = (_D.office == office, _D.person == person, _D.channel == channel, _D.reference.is_not(None))
    return update(_DELIVERIES).where(*theirs, ~known.exists()).values(reference=None)


def values_of(rows: Sequence[RowMapping]) -> tuple[Delivery, ...]:
    """Rows that hold at least the columns of a Delivery → values."""
    return tuple(_value(row) for row in rows)


def _value(row: RowMapping) -> Delivery:
    found = {column.name: row[column.name] for column in _VALUE}
    facts = tuple((name, value) for name, value in json.loads(found["facts"]))
    return Delivery(**found | {"state": DeliveryState(found["state"]), "facts": facts})


def _new(office: str, d: Delivery) -> NewRow:
    facts = json.dumps(d.facts, ensure_ascii=False)
    return {"office": office, "facts": facts} | dict(zip(_KEY, d.key, strict=True)) | _state(d)


def _outcome(d: Delivery) -> NewRow:
    key = {f"of_{name}": value for name, value in zip(_KEY, d.key, strict=True)}
    return key | _state(d) | {"worker": None}


def _state(d: Delivery) -> dict[str, object]:
    return {
        "state": d.state.value,
        "channel": d.channel,
        "attempts": d.attempts,
        "next_attempt": d.next_attempt,
        "sent_at": d.sent_at,
        "reference": d.reference,
        "note": d.note,
        "claimable_from": claimable_from(d, None),
    }
