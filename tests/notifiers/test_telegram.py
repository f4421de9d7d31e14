"""Telegram against the stand-in for the Bot API, over HTTP: form, length, buttons, and what each failure means."""

import asyncio
import socket
import time
from datetime import timedelta

import pytest

from notifiers.message import Button, Heading, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt, describe
from notifiers.pacing import TELEGRAM, Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.turns import Turns
from tests.support.bot_api import (
    BLOCKED,
    DEACTIVATED,
    KICKED,
    MUTED,
    BotApi,
    Page,
    Refusal,
    Silence,
    bad_request,
    too_many_requests,
)

CHAT = 1001
SOMEBODY = Recipient(str(CHAT), "Trực Văn phòng")
SHORT = Message("Nhắc việc", ("Báo cáo quý II",))
LONG = Message("Nhắc việc", tuple(f"{number}. " + "việc " * 500 for number in range(4)))


def telegram_to(api: BotApi) -> TelegramNotifier:
    return TelegramNotifier(api.token, api_url=api.url, between_parts=timedelta(0))


async def _send_and_close(notifier: TelegramNotifier, message: Message, recipient: Recipient) -> Receipt:
    try:
        return await notifier.send(message, recipient)
    finally:
        await notifier.close()


def _send(notifier: TelegramNotifier, message: Message = SHORT, recipient: Recipient = SOMEBODY) -> Receipt:
    return asyncio.run(_send_and_close(notifier, message, recipient))


def _failure(notifier: TelegramNotifier, message: Message = SHORT, recipient: Recipient = SOMEBODY) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        _send(notifier, message, recipient)
    return caught.value


def _verdict(error: DeliveryError) -> str:
    """Which of its facts a failure states."""
    facts = {
        "permanent": error.permanent,
        "refused": error.refused,
        "wait": error.retry_after is not None,
        "unknown": error.unknown,
    }
    return " ".join(name for name, holds in facts.items() if holds) or "later"


# ---- form


def test_the_title_is_bold_and_nothing_else_is(telegram, bot_api):
    _send(telegram, Message("Tuần này <b>", ("<b>một</b>", "hai & ba")))
    (message,) = bot_api.messages
    assert message.text == "Tuần này <b>\n\n<b>một</b>\n\nhai & ba"
    assert message.marked("bold") == ["Tuần này <b>"]


def test_a_message_without_title_starts_with_its_first_paragraph(telegram, bot_api):
    _send(telegram, Message("", ("một", "hai")))
    assert [(message.text, message.entities) for message in bot_api.messages] == [("một\n\nhai", ())]


def test_links_are_not_previewed(telegram, bot_api):
    """A preview would make Telegram's servers fetch a feed's secret address."""
    _send(telegram, Message("Lịch", ("https://lich.example.org/f/khoa/lich.ics",)))
    assert '"is_disabled": true' in bot_api.messages[0].params["link_preview_options"]


def test_buttons_stand_one_a_row_with_their_data(telegram, bot_api):
    data = "ế" * 21 + "x"  # 64 bytes
    _send(telegram, Message("Nhắc việc", buttons=(Button("Đã xong", "done:1"), Button("Nhắc lại <sau>", data))))
    assert bot_api.messages[0].buttons == ((("Đã xong", "done:1"),), (("Nhắc lại <sau>", data),))


def test_the_reference_is_the_message_id(telegram, bot_api):
    assert _send(telegram).reference == str(bot_api.messages[0].id)


# ---- length


@pytest.mark.parametrize(
    ("letter", "most"),
    [("x", 4096), ("ế", 4096), ("&", 4096), ("<", 4096), ("😀", 2048)],
    ids=["x", "ế", "&", "<", "emoji"],
)
def test_the_limit_counts_what_is_read_not_what_is_written(telegram, bot_api, letter, most):
    _send(telegram, Message(letter * most))
    _send(telegram, Message(letter * (most + 1)))
    assert [len(message.text) for message in bot_api.messages] == [most, most, 1]
    assert all(message.marked("bold") == [message.text] for message in bot_api.messages)


def test_a_long_message_is_parted_between_paragraphs(telegram, bot_api):
    _send(telegram, LONG)
    parts = [message.text.split("\n\n") for message in bot_api.messages]
    assert [[paragraph.split()[0] for paragraph in part] for part in parts] == [["Nhắc", "0."], ["1."], ["2."], ["3."]]
    assert [message.marked("bold") for message in bot_api.messages] == [["Nhắc việc"], [], [], []]


