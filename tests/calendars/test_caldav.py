"""Pushing a feed into a collection of a real Radicale: what changed is written, what is gone deleted, the rest left alone."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from calendars.caldav import Collection, Pushed, PushError, Refusal, Trouble, push
from calendars.event import Event, Feed, Todo, TodoStatus
from calendars.layout import Member
from calendars.series import as_series
from tests.support.radicale import radicale

pytest.importorskip("radicale", reason="needs the CalDAV server radicale (in the development requirements)")

REVISED = datetime(2024, 1, 5, tzinfo=UTC)
ORIGIN = "phong-mau/ca-co-quan"
THEIRS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//VI\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20240101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20240301\r\nSUMMARY:Họp riêng\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def event(number: int, summary: str = "Báo cáo tháng") -> Event:
    """One whole day."""
    day = date(2024, number, 25)
    return Event(f"kh.5-{number}@mau", summary, day, day + timedelta(days=1), modified=REVISED)


FEED = Feed("Lịch", tuple(map(event, range(1, 6))))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Radicale."""
    with radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address


@pytest.fixture
def collection(server: str, request: pytest.FixtureRequest) -> Collection:
    """An empty collection of its own for each test."""
    httpx.request("MKCOL", f"{server}/van-phong/", auth=("van-phong", "x"))
    url = f"{server}/van-phong/{abs(hash(request.node.nodeid))}/"
    assert httpx.request("MKCALENDAR", url, auth=("van-phong", "x")).status_code == 201
    return Collection(url, "van-phong", "x")


def stored(collection: Collection) -> str:
    """All that the collection holds, unfolded."""
    answer = httpx.get(collection.url, auth=(collection.username, collection.password))
    return answer.text.replace("\r\n ", "")


def put(collection: Collection, name: str, body: str) -> None:
    """Somebody else's write."""
    answer = httpx.put(
        collection.url + name, content=body.encode(), headers={"Content-Type": "text/calendar"}, auth=("van-phong", "x")
    )
    assert answer.status_code in (201, 204), answer.text


def test_a_feed_arrives_whole(collection: Collection) -> None:
    done = push(FEED, ORIGIN, collection)
    assert done == Pushed(written=tuple(e.uid for e in FEED.events))
    body = stored(collection)
    assert body.count("BEGIN:VEVENT") == 5
    assert all(f"UID:{e.uid}" in body for e in FEED.events)


def test_a_second_push_of_the_same_writes_nothing(collection: Collection) -> None:
    push(FEED, ORIGIN, collection)
    before = stored(collection)
    assert push(FEED, ORIGIN, collection) == Pushed(unchanged=tuple(e.uid for e in FEED.events))
    assert stored(collection) == before


def test_only_what_changed_is_written_and_what_is_gone_deleted(collection: Collection) -> None:
    push(FEED, ORIGIN, collection)
    told = replace(FEED.events[1], summary="✓ Báo cáo tháng", sequence=1)
    done = push(replace(FEED, events=(FEED.events[0], told, *FEED.events[2:4])), ORIGIN, collection)
    assert (done.written, done.deleted) == ((told.uid,), (FEED.events[4].uid,))
    assert len(done.unchanged) == 3
    body = stored(collection)
    assert "✓ Báo cáo tháng" in body and FEED.events[4].uid not in body


def test_what_is_not_ours_is_never_touched(collection: Collection) -> None:
    put(collection, "rieng.ics", THEIRS.format(uid="rieng@nha"))
    put(collection, "trung.ics", THEIRS.format(uid=FEED.events[0].uid))
    done = push(FEED, ORIGIN, collection)
    assert done.taken == (FEED.events[0].uid,)
    assert push(replace(FEED, events=()), ORIGIN, collection).deleted == tuple(e.uid for e in FEED.events[1:])
    assert stored(collection).count("SUMMARY:Họp riêng") == 2


def test_two_feeds_share_a_collection(collection: Collection) -> None:
    push(FEED, ORIGIN, collection)
    other = Feed("Khác", (replace(event(6), uid="khac@mau"),))
    assert push(other, "phong-mau/khac", collection).deleted == ()
    assert push(FEED, ORIGIN, collection).unchanged == tuple(e.uid for e in FEED.events)
    assert "UID:khac@mau" in stored(collection)


