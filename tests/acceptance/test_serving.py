"""`serve` as a process: what it says, what it answers, how it takes changes, how it ends."""

import gzip
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import icalendar
import pytest

from scheduler.commands.serve import bound
from tests.support.office import ROOT, OfficeFolder, Served, free_port
from tests.support.small import CONTEST, JANUARY, LINES, replan, small_office

NOW = "2024-05-14T07:00"
"""Before the digest: the clock stands, so whatever a wake-up (at each full minute of the machine's clock) does, nothing is sent."""


@dataclass(frozen=True, slots=True)
class Running:
    """A served office, and a client for it that follows nothing by itself."""

    office: OfficeFolder
    served: Served
    http: httpx.Client

    def feed(self, slug: str = "ca-co-quan") -> str:
        """The path of a feed."""
        listed = self.office.done("feeds", "--json", "--now", NOW).json()
        return str(next(httpx.URL(f["address"]).path for f in listed if f["slug"] == slug))

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests that only ask: an office applied in January, served in May."""
    office = small_office(tmp_path_factory.mktemp("served"))
    office.done("apply", "--now", JANUARY)
    with (
        office.serving("--now", NOW) as served,
        httpx.Client(base_url=served.address, trust_env=False, timeout=60) as http,
    ):
        yield Running(office, served, http)


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_says_what_a_person_wants_to_know_first(running: Running) -> None:
    said = running.served.out
    assert "Việc đến hạn trong tuần này" in said
    assert "Tổ chức hội thi tìm hiểu pháp luật" in said
    assert "Tin sẽ gửi lúc này" in said
    assert "hạn hôm nay" in said
    for listed in running.office.done("feeds", "--json", "--now", NOW).json():
        assert listed["address"] in said
        assert listed["address"].startswith(running.served.address)


def test_a_service_of_the_system_leaves_no_address_in_its_journal(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.done("apply", "--now", JANUARY)
    with office.serving("--now", NOW, JOURNAL_STREAM="8:1234") as served:
        assert "/f/" not in served.out and "nhacviec feeds" in served.out


def test_what_it_says_into_a_file_holds_no_address(tmp_path: Path) -> None:
    office, log = small_office(tmp_path), tmp_path / "serve.log"
    office.done("apply", "--now", JANUARY)
    command = [sys.executable, "-m", "scheduler.cli", "serve", "--now", NOW, "--port", str(free_port())]
    ours = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with log.open("w") as kept, subprocess.Popen(command, cwd=tmp_path, env=ours, stdout=kept) as process:
        try:
            while "Ctrl+C" not in log.read_text(encoding="utf-8"):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                select.select([], [], [], 0.05)
        finally:
            process.kill()
    assert "/f/" not in log.read_text(encoding="utf-8") and "nhacviec feeds" in log.read_text(encoding="utf-8")


def test_behind_a_public_address_it_names_no_page_that_is_not_shown(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.edit("config.toml", "[server]\n", '[server]\npublic_url = "https://lich.example.gov.vn/"\n')
    office.done("apply", "--now", JANUARY)
    with office.serving("--now", NOW) as served:
        assert httpx.get(served.address, trust_env=False).status_code == 404
        assert "Trang lịch:" not in served.out and "https://lich.example.gov.vn/" in served.out


def test_the_page_shows_the_week_the_message_and_the_calendars(running: Running) -> None:
    answer = running.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for text in (
        "Văn phòng Mẫu",
        "Tổ chức hội thi tìm hiểu pháp luật",
        "hạn hôm nay",
        "Còn chờ ngày",
        running.feed().removesuffix(".ics"),
    ):
        assert text in answer.text


def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere(running: Running) -> None:
    answer = running.get("/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "src=" not in answer.text


# ── feeds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_headers_of_a_feed(running: Running) -> None:
    answer = running.get(running.feed())
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["last-modified"].endswith(" GMT")
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


def test_every_feed_has_the_bytes_that_export_writes(running: Running) -> None:
    running.office.done("export", "--out", "out", "--now", NOW)
    listed = running.office.done("feeds", "--json", "--now", NOW).json()
    shared = [f for f in listed if not f["slug"].startswith("nguoi-")]
    assert {f.stem for f in (running.office.folder / "out").glob("*.ics")} == {f["slug"] for f in shared}
    for feed in shared:
        body = (running.office.folder / "out" / f"{feed['slug']}.ics").read_bytes()
        assert running.get(httpx.URL(feed["address"]).path).content == body
        assert len(icalendar.Calendar.from_ical(body).events) == feed["events"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("identity", False), ("gzip;q=0", False), ("gzip; q=0.000", False)],
)
def test_a_feed_is_packed_for_who_takes_it(accepted: str, packed: bool, running: Running) -> None:
    path = running.feed()
    with running.http.stream("GET", path, headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
        assert (answer.headers.get("content-encoding") == "gzip") == packed
    assert (gzip.decompress(raw) if packed else raw) == running.get(path).content


def test_head_says_what_get_says_without_the_body(running: Running) -> None:
    path = running.feed()
    head, get = running.http.head(path), running.get(path)
    assert head.content == b""
    kept = ("etag", "last-modified", "content-type", "content-length", "content-encoding")
    assert {name: head.headers.get(name) for name in kept} == {name: get.headers.get(name) for name in kept}


OLD, LATE = "Mon, 01 Jan 2001 00:00:00 GMT", "Fri, 01 Jan 2049 00:00:00 GMT"
KNOWN = {
    "its tag": (lambda tag: {"If-None-Match": tag}, 304),
    "its tag among others": (lambda tag: {"If-None-Match": f'"other", {tag}'}, 304),
    "its tag, weakly": (lambda tag: {"If-None-Match": f"W/{tag}"}, 304),
    "any tag": (lambda tag: {"If-None-Match": "*"}, 304),
    "another tag": (lambda tag: {"If-None-Match": '"other"'}, 200),
    "a late date": (lambda tag: {"If-Modified-Since": LATE}, 304),
    "an old date": (lambda tag: {"If-Modified-Since": OLD}, 200),
    "no date at all": (lambda tag: {"If-Modified-Since": "yesterday"}, 200),
    "its tag wins over an old date": (lambda tag: {"If-None-Match": tag, "If-Modified-Since": OLD}, 304),
    "another tag wins over a late date": (lambda tag: {"If-None-Match": '"other"', "If-Modified-Since": LATE}, 200),
}


@pytest.mark.parametrize("known", KNOWN)
def test_what_is_known_is_not_sent_again(known: str, running: Running) -> None:
    path = running.feed()
    first = running.get(path)
    headers, status = KNOWN[known]
    answer = running.http.get(path, headers=headers(first.headers["etag"]))
    assert (answer.status_code, answer.headers["etag"]) == (status, first.headers["etag"])
    assert (answer.content == b"") == (status == 304)


def test_last_modified_is_what_if_modified_since_takes(running: Running) -> None:
    path = running.feed()
    since = running.get(path).headers["last-modified"]
    assert running.http.get(path, headers={"If-Modified-Since": since}).status_code == 304


def test_wrong_addresses_all_look_the_same(running: Running) -> None:
    token, slug = running.feed().split("/")[2:]
    wrong = [
        f"/f/{'A' * len(token)}/{slug}",
        f"/f/{token[:-1]}/{slug}",
        f"/f/{token}/don-vi-nobody.ics",
        f"/f/{token}/don-vi-so-1.ics",
        "/f/x/y.ics",
        "/f/%C4%91/%C4%91.ics",
        "/nothing",
    ]
    found = [running.get(path) for path in wrong]
    shown = {
        (a.status_code, a.content, tuple(sorted((n, v) for n, v in a.headers.items() if n != "date"))) for a in found
    }
    assert len(shown) == 1
    assert found[0].status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_taken(method: str, running: Running) -> None:
    assert running.http.request(method, running.feed()).status_code == 405


def test_robots_may_read_feeds(running: Running) -> None:
    """Google's calendar minds robots.txt. Its «$» ends an address: the page alone is not for search engines."""
    lines = [line.strip() for line in running.get("/robots.txt").text.splitlines()]
    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /$"]


