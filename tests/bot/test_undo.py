"""What was reported by mistake days ago, the coordinator takes back from Telegram: /hoantac lists what was reported of late."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from scheduler.keyboards import Act, Press
from scheduler.schedule import handle
from tests.support.bot_world import COORDINATOR, HEAD, STAFF, World
from tests.support.small import CONTEST, UPKEEP, Line

TALK = Line("3", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
UPKEEP_TOO = Line("8", "Trực đường dây hỏi đáp", "Sở Một", "", "Thường xuyên trong năm 2024")
MONDAY = "2024-05-13T08:00"
Start = Callable[..., World]


@pytest.mark.parametrize("asked", ["/hoantac", "/undo", "bấm nhầm rồi"])
def test_weeks_later_what_was_done_is_opened_again_from_the_list(start: Start, asked: str) -> None:
    world = start(CONTEST, TALK, linked=("nv-1", "dau-moi"), now=MONDAY)
    mine = world.say(STAFF, "/tuannay")
    world.press(mine, "1. Đã xong")
    world.at("2024-06-10T09:00")
    listed = world.say(COORDINATOR, asked)
    assert listed.text.startswith("Việc đã báo xong gần đây")
    assert "✓ Tổ chức hội thi" in listed.text and "nói chuyện" not in listed.text
    assert "Chuyên viên Sở Một báo xong thứ Hai 13/5/2024" in listed.text
    assert listed.text.endswith("Bấm «Hoàn tác» để mở lại việc ấy.")
    assert listed.labels == ["Hoàn tác", "Vì sao ngày này"]
    assert world.press(listed, "Hoàn tác").startswith("Đã mở lại việc này")
    world.until(lambda: "✓" not in world.reads(listed).text)
    world.until(lambda: "1. Đã xong" in world.reads(mine).labels)
    assert world.say(COORDINATOR, "/hoantac").text == "Trong 60 ngày qua chưa có việc nào được báo xong."


def test_the_newest_report_stands_first_and_each_has_its_button(start: Start) -> None:
    world = start(CONTEST, TALK, linked=("nv-1", "dau-moi"), now=MONDAY)
    mine = world.say(STAFF, "/tuannay")
    world.press(mine, "1. Đã xong")
    world.at("2024-05-14T08:00")
    world.press(world.say(STAFF, "/xong"), "Đã xong")
    listed = world.say(COORDINATOR, "/hoantac")
    assert listed.text.index("nói chuyện") < listed.text.index("hội thi")
    assert [x for x in listed.labels if "Hoàn tác" in x] == ["1. Hoàn tác", "2. Hoàn tác"]


@pytest.mark.parametrize("chat", [STAFF, HEAD])
def test_others_are_told_whom_to_ask(start: Start, chat: int) -> None:
    world = start(CONTEST, linked=("nv-1", "lanh-dao-1"), now=MONDAY)
    world.press(world.say(STAFF, "/tuannay"), "Đã xong")
    said = world.say(chat, "/hoantac")
    assert said.text == "Chỉ đầu mối mở lại được việc đã báo xong. Nếu báo nhầm, xin nhắn đầu mối."
    assert said.labels == []


@pytest.mark.parametrize(("chat", "named"), [(STAFF, False), (COORDINATOR, True)])
def test_help_names_it_to_the_coordinator_alone(start: Start, chat: int, named: bool) -> None:
    world = start(CONTEST, linked=("nv-1", "dau-moi"), now=MONDAY)
    assert ("/hoantac" in world.say(chat, "/trogiup").text) == named


def test_one_task_of_a_check_in_is_opened_again_alone(start: Start) -> None:
    world = start(UPKEEP, UPKEEP_TOO, linked=("nv-1", "dau-moi"), now="2024-06-12T08:00")
    asked = world.say(STAFF, "/xong")
    mine = world.told(lambda: world.press(asked, "Trả lời từng việc"))
    world.press(mine, "1. Xong")
    world.until(lambda: world.reads(mine).labels == ["2. Xong", "2. Chưa", "1. Hoàn tác"])
    listed = world.say(COORDINATOR, "/hoantac")
    assert "; đã trả lời 1/2 việc" in listed.text
    chiefs = world.told(lambda: world.press(listed, "Trả lời từng việc"))
    assert chiefs.labels == ["2. Xong", "2. Chưa", "1. Hoàn tác"]
    undo = chiefs.data("1. Hoàn tác")
    assert world.press(chiefs, "1. Hoàn tác").startswith("Đã mở lại việc này")
    assert world.press(chiefs, undo, anyway=True).startswith("Việc này đã mở lại từ trước")
    world.until(lambda: world.reads(mine).labels == ["1. Xong", "1. Chưa", "2. Xong", "2. Chưa"])


def test_who_is_no_coordinator_cannot_press_it_either(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "dau-moi"), now=MONDAY)
    world.press(world.say(STAFF, "/tuannay"), "Đã xong")
    undo = Press(Act.UNDO, handle("kh.1-1-so-1@so-mau")).data
    mine = world.say(STAFF, "/tuannay")
    for said in ("Đã mở lại việc này", "Việc này đã mở lại từ trước"):
        assert world.press(mine, undo, anyway=True).startswith(said)
    world.press(mine, Press(Act.DONE, handle("kh.1-1-so-1@so-mau")).data, anyway=True)
    world.now += timedelta(minutes=11)
    assert "chỉ đầu mối mở lại được" in world.press(mine, undo, anyway=True)
