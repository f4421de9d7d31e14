"""Telegram against the stand-in for the Bot API, over HTTP: groups that move, what is edited, and its pace."""

import asyncio
import time
from datetime import timedelta

import pytest

from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.pacing import Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.turns import Turns
from tests.support.bot_api import (
    BLOCKED,
    BotApi,
    bad_request,
    too_many_requests,
)
from tests.support.faster import faster
from tests.support.telegram_calls import (
    CHAT,
    GROUP,
    LONG,
    SHORT,
    SOMEBODY,
    SUPERGROUP,
    failure_of,
    send,
    telegram_to,
    verdict_of,
)


def test_a_message_follows_a_group_that_moved(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP)
    receipt = send(telegram, LONG, Recipient(str(GROUP)))
    assert receipt.moved_to == str(SUPERGROUP)
    assert [message.chat for message in bot_api.messages] == [SUPERGROUP] * 4
    assert len(bot_api.calls) == 5  # the old id is asked once, not for every part


def test_the_new_address_is_known_even_if_sending_there_fails(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP, too_many_requests(5))
    error = failure_of(telegram, recipient=Recipient(str(GROUP)))
    assert (error.moved_to, error.retry_after) == (str(SUPERGROUP), timedelta(seconds=5))


def test_a_group_that_moves_in_circles_is_given_up(telegram, bot_api):
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.migrate(SUPERGROUP, GROUP)
    assert verdict_of(failure_of(telegram, recipient=Recipient(str(GROUP)))) == "later"
    assert len(bot_api.calls) == 2


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
    error = failure_of(telegram, LONG)
    receipt = _edited(bot_api, LONG, SOMEBODY, error.arrived)
    assert receipt.reference == ",".join(str(message.id) for message in bot_api.messages)
    assert [message.text[:2] for message in bot_api.messages] == ["Nh", "1.", "2.", "3."]


def test_a_part_too_many_that_may_not_be_deleted_is_emptied(telegram, bot_api):
    reference = send(telegram, LONG).reference
    bot_api.fail(*[bad_request("message can't be deleted")] * 3, method="deleteMessage")
    assert _edited(bot_api, SHORT, SOMEBODY, reference).reference == reference.split(",")[0]
    assert [message.text for message in bot_api.shown()] == ["Nhắc việc\n\nBáo cáo quý II", "…", "…", "…"]


def test_a_person_who_blocked_the_bot_sees_no_edit(telegram, bot_api):
    reference = send(telegram).reference
    bot_api.add_chat(CHAT, BLOCKED)
    error = _edited(bot_api, LONG, SOMEBODY, reference)
    assert (error.permanent, error.cause) == (True, Cause.BLOCKED)


def test_what_a_group_had_before_it_moved_cannot_be_edited(telegram, bot_api):
    bot_api.add_chat(GROUP)
    reference = send(telegram, SHORT, Recipient(str(GROUP))).reference
    bot_api.migrate(GROUP, SUPERGROUP)
    bot_api.add_chat(SUPERGROUP)
    error = _edited(bot_api, LONG, Recipient(str(GROUP)), reference)
    assert (error.refused, error.cause, error.moved_to) == (True, Cause.MESSAGE_GONE, str(SUPERGROUP))


def test_alone_it_never_provokes_a_429_and_tells_it_to_wait_when_another_does(bot_api):
    """Telegram's limits in a time fifty times as fast, on both sides: long messages, a group, edits, many at once."""
    flood = bot_api.enforce(scale=50)
    chats = [*range(1, 41), GROUP]
    for chat in chats:
        bot_api.add_chat(chat)

    async def send_all() -> None:
        turns = Turns(Pacer(time.monotonic(), faster(50)))
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
