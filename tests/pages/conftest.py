"""A small office in May 2024 with its pages: who asks, what is answered."""

import asyncio
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from scheduler.app import App, open_app
from scheduler.schedule import Progress
from scheduler.web.site import Front, build_site
from tests.support.office import OfficeFolder
from tests.support.small import LINES, Line, applied_office

QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")
NOW = "2024-05-07T08:00"


@dataclass(frozen=True, slots=True)
class Visited:
    """An office and its site at a moment."""

    office: OfficeFolder
    app: App
    site: Front

    def ask(self, method: str, address: str, form: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        """One request to the path of an address, as a browser sends it without script."""
        return asyncio.run(self._asked(method, address, form, headers))

    async def _asked(
        self, method: str, address: str, form: dict[str, str] | None, headers: dict[str, str]
    ) -> httpx.Response:
        parts = urllib.parse.urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.site), base_url="http://127.0.0.1") as client:
            return await client.request(method, path, data=form, headers=headers)

    def get(self, address: str) -> httpx.Response:
        """A GET."""
        return self.ask("GET", address)

    def press(self, address: str, **form: str) -> httpx.Response:
        """A pressed button."""
        return self.ask("POST", address, {key.replace("_", "-"): value for key, value in form.items()})

    def link(self, person: str, uid: str) -> str:
        """The signed link of that person about that work."""
        office = self.app.office()
        return self.app.addresses(office).report(f"nguoi-{person}", person, office.by_uid[uid])

    def page(self, slug: str) -> str:
        """The page of a feed."""
        return self.app.addresses(self.app.office()).page(slug)

    def view(self, slug: str, uid: str) -> str:
        """The page of one piece of work in a feed."""
        return self.app.addresses(self.app.office()).view(slug, uid)

    @property
    def trail(self) -> tuple[Progress, ...]:
        """All that was reported."""
        return self.app.repository.progress()


Visit = Callable[..., Visited]


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """The office, applied in January."""
    return applied_office(tmp_path, (*LINES, QUOTA))


@pytest.fixture
def visit(office: OfficeFolder) -> Visit:
    """Opens the office's site at a moment."""

    def opened(now: str = NOW) -> Visited:
        app = open_app(office.folder / "config.toml", datetime.fromisoformat(now))
        return Visited(office, app, build_site(app))

    return opened
