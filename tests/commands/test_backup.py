"""One file from a running office, another folder from that file: the same addresses, revisions, evidence; nothing else gets out."""

import contextlib
import gzip
import io
import json
import re
import shlex
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import icalendar
import pytest
from PIL import Image

from scheduler.app import open_app
from scheduler.archive import MANIFEST
from scheduler.evidence import evidence_folder, keep_picture
from scheduler.feeds.members import LEAP
from scheduler.schedule import Act, Progress
from scheduler.scratch import scratch_folder
from tests.support.office import OfficeFolder, free_port
from tests.support.postgres import PostgresServer, short_folder
from tests.support.small import CONTEST, JANUARY, configure, small_office

NOW = "2024-05-14T08:00"
PART = "kh.1-1-so-1@so-mau"
PUBLIC = "https://lich.example.gov.vn"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    made = small_office(tmp_path / "office")
    made.edit("config.toml", "[server]\n", f'[server]\npublic_url = "{PUBLIC}"\n')
    made.done("apply", "--now", JANUARY)
    return made


def with_picture(office: OfficeFolder) -> bytes:
    """A picture that somebody sent about a unit's part, as it is kept."""
    app = open_app(office.folder / "config.toml")
    sent = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(sent, "JPEG")
    folder = evidence_folder(app.office().config.store_url, app.folder)
    name = keep_picture(sent.getvalue(), folder)
    at = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
    app.repository.report(Progress(PART, Act.EVIDENCE, "nv-1", at, "telegram", evidence=name))
    app.repository.engine.dispose()  # type: ignore[attr-defined]
    return (folder.parent / name).read_bytes()


def paths(office: OfficeFolder) -> dict[str, str]:
    """The path of each feed by its slug."""
    listed = office.done("feeds", "--json", "--now", NOW).json()
    return {feed["slug"]: urlsplit(feed["address"]).path for feed in listed}


def served(office: OfficeFolder, during: Callable[[], object] = lambda: None) -> dict[str, bytes]:
    """What a running `serve` answers at each address, and the picture on the page of its work; `during`: what is done meanwhile."""
    with office.serving("--now", NOW, "--port", str(free_port())) as running:
        during()

        def get(path: str) -> bytes:
            answer = httpx.get(running.address.rstrip("/") + path, trust_env=False)
            assert answer.status_code == 200, path
            return answer.content

        found = {slug: get(path) for slug, path in paths(office).items()}
        app = open_app(office.folder / "config.toml", datetime.fromisoformat(NOW))
        page = urlsplit(app.addresses(app.office()).view("nguoi-nv-1", PART)).path
        (picture,) = re.findall(r'<img src="([^"]+\.jpg)"', get(page).decode())
        return found | {"picture": get(page.rsplit("/", 1)[0] + "/" + picture)}


def codes(office: OfficeFolder) -> set[str]:
    return {one["code"] for one in office.call("doctor", "--json").json()}


