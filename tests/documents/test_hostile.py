"""Files that are broken, locked, or made to do harm: each gets its finding, and nothing of it stays."""

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from scheduler.documents import parse_document, pdf_process, read_document, texts
from scheduler.documents.processes import run_to_its_end
from scheduler.words import diagnose
from tests.support.thorough import tried_on

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module", autouse=True)
def read_by_processes_of_their_own() -> Iterator[None]:
    """As it is outside of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_process, "run_to_its_end", run_to_its_end)
        yield


def codes(data: bytes, name: str) -> list[str]:
    """The codes of what was found; all of it can be said, and nothing was read."""
    document = parse_document(data, name)
    assert document.blocks == ()
    assert all(diagnose(d) for d in document.diagnostics)
    return [d.code for d in document.diagnostics]


def zipped(**parts: str | bytes) -> bytes:
    """A zipped file; "__" in a name stands for "/", "_xml" for its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def body(content: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{content}</w:body></w:document>'


def open_document(content: str) -> bytes:
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def locked(data: bytes) -> bytes:
    """A zipped file whose parts say that they are encrypted."""
    at, found = 0, bytearray(data)
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        found[at + 8] |= 1
        at += 4
    return bytes(found)


Made = bytes | Callable[[], bytes]  # large files are made when their case comes, not wherever this is imported

WORD = zipped(word__document_xml=body("<w:p><w:r><w:t>Chữ</w:t></w:r></w:p>"))
DEEP = "<w:sdt><w:sdtContent>" * 30_000 + "</w:sdtContent></w:sdt>" * 30_000
ROWS = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999'/></w:tcPr><w:p/></w:tc>{'<w:tc><w:p/></w:tc>' * 9}</w:tr>"
NAMES: dict[str, tuple[Made, str, str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "anh.docx", "file-picture-misnamed"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100), "quet.pdf", "file-picture-misnamed"),
    "a picture of a phone": (b"\0\0\0\x18ftypheic" + bytes(100), "IMG_0001.heic", "file-is-picture"),
    "a text of bottomless groups": (b"{\\rtf1" + b"{" * 1_000_000, "a.rtf", "file-damaged"),
    "a packed folder": (zipped(a="x", b="y"), "ke-hoach.docx", "file-is-archive"),
    "another packed folder": (b"Rar!\x1a\x07\0" + bytes(50), "ke-hoach.docx", "file-is-archive"),
    "a program": (b"MZ" + bytes(100), "ke-hoach.exe", "file-type-unknown"),
    "a text that says it is a Word file": (b"KE HOACH", "ke-hoach.docx", "file-damaged"),
    "nothing": (b"", "ke-hoach.docx", "file-empty"),
    "presentations": (zipped(ppt__presentation_xml="<x/>"), "a.pptx", "file-is-slides"),
    "a document of Pages": (zipped(**{"Index/Document.iwa": "x"}), "ke-hoach.pages", "file-of-iwork"),
    "a letter": (b"From: a@b\nMIME-Version: 1.0\n\nThu", "ke-hoach.eml", "file-is-mail"),
    "a link": (b"[InternetShortcut]\nURL=https://example.org\n", "ke-hoach.url", "file-is-link"),
    "what Word keeps of an open file": (b"\x05Ten" + bytes(158), "~$ke-hoach.docx", "file-is-lock"),
    "encrypted by Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "mat-khau.docx", "file-encrypted"),
    "encrypted parts": (locked(WORD), "mat-khau.docx", "file-encrypted"),
    "encrypted by LibreOffice": (
        zipped(mimetype="application/vnd.oasis.opendocument.text", **{"META-INF__manifest_xml": "<x><encryption-data/></x>"}),
        "mat-khau.odt",
        "file-encrypted",
    ),
    "some other compound file": (OLE + bytes(600), "a.doc", "file-damaged"),
    "a Word file without a body": (zipped(word__document_xml="<x/>"), "a.docx", "file-damaged"),
    "a Word file without a document": (zipped(word__styles_xml="<x/>"), "a.docx", "file-damaged"),
    "a Word file that shows nothing": (zipped(word__document_xml=body("<w:p/>" * 1000)), "a.docx", "file-empty"),
    "no XML": (zipped(word__document_xml="<w:document"), "a.docx", "file-damaged"),
    "entities": (zipped(word__document_xml=body("&b;", LAUGHS)), "a.docx", "xml-entities"),
    "entities in styles": (
        zipped(
            word__document_xml=body(""),
            word__styles_xml=f"{LAUGHS}<x>&b;</x>",
            **{"word___rels__document_xml.rels": '<R><Relationship Type="x/styles" Target="styles.xml"/></R>'},
        ),
        "a.docx",
        "xml-entities",
    ),
    "an entity from outside": (zipped(word__document_xml=body("&a;", OUTSIDE)), "a.docx", "xml-entities"),
    "entities in another encoding": (
        zipped(word__document_xml=body("&b;", LAUGHS).replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")),
        "a.docx",
        "xml-entities",
    ),
    "a bottomless nest": (lambda: zipped(word__document_xml=body(DEEP)), "a.docx", "file-damaged"),
    "a part that unpacks to 40 MB": (
        lambda: zipped(word__document_xml=b" " * 40_000_000), "a.docx", "file-unpacks-too-large"
    ),
    "parts that unpack to 220 MB": (
        lambda: zipped(word__document_xml=body(""), **{f"word__media{n}": bytes(20_000_000) for n in range(11)}),
        "a.docx",
        "file-unpacks-too-large",
    ),
    "a table of many cells": (
        lambda: zipped(word__document_xml=body(f"<w:tbl>{ROWS * 400}</w:tbl>")), "a.docx", "too-many-cells"
    ),
    "thousands of parts": (
        lambda: zipped(**{f"word__{n}": "" for n in range(6_000)}), "a.docx", "file-unpacks-too-large"
    ),
    "a web page of merged cells": (b"<table><tr>" + b"<td colspan=9999>x" * 4_000, "a.html", "too-many-cells"),
    "a web page of tables in tables": (b"<table><tr><td>" * 5_000, "a.html", "file-damaged"),
    "a web page of comments without end": (b"<html>" + b"<!--" * 500_000, "a.html", "file-empty"),
    "a web page of tags without end": (b"<html>" + b"<a " * 500_000, "a.html", "file-empty"),
    "a text of too many lines": (b"1. Hop giao ban\n" * 30_000, "a.txt", "text-too-long"),
    "a text of too many letters": (b"Hop giao ban " * 400_000, "a.md", "text-too-long"),
    "one line of cells": (b"|a" * 1_000_000, "a.md", "too-many-cells"),
    "a table as text of too many rows": (b"1;Hop;Phong A;Quy I\n" * 30_000, "a.csv", "text-too-long"),
    "a web page of too many rows": (b"<table>" + b"<tr><td>x" * 30_000, "a.html", "text-too-long"),
    "a web page with a cell of too many lines": (b"<table><tr><td>" + b"x<br>" * 150_000, "a.html", "text-too-long"),
    "entities in an OpenDocument text": (open_document(f"{LAUGHS}<x>&b;</x>"), "a.odt", "xml-entities"),
    "a bottomless OpenDocument text": (open_document("<x>" * 5_000), "a.odt", "file-damaged"),
    "an OpenDocument text that unpacks to 40 MB": (
        lambda: open_document(" " * 40_000_000), "a.odt", "file-unpacks-too-large"
    ),
    "a page in one file without a page": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "a.mht", "file-damaged"),
    "pages within pages": (
        b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 99,
        "a.doc",
        "file-damaged",
    ),
    "a table as text with a cell without end": (b'a;b\n"' + b"x" * 200_000, "a.csv", "file-damaged"),
}  # fmt: skip


