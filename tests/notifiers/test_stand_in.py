"""The stand-in for the Bot API: as strict as it says, and the real python-telegram-bot application talks with it."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError
from notifiers.pacing import Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.telegram.rate_limiter import TurnsRateLimiter
from notifiers.turns import Turns
from tests.support.bot_api import BotApi, Page, Refusal, Silence
from tests.support.bot_limits import Flood
from tests.support.bot_process import BotProcess
from tests.support.faster import faster

CHAT = 1001


def test_the_stand_in_is_strict_itself(bot_api: BotApi):
    """What the notifier never does must be refused where it is done, else the tests above prove nothing."""
    plain = {"chat_id": str(CHAT), "parse_mode": "HTML"}
    keyboard = '{"inline_keyboard": [[{"text": "x", "callback_data": "%s"}]]}'
    wrong = {
        "can't parse entities: Unsupported start tag": {"text": "<kh>"},
        "can't parse entities: Unclosed start tag": {"text": "5 <10%"},
        "can't parse entities: Can't find end tag": {"text": "<b>x"},
        "can't parse entities: Unmatched end tag": {"text": "<b>x</i>"},
        "can't parse entities: Unexpected end tag": {"text": "x</b>"},
        "message is too long": {"text": "&amp;" * 4097},
        "message text is empty": {"text": "<b> </b>"},
        "BUTTON_DATA_INVALID": {"text": "x", "reply_markup": keyboard % ("x" * 65)},
        "chat not found": {"text": "x", "chat_id": "7"},
    }
    for words, params in wrong.items():
        with pytest.raises(Refusal, match=re.escape(words)):
            bot_api.call("sendMessage", plain | params)
    assert bot_api.messages == []


REFUSED = {
    "the method has no parameter": ("sendMessage", {"chat_id": str(CHAT), "text": "x", "txet": "y"}),
    "Not Found": ("sendTelepathy", {}),
    "message to edit not found": ("editMessageText", {"chat_id": str(CHAT), "message_id": "9", "text": "x"}),
    "query is too old": ("answerCallbackQuery", {"callback_query_id": "9"}),
    "wrong file_id": ("getFile", {"file_id": "9"}),
    "BOT_COMMAND_INVALID": ("setMyCommands", {"commands": '[{"command": "Xong!", "description": "x"}]'}),
    "message thread not found": ("sendMessage", {"chat_id": str(CHAT), "text": "x", "message_thread_id": "3"}),
    "Wrong HTTP URL": (
        "sendMessage",
        {
            "chat_id": str(CHAT),
            "text": "x",
            "reply_markup": '{"inline_keyboard": [[{"text": "x", "url": "http://a/"}]]}',
        },
    ),
}


@pytest.mark.parametrize("words", REFUSED)
def test_it_refuses(bot_api: BotApi, words: str):
    with pytest.raises(Refusal, match=re.escape(words)):
        bot_api.call(*REFUSED[words])


def test_who_comes_back_too_early_waits_longer():
    flood = Flood()
    assert flood.admit(1, 0.0) == 0
    first = flood.admit(1, 0.5)
    second = flood.admit(1, 0.6)
    assert 0 < first < second
    assert flood.admit(1, 0.6 + second) == 0
    assert [refused.early for refused in flood.refused] == [False, True]


# ---- the real application


def application(api: BotApi) -> Application:
    limiter = TurnsRateLimiter(Turns(Pacer(time.monotonic(), faster(50))))
    builder = ApplicationBuilder().token(api.token).base_url(api.url).base_file_url(api.file_url)
    found = builder.rate_limiter(limiter).build()
    found.add_handler(CommandHandler("start", _greet))
    found.add_handler(CallbackQueryHandler(_pressed))
    found.add_handler(MessageHandler(filters.PHOTO, _photo))
    return found


KEYS = {"inline_keyboard": [[{"text": "Đã xong", "callback_data": "done:1"}]]}


async def _greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text("Chào", api_kwargs={"reply_markup": json.dumps(KEYS)})


async def _pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Đã ghi")
    await update.callback_query.edit_message_text("Xong")


async def _photo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    file = await update.message.photo[-1].get_file()
    await update.message.reply_text(f"{len(await file.download_as_bytearray())} byte")


async def _running(api: BotApi, act) -> None:
    app = application(api)
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=5, poll_interval=0)
        try:
            await act()
        finally:
            await app.updater.stop()
            await app.stop()


def test_a_conversation_with_presses_and_photos_in_pace(bot_api: BotApi):
    flood = bot_api.enforce(scale=50)

    async def talk() -> None:
        bot_api.say(CHAT, "/start")
        (hello,) = await asyncio.to_thread(bot_api.wait, 1)
        query = bot_api.press(CHAT, hello.id, "Đã xong")
        bot_api.send_photo(CHAT, b"x" * 1234)
        photo = (await asyncio.to_thread(bot_api.wait, 2))[1]
        assert photo.text == "1234 byte"
        assert [message.text for message in bot_api.shown()] == ["Xong", "1234 byte"]
        assert [(answer.query, answer.text) for answer in bot_api.answers] == [(query, "Đã ghi")]
        with pytest.raises(ValueError, match="no button"):
            bot_api.press(CHAT, hello.id, "done:1")

    asyncio.run(_running(bot_api, talk))
    assert flood.refused == []


def test_a_second_poller_ends_the_first_one(bot_api: BotApi):
    async def polls() -> None:
        app = application(bot_api)
        async with app:
            first = asyncio.create_task(app.bot.get_updates(timeout=20))
            while "getupdates" not in bot_api.calls:
                await asyncio.sleep(0)
            bot_api.say(CHAT, "/start")
            (update,) = await first
            assert await app.bot.get_updates(offset=update.update_id) == (update,)
            assert await app.bot.get_updates(offset=update.update_id + 1) == ()
            with pytest.raises(BadRequest):
                await app.bot.answer_callback_query("4711")

    asyncio.run(polls())


# ---- faults by chance, and a process of its own


def test_chance_is_repeatable_and_names_its_faults(bot_api: BotApi):
    async def outcomes() -> list[str]:
        found = []
        notifier = TelegramNotifier(bot_api.token, api_url=bot_api.url)
        for number in range(40):
            try:
                await notifier.send(Message(f"tin {number}"), Recipient(str(CHAT)))
                found.append("ok")
            except DeliveryError as error:
                found.append(error.cause.value)
        await notifier.close()
        return found

    runs = []
    for _ in range(2):
        bot_api.reset()
        bot_api.add_chat(CHAT)
        bot_api.chaos(7, {"502": 0.1, "drop_before": 0.1, "drop_after": 0.1, "429": 0.1})
        runs.append(asyncio.run(outcomes()))
    assert runs[0] == runs[1]
    assert set(runs[0]) == {"ok", "server-fault", "broken-off", "rate-limited"}
    assert runs[0].count("ok") < len(bot_api.messages) < 40  # some arrived although their answer was lost


SENDER = """
import asyncio, os, signal, sys
from notifiers.message import Message, Recipient
from notifiers.telegram import TelegramNotifier

async def main():
    notifier = TelegramNotifier(sys.argv[2], api_url=sys.argv[1])
    for number in range(10):
        await notifier.send(Message(f"tin {number}"), Recipient("1"))
        if number == 4:
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def test_what_arrived_is_counted_although_the_sender_was_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with BotProcess(chats=2) as api:
        api.fail(Page(502), Silence.DROP_AFTER, chat=2)
        done = subprocess.run([sys.executable, "-c", SENDER, api.url, api.token], env=os.environ, check=False)
        assert done.returncode == -signal.SIGKILL
        assert [message["text"] for message in api.messages()] == [f"tin {number}" for number in range(5)]
        assert api.count() == len(api.messages(since=3)) + 3 == 5
        assert api.ask("refused") == []


def test_the_remote_control_says_what_it_does_not_know(bot_api: BotApi):
    request = Request(f"{bot_api.root}/control/khong_biet", b"{}")
    with pytest.raises(OSError, match="400"):
        build_opener(ProxyHandler({})).open(request, timeout=5)
