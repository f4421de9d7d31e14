"""PDF files: what stands on the pages, whatever drew it."""

from collections.abc import Callable
from types import ModuleType

import pytest

from scheduler.diagnostics import Severity
from scheduler.documents import Document, parse_document, pdf_process
from scheduler.documents.document import Paragraph
from scheduler.documents.processes import run_to_its_end

Seen = Callable[[Document], list[str]]


def _read(data: bytes) -> Document:
    document = parse_document(data, "ke-hoach.pdf")
    assert document.readable, document.diagnostics
    return document


def test_a_line_that_the_width_broke_is_joined(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page()
    page.text(50, 100, "Các đơn vị rà soát, lập danh mục và gửi báo cáo kết quả")
    page.text(50, 114, "Ủy ban nhân dân xã.")
    page.text(50, 128, "Phòng Kinh tế theo dõi.")
    assert seen(_read(paper.pdf(page))) == [
        "Các đơn vị rà soát, lập danh mục và gửi báo cáo kết quả Ủy ban nhân dân xã.",
        "Phòng Kinh tế theo dõi.",
    ]


def test_a_wider_gap_and_an_item_begin_a_paragraph(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page()
    page.text(50, 100, "Mục đích của kế hoạch là nâng cao chất lượng công việc").text(50, 114, "- Yêu cầu chung")
    page.text(50, 128, "Nội dung của kế hoạch là các công việc sau đây của năm").text(50, 160, "Tổ chức thực hiện")
    assert len(seen(_read(paper.pdf(page)))) == 4


def test_the_head_of_a_letter_is_read_column_by_column(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page()
    page.text(60, 60, "ỦY BAN NHÂN DÂN").text(330, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.text(60, 74, "XÃ MẪU").text(330, 74, "Độc lập - Tự do - Hạnh phúc")
    page.text(60, 120, "Thực hiện chương trình công tác năm, ủy ban nhân dân xã ban hành kế hoạch như sau:")
    assert seen(_read(paper.pdf(page))) == [
        "ỦY BAN NHÂN DÂN / XÃ MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc",
        "Thực hiện chương trình công tác năm, ủy ban nhân dân xã ban hành kế hoạch như sau:",
    ]


def test_what_every_page_repeats_at_its_edge_is_left_out(paper: ModuleType, seen: Seen) -> None:
    pages = [
        paper.Page()
        .text(50, 30, "Ký bởi: Ủy ban nhân dân xã Mẫu")
        .text(50, 100, f"Điều thứ {word}.")
        .text(280, 820, f"Trang {n}/4")
        for n, word in enumerate(("nhất", "hai", "ba", "tư"), 1)
    ]
    assert seen(_read(paper.pdf(*pages))) == ["Điều thứ nhất.", "Điều thứ hai.", "Điều thứ ba.", "Điều thứ tư."]


@pytest.fixture
def unequipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the program that reads pictures."""
    monkeypatch.setattr("scheduler.documents.pdf_process.tesseract_program", lambda: None)


@pytest.mark.usefixtures("unequipped")
def test_a_scan_is_said_to_be_one(paper: ModuleType) -> None:
    document = parse_document(paper.pdf(paper.Page(picture=True), paper.Page(picture=True)), "quet.pdf")
    assert [(d.code, d.severity) for d in document.diagnostics] == [("pdf-scan", Severity.ERROR)]


@pytest.mark.usefixtures("unequipped")
def test_a_scan_that_bears_a_signature_in_letters_is_one(paper: ModuleType) -> None:
    signed = paper.Page(picture=True).text(50, 60, "Ký bởi: Ủy ban nhân dân xã Mẫu")
    assert [d.code for d in parse_document(paper.pdf(signed), "a.pdf").diagnostics] == ["pdf-scan"]


@pytest.mark.usefixtures("unequipped")
def test_pages_that_are_scans_are_named(paper: ModuleType) -> None:
    document = _read(paper.pdf(paper.Page().text(50, 100, "Kế hoạch"), paper.Page(picture=True)))
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [("pdf-pages-scanned", {"pages": "2"})]


def test_text_behind_the_picture_of_a_page_is_to_be_checked(paper: ModuleType) -> None:
    page = paper.Page(picture=True)
    for line in range(10):
        page.text(50, 100 + 12 * line, "Ke hoach cong tac nam cua uy ban nhan dan xa")
    document = _read(paper.pdf(page))
    assert [d.code for d in document.diagnostics] == ["pdf-text-of-scan"]


def test_letters_drawn_twice_and_marks_drawn_apart(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().text(50, 100, "Ke\u0302\u0301 hoa\u0323ch")
    page.text(50, 140, "TT").text(50.4, 140, "TT")
    found = seen(_read(paper.pdf(page)))
    assert (found[0].replace(" ", ""), found[1]) == ("Kếhoạch", "TT")


def test_an_empty_pdf(paper: ModuleType) -> None:
    assert [d.code for d in parse_document(paper.pdf(paper.Page()), "a.pdf").diagnostics] == ["file-empty"]


@pytest.mark.parametrize("mark", ["MẬT", "TUYỆT MẬT"])
def test_a_mark_of_secrecy(mark: str, paper: ModuleType) -> None:
    document = parse_document(paper.pdf(paper.Page().text(50, 60, mark).text(50, 100, "Nội dung")), "a.pdf")
    assert [d.code for d in document.diagnostics] == ["document-secret"]
    assert document.blocks == ()


def test_places_are_pages(paper: ModuleType) -> None:
    document = _read(paper.pdf(paper.Page().text(50, 100, "Một."), paper.Page().text(50, 100, "Hai.")))
    assert [(b.text, b.place.page) for b in document.blocks if isinstance(b, Paragraph)] == [("Một.", 1), ("Hai.", 2)]


def test_text_that_is_struck_through(paper: ModuleType, seen: Seen) -> None:
    """What was deleted while changes were tracked is no part of the plan; what is underlined stays."""
    page = paper.Page().text(50, 100, "Hạn nộp: Quý I Quý II")
    page.line(95, 96.5, 125, 96.5).line(130, 101.5, 160, 101.5)
    document = _read(paper.pdf(page))
    assert seen(document) == ["Hạn nộp: Quý II"]
    assert [d.code for d in document.diagnostics] == ["pdf-text-struck"]


def test_a_rule_of_a_table_that_crosses_its_text_strikes_nothing(paper: ModuleType, seen: Seen) -> None:
    page = paper.Page().text(50, 100, "Đơn vị").text(300, 100, "Thời gian")
    page.line(40, 97, 540, 97)
    assert seen(_read(paper.pdf(page))) == ["Đơn vị Thời gian"]


def test_a_letter_of_a_font_of_shapes_stands_on_its_line(paper: ModuleType, seen: Seen) -> None:
    """Its box says that it stands a line higher: the letters fell out of their words."""
    page = paper.Page().text(50, 100, "DANH").shape(70, 100, "S").text(75, 100, "ACH")
    page.text(50, 130, "Các đơn vị rà soát, lập danh mục.")
    assert seen(_read(paper.pdf(page)))[0] == "DANHSACH"


RIGHT = "Nội dung công việc truyền thông về hoạt động kiểm soát thủ tục hành chính của các đơn vị trực thuộc năm nay."


def _printed_again(text: str) -> str:
    """As a printer driver that knows no letters behind the first 256 writes a file."""
    return "".join(c if c < "\u0100" else {"ế": "¿", "ộ": "ß", "ệ": "ß", "ủ": "ÿ"}.get(c, "þ") for c in text)


@pytest.mark.parametrize(("text", "wrong"), [(RIGHT, False), (_printed_again(RIGHT), True)], ids=["right", "wrong"])
def test_a_page_with_other_letters_than_it_shows(
    paper: ModuleType, monkeypatch: pytest.MonkeyPatch, text: str, wrong: bool
) -> None:
    """Its tasks would bear names that nobody wrote: a file of such pages is refused where no program reads what they show."""
    monkeypatch.setattr("scheduler.documents.pdf_process.tesseract_program", lambda: None)
    page = paper.Page()
    for at in range(4):
        page.text(30, 100 + 14 * at, text, 9)
    document = parse_document(paper.pdf(page), "ke-hoach.pdf")
    assert [d.code for d in document.diagnostics] == (["pdf-without-letters"] if wrong else [])


def test_a_process_reads_the_same_forked_or_started(paper: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests fork one that has the libraries; outside of them each is started."""
    files = [paper.pdf(paper.Page().text(50, 100, "Kế hoạch công tác")), b"%PDF-1.7 broken"]
    forked = [parse_document(data, "ke-hoach.pdf") for data in files]
    monkeypatch.setattr(pdf_process, "run_to_its_end", run_to_its_end)
    assert [parse_document(data, "ke-hoach.pdf") for data in files] == forked
    assert forked[0].readable and not forked[1].readable
