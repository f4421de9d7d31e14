"""What every store promises where several offices or processes use it: rows kept apart, one whole apply."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.ports import Repository
from scheduler.schedule import Act, Progress, Published, Waiting
from scheduler.store.errors import StoreError
from scheduler.terms import Kind
from scheduler.trace import Reason
from tests.support.store_rows import KEY, NOW, READS, REVISION, TODAY, occurrence, trigger


def test_offices_do_not_see_or_change_each_others_rows(open_office: Callable[[str], Repository]) -> None:
    mine, other = open_office("so-mau"), open_office("xa-mau")

    def seen() -> list[list[object]]:
        kept: list[object] = [mine.latest_revision(), mine.derived_on(), mine.last_wakeup()]
        return [kept, *(list(read(mine)) for read in READS)]

    fill(mine, "mine")
    before = seen()
    assert all(before)

    fill(other, "other")
    other.apply(replace(REVISION, id=2, content_hash="2"), [], [], [], [], TODAY + timedelta(days=9))
    other.publish([])
    other.link("vp-truc", "telegram", "elsewhere")
    other.report(Progress("one", Act.REOPENED, "x", NOW, "telegram"))
    taken = other.claim(NOW, NOW + timedelta(minutes=5), "w")
    other.enqueue([Delivery("two", "T", date(2026, 3, 2), "vp-truc", "telegram")], NOW + timedelta(days=1))

    assert [d.note for d in taken] == ["other"]
    assert seen() == before
    assert "other" not in repr(before)


def test_offices_that_record_by_one_workers_name_keep_apart(open_office: Callable[[str], Repository]) -> None:
    mine, other = open_office("so-mau"), open_office("xa-mau")
    for repository in (mine, other):
        repository.enqueue([Delivery("one", "T", date(2026, 3, 2), "vp-truc", "telegram")], NOW)
    mine.claim(NOW, NOW + timedelta(minutes=5), "w")
    (claimed,) = other.claim(NOW, NOW + timedelta(minutes=5), "w")
    other.record([replace(claimed, state=DeliveryState.SENT)], "w")
    assert [d.state for d in mine.deliveries()] == [DeliveryState.CLAIMED]


def fill(repository: Repository, mark: str) -> None:
    """One row of everything, each with the mark."""
    only = occurrence("one", leads=("vp",), title=mark)
    waiting = Waiting("cchc", "t2", "2", mark, (), "", Reason("waits"), Kind.ACTIVITY)
    revision = replace(REVISION, content_hash=mark, files={"plans/a.md": mark.encode()})
    repository.apply(revision, [replace(KEY, title=mark)], [only], [waiting], [trigger("one", TODAY, mark)], TODAY)
    repository.publish([Published("one", mark, 0, NOW, only)])
    repository.enqueue([Delivery("one", "T", date(2026, 3, 2), "vp-truc", "telegram", note=mark)], NOW)
    repository.link("vp-truc", "telegram", mark)
    repository.report(Progress("one", Act.DONE, mark, NOW, "telegram"))
    repository.rotate_feed("vp")


def test_processes_that_apply_at_the_same_time_leave_the_rows_of_one(open_office: Callable[[str], Repository]) -> None:
    start = Barrier(4)

    def work(number: int) -> None:
        days = [TODAY + timedelta(days=n) for n in range(200)]
        revision = replace(REVISION, id=number, content_hash=str(number))
        occurrences = [occurrence(f"u{n}", day, title=str(number)) for n, day in enumerate(days)]
        triggers = [trigger(f"u{n}", day) for n, day in enumerate(days)]
        start.wait()
        with suppress(StoreError):  # one that comes after a newer one is refused
            open_office("so-mau").apply(revision, [], occurrences, [], triggers, TODAY)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, (1, 2, 3, 4)))
    repository = open_office("so-mau")
    assert len(repository.occurrences()) == len(repository.triggers(date.min, date.max)) == 200
    assert len({o.title for o in repository.occurrences()}) == 1
    latest = repository.latest_revision()
    assert latest is not None
    assert latest.id == 4
