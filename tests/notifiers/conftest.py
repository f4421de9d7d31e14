"""Every channel as a test sees it, and the stand-in for the Bot API that serves the whole run."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest

from notifiers.console import ConsoleNotifier
from notifiers.message import Recipient
from notifiers.notifier import Notifier
from notifiers.recording import RecordingNotifier
from notifiers.telegram import TelegramNotifier
from tests.support.bot_api import BotApi

CHAT = 1001


@dataclass(frozen=True)
class Channel:
    """A notifier, somebody it reaches, and all that this person has read so far (button labels included)."""

    notifier: Notifier
    recipient: Recipient
    read: Callable[[], str]


@pytest.fixture(scope="session")
def _server() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture
def bot_api(_server: BotApi, monkeypatch: pytest.MonkeyPatch) -> BotApi:
    """The stand-in, as new, with one chat; reached directly whatever proxy the machine has."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    _server.reset()
    _server.add_chat(CHAT)
    return _server


@pytest.fixture
def telegram(bot_api: BotApi) -> TelegramNotifier:
    """A notifier that talks to the stand-in, without the pause between parts."""
    return telegram_to(bot_api)


def telegram_to(api: BotApi, timeout: timedelta = timedelta(seconds=10)) -> TelegramNotifier:
    return TelegramNotifier(api.token, api_url=api.url, timeout=timeout, between_parts=timedelta(0))


@pytest.fixture(params=["console", "recording", "telegram"])
def channel(request: pytest.FixtureRequest) -> Channel:
    """Each channel in turn."""
    match request.param:
        case "console":
            return _console()
        case "recording":
            return _recording()
        case _:
            return _telegram(request.getfixturevalue("bot_api"))


def _console() -> Channel:
    stream = StringIO()
    return Channel(
        ConsoleNotifier(stream),
        Recipient("vp-truc", "Trực Văn phòng"),
        lambda: re.sub(r"^│ ?", "", stream.getvalue(), flags=re.MULTILINE),
    )


def _recording() -> Channel:
    notifier = RecordingNotifier()

    def read() -> str:
        sent = [entry.message for entry in notifier.sent]
        return "\n\n".join("\n\n".join((m.title, *m.paragraphs, *(b.label for b in m.buttons))) for m in sent)

    return Channel(notifier, Recipient("vp-truc"), read)


def _telegram(api: BotApi) -> Channel:
    def read() -> str:
        labels = [[label for row in message.buttons for label, _ in row] for message in api.messages]
        return "\n\n".join("\n\n".join((m.text, *names)) for m, names in zip(api.messages, labels, strict=True))

    return Channel(telegram_to(api), Recipient(str(CHAT)), read)
