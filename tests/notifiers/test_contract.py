"""What every channel promises, tried on each of them."""

import asyncio
import re

import pytest

from notifiers.message import Button, Heading, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Editor, Notifier, Receipt, describe


async def _send_all(notifier: Notifier, recipient: Recipient, *messages: Message) -> list[Receipt]:
    try:
        return [await notifier.send(message, recipient) for message in messages]
    finally:
        await notifier.close()


def _send(channel, *messages: Message) -> list[Receipt]:
    return asyncio.run(_send_all(channel.notifier, channel.recipient, *messages))


def _found(channel, *texts: str) -> list[int]:
    read = channel.read()
    return [read.find(text) for text in texts]


def test_title_paragraphs_headings_and_links_are_read_in_their_order(channel):
    paragraphs = (Heading("Hôm nay"), "Báo cáo quý II\nhạn 14/6", Heading("Sắp tới"), "Tuyên truyền: 2/5 tin, bài")
    _send(
        channel, Message("Nhắc việc sáng thứ Sáu", paragraphs, (LinkButton("Mở lịch", "https://lich.example.org/a"),))
    )
    found = _found(channel, "Nhắc việc sáng thứ Sáu", *paragraphs, "Mở lịch")
    assert -1 not in found
    assert found == sorted(found)


@pytest.mark.parametrize("channel", ["console", "recording", "telegram", "webhook"], indirect=True)
def test_where_something_can_be_pressed_it_is_offered(channel):
    _send(channel, Message("Nhắc việc", buttons=(Button("Đã xong", "done:1"), Button("Nhắc lại", "later:1"))))
    assert sorted(_found(channel, "Đã xong", "Nhắc lại")) == _found(channel, "Đã xong", "Nhắc lại")
    assert -1 not in _found(channel, "Đã xong", "Nhắc lại")


@pytest.mark.parametrize("channel", ["email", "apprise"], indirect=True)
def test_where_nothing_can_be_pressed_nothing_is_offered(channel):
    _send(channel, Message("Nhắc việc", buttons=(Button("Đã xong", "done:1"),)))
    assert _found(channel, "Đã xong") == [-1]
    assert _found(channel, "Nhắc việc") != [-1]


@pytest.mark.parametrize(
    "text",
    [
        "<b>đậm</b> & <script>alert('x')</script>",
        "a < b > c &amp; &lt; &#60; &nbsp",
        "*sao* _gạch_ `mã` [liên kết](https://example.org) \\ {x} %s",
        "🎉 chúc mừng 👨‍👩‍👧 xong việc",
        'ngoặc "kép" và ‘đơn’ …',
    ],
)
@pytest.mark.parametrize("place", ["title", "paragraph"])
def test_text_with_markup_is_read_as_it_was_written(channel, text, place):
    _send(channel, Message(text) if place == "title" else Message("Tin", (text,)))
    assert text in channel.read()


def test_ten_thousand_characters_arrive_whole(channel):
    words = [f"từ{number}" for number in range(1500)]
    _send(channel, Message("Danh sách", (" ".join(words),)))
    assert re.findall(r"từ\d+", channel.read()) == words


def test_each_sending_has_a_reference_of_its_own_and_no_new_address(channel):
    receipts = _send(channel, Message("một"), Message("hai"), Message("ba"))
    assert all(receipt.reference for receipt in receipts)
    assert len({receipt.reference for receipt in receipts}) == 3
    assert [receipt.moved_to for receipt in receipts] == [None, None, None]


@pytest.mark.parametrize("message", [Message(""), Message(" \n", ("", "\t")), Message("\x07\u200b")], ids=repr)
def test_a_message_with_nothing_to_read_is_refused(channel, message):
    with pytest.raises(DeliveryError) as caught:
        _send(channel, message)
    assert caught.value.refused
    assert not caught.value.permanent
    assert describe(caught.value)["cause"] == Cause.EMPTY
    assert channel.read() == ""


def test_it_works_again_after_it_was_closed(channel):
    _send(channel, Message("trước"))
    _send(channel, Message("sau"))
    asyncio.run(channel.notifier.close())
    assert channel.read().index("trước") < channel.read().index("sau")


def test_messages_sent_at_once_do_not_run_into_each_other(channel):
    messages = [Message(f"đầu{n}", (f"giữa{n}", f"cuối{n}")) for n in range(20)]

    async def at_once() -> None:
        await asyncio.gather(*(channel.notifier.send(message, channel.recipient) for message in messages))
        await channel.notifier.close()

    asyncio.run(at_once())
    read = channel.read().split()
    assert all(f"giữa{n}" in read[read.index(f"đầu{n}") + 1 : read.index(f"cuối{n}")] for n in range(20))


