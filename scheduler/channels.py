"""The channels by which people are reached: set up from config and the secrets beside it, their addresses checked and masked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import urlsplit

from notifiers.bot_token import VARIABLE as TELEGRAM_TOKEN
from notifiers.bot_token import read_token
from notifiers.kept_secret import SecretError, read_secret
from notifiers.redaction import hide
from scheduler.chats import Chat
from scheduler.diagnostics import Values, values

if TYPE_CHECKING:
    from notifiers.notifier import Notifier
    from notifiers.turns import Turns
    from scheduler.settings import Config, EmailSettings

SMTP_PASSWORD: Final = "NHACVIEC_SMTP_PASSWORD"
WEBHOOK_SECRET: Final = "NHACVIEC_WEBHOOK_SECRET"
NEEDS_NO_ADDRESS: Final = frozenset({"console"})

_LONGEST = 2000  # characters of an address


@dataclass(frozen=True, slots=True)
class NotSetUp:
    """Why a channel cannot be used: the code of a sentence (words/channels.toml, [setup]) and its facts."""

    channel: str
    code: str
    facts: Values = ()


@dataclass(frozen=True, slots=True)
class Means:
    """What channels are made of: config, the environment, the console, the queue of what goes by Telegram."""

    config: "Config"
    console: TextIO
    turns: "Turns"
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


def set_up(channel: str, means: Means) -> "Notifier | NotSetUp":
    """The channel of that name, ready to send; nothing is sent and nobody asked for it. Raises KeyError for no channel."""
    try:
        return _MAKERS[channel](means)
    except SecretError as error:
        facts = values(
            source=error.source, mode=f"{error.mode or 0:04o}", reason=error.detail, variable=_VARIABLES[channel]
        )
        return NotSetUp(channel, f"secret-{error.fault.value}", facts)


def _console(means: Means) -> "Notifier":
    from notifiers.console import ConsoleNotifier

    return ConsoleNotifier(means.console)


def _telegram(means: Means) -> "Notifier":
    from notifiers.telegram import TelegramNotifier

    settings = means.config.telegram
    token = read_token(means.environment, means.config.beside(settings.token_file))
    return TelegramNotifier(token, api_url=settings.api_url, turns=means.turns)


def _email(means: Means) -> "Notifier | NotSetUp":
    from notifiers.email import EmailNotifier, Encryption, MailServer
    from notifiers.mail import Sender

    settings = means.config.email
    if settings is None:
        return NotSetUp("email", "no-email")
    encryption = Encryption(settings.encryption.value)
    server = MailServer(settings.host, settings.port, encryption, settings.user, _mail_password(means, settings))
    return EmailNotifier(server, Sender(settings.sender, settings.name or means.config.office.name))


def _mail_password(means: Means, settings: "EmailSettings") -> str | None:
    """None where the server asks for no login."""
    if settings.user is None:
        return None
    return read_secret(means.environment, SMTP_PASSWORD, means.config.beside(settings.password_file))[0]


def _webhook(means: Means) -> "Notifier | NotSetUp":
    from notifiers.webhook import WebhookNotifier

    file = means.config.beside(means.config.webhook.secret_file)
    secret, source = read_secret(means.environment, WEBHOOK_SECRET, file)
    try:
        return WebhookNotifier(secret)
    except ValueError:
        return NotSetUp("webhook", "secret-malformed", values(source=source))


def _apprise(means: Means) -> "Notifier":
    from notifiers.apprise_channel import AppriseNotifier

    return AppriseNotifier()


_MAKERS: Final = {
    "console": _console,
    "telegram": _telegram,
    "email": _email,
    "webhook": _webhook,
    "apprise": _apprise,
}
_VARIABLES: Final = {"telegram": TELEGRAM_TOKEN, "email": SMTP_PASSWORD, "webhook": WEBHOOK_SECRET}


def checked(channel: str, address: str) -> str | None:
    """The address as it is stored; None for what can be no address of that channel. Nobody is asked whether it exists."""
    given = address.strip()
    if not 0 < len(given) <= _LONGEST or not given.isprintable():
        return None
    match channel:
        case "telegram":
            chat = Chat.of(given)
            return None if chat is None else chat.address
        case "email":
            from notifiers.mail import checked_address

            return given if checked_address(given) is not None else None
        case "webhook":
            return given if _is_web_address(given) else None
        case "apprise":
            from notifiers.apprise_channel import is_known

            hide(given)
            return given if is_known(given) else None
        case _:
            return None


def masked(channel: str, address: str) -> str:
    """As much of an address as tells its owner which it is, and nobody else how to write to it."""
    match channel:
        case "telegram":
            return f"…{address[-3:]}"
        case "email":
            name, _, domain = address.rpartition("@")
            return f"{name[: 1 if len(name) < 4 else 2]}…@{domain}"
        case "webhook":
            return f"{urlsplit(address).scheme}://{urlsplit(address).hostname}/…"
        case _:
            return f"{address.partition('://')[0]}://…"


def _is_web_address(text: str) -> bool:
    try:
        found = urlsplit(text)
        return found.scheme in ("http", "https") and bool(found.hostname) and found.port != 0 and " " not in text
    except ValueError:
        return False