def test_a_page_of_signs_that_open_nothing_is_text() -> None:
    document = parse_document(b"<p>Ke hoach</p>" + b"<" * 1_000_000 + b"<p>x</p>", "a.html")
    assert [text[:9] for block in document.blocks for text, _ in texts(block)] == ["Ke hoach", "<<<<<<<<<", "x"]


@pytest.mark.parametrize("case", NAMES)
def test_files_that_are_refused(case: str) -> None:
    data, name, code = NAMES[case]
    assert codes(data() if callable(data) else data, name) == [code]


def test_a_photograph_without_a_program_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.documents.pdf_process.tesseract_program", lambda: None)
    assert codes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100), "ke-hoach.jpg") == ["picture-scan"]


def workbook(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A small workbook, its parts changed by hand."""
    book, out = Workbook(), io.BytesIO()
    book.active.append(("STT", "Nội dung", "Thời gian"))
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return again.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
CELLS = '<row r="2">' + "<c/>" * 400_000 + "</row>"
FAR = "".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(2, 200))
SHEETS = {
    "too many cells": (SHEET, b"</sheetData>", CELLS.encode() + b"</sheetData>", "too-many-cells"),
    "cells far out": (SHEET, b"</sheetData>", FAR.encode() + b"</sheetData>", "too-many-cells"),
    "a row beyond the last": (SHEET, b"</sheetData>", b'<row r="9999999999"/></sheetData>', "file-damaged"),
    "entities in a sheet": (SHEET, b"<worksheet", LAUGHS.encode() + b"<worksheet", "xml-entities"),
    "entities in the styles": ("xl/styles.xml", b"<styleSheet", LAUGHS.encode() + b"<styleSheet", "xml-entities"),
    "no workbook": ("xl/workbook.xml", b"<workbook", b"<other", "file-damaged"),
}


@pytest.mark.parametrize("case", SHEETS)
def test_spreadsheets_that_are_refused(case: str) -> None:
    part, old, new, code = SHEETS[case]
    data = workbook(lambda parts: parts.update({part: parts[part].replace(old, new, 1)}))
    assert codes(data, "a.xlsx") == [code]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = workbook(lambda parts: parts.update({SHEET: parts[SHEET].replace(b"</sheetData>", merge)}))
    assert parse_document(data, "a.xlsx").readable


def test_a_size_that_is_not_true_costs_nothing() -> None:
    data = workbook(lambda parts: parts.update({SHEET: parts[SHEET].replace(b'ref="A1:C1"', b'ref="A1:XFD1048576"')}))
    assert parse_document(data, "a.xlsx").readable


def test_pdf_files_that_are_refused(paper: ModuleType) -> None:
    whole = paper.pdf(paper.Page().text(50, 100, "Kế hoạch"))
    assert codes(whole[:40], "a.pdf") == ["file-damaged"]
    assert codes(paper.pdf(paper.Page(), encrypt=True), "a.pdf") == ["file-encrypted"]
    many = paper.assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 500 /Kids [%s] >>" % (b"3 0 R " * 500)]
        + [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 501
    )
    assert codes(many, "a.pdf") in (["too-many-pages"], ["file-empty"])


def test_a_pdf_that_goes_on_and_on_is_ended(paper: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred million bytes of drawing in a file of a few hundred; the time that it gets is cut short for the test."""
    monkeypatch.setattr("scheduler.documents.pdf_process.PDF_SECONDS", 2)
    bomb = zlib.compress(zlib.compress(b"0 " * 50_000_000))
    content = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(bomb) + bomb + b"\nendstream"
    data = paper.assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            content,
        ]
    )
    assert len(data) < 5_000
    assert codes(data, "a.pdf") == ["took-too-long"]


