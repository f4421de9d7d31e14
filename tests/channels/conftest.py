"""An office whose clerk is reached by Telegram, e-mail, a webhook and Apprise, with real servers for each on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.bot_api import BotApi
from tests.support.mail_server import PASSWORD, USER, MailServer
from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, JANUARY, small_office
from tests.support.web_receiver import WebReceiver

CHAT, MAILBOX, SECRET = 100200300, "chuyen-vien@example.org", "mot-ma-ky-that-dai-va-bi-mat"
NO_ENCRYPTION = 'encryption = "none"'


@dataclass(frozen=True, slots=True)
class World:
    """The office and what stands around it."""

    office: OfficeFolder
    api: BotApi
    mail: MailServer
    web: WebReceiver

    def link(self, *channels: str) -> None:
        """Link the clerk on these channels, in the order of config."""
        addresses = {
            "telegram": str(CHAT),
            "email": MAILBOX,
            "webhook": f"{self.web.url}/duong-dan-bi-mat-cua-mot-nguoi",
            "apprise": f"json://127.0.0.1:{self.web.port}/duong-dan-bi-mat-cua-mot-nguoi",
        }
        old = 'units = ["so-1"]\nchannels = ["console"]'
        listed = ", ".join(f'"{c}"' for c in channels)
        self.office.edit("config.toml", old, f'units = ["so-1"]\nchannels = [{listed}]')
        self.office.done("apply", "--now", JANUARY)
        for channel in channels:
            self.office.done("link", "nv-1", channel, addresses[channel], "--now", JANUARY)


@pytest.fixture(scope="module")
def bot_server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def world(tmp_path: Path, bot_server: BotApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Nobody is linked yet."""
    bot_server.reset()
    bot_server.add_chat(CHAT)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", bot_server.token)
    monkeypatch.setenv("NHACVIEC_SMTP_PASSWORD", PASSWORD)
    monkeypatch.setenv("NHACVIEC_WEBHOOK_SECRET", SECRET)
    with MailServer() as mail, WebReceiver() as web:
        config = (
            f'\n[telegram]\napi_url = "{bot_server.url}"\n[email]\nhost = "127.0.0.1"\nport = {mail.port}\n'
            f'{NO_ENCRYPTION}\nuser = "{USER}"\nfrom = "nhac-viec@example.org"\n'
        )
        office = small_office(tmp_path, [CONTEST], config)
        yield World(office, bot_server, mail, web)
