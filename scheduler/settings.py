"""Config: everything that the coordinator decided, as frozen values; `config` makes it from the text of config.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from scheduler.model import Absence, Office, Person, Unit
from scheduler.policy import Answer, CheckIn, Policy, TaskRule
from scheduler.whereabouts import DEFAULT_STORE


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan that the office follows: its file (as config names it) and what the paper leaves blank.

    year None: as the plan itself says. until: the second year of a plan for a school year. rolls: `year = "current"`, the plan
    holds anew each calendar year. amends: the id of the plan that this one changes from its day of issue on. reviewed: somebody
    compared the whole scan with the paper.
    units: the ids of the units that lead its tasks which name none.
    unclassified: the content of its file (documents.unsure.answer_to) that somebody looked at and found to be no secret.
    """

    id: str
    file: str
    year: int | None = None
    rolls: bool = False
    number: str | None = None
    issued: date | None = None
    name: str | None = None
    check_in: CheckIn | None = None
    units: tuple[str, ...] = ()
    amends: str | None = None
    reviewed: bool = False
    unclassified: str | None = None
    until: int | None = None

    @property
    def says_its_year(self) -> bool:
        """Whether config, and not the paper, says the plan's year."""
        return self.rolls or self.year is not None


@dataclass(frozen=True, slots=True)
class Server:
    """Where `serve` listens; public_url is the address that people reach it under (feeds and pages are linked with it).

    access_log: a file for a line a request, without secret addresses.
    """

    host: str = "127.0.0.1"
    port: int = 8640
    public_url: str | None = None
    access_log: str | None = None

    @property
    def base_url(self) -> str:
        """The address that links are made with, without a trailing slash; never taken from a request."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The Bot API to use (None: Telegram's own) and a file with the token, where it is not in TELEGRAM_BOT_TOKEN."""

    api_url: str | None = None
    token_file: str | None = None


class MailEncryption(StrEnum):
    """How the way to the mail server is closed to others; the words of notifiers.email."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


USUAL_PORT: Final = {MailEncryption.STARTTLS: 587, MailEncryption.TLS: 465, MailEncryption.NONE: 25}
"""Where a mail server takes mail by that encryption (RFC 8314; RFC 5321, 4.5.4.2), unless config says otherwise."""


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """Where e-mail is handed in, and from whom; the password is in NHACVIEC_SMTP_PASSWORD or a file.

    user None: the server asks for no login.
    """

    host: str
    sender: str
    port: int = 587
    encryption: MailEncryption = MailEncryption.STARTTLS
    user: str | None = None
    name: str | None = None
    password_file: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """The secret that webhooks are signed with is in NHACVIEC_WEBHOOK_SECRET or a file."""

    secret_file: str | None = None


class EventForm(StrEnum):
    """How work that recurs stands in feeds: each occurrence an event of its own, or a series with its exceptions."""

    SINGLE = "single"
    SERIES = "series"


class WindowForm(StrEnum):
    """How work that spans days stands in feeds: as its span, or its due day as an event of its own beside the span."""

    SPAN = "span"
    DUE = "due"


_ALARM: Final = re.compile(r"(\d{1,3})([mhd])")
_SECONDS: Final = {"m": 60, "h": 3600, "d": 86400}


def read_alarm(text: str) -> timedelta | None:
    """How long before the start a calendar rings, as config and addresses write it (30m, 16h, 2d); None for anything else."""
    found = _ALARM.fullmatch(text)
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]]) if found else None


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How feeds show their work where an address does not ask for it otherwise. A whole day starts at midnight: an alarm
    16 hours before rings at eight of the day before."""

    events: EventForm = EventForm.SINGLE
    windows: WindowForm = WindowForm.SPAN
    alarms: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class CaldavSettings:
    """The collection of a CalDAV server into which a feed is pushed; the password is in NHACVIEC_CALDAV_PASSWORD or a file."""

    url: str
    user: str
    feed: str | None = None
    password_file: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A whole config.toml. `folder` is the folder of the file: plan files and the store are relative to it."""

    folder: Path
    office: Office
    plans: tuple[PlanSource, ...]
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    absences: tuple[Absence, ...] = ()
    tasks: tuple[TaskRule, ...] = ()
    answers: tuple[Answer, ...] = ()
    days_off: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    store_url: str = DEFAULT_STORE
    server: Server = Server()
    telegram: TelegramSettings = TelegramSettings()
    email: EmailSettings | None = None
    webhook: WebhookSettings = WebhookSettings()
    feeds: FeedSettings = FeedSettings()
    caldav: CaldavSettings | None = None

    def beside(self, file: str | None) -> Path | None:
        """A file that config names, where it lies; None where it names none."""
        return None if file is None else self.folder / file
