"""A feed pushed into a real CalDAV collection by the job of `serve`: once for each publication, with what is missing said."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar

from scheduler.actions.pushing import PASSWORD
from scheduler.app import open_app
from scheduler.commands.chores import Push
from scheduler.jobs import start_jobs
from tests.support.office import OfficeFolder
from tests.support.radicale import radicale
from tests.support.small import BULLETIN, CONTEST, JANUARY, small_office

pytest.importorskip("radicale", reason="needs the CalDAV server radicale (in the development requirements)")

NOW = datetime.fromisoformat("2024-01-03T08:00+07:00")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address


def pushing(folder: Path, server: str, name: str, more: str = "") -> tuple[OfficeFolder, str]:
    """An applied office that pushes into a fresh collection, and the collection's address."""
    address = f"{server}/nhacviec/{name}/"
    httpx.request("MKCOL", f"{server}/nhacviec/", auth=("nhacviec", "x"))
    httpx.request("MKCALENDAR", address, auth=("nhacviec", "x")).raise_for_status()
    caldav = f'\n[caldav]\nurl = "{address}"\nuser = "nhacviec"\n{more}'
    office = small_office(folder, (CONTEST, BULLETIN), caldav)
    office.done("apply", "--now", JANUARY)
    return office, address


def held(address: str) -> dict[str, int]:
    """SEQUENCE by UID of what the collection holds."""
    found = httpx.get(address, auth=("nhacviec", "x"))
    return {str(e["UID"]): int(e["SEQUENCE"]) for e in Calendar.from_ical(found.content).events}


def test_what_is_published_is_pushed_once(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "x")
    office, address = pushing(tmp_path, server, "mot")
    push = Push(open_app(tmp_path / "config.toml", NOW))
    push()
    first = held(address)
    assert len(first) == 13 and set(first.values()) == {0}
    office.done("done", "kh.1-1@so-mau", "--now", NOW.isoformat())
    push()
    assert {uid for uid, sequence in held(address).items() if sequence} == {"kh.1-1@so-mau"}


def test_one_feed_of_several_with_the_password_in_a_file(tmp_path: Path, server: str) -> None:
    office, address = pushing(tmp_path, server, "hai", 'feed = "don-vi-so-1"\npassword_file = "var/caldav"\n')
    file = office.write("var/caldav", "x\n")
    file.chmod(0o644)
    Push(open_app(tmp_path / "config.toml", NOW))()
    assert held(address) == {}, "a file that others can read is not used"
    file.chmod(0o600)
    Push(open_app(tmp_path / "config.toml", NOW))()
    assert set(held(address)) == {"kh.1-1-so-1@so-mau"}


def test_a_server_that_begins_pushes_at_once() -> None:
    pushed = threading.Event()
    jobs = start_jobs(lambda: None, lambda: None, pushed.set)
    try:
        assert pushed.wait(10)
        while jobs.get_job("push-first") is not None:  # the clock thread is still putting it away
            pass
    finally:
        jobs.shutdown()


def test_a_collection_that_config_names_later_is_pushed_to_without_a_new_start(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "x")
    office, address = pushing(tmp_path, server, "tu")
    table = (tmp_path / "config.toml").read_text(encoding="utf-8").partition("\n[caldav]")[2]
    office.edit("config.toml", f"\n[caldav]{table}", "")
    office.done("apply", "--now", JANUARY)
    push = Push(open_app(tmp_path / "config.toml", NOW))
    push()
    assert held(address) == {}
    office.write("config.toml", (tmp_path / "config.toml").read_text(encoding="utf-8") + f"\n[caldav]{table}")
    office.done("apply", "--now", JANUARY)
    push()
    assert len(held(address)) == 13


