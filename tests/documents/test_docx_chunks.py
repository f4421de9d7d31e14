"""Word files that take in a whole web page, cells that are tracked away, text that is struck out."""

from collections.abc import Callable
from types import ModuleType

import pytest

from scheduler.documents import Document, parse_document

Seen = Callable[[Document], list[str]]
PAGE = "<html><meta charset=utf-8><table><tr><td>STT<td>Nội dung<tr><td>1<td>Họp giao ban</table></html>"
IN_ONE_FILE = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"


def with_chunk(word: ModuleType, content: str, name: str) -> bytes:
    body = f'{word.p("Kế hoạch")}<w:altChunk r:id="r0" xmlns:r="urn:r"/>{word.p("Nơi nhận")}'
    return word.package(
        {
            "_rels/.rels": word.relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": word.part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": word.relations({"aFChunk": name}),
            f"word/{name}": content,
        }
    )


@pytest.mark.parametrize(("content", "name"), [(PAGE, "a.html"), (IN_ONE_FILE, "a.mht")])
def test_a_page_taken_in_stands_where_the_text_says(word: ModuleType, seen: Seen, content: str, name: str) -> None:
    document = parse_document(with_chunk(word, content, name), "a.docx")
    assert seen(document) == ["Kế hoạch", "STT | Nội dung", "1 | Họp giao ban", "Nơi nhận"]
    assert document.diagnostics == ()


def test_a_mark_in_a_page_taken_in(word: ModuleType) -> None:
    document = parse_document(with_chunk(word, "<html><meta charset=utf-8><p>TUYỆT MẬT", "a.html"), "a.docx")
    assert [d.code for d in document.diagnostics] == ["document-secret"]


def test_a_file_taken_in_that_is_not_read_is_said(word: ModuleType) -> None:
    document = parse_document(with_chunk(word, "{\\rtf1 x}", "a.rtf"), "a.docx")
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [("parts-unread", {"count": 1})]


def test_a_cell_tracked_away_is_none(word: ModuleType, seen: Seen) -> None:
    gone = word.tc("<w:p><w:del><w:r><w:delText>Bỏ</w:delText></w:r></w:del></w:p>", "<w:cellDel/>")
    data = word.docx(word.tbl(word.tr("1", "Họp", "Văn phòng"), word.tr("2", gone, "Sơ kết", "Văn phòng")))
    assert seen(parse_document(data, "a.docx")) == ["1 | Họp | Văn phòng", "2 | Sơ kết | Văn phòng"]


def test_what_is_struck_out_is_left_out_and_said(word: ModuleType, seen: Seen) -> None:
    body = word.p(word.r("Quý III ", "<w:strike/>"), word.r("Quý I")) + word.p(word.r("Họp", "<w:strike w:val='0'/>"))
    document = parse_document(word.docx(body), "a.docx")
    assert seen(document) == ["Quý I", "Họp"]
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [
        ("text-struck", {"count": 1, "text": "Quý III"})
    ]
