"""Files as documents: faults as findings, encodings, marks of secrecy."""

import codecs
from pathlib import Path

import pytest

from scheduler.diagnostics import Severity
from scheduler.documents import Document, Paragraph, parse_document, read_document

TEXT = "KẾ HOẠCH\nViệc của xã Mẫu\n"


def _codes(document: Document) -> list[str]:
    return [d.code for d in document.diagnostics]


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with BOM": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16 with BOM": TEXT.encode("utf-16"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "line ends of Windows": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_encodings(name: str) -> None:
    blocks = parse_document(ENCODED[name], "a.txt").blocks
    assert [(b.text, b.place.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("KẾ HOẠCH", 1),
        ("Việc của xã Mẫu", 2),
    ]


FAULTS = {
    "nothing": (b"", "a.txt", "file-empty"),
    "blanks": (b" \n\t\n", "a.md", "file-empty"),
    "only a BOM": (codecs.BOM_UTF8, "a.md", "file-empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a.txt", "file-picture-misnamed"),
    "zeros": (b"\0" * 64, "a.txt", "file-binary"),
    "windows-1258": ("Kế hoạch".encode("cp1258", "replace") + b"\xf0\xf2", "a.txt", "file-not-utf8"),
    "odd utf-16": (codecs.BOM_UTF16_LE + b"a", "a.txt", "file-not-utf8"),
    "the beginning of a zipped file": (b"PK\x03\x04", "a.docx", "file-damaged"),
    "no text type": (b"x", "a.exe", "file-type-unknown"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_bytes(name: str) -> None:
    data, file, code = FAULTS[name]
    document = parse_document(data, file)
    assert _codes(document) == [code]
    assert document.diagnostics[0].severity is Severity.ERROR
    assert document.diagnostics[0].location.file == file
    assert document.blocks == ()


def test_a_byte_that_is_no_utf8_is_found_in_its_line() -> None:
    assert parse_document("dòng một\ndòng hai ".encode() + b"\xff\n", "a.txt").diagnostics[0].location.line == 2


def test_faults_of_paths(tmp_path: Path) -> None:
    assert _codes(read_document(tmp_path / "none.txt")) == ["file-missing"]
    assert _codes(read_document(tmp_path)) == ["file-is-folder"]
    assert _codes(read_document(Path("a\0b.txt"))) in (["file-unreadable"], ["file-missing"])
    assert _codes(read_document(tmp_path / ("x" * 300 + ".txt"))) == ["file-unreadable"]


SECRET = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "  MẬT  ",
    "**TỐI MẬT**",
    "[MẬT]",
    "# TUYỆT MẬT",
    "Độ mật: MẬT",
    "Mức độ mật: Tối mật",
    "UBND XÃ MẪU\tMẬT",
    "| UBND XÃ | MẬT |",
    "UBND XÃ MẪU            TỐI MẬT",
    "M Ậ T",
    "HỎA TỐC - MẬT",
    "--- MẬT ---",
    "Ma\u0323\u0302t".upper(),
    "Tài liệu mật",
]
OPEN = [
    "Bảo vệ bí mật nhà nước",
    "Bảo mật",
    "1. Mật độ dân số",
    "Không để lộ tài liệu mật ra ngoài",
    "Độ mật: Không",
    "MẬT ONG",
    "KHẨN",
    "Mật khẩu: đổi định kỳ",
    "Tuyên truyền Luật Bảo vệ bí mật nhà nước",
    "mật, ong",
]


@pytest.mark.parametrize("line", SECRET)
def test_a_mark_of_secrecy_refuses_the_file(line: str) -> None:
    document = parse_document(f"KẾ HOẠCH\n{line}\nNội dung không ai được thấy\n".encode(), "a.md")
    assert _codes(document) == ["document-secret"]
    assert document.diagnostics[0].location.line == 2
    assert document.blocks == ()
    assert "không ai" not in repr(document)


@pytest.mark.parametrize("line", OPEN)
def test_the_word_in_running_text_is_no_mark(line: str) -> None:
    assert parse_document(f"KẾ HOẠCH\n{line}\n".encode(), "a.md").diagnostics == ()


def test_internal_is_a_warning() -> None:
    document = parse_document("Lưu hành nội bộ\nKẾ HOẠCH\n".encode(), "a.txt")
    assert [(d.code, d.severity) for d in document.diagnostics] == [("document-internal", Severity.WARNING)]
    assert document.readable and document.blocks
