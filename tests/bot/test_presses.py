"""Buttons under reminders: pressed once they are recorded once, for all who got the message, and by nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from scheduler.keyboards import Act, Press
from scheduler.schedule import Act as Told
from scheduler.schedule import Progress, handle
from tests.support.bot_api import bad_request, too_many_requests
from tests.support.bot_world import COORDINATOR, GROUP, HEAD, OTHER, STAFF, STRANGER, World, apply_plan
from tests.support.small import BULLETIN, CONTEST, Line

TALK = Line("3", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")
QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")
CONTEST_UID, QUOTA_UID = "kh.1-1-so-1@so-mau", "kh.7-2024-05-so-1@so-mau"
MORNING = "2024-05-13T07:30"

Start = Callable[..., World]


def trail(world: World) -> list[tuple[str, str, str, str | None]]:
    return [(p.uid, p.act.value, p.by, p.text) for p in world.app.repository.progress()]


def test_done_is_one_tap_and_all_who_got_it_see_it(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "nhom-1"))
    mine, groups = sorted(world.wake(MORNING), key=lambda m: -m.chat)
    assert mine.labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"]
    assert world.press(mine, "Đã xong").startswith("Đã ghi: xong (bấm nhầm")
    world.settled()
    assert trail(world) == [(CONTEST_UID, "done", "nv-1", None)]
    for message in (mine, groups):
        assert "✓ Tổ chức hội thi" in world.reads(message).text
        assert "Chuyên viên Sở Một báo xong thứ Hai 13/5/2024" in world.reads(message).text
    assert world.reads(mine).labels == ["Hoàn tác", "Vì sao ngày này"], "a finger may have slipped"
    assert world.reads(groups).labels == []
    assert world.app.repository.unpublished() is False
    assert world.wake("2024-05-14T07:30") == []


def test_a_second_press_records_nothing(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "nhom-1"))
    mine, groups = sorted(world.wake(MORNING), key=lambda m: -m.chat)
    data = mine.data("Đã xong")
    world.press(mine, data)
    assert world.press(mine, data, anyway=True).startswith("Việc này đã được ghi như vậy từ trước")
    assert world.press(groups, data, STRANGER, anyway=True).startswith("Việc này đã được ghi như vậy từ trước")
    world.settled()
    assert len(trail(world)) == 1


def test_the_linked_groups_press_counts_for_the_unit_by_who_it_is(start: Start) -> None:
    world = start(CONTEST, TALK, linked=("nhom-1", "nv-1"))
    groups = next(m for m in world.wake(MORNING) if m.chat == GROUP)
    assert groups.labels == ["1. Đã xong", "1. Khác…", "2. Đã xong", "2. Khác…"]
    world.press(groups, "1. Đã xong", STRANGER)
    world.press(groups, "2. Đã xong", STAFF)
    world.settled()
    assert [(by, act) for _, act, by, _ in trail(world)] == [("nhom-1", "done"), ("nv-1", "done")]


def test_strangers_and_other_units_are_turned_away_and_told_nothing(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "nv-2"))
    (mine,) = world.wake(MORNING)
    data = mine.data("Đã xong")
    elsewhere = world.say(STRANGER, "xin chào")
    assert "hội thi" not in world.press(elsewhere, data, anyway=True)
    others = world.say(OTHER, "/homnay")
    assert world.press(others, data, anyway=True).startswith("Chỉ người của đơn vị chủ trì")
    why = Press(Act.WHY, handle(CONTEST_UID)).data
    assert world.press(others, why, anyway=True).startswith("Chỉ người của đơn vị chủ trì")
    assert trail(world) == []
    assert not [m for m in world.api.messages if m.chat in (STRANGER, OTHER) and "hội thi" in m.text]


@pytest.mark.parametrize("data", ["d:xxxxxxxxxxxx", "z:nonsense", "d:", "+:xxxxxxxxxxxx:٣", "💥"])
def test_what_no_button_of_ours_carries_does_nothing(start: Start, data: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    assert world.press(mine, data, anyway=True)
    assert trail(world) == []


def test_work_that_left_the_plan_cannot_be_reported(start: Start) -> None:
    world = start(CONTEST, TALK)
    (mine,) = world.wake(MORNING)
    apply_plan(world.app.repository, [TALK], world.now, world.app.folder)  # type: ignore[arg-type]
    data = mine.data("1. Đã xong"), mine.data("2. Đã xong")
    answers = {world.press(mine, one, anyway=True) for one in data}
    assert "Việc này đã huỷ, không phải làm nữa: Tổ chức hội thi tìm hiểu pháp luật." in answers
    assert len(trail(world)) == 1


def test_only_the_coordinator_takes_back(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "dau-moi"))
    (mine,) = world.wake(MORNING)
    world.press(mine, "Đã xong")
    undo = Press(Act.UNDO, handle(CONTEST_UID)).data
    world.now += timedelta(minutes=11)
    assert world.press(mine, undo, anyway=True).startswith("Việc này đã báo xong; chỉ đầu mối mở lại được")
    not_done = Press(Act.NOT_DONE, handle(CONTEST_UID)).data
    assert world.press(mine, not_done, anyway=True).startswith("Việc này đã báo xong; chỉ đầu mối mở lại được")
    chief = world.say(COORDINATOR, "/tuannay")
    assert world.press(chief, "Hoàn tác").startswith("Đã mở lại việc này")
    world.settled()
    assert [act for _, act, _, _ in trail(world)] == ["done", "reopened"]
    assert world.reads(mine).labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"]


def test_pieces_are_counted_once_a_press(start: Start) -> None:
    world = start(QUOTA, linked=("nv-1",), now="2024-05-20T08:00")
    card = world.say(STAFF, "/xong")
    assert "+1 tin, bài" in card.labels
    data = card.data("+1 tin, bài")
    assert world.press(card, data) == "Đã ghi: 1/3 tin, bài."
    again = world.press(card, data, anyway=True)
    assert again == "Số lượng đã thay đổi từ lúc tin này hiện ra. Xin xem số mới rồi bấm lại."
    world.until(lambda: "−1 tin, bài" in world.reads(card).labels)
    assert "1/3 tin, bài" in world.reads(card).text
    assert world.press(card, "−1 tin, bài") == "Đã ghi: 0/3 tin, bài."
    for made in (1, 2, 3):
        world.until(lambda: any(label.startswith("+1") for label in world.reads(card).labels))
        assert world.press(card, Press(Act.MORE, handle(QUOTA_UID), str(made - 1)).data, anyway=True).startswith(
            f"Đã ghi: {made}/3"
        )
    world.settled()
    assert world.office.book.standing(QUOTA_UID).done


def test_a_report_elsewhere_is_followed(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.app.repository.report(Progress(CONTEST_UID, Told.DONE, "dau-moi", world.now, "web"))
    following = world.loop.start(world.desk.showing.watch())
    world.until(lambda: "✓" in world.reads(mine).text)
    following.cancel()


def test_why_this_date_is_told_to_the_unit(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    why = world.told(lambda: world.press(mine, "Vì sao ngày này"))
    assert why.text.startswith("Vì sao ngày này: Tổ chức hội thi")
    assert "Trước ngày 15/5/2024" in why.text
    assert world.reads(mine).text == mine.text


def test_the_card_of_one_of_several(start: Start) -> None:
    world = start(CONTEST, TALK, BULLETIN)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, "2. Khác…"))
    assert card.labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"]
    world.press(card, "Đã xong")
    world.until(lambda: world.reads(card).labels == ["Hoàn tác", "Vì sao ngày này"])
    world.settled()
    assert world.reads(mine).labels == ["1. Đã xong", "1. Khác…", "2. Hoàn tác", "2. Khác…"]
    assert [line[:4] for line in world.reads(mine).text.splitlines() if line[:1].isdigit() or "✓" in line]


def test_the_head_may_report(start: Start) -> None:
    world = start(CONTEST, linked=("lanh-dao-1",))
    (escalated,) = world.wake(MORNING)
    assert escalated.chat == HEAD
    world.press(escalated, "Đã xong")
    assert [by for _, _, by, _ in trail(world)] == ["lanh-dao-1"]


def test_a_groups_limit_holds_up_nobody_who_presses(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "nhom-1"))
    mine = next(m for m in world.wake(MORNING) if m.chat == STAFF)
    world.api.fail(too_many_requests(1), chat=GROUP, method="editMessageText")
    world.press(mine, "Đã xong")
    world.until(lambda: "✓" in world.reads(mine).text)
    asked = world.say(STAFF, "/homnay")
    assert asked.text
    groups = next(m for m in world.api.shown(GROUP))
    world.until(lambda: "✓" in world.reads(groups).text)


def test_a_message_that_is_gone_or_reads_so_already_ends_quietly(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    world = start(CONTEST, linked=("nv-1", "nhom-1"))
    mine = next(m for m in world.wake(MORNING) if m.chat == STAFF)
    world.api.fail(bad_request("message to edit not found"), chat=GROUP, method="editMessageText")
    world.api.fail(bad_request("message is not modified"), chat=STAFF, method="editMessageText")
    world.press(mine, "Đã xong")
    world.settled()
    assert [c.method for c in world.api.log].count("editmessagetext") == 2
    assert not [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")]


def test_a_long_list_is_done_in_one_tap_each_and_a_slip_is_taken_back(start: Start) -> None:
    rows = [
        Line(str(n), f"Tổ chức hội nghị chuyên đề số {n}", "Sở Một", "", "Trước ngày 15/5/2024") for n in range(11, 18)
    ]
    world = start(*rows)
    (mine,) = world.wake(MORNING)
    assert mine.labels[::2] == [f"{n}. Xong" for n in range(1, 8)]
    assert "7. Tổ chức hội nghị chuyên đề số 17" in mine.text
    sent = len(world.api.messages)
    assert "bấm nhầm thì bấm «Hoàn tác»" in world.press(mine, "7. Xong")
    world.until(lambda: "7. ✓ Tổ chức hội nghị chuyên đề số 17" in world.reads(mine).text)
    assert len(world.api.messages) == sent, "no message more in the chat"
    world.press(world.reads(mine), "7. Hoàn tác")
    world.until(lambda: "7. Tổ chức hội nghị" in world.reads(mine).text)
    assert world.reads(mine).labels == mine.labels
    world.press(world.reads(mine), "7. Xong")
    world.until(lambda: "7. Hoàn tác" in world.reads(mine).labels)
    world.now += timedelta(minutes=11)
    assert "chỉ đầu mối mở lại được" in world.press(world.reads(mine), "7. Hoàn tác")
    assert not [d for d in world.app.repository.deliveries() if d.step == "reopened"], "a slip is told to nobody"


def test_a_list_that_was_asked_for_follows_its_buttons(start: Start) -> None:
    world = start(CONTEST, TALK, now="2024-05-13T08:00")
    asked = world.say(STAFF, "/tuannay")
    assert asked.labels == ["1. Đã xong", "1. Khác…", "2. Đã xong", "2. Khác…"]
    world.press(asked, "1. Đã xong")
    world.until(lambda: "✓ Tổ chức hội thi" in world.reads(asked).text)
    assert "1. Đã xong" not in world.reads(asked).labels
    assert "nói chuyện chuyên đề" in world.reads(asked).text
