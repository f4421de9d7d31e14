"""Macros: said to be there, never kept; what is stored or copied is the file without them."""

import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from scheduler.documents import parse_document
from scheduler.documents.macros import has_old_macros, without_macros
from tests.support.office import OfficeFolder

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
)


@pytest.fixture
def with_macros(word: ModuleType) -> bytes:
    """A plan as a Word file with macros."""
    rows = word.tr("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"), word.tr("1", "Lập hồ sơ", "Phòng A", "Quý I")
    data = word.docx(word.p("KẾ HOẠCH") + word.p("Công tác năm 2026") + word.tbl(*rows))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return bytes(word.package({**parts, "[Content_Types].xml": TYPES, "word/vbaProject.bin": "Sub AutoOpen"}))


def test_they_are_said_and_taken_out(with_macros: bytes) -> None:
    assert [d.code for d in parse_document(with_macros, "a.docm").diagnostics] == ["macros-left-out"]
    bare = without_macros(with_macros)
    assert bare == without_macros(with_macros)
    assert parse_document(bare, "a.docx").diagnostics == ()
    with zipfile.ZipFile(io.BytesIO(bare)) as package:
        assert "word/vbaProject.bin" not in package.namelist()
        assert b"macro" not in package.read("[Content_Types].xml") and b"vba" not in package.read("[Content_Types].xml")


def test_other_files_stay_as_they_are(word: ModuleType) -> None:
    data = word.docx(word.p("Nội dung"))
    assert without_macros(data) == data
    assert without_macros(b"%PDF-1.7 vbaProject.bin") == b"%PDF-1.7 vbaProject.bin"


def test_init_copies_none(with_macros: bytes, tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    office.write("nguon.docm", with_macros)
    office.call("init", "moi", "--plan", "nguon.docm")
    assert [path.name for path in (tmp_path / "moi" / "plans").iterdir()] == ["nguon.docx"]
    assert b"AutoOpen" not in (tmp_path / "moi" / "plans" / "nguon.docx").read_bytes()


def test_an_old_file_with_macros_is_told_from_others() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    signs = "_VBA_PROJECT".encode("utf-16-le") + "VBA".encode("utf-16-le") + b"\0\0"
    assert (has_old_macros(old + signs), has_old_macros(old), has_old_macros(b"%PDF" + signs)) == (True, False, False)
