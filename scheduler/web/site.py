"""The ASGI application: feeds, the coordinator's page, health. A request only reads."""

import gzip
import hmac
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from threading import Lock

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from calendars.feed import etag
from scheduler.actions.agenda import body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.feeds import FeedSpec, feed_window
from scheduler.web.page import home

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_KEPT_BODIES = 256
_NO_WEIGHT = re.compile(r"q=0(\.0*)?")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A feed ready to be answered: plain, compressed, its strong ETag and when its content last changed (UTC)."""

    plain: bytes
    packed: bytes
    etag: str
    modified: datetime

    @property
    def tag_of_packed(self) -> str:
        """The strong ETag of the compressed bytes, which are another representation (RFC 9110, section 8.8.3.3)."""
        return f'{self.etag[:-1]}-gzip"'


@dataclass
class Site:
    """What the routes share: the installation, the office as last read, and bodies kept by feed for that reading."""

    app: App
    _office: Snapshot | None = None
    _mark: tuple[object, ...] = ()
    _bodies: "OrderedDict[str, Body]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def office(self) -> Snapshot:
        """The office, read again only where the store has changed or the day has turned.

        A new day is shown from its refresh on: until then (00:05) nobody has raised the revisions of what turns overdue.
        """
        mark = (self.app.repository.version(), self.app.now().date())
        with self._lock:
            if self._office is None or mark != self._mark:
                office, published_on = self.app.office(), self.app.repository.derived_on()
                if published_on is not None and published_on < office.now.date():
                    office = office.at(datetime.combine(published_on, time.max, office.now.tzinfo))
                self._office, self._mark = office, mark
                self._bodies.clear()
            return self._office

    def body(self, office: Snapshot, spec: FeedSpec) -> Body:
        """The feed's body, rendered once for each state of the office."""
        with self._lock:
            if spec.slug in self._bodies and office is self._office:
                return self._bodies[spec.slug]
        window = feed_window(office.now.date(), office.config.policy)
        made = _body(office, body_of(office, spec, window, self.app.address(office, spec.slug)))
        with self._lock:
            if office is not self._office:  # somebody has read a newer one meanwhile: this body is not to outlive it
                return made
            self._bodies[spec.slug] = made
            while len(self._bodies) > _KEPT_BODIES:
                self._bodies.popitem(last=False)
        return made


def _body(office: Snapshot, plain: bytes) -> Body:
    told = (p.modified for p in office.published.values())
    turned = office.now.replace(day=1, hour=0, minute=0, second=0)  # the window of feeds moves with the month
    modified = max(office.revision.applied_at, turned, *told)
    return Body(plain, gzip.compress(plain, 6, mtime=0), etag(plain), modified.astimezone(UTC).replace(microsecond=0))


def build_site(app: App) -> Starlette:
    """The application to serve. Only GET and HEAD; unknown and wrong addresses look the same."""
    site = Site(app)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )

    def show_home(request: Request) -> Response:
        office = site.office().at(app.now())  # which messages go out now changes by the minute
        if not _is_for(request, office):
            return _not_found()
        return HTMLResponse(templates.get_template("home.html").render(home(app, office)), headers=_HEADERS)

    def show_feed(request: Request) -> Response:
        return _feed(site, request)

    return Starlette(
        routes=[
            Route("/", show_home),
            Route("/f/{token}/{slug}.ics", show_feed),
            Route("/healthz", lambda request: PlainTextResponse("ok\n")),
            Route("/robots.txt", lambda request: PlainTextResponse("User-agent: *\nDisallow: /$\n")),
        ],
        exception_handlers={404: lambda request, error: _not_found()},
    )


def _is_for(request: Request, office: Snapshot) -> bool:
    """Whether the page may be shown: it holds every secret address, so only to this machine, by its own name.

    Behind a public address it is not shown at all until there is a sign-in; another host's name is a rebound DNS answer.
    """
    return office.config.server.public_url is None and request.url.hostname in _LOOPBACK


def _not_found() -> Response:
    return PlainTextResponse("404\n", status_code=404, headers=_HEADERS)


def _feed(site: Site, request: Request) -> Response:
    office, slug = site.office(), request.path_params["slug"]
    spec = next((s for s in office.feeds if s.slug == slug), None)
    expected = site.app.token(slug)  # worked out for unknown slugs too, so that they take as long
    if not hmac.compare_digest(request.path_params["token"].encode(), expected.encode()) or spec is None:
        return _not_found()
    body = site.body(office, spec)
    packed = _takes_gzip(request.headers.get("accept-encoding", ""))
    headers = {**_HEADERS, **_feed_headers(body, slug), "ETag": body.tag_of_packed if packed else body.etag}
    if _is_known(request, body):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(body.packed if packed else body.plain, headers=headers, media_type="text/calendar; charset=utf-8")


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip stands among the accepted codings, and not with the weight 0 (RFC 9110, section 12.5.3)."""
    weights = {
        name.strip(): weight for name, _, weight in (part.partition(";") for part in accepted.lower().split(","))
    }
    return "gzip" in weights and not _NO_WEIGHT.fullmatch(weights["gzip"].strip())


def _feed_headers(body: Body, slug: str) -> dict[str, str]:
    return {
        "Last-Modified": format_datetime(body.modified, usegmt=True),
        "Cache-Control": "private, max-age=300, must-revalidate",
        "Content-Disposition": f'inline; filename="{slug}.ics"',
        "Vary": "Accept-Encoding",
    }


def _is_known(request: Request, body: Body) -> bool:
    """Whether the client has this body already; If-None-Match wins over If-Modified-Since (RFC 9110, section 13.2.2)."""
    told = request.headers.get("if-none-match")
    if told is not None:
        known = {tag.strip().removeprefix("W/") for tag in told.split(",")}
        return "*" in known or not known.isdisjoint((body.etag, body.tag_of_packed))
    since = request.headers.get("if-modified-since")
    return since is not None and _not_after(body.modified, since)


def _not_after(modified: datetime, since: str) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