def names(archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        return tar.getnames()


def test_what_a_running_office_was_is_served_from_another_folder(office: OfficeFolder, tmp_path: Path) -> None:
    picture, archive, target = with_picture(office), tmp_path / "b.tar.gz", tmp_path / "new" / "place"

    def meanwhile() -> None:
        office.done("done", PART, "--now", NOW)
        said = office.run("backup", archive)
        assert said.status == 0 and "1 ảnh" in said.out, said.err

    before = served(office, meanwhile)
    office.done("restore", archive, target)
    restored = OfficeFolder(target)
    assert paths(restored) == paths(office)
    assert served(restored) == before
    assert before["picture"] == picture
    assert "✓" in before["ca-co-quan"].decode()


def test_a_restored_office_asks_for_feeds_restored_until_it_was_done(office: OfficeFolder, tmp_path: Path) -> None:
    def revisions(folder: OfficeFolder) -> dict[str, int]:
        folder.done("export", "--out", "out", "--all")
        feed = icalendar.Calendar.from_ical((folder.folder / "out" / "ca-co-quan.ics").read_bytes())
        return {str(event["UID"]): int(event["SEQUENCE"]) for event in feed.events}

    before = revisions(office)
    office.done("backup", tmp_path / "b.tar.gz")
    said = office.done("restore", tmp_path / "b.tar.gz", tmp_path / "new")
    restored = OfficeFolder(tmp_path / "new")
    assert "store-behind" in codes(restored)
    assert revisions(restored) == before
    (command,) = re.findall(r"nhacviec (.* feeds restored)", said.out)
    office.done(*shlex.split(command))  # as it is printed
    assert "store-behind" not in codes(restored)
    assert all(number >= before[uid] + LEAP for uid, number in revisions(restored).items())


def test_the_archive_is_the_owners_alone_and_holds_no_token(office: OfficeFolder) -> None:
    with_picture(office)
    configure(office, '[telegram]\ntoken_file = "var/telegram.token"\n')
    office.write("var/telegram.token", "123456789:" + "A" * 35)
    office.write("evidence/notes.txt", "of somebody else")
    office.done("backup", "--now", NOW)
    (archive,) = (office.folder / "var").glob("*.tar.gz")
    assert archive.name == "nhacviec-2024-05-14-0800.tar.gz"
    assert archive.stat().st_mode & 0o777 == 0o600
    (picture,) = [name for name in names(archive) if name.startswith("var/evidence/")]
    assert names(archive) == [
        MANIFEST,
        "var/nhacviec.db",
        "var/installation.secret",
        picture,
        "plans/kh.md",
        "config.toml",
    ]
    assert sorted(p.name for p in (office.folder / "var").iterdir() if p.name.startswith(".")) == []


def test_what_is_restored_is_the_owners_alone(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "b.tar.gz")
    office.done("restore", tmp_path / "b.tar.gz", tmp_path / "new")
    files = [p for p in (tmp_path / "new").rglob("*") if p.is_file() and p.name != "served.json"]
    assert len(files) == 4 and {p.stat().st_mode & 0o777 for p in files} == {0o600}
    assert "secret-exposed" not in codes(OfficeFolder(tmp_path / "new"))


def test_only_a_backup_is_written_over(office: OfficeFolder) -> None:
    before = (office.folder / "config.toml").read_bytes()
    refused = office.call("backup", "config.toml")
    assert refused.status == 1 and "không ghi đè" in refused.err
    assert (office.folder / "config.toml").read_bytes() == before
    office.done("backup", "b.tar.gz")
    first = (office.folder / "b.tar.gz").read_bytes()
    office.done("done", PART, "--now", NOW)
    office.done("backup", "b.tar.gz")
    assert (office.folder / "b.tar.gz").read_bytes() != first


def test_what_a_killed_backup_left_is_cleared_and_said_and_one_that_runs_is_left(office: OfficeFolder) -> None:
    left = office.folder / "var" / ".nhacviec-left"
    left.mkdir()
    (left / "nhacviec.db").write_bytes(b"half a copy")
    with scratch_folder(office.folder / "var") as runs:
        said = office.call("backup")
        assert said.status == 0
        assert "Lần sao lưu trước bị tắt giữa chừng; đã dọn 1 thư mục tạm" in said.err
        assert runs.is_dir() and not left.exists()
    assert office.call("backup").err == ""
    assert [p.name for p in (office.folder / "var").glob(".nhacviec-*")] == []


def test_a_place_that_is_not_there_is_said(office: OfficeFolder) -> None:
    refused = office.call("backup", "no/such/b.tar.gz")
    assert refused.status == 1 and "no/such/b.tar.gz" in refused.err


def test_a_lost_secret_is_said(office: OfficeFolder) -> None:
    (office.folder / "var" / "installation.secret").unlink()
    refused = office.call("backup", "b.tar.gz")
    assert refused.status == 1 and "installation.secret" in refused.err
    assert not (office.folder / "b.tar.gz").exists()


def test_a_config_with_a_password_in_it_is_not_packed(office: OfficeFolder) -> None:
    configure(office, '[email]\npassword = "bi-mat-lam"\n')
    refused = office.call("backup", "b.tar.gz")
    assert refused.status == 1 and "bi-mat-lam" not in refused.err and "dòng" in refused.err
    assert not (office.folder / "b.tar.gz").exists()


def test_plan_files_that_are_not_there_or_lie_elsewhere_are_named(office: OfficeFolder) -> None:
    office.edit("config.toml", '"plans/kh.md"', '"../kh.md"')
    (office.folder / "plans" / "kh.md").rename(office.folder.parent / "kh.md")
    said = office.done("backup", "b.tar.gz")
    assert "../kh.md" in said.err
    assert "config.toml" in names(office.folder / "b.tar.gz")


def test_a_config_with_faults_is_backed_up_with_the_plans_that_were_applied(office: OfficeFolder) -> None:
    office.edit("config.toml", 'level = "province"', 'level = "nowhere"')
    office.done("backup", "b.tar.gz")
    assert {"config.toml", "plans/kh.md"} <= set(names(office.folder / "b.tar.gz"))


def test_a_database_that_lies_elsewhere_comes_into_the_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "srv" / "data.db"
    made = small_office(tmp_path / "office", [CONTEST], f'\n[store]\nurl = "sqlite:///{elsewhere}"\n')
    made.done("apply", "--now", JANUARY)
    with_picture(made)
    made.done("backup", tmp_path / "b.tar.gz")
    made.done("restore", tmp_path / "b.tar.gz", tmp_path / "new")
    assert (tmp_path / "new" / "var" / "data.db").is_file()
    assert len(list((tmp_path / "new" / "var" / "evidence").iterdir())) == 1
    restored, before = OfficeFolder(tmp_path / "new"), _held(elsewhere)
    assert paths(restored) == paths(made)
    restored.done("feeds", "restored")
    assert _held(elsewhere) == before


def _held(database: Path) -> list[str]:
    """What a database holds, wherever SQLite keeps it just now: in the file or in the log beside it."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        return list(opened.iterdump())


def test_a_folder_with_something_in_it_is_left_alone(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "b.tar.gz")
    before = _lasting(office.folder)
    refused = office.call("restore", tmp_path / "b.tar.gz", ".")
    assert refused.status == 1 and "thư mục trống" in refused.err
    assert _lasting(office.folder) == before


def _lasting(folder: Path) -> list[Path]:
    """What is in a folder, but for the files that SQLite keeps beside a database only as long as somebody has it open."""
    return sorted(path for path in folder.rglob("*") if not path.name.endswith(("-shm", "-wal")))


def test_an_empty_folder_is_filled_where_one_stands_in_it(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "b.tar.gz")
    (tmp_path / "here").mkdir()
    here = OfficeFolder(tmp_path / "here")
    here.done("restore", tmp_path / "b.tar.gz", ".")
    assert paths(here) == paths(office)


def test_who_runs_beside_it_is_named(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "b.tar.gz")
    with office.serving("--now", NOW):
        assert "dừng nó" in office.done("restore", tmp_path / "b.tar.gz", tmp_path / "new").err
    assert "dừng nó" not in office.done("restore", tmp_path / "b.tar.gz", tmp_path / "other").err


OURS = {"office": "so-mau", "made": "2024-05-14T08:00:00+07:00", "config": "config.toml", "database": "", "format": 1}


def packed(entries: Iterable[tuple[tarfile.TarInfo, bytes]], **manifest: object) -> bytes:
    """An archive with our manifest and these entries."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for info, content in ((tarfile.TarInfo(MANIFEST), json.dumps(OURS | manifest).encode()), *entries):
            info.size = len(content) if info.isreg() else info.size
            tar.addfile(info, io.BytesIO(content) if info.isreg() else None)
    return made.getvalue()


def plain(name: str, content: bytes = b"x") -> tuple[tarfile.TarInfo, bytes]:
    return tarfile.TarInfo(name), content


def special(name: str, kind: bytes, linkname: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, linkname
    return info, b""


def with_long_header() -> bytes:
    """A name of a hundred megabytes, which a reader would take into memory."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 100_000_000
    made = io.BytesIO()
    with gzip.open(made, "wb", compresslevel=1) as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        file.write(bytes(1_000_000))
    return made.getvalue()


CONFIG = plain("config.toml", b"[office]\n")
HOSTILE = {
    "a path to the outside": packed([plain("../out"), CONFIG]),
    "a path through the inside": packed([plain("plans/../../out"), CONFIG]),
    "an absolute path": packed([plain("/tmp/out"), CONFIG]),
    "a path of Windows": packed([plain("..\\out"), CONFIG]),
    "a drive": packed([plain("C:/out"), CONFIG]),
    "a symbolic link": packed([special("plans", tarfile.SYMTYPE, ".."), plain("plans/out"), CONFIG]),
    "a hard link": packed([special("var/x", tarfile.LNKTYPE, "/etc/passwd"), CONFIG]),
    "a device": packed([special("var/x", tarfile.CHRTYPE), CONFIG]),
    "a pipe": packed([special("var/x", tarfile.FIFOTYPE), CONFIG]),
    "a folder": packed([special("var", tarfile.DIRTYPE), CONFIG]),
    "one name twice": packed([CONFIG, CONFIG]),
    "a file below a file": packed([plain("var"), plain("var/x"), CONFIG]),
    "a header without end": with_long_header(),
    "no config": packed([plain("plans/kh.md")]),
    "no database": packed([CONFIG], database="var/nhacviec.db"),
    "a database outside": packed([CONFIG], database="../../etc/passwd"),
    "a config outside": packed([CONFIG], config="../config.toml"),
    "a newer form": packed([CONFIG], format=2),
    "facts that are none": packed([CONFIG], office=7),
    "no moment": packed([CONFIG], made="yesterday"),
    "another archive": gzip.compress(b"x" * 5000),
    "no archive": b"PK\x03\x04" + bytes(100),
    "nothing": b"",
    "cut off": packed([plain("var/x", bytes(range(256)) * 400), CONFIG])[:-200],
    "a bit that fell over": bytes(b ^ (i == 200) for i, b in enumerate(packed([plain("var/x", b"abc" * 999), CONFIG]))),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_backup_of_ours_is_refused_and_leaves_nothing(tmp_path: Path, case: str) -> None:
    here = OfficeFolder(tmp_path)
    archive = here.write("b.tar.gz", HOSTILE[case])
    refused = here.call("restore", archive, "new/place")
    assert refused.status == 1 and refused.err.count("\n") == 1 and refused.err[0].isupper()
    assert not (tmp_path / "new" / "place").exists()
    assert {p.name for p in tmp_path.iterdir()} <= {"b.tar.gz", "new"}


def test_what_unpacks_without_measure_is_refused(tmp_path: Path) -> None:
    """By what it announces, before it is written."""
    large = tarfile.TarInfo("var/x")
    large.size = 300 * 2**20
    begun = gzip.decompress(packed([])).rstrip(b"\0")
    with gzip.open(tmp_path / "b.tar.gz", "wb", compresslevel=1) as file:
        file.write(begun + bytes(-len(begun) % 512) + large.tobuf() + bytes(2**20))
    refused = OfficeFolder(tmp_path).call("restore", "b.tar.gz", "new")
    assert refused.status == 1 and "quá lớn" in refused.err
    assert not (tmp_path / "new").exists()


def test_a_backup_that_is_not_there_is_said(tmp_path: Path) -> None:
    refused = OfficeFolder(tmp_path).call("restore", "b.tar.gz", "new")
    assert refused.status == 1 and "b.tar.gz" in refused.err and not (tmp_path / "new").exists()


def test_on_a_server_its_own_programs_copy_the_database(tmp_path: Path) -> None:
    """The commands are run as they are printed, with the programs of that server."""
    with short_folder() as home:
        try:
            server = PostgresServer(home)
            server.start()
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"PostgreSQL cannot run here: {error}")
        try:
            _through_a_server(server, tmp_path)
        finally:
            server.stop()


def _through_a_server(server: PostgresServer, tmp_path: Path) -> None:
    def ran(office: OfficeFolder, *arguments: object) -> str:
        answer = office.run(*arguments)
        assert answer.status == 0, answer.err
        return answer.out

    server.execute("CREATE DATABASE office")
    made = small_office(tmp_path / "office", [CONTEST], f'\n[store]\nurl = "{server.url("office")}"\n')
    ran(made, "apply", "--now", JANUARY)
    with_picture(made)
    said = ran(made, "backup", "--now", NOW)
    (archive,) = (made.folder / "var").glob("*.tar.gz")
    assert not any(name.endswith(".db") for name in names(archive))
    (dump,) = re.findall(r"pg_dump .*", said)
    subprocess.run([server.program("pg_dump"), *shlex.split(dump)[1:]], check=True, cwd=made.folder)
    before = ran(made, "feeds", "--json")
    ran(made, "done", PART)
    (load,) = re.findall(r"pg_restore .*", ran(made, "restore", archive, tmp_path / "new"))
    given = shlex.split(load.replace("….dump", str(archive).replace(".tar.gz", ".dump")))
    subprocess.run([server.program("pg_restore"), *given[1:]], check=True)
    restored = OfficeFolder(tmp_path / "new")
    assert ran(restored, "feeds", "--json") == before
    assert [told["act"] for told in json.loads(ran(restored, "history", "--json"))] == ["evidence"]
    assert len(list((tmp_path / "new" / "var" / "evidence").iterdir())) == 1
    assert "feeds restored" in restored.run("check").err


def test_a_plan_file_that_became_secret_is_left_out_and_named(office: OfficeFolder) -> None:
    plan = next(path for path in office.folder.rglob("*.md"))
    plan.write_text("TỐI MẬT\n\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    said = office.done("backup", "copy.tar.gz", "--now", NOW)
    assert plan.name in said.err and "dấu mật" in said.err
    with tarfile.open(office.folder / "copy.tar.gz") as archive:
        assert not [name for name in archive.getnames() if name.endswith(plan.name)]