def test_a_series_and_its_overrides_are_one_resource(collection: Collection) -> None:
    given = [Member(e.start, e) for e in FEED.events]
    given[2] = Member(given[2].nominal, replace(given[2].event, summary="✓ Báo cáo tháng", sequence=1))
    feed = replace(FEED, events=as_series("kh.5@mau", given))
    assert push(feed, ORIGIN, collection).written == ("kh.5@mau",)
    assert push(feed, ORIGIN, collection).unchanged == ("kh.5@mau",)
    body = stored(collection)
    assert body.count("BEGIN:VEVENT") == 2 and "RECURRENCE-ID;VALUE=DATE:20240325" in body


def test_to_dos_that_are_done_are_known_again(collection: Collection) -> None:
    done = Todo("viec@mau", "Báo cáo", date(2024, 3, 25), status=TodoStatus.COMPLETED, percent=100, modified=REVISED)
    feed = Feed("Việc", (), todos=(done,))
    assert push(feed, ORIGIN, collection).written == ("viec@mau",)
    assert push(feed, ORIGIN, collection).unchanged == ("viec@mau",)
    assert push(replace(feed, todos=()), ORIGIN, collection).deleted == ("viec@mau",)


def test_a_collection_that_is_not_there_is_said_to_be_so(collection: Collection) -> None:
    with pytest.raises(PushError) as caught:
        push(FEED, ORIGIN, replace(collection, url=collection.url + "khong-co/", password="bí mật"))
    assert caught.value.reason is Trouble.MISSING
    assert "bí mật" not in str(caught.value) + repr(collection)


def test_what_is_no_calendar_is_said_to_be_so(collection: Collection) -> None:
    with pytest.raises(PushError) as caught:
        push(FEED, ORIGIN, replace(collection, url=collection.url.rstrip("/").rpartition("/")[0] + "/"))
    assert caught.value.reason is Trouble.NO_CALENDAR


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = Collection(f"http://127.0.0.1:{closed.getsockname()[1]}/x/", "a", "b")
        with pytest.raises(PushError) as caught:
            push(FEED, ORIGIN, nowhere)
    assert caught.value.reason is Trouble.UNREACHABLE


def test_a_wrong_password_is_said_to_be_so_without_it(tmp_path: Path) -> None:
    with radicale(tmp_path, users={"van-phong": "dung-mat-khau"}) as address, pytest.raises(PushError) as caught:
        push(FEED, ORIGIN, Collection(f"{address}/van-phong/lich/", "van-phong", "sai-mat-khau"))
    assert caught.value.reason is Trouble.REFUSED
    assert "sai-mat-khau" not in str(caught.value) + repr(caught.value.__dict__)


@contextmanager
def meanwhile(collection: Collection, method: str, act: Callable[[str], None]) -> Iterator[Collection]:
    """The collection behind a server that passes all on, and lets somebody else act just before the first such request."""
    acts = [act]

    class Between(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            if self.command == method and acts:
                acts.pop()(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there = urljoin(collection.url, self.path)
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in ("host", "accept-encoding")
            }
            answer = httpx.request(self.command, there, content=body, headers=headers)
            self.send_response(answer.status_code)
            for name in ("Content-Type", "ETag"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_PUT = do_DELETE = do_REPORT = do_PROPFIND = do_OPTIONS = do_GET = pass_on

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as between:
        threading.Thread(target=between.serve_forever, daemon=True).start()
        path = urlsplit(collection.url).path
        yield replace(collection, url=f"http://127.0.0.1:{between.server_port}{path}")
        between.shutdown()


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_what_somebody_changes_while_we_write_is_not_lost(collection: Collection, method: str) -> None:
    push(FEED, ORIGIN, collection)
    mine = FEED.events[0]
    told = replace(
        FEED, events=(*((replace(mine, summary="✓ Xong", sequence=1),) if method == "PUT" else ()), *FEED.events[1:])
    )

    def edit(path: str) -> None:
        there = urljoin(collection.url, path)
        body = httpx.get(there, auth=("van-phong", "x")).text.replace("SUMMARY:Báo cáo tháng", "SUMMARY:Sửa tay")
        put(collection, path.rpartition("/")[2], body)

    with meanwhile(collection, method, edit) as between:
        done = push(told, ORIGIN, between)
    assert done.refused == (Refusal(mine.uid, 412),) and not done.written and not done.deleted
    assert "SUMMARY:Sửa tay" in stored(collection)
    again = push(told, ORIGIN, collection)
    assert (*again.written, *again.deleted) == (mine.uid,)
    assert "Sửa tay" not in stored(collection)
