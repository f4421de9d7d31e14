"""The outbox as people notice it: few messages, the urgent first, none lost when a channel or the store fails."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.recording import RecordingNotifier, Sent
from scheduler.actions.apply import apply, preview, publish, refresh
from scheduler.actions.remind import wake_up
from scheduler.actions.sending import Sender, World
from scheduler.actions.simulate import simulate
from scheduler.actions.snapshot import snapshot
from scheduler.ports import Repository
from scheduler.schedule import Act, Delivery, DeliveryState, Progress, Tried
from scheduler.store.copying import copied
from scheduler.store.engine import migrate, open_store
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.repository import SqlRepository
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import CONFIG, CONTEST, LINES, PLAN, PROGRAMME, Line, plan_text

BEFORE, ON_T5 = "2024-05-06T08:00", "2024-05-07T07:30"
TALK = Line("2", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
ON_AIR = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "TU", at = 17:30:00 }\nunits = ["so-1"]\n'


def wake(office: InMemory, now: str, *notifiers: RecordingNotifier) -> list[Sent]:
    """One wake-up; what it sent, by all channels, in order."""
    channels = {n.channel: n for n in notifiers}
    sent = [len(n.sent) for n in notifiers]
    asyncio.run(wake_up(office.repository, FOLDER, channels, lambda: moment(now)))
    return [s for n, had in zip(notifiers, sent, strict=True) for s in n.sent[had:]]


def text(sent: Sent) -> str:
    return "\n".join((sent.message.title, *sent.message.paragraphs))


def steps(office: InMemory) -> dict[tuple[str, str], tuple[DeliveryState, str | None]]:
    return {(d.person, d.step): (d.state, d.note) for d in office.repository.deliveries()}


def reapply(office: InMemory, lines: Iterable[Line], now: str, more: str = "") -> InMemory:
    changed = CONFIG.format(port=8640) + more
    found = preview(office.repository, changed, {PLAN: plan_text(list(lines)).encode()}, FOLDER, moment(now))
    apply(office.repository, found, FOLDER, moment(now))
    return InMemory(office.repository, changed)


@pytest.fixture
def console() -> RecordingNotifier:
    return RecordingNotifier("console")


# ── silent days, absences, the cap ───────────────────────────────────────────────────────────────────────────────

SILENT = '\n[[silent_days]]\nday = 2024-05-07\nto = 2024-05-08\nreason = "Hội nghị"\n'


def test_a_silent_day_waits_for_the_next_one(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], more=SILENT)
    wake(office, BEFORE, console)
    assert [wake(office, f"2024-05-0{day}T09:00", console) for day in (7, 8)] == [[], []]
    assert len(wake(office, "2024-05-09T07:30", console)) == 1


AWAY = '\n[[absences]]\nperson = "nv-1"\nfrom = 2024-05-07\nto = 2024-05-08\nsubstitute = "nv-2"\n'


def test_who_stands_in_gets_the_messages_and_both_are_told_once(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], "2024-05-06T07:00", more=AWAY)
    first = wake(office, BEFORE, console)
    assert {s.recipient.name for s in first} == {"nv-1", "nv-2"}
    assert all("Từ 07/5/2024 đến hết 08/5/2024" in text(s) for s in first)
    for now in ("2024-05-07T00:05", "2024-05-08T00:05"):
        refresh(office.repository, FOLDER, moment(now))
    assert [s.recipient.name for s in wake(office, ON_T5, console)] == ["nv-2"]
    assert [s.recipient.name for s in wake(office, "2024-05-10T07:30", console)] == ["nv-1"]


def test_over_the_days_number_it_waits_for_the_next_digest_and_is_not_lost(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK], more="\n[messages]\nper_day = 1\n")
    wake(office, BEFORE, console)
    assert len(wake(office, ON_T5, console)) == 1
    office = reapply(
        office,
        [replace(CONTEST, timing="Trước ngày 14/5/2024"), TALK],
        "2024-05-07T09:00",
        "\n[messages]\nper_day = 1\n",
    )
    assert wake(office, "2024-05-07T09:01", console) == []
    (later,) = wake(office, "2024-05-08T07:30", console)
    assert "dời từ thứ Ba 14/5/2024 sang thứ Hai 13/5/2024" in text(later)


def test_a_programme_of_today_does_not_wait_for_tomorrow(console: RecordingNotifier) -> None:
    office = in_memory([PROGRAMME, CONTEST], more=ON_AIR + "\n[messages]\nper_day = 1\n")
    wake(office, BEFORE, console)
    assert len(wake(office, ON_T5, console)) == 1
    assert "17:30" in text(wake(office, "2024-05-07T16:30", console)[0])


# ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_apply_tells_nobody_of_changes(console: RecordingNotifier) -> None:
    office = in_memory(LINES, "2024-05-06T07:00")
    assert not [d for d in office.repository.deliveries() if d.step.startswith(("new", "moved", "cancelled"))]


def test_what_moves_goes_off_and_comes_is_one_message_told_once(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-09T07:30", console)
    came = replace(TALK, no="3", title="Ra quân tổng vệ sinh", timing="Trước ngày 16/5/2024")
    lines = [replace(CONTEST, timing="Trước ngày 21/5/2024"), came]
    office = reapply(office, lines, "2024-05-09T09:00")
    (said,) = wake(office, "2024-05-09T09:01", console)
    assert said.message.title == "Thay đổi lịch công việc thứ Năm 09/5/2024"
    assert "dời từ thứ Ba 14/5/2024 sang thứ Hai 20/5/2024" in text(said)
    assert "Ra quân tổng vệ sinh" in text(said)
    assert "việc mới, hạn thứ Tư 15/5/2024" in text(said)
    assert "đã bỏ, không phải làm" in text(said)
    office = reapply(office, lines, "2024-05-09T09:05")
    publish(office.repository, FOLDER, moment("2024-05-09T09:06"))
    assert wake(office, "2024-05-09T09:10", console) == []


FAR_AND_PAST = {
    "months ahead": ("2024-03-01T08:00", "Trước ngày 25/5/2024"),
    "in the past": ("2024-05-27T08:00", "Trước ngày 16/5/2024"),
}


@pytest.mark.parametrize("case", FAR_AND_PAST)
def test_what_is_far_or_past_is_told_to_nobody(case: str, console: RecordingNotifier) -> None:
    now, timing = FAR_AND_PAST[case]
    office = in_memory([CONTEST])
    reapply(office, [replace(CONTEST, timing=timing)], now)
    assert not [d for d in office.repository.deliveries() if d.step.startswith("moved")]


def test_a_crash_between_apply_and_publish_is_made_good_by_the_next_wake_up(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    now = moment("2024-05-09T09:00")
    files = {PLAN: plan_text([replace(CONTEST, timing="Trước ngày 17/5/2024")]).encode()}
    found = preview(office.repository, office.text, files, FOLDER, now)
    d = found.derived
    office.repository.apply(found.revision, d.keys, d.occurrences, d.waiting, d.triggers, now.date())
    assert office.repository.unpublished()
    refresh(office.repository, FOLDER, now + timedelta(minutes=1))
    assert not office.repository.unpublished()
    assert {p.sequence for p in office.repository.published().values()} == {1}


THREE_A_MONTH = Line("2", "Viết tin cho trang thông tin", "Sở Một", "", "03 tin, bài/tháng")


def test_who_will_not_make_the_number_is_told_once_while_there_is_time(console: RecordingNotifier) -> None:
    office = in_memory([THREE_A_MONTH])
    said = []
    for day in range(1, 32):
        refresh(office.repository, FOLDER, moment(f"2024-05-{day:02d}T00:05"))
        found = wake(office, f"2024-05-{day:02d}T08:00", console)
        said += [(day, text(s)) for s in found if "theo nhịp này" in text(s)]
    ((day, message),) = said
    assert day == 17  # a Friday, the twelfth of 22 working days
    assert "mới 0/3, còn 11 ngày làm việc; theo nhịp này thì không kịp" in message


def test_who_keeps_the_pace_is_not_told(console: RecordingNotifier) -> None:
    office = in_memory([THREE_A_MONTH])
    uid = next(o.uid for o in office.repository.occurrences() if o.period_key == "2024-05")
    office.repository.report(Progress(uid, Act.COUNT, "nv-1", moment("2024-05-10T08:00"), "cli", count=2))
    for day in range(11, 25):
        refresh(office.repository, FOLDER, moment(f"2024-05-{day:02d}T00:05"))
        assert not [s for s in wake(office, f"2024-05-{day:02d}T08:00", console) if "theo nhịp này" in text(s)]


# ── clocks and outages ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_that_was_in_the_future_stops_nothing(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    refresh(office.repository, FOLDER, moment("2031-01-01T08:00"))
    assert wake(office, "2031-01-01T08:00", console) == []
    refresh(office.repository, FOLDER, moment(ON_T5))
    assert office.repository.derived_on() == moment(ON_T5).date()
    assert len(wake(office, ON_T5, console)) == 1
    assert wake(office, "2024-05-07T08:00", console) == []


def test_a_clock_that_goes_back_an_hour_doubles_nothing(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, BEFORE, console)
    assert len(wake(office, "2024-05-07T08:30", console)) == 1
    assert wake(office, ON_T5, console) == wake(office, "2024-05-07T08:31", console) == []


class Down(RecordingNotifier):
    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        raise DeliveryError("no network", cause=Cause.UNREACHABLE)


def test_three_days_without_network_end_in_one_message(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-06T08:00", console)
    for day in (7, 8, 9):
        for hour in range(8, 18):
            wake(office, f"2024-05-{day:02d}T{hour:02d}:00", Down("console"))
    (said,) = wake(office, "2024-05-10T10:00", console)
    assert text(said).count("Tổ chức") == 2
    tries = office.repository.attempts()
    assert [t.outcome for t in tries[-2:]] == [Tried.AGAIN, Tried.SENT]
    assert {t.cause for t in tries[:-1]} == {"unreachable"}


def test_three_days_switched_off_end_in_one_message(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-06T08:00", console)
    (said,) = wake(office, "2024-05-10T10:00", console)
    assert text(said).count("Tổ chức") == 2


# ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────────

TWO_CHANNELS = '\n[[people]]\nid = "nv-3"\nrole = "Ba"\nunits = ["so-3"]\nchannels = ["telegram", "console"]\n'
THREE = replace(CONTEST, lead="Sở Ba")


def test_linking_in_mid_day_does_not_say_the_same_again(console: RecordingNotifier) -> None:
    office = in_memory([THREE], more=TWO_CHANNELS)
    wake(office, BEFORE, console)
    assert len(wake(office, ON_T5, console)) == 1
    office.repository.link("nv-3", "telegram", "4711")
    assert wake(office, "2024-05-07T10:00", RecordingNotifier("telegram"), console) == []


def test_a_dead_channel_is_told_of_once_and_revived_by_a_new_link(console: RecordingNotifier) -> None:
    office, telegram = in_memory([THREE], more=TWO_CHANNELS), RecordingNotifier("telegram")
    office.repository.link("nv-3", "telegram", "4711")
    telegram.fail("4711", DeliveryError("blocked", permanent=True, cause=Cause.BLOCKED))
    wake(office, BEFORE, telegram, console)
    first = wake(office, ON_T5, telegram, console)
    assert [s.recipient.name for s in first] == ["nv-3", "dau-moi"]
    assert "người nhận đã chặn" in text(first[1])
    assert [s.recipient.name for s in wake(office, "2024-05-10T07:30", telegram, console)] == ["nv-3"]
    assert telegram.sent == []
    office.repository.link("nv-3", "telegram", "4712")
    assert [s.recipient.address for s in wake(office, "2024-05-14T07:30", telegram, console)] == ["4712"]


def test_where_no_channel_is_left_the_next_in_line_is_told(console: RecordingNotifier) -> None:
    more = TWO_CHANNELS.replace('["telegram", "console"]', '["telegram"]')
    office, telegram = in_memory([THREE], more=more), RecordingNotifier("telegram")
    office.repository.link("nv-3", "telegram", "4711")
    telegram.fail("4711", DeliveryError("blocked", permanent=True, cause=Cause.BLOCKED))
    wake(office, BEFORE, telegram, console)
    assert "Tổ chức hội thi" in text(wake(office, ON_T5, telegram, console)[0])
    assert steps(office)["nv-3", "T-5"] == (DeliveryState.FAILED, "passed-on")
    assert steps(office)["dau-moi", "T-5"][0] is DeliveryState.SENT


def test_a_group_that_moved_keeps_its_person(console: RecordingNotifier) -> None:
    office, telegram = in_memory([THREE], more=TWO_CHANNELS), RecordingNotifier("telegram")
    office.repository.link("nv-3", "telegram", "-11")
    telegram.move("-11", "-10011")
    wake(office, BEFORE, telegram, console)
    wake(office, ON_T5, telegram, console)
    assert office.repository.addresses()["nv-3", "telegram"] == "-10011"


def test_the_most_urgent_first(console: RecordingNotifier) -> None:
    lines = [
        replace(CONTEST, no="1", lead="Sở Hai", timing="Trước ngày 22/5/2024"),
        replace(CONTEST, no="2", lead="Sở Ba", timing="Ngày 14/5/2024"),
        replace(PROGRAMME, no="6", lead="Sở Một"),
    ]
    third = TWO_CHANNELS.replace('["telegram", "console"]', '["console"]')
    office = in_memory(lines, more=ON_AIR + third)
    wake(office, "2024-05-13T08:00", console)
    found = wake(office, "2024-05-14T16:30", console)
    assert [s.recipient.name for s in found] == ["nv-1", "nv-3", "nv-2"]


def test_what_another_process_enqueued_since_the_look_is_sent_and_not_dropped(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, BEFORE, console)
    now, repository = moment(ON_T5), office.repository
    first, second = sorted(o.uid for o in repository.occurrences() if "so-1" in o.leads)[:2]
    held = [Delivery(uid, "T-5", now.date(), "nv-1", "console") for uid in (first, second)]
    repository.enqueue(held, now)
    world = World(
        repository,
        {"console": console},
        lambda: now,
        look=lambda: snapshot(repository, FOLDER, now, {first}),
        see=lambda uids: snapshot(repository, FOLDER, now, uids),
    )
    asyncio.run(Sender(world, "worker").run())
    assert {d.uid: d.state for d in repository.deliveries()} == dict.fromkeys((first, second), DeliveryState.SENT)


# ── the store fails ──────────────────────────────────────────────────────────────────────────────────────────────


def stored(folder: Path) -> tuple[Engine, InMemory]:
    """The office in a SQLite file, woken on the day before."""
    engine = open_store(f"sqlite:///{folder / 'store.db'}", folder)
    migrate(engine)
    repository = SqlRepository(engine, "so-mau")
    config = CONFIG.format(port=8640)
    found = preview(repository, config, {PLAN: plan_text([CONTEST]).encode()}, FOLDER, moment("2024-01-02T08:00"))
    apply(repository, found, FOLDER, moment("2024-01-02T08:00"))
    office = InMemory(repository, config)  # type: ignore[arg-type]
    wake(office, BEFORE, RecordingNotifier("console"))
    return engine, office


def test_on_a_full_disk_nothing_leaves_and_afterwards_it_does_once(tmp_path: Path, console: RecordingNotifier) -> None:
    engine, office = stored(tmp_path)

    def fill_up(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "connect", fill_up)
    engine.dispose()
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("VACUUM")  # no free page is left
    assert first_fault(lambda: fill_and_wake(office, console)) is StoreFault.FULL
    assert console.sent == []
    event.remove(engine, "connect", fill_up)
    engine.dispose()
    assert [s.recipient.name for s in wake(office, ON_T5, console)] == ["nv-1"]
    assert wake(office, "2024-05-07T08:00", console) == []
    engine.dispose()


def fill_and_wake(office: InMemory, console: RecordingNotifier) -> None:
    """Rows of no meaning take what is left of the last page; then a wake-up."""
    day = date(2031, 1, 1)
    rows = [Delivery(f"u{n}@x", "T", day, "nobody", "console", DeliveryState.DROPPED) for n in range(4000)]
    office.repository.enqueue(rows, moment(BEFORE))
    wake(office, ON_T5, console)


def first_fault(work: Callable[[], None]) -> StoreFault:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.kind


def test_a_locked_store_sends_nothing_and_afterwards_once(
    tmp_path: Path, console: RecordingNotifier, impatient: Callable[[Engine], None]
) -> None:
    engine, office = stored(tmp_path)
    impatient(engine)
    with sqlite3.connect(tmp_path / "store.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            wake(office, ON_T5, console)
        other.execute("ROLLBACK")
    assert caught.value.kind is StoreFault.LOCKED
    assert console.sent == []
    assert len(wake(office, ON_T5, console)) == 1
    engine.dispose()


class Locking(RecordingNotifier):
    """Sends, and leaves the store locked for a moment behind itself."""

    def __init__(self, file: Path) -> None:
        super().__init__("console")
        self._other = sqlite3.connect(file, isolation_level=None)

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        self._other.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.05, self._free)
        return await super().send(message, recipient)

    def _free(self) -> None:
        self._other.execute("ROLLBACK")
        self._other.close()


def test_what_was_sent_is_recorded_although_the_store_was_held(
    tmp_path: Path, impatient: Callable[[Engine], None]
) -> None:
    engine, office = stored(tmp_path)
    impatient(engine)
    notifier = Locking(tmp_path / "store.db")
    assert len(wake(office, ON_T5, notifier)) == 1
    assert steps(office)["nv-1", "T-5"][0] is DeliveryState.SENT
    engine.dispose()


@pytest.fixture
def impatient() -> Callable[[Engine], None]:
    """Lets an engine wait a millisecond for a lock, and no longer."""

    def make(engine: Engine) -> None:
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1").close())

    return make


# ── simulate ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_simulation_says_what_is_then_sent(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-06T08:00", console)
    now = moment("2024-05-06T09:00")
    revision = office.repository.latest_revision()
    assert revision is not None
    copy: Repository = copied(office.repository, revision, now)
    found = simulate(copy, FOLDER, now.date(), date(2024, 5, 31), now)
    assert office.repository.deliveries() == ()
    walked = []
    for day in range(6, 32):
        for hour in ("06:30", "07:30"):
            walked += [(day, text(s)) for s in wake(office, f"2024-05-{day:02d}T{hour}", console)]
    assert [(one.at.day, text(Sent(one.outcome.digest.message, Recipient(""), ""))) for one in found.said] == walked
    assert len(walked) >= 5
    assert sum(found.counts().values()) == len(walked)
