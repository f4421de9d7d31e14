"""What every channel promises, tried on each of them."""

import asyncio
import re

import pytest

from notifiers.message import Button, Message, Recipient
from notifiers.notifier import DeliveryError, Notifier, Receipt


async def _send_all(notifier: Notifier, recipient: Recipient, *messages: Message) -> list[Receipt]:
    try:
        return [await notifier.send(message, recipient) for message in messages]
    finally:
        await notifier.close()


def _send(channel, *messages: Message) -> list[Receipt]:
    return asyncio.run(_send_all(channel.notifier, channel.recipient, *messages))


def test_title_paragraphs_and_buttons_are_read_in_their_order(channel):
    message = Message(
        "Nhắc việc sáng thứ Sáu",
        ("Báo cáo quý II\nhạn 14/6", "Tuyên truyền: 2/5 tin, bài"),
        (Button("Đã xong", "done:1"), Button("Nhắc lại", "later:1")),
    )
    _send(channel, message)
    wanted = [message.title, *message.paragraphs, "Đã xong", "Nhắc lại"]
    found = [channel.read().find(text) for text in wanted]
    assert -1 not in found
    assert found == sorted(found)


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


@pytest.mark.parametrize("channel", ["console", "telegram"], indirect=True)
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