def test_a_paragraph_too_long_for_one_part_is_parted_after_a_sentence(telegram, bot_api):
    sentence = "Đơn vị báo cáo tiến độ."
    _send(telegram, Message("Tin", (" ".join([sentence] * 300),)))
    texts = [message.text for message in bot_api.messages]
    assert texts[0].startswith(f"Tin\n\n{sentence}")
    assert all(text.endswith("tiến độ.") for text in texts)
    assert sum(text.count(sentence) for text in texts) == 300


def test_buttons_stand_under_the_last_part_only(telegram, bot_api):
    receipt = _send(telegram, Message(LONG.title, LONG.paragraphs, (Button("Đã xong", "done:1"),)))
    assert [len(message.buttons) for message in bot_api.messages] == [0, 0, 0, 1]
    assert receipt.reference == ",".join(str(message.id) for message in bot_api.messages)


def test_parts_leave_a_chat_the_time_that_it_asks_for(bot_api):
    bot_api.limits.chat_gap = 0.05
    gap = timedelta(seconds=bot_api.limits.chat_gap)
    _send(TelegramNotifier(bot_api.token, api_url=bot_api.url, between_parts=gap), LONG)
    assert len(bot_api.messages) == len(bot_api.calls) == 4


# ---- failures

REFUSALS = [
    (BLOCKED, "permanent"),
    (DEACTIVATED, "permanent"),
    (KICKED, "permanent"),
    (Refusal(403, "Forbidden: bot can't initiate conversation with a user"), "permanent"),
    (bad_request("chat not found"), "permanent"),
    (bad_request("PEER_ID_INVALID"), "permanent"),
    (bad_request("CHANNEL_PRIVATE"), "permanent"),
    (bad_request("group is deactivated"), "permanent"),
    (MUTED, "refused"),
    (bad_request("TOPIC_CLOSED"), "refused"),
    (bad_request("can't parse entities: Unclosed start tag at byte offset 2"), "refused"),
    (bad_request("message is too long"), "refused"),
    (Refusal(401, "Unauthorized"), "later"),
    (Refusal(404, "Not Found"), "later"),
    (Refusal(409, "Conflict: terminated by other getUpdates request"), "later"),
    (too_many_requests(7), "wait"),
    (Refusal(500, "Internal Server Error"), "unknown"),
]
SILENCES = [(Page(502), "unknown"), (Page(504), "unknown"), (Page(200), "unknown"), (Page(200, "{}"), "unknown")]
SILENCES += [(Page(200, '{"ok": true, "result": {"message_id": "x"}}'), "unknown")]
SILENCES += [(Silence.DROP_BEFORE, "unknown"), (Silence.DROP_AFTER, "unknown")]
PROXIES = [(Page(400), "later"), (Page(403), "later"), (Page(404), "later"), (Page(407), "unknown")]


def _named(case: object) -> str:
    match case:
        case Refusal():
            return case.description
        case Page():
            return f"page {case.status} {case.text[:12]}"
        case Silence():
            return case.value
        case _:
            return str(case)


@pytest.mark.parametrize(("fault", "verdict"), REFUSALS + SILENCES + PROXIES, ids=_named)
def test_what_a_failure_means(telegram, bot_api, fault, verdict):
    bot_api.fail(fault)
    assert _verdict(_failure(telegram)) == verdict


@pytest.mark.parametrize("fault", [BLOCKED, MUTED, Page(502), Silence.DROP_BEFORE, too_many_requests(1)], ids=_named)
def test_nothing_is_tried_twice(telegram, bot_api, fault):
    bot_api.fail(fault)
    _failure(telegram)
    assert bot_api.calls == ["sendmessage"]


@pytest.mark.parametrize(("silence", "arrived"), [(Silence.HANG_BEFORE, 0), (Silence.HANG_AFTER, 1)], ids=_named)
def test_a_server_that_never_answers_is_given_up(bot_api, silence, arrived):
    bot_api.fail(silence)
    notifier = TelegramNotifier(bot_api.token, api_url=bot_api.url, timeout=timedelta(milliseconds=300))
    assert _failure(notifier).unknown
    assert len(bot_api.messages) == arrived


def test_a_lost_answer_is_not_taken_for_a_lost_message(telegram, bot_api):
    bot_api.fail(Silence.DROP_AFTER)
    assert _failure(telegram).unknown
    assert len(bot_api.messages) == 1


def test_where_nobody_listens_the_message_surely_did_not_arrive(bot_api):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        notifier = TelegramNotifier(bot_api.token, api_url=f"http://127.0.0.1:{bound.getsockname()[1]}/bot")
        assert _verdict(_failure(notifier)) == "later"


