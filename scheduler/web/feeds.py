"""Feeds over HTTP, as a bare ASGI application: what is ready is answered without a thread, a route table or the store."""

import asyncio
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final

from starlette.types import Receive, Scope, Send

from scheduler.feeds.query import BadQuery, written_query
from scheduler.store.errors import StoreError
from scheduler.web.access import AccessLog
from scheduler.web.answers import HEADERS, NOT_FOUND, raw
from scheduler.web.bodies import Body, Headers
from scheduler.web.fetches import FetchLog
from scheduler.web.limits import Limiter
from scheduler.web.readings import Reading, Site
from scheduler.words import say

PREFIX: Final = "/f/"
_NO_WEIGHT: Final = re.compile(r"q=0(\.0*)?")
_NO_TOKEN: Final = b"-" * 43
"""What stands for the token of a feed that there is not: compared all the same, so that no answer comes sooner."""

_NOTHING: Final = raw(HEADERS | {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(NOT_FOUND))})


@dataclass(slots=True)
class Asking:
    """What a request's headers say, as far as feeds mind it."""

    tags: str | None = None
    since: str | None = None
    packed: bool = False
    user_agent: str = ""

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]]) -> "Asking":
        """Read from ASGI's headers, whose names are in lower case."""
        found = cls()
        for name, value in headers:
            if name == b"accept-encoding":
                found.packed = takes_gzip(value.decode("latin-1"))
            elif name == b"if-none-match":
                found.tags = value.decode("latin-1")
            elif name == b"if-modified-since":
                found.since = value.decode("latin-1")
            elif name == b"user-agent":
                found.user_agent = value.decode("latin-1")
        return found


@dataclass
class FeedDoor:
    """Answers /f/<token>/<slug>.ics; anything else below /f/ is not found.

    fresh: seconds for which a reading is taken for the newest: the store is asked twenty times a second at most.
    """

    site: Site
    fetches: FetchLog
    access: AccessLog
    limiter: Limiter = field(default_factory=Limiter)
    fresh: float = 0.05
    _reading: Reading | None = None
    _looked: float = float("-inf")

    def holds(self, path: str) -> bool:
        """Whether a path is one of a feed."""
        return path.startswith(PREFIX) and path.endswith(".ics")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. The store failing, feeds go on from the last reading."""
        method, path = scope["method"], scope["path"]
        asking = Asking.of(scope["headers"])
        try:
            status, headers, octets = await self._answer(scope, path, asking)
        except StoreError:
            status, headers, octets = _said(503, "busy")
        if method not in ("GET", "HEAD"):
            status, headers, octets = _said(405, "method")
            headers = [*headers, (b"allow", b"GET, HEAD")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else octets})
        if self.access.kept:
            self.access.note(_client(scope), method, path, status, asking.user_agent)

    async def _answer(self, scope: Scope, path: str, asking: Asking) -> tuple[int, Headers, bytes]:
        reading = await self._newest()
        parts = path.split("/")
        slug = parts[3].removesuffix(".ics") if len(parts) == 4 else ""
        expected = reading.tokens.get(slug, _NO_TOKEN)
        if not hmac.compare_digest(parts[2].encode("utf-8", "surrogateescape"), expected) or expected is _NO_TOKEN:
            return self._refused(scope)
        try:
            body = await self._body(reading, slug, scope["query_string"])
        except BadQuery as bad:
            return _said(400, "query", bad.key)
        if scope["method"] == "GET":
            self.fetches.note(slug, asking.user_agent)
        if is_known(body, asking):
            return 304, body.known_packed if asking.packed else body.known, b""
        return (200, body.whole_packed, body.packed) if asking.packed else (200, body.whole, body.plain)

    async def _newest(self) -> Reading:
        now = monotonic()
        if self._reading is None or now - self._looked > self.fresh:
            self._looked = now
            try:
                self._reading = await asyncio.to_thread(self.site.reading)
            except StoreError:
                if self._reading is None:
                    raise
        assert self._reading is not None, "read, or raised"
        return self._reading

    async def _body(self, reading: Reading, slug: str, query_string: bytes) -> Body:
        query = written_query(query_string.decode("latin-1")) if query_string else ""
        spec = reading.specs[slug]
        body = self.site.kept(reading, spec, query)
        return body if body is not None else await asyncio.to_thread(self.site.body, reading, spec, query)

    def _refused(self, scope: Scope) -> tuple[int, Headers, bytes]:
        wait = self.limiter.wrong(_client(scope))
        if not wait:
            return 404, _NOTHING, NOT_FOUND
        status, headers, octets = _said(429, "too-many")
        return status, [*headers, (b"retry-after", str(wait).encode())], octets


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
        known = {tag.strip().removeprefix("W/") for tag in asking.tags.split(",")}
        return "*" in known or body.etag in known or body.tag_of_packed in known
    return asking.since is not None and _not_after(body.modified, asking.since)


def _not_after(modified: datetime, since: str) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _said(status: int, code: str, key: str = "") -> tuple[int, Headers, bytes]:
    """A sentence for people who look at an address themselves."""
    octets = f"{say('feeds', 'answer', code, (('key', key),))}\n".encode()
    headers = HEADERS | {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(octets))}
    return status, raw(headers), octets
