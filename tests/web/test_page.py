"""The coordinator's page: text of plans stays text, what is open is asked, the next message is shown."""

import asyncio
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from scheduler.app import open_app
from scheduler.web.site import Front, build_site
from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, JANUARY, LINES, Line, applied_office, small_office


def page(office: OfficeFolder, now: str) -> str:
    """The page as a browser gets it at that moment."""
    app = open_app(office.folder / "config.toml", datetime.fromisoformat(now))
    answer = asyncio.run(_got(build_site(app)))
    assert answer.status_code == 200
    return answer.text


async def _got(site: Front) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://127.0.0.1") as client:
        return await client.get("/")


def applied(folder: Path, *lines: Line) -> OfficeFolder:
    return applied_office(folder, lines or LINES)


def test_a_hostile_title_is_text(tmp_path: Path) -> None:
    title = 'Họp <script>alert("x")</script> & bàn < 5 > 3'
    office = small_office(tmp_path, [])
    rows = f"TT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\t{title}\tSở Một\tTrước ngày 15/5/2024\n2\tViệc khác\tSở Hai\tQuý II\n"
    office.write("plans/kh.txt", "KẾ HOẠCH\nThử năm 2024\n\n" + rows)
    office.edit("config.toml", "plans/kh.md", "plans/kh.txt")
    office.done("apply", "--now", JANUARY)
    shown = page(office, "2024-05-14T08:00")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


class Outline(HTMLParser):
    """The headings of a page, and whether every element is closed in its order."""

    VOID = frozenset({"meta", "br", "link", "input", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data.strip())


def test_its_parts_in_order_and_well_formed(tmp_path: Path) -> None:
    found = Outline()
    found.feed(page(applied(tmp_path), "2024-05-14T08:00"))
    assert (found.wrong, found.open) == ([], [])
    assert found.headings == [
        "Văn phòng Mẫu", "Quá hạn, chưa báo xong (24)", "Tuần này", "Ba tuần tới", "Tin sẽ gửi lúc này",
        "Câu hỏi cho đầu mối (2)", "Còn chờ ngày (1)", "Các lịch để đăng ký",
    ]  # fmt: skip


WHEN = {
    "now": ("2024-05-14T08:00", "hạn hôm nay"),
    "at night": ("2024-05-13T22:00", "Tin kế tiếp sẽ gửi lúc 07:30 thứ Ba 14/5/2024"),
    "on a day off": ("2024-05-12T09:00", "Tin kế tiếp sẽ gửi lúc 07:30 thứ Ba 14/5/2024"),
    "with nothing ahead": ("2024-08-01T09:00", "Lúc này không có tin nào phải gửi"),
}


@pytest.mark.parametrize("when", WHEN)
def test_the_message_that_would_go_out(when: str, tmp_path: Path) -> None:
    now, words = WHEN[when]
    office = applied(tmp_path, CONTEST)
    office.done("remind", "--now", "2024-05-13T08:00" if now < "2024-08" else now)
    assert words in page(office, now)


def test_what_is_open_is_asked_with_its_place(tmp_path: Path) -> None:
    shown = page(applied(tmp_path, replace(CONTEST, timing="lung tung xòe"), LINES[1]), "2024-05-14T08:00")
    assert "Mục 1 “lung tung xòe”" in shown
    assert "plans/kh.md:8" in shown


def test_asking_writes_nothing(tmp_path: Path) -> None:
    office = applied(tmp_path)
    held = (office.folder / "var" / "nhacviec.db").read_bytes()
    page(office, "2024-05-14T08:00")
    assert (office.folder / "var" / "nhacviec.db").read_bytes() == held
