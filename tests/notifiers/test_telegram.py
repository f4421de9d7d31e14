"""Telegram against the stand-in for the Bot API, over HTTP: form, length, headings, topics, buttons."""

from datetime import timedelta

import pytest

from notifiers.message import Button, Heading, LinkButton, Message, Recipient
from notifiers.notifier import Cause
from notifiers.telegram import TelegramNotifier
from tests.support.telegram_calls import GROUP, LONG, SHORT, failure_of, send


def test_the_title_is_bold_and_nothing_else_is(telegram, bot_api):
    send(telegram, Message("Tuần này <b>", ("<b>một</b>", "hai & ba")))
    (message,) = bot_api.messages
    assert message.text == "Tuần này <b>\n\n<b>một</b>\n\nhai & ba"
    assert message.marked("bold") == ["Tuần này <b>"]


def test_a_message_without_title_starts_with_its_first_paragraph(telegram, bot_api):
    send(telegram, Message("", ("một", "hai")))
    assert [(message.text, message.entities) for message in bot_api.messages] == [("một\n\nhai", ())]


def test_links_are_not_previewed(telegram, bot_api):
    """A preview would make Telegram's servers fetch a feed's secret address."""
    send(telegram, Message("Lịch", ("https://lich.example.org/f/khoa/lich.ics",)))
    assert '"is_disabled": true' in bot_api.messages[0].params["link_preview_options"]


def test_buttons_stand_one_a_row_with_their_data(telegram, bot_api):
    data = "ế" * 21 + "x"  # 64 bytes
    send(telegram, Message("Nhắc việc", buttons=(Button("Đã xong", "done:1"), Button("Nhắc lại <sau>", data))))
    assert bot_api.messages[0].buttons == ((("Đã xong", "done:1"),), (("Nhắc lại <sau>", data),))


def test_the_reference_is_the_message_id(telegram, bot_api):
    assert send(telegram).reference == str(bot_api.messages[0].id)


@pytest.mark.parametrize(
    ("letter", "most"),
    [("x", 4096), ("ế", 4096), ("&", 4096), ("<", 4096), ("😀", 2048)],
    ids=["x", "ế", "&", "<", "emoji"],
)
def test_the_limit_counts_what_is_read_not_what_is_written(telegram, bot_api, letter, most):
    send(telegram, Message(letter * most))
    send(telegram, Message(letter * (most + 1)))
    assert [len(message.text) for message in bot_api.messages] == [most, most, 1]
    assert all(message.marked("bold") == [message.text] for message in bot_api.messages)


def test_a_long_message_is_parted_between_paragraphs(telegram, bot_api):
    send(telegram, LONG)
    parts = [message.text.split("\n\n") for message in bot_api.messages]
    assert [[paragraph.split()[0] for paragraph in part] for part in parts] == [["Nhắc", "0."], ["1."], ["2."], ["3."]]
    assert [message.marked("bold") for message in bot_api.messages] == [["Nhắc việc"], [], [], []]


def test_a_paragraph_too_long_for_one_part_is_parted_after_a_sentence(telegram, bot_api):
    sentence = "Đơn vị báo cáo tiến độ."
    send(telegram, Message("Tin", (" ".join([sentence] * 300),)))
    texts = [message.text for message in bot_api.messages]
    assert texts[0].startswith(f"Tin\n\n{sentence}")
    assert all(text.endswith("tiến độ.") for text in texts)
    assert sum(text.count(sentence) for text in texts) == 300


def test_buttons_stand_under_the_last_part_only(telegram, bot_api):
    receipt = send(telegram, Message(LONG.title, LONG.paragraphs, (Button("Đã xong", "done:1"),)))
    assert [len(message.buttons) for message in bot_api.messages] == [0, 0, 0, 1]
    assert receipt.reference == ",".join(str(message.id) for message in bot_api.messages)


def test_parts_leave_a_chat_the_time_that_it_asks_for(bot_api):
    bot_api.limits.chat_gap = 0.05
    gap = timedelta(seconds=bot_api.limits.chat_gap)
    send(TelegramNotifier(bot_api.token, api_url=bot_api.url, between_parts=gap), LONG)
    assert len(bot_api.messages) == len(bot_api.calls) == 4


def test_headings_are_bold_too(telegram, bot_api):
    send(telegram, Message("Tuần này", (Heading("Hôm nay"), "một", Heading("Sắp tới"), "hai")))
    assert bot_api.messages[0].marked("bold") == ["Tuần này", "Hôm nay", "Sắp tới"]


def test_a_message_goes_into_its_topic(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    send(telegram, SHORT, Recipient(str(GROUP), topic=7))
    assert [(message.chat, message.topic) for message in bot_api.messages] == [(GROUP, 7)]


def test_the_general_topic_is_the_group_itself(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    send(telegram, SHORT, Recipient(str(GROUP), topic=1))
    assert [message.topic for message in bot_api.messages] == [None]


def test_a_topic_that_is_gone_is_a_dead_address(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    error = failure_of(telegram, recipient=Recipient(str(GROUP), topic=8))
    assert (error.permanent, error.cause) == (True, Cause.TOPIC_GONE)


def test_buttons_stand_beside_each_other_where_told(telegram, bot_api):
    link = LinkButton("Lịch", "https://lich.example.org/", beside=True)
    send(
        telegram,
        Message("Tin", buttons=(Button("Đã xong", "a"), Button("Chưa xong", "b", beside=True), Button("c", "c"), link)),
    )
    assert bot_api.messages[0].buttons == (
        (("Đã xong", "a"), ("Chưa xong", "b")),
        (("c", "c"), ("Lịch", "https://lich.example.org/")),
    )


@pytest.mark.parametrize("url", ["http://localhost:8000/f/khoa", "http://may-chu/f/khoa"])
def test_a_link_that_telegram_takes_for_no_button_stands_in_the_text(telegram, bot_api, url):
    send(telegram, Message("Tin", ("một",), (LinkButton("Mở lịch", url),)))
    (message,) = bot_api.messages
    assert message.text == f"Tin\n\nmột\n\nMở lịch: {url}"
    assert message.buttons == ()