@given(st.data())
@tried_on(150)
def test_any_beginning_and_any_slip_of_a_file_is_a_finding_and_no_exception(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([WORD, workbook(lambda parts: None)]))
    chance = random.Random(data.draw(st.integers(0, 10**6)))
    found = bytearray(source[: chance.randrange(1, len(source) + 1)] if chance.random() < 0.5 else source)
    for _ in range(chance.randrange(0, 12)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    document = parse_document(bytes(found), "a.docx")
    assert document.readable or not document.blocks
    assert all(diagnose(d) for d in document.diagnostics)


ELEMENTS = ("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "tcPr", "pPr", "hyperlink", "drawing")
XML = st.recursive(
    st.sampled_from(["<w:p/>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "chữ", "<w:tc/>", "<w:tr/>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(ELEMENTS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(XML)
@tried_on(150)
def test_any_order_of_elements_is_read(content: str) -> None:
    document = parse_document(zipped(word__document_xml=body(content)), "a.docx")
    assert {d.code for d in document.diagnostics} <= {"file-empty", "footnotes-apart"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ke-hoach.pdf")
    assert [d.code for d in read_document(tmp_path / "ke-hoach.pdf").diagnostics] == ["file-no-file"]


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/tty", "/dev/null"])
def test_a_device_is_not_read(name: str) -> None:
    document = read_document(Path(name))
    assert document.blocks == ()
    assert next(d.code for d in document.diagnostics) in ("file-no-file", "file-unreadable", "file-missing")


def test_a_file_that_grows_without_end_is_read_to_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(50_000_000_000)
    assert [d.code for d in read_document(tmp_path / "a.pdf").diagnostics] == ["file-too-large"]