@pytest.mark.parametrize("channel", ["console", "telegram", "email", "webhook", "apprise"], indirect=True)
@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("chuông\x07 thoát\x1b[2J\x00", "chuông thoát[2J"),
        ("đảo \u202eiouc\u202c chiều", "đảo iouc chiều"),
        ("nửa \ud83d cặp", "nửa \ufffd cặp"),
        ("dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("Ba\u0301o ca\u0301o", "Báo cáo"),
    ],
    ids=["control", "direction", "half surrogate", "line ends", "decomposed"],
)
def test_what_is_shown_is_free_of_what_acts_unseen(channel, written, seen):
    _send(channel, Message("Tin", (written,)))
    assert seen in channel.read()


# ---- what was sent can be changed

EDITORS = pytest.mark.parametrize("channel", ["recording", "telegram"], indirect=True)
LONG = tuple(f"{number}. " + "việc " * 500 for number in range(3))


async def _send_then_edit(channel, first: Message, *later: Message) -> list[Receipt]:
    notifier = channel.notifier
    try:
        receipts = [await notifier.send(first, channel.recipient)]
        for message in later:
            receipts.append(await notifier.edit(message, channel.recipient, receipts[-1].reference))
        return receipts
    finally:
        await notifier.close()


def _edit(channel, first: Message, *later: Message) -> list[Receipt]:
    return asyncio.run(_send_then_edit(channel, first, *later))


def test_channels_that_can_edit_say_so(channel):
    assert isinstance(channel.notifier, Editor) == (channel.notifier.channel in ("recording", "telegram"))


@EDITORS
def test_an_edited_message_reads_as_the_new_one(channel):
    before = Message("Nhắc việc", ("Báo cáo",), (Button("Đã xong", "done:1"),))
    first, second = _edit(channel, before, Message("Nhắc việc", ("Báo cáo: đã xong",)))
    assert first.reference == second.reference
    assert "đã xong" in channel.read()
    assert "Đã xong" not in channel.read()


@EDITORS
def test_the_same_again_is_success(channel):
    message = Message("Nhắc việc", ("Báo cáo",), (Button("Đã xong", "done:1"),))
    _edit(channel, message, message, message)
    assert channel.read().count("Báo cáo") == 1


@EDITORS
@pytest.mark.parametrize(
    ("first", "later"),
    [((), LONG), (LONG, ()), (LONG, LONG[:2]), (LONG[:1], LONG[1:])],
    ids=["grows", "shrinks", "shrinks a little", "changes"],
)
def test_a_message_may_grow_and_shrink(channel, first, later):
    _edit(channel, Message("Danh sách", first), Message("Danh sách", (*later, "hết")))
    assert re.findall(r"(?m)^\d\. |^hết$", channel.read()) == [*(text[:3] for text in later), "hết"]


@EDITORS
def test_buttons_alone_can_be_changed_and_taken_away(channel):
    async def press() -> None:
        notifier = channel.notifier
        receipt = await notifier.send(Message("Nhắc việc", LONG, (Button("Đã xong", "done:1"),)), channel.recipient)
        await notifier.edit_buttons((Button("Hoàn tác", "undo:1"),), channel.recipient, receipt.reference)
        assert "Hoàn tác" in channel.read()
        assert "Đã xong" not in channel.read()
        for _ in range(2):
            await notifier.edit_buttons((), channel.recipient, receipt.reference)
        await notifier.close()

    asyncio.run(press())
    assert "Hoàn tác" not in channel.read()
    assert "việc" in channel.read()


@EDITORS
@pytest.mark.parametrize("reference", ["4711", "", "khong-phai-so"])
def test_what_was_never_sent_cannot_be_edited(channel, reference):
    for edit in (
        lambda: channel.notifier.edit(Message("Tin"), channel.recipient, reference),
        lambda: channel.notifier.edit_buttons((), channel.recipient, reference),
    ):
        with pytest.raises(DeliveryError) as caught:
            asyncio.run(_closing(channel.notifier, edit))
        assert (caught.value.refused, caught.value.cause) == (True, Cause.MESSAGE_GONE)


async def _closing(notifier: Notifier, act) -> None:
    try:
        await act()
    finally:
        await notifier.close()
