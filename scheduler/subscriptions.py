"""What is kept of feeds beside their content: which were offered, made by hand or revoked, and who fetched them when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed that was offered once: its address answers for good, with an empty calendar at worst, until it is revoked.

    scope and ref: what it gathers (see scheduler.feeds.specs). name: as it was called last. query: what an own feed is
    narrowed to, and how it shows it. own: made by hand with `feeds new`. revoked: since when its address is unknown.
    """

    slug: str
    scope: str
    ref: str
    name: str
    query: str = ""
    own: bool = False
    revoked: datetime | None = None


DESK: Final = "desk"
"""The scope of what is no feed and has an address of the same making: the coordinator's page."""


class Client(StrEnum):
    """The families of programs that fetch feeds, as far as they say who they are."""

    GOOGLE = "google"
    OUTLOOK = "outlook"
    APPLE = "apple"
    THUNDERBIRD = "thunderbird"
    ICSX5 = "icsx5"
    DAVX5 = "davx5"
    NEXTCLOUD = "nextcloud"
    EVOLUTION = "evolution"
    KDE = "kde"
    BROWSER = "browser"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fetched:
    """How often one family of programs fetched a feed, and when last (UTC)."""

    slug: str
    client: Client
    count: int
    last: datetime


_MARKS: Final = (
    ("google", Client.GOOGLE),
    ("thunderbird", Client.THUNDERBIRD),
    ("icsx5", Client.ICSX5),
    ("icsdroid", Client.ICSX5),
    ("davx5", Client.DAVX5),
    ("davdroid", Client.DAVX5),
    ("nextcloud", Client.NEXTCLOUD),
    ("evolution/", Client.EVOLUTION),
    ("akonadi", Client.KDE),
    ("kio/", Client.KDE),
    ("microsoft", Client.OUTLOOK),
    ("outlook", Client.OUTLOOK),
    ("exchange", Client.OUTLOOK),
    ("dataaccessd", Client.APPLE),
    ("calendaragent", Client.APPLE),
    ("remindd", Client.APPLE),
    ("ios/", Client.APPLE),
    ("macos/", Client.APPLE),
    ("mac+os", Client.APPLE),
    ("calendarstore/", Client.APPLE),
    ("ical/", Client.APPLE),
    ("mozilla/", Client.BROWSER),  # behind all programs that say so beside their own name
)
"""What stands in their User-Agent: Google-Calendar-Importer; Microsoft Office/16.0 (… Outlook …); iOS/17.0 (…) dataaccessd/1.0;
Nextcloud Webcal Service; Evolution/3.40.3; Mozilla/5.0 (…) KIO/5.86 akonadi_…"""


def client_of(user_agent: str) -> Client:
    """The family of a program by its User-Agent."""
    told = user_agent.lower()
    return next((client for mark, client in _MARKS if mark in told), Client.OTHER)
