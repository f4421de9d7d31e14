"""To be reminded again: choices that respect working days, a time that is typed, one message at that time and no second."""

from collections.abc import Callable
from datetime import date

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.deliveries import DeliveryState
from scheduler.model import Person
from scheduler.policy import Policy
from scheduler.reminders.snoozing import Rules, choices, moment_of, offered, sendable
from scheduler.timing.dates import free_date
from tests.support.bot_world import STAFF, World
from tests.support.in_memory import moment
from tests.support.small import CONTEST

Start = Callable[..., World]

MORNING = "2024-05-13T07:30"
PERSON = Person("nv", "Chuyên viên", ("so-1",), ("telegram",))


def rules(*off: date) -> Rules:
    return Rules(OfficeCalendar(dict.fromkeys(off, "nghỉ")), Policy(), PERSON)


@pytest.mark.parametrize(
    ("now", "off", "shown"),
    [
        ("2024-05-15T09:00", (), ["afternoon 15 14:00", "tomorrow 16 07:30", "monday 20 07:30"]),
        ("2024-05-15T14:30", (), ["tomorrow 16 07:30", "monday 20 07:30"]),
        ("2024-05-17T15:00", (), ["next-day 20 07:30"]),
        ("2024-05-18T09:00", (), ["next-day 20 07:30"]),
        (
            "2024-05-15T09:00",
            (date(2024, 5, 16), date(2024, 5, 20)),
            ["afternoon 15 14:00", "next-day 17 07:30", "next-week 21 07:30"],
        ),
    ],
    ids=["wednesday", "late", "friday", "saturday", "holidays"],
)
def test_choices(now: str, off: tuple[date, ...], shown: list[str]) -> None:
    found = choices(moment(now), rules(*off))
    assert [f"{choice.value} {at:%d %H:%M}" for choice, at in found] == shown


@pytest.mark.parametrize(
    ("act_by", "names"),
    [
        (date(2024, 5, 16), ["afternoon", "tomorrow"]),
        (date(2024, 5, 15), ["afternoon"]),
        (date(2024, 5, 13), ["afternoon", "tomorrow", "monday"]),
    ],
    ids=["due tomorrow", "due today", "late already"],
)
def test_what_comes_after_the_deadline_is_not_offered(act_by: date, names: list[str]) -> None:
    assert [choice.value for choice, _ in offered(moment("2024-05-15T09:00"), rules(), act_by)] == names


