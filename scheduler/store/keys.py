"""What values of the schedule are found and told apart by; the same for the store in a database and its twin in memory."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Final, TypeAlias, TypeVar, assert_never

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.schedule import Occurrence, Trigger, Waiting

Value = TypeVar("Value", Occurrence, Waiting, Trigger)
DeliveryKey: TypeAlias = tuple[str, str, date, str]
_AT_ONCE: Final = datetime(1970, 1, 1, tzinfo=UTC)


def trigger_key(trigger: Trigger) -> tuple[str, str, str]:
    """The order of a wake-up's answer: day, uid, step."""
    return (trigger.day.isoformat(), trigger.uid, trigger.step)


def occurrence_key(occurrence: Occurrence) -> tuple[str]:
    """An occurrence is its uid."""
    return (occurrence.uid,)


def involved(occurrence: Occurrence) -> frozenset[str]:
    """The units that lead, report or coordinate it."""
    own = () if occurrence.unit is None else (occurrence.unit,)
    return frozenset((*own, *occurrence.leads, *occurrence.coordinating))


def distinct(values: Iterable[Value], key: Callable[[Value], tuple[str, ...]]) -> tuple[Value, ...]:
    """The values, equal ones once; raises ValueError where two different ones bear one key, which is a slip of ours."""
    kept: dict[tuple[str, ...], Value] = {}
    for value in values:
        if kept.setdefault(key(value), value) != value:
            raise ValueError(f"two different values with the key {key(value)}")
    return tuple(kept.values())


def claimable_from(delivery: Delivery, leased_until: datetime | None) -> datetime | None:
    """From when a worker may take it: a pending one at its next attempt, a claimed one after its lease, others never (None)."""
    match delivery.state:
        case DeliveryState.PENDING:
            return delivery.next_attempt or _AT_ONCE
        case DeliveryState.CLAIMED:
            return leased_until
        case DeliveryState.SENT | DeliveryState.FAILED | DeliveryState.DROPPED:
            return None
        case _:
            assert_never(delivery.state)
