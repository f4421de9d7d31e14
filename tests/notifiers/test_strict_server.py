"""Telegram once more against the strict Bot API server of the corpus, which is not of our writing and stricter."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from notifiers.message import Button, Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.pacing import Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.turns import Turns
from tests.support.faster import faster
from tests.support.strict_server import PACE, TOKEN, StrictServer, strict_server

CHAT, GROUP, SUPERGROUP = 1001, -55, -1002000


@pytest.fixture(scope="module")
def _process() -> Iterator[StrictServer]:
    with strict_server() as started:
        yield started


@pytest.fixture
def server(_process: StrictServer, monkeypatch: pytest.MonkeyPatch) -> StrictServer:
    """The server as new: one chat, length counted in UTF-16, a message a chat each PACE seconds."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    _process.renew()
    _process.tell("chat", id=CHAT, type="private")
    return _process


def _send(server: StrictServer, *messages: Message, to: int = CHAT) -> Sequence[Receipt]:
    async def send() -> list[Receipt]:
        notifier = TelegramNotifier(
            TOKEN, api_url=server.url, timeout=timedelta(seconds=5), between_parts=timedelta(seconds=PACE)
        )
        try:
            return [await notifier.send(message, Recipient(str(to))) for message in messages]
        finally:
            await notifier.close()

    return asyncio.run(send())


MARKUP = "<b>1</b> & 5 < 6 &amp; <kh> _*[x](y)`~>#+-=|{}.! </i>"


def test_a_long_message_with_markup_emoji_and_buttons_arrives_whole_and_in_pace(server):
    words = [f"từ{number}😀" for number in range(1500)]
    message = Message(MARKUP, (" ".join(words), MARKUP), (Button("Đã xong", "ế" * 21 + "x"),))
    (receipt,) = _send(server, message)
    arrived = server.ask("messages")
    assert receipt.reference == ",".join(str(part["message_id"]) for part in arrived)
    assert " ".join(part["text"] for part in arrived).split() == f"{MARKUP} {' '.join(words)} {MARKUP}".split()
    assert [entity["type"] for part in arrived for entity in part.get("entities", [])] == ["bold"]
    assert ["reply_markup" in part for part in arrived] == [False] * (len(arrived) - 1) + [True]
    assert {call["status"] for call in server.ask("log")} == {200}


def test_each_whole_limit_is_used_and_none_crossed(server):
    _send(server, Message("&" * 4096))
    assert [len(part["text"]) for part in server.ask("messages")] == [4096]


@pytest.mark.parametrize(
    ("state", "fact"),
    [("blocked", "permanent"), ("deactivated", "permanent"), ("kicked", "permanent"), ("muted", "refused")],
)
def test_a_chat_that_takes_nothing(server, state, fact):
    server.tell("chat", id=CHAT, **{state: True})
    with pytest.raises(DeliveryError) as caught:
        _send(server, Message("Tin"))
    assert getattr(caught.value, fact) is True


@pytest.mark.parametrize("kind", ["500", "502", "504", "html", "drop_before", "drop_after"])
def test_a_fault_leaves_open_what_happened(server, kind):
    server.tell("faults", method="sendMessage", kind=kind, count=1)
    with pytest.raises(DeliveryError) as caught:
        _send(server, Message("Tin"))
    assert caught.value.unknown
    assert len(server.ask("messages")) == (1 if kind == "drop_after" else 0)


def test_too_many_requests_say_how_long_to_wait(server):
    server.tell("faults", method="sendMessage", kind="429", count=1, retry_after=17)
    with pytest.raises(DeliveryError) as caught:
        _send(server, Message("Tin"))
    assert caught.value.retry_after == timedelta(seconds=17)


def test_a_message_follows_a_group(server):
    server.tell("chat", id=GROUP, type="group", migrate_to=SUPERGROUP)
    server.tell("chat", id=SUPERGROUP, type="supergroup")
    assert _send(server, Message("Tin"), to=GROUP)[0].moved_to == str(SUPERGROUP)
    assert [message["chat"]["id"] for message in server.ask("messages")] == [SUPERGROUP]


def test_an_unknown_chat_is_dead(server):
    with pytest.raises(DeliveryError) as caught:
        _send(server, Message("Tin"), to=4711)
    assert caught.value.permanent


def test_what_was_sent_is_edited_grows_shrinks_and_stays(server):
    long = Message(MARKUP, ("việc " * 1000,), (Button("Đã xong", "done:1"),))

    async def edit() -> list[str]:
        notifier = TelegramNotifier(TOKEN, api_url=server.url, turns=_turns())
        try:
            receipt = await notifier.send(Message(MARKUP), Recipient(str(CHAT)))
            found = [receipt.reference]
            for message in (long, long, Message("Đã xong & <ghi>")):
                receipt = await notifier.edit(message, Recipient(str(CHAT)), receipt.reference)
                found.append(receipt.reference)
            await notifier.edit_buttons((Button("Hoàn tác", "undo:1"),), Recipient(str(CHAT)), receipt.reference)
            return found
        finally:
            await notifier.close()

    assert asyncio.run(edit()) == ["1", "1,2", "1,2", "1"]
    (message,) = server.ask("messages")
    assert message["text"] == "Đã xong & <ghi>"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Hoàn tác"
    assert 429 not in {call["status"] for call in server.ask("log")}


def test_a_backlog_leaves_without_a_single_429(server):
    server.tell("limits", overall_per_s=30 / PACE, group_per_min=20 / PACE)
    chats = [*range(2001, 2041), SUPERGROUP]
    for chat in chats:
        server.tell("chat", id=chat, type="supergroup" if chat < 0 else "private")

    async def send_all() -> None:
        notifier = TelegramNotifier(TOKEN, api_url=server.url, turns=_turns())
        await asyncio.gather(*(notifier.send(Message("Tin"), Recipient(str(chat))) for chat in chats * 5))
        await notifier.close()

    asyncio.run(send_all())
    assert len(server.ask("messages")) == len(chats) * 5
    assert {call["status"] for call in server.ask("log")} == {200}


def _turns() -> Turns:
    """Telegram's limits in a time in which a chat gets a message each PACE seconds, as the server is told, too."""
    return Turns(Pacer(time.monotonic(), faster(1 / PACE)))
