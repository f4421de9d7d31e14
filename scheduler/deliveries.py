"""What becomes of a message: the delivery that is claimed, sent and recorded, each try of it, a channel that takes none."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.diagnostics import Values


class DeliveryState(StrEnum):
    """The life of a delivery: pending → claimed → sent | failed | dropped; a claim past its lease is pending again."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One (occurrence, trigger, recipient): the unit of claim → send → record. note: a code that says why it waits or ended.

    step and day name the trigger: a moved deadline rings its rungs again, each on its new day. channel: by which it was sent,
    or is to be tried next; another channel makes no other delivery. facts: what it says that the plan does not know.
    """

    uid: str
    step: str
    day: date
    person: str
    channel: str
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    next_attempt: datetime | None = None
    sent_at: datetime | None = None
    reference: str | None = None
    note: str | None = None
    facts: Values = ()

    @property
    def key(self) -> tuple[str, str, date, str]:
        """What makes a delivery one and the same."""
        return self.uid, self.step, self.day, self.person


class Tried(StrEnum):
    """What came of a try: the message was sent, is tried again, goes by the person's next channel, or is given up."""

    SENT = "sent"
    AGAIN = "again"
    ELSEWHERE = "elsewhere"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send a message of so many items (UTC). cause: the code of what went wrong; detail: the channel's own words.

    again: when it is tried next by the same channel. reference: what the channel calls what it sent.
    """

    person: str
    channel: str
    at: datetime
    outcome: Tried
    items: int
    cause: str | None = None
    detail: str | None = None
    again: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class DeadChannel:
    """A person's address on a channel that takes no message any more: since when (UTC), why (a code); a new link revives it."""

    person: str
    channel: str
    since: datetime
    cause: str