MISSING = {
    "no password": ("", "NHACVIEC_CALDAV_PASSWORD"),
    "no such file": ('password_file = "var/none"\n', "NHACVIEC_CALDAV_PASSWORD"),
    "no such feed": ('feed = "don-vi-nao"\n', "don-vi-nao"),
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_said(
    case: str, tmp_path: Path, server: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    more, words = MISSING[case]
    if case == "no such feed":
        monkeypatch.setenv(PASSWORD, "x")
    _, address = pushing(tmp_path, server, case.replace(" ", "-"), more)
    Push(open_app(tmp_path / "config.toml", NOW))()
    assert words in capsys.readouterr().err
    assert held(address) == {}


def test_a_server_that_is_not_there_is_said_and_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setenv(PASSWORD, "secret-word")
    office, address = pushing(tmp_path, server, "ba")
    office.edit("config.toml", address, "http://127.0.0.1:9/")
    office.done("apply", "--now", JANUARY)
    push = Push(open_app(tmp_path / "config.toml", NOW))
    push()
    push()
    said = capsys.readouterr().err
    assert said.count("http://127.0.0.1:9/") == 2 and "secret-word" not in said


def test_a_wrong_password_and_a_wrong_address_are_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setenv(PASSWORD, "sai-mat-khau")
    office, address = pushing(tmp_path / "o", server, "nam")
    (tmp_path / "r").mkdir()
    with radicale(tmp_path / "r", users={"nhacviec": "dung-mat-khau"}) as closed:
        office.edit("config.toml", address, f"{closed}/nhacviec/nam/")
        office.done("apply", "--now", JANUARY)
        push = Push(open_app(office.folder / "config.toml", NOW))
        push()
        said = capsys.readouterr().err
        assert "không nhận tên hoặc mật khẩu" in said and "sai-mat-khau" not in said
        monkeypatch.setenv(PASSWORD, "dung-mat-khau")
        push()
        assert "không có bộ lịch nào" in capsys.readouterr().err
        made = httpx.request("MKCALENDAR", f"{closed}/nhacviec/nam/", auth=("nhacviec", "dung-mat-khau"))
        made.raise_for_status()
        push()
        assert capsys.readouterr().err == "", "put right, it goes on by itself"


DOCTOR = {
    "caldav-ready": ("x", "{server}/nhacviec/kham/", "well"),
    "caldav-no-password": (None, "{server}/nhacviec/kham/", "mend"),
    "caldav-refused": ("sai", "{server}/nhacviec/kham/", "mend"),
    "caldav-missing-collection": ("x", "{server}/nhacviec/khong-co/", "mend"),
    "caldav-no-calendar": ("x", "{server}/nhacviec/", "mend"),
    "caldav-unreachable": ("x", "http://127.0.0.1:9/", "mend"),
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, OfficeFolder]]:
    """A server that asks for a password, with one collection in it, and an office."""
    with radicale(tmp_path_factory.mktemp("closed"), users={"nhacviec": "x"}) as server:
        yield server, pushing(tmp_path_factory.mktemp("kham"), server, "kham")[0]


@pytest.mark.parametrize("code", DOCTOR)
def test_doctor_looks_whether_a_push_would_find_its_collection(
    code: str, closed: tuple[str, OfficeFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    (server, office), (password, address, gravity) = closed, DOCTOR[code]
    monkeypatch.delenv(PASSWORD, raising=False)
    if password is not None:
        monkeypatch.setenv(PASSWORD, password)
    config = (office.folder / "config.toml").read_text(encoding="utf-8")
    (line,) = (line for line in config.splitlines() if line.startswith('url = "http://127.0.0.1'))
    office.edit("config.toml", line, f'url = "{address.format(server=server)}"')
    office.done("apply", "--now", JANUARY)
    found = {f["code"]: f["gravity"] for f in office.call("doctor", "--json", "--now", JANUARY).json()}
    assert {c: g for c, g in found.items() if c.startswith("caldav")} == {code: gravity}
    assert held(f"{server}/nhacviec/kham/") == {}, "it only looks"
