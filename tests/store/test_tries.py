"""What every store keeps of sending: tries, dead channels, messages a day, notices that are written with what was published."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from scheduler.deliveries import Attempt, DeadChannel, Delivery, DeliveryState, Tried
from scheduler.ports import Repository
from scheduler.schedule import Occurrence, Published, Revision
from scheduler.store.engine import MIGRATIONS_FOLDER, migrate
from scheduler.store.repository import SqlRepository
from scheduler.terms import Kind

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
ONE = Delivery("one", "T", DAY, "a", "telegram", facts=(("now", "thứ Ba"), ("until", 3)))
SENT = Attempt("a", "telegram", NOW, Tried.SENT, 3, reference="17,18")
LATER = Attempt("b", "email", NOW, Tried.AGAIN, 1, "timeout", "TimedOut: …", NOW + timedelta(minutes=10))
DEAD = DeadChannel("a", "telegram", NOW, "blocked")


def work(uid: str) -> Occurrence:
    return Occurrence(uid, "kh", Kind.ACTIVITY, "1", "Việc", ("kh.1",), DAY, DAY, DAY, DAY)


def test_facts_come_back_as_they_were(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    assert repository.deliveries() == (ONE,)


def test_a_claim_of_one_person_leaves_the_others(repository: Repository) -> None:
    other = replace(ONE, person="b")
    repository.enqueue([ONE, other], NOW)
    assert [d.person for d in repository.claim(NOW, NOW + timedelta(minutes=5), "w", person="b")] == ["b"]
    assert [d.person for d in repository.claimable(NOW)] == ["a"]


def test_another_channel_makes_no_other_delivery(repository: Repository) -> None:
    repository.enqueue([ONE], NOW)
    assert repository.enqueue([replace(ONE, channel="email")], NOW) == 0
    (claimed,) = repository.claim(NOW, NOW + timedelta(minutes=5), "w")
    repository.record([replace(claimed, state=DeliveryState.PENDING, channel="email")], "w")
    assert [d.channel for d in repository.claimable(NOW)] == ["email"]


def test_tries_are_kept_in_their_order(repository: Repository) -> None:
    for tried in (SENT, LATER, SENT):
        repository.record([], "w", tried)
    assert repository.attempts() == (SENT, LATER, SENT)
    assert repository.attempts(limit=2) == (LATER, SENT)
    assert repository.attempts(person="b") == (LATER,)


def test_a_digest_counts_once_however_much_stands_in_it(repository: Repository) -> None:
    later = NOW + timedelta(minutes=60)
    repository.enqueue([replace(ONE, uid=f"u{n}", next_attempt=NOW if n < 3 else later) for n in range(5)], NOW)
    for at in (NOW, later):
        claimed = repository.claim(at, at + timedelta(minutes=5), "w")
        repository.record([replace(d, state=DeliveryState.SENT, sent_at=at) for d in claimed], "w")
    assert repository.messages_between(NOW, NOW + timedelta(days=1)) == {"a": 2}
    assert repository.messages_between(NOW - timedelta(days=1), NOW - timedelta(seconds=1)) == {}
    assert repository.messages_between(NOW + timedelta(minutes=1), NOW + timedelta(days=1)) == {"a": 1}
    assert repository.messages_between(NOW + timedelta(minutes=61), NOW + timedelta(days=1)) == {}


def test_a_dead_channel_is_buried_once_and_lives_again_with_a_new_link(repository: Repository) -> None:
    repository.link("a", "telegram", "1")
    assert repository.bury(DEAD)
    assert not repository.bury(replace(DEAD, since=NOW + timedelta(days=1)))
    assert repository.dead_channels() == {("a", "telegram"): DEAD}
    repository.link("a", "email", "a@example.vn")
    assert repository.dead_channels() != {}
    repository.link("a", "telegram", "2")
    assert repository.dead_channels() == {}


def test_what_was_told_since_a_day(repository: Repository) -> None:
    days = [DAY + timedelta(days=n) for n in range(5)]
    repository.enqueue([replace(ONE, day=day) for day in days], NOW)
    assert [d.day for d in repository.deliveries(since=days[3])] == days[3:]
    assert repository.deliveries(person="b", since=days[0]) == ()


def test_some_occurrences_of_many(repository: Repository) -> None:
    repository.apply(Revision(1, NOW, "x", "", {}), (), map(work, (f"u{n:04}" for n in range(1200))), (), (), DAY)
    asked = {f"u{n:04}" for n in range(0, 1200, 2)} | {"nobody"}
    assert [o.uid for o in repository.occurrences(uids=asked)] == sorted(asked - {"nobody"})
    assert repository.occurrences(uids=()) == ()


def test_publishing_is_left_to_do_until_it_is_done(repository: Repository) -> None:
    assert not repository.unpublished()
    repository.apply(Revision(1, NOW, "x", "", {}), (), [work("one")], (), (), DAY)
    assert repository.unpublished()
    assert repository.publish([Published("one", "h", 0, NOW, work("one"))], notices=[ONE], seen=repository.version())
    assert not repository.unpublished()
    assert repository.deliveries() == (ONE,)


def test_who_was_overtaken_publishes_nothing(repository: Repository) -> None:
    seen = repository.version()
    repository.apply(Revision(1, NOW, "x", "", {}), (), [work("one")], (), (), DAY)
    assert not repository.publish([Published("one", "h", 0, NOW, work("one"))], notices=[ONE], seen=seen)
    assert (repository.published(), repository.deliveries(), repository.unpublished()) == ({}, (), True)


@pytest.mark.parametrize(("state", "kept"), [("sent", "telegram"), ("failed", "email")])
def test_of_two_channels_of_before_one_row_is_taken_over(empty: Engine, state: str, kept: str) -> None:
    """What was sent counts; else what is still to go."""
    insert = (
        "INSERT INTO deliveries (office, uid, step, day, person, channel, state, attempts)"
        " VALUES ('so-mau', 'u', 'T', '2026-03-02', 'a', '{}', '{}', 1)"
    )
    config = Config()
    config.set_main_option("script_location", MIGRATIONS_FOLDER)
    with empty.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(insert.format("telegram", state)))
        connection.execute(text(insert.format("email", "pending")))
    migrate(empty)
    repository = SqlRepository(empty, "so-mau")
    assert [d.channel for d in repository.deliveries()] == [kept]
    assert repository.enqueue([ONE], NOW) == 1


def test_what_a_clock_ahead_has_held_back_is_free_again(repository: Repository) -> None:
    ahead, today = NOW + timedelta(days=50), NOW.date()
    waiting, late, early = (Delivery(uid, "T", today, "a", "console") for uid in ("waiting", "late", "early"))
    late, early = replace(late, day=today - timedelta(days=1)), replace(early, day=ahead.date())
    asked = replace(waiting, uid="asked", day=ahead.date(), next_attempt=ahead)
    repository.enqueue([waiting, late, early, asked], NOW)
    held = {d.uid: d for d in repository.claim(ahead - timedelta(days=1), ahead, "w")}
    assert held.keys() == {"waiting", "late", "early"}
    dropped = replace(held["late"], state=DeliveryState.DROPPED, note="expired")
    put_off = replace(held["early"], state=DeliveryState.PENDING, next_attempt=ahead)
    repository.record([dropped, put_off], "w")
    assert repository.claimable(NOW) == ()
    repository.turn_back(NOW, today, "expired", NOW + timedelta(minutes=1))
    assert {d.uid for d in repository.claimable(NOW)} == {"late"}, "what is claimed may be on its way"
    assert {d.uid for d in repository.claimable(NOW + timedelta(minutes=1))} == {"waiting", "late"}
    assert {d.uid for d in repository.deliveries()} == {"waiting", "late", "asked"}


def test_records_of_long_ago_are_forgotten_and_what_is_still_to_be_said_is_not(repository: Repository) -> None:
    state, year = DeliveryState.SENT, timedelta(days=365)
    old = Delivery("old", "T", DAY - year, "a", "telegram", state, 1, sent_at=NOW - year, reference="1")
    waiting, new = Delivery("waiting", "T", DAY - year, "a", "telegram"), replace(old, uid="new", day=DAY, sent_at=NOW)
    repository.enqueue([old, replace(old, uid="dropped", state=DeliveryState.DROPPED), waiting, new], NOW)
    for at in (NOW - year, NOW):
        repository.record((), "w", replace(SENT, at=at))
    repository.forget(NOW - timedelta(days=30))
    assert {d.uid for d in repository.deliveries()} == {"waiting", "new"}
    assert [a.at for a in repository.attempts()] == [NOW]
