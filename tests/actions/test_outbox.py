"""The outbox as people notice it: few messages, the urgent first, none lost when a channel fails."""

import asyncio
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.recording import RecordingNotifier
from scheduler.actions import leases, sending
from scheduler.actions.apply import refresh
from scheduler.actions.leases import LEASE
from scheduler.actions.remind import wake_up
from scheduler.actions.sending import Sender, World
from scheduler.actions.snapshot import snapshot
from scheduler.deliveries import Delivery, DeliveryState, Tried
from tests.support.in_memory import FOLDER, in_memory, moment
from tests.support.small import CONTEST, PROGRAMME, person
from tests.support.waking import BEFORE, ON_AIR, ON_T5, TALK, Down, reapply, steps, text, wake


def test_who_waits_long_for_an_answer_keeps_what_it_sends(
    console: RecordingNotifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message takes four leases, while another process wakes up twice in each."""
    monkeypatch.setattr(leases, "_PROLONGED", 0.001)
    office, other, now = in_memory([CONTEST]), RecordingNotifier("console"), [moment(ON_T5)]
    wake(office, BEFORE, console)

    class Slow(RecordingNotifier):
        async def send(self, message: Message, recipient: Recipient) -> Receipt:
            for _ in range(8):
                now[0] += LEASE / 2
                soon = (now[0] + LEASE * 0.75).astimezone(UTC)
                while recipient.id in {d.person for d in office.repository.claimable(soon)}:
                    await asyncio.sleep(0.001)
                await wake_up(office.repository, FOLDER, {"console": other}, lambda: now[0])
            return await super().send(message, recipient)

    slow = Slow("console")
    asyncio.run(wake_up(office.repository, FOLDER, {"console": slow}, lambda: now[0]))
    assert (len(slow.sent), other.sent) == (1, [])


def test_who_could_not_prolong_in_time_writes_to_nobody_twice(
    console: RecordingNotifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that stood still, or whose clock jumped, sees its own claims past their lease while it still sends."""
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    third = person("nv-3", "Chuyên viên Sở Ba", "so-3")
    office, now = in_memory([replace(CONTEST, lead="Các sở")], more=third), [moment(ON_T5)]
    wake(office, BEFORE, console)

    class Jumping(RecordingNotifier):
        """The first message is answered when all others are sent, two leases each."""

        calls = 0

        async def send(self, message: Message, recipient: Recipient) -> Receipt:
            self.calls += 1
            if self.calls == 1:
                while len(self.sent) < 2:
                    await asyncio.sleep(0)
            now[0] += 2 * LEASE
            return await super().send(message, recipient)

    told = Jumping("console")
    asyncio.run(wake_up(office.repository, FOLDER, {"console": told}, lambda: now[0]))
    assert sorted(s.recipient.id for s in told.sent) == ["nv-1", "nv-2", "nv-3"]


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
    assert {s.recipient.id for s in first} == {"nv-1", "nv-2"}
    assert all("Từ thứ Ba 07/5/2024 đến hết thứ Tư 08/5/2024" in text(s) for s in first)
    for now in ("2024-05-07T00:05", "2024-05-08T00:05"):
        refresh(office.repository, FOLDER, moment(now))
    assert [s.recipient.id for s in wake(office, ON_T5, console)] == ["nv-2"]
    assert [s.recipient.id for s in wake(office, "2024-05-10T07:30", console)] == ["nv-1"]


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
    assert [s.recipient.id for s in first] == ["nv-3"]
    (notice,) = wake(office, "2024-05-08T07:30", telegram, console)
    assert notice.recipient.id == "dau-moi"
    assert text(notice).startswith("Thông báo thứ Tư 08/5/2024")
    assert "người nhận đã chặn" in text(notice)
    assert "Tin của người này nay đi bằng màn hình máy chủ." in text(notice)
    assert "nhacviec notify test nv-3" in text(notice) and "nhacviec link nv-3 telegram" in text(notice)
    assert [s.recipient.id for s in wake(office, "2024-05-10T07:30", telegram, console)] == ["nv-3"]
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
    (notice,) = wake(office, "2024-05-08T07:30", telegram, console)
    assert "Người này không còn kênh nào khác" in text(notice)


def test_who_is_to_be_left_alone_for_a_while_gets_nothing_else_either(console: RecordingNotifier) -> None:
    office, telegram = in_memory([THREE], more=TWO_CHANNELS), RecordingNotifier("telegram")
    office.repository.link("nv-3", "telegram", "4711")
    wait = DeliveryError("429", retry_after=timedelta(minutes=90), cause=Cause.RATE_LIMITED)
    telegram.fail("4711", wait)
    wake(office, BEFORE, telegram, console)
    wake(office, ON_T5, telegram, console)
    reapply(office, [replace(THREE, timing="Trước ngày 14/5/2024")], "2024-05-07T08:00", TWO_CHANNELS)
    assert wake(office, "2024-05-07T08:59", telegram, console) == []
    (said,) = wake(office, "2024-05-07T09:01", telegram, console)
    assert "dời từ" in text(said)


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
    assert [s.recipient.id for s in found] == ["nv-1", "nv-3", "nv-2"]


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
