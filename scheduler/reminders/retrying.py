"""What becomes of a message that was not delivered, as a value: tried again later, by another channel, or given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeAlias

from notifiers.notifier import Cause, DeliveryError

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120))
UNKNOWN = timedelta(minutes=10)
"""It may have arrived: long enough that a double is rare, short enough to be of use."""

LONGEST_WAIT = timedelta(days=1)
"""Who tells us to wait for longer is asked again each day, so that what becomes useless meanwhile is dropped with its reason."""

_SPREAD = 0.2
_SOON = 0.75  # seconds after a wait that the channel told: it means "after", not "at"
_PATIENCE = 3  # failures that may pass, before another channel is taken


@dataclass(frozen=True, slots=True)
class Again:
    """Try the same channel again at that moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Take that channel, at once."""

    channel: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Nobody is helped by another try."""


Decision: TypeAlias = Again | Elsewhere | GivenUp


def decide(error: DeliveryError, attempts: int, now: datetime, spread: float, other: str | None) -> Decision:
    """After the try number `attempts` (from 1). other: the person's next channel. spread: 0 to 1, another for each message.

    An address that is dead, a message that is refused and a channel that is not set up go elsewhere or stop; an outage is
    waited out however long, by the other channel from the third failure on.
    """
    if error.permanent or error.refused:
        return GivenUp() if other is None else Elsewhere(other)
    if error.cause is Cause.NOT_SET_UP and other is not None:
        return Elsewhere(other)
    if error.retry_after is not None:
        return Again(now + min(error.retry_after, LONGEST_WAIT) + timedelta(seconds=_SOON * spread))
    if other is not None and attempts % _PATIENCE == 0:
        return Elsewhere(other)
    wait = BACKOFF[min(attempts, len(BACKOFF)) - 1]
    return Again(now + max(wait, UNKNOWN if error.unknown else wait) * (1 + _SPREAD * spread))


def spread_of(key: object, attempts: int) -> float:
    """A number from 0 to 1 that differs by message and try, and is the same wherever it is worked out."""
    digest = sha256(repr((key, attempts)).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
