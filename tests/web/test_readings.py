"""What the site keeps between requests: never longer than it is true, whoever asks and writes meanwhile."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar

from scheduler.actions.apply import publish, refresh
from scheduler.actions.snapshot import snapshot
from scheduler.app import App, open_app
from scheduler.ports import Repository
from scheduler.schedule import Act, Progress
from scheduler.web.readings import Site
from scheduler.web.site import build_site
from tests.support.in_memory import body, moment
from tests.support.small import CONTEST, JANUARY, UPKEEP, applied_office, replan


class Clock:
    """The time that a test says it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self) -> datetime:
        return moment(self.text)


def served(folder: Path, clock: Clock) -> App:
    """An applied office with the contest of 15 May, refreshed on the day that the clock says."""
    applied_office(folder, [CONTEST])
    app = replace(open_app(folder / "config.toml"), now=clock)
    refresh(app.repository, app.folder, clock())
    return app


def get(app: App, *paths: str) -> Callable[[], list[str]]:
    """Asks one and the same site for paths, again at each call."""
    site = build_site(app)
    site.door.fresh = 0

    async def asked() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://127.0.0.1") as client:
            return [(await client.get(path)).text for path in paths]

    return lambda: asyncio.run(asked())


def test_a_new_day_is_in_feeds_from_its_refresh_on_with_a_higher_revision(tmp_path: Path) -> None:
    clock = Clock("2024-05-14T23:59")
    app = served(tmp_path, clock)
    feed = get(app, f"/f/{app.addresses(app.office()).token('ca-co-quan')}/ca-co-quan.ics")
    before = feed()
    clock.text = "2024-05-15T00:01"
    assert feed() == before
    refresh(app.repository, app.folder, clock())
    (old,), (new,) = Calendar.from_ical(before[0]).events, Calendar.from_ical(feed()[0]).events
    assert new["SUMMARY"] != old["SUMMARY"]
    assert new["SEQUENCE"] == old["SEQUENCE"] + 1


def test_the_page_shows_the_messages_of_this_minute(tmp_path: Path) -> None:
    clock = Clock("2024-05-14T05:00")
    ask = get(served(tmp_path, clock), "/")
    assert "Lúc này không có tin nào phải gửi" in ask()[0]
    clock.text = "2024-05-14T08:00"
    assert "Lúc này không có tin nào phải gửi" not in ask()[0]


def test_a_body_rendered_while_the_office_changed_is_not_kept(tmp_path: Path) -> None:
    app = served(tmp_path, Clock("2024-05-14T08:00"))
    site = Site(app)
    old = site.reading()
    spec = old.office.feeds[0]
    app.repository.report(Progress("kh.1-1-so-1@so-mau", Act.DONE, "coordinator", moment("2024-05-14T08:00"), "cli"))
    publish(app.repository, app.folder, moment("2024-05-14T08:00"))
    new = site.reading()
    before = site.body(old, spec)  # asked before the report, rendered after it
    assert site.body(new, spec).etag != before.etag


class Overtaken:
    """A repository in which another process applies just after one of its methods was read."""

    def __init__(self, repository: Repository, method: str, apply: Callable[[], object]) -> None:
        self._repository, self._method, self._apply = repository, method, apply

    @property
    def office(self) -> str:
        return self._repository.office

    def __getattr__(self, name: str) -> Callable[[], object]:
        def read() -> object:
            found = getattr(self._repository, name)()
            if name == self._method:
                self._apply()
            return found

        return read


@pytest.mark.parametrize("method", ["latest_revision", "published", "task_keys", "progress", "occurrences", "waiting"])
def test_a_reading_overtaken_by_an_apply_can_be_rendered(method: str, tmp_path: Path) -> None:
    office = applied_office(tmp_path, [UPKEEP])
    app = open_app(tmp_path / "config.toml", moment(JANUARY))
    replan(office, UPKEEP, replace(UPKEEP, no="9", title="Trả lời kiến nghị"))  # one more in the same check-ins
    overtaken = Overtaken(app.repository, method, lambda: office.done("apply", "--now", JANUARY))
    found = snapshot(overtaken, tmp_path, moment(JANUARY))  # type: ignore[arg-type]
    for spec in found.feeds:
        assert body(found, spec)
