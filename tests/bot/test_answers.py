"""What people write or send because the bot asked: the reason, a note, a link, a picture; one tap a task of a check-in."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from scheduler.chats import QUESTION_LIFE
from scheduler.evidence import MOST_BYTES
from tests.support.bot_api import bad_request
from tests.support.bot_world import COORDINATOR, GROUP, HEAD, STAFF, STRANGER, World
from tests.support.small import CONTEST, UPKEEP, Line

Start = Callable[..., World]

MORNING = "2024-05-13T07:30"
CHECK_IN = "kh.check-in-2024-Q2-so-1@so-mau"
SECOND = Line("8", "Trực đường dây tiếp nhận ý kiến", "Sở Một", "", "Thường xuyên trong năm 2024")


def trail(world: World) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(p.act.value, p.by, p.task, p.text, p.evidence) for p in world.app.repository.progress()]


def photo() -> bytes:
    """A small picture that knows where and when it was taken."""
    made, target = Image.new("RGB", (40, 30), "green"), BytesIO()
    exif = made.getexif()
    exif[0x010F], exif[0x0132] = "MAY-ANH-MAU", "2024:05:13 07:00:00"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 40.0)
    made.save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_reason_is_asked_for_and_kept(start: Start) -> None:
    world = start(CONTEST, linked=("nv-1", "nhom-1"))
    mine = next(m for m in world.wake(MORNING) if m.chat == STAFF)
    question = world.told(lambda: world.press(mine, "Chưa xong"))
    assert "Vì sao chưa xong?" in question.text
    said = world.say(STAFF, "  Hội trường đang sửa, dự kiến 20/5 xong <b>\x07 ")
    assert said.text.startswith("Đã ghi")
    world.settled()
    ((act, by, _, text, _),) = trail(world)
    assert (act, by, text) == ("not-done", "nv-1", "Hội trường đang sửa, dự kiến 20/5 xong <b>")
    for message in world.api.shown():
        if "Nhắc việc" in message.text:
            assert "Chưa xong: Hội trường đang sửa, dự kiến 20/5 xong <b>" in message.text
            assert message.labels == ["Đã xong", "Chưa xong", "Nhắc lại", "Vì sao ngày này"]


def test_a_reason_too_long_may_be_said_again_and_an_answer_counts_once(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.told(lambda: world.press(mine, "Chưa xong"))
    assert "Dài quá" in world.say(STAFF, "x" * 1001).text
    assert world.say(STAFF, "Chờ kinh phí").text.startswith("Đã ghi")
    world.say(STAFF, "Chờ kinh phí nữa")
    assert len(trail(world)) == 1


def test_an_answer_that_comes_too_late_is_no_reason(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.told(lambda: world.press(mine, "Chưa xong"))
    world.now += QUESTION_LIFE
    world.say(STAFF, "Chờ kinh phí")
    assert trail(world) == []


def test_in_a_group_only_a_reply_of_who_was_asked_is_an_answer(start: Start) -> None:
    world = start(CONTEST, linked=("nhom-1",))
    (groups,) = world.wake(MORNING)
    question = world.told(lambda: world.press(groups, "Chưa xong", STRANGER))
    world.api.say(GROUP, "Trưa nay ăn gì?", STRANGER)
    world.api.say(GROUP, "Tôi trả lời thay", 5555, reply_to=question.id)
    world.told(lambda: world.api.say(GROUP, "Chờ kinh phí", STRANGER, reply_to=question.id))
    assert [(act, by, text) for act, by, _, text, _ in trail(world)] == [("not-done", "nhom-1", "Chờ kinh phí")]


def test_done_takes_a_link_a_note_and_a_picture(start: Start) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.press(mine, "Đã xong")
    assert "Ảnh minh chứng" in world.told(lambda: world.api.send_photo(STAFF, photo(), "Toàn cảnh")).text
    assert "Ghi chú và liên kết" in world.say(STAFF, "Bài đăng ở https://vi-du.example/bai-1 nhé").text
    world.settled()
    picture, link = trail(world)[1:]
    assert picture[0] == "evidence"
    assert (link[3], link[4]) == ("Bài đăng ở  nhé", "https://vi-du.example/bai-1")
    kept = world.app.folder / "var" / str(picture[4])
    with Image.open(kept) as found:
        assert (found.size, found.format, dict(found.getexif())) == ((40, 30), "JPEG", {})
    assert b"MAY-ANH-MAU" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 no picture", "không phải là ảnh"),
        (b"\xff\xd8\xff" + b"\0" * 100, "không phải là ảnh"),
        (b"\0" * (MOST_BYTES + 1), "quá 10 MB"),
    ],
    ids=["pdf", "broken", "large"],
)
def test_what_is_no_picture_is_not_kept(start: Start, content: bytes, said: str) -> None:
    world = start(CONTEST)
    (mine,) = world.wake(MORNING)
    world.press(mine, "Đã xong")
    assert said in world.told(lambda: world.api.send_photo(STAFF, content)).text
    assert len(trail(world)) == 1
    assert not list(world.app.folder.rglob("*.jpg"))


def test_a_check_in_is_one_tap_a_task(start: Start) -> None:
    world = start(UPKEEP, SECOND, now="2024-06-03T08:00")
    (mine,) = world.wake("2024-06-14T07:30") or world.wake("2024-06-24T07:30")
    assert "Trả lời từng việc" in mine.labels
    card = world.told(lambda: world.press(mine, "Trả lời từng việc"))
    assert "Đã trả lời 0/2 việc." in card.text
    assert card.labels == ["1. Xong", "1. Chưa", "2. Xong", "2. Chưa"]
    assert world.press(card, "1. Xong").startswith("Đã ghi việc 1: xong.")
    world.until(lambda: "Đã trả lời 1/2 việc." in world.reads(card).text)
    assert world.reads(card).labels == ["2. Xong", "2. Chưa", "1. Hoàn tác"]
    assert "Ghi chú cho: Cập nhật trang thông tin" in world.say(STAFF, "Đã đăng 12 bài").text
    question = world.told(lambda: world.press(card, "2. Chưa"))
    assert "Trực đường dây" in question.text
    assert "bấm «Xong» của việc ấy" in world.say(STAFF, "Thiếu người trực").text
    world.settled()
    assert [(act, text) for act, _, _, text, _ in trail(world)] == [
        ("done", None),
        ("evidence", "Đã đăng 12 bài"),
        ("not-done", "Thiếu người trực"),
    ]
    assert all(task for _, _, task, _, _ in trail(world))
    answered = world.office.book.standing(CHECK_IN)
    assert (answered.answered, answered.done) == (True, False)
    assert "Trực đường dây tiếp nhận ý kiến (Thiếu người trực)" in world.reads(mine).text
    assert "Đã trả lời 2/2 việc." in world.reads(card).text and "2. Xong" in world.reads(card).labels
    assert world.press(card, "2. Xong").startswith("Đã ghi việc 2: xong.")
    world.until(lambda: "✓" in world.reads(mine).text)
    assert world.office.book.standing(CHECK_IN).done


def test_what_is_not_done_goes_on_to_the_coordinator_and_asks_nobody_again(start: Start) -> None:
    world = start(UPKEEP, linked=("nv-1", "dau-moi"), now="2024-06-03T08:00")
    mine = next(said for said in world.wake("2024-06-12T07:30") if said.chat == STAFF)
    card = world.told(lambda: world.press(mine, "Trả lời từng việc"))
    world.told(lambda: world.press(card, "1. Chưa"))
    world.say(STAFF, "Chờ kinh phí")
    world.settled()
    sent = [said for day in (14, 17, 19) for said in world.wake(f"2024-06-{day}T07:30")]
    assert {said.chat for said in sent} == {COORDINATOR}
    assert "Chưa xong: Cập nhật trang thông tin" in sent[-1].text and "(Chờ kinh phí)" in sent[-1].text


@pytest.mark.parametrize("times", [1, 2])
def test_what_the_only_channel_refuses_goes_once_in_a_shorter_form(start: Start, times: int) -> None:
    world = start(CONTEST, linked=("nv-1", "dau-moi"))
    world.api.fail(*[bad_request("message is too long")] * times, chat=STAFF, method="sendMessage")
    sent = world.wake(MORNING)
    mine = [said for said in sent if said.chat == STAFF]
    if times == 1:
        assert "Tổ chức hội thi" in mine[0].text and "Tin này đã rút gọn" in mine[0].text and mine[0].labels == []
        return
    later = [said.text for day in (14, 15) for said in world.wake(f"2024-05-{day}T07:30") if said.chat == COORDINATOR]
    told = [
        text for text in (*(s.text for s in sent if s.chat == COORDINATOR), *later) if "kênh không nhận tin này" in text
    ]
    assert mine == [] and len(told) == 1 and "Chuyên viên Sở Một" in told[0]


def test_a_tap_on_the_wrong_task_is_taken_back_by_whoever_made_it_for_ten_minutes(start: Start) -> None:
    world = start(UPKEEP, linked=("nv-1", "lanh-dao-1"), now="2024-06-12T08:00")
    asked = world.say(STAFF, "/xong")
    card = world.told(lambda: world.press(asked, "Trả lời từng việc"))
    world.press(card, "1. Xong")
    world.until(lambda: world.reads(card).labels == ["1. Hoàn tác"])
    undo = world.reads(card).data("1. Hoàn tác")
    assert "chỉ đầu mối" in world.press(world.say(HEAD, "/tuannay"), undo, anyway=True)
    assert world.press(card, "1. Hoàn tác").startswith("Đã mở lại việc này")
    world.until(lambda: world.reads(card).labels == ["1. Xong", "1. Chưa"])
    assert world.press(card, undo, anyway=True).startswith("Việc này đã mở lại từ trước")
    assert world.office.book.standing(CHECK_IN).reopened is None
    world.press(card, "1. Xong")
    world.now += timedelta(minutes=11)
    assert "chỉ đầu mối" in world.press(card, undo, anyway=True)


def test_an_answered_task_is_not_recorded_twice(start: Start) -> None:
    world = start(UPKEEP, SECOND, now="2024-06-03T08:00")
    (mine,) = world.wake("2024-06-14T07:30") or world.wake("2024-06-24T07:30")
    card = world.told(lambda: world.press(mine, "Trả lời từng việc"))
    data = card.data("1. Xong")
    world.press(card, data)
    assert world.press(card, data, anyway=True).startswith("Việc này đã được ghi như vậy từ trước")
    assert world.press(card, data[:-3] + "abc", anyway=True) == "Kỳ này không hỏi việc ấy nữa."
    assert len(trail(world)) == 1
