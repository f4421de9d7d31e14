"""What changes is told once, to whom it concerns, while it is near; so is a pace that will not do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import preview, publish, refresh
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, in_memory, moment
from tests.support.small import CONTEST, LINES, PLAN, Line, plan_text
from tests.support.waking import TALK, reapply, text, wake


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


def test_what_moves_a_second_time_is_said_once_from_where_it_was_last(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST])
    wake(office, "2024-05-09T07:30", console)
    office = reapply(office, [replace(CONTEST, timing="Trước ngày 21/5/2024")], "2024-05-09T09:00")
    wake(office, "2024-05-09T09:01", console)
    office = reapply(office, [replace(CONTEST, timing="Trước ngày 25/5/2024")], "2024-05-15T09:00")
    (said,) = wake(office, "2024-05-15T09:01", console)
    assert "• Tổ chức hội thi tìm hiểu pháp luật\n" in text(said)
    assert "dời từ thứ Hai 20/5/2024 sang thứ Sáu 24/5/2024" in text(said)
    assert text(said).count("dời từ") == 1


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
        said += [(day, text(s)) for s in found if "với nhịp này" in text(s)]
    ((day, message),) = said
    assert day == 17  # a Friday, the twelfth of 22 working days
    assert "chưa báo tin nào trong 3, còn 11 ngày làm việc; với nhịp này có thể chưa đủ" in message


def test_who_keeps_the_pace_is_not_told(console: RecordingNotifier) -> None:
    office = in_memory([THREE_A_MONTH])
    uid = next(o.uid for o in office.repository.occurrences() if o.period_key == "2024-05")
    office.repository.report(Progress(uid, Act.COUNT, "nv-1", moment("2024-05-10T08:00"), "cli", count=2))
    for day in range(11, 25):
        refresh(office.repository, FOLDER, moment(f"2024-05-{day:02d}T00:05"))
        assert not [s for s in wake(office, f"2024-05-{day:02d}T08:00", console) if "với nhịp này" in text(s)]
