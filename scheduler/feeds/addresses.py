"""The secret addresses of feeds and of the pages that they link to: made with the installation's secret, stored nowhere."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from scheduler.schedule import Occurrence
from scheduler.signing import Grant, signed, unpadded
from scheduler.words import say

_LINK_LASTS: Final = timedelta(days=180)
"""How long after its due day a piece of work can be reported by its link."""

_VIEW_OCTETS: Final = 16
_MARK_OCTETS: Final = 6
"""Tells the generations of feeds apart within what is signed; it is no secret and opens nothing."""


def feed_token(secret: bytes, office: str, slug: str, generation: int) -> str:
    """256 bits, derived and stored nowhere; a higher generation makes a new one."""
    digest = hmac.new(secret, f"{office}\n{slug}\n{generation}".encode(), hashlib.sha256).digest()
    return unpadded(digest)


def view_key(secret: bytes, office: str, slug: str, generation: int, uid: str) -> str:
    """128 bits that open the page of one entry of a feed and nothing else; they go with the feed's token."""
    told = f"view\n{office}\n{slug}\n{generation}\n{uid}".encode()
    return unpadded(hmac.digest(secret, told, "sha256")[:_VIEW_OCTETS])


def feed_mark(secret: bytes, office: str, slug: str, generation: int) -> str:
    """What links to report bear of the feed that they stand in: another generation has another one."""
    told = f"mark\n{office}\n{slug}\n{generation}".encode()
    return unpadded(hmac.digest(secret, told, "sha256")[:_MARK_OCTETS])


def desk_slug() -> str:
    """What the coordinator's page is called where feeds are rotated and revoked; no feed is called so."""
    return say("feeds", "slug", "desk")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses under `base` (without a trailing slash); generations: of feeds that were rotated, by slug.

    published: under which the links in calendars lead, where that is another base: it holds until an `apply` changes it.
    """

    base: str
    secret: bytes
    office: str
    generations: Mapping[str, int]
    published: str = ""

    @property
    def in_events(self) -> "Addresses":
        """The addresses that stand in the events of calendars: the published ones, whatever port this process listens at."""
        return replace(self, base=self.published or self.base)

    def token(self, slug: str) -> str:
        """The feed's token in its present generation."""
        return feed_token(self.secret, self.office, slug, self.generations.get(slug, 1))

    def feed(self, slug: str) -> str:
        """Where a feed is subscribed to."""
        return f"{self.base}/f/{self.token(slug)}/{slug}.ics"

    def page(self, slug: str) -> str:
        """The page of a feed: how to subscribe to it."""
        return f"{self.base}/f/{self.token(slug)}/{slug}"

    def desk(self) -> str:
        """The coordinator's page, where the office has a public address."""
        return f"{self.base}/c/{self.token(desk_slug())}"

    def view(self, slug: str, uid: str) -> str:
        """The page of one occurrence or series of a feed; it gives no right to report.

        Calendars show it twice an event, so it is short: the feed's token does not stand in it.
        """
        return f"{self.base}/v/{self.view_key(slug, uid)}/{slug}"

    def view_key(self, slug: str, uid: str) -> str:
        """What stands for an entry of a feed in the address of its page: 22 characters."""
        return view_key(self.secret, self.office, slug, self.generations.get(slug, 1), uid)

    def mark(self, slug: str) -> str:
        """The mark of a feed in its present generation."""
        return feed_mark(self.secret, self.office, slug, self.generations.get(slug, 1))

    def report(self, slug: str, person: str, occurrence: Occurrence) -> str:
        """The page on which that person, and nobody else, reports on one occurrence, by the link that stands in a feed of
        theirs; the same until that feed gets another address or is closed."""
        return self._report(Grant(person, occurrence.uid, occurrence.due + _LINK_LASTS, self.mark(slug)))

    def report_until(self, person: str, uid: str, expires: date) -> str:
        """The same page, by the link of a message: good through that local day."""
        return self._report(Grant(person, uid, expires))

    def _report(self, grant: Grant) -> str:
        return f"{self.base}/r/{signed(self.secret, self.office, grant)}"
