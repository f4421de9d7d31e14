"""The ASGI application: feeds through their own door, all else by routes. A request only reads, but for a report by a link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from scheduler.app import App
from scheduler.installation_secret import NoSecret
from scheduler.store.errors import StoreError
from scheduler.web.access import AccessLog
from scheduler.web.answers import not_found, plain_response
from scheduler.web.door import FeedDoor
from scheduler.web.fetches import FetchLog
from scheduler.web.health import trouble
from scheduler.web.pages.frame import Frame
from scheduler.web.pages.routes import Pages
from scheduler.web.readings import Site
from scheduler.words import say

_EVERY = 60.0
"""Seconds between two writes of what was fetched."""

_ROBOTS = "User-agent: *\nDisallow: /$"
"""Google's calendar minds robots.txt, so feeds may be read. «$» ends an address: the page alone is not for search engines."""


@dataclass(frozen=True, slots=True)
class Front:
    """The whole application: the door of feeds before the routes, as it has to be quick."""

    door: FeedDoor
    routes: Starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Any ASGI scope."""
        if scope["type"] == "http" and self.door.holds(scope["path"]):
            answer = self.door.at_once(scope) or await self.door.answer(scope)
            await send(answer.start)
            await send(answer.body)
        elif scope["type"] == "http" and self.door.access.kept:
            await self.routes(scope, receive, _noting(scope, send, self.door.access))
        else:
            await self.routes(scope, receive, send)


def build_site(app: App) -> Front:
    """The application to serve. GET and HEAD, and POST behind signed links; unknown and wrong addresses look the same."""
    site, started = Site(app), app.now()
    door = FeedDoor(site, FetchLog(app.repository, app.now), AccessLog(_access_log(app), app.now))
    frame = Frame(door.limiter)

    def busy(request: Request, error: Exception) -> Response:
        return frame.said(request, "busy", 503)

    def health(request: Request) -> Response:
        wrong = trouble(app, started)
        return plain_response(503 if wrong else 200, wrong or "ok", {"Cache-Control": "no-store"})

    routes = Starlette(
        routes=[
            Route("/healthz", health),
            Route("/robots.txt", lambda request: plain_response(200, _ROBOTS)),
            *Pages(app, site, frame).routes(),
        ],
        exception_handlers={
            404: lambda request, error: not_found(),
            405: _no_method,
            StoreError: busy,
            NoSecret: busy,
            Exception: _broken,
        },
        lifespan=lambda _: _writing(door),
    )
    routes.router.redirect_slashes = False  # an address that is nearly right is not to say so
    return Front(door, routes)


def _no_method(request: Request, error: Exception) -> Response:
    allowed = (error.headers or {}) if isinstance(error, HTTPException) else {}
    return plain_response(405, say("web", "page", "no-method"), allowed)


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours: said without its details; the framework raises it again, so that it is logged."""
    return plain_response(500, say("web", "page", "broken"))


@asynccontextmanager
async def _writing(door: FeedDoor) -> AsyncIterator[None]:
    """While the site serves, what was fetched is written now and then, and once more at the end."""
    writing = asyncio.create_task(_write_now_and_then(door))
    yield
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing
    _write(door)


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
