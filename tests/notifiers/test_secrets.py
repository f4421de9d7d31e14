"""The bot's token shows nowhere: not in logs, exceptions, tracebacks, nor in what hangs on an exception."""

import asyncio
import gc
import io
import json
import logging
import subprocess
import sys
import traceback

import pytest
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder, CommandHandler

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError
from notifiers.redaction import PLACEHOLDER, hide, hide_address, redacted
from notifiers.telegram import TelegramNotifier
from tests.support.bot_api import BLOCKED, TOKEN, BotApi, Page, Refusal, Silence, too_many_requests

KEY = TOKEN.partition(":")[2]
ECHO = f"<html>The requested URL /bot{TOKEN}/sendMessage was not found</html>"
LIBRARIES = ("httpx", "httpcore", "telegram", "telegram.Bot", "telegram.request.HTTPXRequest")


@pytest.fixture
def written():
    """All that the process logs while the test runs, with every library made to talk."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(args)s"))
    loggers = [logging.getLogger(name) for name in ("", "asyncio", *LIBRARIES)]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def _send(api: BotApi, url: str | None = None) -> DeliveryError | None:
    async def send() -> None:
        notifier = TelegramNotifier(api.token, api_url=url or api.url)
        try:
            await notifier.send(Message("Nhắc việc"), Recipient("1001"))
        finally:
            await notifier.close()

    try:
        asyncio.run(send())
    except DeliveryError as error:
        return error
    return None


def _hanging_on(error: BaseException) -> list[BaseException]:
    """The exception and all that it drags along."""
    chain = [error]
    for linked in chain:
        chain.extend(link for link in (linked.__cause__, linked.__context__) if link is not None)
    return chain


FAULTS = {
    "accepted": None,
    "blocked": BLOCKED,
    "wrong token": Refusal(401, "Unauthorized"),
    "token echoed": Refusal(404, f"Not Found: bot{TOKEN}"),
    "too many": too_many_requests(3),
    "echoed by a page": Page(404, ECHO),
    "echoed by a broken page": Page(200, ECHO),
    "echoed by a gateway": Page(502, ECHO),
    "dropped": Silence.DROP_BEFORE,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_logs_at_the_most_talkative_level_do_not_hold_the_token(bot_api, written, fault):
    bot_api.fail(fault)
    _send(bot_api)
    assert f"/bot{PLACEHOLDER}" in written.getvalue()  # so something was logged that would have held it
    assert KEY not in written.getvalue()


def test_by_default_the_libraries_tell_no_addresses_at_all(bot_api, caplog):
    caplog.set_level(logging.DEBUG)
    _send(bot_api)
    assert [record.name for record in caplog.records if record.name.startswith(LIBRARIES)] == []


@pytest.mark.parametrize("fault", list(FAULTS.values())[1:], ids=list(FAULTS)[1:])
def test_a_failure_holds_no_token_and_drags_no_other_exception_along(bot_api, fault):
    bot_api.fail(fault)
    error = _send(bot_api)
    assert error is not None
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert KEY not in f"{error} {error!r} {error.reason} {error.args} {vars(error)} {shown}"
    assert _hanging_on(error) == [error]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/bot", "ftp://127.0.0.1/bot", "http://[/bot", "khong-phai-dia-chi"])
def test_an_address_of_no_use_fails_without_the_token(bot_api, written, url):
    error = _send(bot_api, url)
    assert error is not None
    assert not error.unknown
    assert not error.permanent
    assert KEY not in f"{error}{written.getvalue()}"


def test_a_failure_that_nobody_looked_at_is_logged_without_the_token(bot_api, written):
    """asyncio logs the exception of a task that was thrown away: here an ordinary one of ours that holds the token."""

    async def forgotten() -> None:
        raise RuntimeError(f"POST {bot_api.url}{TOKEN}/getUpdates")

    async def forget() -> None:
        task = asyncio.get_running_loop().create_task(forgotten())
        await asyncio.wait([task])
        del task
        gc.collect()

    hide(TOKEN)
    asyncio.run(forget())
    assert "never retrieved" in written.getvalue()
    assert "RuntimeError: POST" in written.getvalue()
    assert KEY not in written.getvalue()


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("url %s", (f"https://example.org/bot{TOKEN}/getMe",)),
        ("key %r", (KEY,)),
        (f"in the message itself {TOKEN}", ()),
        ("quoted %s", (TOKEN.replace(":", "%3A"),)),
        ("data %s", ({"token": TOKEN},)),
        ("too few arguments %s %s", (TOKEN,)),
    ],
)
def test_a_log_record_is_made_without_the_secret(written, capsys, message, args):
    hide(TOKEN)
    logging.getLogger("anything.at.all").warning(message, *args)
    assert KEY not in written.getvalue() + capsys.readouterr().err
    assert PLACEHOLDER in written.getvalue()


def test_what_holds_no_secret_is_logged_as_it_was(written):
    hide(TOKEN)
    logging.getLogger("ours").warning("sent %d of %s", 3, json.dumps({"a": 1}))
    assert written.getvalue() == 'WARNING ours sent 3 of {"a": 1} (3, \'{"a": 1}\')\n'


def test_an_ordinary_short_word_is_not_taken_for_a_key():
    hide("987:TEST")
    assert redacted("TEST of 987:TEST") == f"TEST of {PLACEHOLDER}"


ENDING = """
import sys
from notifiers.redaction import hide
hide(sys.argv[1])
raise RuntimeError(sys.argv[2])
"""


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"The token `{TOKEN}` was rejected", f"The token `{PLACEHOLDER}` was rejected"),
        ("nothing secret", "nothing secret"),
    ],
)
def test_the_traceback_that_ends_the_process_does_not_hold_the_token(words, shown):
    done = subprocess.run([sys.executable, "-c", ENDING, TOKEN, words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"RuntimeError: {shown}" in done.stderr
    assert "Traceback (most recent call last)" in done.stderr
    assert KEY not in done.stderr


def test_an_empty_secret_hides_nothing():
    hide("")
    hide(" ")
    assert redacted("a b") == "a b"


def test_the_running_application_does_not_tell_the_token(bot_api, written):
    """Long polling, a handler that fails, a page of a proxy, a token that is refused: all at the most talkative level."""

    async def fail(update, context) -> None:
        raise RuntimeError(f"POST {bot_api.url}{TOKEN}/sendMessage")

    async def run() -> None:
        app = ApplicationBuilder().token(TOKEN).base_url(bot_api.url).build()
        app.add_handler(CommandHandler("start", fail))
        async with app:
            await app.start()
            await app.updater.start_polling(timeout=5, poll_interval=0)
            bot_api.fail(Page(502, ECHO), method="getUpdates")
            bot_api.say(1001, "/start")
            while "RuntimeError" not in written.getvalue():
                await asyncio.sleep(0.01)
            await app.updater.stop()
            await app.stop()
            bot_api.fail(Refusal(401, "Unauthorized"))
            with pytest.raises(TelegramError) as caught:
                await app.bot.get_me()
            logging.getLogger("ours").error("no token", exc_info=caught.value)

    hide(TOKEN)
    asyncio.run(run())
    assert "getUpdates" in written.getvalue()
    assert KEY not in written.getvalue()


def test_a_short_password_of_an_address_is_no_less_a_secret() -> None:
    hide_address("rockets://bot:mk%40h7q@may-chu.example/kenh")
    assert redacted("password=mk@h7q, mk%40h7q") == f"password={PLACEHOLDER}, {PLACEHOLDER}"
