"""What could be claimed, seen without claiming; a copy in memory keeps it, and everything else that cannot be derived."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.ports import Repository
from scheduler.schedule import Act, Progress, Revision, TaskKey
from scheduler.store.copying import copied

NOW = datetime(2024, 5, 7, 1, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=5)
FIRST, SECOND = (
    Delivery("a@xa", "T", date(2026, 3, 2), "nv", "console"),
    Delivery("b@xa", "T", date(2026, 3, 2), "nv", "console"),
)


@pytest.mark.parametrize(
    ("after", "found"), [(0, []), (4, []), (5, ["a@xa", "b@xa"]), (60, ["a@xa", "b@xa"])], ids=lambda v: str(v)
)
def test_what_is_claimed_is_claimable_again_after_its_lease(
    repository: Repository, after: int, found: list[str]
) -> None:
    repository.enqueue([FIRST, SECOND], NOW)
    assert [d.uid for d in repository.claimable(NOW)] == ["a@xa", "b@xa"]
    repository.claim(NOW, LEASE, "worker")
    assert [d.uid for d in repository.claimable(NOW + timedelta(minutes=after))] == found


def test_looking_claims_nothing(repository: Repository) -> None:
    repository.enqueue([FIRST], NOW)
    assert repository.claimable(NOW) == repository.claimable(NOW) == repository.deliveries()
    assert len(repository.claim(NOW, LEASE, "worker")) == 1


def test_what_waits_and_what_is_over_is_not_claimable(repository: Repository) -> None:
    later = replace(FIRST, next_attempt=NOW + timedelta(minutes=1))
    repository.enqueue([later, replace(SECOND, state=DeliveryState.SENT)], NOW)
    assert repository.claimable(NOW) == ()


def test_a_copy_holds_what_cannot_be_derived(repository: Repository) -> None:
    key = TaskKey("kh.1", "kh", "I.1", None, "Việc", NOW)
    revision = Revision(1, NOW, "mark", "config", {"kh.md": b"plan"})
    repository.apply(revision, [key], (), (), (), NOW.date())
    repository.link("nv", "telegram", "1001")
    repository.report(Progress("a@xa", Act.DONE, "nv", NOW, "cli"))
    repository.rotate_feed("ca-co-quan")
    repository.enqueue([FIRST, replace(SECOND, person="dau-moi")], NOW)
    repository.claim(NOW, LEASE, "worker", FIRST.person)
    copy = copied(repository, revision, NOW)
    for told in (
        "latest_revision",
        "task_keys",
        "published",
        "addresses",
        "progress",
        "feed_generations",
        "last_wakeup",
    ):
        assert getattr(copy, told)() == getattr(repository, told)(), told
    assert [d.uid for d in copy.claimable(NOW)] == ["b@xa"]
    assert [d.uid for d in copied(repository, revision, LEASE).claimable(LEASE)] == ["a@xa", "b@xa"]
