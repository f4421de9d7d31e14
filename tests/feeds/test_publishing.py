"""Revisions: SEQUENCE rises with what people see and with nothing else; what is off is shown as off."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduler.book import Book
from scheduler.feeds.publishing import TOMBSTONE, edition, tombstones
from scheduler.planning.directory import Directory
from scheduler.progress import Standing
from scheduler.schedule import Occurrence, Published, TaskKey
from scheduler.terms import Kind

NOW = datetime(2024, 3, 1, 1, tzinfo=UTC)
TASK = TaskKey("kh.1", "kh", "I.1", None, "Tổ chức hội thi", NOW)
WORK = Occurrence(
    "kh.1-1@xa", "kh", Kind.ACTIVITY, "1", "Tổ chức hội thi", ("kh.1",),
    date(2024, 3, 29), date(2024, 3, 30), date(2024, 3, 29), date(2024, 3, 29), leads=("a",),
)  # fmt: skip


def book(today: date = date(2024, 3, 1), *done: str) -> Book:
    progress = {uid: Standing(done=True, by="coordinator", at=NOW, channel="cli") for uid in done}
    return Book(Directory.of([], str.casefold), {"kh": "Kế hoạch"}, {TASK.key: TASK}, progress, today)


def told(
    *occurrences: Occurrence, before: Iterable[Published] = (), at: datetime = NOW, on: Book | None = None
) -> dict[str, Published]:
    known = {p.uid: p for p in before}
    return known | {p.uid: p for p in edition(occurrences, known, on or book(), at)}


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_the_first_publication_is_revision_nought() -> None:
    assert told(WORK)[WORK.uid].sequence == 0


def test_nothing_new_changes_nothing() -> None:
    first = told(WORK)
    assert told(WORK, before=first.values(), at=later(5)) == first


def test_a_moved_deadline_raises_the_revision_of_that_event_alone() -> None:
    other = replace(WORK, uid="kh.1-2@xa")
    first = told(WORK, other)
    moved = replace(WORK, start=date(2024, 4, 5), end=date(2024, 4, 6), due=date(2024, 4, 5), act_by=date(2024, 4, 5))
    second = told(moved, other, before=first.values(), at=later(1))
    assert (second[WORK.uid].sequence, second[WORK.uid].modified) == (1, later(1))
    assert second[other.uid] == first[other.uid]


def test_done_and_undone_both_raise_it() -> None:
    first = told(WORK)
    second = told(WORK, before=first.values(), at=later(1), on=book(date(2024, 3, 1), WORK.uid))
    third = told(WORK, before=second.values(), at=later(2))
    assert [t[WORK.uid].sequence for t in (first, second, third)] == [0, 1, 2]


def test_overdue_is_news() -> None:
    first = told(WORK)
    assert told(WORK, before=first.values(), at=later(30), on=book(date(2024, 3, 31)))[WORK.uid].sequence == 1


def test_what_is_called_off_is_a_tombstone_for_its_time() -> None:
    first = told(WORK)
    second = told(before=first.values(), at=later(1))
    assert tombstones(second, later(1) + TOMBSTONE) == (WORK,)
    assert tombstones(second, later(2) + TOMBSTONE) == ()
    assert second[WORK.uid].sequence == 1
    assert told(before=second.values(), at=later(2)) == second


def test_what_comes_back_goes_forward() -> None:
    first = told(WORK)
    second = told(before=first.values(), at=later(1))
    third = told(WORK, before=second.values(), at=later(2))
    assert (third[WORK.uid].sequence, third[WORK.uid].cancelled) == (2, None)


def test_what_is_over_is_not_called_off_when_it_leaves_the_schedule() -> None:
    first = told(WORK)
    assert told(before=first.values(), at=later(60), on=book(date(2024, 4, 30))) == first


def test_what_comes_back_after_its_tombstone_goes_forward_too() -> None:
    gone = told(before=told(WORK).values(), at=later(1))
    back = told(WORK, before=told(before=gone.values(), at=later(100)).values(), at=later(101))
    assert (back[WORK.uid].sequence, back[WORK.uid].cancelled) == (2, None)


def test_what_was_over_and_comes_back_keeps_its_revision() -> None:
    overdue = told(WORK, before=told(WORK).values(), at=later(30), on=book(date(2024, 3, 31)))
    gone = told(before=overdue.values(), at=later(31), on=book(date(2024, 4, 1)))
    assert told(WORK, before=gone.values(), at=later(32), on=book(date(2024, 4, 2)))[WORK.uid].sequence == 1
