"""The coordinator's page behind a public address: opened by its own secret address alone, which the commands of feeds change."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from scheduler.app import open_app
from scheduler.web.site import build_site
from tests.support.in_memory import moment
from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, LINES, small_office

NOW = "2024-01-03T08:00"
PUBLIC = "https://lich.example.gov.vn/nhac-viec"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    made = small_office(tmp_path, LINES)
    made.edit("config.toml", "[server]\n", f'[server]\npublic_url = "{PUBLIC}"\naccess_log = "var/access.log"\n')
    made.done("apply", "--now", JANUARY)
    return made


def address(office: OfficeFolder, *verb: str) -> str | None:
    """The address of the page, as a command prints it."""
    return next(iter(re.findall(r"https://\S+/c/\S+", office.done("feeds", *verb, "--now", NOW).out)), None)


def got(office: OfficeFolder, path: str) -> httpx.Response:
    site = build_site(open_app(office.folder / "config.toml", moment(NOW)))

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(site)
        client = httpx.AsyncClient(transport=transport, base_url="https://lich.example.gov.vn")
        async with client, site.routes.router.lifespan_context(site.routes):
            return await client.get(path)

    return asyncio.run(asked())


def path(found: str | None) -> str:
    assert found is not None and found.startswith(f"{PUBLIC}/c/")
    return found.removeprefix(PUBLIC)


def test_it_shows_the_week_and_the_calendars_but_no_address_that_may_report(office: OfficeFolder) -> None:
    page = got(office, path(address(office)))
    assert page.status_code == 200 and "Tuần này" in page.text
    assert page.headers["cache-control"] == "private, no-store" and page.headers["referrer-policy"] == "no-referrer"
    assert f"{PUBLIC}/f/" in page.text and "/don-vi-so-1" in page.text
    assert "Chuyên viên Sở Một" in page.text and "/nguoi-nv-1" not in page.text and "/r/" not in page.text
    assert got(office, "/").status_code == 404


def test_any_other_address_looks_like_one_that_never_was(office: OfficeFolder) -> None:
    right = path(address(office))
    never = got(office, "/khong-co")
    for wrong in (right[:-1], right[:-1] + ("A" if right[-1] != "A" else "B"), "/c/x", "/c/" + "-" * 43):
        answer = got(office, wrong)
        assert (answer.status_code, answer.content) == (404, never.content)


def test_it_gets_a_new_address_and_is_closed_as_feeds_are(office: OfficeFolder) -> None:
    first = path(address(office))
    second = path(address(office, "rotate", "trang-dau-moi"))
    assert first != second and second == path(address(office))
    assert [got(office, where).status_code for where in (first, second)] == [404, 200]
    assert "Trang của đầu mối" in office.done("feeds", "revoke", "trang-dau-moi", "--now", NOW).out
    assert got(office, second).status_code == 404 and address(office) is None
    office.done("apply", "--now", NOW)
    assert address(office) is None
    assert got(office, path(address(office, "rotate", "trang-dau-moi"))).status_code == 200


def test_its_address_is_in_no_log(office: OfficeFolder) -> None:
    secret = path(address(office)).rpartition("/")[2]
    got(office, f"/c/{secret}")
    log = (office.folder / "var/access.log").read_text(encoding="utf-8")
    assert "GET /c/… 200" in log and secret not in log


def test_without_a_public_address_there_is_none(office: OfficeFolder) -> None:
    token = path(address(office))
    office.edit("config.toml", f'public_url = "{PUBLIC}"\n', "")
    office.done("apply", "--now", NOW)
    assert "/c/" not in office.done("feeds", "--now", NOW).out and got(office, token).status_code == 404
