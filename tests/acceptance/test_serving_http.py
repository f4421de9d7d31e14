"""What a real server answers to requests that no calendar program sends, and what every answer bears."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.office import OfficeFolder, Served
from tests.support.small import JANUARY, small_office

NOW = "2024-05-14T08:00"
SLUG = "ca-co-quan"


@dataclass(frozen=True, slots=True)
class Running:
    """A served office that keeps an access log, and the path of its feed."""

    office: OfficeFolder
    served: Served
    path: str

    @property
    def page(self) -> str:
        """The path of the feed's page."""
        return self.path.removesuffix(".ics")

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """One request of a careful client; nothing is followed."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.request(method, self.served.address.rstrip("/") + path, headers=sent, trust_env=False)

    def connected(self) -> socket.socket:
        """A bare connection."""
        parts = urlsplit(self.served.address)
        assert parts.hostname is not None
        return socket.create_connection((parts.hostname, parts.port), timeout=10)

    def raw(self, *lines: str, more: bytes = b"") -> bytes:
        """The answer, to its end, to these lines as they stand."""
        with closing(self.connected()) as link:
            head = "\r\n".join((*lines, "Connection: close", "", "")).encode("latin-1")
            try:
                link.sendall(head + more)
                return b"".join(iter(lambda: link.recv(65536), b""))
            except ConnectionError:
                return b""  # the server hung up in the middle of what it did not want to read


@contextmanager
def logging_server(folder: Path) -> Iterator[Running]:
    """An office applied in January, served in May, with its access log."""
    office = small_office(folder)
    office.edit("config.toml", "[server]\n", '[server]\naccess_log = "var/access.log"\n')
    office.done("apply", "--now", JANUARY)
    listed = office.done("feeds", "--json", "--now", NOW).json()
    with office.serving("--now", NOW) as served:
        yield Running(office, served, urlsplit(next(f["address"] for f in listed if f["slug"] == SLUG)).path)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests that only ask."""
    with logging_server(tmp_path_factory.mktemp("served")) as found:
        yield found


# ── what cannot be meant ─────────────────────────────────────────────────────────────────────────────────────────

HOST = "Host: 127.0.0.1"
ODD = {
    "no percent-encoding": (["GET /f/%zz/x.ics HTTP/1.1", HOST], b"404"),
    "no UTF-8": (["GET /f/%ff%fe/%ff.ics HTTP/1.1", HOST], b"404"),
    "a NUL": (["GET /f/%00/x.ics HTTP/1.1", HOST], b"404"),
    "dots": (["GET /f/../../etc/passwd.ics HTTP/1.1", HOST], b"404"),
    "slashes": (["GET //f//x.ics HTTP/1.1", HOST], b"404"),
    "one part": (["GET /f/x.ics HTTP/1.1", HOST], b"404"),
    "a newline in the path": (["GET /%0d%0aSet-Cookie:%20a=1 HTTP/1.1", HOST], b"404"),
    "a long address": ([f"GET /f/{'x' * 30_000}/y.ics HTTP/1.1", HOST], b"404"),
    "no host": (["GET /nothing HTTP/1.1"], b"404"),
    "an old protocol": (["GET /nothing HTTP/1.0"], b"404"),
    "no HTTP": (["GIB /nothing"], b"400"),
    "a negative length": (["POST /r/x HTTP/1.1", HOST, "Content-Length: -1"], b"400"),
    "a method of its own": (["BREW /nothing HTTP/1.1", HOST], b"400"),
}


@pytest.mark.parametrize("case", ODD)
def test_what_is_odd_is_answered_and_harms_nothing(case: str, running: Running) -> None:
    lines, status = ODD[case]
    answer = running.raw(*lines)
    assert answer.split(b" ")[1] == status
    assert b"Set-Cookie" not in answer.partition(b"\r\n\r\n")[0]
    assert running.get(running.path).status_code == 200


QUERIES = {
    "an unknown unit": "unit=typo",
    "an unknown plan": "plan=typo",
    "one unknown among known": "unit=so-1&unit=typo",
    "an unknown kind": "kind=bao-cao",
    "a misspelt key": "kinds=report",
    "a bad escape": "kind=%ff",
    "a thousand keys": "&".join(f"unit=u{n}" for n in range(1000)),
    "a long one": "unit=" + "x" * 30_000,
}


@pytest.mark.parametrize("case", QUERIES)
@pytest.mark.parametrize("page", [False, True], ids=["feed", "page"])
def test_a_query_that_names_what_there_is_not_is_refused_aloud(page: bool, case: str, running: Running) -> None:
    answer = running.get(f"{running.page if page else running.path}?{QUERIES[case]}")
    assert answer.status_code == 400
    assert "sau dấu ?" in answer.text
    assert len(answer.text) < 2_000, "what was sent is not sent back"
    if page:
        assert f'href="{SLUG}"' in answer.text, "the way back to the page"


