"""The pages of the sample office (config.toml and plans/ of this project) in May 2026, served over HTTP by a thread."""

import shutil
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import uvicorn
from PIL import Image

from scheduler.actions.apply import publish, refresh
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App, open_app
from scheduler.evidence import evidence_folder, keep_picture
from scheduler.feeds.addresses import Addresses
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.terms import Kind
from scheduler.web.site import build_site
from tests.support.office import ROOT, OfficeFolder, free_port

PUBLIC = "https://lich.example.gov.vn"
NOW = "2026-05-11T09:00"
_PERSON, _PROVEN = "van-hoa-xa-hoi", "kinh-te"
"""Units, and the people of theirs who have the same name in config."""


@dataclass(frozen=True, slots=True)
class SampleSite:
    """A served office; `office`: as it stood when it was opened, which is where addresses come from."""

    app: App
    served: str
    office: Snapshot
    addresses: Addresses

    def local(self, address: str) -> str:
        """Where an address of the office is served just now."""
        parts = urllib.parse.urlsplit(address)
        return self.served + parts.path + (f"?{parts.query}" if parts.query else "")

    def feed_page(self, slug: str = "ca-co-quan", more: str = "") -> str:
        """The page of a feed."""
        return self.local(self.addresses.page(slug) + more)

    def view(self, occurrence: Occurrence) -> str:
        """The page of one piece of work in the whole office's feed."""
        return self.local(self.addresses.view("ca-co-quan", occurrence.uid))

    def report(self, occurrence: Occurrence) -> str:
        """The signed link of whoever of the staff leads the work."""
        unit = occurrence.unit or occurrence.leads[0]
        person = next(p.id for p in self.office.people if unit in p.units)
        return self.local(self.addresses.report(f"nguoi-{person}", person, occurrence))

    def shared(self) -> Occurrence:
        """A report of several units that was due lately."""
        return next(o for o in self.known() if len(o.parts) > 2)

    def single(self) -> Occurrence:
        """Work of one unit, done once."""
        return next(o for o in self.known() if o.unit == _PERSON and o.quota == 1 and o.kind is not Kind.CHECK_IN)

    def proved(self) -> Occurrence:
        """Work about which somebody sent a picture."""
        uid = next(entry.uid for entry in self.app.repository.progress() if entry.evidence is not None)
        return self.office.by_uid[uid]

    def quota(self) -> Occurrence:
        """Pieces to make within a month."""
        return next(o for o in self.known() if o.unit is not None and o.quota > 2)

    def check_in(self) -> Occurrence:
        """A check-in that asks about some tasks."""
        return next(o for o in self.known() if o.unit is not None and o.kind is Kind.CHECK_IN)

    def known(self) -> list[Occurrence]:
        """What is due in May and June, by due day."""
        found = (o for o in self.office.occurrences if "2026-05" <= o.due.isoformat() < "2026-07")
        return sorted(found, key=lambda o: (o.due, o.uid))

    def pages(self) -> dict[str, str]:
        """Every kind of page, by name, that there is behind a public address."""
        return {
            "subscribe": self.feed_page(),
            "subscribe-to-dos": self.feed_page("nguoi-van-phong", "?as=todo&done=0"),
            "work": self.view(self.shared()),
            "evidence": self.local(self.addresses.view(f"nguoi-{_PROVEN}", self.proved().uid)),
            "subscribe-narrowed": self.feed_page(more="?kind=report&unit=kinh-te"),
            "bad-query": self.feed_page(more="?unit=khong-co"),
            "nothing": self.served + "/khong-co-gi",
            "report": self.report(self.single()),
            "report-quota": self.report(self.quota()),
            "report-check-in": self.report(self.check_in()),
            "closed": self.served + "/r/nothing.here",
            "month": self.feed_page(more="/print?month=2026-05"),
            "quarter": self.feed_page(more="/print?quarter=2026-Q2"),
        }


@contextmanager
def sample_site(folder: Path, public_url: str | None = PUBLIC) -> Iterator[SampleSite]:
    """Apply the sample office in `folder` and serve it until the block is left. public_url None: as a first try looks."""
    office, port = OfficeFolder(folder), free_port()
    shutil.copytree(ROOT / "plans", folder / "plans")
    shutil.copy(ROOT / "config.toml", folder)
    public = f'public_url = "{public_url}"\n' if public_url else ""
    office.edit("config.toml", "port = 8640", f"{public}port = {port}")
    office.done("apply", "--now", "2026-01-05T08:00")
    app = open_app(folder / "config.toml", datetime.fromisoformat(NOW))
    refresh(app.repository, app.folder, app.now())
    _prove(app)
    known = app.office()
    with listening(app, port) as address:
        yield SampleSite(app, address, known, app.addresses(known))


@contextmanager
def listening(app: App, port: int) -> Iterator[str]:
    """Serve an installation from a thread until the block is left; its address."""
    server = uvicorn.Server(uvicorn.Config(build_site(app), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _prove(app: App) -> None:
    """Somebody sent a picture about one piece of work."""
    office = app.office()
    proved = next(o for o in office.occurrences if o.unit == _PROVEN and "2026-05" <= o.due.isoformat() < "2026-07")
    drawn = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(drawn, "PNG")
    kept = keep_picture(drawn.getvalue(), evidence_folder(office.config.store_url, app.folder))
    told = Progress(proved.uid, Act.EVIDENCE, _PROVEN, app.now(), "telegram", text="ảnh buổi họp", evidence=kept)
    app.repository.report(told)
    publish(app.repository, app.folder, app.now())