def test_health(running: Running) -> None:
    answer = running.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


# ── changes, ports, the end ──────────────────────────────────────────────────────────────────────────────────────


def sequences(body: bytes) -> dict[str, int]:
    return {str(e["UID"]): int(e["SEQUENCE"]) for e in icalendar.Calendar.from_ical(body).events}


def test_the_first_serve_applies_and_later_changes_come_without_a_restart(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    with office.serving("--now", JANUARY) as served, httpx.Client(base_url=served.address, trust_env=False) as http:
        assert "Đã đưa vào dùng: 1 kế hoạch, 6 nhiệm vụ" in served.out
        path = httpx.URL(office.done("feeds", "--json", "--now", JANUARY).json()[0]["address"]).path
        first = http.get(path)
        replan(office, replace(CONTEST, timing="Trước ngày 25/5/2024"), *LINES[1:])
        assert http.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
        assert office.run("apply", "--now", "2024-01-02T09:00").status == 0
        second = http.get(path, headers={"If-None-Match": first.headers["etag"]})
        before, after = sequences(first.content), sequences(second.content)
        assert {uid: n for uid, n in after.items() if before[uid] != n} == {"kh.1-1@so-mau": 1}
        assert http.get(path, headers={"If-Modified-Since": first.headers["last-modified"]}).status_code == 200
        office.edit("config.toml", "[office]", "[office")
        assert http.get(path).content == second.content
        assert served.stop() == 0
    with office.serving("--now", JANUARY) as again:
        assert "config.toml đang có lỗi nên vẫn dùng bản đã đưa vào dùng" in again.out
        assert again.stop(signal.SIGINT) == 0
    assert "Đã dừng." in again.out
    assert "Traceback" not in served.out + again.out


def test_a_first_config_with_faults_is_not_served(tmp_path: Path) -> None:
    office = small_office(tmp_path, more="\n[extra]\n")
    answer = office.call("serve", "--now", JANUARY)
    assert answer.status == 2
    assert "config.toml:" in answer.out
    assert not answer.err


def test_a_taken_port_is_said_and_another_offered(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = office.call("serve", "--port", port, "--now", JANUARY)
    assert answer.status == 1
    assert f"Cổng {port} đang có chương trình khác dùng" in answer.err


def test_no_answer_waits_for_its_first_half_to_be_acknowledged() -> None:
    listening = bound("127.0.0.1", 0)
    assert listening is not None
    with listening, socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "lich.example.gov.vn"])
