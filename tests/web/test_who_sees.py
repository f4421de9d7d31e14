"""The page holds every secret address: it is shown on this machine, by its own name, and not behind a public address."""

import asyncio
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from scheduler.app import open_app
from scheduler.web.site import build_site
from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, LINES, applied_office, small_office


def status(office: OfficeFolder, address: str) -> int:
    site = build_site(open_app(office.folder / "config.toml", datetime.fromisoformat(JANUARY)))

    async def asked() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=address) as client:
            return (await client.get("/")).status_code

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8640", 200),
        ("http://localhost:8640", 200),
        ("http://rebound.example", 404),
        ("http://192.0.2.7:8640", 404),
    ],
)
def test_the_page_is_for_this_machine_by_its_own_name(address: str, expected: int, tmp_path: Path) -> None:
    office = applied_office(tmp_path, LINES)
    assert status(office, address) == expected


def test_behind_a_public_address_there_is_no_page(tmp_path: Path) -> None:
    office = small_office(tmp_path, LINES)
    office.edit("config.toml", "[server]\n", '[server]\npublic_url = "https://lich.example.gov.vn"\n')
    office.done("apply", "--now", JANUARY)
    assert status(office, "http://127.0.0.1:8640") == 404
