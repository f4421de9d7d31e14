"""What may follow "Done" for half an hour, whatever else is written meanwhile; what cannot be taken; a way out of a question."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests.support.bot_world import STAFF, World
from tests.support.small import CONTEST, Line

Start = Callable[..., World]

MORNING = "2024-05-13T07:30"
TALK = Line("3", "Tổ chức nói chuyện chuyên đề", "Sở Một", "", "Trước ngày 15/5/2024")


def photo() -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 30), "green").save(target, "JPEG")
    return target.getvalue()


def kept(world: World) -> list[tuple[str, str | None, bool]]:
    return [(p.act.value, p.text, bool(p.evidence)) for p in world.app.repository.progress()]


def test_a_note_a_command_and_thanks_do_not_end_the_half_hour(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.press(mine, "Đã xong")
    assert "Vâng ạ" in world.say(STAFF, "ok cảm ơn").text
    assert "Ghi chú cho" in world.say(STAFF, "120 người dự").text
    assert "Việc hôm nay" in world.say(STAFF, "/homnay").text or "không có việc" in world.api.messages[-1].text
    assert "không có việc" in world.say(STAFF, "hôm nay còn việc gì không").text
    assert "Ảnh minh chứng" in world.told(lambda: world.api.send_photo(STAFF, photo())).text
    assert "Liên kết" in world.say(STAFF, "https://vi-du.example/bai").text
    told = [
        ("done", None, False),
        ("evidence", "120 người dự", False),
        ("evidence", None, True),
        ("evidence", None, True),
    ]
    assert kept(world) == told


def test_a_picture_with_a_reason_is_kept_with_it(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.told(lambda: world.press(mine, "Chưa xong"))
    assert "chưa giữ" in world.told(lambda: world.api.send_photo(STAFF, photo())).text
    said = world.told(lambda: world.api.send_photo(STAFF, photo(), "Hội trường đang sửa")).text
    assert "Lý do: Hội trường đang sửa" in said
    assert "Ảnh gửi kèm đã giữ" in said
    assert kept(world) == [("not-done", "Hội trường đang sửa", True)]


def test_a_picture_of_nothing_is_asked_about(start: Start) -> None:
    world = start(CONTEST)
    world.wake(MORNING)
    said = world.told(lambda: world.api.send_photo(STAFF, photo())).text
    assert "Chưa rõ ảnh này của việc nào" in said
    assert "“”" not in said


@pytest.mark.parametrize("answered", ["Đã xong", None], ids=["after-done", "unasked"])
def test_a_file_is_answered_by_what_can_be_sent(start: Start, answered: str | None) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    if answered:
        world.press(mine, answered)
    said = world.told(lambda: world.api.send_document(STAFF, b"%PDF-1.4", "bien-ban.pdf", "application/pdf")).text
    assert "Gửi được: chữ, liên kết" in said
    assert all(text is None for _, text, _ in kept(world))


@pytest.mark.parametrize("button", ["Chưa xong", "Nhắc lại"])
def test_enough_is_a_way_out(start: Start, button: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    card = world.told(lambda: world.press(mine, button))
    if button == "Nhắc lại":
        world.press(card, "Lúc khác…")
    assert "Vâng, thôi" in world.say(STAFF, "Thôi không cần nữa ạ").text
    assert "chưa hiểu" in world.say(STAFF, "chờ kinh phí").text, "nothing is asked any more"
    assert kept(world) == []


def test_done_in_one_word_shows_what_waits(start: Start) -> None:
    world = start(CONTEST, TALK)
    world.wake(MORNING)
    assert "Việc đang chờ báo" in world.say(STAFF, "xong").text
