"""The audit trail and what it comes to: done, not done, counted, explained, taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.progress import NOTHING, Standing, standing, standings
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.terms import Kind

NOW = datetime(2026, 5, 4, 1, tzinfo=UTC)
DAY = date(2026, 5, 29)


def occurrence(kind: Kind = Kind.BULLETIN, quota: int = 1, tasks: tuple[str, ...] = ("t1",)) -> Occurrence:
    return Occurrence("u", "kh", kind, "2026-05", "Việc", tasks, DAY, DAY + timedelta(1), DAY, DAY, quota=quota)


def entry(act: Act, **facts: object) -> Progress:
    return Progress("u", act, "nv", NOW, "telegram", **facts)  # type: ignore[arg-type]


def after(of: Occurrence, *entries: Progress) -> Standing:
    return standing(entries, of)


def counts(*added: int) -> list[Progress]:
    return [entry(Act.COUNT, count=n) for n in added]


@pytest.mark.parametrize(
    ("entries", "done", "reason"),
    [
        ([entry(Act.DONE)], True, None),
        ([entry(Act.DONE), entry(Act.REOPENED)], False, None),
        ([entry(Act.NOT_DONE, text="chờ số liệu")], False, "chờ số liệu"),
        ([entry(Act.NOT_DONE, text="chờ số liệu"), entry(Act.DONE)], True, None),
        ([entry(Act.NOT_DONE, text="chờ"), entry(Act.NOT_DONE, text="ốm")], False, "ốm"),
        ([entry(Act.NOT_DONE, text="chờ"), entry(Act.DONE), entry(Act.DONE), entry(Act.REOPENED)], False, "chờ"),
        ([entry(Act.EVIDENCE, evidence="f:1")], False, None),
    ],
)
def test_a_single_piece_of_work(entries: list[Progress], done: bool, reason: str | None) -> None:
    found = after(occurrence(), *entries)
    assert (found.done, found.reason) == (done, reason)


@pytest.mark.parametrize(
    ("entries", "count", "done"),
    [
        (counts(1, 1), 2, False),
        (counts(1, 1, 1), 3, True),
        (counts(5), 5, True),
        (counts(3, -1), 2, False),
        (counts(1, -5), 0, False),
        ([*counts(1), entry(Act.DONE)], 1, True),
        ([*counts(1), entry(Act.DONE), *counts(1)], 2, True),
        ([*counts(3), entry(Act.REOPENED)], 3, False),
        ([*counts(3), entry(Act.REOPENED), *counts(-1)], 2, False),
        ([*counts(3), entry(Act.REOPENED), *counts(1)], 4, True),
    ],
)
def test_a_count_that_reaches_the_quota_is_done(entries: list[Progress], count: int, done: bool) -> None:
    found = after(occurrence(quota=3), *entries)
    assert (found.count, found.done) == (count, done)


CHECK_IN = occurrence(Kind.CHECK_IN, tasks=("a", "b"))


@pytest.mark.parametrize(
    ("entries", "done"),
    [
        ([entry(Act.DONE, task="a")], False),
        ([entry(Act.DONE, task="a"), entry(Act.DONE, task="b")], True),
        ([entry(Act.DONE, task="a"), entry(Act.NOT_DONE, task="b", text="chưa có kinh phí")], False),
        ([entry(Act.DONE, task="a"), entry(Act.DONE, task="b"), entry(Act.REOPENED, task="a")], False),
        ([entry(Act.DONE, task="a"), entry(Act.EVIDENCE, task="b", evidence="f:1")], False),
        ([entry(Act.DONE)], True),
        ([entry(Act.DONE, task="a"), entry(Act.DONE, task="b"), entry(Act.REOPENED)], False),
    ],
)
def test_a_check_in_is_done_when_each_task_is(entries: list[Progress], done: bool) -> None:
    assert after(CHECK_IN, *entries).done is done


def test_a_check_in_answered_with_open_work_is_answered_and_not_done() -> None:
    found = after(CHECK_IN, entry(Act.DONE, task="a"), entry(Act.NOT_DONE, task="b", text="chưa có kinh phí"))
    assert (found.answered, found.done, found.done_at) == (True, False, None)
    assert not after(CHECK_IN, entry(Act.DONE, task="a"), entry(Act.EVIDENCE, task="b", evidence="f:1")).answered


def test_evidence_and_who_said_it_are_kept_once() -> None:
    twice = entry(Act.EVIDENCE, evidence="f:1", text="ảnh buổi họp")
    found = after(occurrence(), twice, twice, entry(Act.DONE, evidence="https://example.gov.vn/tin"))
    assert found.evidence == ("f:1", "https://example.gov.vn/tin")
    assert (found.by, found.at, found.channel, found.note) == ("nv", NOW, "telegram", "ảnh buổi họp")


def test_what_is_no_longer_planned_stands_by_its_own_words() -> None:
    assert standings([entry(Act.DONE)], [])["u"].done
    assert standings([], [CHECK_IN]) == {}


ACTS = st.builds(
    entry,
    st.sampled_from(Act),
    task=st.sampled_from([None, "a", "b"]),
    count=st.integers(-3, 3),
    text=st.sampled_from([None, "vì"]),
)


@given(st.lists(ACTS), st.integers(1, 4))
def test_the_last_word_always_counts(trail: list[Progress], quota: int) -> None:
    of = occurrence(quota=quota)
    assert after(of, *trail, entry(Act.DONE)).done
    assert not after(of, *trail, entry(Act.REOPENED)).done
    assert after(of, *trail).count >= 0
    assert after(CHECK_IN, *trail, entry(Act.DONE, task="a"), entry(Act.DONE, task="b")).done
    assert after(of) == NOTHING