def test_a_time_after_the_deadline_is_kept_and_said(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    choices = world.told(lambda: world.press(mine, "Nhắc lại"))
    assert not [label for label in choices.labels if "Thứ Hai tới" in label]
    world.press(choices, "Lúc khác…")
    said = world.say(STAFF, "17/5 9h").text
    assert "09:00 thứ Sáu 17/5/2024, sau hạn thứ Ba 14/5/2024" in said


@pytest.mark.parametrize(
    ("typed", "comes_to"),
    [
        ("ngày mai", "16 07:30"),
        ("thứ năm 15h", "16 15:00"),
        ("thứ bảy", "20 07:30"),
        ("hôm nay 22h", "16 07:30"),
        ("ngày mai 5h", "16 06:30"),
        ("20/5 9h", "20 09:00"),
    ],
)
def test_what_is_typed_comes_to_a_moment_at_which_messages_go_out(typed: str, comes_to: str) -> None:
    now = moment("2024-05-15T09:00")
    said = free_date(typed, now)
    assert said is not None
    assert f"{moment_of(said, now, rules()):%d %H:%M}" == comes_to


def test_nothing_is_sent_in_quiet_hours() -> None:
    assert sendable(moment("2024-05-15T21:00"), rules()) == moment("2024-05-16T07:30")


def test_a_choice_is_one_message_at_its_time(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    assert card.labels == ["Chiều nay, 14:00", "Ngày mai, 07:30 thứ Ba 14/5", "Lúc khác…"]
    data = card.data("Chiều nay, 14:00")
    assert world.press(card, data) == ("Sẽ nhắc lại lúc 14:00 thứ Hai 13/5/2024: Tổ chức hội thi tìm hiểu pháp luật.")
    assert world.press(card, data, anyway=True) == "Đã hẹn nhắc lại vào lúc ấy rồi."
    world.until(lambda: world.reads(card).labels == [])
    assert world.wake("2024-05-13T13:00") == []
    (again,) = world.wake("2024-05-13T14:00")
    assert "hội thi" in again.text
    assert again.labels == mine.labels
    assert world.wake("2024-05-13T14:01") == []
    assert world.press(card, data, anyway=True) == "Lúc ấy đã qua. Xin chọn lúc khác."


def test_done_meanwhile_it_does_not_come(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(card, "Chiều nay, 14:00")
    world.press(mine, "Đã xong")
    assert world.wake("2024-05-13T14:00") == []
    states = {d.step: (d.state, d.note) for d in world.app.repository.deliveries() if d.step.startswith("again")}
    assert states == {"again:1400": (DeliveryState.DROPPED, "done")}


def test_it_comes_in_one_line_with_the_rung_of_that_morning(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(card, "Ngày mai, 07:30 thứ Ba 14/5")
    sent = world.wake("2024-05-14T07:30")
    assert len(sent) == 1
    assert sent[0].text.count("hội thi") == 1


def test_a_time_is_typed(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(card, "Lúc khác…")
    world.until(lambda: "Xin trả lời tin này" in world.reads(card).text)
    assert "chưa hiểu" in world.say(STAFF, "khi nào rảnh").text
    assert "không còn cần nhắc" in world.say(STAFF, "20/12/2024").text
    assert "Sẽ nhắc lại lúc 15:00 thứ Năm 16/5/2024" in world.say(STAFF, "thứ năm 15h").text
    assert len(world.wake("2024-05-16T15:00")) == 1
    world.say(STAFF, "thứ sáu 15h")
    assert len([d for d in world.app.repository.deliveries() if d.step.startswith("again")]) == 1


def test_a_day_off_is_passed_over_and_said(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(card, "Lúc khác…")
    world.until(lambda: "Xin trả lời tin này" in world.reads(card).text)
    said = world.say(STAFF, "thứ bảy").text
    assert "không gửi tin" in said
    assert "thứ Hai 20/5/2024" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trước hạn 1 ngày", "Sẽ nhắc lại lúc 07:30 thứ Hai 13/5/2024"),
        ("trước hạn 2 ngày, 15h", "Sẽ nhắc lại lúc 15:00 thứ Sáu 10/5/2024"),
        ("đúng hạn", "Sẽ nhắc lại lúc 07:30 thứ Ba 14/5/2024"),
        ("next friday at 9am", "Sẽ nhắc lại lúc 09:00 thứ Sáu 10/5/2024"),
        ("cuối tuần", "Sẽ nhắc lại lúc 07:30 thứ Sáu 10/5/2024"),
        ("trước hạn 20 ngày", "Lúc ấy đã qua"),
    ],
)
def test_a_reminder_so_long_before_the_deadline(start: Start, typed: str, said: str) -> None:
    """Counted in working days, as ladders are; the deadline is Tuesday 14/5."""
    world = start(CONTEST)
    (mine,) = world.wake("2024-05-07T07:30")
    card = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(card, "Lúc khác…")
    world.until(lambda: "Xin trả lời tin này" in world.reads(card).text)
    assert said in world.say(STAFF, typed).text


def test_choosing_again_replaces_and_it_can_be_taken_back(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    first = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(first, "Chiều nay, 14:00")
    second = world.told(lambda: world.press(mine, "Nhắc lại"))
    assert "Đang hẹn nhắc lúc 14:00 thứ Hai 13/5/2024." in second.text
    world.press(second, "Ngày mai, 07:30 thứ Ba 14/5")
    assert world.wake("2024-05-13T14:00") == []
    third = world.told(lambda: world.press(mine, "Nhắc lại"))
    assert world.press(third, "Thôi nhắc") == "Đã bỏ hẹn nhắc lại."
    assert [d for d in world.app.repository.deliveries() if d.step.startswith("again")] == []


@pytest.mark.parametrize(
    ("typed", "comes_to"),
    [
        ("sau 30 phút", "15 09:30"),
        ("đầu giờ chiều mai", "16 14:00"),
        ("8:00 AM thứ năm", "16 08:00"),
        ("mai 8h30'", "16 08:30"),
        ("lúc 9h ngày mai nhé", "16 09:00"),
        ("cho tôi xin nhắc vào 9h sáng ngày kia ạ", "17 09:00"),
    ],
)
def test_as_people_type_it(typed: str, comes_to: str) -> None:
    now = moment("2024-05-15T09:00")
    said = free_date(typed, now)
    assert said is not None
    assert f"{moment_of(said, now, rules()):%d %H:%M}" == comes_to
