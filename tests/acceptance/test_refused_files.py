"""Plan files that are refused: `apply` says which plan and which file, exits with 1, and calendars stay as they were."""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, PLAN, configure, small_office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SECRET = "Diễn tập Kxyzzy"


def zipped(**parts: str | bytes) -> bytes:
    """A zipped file; "__" in a name stands for "/"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def sheet() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"])
    book.active.append([1, SECRET, "Sở Một", "Tháng 5"])
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, and words of what is said of it."""

    name: str
    data: bytes | None
    words: str


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
REFUSED = {
    "gone": Refused("k.docx", None, "Kiểm tra lại tên tệp"),
    "encrypted workbook": Refused("k.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "truncated workbook": Refused("k.xlsx", sheet()[:-400], "hỏng"),
    "truncated Word file": Refused("k.docx", zipped(word__document=f"<w:document {W}/>")[:80], "hỏng"),
    "truncated PDF": Refused("k.pdf", b"%PDF-1.7\n1 0 obj\n<<", "hỏng"),
    "a part that unpacks to 40 MB": Refused("k.docx", zipped(word__document=b" " * 40_000_000), "quá lớn"),
    "entities": Refused("k.docx", zipped(word__document=f"{LAUGHS}<w:document {W}>&b;</w:document>"), "XML"),
    "merged cells without end": Refused("k.html", b"<table><tr>" + b"<td colspan=9999>x" * 4_000, "ô"),
    "a picture by name of Word": Refused("k.docx", b"\x89PNG\r\n\x1a\n" + bytes(100), "ảnh"),
    "an archive": Refused("k.docx", b"Rar!\x1a\x07\0" + bytes(50), "nén"),
    "binary": Refused("k.md", bytes(range(256)) * 40, "lưu lại"),
    "empty": Refused("k.md", b"", "không có nội dung"),
    "secret": Refused("k.md", f"TỐI MẬT\n\n{SECRET}".encode(), "TỐI MẬT"),
}
SECOND = '[[plans]]\nid = "kh-hai"\nfile = "plans/{name}"\n'


def spoil(office: OfficeFolder, path: str, data: bytes | None) -> None:
    (office.folder / path).unlink(missing_ok=True)
    if data is not None:
        office.write(path, data)


def stored(office: OfficeFolder) -> bytes:
    return b"".join(path.read_bytes() for path in (office.folder / "var").rglob("*") if path.is_file())


def calls_another(office: OfficeFolder, file: str) -> None:
    office.edit("config.toml", f'"{PLAN}"', f'"{file}"')


@pytest.mark.parametrize("what", REFUSED)
def test_the_only_plan_is_refused(what: str, tmp_path: Path) -> None:
    """Nothing is applied, and what is said names the plan and its file."""
    case, office = REFUSED[what], small_office(tmp_path)
    calls_another(office, f"plans/{case.name}")
    spoil(office, f"plans/{case.name}", case.data)
    answer = office.call("apply", "--now", JANUARY)
    said = " ".join((answer.out + answer.err).split())
    assert answer.status == 1
    assert case.words in said
    assert "Kế hoạch “kh”" in said
    assert f"plans/{case.name}" in said
    assert "Không đưa gì vào dùng" in said
    assert office.call("agenda", "--now", JANUARY).status == 1
    assert "Kxyzzy" not in said
    assert b"Kxyzzy" not in stored(office)


@pytest.mark.parametrize("what", REFUSED)
def test_a_new_file_of_a_plan_is_refused(what: str, tmp_path: Path) -> None:
    """The plan bears another file's name from now on: its calendar stays as it was all the same."""
    case, office = REFUSED[what], small_office(tmp_path)
    office.done("apply", "--now", JANUARY)
    before = office.rows("--now", JANUARY, "--all")
    calls_another(office, f"plans/{case.name}")
    spoil(office, f"plans/{case.name}", case.data)
    answer = office.call("apply", "--now", JANUARY)
    assert answer.status == 1
    assert "Không đưa gì vào dùng" in answer.err
    assert office.rows("--now", JANUARY, "--all") == before
    assert b"Kxyzzy" not in stored(office)


@pytest.mark.parametrize("what", ["gone", "encrypted workbook", "secret"])
def test_a_second_plan_is_refused(what: str, tmp_path: Path) -> None:
    """The first one is applied, again as well; the refused one is named each time."""
    case, office = REFUSED[what], small_office(tmp_path)
    configure(office, SECOND.format(name=case.name))
    spoil(office, f"plans/{case.name}", case.data)
    for _ in range(2):
        answer = office.call("apply", "--now", JANUARY)
        assert answer.status == 1
        assert "Kế hoạch “kh-hai”" in " ".join(answer.out.split())
    assert {row["uid"].split(".")[0] for row in office.rows("--now", JANUARY, "--all")} == {"kh"}


def test_a_dry_run_tells_the_same_by_its_status(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.write(PLAN, b"")
    assert office.call("apply", "--dry-run", "--now", JANUARY).status == 1


def test_serve_does_not_start_without_a_plan(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.write(PLAN, b"")
    answer = office.run("serve", "--now", JANUARY)
    assert answer.status == 1
    assert "Không đưa gì vào dùng" in answer.err


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read all: then opening it is refused as the system does to others."""
    office = small_office(tmp_path)
    file = office.folder / PLAN
    file.chmod(0)
    if os.geteuid() == 0:
        refused: Callable[..., int] = os.open

        def like_others(path: object, flags: int, *rest: int) -> int:
            if str(path) == str(file) or str(path).endswith(PLAN):
                raise PermissionError(13, "Permission denied")
            return refused(path, flags, *rest)

        monkeypatch.setattr(os, "open", like_others)
    answer = office.call("apply", "--now", JANUARY)
    said = " ".join((answer.out + answer.err).split())
    assert answer.status == 1
    assert "quyền" in said
    assert "Kế hoạch “kh”" in said
