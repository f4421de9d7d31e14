"""The door of feeds: queries, methods, limits on wrong addresses, who fetched, logs without secrets, health."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from scheduler.app import App, open_app
from scheduler.store.errors import StoreError, StoreFault
from scheduler.subscriptions import Client, client_of
from scheduler.web.access import AccessLog, without_secrets
from scheduler.web.health import LATEST, trouble
from scheduler.web.limits import Limiter
from scheduler.web.site import Front, build_site
from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, LINES, applied_office

NOW = datetime.fromisoformat("2024-05-14T08:00+07:00")
WRONG = "/f/" + "A" * 43 + "/ca-co-quan.ics"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    return applied_office(tmp_path, LINES)


def opened(office: OfficeFolder) -> App:
    return open_app(office.folder / "config.toml", NOW)


def ask(site: Front, *requests: tuple[str, str, dict[str, str]]) -> list[httpx.Response]:
    """Answers to (method, path, headers), one after the other."""

    async def asked() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://127.0.0.1") as client:
            return [await client.request(method, path, headers=headers) for method, path, headers in requests]

    return asyncio.run(asked())


def path_of(app: App, slug: str = "ca-co-quan") -> str:
    return f"/f/{app.addresses(app.office()).token(slug)}/{slug}.ics"


def test_a_query_that_is_not_understood_is_said(office: OfficeFolder) -> None:
    app = opened(office)
    good, bad = ask(build_site(app), *(("GET", path_of(app) + q, {}) for q in ("?kind=bulletin", "?kind=wrong")))
    assert (good.status_code, bad.status_code) == (200, 400)
    assert "kind" in bad.text
    assert good.headers["etag"] != ask(build_site(app), ("GET", path_of(app), {}))[0].headers["etag"]


def test_a_wrong_token_tells_nothing_of_the_query(office: OfficeFolder) -> None:
    found = ask(build_site(opened(office)), ("GET", WRONG + "?kind=wrong", {}), ("GET", "/f/x/y.ics", {}))
    assert [a.status_code for a in found] == [404, 404]


def test_who_tries_many_addresses_is_slowed_down_and_who_has_one_is_not(office: OfficeFolder) -> None:
    app = opened(office)
    *wrong, right = ask(build_site(app), *(("GET", WRONG, {}),) * 25, ("GET", path_of(app), {}))
    assert {a.status_code for a in wrong[:20]} == {404}
    assert wrong[-1].status_code == 429 and int(wrong[-1].headers["retry-after"]) > 0
    assert right.status_code == 200


def test_the_limit_wears_off_and_forgets_the_oldest() -> None:
    now = [0.0]
    limiter = Limiter(lambda: now[0])
    assert [limiter.wrong("192.0.2.1") > 0 for _ in range(22)] == [False] * 20 + [True] * 2
    assert limiter.wrong("192.0.2.2") == 0
    now[0] = 60.0
    assert [limiter.wrong("192.0.2.1") > 0 for _ in range(11)] == [False] * 10 + [True]
    for n in range(5000):
        limiter.wrong(f"198.51.{n // 250}.{n % 250}")
    assert limiter.wrong("192.0.2.1") == 0
    assert limiter.wrong("2001:db8::1") == 0


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    limiter = Limiter(lambda: 0.0)
    assert [limiter.wrong(f"2001:db8::{n:x}") > 0 for n in range(21)] == [False] * 20 + [True]


AGENTS = {
    "Google-Calendar-Importer": Client.GOOGLE,
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17726; Pro)": Client.OUTLOOK,
    "Microsoft.Exchange/15.20 (Windows NT)": Client.OUTLOOK,
    "iOS/17.5 (21F79) dataaccessd/1.0": Client.APPLE,
    "macOS/14.5 (23F79) CalendarAgent/1028": Client.APPLE,
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.2": Client.THUNDERBIRD,
    "ICSx5/2.2": Client.ICSX5,
    "com.bitfire.icsdroid/2.3 (okhttp/4.12)": Client.ICSX5,
    "Nextcloud Webcal Service": Client.NEXTCLOUD,
    "Nextcloud Webcal Crawler": Client.NEXTCLOUD,
    "DAVx5/4.4.3.2-ose (2024/10/05; dav4jvm; okhttp/4.12.0) Android/14": Client.DAVX5,
    "Evolution/3.40.3": Client.EVOLUTION,
    "Mozilla/5.0 (X11; Linux x86_64) KIO/5.86 akonadi_ical_resource_1/5.18.2 (21.08.2)": Client.KDE,
    "DAVKit/4.0.3 (732); CalendarStore/4.0.3 (991); iCal/4.0.3 (1388); Mac OS X/10.6.4 (10F569)": Client.APPLE,
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36": (
        Client.BROWSER
    ),
    "curl/8.9.1": Client.OTHER,
    "": Client.OTHER,
}


@pytest.mark.parametrize("agent", AGENTS)
def test_programs_are_known_by_what_they_say(agent: str) -> None:
    assert client_of(agent) is AGENTS[agent]


def test_fetches_are_counted_by_feed_and_program_and_kept(office: OfficeFolder) -> None:
    app = opened(office)
    site, path = build_site(app), path_of(app)
    google = {"User-Agent": "Google-Calendar-Importer"}
    first = ask(site, ("GET", path, google))[0]
    ask(
        site,
        ("GET", path, google | {"If-None-Match": first.headers["etag"]}),
        ("HEAD", path, google),
        ("GET", WRONG, {}),
    )
    ask(site, ("GET", path_of(app, "don-vi-so-1"), {"User-Agent": "ICSx5/2.2"}))
    assert app.repository.fetches() == ()
    version = app.repository.version()
    site.door.fetches.flush()
    assert [(f.slug, f.client, f.count) for f in app.repository.fetches()] == [
        ("ca-co-quan", Client.GOOGLE, 2),
        ("don-vi-so-1", Client.ICSX5, 1),
    ]
    assert app.repository.version() == version  # nobody renders anew for that
    listed = {f["slug"]: f["fetched"] for f in office.done("feeds", "--json", "--now", NOW.isoformat()).json()}
    assert (listed["ca-co-quan"][0]["client"], listed["ca-co-quan"][0]["count"]) == ("google", 2)
    assert "Google: lấy lần cuối 08:00 ngày 14/5/2024" in office.done("feeds", "--now", NOW.isoformat()).out


def test_what_cannot_be_written_now_is_written_later(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(office)
    site = build_site(app)
    ask(site, ("GET", path_of(app), {}))

    def locked(self: object, fetched: object) -> None:
        raise StoreError(StoreFault.LOCKED, "x")

    with monkeypatch.context() as patched:
        patched.setattr(type(app.repository), "record_fetches", locked)
        site.door.fetches.flush()
    site.door.fetches.flush()
    assert [f.count for f in app.repository.fetches()] == [1]


def test_the_access_log_has_no_secret(office: OfficeFolder) -> None:
    app = opened(office)
    office.edit("config.toml", "[server]\n", '[server]\naccess_log = "var/access.log"\n')
    office.done("apply", "--now", JANUARY)
    site, token = build_site(app), app.addresses(app.office()).token("ca-co-quan")
    ask(
        site,
        ("GET", path_of(app) + "?kind=report", {"User-Agent": 'x"\ny'[:2]}),
        ("GET", WRONG, {}),
        ("GET", "/nothing", {}),
    )
    site.door.access.flush()
    lines = (office.folder / "var" / "access.log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2:5] for line in lines] == [
        ["GET", "/f/…/ca-co-quan.ics", "200"],
        ["GET", "/f/…/ca-co-quan.ics", "404"],
        ["GET", "/nothing", "404"],
    ]
    assert token not in "".join(lines)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v/" + "a" * 22 + "/ca-co-quan", "/v/…/ca-co-quan"),
        ("/r/" + "b" * 90 + "." + "c" * 24, "/r/…"),
        ("/f/short/x.ics", "/f/…/x.ics"),
        ("/" + "d" * 43 + ".ics", "/….ics"),
        ("/f/x/" + "e" * 43 + ".ics", "/f/…/….ics"),
        ("/f/" + "g" * 43 + ".ics", "/f/…"),
        ("/x/y/z/" + "h" * 60 + ".ics", "/x/…/z/….ics"),
        ("/healthz", "/healthz"),
        ("/", "/"),
    ],
)
def test_secret_parts_of_a_path(path: str, shown: str) -> None:
    assert without_secrets(path) == shown


def test_no_file_no_log() -> None:
    log = AccessLog(None, lambda: NOW)
    log.note("192.0.2.1", "GET", "/", 200, "x")
    log.flush()
    assert not log.kept


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_health_minds_the_store_and_the_last_wake_up(office: OfficeFolder) -> None:
    app = opened(office)
    assert trouble(app, NOW) is None
    later = replace(app, now=at(NOW + LATEST + timedelta(minutes=1)))
    assert trouble(later, NOW) == "wake-up"
    app.repository.enqueue((), NOW + LATEST)
    assert trouble(later, NOW) is None
    (office.folder / "var" / "nhacviec.db").write_bytes(b"no database at all" * 300)
    for side in ("-wal", "-shm"):
        (office.folder / "var" / f"nhacviec.db{side}").unlink(missing_ok=True)
    assert trouble(opened_anew(app), NOW) == "store"


def opened_anew(app: App) -> App:
    """The same store through new connections."""
    from scheduler.store.engine import open_store
    from scheduler.store.repository import SqlRepository

    return replace(app, repository=SqlRepository(open_store("sqlite:///var/nhacviec.db", app.folder), "so-mau"))


def test_feeds_go_on_while_the_store_fails(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(office)
    site = build_site(app)
    site.door.fresh = 0
    first = ask(site, ("GET", path_of(app), {}))[0]

    def locked(self: object) -> int:
        raise StoreError(StoreFault.LOCKED, "x")

    monkeypatch.setattr(type(app.repository), "version", locked)
    assert ask(site, ("GET", path_of(app), {}))[0].content == first.content
    assert ask(build_site_unread(app), ("GET", "/f/x/y.ics", {}))[0].status_code == 503


def build_site_unread(app: App) -> Front:
    return build_site(app)


def test_feeds_go_on_while_the_secret_is_away(office: OfficeFolder) -> None:
    app = opened(office)
    site, path = build_site(app), path_of(app)
    site.door.fresh = 0
    first = ask(site, ("GET", path, {}))[0]
    secret = office.folder / "var" / "installation.secret"
    kept = secret.read_bytes()
    secret.unlink()
    app.repository.rotate_feed("don-vi-so-1")  # so that the office is read anew
    assert ask(site, ("GET", path, {}))[0].content == first.content
    assert [a.status_code for a in ask(build_site(app), ("GET", path, {}), ("GET", path[:-4], {}))] == [503, 503]
    secret.write_bytes(kept)
    assert ask(site, ("GET", path, {}))[0].status_code == 200
