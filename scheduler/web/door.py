"""Feeds over HTTP, as a bare ASGI application: what is ready is answered without a thread, a route table or the store."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from time import monotonic
from typing import Final

from starlette.types import Scope

from scheduler.diagnostics import values
from scheduler.feeds.query import BadQuery, written_query
from scheduler.installation_secret import NoSecret
from scheduler.store.errors import StoreError
from scheduler.web.access import AccessLog
from scheduler.web.answers import NOTHING, Answer, plain
from scheduler.web.bodies import Body
from scheduler.web.fetches import FetchLog
from scheduler.web.limits import Limiter
from scheduler.web.readings import Reading, Site
from scheduler.words import say

PREFIX: Final = "/f/"
_READING: Final = frozenset({"GET", "HEAD"})
_CODES: Final = 40
"""Of units or plans that there are, told to who asked for another one."""
_NO_WEIGHT: Final = re.compile(r"q=0(\.0*)?")


@dataclass(slots=True)
class Asking:
    """What a request's headers say, as far as feeds mind it."""

    tags: str | None = None
    since: str | None = None
    packed: bool = False
    user_agent: str = ""

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]]) -> "Asking":
        """Read from ASGI's headers, whose names are in lower case. Of a list that came as several lines, all count."""
        found = cls()
        for name, value in headers:
            if name == b"accept-encoding":
                found.packed = found.packed or takes_gzip(value.decode("latin-1"))
            elif name == b"if-none-match":
                tags = value.decode("latin-1")
                found.tags = tags if found.tags is None else f"{found.tags},{tags}"
            elif name == b"if-modified-since":
                found.since = value.decode("latin-1")
            elif name == b"user-agent":
                found.user_agent = value.decode("latin-1")
        return found


@dataclass(frozen=True, slots=True)
class Unmade:
    """A body that has to be made first: of which feed, for which query."""

    slug: str
    query: str


@dataclass
class FeedDoor:
    """Answers /f/<token>/<slug>.ics; anything else below /f/ is not found.

    fresh: seconds for which a reading is taken for the newest: the store is asked five times a second at most.
    """

    site: Site
    fetches: FetchLog
    access: AccessLog
    limiter: Limiter = field(default_factory=Limiter)
    fresh: float = 0.2
    _reading: Reading | None = None
    _looked: float = float("-inf")

    def holds(self, path: str) -> bool:
        """Whether a path is one of a feed."""
        return path.startswith(PREFIX) and path.endswith(".ics")

    def at_once(self, scope: Scope) -> Answer | None:
        """The answer to a request where nothing has to be waited for: no coroutine is made for it. None: ask `answer`."""
        reading = self._reading
        if reading is None or monotonic() - self._looked > self.fresh:
            return None
        asking = Asking.of(scope["headers"])
        found = self._found(reading, scope, asking)
        return None if isinstance(found, Unmade) else self._given(scope, asking, found)

    async def answer(self, scope: Scope) -> Answer:
        """The answer to any request. The store or the secret failing, feeds go on from the last reading."""
        asking = Asking.of(scope["headers"])
        try:
            reading = await self._newest()
            found = self._found(reading, scope, asking)
            if isinstance(found, Unmade):
                body = await asyncio.to_thread(self.site.body, reading, reading.specs[found.slug], found.query)
                found = self._with(body, found.slug, scope, asking)
        except BadQuery as bad:
            found = _bad_query(bad)
        except (StoreError, NoSecret):
            found = plain(503, say("feeds", "answer", "busy"), {"Retry-After": "60"})
        return self._given(scope, asking, found)

    def _given(self, scope: Scope, asking: Asking, answer: Answer) -> Answer:
        if self.access.kept:
            self.access.note(_client(scope), scope["method"], scope["path"], answer.status, asking.user_agent)
        return answer.head if scope["method"] == "HEAD" else answer

    def _found(self, reading: Reading, scope: Scope, asking: Asking) -> Answer | Unmade:
        if scope["method"] not in _READING:  # before the token is looked at: it says the same whether that is right
            return plain(405, say("feeds", "answer", "method"), {"Allow": "GET, HEAD"})
        parts = scope["path"].split("/")
        slug = parts[3][:-4] if len(parts) == 4 else ""
        spec = reading.opened(parts[2], slug)
        if spec is None:
            return self._refused(scope)
        try:
            query = written_query(scope["query_string"].decode("latin-1")) if scope["query_string"] else ""
        except BadQuery as bad:
            return _bad_query(bad)
        body = self.site.kept(reading, spec, query)
        return self._with(body, slug, scope, asking) if body is not None else Unmade(slug, query)

    def _with(self, body: Body, slug: str, scope: Scope, asking: Asking) -> Answer:
        if scope["method"] == "GET":
            self.fetches.note(slug, asking.user_agent)
        if is_known(body, asking):
            return body.known_packed if asking.packed else body.known
        return body.whole_packed if asking.packed else body.whole

    async def _newest(self) -> Reading:
        if self._reading is not None and monotonic() - self._looked <= self.fresh:
            return self._reading
        self._looked = monotonic()
        try:
            self._reading = await asyncio.to_thread(self.site.reading)
        except (StoreError, NoSecret):
            if self._reading is None:
                raise
        return self._reading

    def _refused(self, scope: Scope) -> Answer:
        wait = self.limiter.wrong(_client(scope))
        return plain(429, say("feeds", "answer", "too-many"), {"Retry-After": str(wait)}) if wait else NOTHING


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Whether gzip stands among the accepted codings, and not with the weight 0 (RFC 9110, section 12.5.3)."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return not _NO_WEIGHT.fullmatch(weight.strip())
    return False


def is_known(body: Body, asking: Asking) -> bool:
    """Whether the client has this body already; If-None-Match wins over If-Modified-Since (RFC 9110, section 13.2.2)."""
    if asking.tags is not None:
        if asking.tags == body.etag:
            return True
        known = {tag.strip().removeprefix("W/") for tag in asking.tags.split(",")}
        return "*" in known or body.etag in known or body.tag_of_packed in known
    return asking.since is not None and _not_after(body.modified, asking.since)


def _not_after(modified: datetime, since: str) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except (ValueError, OverflowError):
        return False
    return modified <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _bad_query(bad: BadQuery) -> Answer:
    text = say("feeds", "answer", "query", values(key=bad.key[:40] or "…"))
    if not bad.there:
        return plain(400, text)
    return plain(400, say("feeds", "query", "there", values(text=text, codes=", ".join(sorted(bad.there)[:_CODES]))))


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
