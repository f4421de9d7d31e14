"""Lists and cards that the bot answered with go on reading as the work stands, whoever reports it and wherever."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from scheduler.chats import View
from scheduler.keyboards import Act, Press
from scheduler.schedule import Act as Told
from scheduler.schedule import Progress, handle
from tests.support.bot_world import COORDINATOR, GROUP, HEAD, STAFF, STRANGER, World, apply_plan
from tests.support.small import CONTEST, UPKEEP, Line

TALK = Line("3", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
UPKEEP_TOO = Line("8", "Trực đường dây hỏi đáp", "Sở Một", "", "Thường xuyên trong năm 2024")
CONTEST_UID = "kh.1-1-so-1@so-mau"
DONE, MONDAY = Press(Act.DONE, handle(CONTEST_UID)).data, "2024-05-13T08:00"
OFF = "1. [ĐÃ HUỶ] Tổ chức hội thi tìm hiểu pháp luật\n  Sở Một · đã bỏ khỏi kế hoạch, không phải làm nữa"
OFTEN = timedelta(seconds=0.05)
Start = Callable[..., World]


def test_a_list_in_every_chat_follows_a_report_from_another(start: Start) -> None:
    world = start(CONTEST, TALK, linked=("nv-1", "nhom-1", "lanh-dao-1", "dau-moi"), now=MONDAY)
    lists = [world.say(chat, "/tuannay") for chat in (STAFF, HEAD, GROUP, COORDINATOR)]
    world.press(lists[0], "1. Đã xong")
    for shown in lists:
        world.until(lambda shown=shown: "✓ Tổ chức hội thi" in world.reads(shown).text)
        text = world.reads(shown).text
        assert text.startswith("Việc tuần này, 13/5/2024 – 19/5/2024")
        assert "Chuyên viên Sở Một báo xong thứ Hai 13/5/2024" in text
        assert "2. Tổ chức nói chuyện chuyên đề" in text
    assert world.reads(lists[0]).labels == ["1. Hoàn tác", "1. Khác…", "2. Đã xong", "2. Khác…"]
    assert "1. Hoàn tác" in world.reads(lists[3]).labels


def test_what_the_coordinator_takes_back_is_open_again_on_every_list(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "dau-moi"), now=MONDAY)
    mine, chief = world.say(STAFF, "/tuannay"), world.say(COORDINATOR, "/tuannay")
    world.press(mine, "Đã xong")
    world.until(lambda: world.reads(chief).labels == ["Hoàn tác", "Vì sao ngày này"])
    world.press(chief, "Hoàn tác")
    world.until(lambda: world.reads(mine).labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"])


def test_a_list_follows_the_page_and_the_console_too(start: Start) -> None:
    world = start(CONTEST, now=MONDAY)
    mine = world.say(STAFF, "/tuannay")
    world.app.repository.report(Progress(CONTEST_UID, Told.DONE, "dau-moi", world.now, "web"))
    following = world.loop.start(world.desk.showing.watch())
    world.until(lambda: "✓" in world.reads(mine).text)
    following.cancel()


def test_a_list_keeps_its_day_and_its_numbers(start: Start) -> None:
    world = start(CONTEST, TALK, now="2024-05-14T08:00")
    mine = world.say(STAFF, "/homnay")
    world.at("2024-05-15T09:00")
    world.press(mine, "2. Đã xong")
    world.until(lambda: "2. ✓ Tổ chức nói chuyện" in world.reads(mine).text)
    assert world.reads(mine).text.startswith("Việc hôm nay, thứ Ba 14/5/2024")
    assert "1. Tổ chức hội thi" in world.reads(mine).text


def test_a_card_of_a_check_in_follows_in_the_group_as_well(start: Start) -> None:
    world = start(UPKEEP, UPKEEP_TOO, linked=("nv-1", "nhom-1"), now="2024-06-12T08:00")
    lists = world.say(STAFF, "/xong"), world.say(GROUP, "/xong")
    mine = world.told(lambda: world.press(lists[0], "Trả lời từng việc"))
    groups = world.told(lambda: world.press(lists[1], "Trả lời từng việc", STRANGER))
    world.press(mine, "1. Xong")
    world.until(lambda: world.reads(groups).labels == ["2. Xong", "2. Chưa"])
    assert "Đã trả lời 1/2 việc" in world.reads(groups).text


def test_a_button_of_work_that_left_the_plan_says_so_and_goes(start: Start) -> None:
    world = start(CONTEST, TALK, now=MONDAY)
    listed = world.say(STAFF, "/tuannay")
    card = world.told(lambda: world.press(listed, "1. Khác…"))
    apply_plan(world.app.repository, [TALK], world.now, world.app.folder)  # type: ignore[arg-type]
    said = world.press(card, "Đã xong")
    assert said == "Việc này đã huỷ, không phải làm nữa: Tổ chức hội thi tìm hiểu pháp luật."
    world.until(lambda: world.reads(card).labels == [])
    assert world.reads(card).text.startswith("[ĐÃ HUỶ] Tổ chức hội thi")
    assert "không phải làm nữa" in world.reads(card).text
    world.press(listed, "1. Đã xong")
    world.until(lambda: OFF in world.reads(listed).text)
    assert world.reads(listed).labels == ["2. Đã xong", "2. Chưa xong", "2. Nhắc lại", "2. Vì sao ngày này"]


def test_apply_that_calls_work_off_or_moves_it_is_seen_on_what_was_sent_before(start: Start) -> None:
    """Nobody presses anything: who looks at the morning's message finds it true, and its number where it was."""
    world = start(CONTEST, TALK, linked=("nv-1", "nhom-1"), now="2024-05-06T08:00")
    reminders = world.wake("2024-05-07T07:30")
    assert {said.chat for said in reminders} == {STAFF, GROUP}
    following = world.loop.start(world.desk.showing.watch(OFTEN))
    world.at("2024-05-07T10:00")
    later = Line("3", TALK.title, "Sở Một", "", "Trước ngày 24/5/2024")
    apply_plan(world.app.repository, [later], world.now, world.app.folder)  # type: ignore[arg-type]
    for said in reminders:
        world.until(lambda said=said: OFF in world.reads(said).text)
        shown = world.reads(said)
        assert "2. Tổ chức nói chuyện chuyên đề (dời từ 14/5)" in shown.text and "23/5/2024" in shown.text
        assert {label[:2] for label in shown.labels} == {"2."}
    assert world.press(reminders[0], DONE, anyway=True).startswith("Việc này đã huỷ, không phải làm nữa")
    world.at("2024-05-07T11:00")
    apply_plan(world.app.repository, [CONTEST, TALK], world.now, world.app.folder)  # type: ignore[arg-type]
    for said in reminders:
        world.until(lambda said=said: "1. Đã xong" in world.reads(said).labels)
        assert "HUỶ" not in world.reads(said).text
    following.cancel()


