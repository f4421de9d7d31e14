"""What people can type, send and press that nobody foresaw: answered, nothing executed twice, nothing shown to outsiders."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from scheduler.keyboards import Act, Press
from scheduler.schedule import handle
from tests.support.bot_world import GROUP, STAFF, World
from tests.support.small import CONTEST, Line

QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")
TALK = Line("3", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
MONDAY, CONTEST_UID = "2024-05-13T07:30", "kh.1-1-so-1@so-mau"
NEW_GROUP = -1002001
Start = Callable[..., World]

TEXTS = {
    "10,000 characters": "dài quá " * 1250,
    "markup": "<b>đậm</b> <a href='https://x.example'>x</a> *sao* _gạch_ [x](https://x.example) &lt;&amp;",
    "broken markup": "</b><script>alert(1)</script><b",
    "control characters": "a\x00\x1b[31m\u202eb\u200b\r\n\tc",
    "emoji alone": "👍🏽" * 50,
    "spaces": " \n\t ",
}


def texts(world: World) -> list[str]:
    return [p.text or "" for p in world.app.repository.progress()]


@pytest.mark.parametrize("what", TEXTS)
def test_a_reason_of_any_kind_is_kept_as_words_or_refused(start: Start, what: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MONDAY)
    world.told(lambda: world.press(mine, "Chưa xong"))
    world.say(STAFF, TEXTS[what])
    world.settled()
    kept = texts(world)
    assert all(len(text) <= 1000 and not re.search("[\x00-\x08\x1b\u202e]", text) for text in kept)
    assert len(kept) == (0 if what in ("10,000 characters", "spaces") else 1)
    assert len(world.reads(mine).text) <= 4096
    assert world.reads(mine).labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"]


@pytest.mark.parametrize("what", TEXTS)
def test_an_hour_of_any_kind_is_asked_again_in_few_words(start: Start, what: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MONDAY)
    choices = world.told(lambda: world.press(mine, "Nhắc lại"))
    world.press(choices, "Lúc khác…")
    answer = world.say(STAFF, TEXTS[what])
    assert "8 giờ sáng thứ tư" in answer.text
    assert len(answer.text) < 400
    assert "Sẽ nhắc lại lúc 15:00 thứ Năm 16/5/2024" in world.say(STAFF, "thứ năm 15h").text


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("8 giờ sáng thứ tư", "08:00 thứ Tư 15/5/2024"),
        ("thứ tư 8h", "08:00 thứ Tư 15/5/2024"),
        ("ngày mai", "07:30 thứ Ba 14/5/2024"),
        ("15/5 9h", "09:00 thứ Tư 15/5/2024"),
        ("15h", "15:00 thứ Hai 13/5/2024"),
        ("7h", "07:00 thứ Ba 14/5/2024"),
        ("chiều nay", "14:00 thứ Hai 13/5/2024"),
    ],
)
def test_an_hour_as_people_type_it(start: Start, typed: str, at: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MONDAY)
    world.press(world.told(lambda: world.press(mine, "Nhắc lại")), "Lúc khác…")
    assert f"Sẽ nhắc lại lúc {at}" in world.say(STAFF, typed).text


def test_a_button_of_weeks_ago_counts_nothing_twice(start: Start) -> None:
    world = start(QUOTA, now="2024-05-20T08:00")
    card = world.say(STAFF, "/xong")
    old = card.data("+1 tin, bài")
    world.press(card, old)
    world.now += timedelta(days=9)
    assert "Số lượng đã thay đổi" in world.press(card, old, anyway=True)
    assert "Số lượng đã thay đổi" in world.press(
        card, Press(Act.MORE, handle("kh.7-2024-05-so-1@so-mau"), "99").data, anyway=True
    )
    assert [p.count for p in world.app.repository.progress()] == [1]


def test_a_group_that_became_a_supergroup_keeps_its_unit_and_its_buttons(start: Start) -> None:
    world = start(CONTEST, TALK, linked=("nhom-1",))
    (before,) = world.wake("2024-05-07T07:30")
    world.api.add_chat(NEW_GROUP)
    world.api.migrate(GROUP, NEW_GROUP)
    group = {"id": GROUP, "type": "group", "title": "Sở Một"}
    world.api.put({"message": {"message_id": 90, "date": 1, "chat": group, "migrate_to_chat_id": NEW_GROUP}})
    world.until(lambda: world.app.repository.addresses()["nhom-1", "telegram"] == str(NEW_GROUP))
    listed = world.say(NEW_GROUP, "/xong", 77)
    world.press(listed, "1. Đã xong", 77)
    world.until(lambda: "1. ✓" in world.reads(listed).text)
    assert world.press(before, before.data("2. Đã xong"), 77, anyway=True).startswith("Đã ghi: xong")
    world.until(lambda: "2. ✓" in world.reads(listed).text)
    assert [p.by for p in world.app.repository.progress()] == ["nhom-1", "nhom-1"]
    assert world.api.messages[-1].chat == NEW_GROUP


def test_in_a_topic_the_answer_stays_in_the_topic_and_follows_there(start: Start) -> None:
    world = start(CONTEST, linked=(), now=MONDAY)
    world.api.add_chat(GROUP, topics=(7,))
    world.app.repository.link("nhom-1", "telegram", f"{GROUP}.7")
    listed = world.told(lambda: world.api.say(GROUP, "/tuannay", 77, topic=7))
    assert listed.topic == 7
    world.app.repository.link("nv-1", "telegram", str(STAFF))
    world.press(world.say(STAFF, "/tuannay"), "Đã xong")
    world.until(lambda: "✓" in world.reads(listed).text)