def test_only_loopback_is_served(host: str, tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.edit("config.toml", "[server]\n", f'[server]\nhost = "{host}"\n')
    answer = office.call("serve", "--now", JANUARY)
    assert answer.status == 2
    assert "server.host" in answer.out
    found = [d for d in office.call("check", "--json").json() if d["code"] == "not-loopback"]
    lines = (office.folder / "config.toml").read_text(encoding="utf-8").splitlines()
    assert [lines[d["line"] - 1] for d in found] == [f'host = "{host}"']


def test_another_port_moves_the_addresses_that_are_shown(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    with office.serving("--port", port, "--now", JANUARY) as served:
        assert served.address == f"http://127.0.0.1:{port}/"
        shown = [line.strip() for line in served.out.splitlines() if "/f/" in line]
        assert shown
        for address in shown:
            answer = httpx.get(address, trust_env=False)
            assert answer.status_code == 200
            assert str(icalendar.Calendar.from_ical(answer.content)["SOURCE"]) == address


def test_another_address_is_told_by_apply_and_raises_each_event_once(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.done("apply", "--now", JANUARY)
    office.done("export", "--out", "out", "--now", JANUARY)
    feed = office.folder / "out" / "ca-co-quan.ics"
    before = sequences(feed.read_bytes())
    office.edit("config.toml", "[server]\n", '[server]\npublic_url = "https://lich.example.gov.vn/"\n')
    said = office.done("apply", "--now", JANUARY).out
    assert f"thành https://lich.example.gov.vn: liên kết trong {len(before)} sự kiện đổi" in said
    assert "≠" not in said and "không có gì thay đổi" not in said
    for _ in range(2):
        assert "Đổi địa chỉ" not in (office.done("apply", "--now", JANUARY).out)
        office.done("export", "--out", "out", "--now", JANUARY)
        assert sequences(feed.read_bytes()) == {uid: n + 1 for uid, n in before.items()}


def test_public_url_is_what_links_are_made_with(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.edit("config.toml", "[server]\n", '[server]\npublic_url = "https://lich.example.gov.vn/nv/"\n')
    office.done("apply", "--now", JANUARY)
    for listed in office.done("feeds", "--json", "--now", JANUARY).json():
        assert listed["address"].startswith("https://lich.example.gov.vn/nv/f/")
    office.done("export", "--out", "out", "--now", JANUARY)
    body = (office.folder / "out" / "ca-co-quan.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "https://lich.example.gov.vn/nv/f/" in body