def test_a_message_that_nobody_remembers_answers_and_is_made_anew(start: Start) -> None:
    """Sent by an earlier version, or before a backup was restored."""
    world = start(CONTEST, now=MONDAY)
    mine = world.say(STAFF, "/tuannay")
    world.until(lambda: len(world.app.chats.cards_in(str(STAFF))) == 1)
    world.app.chats.forget_card(str(STAFF), str(mine.id))
    world.press(mine, "Đã xong")
    world.until(lambda: "✓" in world.reads(mine).text)
    world.until(lambda: [c.view for c in world.app.chats.cards_in(str(STAFF))] == [View.WORK])


def test_pressed_twice_before_it_could_follow_it_counts_once(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "lanh-dao-1"), now=MONDAY)
    mine, heads = world.say(STAFF, "/tuannay"), world.say(HEAD, "/tuannay")
    world.press(mine, "Đã xong")
    assert world.press(heads, DONE, anyway=True).startswith("Việc này đã được ghi như vậy từ trước")
    assert len(world.app.repository.progress()) == 1


def test_a_second_press_and_the_news_of_the_first_edit_nothing_again(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "lanh-dao-1"), now=MONDAY)
    mine, heads = world.say(STAFF, "/tuannay"), world.say(HEAD, "/tuannay")
    world.press(mine, "Đã xong")
    world.settled()
    before = len(world.api.edits)
    following = world.loop.start(world.desk.showing.watch())
    for _ in range(2):
        world.press(heads, DONE, anyway=True)
        world.settled()
    following.cancel()
    assert "✓" in world.reads(heads).text
    assert world.api.calls.count("editmessagetext") == before == 2


@pytest.mark.parametrize("words", ["hôm nay có việc gì không?", "Việc hôm nay", "viec hom nay"])
def test_asked_in_words_the_list_comes(start: Start, words: str) -> None:
    world = start(CONTEST, now="2024-05-14T08:00")
    assert world.say(STAFF, words).text == world.say(STAFF, "/homnay").text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Cảm ơn!", "Vâng ạ."),
        ("hôm nay hay tuần này", "Bot chưa hiểu “hôm nay hay tuần này”"),
        ("x" * 200, "Bot chưa hiểu"),
    ],
    ids=["thanks", "two meanings", "long"],
)
def test_what_is_no_command_is_answered_kindly(start: Start, words: str, said: str) -> None:
    assert world_says(start, words).startswith(said)


def world_says(start: Start, words: str) -> str:
    return start(CONTEST, now=MONDAY).say(STAFF, words).text