def test_known_names_are_taken_on_feed_and_page(running: Running) -> None:
    for path in (running.path, running.page):
        assert running.get(f"{path}?unit=so-1&plan=kh&utm_source=zalo").status_code == 200
    assert "chỉ gồm: <strong>" in running.get(f"{running.page}?unit=so-1").text


def test_a_wrong_token_learns_nothing_from_a_query_or_a_method(running: Running) -> None:
    wrong = running.path.replace(running.path.split("/")[2], "A" * 43)
    assert running.get(f"{wrong}?unit=typo").content == running.get("/nothing").content
    right, other = (running.get(path, "POST") for path in (running.path, wrong))
    for answer in (right, other):
        answer.headers.pop("date")  # a second may pass between the two
    assert (right.status_code, right.content, right.headers) == (405, other.content, other.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_nothing_is_taken_anywhere(method: str, running: Running) -> None:
    for path in (running.path, running.page, "/", "/healthz", "/static/style.css"):
        answer = running.get(path, method)
        assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_two_hosts_and_a_foreign_one_change_no_link(running: Running) -> None:
    plain = running.raw(f"GET {running.path} HTTP/1.1", HOST).partition(b"\r\n\r\n")[2]
    for hosts in (
        [HOST, "Host: evil.example"],
        ["Host: evil.example"],
        ["Host: evil.example", "X-Forwarded-Host: e.x"],
    ):
        answer = running.raw(f"GET {running.path} HTTP/1.1", *hosts)
        assert answer.split(b" ")[1] in (b"200", b"400")
        assert b"evil.example" not in answer
        assert answer.partition(b"\r\n\r\n")[2] in (plain, b"Invalid HTTP request received.")
    assert running.raw("GET / HTTP/1.1", "Host: evil.example").split(b" ")[1] == b"404"
    assert running.raw("GET / HTTP/1.1", "Host: evil.example", HOST).split(b" ")[1] in (b"404", b"400")


# ── what is known already ────────────────────────────────────────────────────────────────────────────────────────

TAGS = {
    "in a list": (['"a", {tag} , "b"'], "304"),
    "weak in a list": (['W/"a",W/{tag}'], "304"),
    "in a second line": (['"a"', "{tag}"], "304"),
    "any": (["*"], "304"),
    "none": ([""], "200"),
    "without its quotes": (["{bare}"], "200"),
    "part of it": (["{tag}x"], "200"),
    "ten thousand": ([", ".join('"x"' for _ in range(10_000)) + ", {tag}"], "304"),
}


@pytest.mark.parametrize("case", TAGS)
def test_tags_as_clients_and_caches_write_them(case: str, running: Running) -> None:
    tag = running.get(running.path).headers["etag"]
    identity = running.get(running.path, Accept_Encoding="identity").headers["etag"]
    assert tag != identity, "the compressed bytes are another representation"
    lines, status = TAGS[case]
    sent = [f"If-None-Match: {line.format(tag=identity, bare=identity.strip(chr(34)))}" for line in lines]
    answer = running.raw(f"GET {running.path} HTTP/1.1", HOST, *sent)
    assert answer.split(b" ")[1].decode() == status
    assert (answer.partition(b"\r\n\r\n")[2] == b"") == (status == "304")


@pytest.mark.parametrize("since", ["Mon, 01 Jan 99999999999999 00:00:00 GMT", "0", "Sun, 31 Feb 2024 00:00:00 GMT", ""])
def test_a_date_that_is_none_is_left_aside(since: str, running: Running) -> None:
    assert running.get(running.path, If_Modified_Since=since).status_code == 200


def test_a_range_gets_the_whole(running: Running) -> None:
    """RFC 9110, section 14.2: a server may leave Range aside; part of a calendar helps nobody."""
    answer = running.get(running.path, Range="bytes=0-10")
    assert (answer.status_code, answer.content) == (200, running.get(running.path).content)
    assert "content-range" not in answer.headers


@pytest.mark.parametrize("path", ["feed", "page", "/", "/healthz", "/robots.txt", "/nothing", "/static/style.css"])
def test_head_is_get_without_its_body(path: str, running: Running) -> None:
    asked = {"feed": running.path, "page": running.page}.get(path, path)
    head, get = running.get(asked, "HEAD"), running.get(asked)
    assert (head.status_code, head.content) == (get.status_code, b"")
    same = ("content-type", "content-length", "etag", "cache-control")
    assert [head.headers.get(n) for n in same] == [get.headers.get(n) for n in same]


# ── what every answer bears ──────────────────────────────────────────────────────────────────────────────────────

ANSWERS = {
    "the feed": ("feed", "GET", 200),
    "a query": ("feed?unit=typo", "GET", 400),
    "a method": ("feed", "POST", 405),
    "the page": ("page", "GET", 200),
    "its query": ("page?unit=typo", "GET", 400),
    "its sheet": ("page/print", "GET", 200),
    "no sheet": ("page/print?month=2024-13", "GET", 400),
    "a method of a page": ("page", "POST", 405),
    "nothing": ("/nothing", "GET", 404),
    "a wrong feed": ("/f/x/y.ics", "GET", 404),
    "a wrong link": ("/r/x.y", "GET", 404),
    "a wrong press": ("/r/x.y", "POST", 404),
    "health": ("/healthz", "GET", 200),
    "robots": ("/robots.txt", "GET", 200),
    "a style": ("/static/style.css", "GET", 200),
    "a drawing": ("/static/google.svg", "GET", 200),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_every_answer_is_guarded(case: str, running: Running) -> None:
    path, method, status = ANSWERS[case]
    for name, real in (("feed", running.path), ("page", running.page)):
        path = path.replace(name, real) if path.startswith(name) else path
    answer = running.get(path, method)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers and "set-cookie" not in answer.headers
    if not answer.headers["content-type"].startswith("text/calendar"):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"


# ── who wants too much ───────────────────────────────────────────────────────────────────────────────────────────


def test_headers_without_end_do_not_stop_the_others(running: Running) -> None:
    running.raw("GET / HTTP/1.1", HOST, f"X-Long: {'x' * 1_000_000}")
    running.raw("GET / HTTP/1.1", HOST, *(f"X-{n}: x" for n in range(5_000)))
    assert running.get(running.path).status_code == 200


def test_a_body_without_end_is_not_read_to_it(running: Running) -> None:
    answer = running.raw("POST /r/x.y HTTP/1.1", HOST, "Content-Length: 100000000", more=b"x" * 200_000)
    assert answer == b"" or answer.split(b" ")[1] in (b"404", b"400")
    assert running.get(running.path).status_code == 200


def test_who_never_ends_a_request_keeps_nobody_else_waiting(running: Running) -> None:
    with ExitStack() as held:
        for _ in range(100):
            link = held.enter_context(closing(running.connected()))
            link.sendall(f"GET {running.path} HTTP/1.1\r\nX-Slow: ".encode())
        assert running.get(running.path).status_code == 200


def test_guesses_are_slowed_down_by_client_and_right_addresses_are_not(running: Running) -> None:
    far = {"X_Forwarded_For": "203.0.113.9"}  # as the proxy on this machine tells it
    found = [running.get(f"/f/{'B' * 43}/{SLUG}.ics", **far) for _ in range(22)]
    assert [a.status_code for a in found[:20]] == [404] * 20
    assert found[-1].status_code == 429 and int(found[-1].headers["retry-after"]) > 0
    assert running.get("/f/x/y", **far).status_code == 429, "guesses at pages count with those at feeds"
    assert running.get(running.path, **far).status_code == 200
    assert running.get("/f/x/y.ics", X_Forwarded_For="203.0.113.10").status_code == 404


def test_log_and_fetches_are_written_at_the_end_and_hold_no_secret(tmp_path: Path) -> None:
    with logging_server(tmp_path) as running:
        token = running.path.split("/")[2]
        running.get(running.path + "?kind=report", User_Agent="Google-Calendar-Importer")
        for _ in range(3):
            running.get(running.path, User_Agent="ICSx5/2.2")
        running.get(running.path, "HEAD", User_Agent="ICSx5/2.2")
        running.get(f"/x/{token}/y", User_Agent="curl")
        running.raw(f"GET /f/{token}/%0a%00x HTTP/1.1", HOST)
        assert running.served.stop() == 0
        feeds = running.office.done("feeds", "--json", "--now", NOW).json()
    (fetched,) = (f["fetched"] for f in feeds if f["slug"] == SLUG)
    assert {one["client"]: one["count"] for one in fetched} == {"google": 1, "icsx5": 3}
    text = (tmp_path / "var" / "access.log").read_text(encoding="utf-8")
    assert token not in text and "kind=report" not in text and "\x1b" not in text and "\x00" not in text
    assert f'GET /f/…/{SLUG}.ics 200 "Google-Calendar-Importer"' in text
    assert len(text.splitlines()) == 7
