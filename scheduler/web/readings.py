"""What the site shows: the office as last read from the store, and its feeds as bodies; read again only when it has changed."""

import hmac
import logging
from dataclasses import dataclass, field
from datetime import datetime, time
from threading import Lock
from typing import Final

from calendars.blocks import Blocks
from scheduler.actions.feed_desk import is_desk_open
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.feeds.addresses import Addresses, desk_slug
from scheduler.feeds.query import Query, read_query
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import LARGE, feed_window
from scheduler.web.bodies import Bodies, Body, ready

_BLOCK_ROOM, _BODY_ROOM = 64 * 2**20, 128 * 2**20
_NO_TOKEN: Final = b"-" * 43
"""What stands for the token of a feed that there is not: compared all the same, so that no answer comes sooner."""

_LOG = logging.getLogger("nhacviec.feeds")


@dataclass(frozen=True, slots=True)
class Reading:
    """The office in one state: its feeds by slug, the tokens that open them, where it links to; `state` is this reading alone.

    desk: the token of the coordinator's page, None where it has no address.
    """

    office: Snapshot
    specs: dict[str, FeedSpec]
    tokens: dict[str, bytes]
    addresses: Addresses
    desk: bytes | None = None
    state: object = field(default_factory=object)

    def opened(self, token: str, slug: str) -> FeedSpec | None:
        """The feed of that slug for whoever holds its token; a wrong, an unknown and a revoked one take the same time."""
        expected = self.tokens.get(slug, _NO_TOKEN)
        same = hmac.compare_digest(token.encode("utf-8", "surrogateescape"), expected)
        return self.specs[slug] if same and expected is not _NO_TOKEN else None

    def opens_desk(self, token: str) -> bool:
        """Whether it is the token of the coordinator's page; compared where there is none as well."""
        same = hmac.compare_digest(token.encode("utf-8", "surrogateescape"), self.desk or _NO_TOKEN)
        return same and self.desk is not None

    def narrowed(self, query: str) -> Query:
        """What a query in the form of `written_query` asks for. Raises BadQuery, also where it names what there is not."""
        found = read_query(query, self.office.units_of, self.office.book.directory.groups)
        found.refuse_unknown(*self.office.named)
        return found


@dataclass
class Site:
    """What the routes share: the installation, its last reading, the bodies made of it. Threads may share it."""

    app: App
    _reading: Reading | None = None
    _mark: tuple[object, ...] = ()
    _bodies: Bodies = field(default_factory=lambda: Bodies(_BODY_ROOM))
    _blocks: Blocks = field(default_factory=lambda: Blocks(_BLOCK_ROOM))
    _lock: Lock = field(default_factory=Lock)

    def office(self) -> Snapshot:
        """The office, read again only where the store has changed or the day has turned."""
        return self.reading().office

    def reading(self) -> Reading:
        """The office with its feeds. A new day is shown from its refresh on: until then (00:05) nobody has raised the
        revisions of what turns overdue."""
        mark = (self.app.repository.version(), self.app.now().date())
        with self._lock:
            if self._reading is None or mark != self._mark:
                office, published_on = self.app.office(), self.app.repository.derived_on()
                if published_on is not None and published_on < office.now.date():
                    office = office.at(datetime.combine(published_on, time.max, office.now.tzinfo))
                self._reading, self._mark = self._read(office), mark
            return self._reading

    def _read(self, office: Snapshot) -> Reading:
        addresses = self.app.addresses(office)
        specs = {spec.slug: spec for spec in office.feeds}
        tokens = {slug: addresses.token(slug).encode() for slug in specs}
        desk = addresses.token(desk_slug()).encode() if is_desk_open(office) else None
        return Reading(office, specs, tokens, addresses, desk)

    def kept(self, reading: Reading, spec: FeedSpec, query: str) -> Body | None:
        """A feed's body where it was made of this very reading."""
        return self._bodies.get((spec.slug, query), reading.state)

    def body(self, reading: Reading, spec: FeedSpec, query: str = "") -> Body:
        """A feed's body, made once for each state of the office; events that did not change are not made again.

        query: in the form of `written_query`. Raises BadQuery.
        """
        key = (spec.slug, query)
        if (found := self._bodies.get(key, reading.state)) is not None:
            return found
        office = reading.office
        window = feed_window(office.now.date(), office.config.policy)
        asked = Asked(spec, window, reading.addresses, reading.narrowed(query), query)
        plain = body_of(office, asked, self._blocks)
        body = ready(plain, spec.slug, _modified(office), self._bodies.before(key))
        with self._lock:
            if reading is self._reading:  # else somebody has read a newer one meanwhile: this body is not to outlive it
                self._bodies.keep(key, reading.state, body)
        if len(plain) >= LARGE:
            _LOG.warning("feed %s has %d kB", spec.slug, len(plain) // 1000)
        return body


def _modified(office: Snapshot) -> datetime:
    """When a feed of this office may last have changed: it never falls, and every process finds the same."""
    told = (p.modified for p in office.published.values())
    turned = office.now.replace(day=1, hour=0, minute=0, second=0)  # the window of feeds moves with the month
    return max(office.revision.applied_at, turned, *told)
