"""In a group: whose name a report bears, whose hand it was, and who is only a guest there."""

from collections.abc import Callable
from datetime import timedelta

from scheduler.actions.history import Asked, history
from tests.support.bot_world import COORDINATOR, GROUP, OTHER, STAFF, STRANGER, World
from tests.support.small import CONTEST

MONDAY = "2024-05-13T07:30"
Start = Callable[..., World]


def trail(world: World) -> list[tuple[str, str, str | None]]:
    return [(p.act.value, p.by, p.hand) for p in world.app.repository.progress()]


def test_whoever_is_not_known_reports_for_the_group_and_the_trail_keeps_the_hand(start: Start) -> None:
    world = start(CONTEST, linked=("nhom-1",))
    (message,) = world.wake(MONDAY)
    assert "trả lời (reply) tin này" in world.press(message, "Đã xong", STRANGER)
    reply = world.told(lambda: world.api.say(GROUP, "Biên bản số 5", STRANGER, reply_to=message.id))
    assert "Ghi chú cho: Tổ chức hội thi" in reply.text
    hand = f"Người {STRANGER} (Telegram {STRANGER})"
    assert trail(world) == [("done", "nhom-1", hand), ("evidence", "nhom-1", hand)]
    world.until(lambda: "✓" in world.reads(message).text)
    assert "Nhóm Sở Một báo xong" in world.reads(message).text
    assert f"Người {STRANGER}" not in world.reads(message).text  # units and roles in messages, no names
    assert history(world.app.repository, world.office, Asked())[0].hand == hand


def test_whoever_is_known_by_the_own_chat_reports_under_the_own_role(start: Start) -> None:
    world = start(CONTEST, linked=("nhom-1", "nv-1"))
    message = next(m for m in world.wake(MONDAY) if m.chat == GROUP)
    world.press(message, "Đã xong", STAFF)
    assert trail(world) == [("done", "nv-1", None)]


def test_a_guest_from_another_unit_reports_nothing_in_the_groups_name(start: Start) -> None:
    world = start(CONTEST, linked=("nhom-1", "nv-2"))
    message = next(m for m in world.wake(MONDAY) if m.chat == GROUP)
    assert world.press(message, "Đã xong", OTHER).startswith("Chỉ người của đơn vị chủ trì")
    assert trail(world) == []


def test_the_coordinator_takes_back_in_the_group_too(start: Start) -> None:
    world = start(CONTEST, linked=("nhom-1", "dau-moi"))
    message = next(m for m in world.wake(MONDAY) if m.chat == GROUP)
    world.press(message, "Đã xong", STRANGER)
    undo = world.say(COORDINATOR, "/tuannay").data("Hoàn tác")
    world.now += timedelta(minutes=11)
    assert "chỉ đầu mối" in world.press(message, undo, STRANGER, anyway=True)
    assert world.press(message, undo, COORDINATOR, anyway=True).startswith("Đã mở lại")
    assert [by for _, by, _ in trail(world)] == ["nhom-1", "dau-moi"]
