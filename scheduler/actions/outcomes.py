"""What is written of a delivery after a try: sent, postponed, or counted; and the try itself, for the log."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from notifiers.notifier import DeliveryError, Receipt
from scheduler.deliveries import Attempt, Delivery, DeliveryState, Tried
from scheduler.messages import Digest
from scheduler.reminders.retrying import Again, Decision, Elsewhere, GivenUp


def sent(delivery: Delivery, receipt: Receipt, now: datetime) -> Delivery:
    """It arrived."""
    return replace(
        delivery,
        state=DeliveryState.SENT,
        attempts=delivery.attempts + 1,
        next_attempt=None,
        sent_at=now,
        reference=receipt.reference,
        note=None,
    )


def counted(delivery: Delivery, error: DeliveryError) -> Delivery:
    """One try more, with why it failed."""
    return replace(delivery, attempts=delivery.attempts + 1, note=error.cause.value)


def postponed(delivery: Delivery, error: DeliveryError, decision: Again | Elsewhere) -> Delivery:
    """It waits for its next try, or for its next channel."""
    later = replace(counted(delivery, error), state=DeliveryState.PENDING)
    match decision:
        case Again(at):
            return replace(later, next_attempt=at)
        case Elsewhere(channel):
            return replace(later, next_attempt=None, channel=channel)
        case _:
            assert_never(decision)


def attempt_of(digest: Digest, error: DeliveryError, decision: Decision, now: datetime) -> Attempt:
    """A try that failed, and what was decided."""
    tried = Attempt(
        digest.person,
        digest.channel,
        now,
        Tried.GIVEN_UP,
        len(digest.deliveries),
        error.cause.value,
        error.reason,
        reference=error.arrived or None,
    )
    match decision:
        case Again(at):
            return replace(tried, outcome=Tried.AGAIN, again=at)
        case Elsewhere():
            return replace(tried, outcome=Tried.ELSEWHERE)
        case GivenUp():
            return tried
        case _:
            assert_never(decision)
