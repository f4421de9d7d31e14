"""Claim → send → record: what every store promises of deliveries, in memory, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.ports import Repository

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=5)
SECOND = timedelta(seconds=1)
ONE, TWO, THREE = (Delivery(uid, "T", date(2026, 3, 2), "vp-truc", "telegram") for uid in ("one", "two", "three"))


def uids(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [d.uid for d in deliveries]


def sent(delivery: Delivery) -> Delivery:
    return replace(delivery, state=DeliveryState.SENT, attempts=1, sent_at=NOW, reference="17")


def test_enqueueing_twice_adds_nothing_and_undoes_nothing(repository: Repository) -> None:
    assert repository.enqueue([ONE, TWO], NOW) == 2
    repository.record([sent(d) for d in repository.claim(NOW, LEASE, "w")], "w")
    assert repository.enqueue([TWO, THREE, ONE, THREE], NOW + SECOND) == 1
    assert [d.state for d in repository.deliveries()] == [DeliveryState.PENDING, DeliveryState.SENT, DeliveryState.SENT]
    assert repository.last_wakeup() == NOW + SECOND


@pytest.mark.parametrize(
    "other",
    [replace(ONE, uid="o"), replace(ONE, step="o"), replace(ONE, person="o"), replace(ONE, day=date(2026, 3, 3))],
    ids=["uid", "step", "person", "day"],
)
def test_each_part_of_the_key_makes_another_delivery(repository: Repository, other: Delivery) -> None:
    assert repository.enqueue([ONE, other], NOW) == 2


def test_a_wake_up_with_nothing_due_is_recorded(repository: Repository) -> None:
    assert repository.enqueue([], NOW) == 0
    assert repository.last_wakeup() == NOW


def test_what_is_claimed_is_marked_and_not_claimed_again(repository: Repository) -> None:
    repository.enqueue([TWO, ONE], NOW)
    claimed = repository.claim(NOW, LEASE, "w")
    assert claimed == tuple(replace(d, state=DeliveryState.CLAIMED) for d in (TWO, ONE))
    assert repository.claim(NOW, LEASE, "w") == repository.claim(NOW, LEASE, "v") == ()


def test_who_lives_keeps_what_it_holds_and_takes_nothing_of_others(repository: Repository) -> None:
    repository.enqueue([ONE, replace(TWO, person="other")], NOW)
    repository.claim(NOW, LEASE, "w", ONE.person)
    repository.claim(NOW, LEASE, "v", "other")
    repository.prolong("w", LEASE + 2 * SECOND)
    repository.prolong("nobody", LEASE + timedelta(days=1))
    assert uids(repository.claim(LEASE + SECOND, LEASE, "x")) == ["two"]
    repository.record([sent(ONE)], "w")
    repository.prolong("w", LEASE + timedelta(days=1))
    assert repository.claimable(LEASE + timedelta(days=2)) == repository.claimable(LEASE)


def test_a_delivery_waits_for_its_next_attempt(repository: Repository) -> None:
    repository.enqueue([replace(ONE, next_attempt=NOW + SECOND), replace(TWO, next_attempt=NOW), THREE], NOW)
    assert uids(repository.claim(NOW, LEASE, "w")) == ["two", "three"]
    assert uids(repository.claim(NOW + SECOND, LEASE, "w")) == ["one"]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DROPPED])
def test_what_is_over_is_never_claimed(repository: Repository, state: DeliveryState) -> None:
    over = replace(ONE, state=state, attempts=2, note="quá hạn")
    repository.enqueue([over], NOW)
    assert repository.claim(NOW + timedelta(days=9), NOW + timedelta(days=10), "w") == ()
    assert repository.deliveries() == (over,)


def test_a_lease_that_passed_is_claimed_again(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    repository.claim(NOW, LEASE, "stopped")
    assert repository.claim(LEASE - SECOND, LEASE + LEASE.resolution, "w") == ()
    assert uids(repository.claim(LEASE, LEASE + timedelta(minutes=5), "w")) == ["one"]


def test_recording_by_a_worker_that_lost_its_lease_changes_nothing(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    (late,) = repository.claim(NOW, LEASE, "late")
    (mine,) = repository.claim(LEASE, LEASE + timedelta(minutes=5), "w")
    repository.record([sent(late)], "late")
    assert repository.deliveries() == (mine,)
    repository.record([replace(mine, state=DeliveryState.FAILED, note="blocked")], "w")
    repository.record([sent(late)], "late")
    assert [d.note for d in repository.deliveries()] == ["blocked"]


def test_a_lease_that_passed_but_was_not_taken_still_counts(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    (mine,) = repository.claim(NOW, LEASE, "w")
    repository.record([sent(mine)], "w")
    assert repository.claim(LEASE + SECOND, LEASE + timedelta(minutes=5), "v") == ()
    assert repository.deliveries() == (sent(mine),)


def test_what_was_never_claimed_is_not_recorded(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    repository.record([sent(ONE), sent(TWO)], "w")
    assert repository.deliveries() == (ONE,)


def test_an_attempt_that_failed_is_tried_again_at_its_moment(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    (claimed,) = repository.claim(NOW, LEASE, "w")
    again = replace(claimed, state=DeliveryState.PENDING, attempts=1, next_attempt=NOW + timedelta(hours=1), note="429")
    repository.record([again], "w")
    assert repository.deliveries() == (again,)
    assert repository.claim(LEASE, LEASE + SECOND, "w") == ()
    assert repository.claim(NOW + timedelta(hours=1), LEASE, "w") == (replace(again, state=DeliveryState.CLAIMED),)


def test_history_shows_the_newest_attempt_last(repository: Repository) -> None:
    later = NOW + SECOND
    repository.enqueue(
        [ONE, replace(TWO, next_attempt=later), replace(THREE, person="dau-moi", next_attempt=later)], NOW
    )
    repository.claim(NOW, LEASE, "w")
    assert uids(repository.deliveries()) == ["two", "three", "one"]
    repository.claim(later, LEASE, "w")
    assert uids(repository.deliveries()) == ["one", "two", "three"]
    assert uids(repository.deliveries(person="vp-truc")) == ["one", "two"]


def test_workers_at_the_same_time_claim_each_delivery_once(open_office: Callable[[str], Repository]) -> None:
    people = [f"nv-{n}" for n in range(10)]
    asked = [Delivery(f"u{n:03}", "T", date(2026, 3, 2), people[n % 10], "telegram") for n in range(200)]
    open_office("so-mau").enqueue(asked, NOW)
    start = Barrier(4)

    def work(worker: str) -> list[str]:
        repository, taken = open_office("so-mau"), []
        start.wait()
        for person in (*people, None):
            claimed = repository.claim(NOW, LEASE, worker, person)
            repository.record([sent(d) for d in claimed], worker)
            taken += uids(claimed)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [uid for claimed in pool.map(work, "abcd") for uid in claimed]
    assert sorted(taken) == [d.uid for d in asked]
    assert {d.state for d in open_office("so-mau").deliveries()} == {DeliveryState.SENT}


def test_workers_at_the_same_time_enqueue_each_delivery_once(open_office: Callable[[str], Repository]) -> None:
    asked = [Delivery(f"u{n:03}", "T", date(2026, 3, 2), "vp-truc", "telegram") for n in range(200)]
    start = Barrier(4)

    def work(number: int) -> int:
        repository, order = open_office("so-mau"), asked if number % 2 else asked[::-1]
        start.wait()
        return repository.enqueue(order, NOW)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == len(asked)
    assert len(open_office("so-mau").deliveries()) == len(asked)
