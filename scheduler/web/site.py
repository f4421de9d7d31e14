"""The ASGI application: feeds through their own door, all else by routes. A request only reads, but for a report by a link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.store.errors import StoreError
from scheduler.web.access import AccessLog
from scheduler.web.answers import not_found
from scheduler.web.feeds import FeedDoor
from scheduler.web.fetches import FetchLog
from scheduler.web.health import trouble
from scheduler.web.page import home
from scheduler.web.pages.frame import Frame
from scheduler.web.pages.routes import Pages, said
from scheduler.web.readings import Site

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_EVERY = 60.0
"""Seconds between two writes of what was fetched."""


@dataclass(frozen=True, slots=True)
class Front:
    """The whole application: the door of feeds before the routes, as it has to be quick."""

    door: FeedDoor
    routes: Starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Any ASGI scope."""
        if scope["type"] == "http" and self.door.holds(scope["path"]):
            await self.door(scope, receive, send)
        elif scope["type"] == "http" and self.door.access.kept:
            await self.routes(scope, receive, _noting(scope, send, self.door.access))
        else:
            await self.routes(scope, receive, send)


def build_site(app: App) -> Front:
    """The application to serve. GET and HEAD, and POST behind signed links; unknown and wrong addresses look the same."""
    site, started = Site(app), app.now()
    log_file = _access_log(app)
    door = FeedDoor(site, FetchLog(app.repository, app.now), AccessLog(log_file, app.now))
    frame = Frame(door.limiter)

    def show_home(request: Request) -> Response:
        office = site.office().at(app.now())  # which messages go out now changes by the minute
        if not _is_for(request, office):
            return not_found()
        return frame.page(request, "home.html", home(app, office))

    def busy(request: Request, error: Exception) -> Response:
        return said(frame, request, "", "busy", 503)

    def health(request: Request) -> Response:
        wrong = trouble(app, started)
        return PlainTextResponse(f"{wrong or 'ok'}\n", 503 if wrong else 200, headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        writing = asyncio.create_task(_write_now_and_then(door))
        yield
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        _write(door)

    routes = Starlette(
        routes=[
            Route("/", show_home),
            Route("/healthz", health),
            Route("/robots.txt", lambda request: PlainTextResponse("User-agent: *\nDisallow: /$\n")),
            *Pages(app, site, frame).routes(),
        ],
        exception_handlers={404: lambda request, error: not_found(), StoreError: busy},
        lifespan=running,
    )
    routes.router.redirect_slashes = False  # an address that is nearly right is not to say so
    return Front(door, routes)


async def _write_now_and_then(door: FeedDoor) -> None:
    while True:
        await asyncio.sleep(_EVERY)
        await asyncio.to_thread(_write, door)


def _write(door: FeedDoor) -> None:
    door.fetches.flush()
    door.access.flush()


def _access_log(app: App) -> Path | None:
    revision = app.repository.latest_revision()
    named = app.office().config.server.access_log if revision is not None else None
    return app.folder / named if named else None


def _noting(scope: Scope, send: Send, access: AccessLog) -> Send:
    """Sends on, and notes the status of the answer."""
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"").decode("latin-1")

    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            client = scope.get("client") or ("",)
            access.note(str(client[0]), scope["method"], scope["path"], message["status"], agent)
        await send(message)

    return noting


def _is_for(request: Request, office: Snapshot) -> bool:
    """Whether the page may be shown: it holds every secret address, so only to this machine, by its own name.

    Behind a public address it is not shown at all until there is a sign-in; another host's name is a rebound DNS answer.
    """
    return office.config.server.public_url is None and request.url.hostname in _LOOPBACK