@pytest.mark.parametrize("address", ["4711", "@khong_co", "khong-phai-so", "", "-100999", "1001/../getMe"])
def test_an_address_that_leads_nowhere_is_dead(telegram, address):
    assert _verdict(_failure(telegram, recipient=Recipient(address))) == "permanent"


def test_the_wait_is_as_told(telegram, bot_api):
    bot_api.fail(too_many_requests(37))
    assert _failure(telegram).retry_after == timedelta(seconds=37)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_wait_is_the_same_where_the_library_is_told_to_speak_in_seconds(telegram, bot_api, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    bot_api.fail(too_many_requests(37))
    assert _failure(telegram).retry_after == timedelta(seconds=37)


def test_a_failure_in_the_middle_says_what_arrived(telegram, bot_api):
    bot_api.fail(None, None, too_many_requests(3))
    error = _failure(telegram, LONG)
    assert error.arrived == ",".join(str(message.id) for message in bot_api.messages)
    assert len(bot_api.messages) == 2


def test_the_reason_of_a_page_is_short(telegram, bot_api):
    bot_api.fail(Page(502, "<html>" + "x" * 100_000))
    assert len(_failure(telegram).reason) <= 300


# ---- groups that move

GROUP, SUPERGROUP = -55, -1002000


def test_a_message_follows_a_group_that_moved(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP)
    receipt = _send(telegram, LONG, Recipient(str(GROUP)))
    assert receipt.moved_to == str(SUPERGROUP)
    assert [message.chat for message in bot_api.messages] == [SUPERGROUP] * 4
    assert len(bot_api.calls) == 5  # the old id is asked once, not for every part


def test_the_new_address_is_known_even_if_sending_there_fails(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP, too_many_requests(5))
    error = _failure(telegram, recipient=Recipient(str(GROUP)))
    assert (error.moved_to, error.retry_after) == (str(SUPERGROUP), timedelta(seconds=5))


def test_a_group_that_moves_in_circles_is_given_up(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.migrate(SUPERGROUP, GROUP)
    assert _verdict(_failure(telegram, recipient=Recipient(str(GROUP)))) == "later"
    assert len(bot_api.calls) == 2


# ---- headings, topics, links


def test_headings_are_bold_too(telegram, bot_api):
    _send(telegram, Message("Tuần này", (Heading("Hôm nay"), "một", Heading("Sắp tới"), "hai")))
    assert bot_api.messages[0].marked("bold") == ["Tuần này", "Hôm nay", "Sắp tới"]


def test_a_message_goes_into_its_topic(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    _send(telegram, SHORT, Recipient(str(GROUP), topic=7))
    assert [(message.chat, message.topic) for message in bot_api.messages] == [(GROUP, 7)]


def test_the_general_topic_is_the_group_itself(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    _send(telegram, SHORT, Recipient(str(GROUP), topic=1))
    assert [message.topic for message in bot_api.messages] == [None]


def test_a_topic_that_is_gone_is_a_dead_address(telegram, bot_api):
    bot_api.add_chat(GROUP, topics=[7])
    error = _failure(telegram, recipient=Recipient(str(GROUP), topic=8))
    assert (error.permanent, error.cause) == (True, Cause.TOPIC_GONE)


def test_buttons_stand_beside_each_other_where_told(telegram, bot_api):
    link = LinkButton("Lịch", "https://lich.example.org/", beside=True)
    _send(
        telegram,
        Message("Tin", buttons=(Button("Đã xong", "a"), Button("Chưa xong", "b", beside=True), Button("c", "c"), link)),
    )
    assert bot_api.messages[0].buttons == (
        (("Đã xong", "a"), ("Chưa xong", "b")),
        (("c", "c"), ("Lịch", "https://lich.example.org/")),
    )


@pytest.mark.parametrize("url", ["http://localhost:8000/f/khoa", "http://may-chu/f/khoa"])
def test_a_link_that_telegram_takes_for_no_button_stands_in_the_text(telegram, bot_api, url):
    _send(telegram, Message("Tin", ("một",), (LinkButton("Mở lịch", url),)))
    (message,) = bot_api.messages
    assert message.text == f"Tin\n\nmột\n\nMở lịch: {url}"
    assert message.buttons == ()


# ---- editing


def _edited(api: BotApi, message: Message, recipient: Recipient, reference: str) -> Receipt | DeliveryError:
    async def edit() -> Receipt:
        notifier = telegram_to(api)
        try:
            return await notifier.edit(message, recipient, reference)
        finally:
            await notifier.close()

    try:
        return asyncio.run(edit())
    except DeliveryError as error:
        return error


def test_what_arrived_in_part_is_completed_and_not_doubled(telegram, bot_api):
    bot_api.fail(None, None, too_many_requests(3))
    error = _failure(telegram, LONG)
    receipt = _edited(bot_api, LONG, SOMEBODY, error.arrived)
    assert receipt.reference == ",".join(str(message.id) for message in bot_api.messages)
    assert [message.text[:2] for message in bot_api.messages] == ["Nh", "1.", "2.", "3."]


def test_a_part_too_many_that_may_not_be_deleted_is_emptied(telegram, bot_api):
    reference = _send(telegram, LONG).reference
    bot_api.fail(*[bad_request("message can't be deleted")] * 3, method="deleteMessage")
    assert _edited(bot_api, SHORT, SOMEBODY, reference).reference == reference.split(",")[0]
    assert [message.text for message in bot_api.shown()] == ["Nhắc việc\n\nBáo cáo quý II", "…", "…", "…"]


def test_a_person_who_blocked_the_bot_sees_no_edit(telegram, bot_api):
    reference = _send(telegram).reference
    bot_api.add_chat(CHAT, BLOCKED)
    error = _edited(bot_api, LONG, SOMEBODY, reference)
    assert (error.permanent, error.cause) == (True, Cause.BLOCKED)


def test_what_a_group_had_before_it_moved_cannot_be_edited(telegram, bot_api):
    bot_api.add_chat(GROUP)
    reference = _send(telegram, SHORT, Recipient(str(GROUP))).reference
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP)
    error = _edited(bot_api, LONG, Recipient(str(GROUP)), reference)
    assert (error.refused, error.cause, error.moved_to) == (True, Cause.MESSAGE_GONE, str(SUPERGROUP))


# ---- causes

CAUSES = [
    (BLOCKED, Cause.BLOCKED),
    (KICKED, Cause.BLOCKED),
    (DEACTIVATED, Cause.BLOCKED),
    (bad_request("chat not found"), Cause.NOT_FOUND),
    (MUTED, Cause.MUTED),
    (bad_request("TOPIC_CLOSED"), Cause.MUTED),
    (bad_request("can't parse entities"), Cause.REJECTED),
    (Refusal(401, "Unauthorized"), Cause.UNAUTHORIZED),
    (too_many_requests(7), Cause.RATE_LIMITED),
    (Page(502), Cause.SERVER_FAULT),
    (Page(403), Cause.SERVER_FAULT),
    (Silence.DROP_BEFORE, Cause.BROKEN_OFF),
]


@pytest.mark.parametrize(("fault", "cause"), CAUSES, ids=_named)
def test_a_failure_names_its_cause(telegram, bot_api, fault, cause):
    bot_api.fail(fault)
    error = _failure(telegram)
    assert describe(error)["cause"] == cause
    assert error.channel_wide == (cause is Cause.UNAUTHORIZED or fault == Page(403))


# ---- in pace


def test_alone_it_never_provokes_a_429_and_tells_it_to_wait_when_another_does(bot_api):
    """Telegram's limits in a time fifty times as fast, on both sides: long messages, a group, edits, many at once."""
    flood = bot_api.enforce(scale=50)
    chats = [*range(1, 41), GROUP]
    for chat in chats:
        bot_api.add_chat(chat)

    async def send_all() -> None:
        turns = Turns(Pacer(time.monotonic(), TELEGRAM.scaled(50)))
        notifier = TelegramNotifier(bot_api.token, api_url=bot_api.url, turns=turns)

        async def one(chat: int, message: Message) -> None:
            receipt = await notifier.send(message, Recipient(str(chat)))
            await notifier.edit(Message("xong"), Recipient(str(chat)), receipt.reference)

        await asyncio.gather(*(one(chat, LONG if chat % 10 == 0 else SHORT) for chat in chats * 2))
        assert flood.refused == []
        bot_api.fail(too_many_requests(3600), chat=1)
        with pytest.raises(DeliveryError):
            await notifier.send(SHORT, Recipient("1"))
        calls = len(bot_api.calls)
        with pytest.raises(DeliveryError) as caught:
            await notifier.send(SHORT, Recipient("1"))
        assert len(bot_api.calls) == calls
        assert caught.value.retry_after > timedelta(minutes=59)
        await notifier.close()

    asyncio.run(send_all())
    assert len(bot_api.messages) == 2 * (len(chats) + 4 * 3)
