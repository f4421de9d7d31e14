"""What every store of an office promises beside its outbox: in memory, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from threading import Barrier

import pytest

from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.ports import Repository
from scheduler.schedule import Act, Occurrence, Progress, Published, Revision, TaskKey, Trigger, Waiting, handle
from scheduler.store.errors import StoreError, StoreFault
from scheduler.terms import Audience, Kind
from scheduler.trace import Assumption, Reason
from tests.support.store_rows import KEY, NOW, READS, REVISION, TODAY, occurrence, trigger


def apply(
    repository: Repository, *occurrences: Occurrence, triggers: tuple[Trigger, ...] = (), revision: Revision = REVISION
) -> None:
    repository.apply(revision, [KEY], occurrences, [], triggers, TODAY)


def test_an_empty_store_has_nothing(repository: Repository) -> None:
    assert repository.latest_revision() is None
    assert repository.config_before() is None
    assert repository.derived_on() is None
    assert repository.last_wakeup() is None
    assert [list(read(repository)) for read in READS] == [[]] * len(READS)


def test_what_was_applied_comes_back_whole(repository: Repository) -> None:
    slot = occurrence(
        "t1-2026-03@so-mau",
        kind=Kind.BROADCAST,
        unit="vp",
        at=time(17, 30),
        minutes=15,
        quota=2,
        item="tin, bài",
        why=(Reason("slot", values(weekday="TU", week=10)),),
        assumptions=(Assumption("tasks.slot", "assumed-slot", values(at="17:30")),),
    )
    waiting = Waiting(
        "cchc", "t2", "III.3", "Kiểm tra", ("vp",), "Theo kế hoạch kiểm tra", Reason("waits"), Kind.ACTIVITY
    )
    fires = Trigger(slot.uid, "T-2", Audience.HEAD, TODAY, TODAY, datetime.fromisoformat("2026-03-02T17:00:00+07:00"))

    repository.apply(REVISION, [KEY], [slot], [waiting], [fires], TODAY)

    assert repository.latest_revision() == REVISION
    assert repository.task_keys() == (KEY,)
    assert repository.occurrences() == (slot,)
    assert repository.waiting() == (waiting,)
    assert repository.triggers(TODAY, TODAY) == (fires,)
    assert repository.derived_on() == TODAY


def test_the_trail_of_some_work_is_read_alone(repository: Repository) -> None:
    """More than one list of a query holds."""
    told = [Progress(f"{n}@so-mau", act, "nv", NOW, "cli") for act in (Act.DONE, Act.REOPENED) for n in range(600)]
    for entry in told:
        repository.report(entry)
    asked = {f"{n}@so-mau" for n in range(1, 600)} | {"gone@so-mau"}
    found = repository.progress_of(asked)
    assert sorted(e.uid for e in found) == sorted(2 * [f"{n}@so-mau" for n in range(1, 600)])
    assert [e.act for e in found if e.uid == "7@so-mau"] == [Act.DONE, Act.REOPENED]
    assert repository.progress_of(()) == ()


def test_who_follows_the_trail_reads_what_is_new_alone(repository: Repository) -> None:
    assert repository.reports_after(0, NOW) == (0, frozenset())
    for n, at in enumerate((NOW - timedelta(days=2), NOW - timedelta(hours=1), NOW)):
        repository.report(Progress(f"{n}@so-mau", Act.DONE, "nv", at, "cli"))
    last, found = repository.reports_after(0, NOW - timedelta(days=1))
    assert found == {"1@so-mau", "2@so-mau"}
    assert repository.reports_after(last) == (last, frozenset())
    repository.report(Progress("late@so-mau", Act.DONE, "nv", NOW - timedelta(days=9), "cli"))
    assert repository.reports_after(last)[1] == {"late@so-mau"}


def test_what_is_settled_is_what_was_last_said_to_be_done_as_a_whole(repository: Repository) -> None:
    def tell(uid: str, act: Act, hours: int, task: str | None = None) -> None:
        repository.report(Progress(uid, act, "nv", NOW + timedelta(hours=hours), "cli", task=task))

    assert repository.settled(NOW) == frozenset()
    for uid, acts in {"a": "D", "b": "DR", "c": "RD", "d": "DE"}.items():
        for hour, act in enumerate(acts):
            tell(uid, {"D": Act.DONE, "R": Act.REOPENED, "E": Act.EVIDENCE}[act], hour)
    tell("e", Act.DONE, 0, task="kh.1")
    tell("f", Act.DONE, 9)
    assert repository.settled(NOW + timedelta(hours=5)) == {"a", "c"}
    assert repository.settled(NOW + timedelta(hours=1)) == {"a"}
    assert repository.settled(NOW) == frozenset()


def test_the_latest_revision_is_the_one_with_the_highest_id(repository: Repository) -> None:
    later = Revision(2, NOW + timedelta(days=1), "a2", "x = 1\n", {"plans/b.md": b"b", "plans/c.md": b""})
    apply(repository)
    apply(repository, revision=later)
    assert repository.latest_revision() == later
    assert repository.config_before() == REVISION.config


def test_what_was_read_before_a_newer_revision_was_applied_is_not_written_over_it(repository: Repository) -> None:
    later = replace(REVISION, id=2, content_hash="a2")
    apply(repository, occurrence("one"))
    apply(repository, occurrence("two"), revision=later)
    with pytest.raises(StoreError) as told:
        apply(repository, occurrence("one"))
    assert told.value.kind is StoreFault.CONFLICT
    assert [o.uid for o in repository.occurrences()] == ["two"]


def test_a_revision_is_kept_once_and_never_overwritten(repository: Repository) -> None:
    apply(repository, occurrence("one@so-mau"))
    with pytest.raises(StoreError) as caught:
        apply(repository, occurrence("two@so-mau"), revision=replace(REVISION, content_hash="other", config="x = 2\n"))
    assert caught.value.kind is StoreFault.CONFLICT
    assert repository.latest_revision() == REVISION
    assert [o.uid for o in repository.occurrences()] == ["one@so-mau"]


def test_apply_replaces_what_was_derived(repository: Repository) -> None:
    apply(repository, occurrence("one@so-mau"), triggers=(trigger("one@so-mau", TODAY),))
    repository.apply(REVISION, [], [occurrence("two@so-mau")], [], [], TODAY + timedelta(days=1))
    assert [o.uid for o in repository.occurrences()] == ["two@so-mau"]
    assert repository.triggers(date.min, date.max) == ()
    assert repository.derived_on() == TODAY + timedelta(days=1)


def test_apply_leaves_what_people_reported_and_what_was_told(repository: Repository) -> None:
    told = Published("one@so-mau", "h", 3, NOW, occurrence("one@so-mau"))
    repository.publish([told])
    repository.report(Progress("one@so-mau", Act.DONE, "vp-truc", NOW, "telegram"))
    repository.link("vp-truc", "telegram", "4711")
    repository.enqueue([Delivery("one@so-mau", "T", date(2026, 3, 2), "vp-truc", "telegram")], NOW)
    apply(repository)
    assert repository.published() == {told.uid: told}
    assert [p.uid for p in repository.progress()] == ["one@so-mau"]
    assert repository.addresses() == {("vp-truc", "telegram"): "4711"}
    assert len(repository.deliveries()) == 1


def test_a_failure_while_values_are_made_leaves_the_old(repository: Repository) -> None:
    apply(repository, occurrence("old@so-mau"))

    def breaks_off() -> list[Trigger]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        repository.apply(
            Revision(2, NOW, "a2", "", {}),
            [],
            [occurrence("new@so-mau")],
            [],
            (t for _ in "x" for t in breaks_off()),
            TODAY,
        )
    assert [o.uid for o in repository.occurrences()] == ["old@so-mau"]
    assert repository.latest_revision() == REVISION


def test_two_different_occurrences_with_one_uid_are_a_slip_and_change_nothing(repository: Repository) -> None:
    apply(repository, occurrence("old@so-mau"))
    with pytest.raises(ValueError, match="one@so-mau"):
        apply(repository, occurrence("one@so-mau"), occurrence("one@so-mau", title="Khác"))
    assert [o.uid for o in repository.occurrences()] == ["old@so-mau"]


def test_equal_values_are_kept_once(repository: Repository) -> None:
    apply(repository, *[occurrence("one@so-mau")] * 2, triggers=(trigger("one@so-mau", TODAY),) * 2)
    assert len(repository.occurrences()) == len(repository.triggers(TODAY, TODAY)) == 1


def test_task_keys_are_added_and_updated_and_never_lost(repository: Repository) -> None:
    renumbered, other = (
        replace(KEY, no="IV.1", title="Báo cáo"),
        TaskKey("t0", "cchc", "I.1", "truyền hình", "Đưa tin", NOW),
    )
    repository.apply(REVISION, [KEY], [], [], [], TODAY)
    repository.apply(REVISION, [other, renumbered], [], [], [], TODAY)
    repository.apply(REVISION, [], [], [], [], TODAY)
    assert repository.task_keys() == (other, renumbered)


def test_occurrences_come_by_start_and_uid_in_the_order_of_code_points(repository: Repository) -> None:
    uids = ["b@x", "B@x", "a-10@x", "a-9@x", "đ@x", "Z@x", "a_1@x", "ấ@x"]
    apply(repository, *(occurrence(uid) for uid in uids), occurrence("z@x", TODAY - timedelta(days=1)))
    assert [o.uid for o in repository.occurrences()] == ["z@x", *sorted(uids)]


def test_an_occurrence_is_found_by_the_name_that_its_button_carries(repository: Repository) -> None:
    apply(repository, occurrence("a@x"), wanted := occurrence("đ-2026-03@x"))
    assert repository.occurrence_of(handle("đ-2026-03@x")) == wanted
    assert repository.occurrence_of(handle("gone@x")) is None
    apply(repository, occurrence("a@x"))
    assert repository.occurrence_of(handle("đ-2026-03@x")) is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["led", "own", "shared", "another"]),
        ({"unit": "vp"}, ["led", "own", "shared", "another"]),
        ({"unit": "tp"}, ["shared"]),
        ({"unit": "v"}, []),
    ],
)
def test_occurrences_of_a_unit_that_leads_reports_or_coordinates(
    repository: Repository, asked: dict[str, str], found: list[str]
) -> None:
    apply(
        repository,
        occurrence("led", leads=("vp",)),
        occurrence("own", unit="vp"),
        occurrence("shared", leads=("tp",), coordinating=("x", "vp")),
        occurrence("another", TODAY + timedelta(days=1), leads=("vp",)),
    )
    assert [o.uid for o in repository.occurrences(**asked)] == found


def test_waiting_tasks_keep_the_order_of_the_plan(repository: Repository) -> None:
    waiting = [
        Waiting("cchc", key, no, "Kiểm tra", (), "", Reason("waits"), Kind.ACTIVITY)
        for key, no in (("z", "1"), ("a", "2"), ("m", "10"))
    ]
    repository.apply(REVISION, [], [], waiting, [], TODAY)
    assert repository.waiting() == tuple(waiting)


def test_triggers_of_a_span_of_days_both_ends_included(repository: Repository) -> None:
    days = [TODAY + timedelta(days=n) for n in range(-3, 4)]
    apply(
        repository,
        triggers=tuple(trigger(uid, day, step) for day in reversed(days) for uid in "ba" for step in ("T+1", "T")),
    )
    found = repository.triggers(days[2], days[4])
    assert [(t.day, t.uid, t.step) for t in found] == [(d, u, s) for d in days[2:5] for u in "ab" for s in ("T", "T+1")]
    assert repository.triggers(days[4], days[2]) == ()


def test_publish_inserts_and_replaces(repository: Repository) -> None:
    one, two = (Published(uid, "h", 0, NOW, occurrence(uid)) for uid in ("one", "two"))
    repository.publish([one, two])
    off = NOW + timedelta(hours=1)
    cancelled = replace(one, content_hash="h2", sequence=1, cancelled=off, changed=off)
    repository.publish([cancelled])
    assert repository.published() == {"one": cancelled, "two": two}
    assert repository.published({"one", "three"}) == {"one": cancelled}
    assert repository.changed_since(off) == {"one": off}
    assert repository.changed_since(off + timedelta(seconds=1)) == {}
    repository.publish([])
    assert repository.published() == {"one": cancelled, "two": two}


def test_rotating_a_feed_raises_its_generation_from_one(repository: Repository) -> None:
    assert [repository.rotate_feed("vp"), repository.rotate_feed("vp"), repository.rotate_feed("tp")] == [2, 3, 2]
    assert repository.feed_generations() == {"vp": 3, "tp": 2}


def test_a_new_address_replaces_that_of_its_channel_only(repository: Repository) -> None:
    repository.link("vp-truc", "telegram", "4711")
    repository.link("vp-truc", "email", "vp@example.gov.vn")
    repository.link("vp-truc", "telegram", "-100815")
    assert repository.addresses() == {("vp-truc", "telegram"): "-100815", ("vp-truc", "email"): "vp@example.gov.vn"}


def test_the_audit_trail_keeps_every_entry_whole_and_in_order(repository: Repository) -> None:
    done = Progress("one", Act.DONE, "vp-truc", NOW, "telegram")
    undone = Progress("one", Act.REOPENED, "dau-moi", NOW - timedelta(minutes=5), "console")
    full = Progress(
        "two", Act.COUNT, "nv", NOW, "telegram", "t1", -2, "ghi thêm\n<b>", "f:0a.jpg", "Người Trực (Telegram 5)"
    )
    for progress in (done, full, undone, done):
        assert repository.report(progress)
    assert repository.progress() == (done, full, undone, done)
    assert repository.progress("one") == (done, undone, done)
    assert repository.progress("three") == ()


def test_evidence_is_found_from_a_moment_on(repository: Repository) -> None:
    for days, evidence in (
        (-2, "evidence/old.jpg"),
        (0, "evidence/new.jpg"),
        (1, None),
        (2, "https://example.gov.vn/anh"),
    ):
        told = Progress("one", Act.EVIDENCE, "nv", NOW + timedelta(days=days), "telegram", None, 0, "x", evidence)
        repository.report(told)
    assert repository.evidence_since(NOW) == {"evidence/new.jpg", "https://example.gov.vn/anh"}


def test_an_entry_that_others_came_before_is_not_written(repository: Repository) -> None:
    done = Progress("one", Act.DONE, "vp-truc", NOW, "telegram")
    assert [repository.report(done, after=n) for n in (1, 0, 0, 1)] == [False, True, False, True]
    assert repository.report(replace(done, uid="two"), after=0), "each occurrence has a trail of its own"
    assert len(repository.progress("one")) == 2


def test_of_many_who_saw_the_same_trail_one_writes(open_office: Callable[[str], Repository]) -> None:
    start = Barrier(4)
    apply(open_office("so-mau"))

    def work(number: int) -> bool:
        start.wait()
        return open_office("so-mau").report(Progress("one", Act.COUNT, str(number), NOW, "telegram", count=1), after=0)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [False, False, False, True]
    assert len(open_office("so-mau").progress()) == 1


def test_the_version_rises_with_what_people_see_and_with_nothing_else(repository: Repository) -> None:
    seen = [repository.version()]
    for write in (
        lambda: apply(repository),
        lambda: repository.publish([Published("one", "h", 0, NOW, occurrence("one"))]),
        lambda: repository.report(Progress("one", Act.DONE, "vp-truc", NOW, "cli")),
        lambda: repository.rotate_feed("vp"),
    ):
        write()
        seen.append(repository.version())
    assert seen == sorted(set(seen)), "each of them raises it"
    repository.enqueue([], NOW)
    repository.publish([])
    repository.link("vp-truc", "telegram", "4711")
    assert repository.version() == seen[-1]


def test_moments_come_back_in_utc(repository: Repository) -> None:
    hanoi = datetime.fromisoformat("2026-03-02T07:30:15.25+07:00")
    repository.enqueue([], hanoi)
    woke_at = repository.last_wakeup()
    assert woke_at == NOW
    repository.report(Progress("one", Act.DONE, "vp-truc", hanoi, "telegram"))
    assert repository.progress()[0].at == NOW
