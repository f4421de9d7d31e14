"""Files of one kind under the name of another, as Word, Excel and programs of accounts write them."""

import base64
import quopri
from collections.abc import Callable

import pytest

from scheduler.documents import Document, parse_document

Seen = Callable[[Document], list[str]]
ROWS = (("STT", "Nội dung", "Chủ trì", "Thời gian"), ("1", "Họp giao ban", "Văn phòng", "Quý I"))
TABBED = "".join("\t".join(row) + "\r\n" for row in ROWS)
PAGE = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in ROWS) + "</table>"
SHEET = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x"><Table>'
    + "".join("<Row>" + "".join(f"<Cell><Data>{c}</Data></Cell>" for c in row) + "</Row>" for row in ROWS)
    + "</Table></Workbook>"
)


def one_file(*pages: tuple[str, bytes, str], encoding: str = "quoted-printable") -> bytes:
    """A web page in one file. pages: place, content, type with charset."""
    encode = quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes
    parts = (
        f"--b\r\nContent-Location: file:///C:/x/{place}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        f"Content-Type: {kind}\r\n\r\n".encode()
        + encode(content)
        + b"\r\n"
        for place, content, kind in pages
    )
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n' + b"".join(parts) + b"--b--\r\n"
    )


UTF8 = 'text/html; charset="utf-8"'
FRAME = b"<html><frameset><frame src=sheet001.htm></frameset></html>"
FILES = {
    "text of Excel": (TABBED.encode("utf-16"), "a.xls"),
    "text parted by semicolons": (TABBED.replace("\t", ";").encode(), "a.xls"),
    "a web page as a sheet": (PAGE.encode(), "a.xls"),
    "a piece of a web page as a text": (f"<div>{PAGE}</div>".encode(), "a.doc"),
    "a web page of two bytes a letter": (f"<html>{PAGE}".encode("utf-16"), "a.doc"),
    "a page in one file": (one_file(("a.htm", PAGE.encode(), UTF8)), "a.mht"),
    "a page in one file as a text": (one_file(("a.htm", PAGE.encode(), UTF8)), "a.doc"),
    "a page in one file, two bytes a letter": (
        one_file(("a.htm", PAGE.encode("utf-16"), 'text/html; charset="unicode"'), encoding="base64"),
        "a.doc",
    ),
    "a page with a header of its own": (
        one_file(("a.htm", PAGE.encode(), UTF8), ("header.htm", b"<p>Trang 1</p>", UTF8)),
        "a.doc",
    ),
    "a workbook in one file": (
        one_file(("a.htm", FRAME, UTF8), ("sheet001.htm", PAGE.encode(), UTF8), ("tabstrip.htm", b"<p>Sheet1", UTF8)),
        "a.xls",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_files_of_another_kind_than_their_name_says(case: str, seen: Seen) -> None:
    document = parse_document(*FILES[case])
    assert seen(document) == [" | ".join(row) for row in ROWS]
    assert document.diagnostics == ()


def test_a_mark_in_the_header_of_a_page_in_one_file() -> None:
    data = one_file(("a.htm", PAGE.encode(), UTF8), ("header.htm", "<p>TỐI MẬT</p>".encode(), UTF8))
    assert [d.code for d in parse_document(data, "a.doc").diagnostics] == ["document-secret"]
