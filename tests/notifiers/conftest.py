"""Every channel as a test sees it, and the stand-in for the Bot API that serves the whole run."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest

from notifiers.apprise_channel import AppriseNotifier
from notifiers.console import ConsoleNotifier
from notifiers.email import EmailNotifier, Encryption
from notifiers.email import MailServer as MailAt
from notifiers.mail import Sender
from notifiers.message import Recipient
from notifiers.notifier import Notifier
from notifiers.recording import RecordingNotifier
from notifiers.telegram import TelegramNotifier
from notifiers.webhook import WebhookNotifier
from tests.support.bot_api import BotApi
from tests.support.mail_server import MailServer
from tests.support.web_receiver import WebReceiver

CHAT = 1001
SENDER = Sender("nhac-viec@example.org", "Nhắc Việc")


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


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebReceiver]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with WebReceiver() as found:
        yield found


def email_to(server: MailServer, **more: object) -> EmailNotifier:
    """A notifier that hands in at the server without encryption."""
    return EmailNotifier(MailAt("127.0.0.1", server.port, Encryption.NONE), SENDER, **more)


CHANNELS = ["console", "recording", "telegram", "email", "webhook", "apprise"]


@pytest.fixture(params=CHANNELS)
def channel(request: pytest.FixtureRequest) -> Channel:
    """Each channel in turn."""
    match request.param:
        case "console":
            return _console()
        case "recording":
            return _recording()
        case "telegram":
            return _telegram(request.getfixturevalue("bot_api"))
        case "email":
            return _email(request.getfixturevalue("mail_server"))
        case "webhook":
            return _webhook(request.getfixturevalue("receiver"))
        case "apprise":
            return _apprise(request.getfixturevalue("receiver"))
        case strange:
            raise ValueError(strange)


def _email(server: MailServer) -> Channel:
    def read() -> str:
        return "\n\n".join(mail.get_body(("plain",)).get_content().replace("\r\n", "\n") for mail in server.arrived)

    return Channel(email_to(server), Recipient("vp.truc@example.org", "Trực Văn phòng"), read)


def _webhook(receiver: WebReceiver) -> Channel:
    def read() -> str:
        found = [posted.json() for posted in receiver.posted]
        return "\n\n".join("\n\n".join((m["text"], *(b["label"] for b in m["buttons"]))) for m in found)

    return Channel(WebhookNotifier("bi-mat-chung"), Recipient(receiver.url, "Trực Văn phòng"), read)


def _apprise(receiver: WebReceiver) -> Channel:
    def read() -> str:
        found = [posted.json() for posted in receiver.posted]
        return "\n\n".join(f"{m['title']}\n\n{m['message']}" for m in found)

    return Channel(AppriseNotifier(), Recipient(f"json://127.0.0.1:{receiver.port}/hook"), read)


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
        sent = [entry.message for entry in notifier.shown]
        return "\n\n".join("\n\n".join((m.title, *m.paragraphs, *(b.label for b in m.buttons))) for m in sent)

    return Channel(notifier, Recipient("vp-truc"), read)


def _telegram(api: BotApi) -> Channel:
    def read() -> str:
        return "\n\n".join("\n\n".join((m.text, *m.labels)) for m in api.shown())

    return Channel(telegram_to(api), Recipient(str(CHAT)), read)
