"""What becomes of a message that was not delivered: one decision for each sort of failure."""

from datetime import UTC, datetime, timedelta

import pytest

from notifiers.notifier import Cause, DeliveryError
from scheduler.reminders.retrying import Again, Decision, Elsewhere, GivenUp, decide, spread_of
from scheduler.words import say

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
PLAIN = DeliveryError("no network", cause=Cause.UNREACHABLE)
UNKNOWN = DeliveryError("timed out", unknown=True, cause=Cause.TIMEOUT)
WAIT = DeliveryError("429", retry_after=timedelta(seconds=40), cause=Cause.RATE_LIMITED)
YEARS = DeliveryError("429", retry_after=timedelta(seconds=10**9), cause=Cause.RATE_LIMITED)
BLOCKED = DeliveryError("blocked", permanent=True, cause=Cause.BLOCKED)
REFUSED = DeliveryError("too long", refused=True, cause=Cause.REJECTED)
NOT_SET_UP = DeliveryError("none", cause=Cause.NOT_SET_UP)


def after(**time: float) -> Again:
    return Again(NOW + timedelta(**time))


CASES = {
    "outage, first": (PLAIN, 1, None, after(minutes=1)),
    "outage, second": (PLAIN, 2, None, after(minutes=5)),
    "outage, third": (PLAIN, 3, None, after(minutes=30)),
    "outage, hundredth": (PLAIN, 100, None, after(hours=2)),
    "outage, third, another channel": (PLAIN, 3, "email", Elsewhere("email")),
    "outage, second, another channel": (PLAIN, 2, "email", after(minutes=5)),
    "unknown, first": (UNKNOWN, 1, None, after(minutes=10)),
    "unknown, third": (UNKNOWN, 3, None, after(minutes=30)),
    "told to wait": (WAIT, 1, None, after(seconds=40)),
    "told to wait for the third time": (WAIT, 3, "email", after(seconds=40)),
    "told to wait for years": (YEARS, 1, None, after(days=1)),
    "blocked": (BLOCKED, 1, None, GivenUp()),
    "blocked, another channel": (BLOCKED, 1, "email", Elsewhere("email")),
    "refused": (REFUSED, 1, None, GivenUp()),
    "refused, another channel": (REFUSED, 1, "email", Elsewhere("email")),
    "not set up": (NOT_SET_UP, 1, None, after(minutes=1)),
    "not set up, another channel": (NOT_SET_UP, 1, "email", Elsewhere("email")),
}


@pytest.mark.parametrize("case", CASES)
def test_the_decision(case: str) -> None:
    error, attempts, other, expected = CASES[case]
    decided: Decision = decide(error, attempts, NOW, 0.0, other)
    assert decided == expected


@pytest.mark.parametrize("error", [PLAIN, UNKNOWN, WAIT], ids=["outage", "unknown", "told to wait"])
def test_jitter_only_ever_waits_longer(error: DeliveryError) -> None:
    soon, late = (decide(error, 1, NOW, spread, None) for spread in (0.0, 1.0))
    assert isinstance(soon, Again) and isinstance(late, Again)
    assert soon.at < late.at <= NOW + (soon.at - NOW) * 1.2


def test_messages_are_spread_and_the_same_one_falls_alike() -> None:
    found = {spread_of(f"m{n}", 1) for n in range(100)}
    assert len(found) == 100
    assert all(0 <= f < 1 for f in found)
    assert spread_of("m1", 2) == spread_of("m1", 2) != spread_of("m1", 1)


@pytest.mark.parametrize("cause", list(Cause))
def test_each_cause_has_its_sentence(cause: Cause) -> None:
    assert say("outbox", "cause", cause.value)
