"""Marks of secrecy wherever a file can bear one; the words in running text are none."""

import io
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import Workbook

from scheduler.documents import parse_document
from scheduler.documents.marked import misread_in
from tests.support.office import OfficeFolder


def codes(data: bytes, name: str) -> list[str]:
    document = parse_document(data, name)
    assert not (document.diagnostics and document.blocks and document.diagnostics[0].code == "document-secret")
    return [d.code for d in document.diagnostics]


def box(word: ModuleType, text: str) -> str:
    inner = f"<w:txbxContent>{word.p(text)}</w:txbxContent>"
    return f"<w:p><w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r></w:p>"


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "T Ố I  M Ậ T", "Độ mật: Mật"])
@pytest.mark.parametrize("where", ["line", "box", "frame", "header", "footer", "box of a header", "letterhead", "runs"])
def test_in_a_word_file(where: str, mark: str, word: ModuleType) -> None:
    text = word.p("Nội dung kế hoạch")
    made = {
        "line": lambda: word.docx(word.p(mark) + text),
        "box": lambda: word.docx(box(word, mark) + text),
        "frame": lambda: word.docx(word.tbl(word.tr(mark)) + text),
        "header": lambda: word.docx(text, header=word.p(mark)),
        "footer": lambda: word.docx(text, footer=word.p(mark)),
        "box of a header": lambda: word.docx(text, header=box(word, mark)),
        "letterhead": lambda: word.docx(
            word.tbl(word.tr(word.tc(word.p("UBND XÃ MẪU") + word.p(mark)), "Độc lập - Tự do - Hạnh phúc")) + text
        ),
        "runs": lambda: word.docx(word.p(*(word.r(letter) for letter in mark)) + text),
    }
    assert codes(made[where](), "a.docx") == ["document-secret"]


@pytest.mark.parametrize("where", ["cell", "header", "hidden", "tab"])
def test_in_a_spreadsheet(where: str) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(("STT", "Nội dung"))
    if where == "cell":
        sheet["F1"] = "MẬT"
    elif where == "header":
        sheet.oddHeader.right.text = "TUYỆT MẬT"
    else:
        other = book.create_sheet("MẬT" if where == "tab" else "Khác")
        other["A1"] = "MẬT" if where == "hidden" else "x"
        other.sheet_state = "hidden" if where == "hidden" else "visible"
    book.save(out)
    assert codes(out.getvalue(), "a.xlsx") == ["document-secret"]


@pytest.mark.parametrize(("x", "y"), [(50, 30), (300, 30), (300, 44), (500, 820)])
def test_on_a_page_beside_other_text(x: int, y: int, paper: ModuleType) -> None:
    page = paper.Page().text(50, 100, "Nội dung kế hoạch").text(x, y, "MẬT")
    for at in (30, 44):
        if x > 200:
            page.text(50, at, "UBND XÃ MẪU")
    assert codes(paper.pdf(page), "a.pdf") == ["document-secret"]


def test_in_a_footnote_and_in_the_title_of_a_web_page(word: ModuleType) -> None:
    notes = f'<w:footnote w:id="1">{word.p("TỐI MẬT")}</w:footnote>'
    assert codes(word.docx(word.p("Nội dung kế hoạch"), footnotes=notes), "a.docx") == ["document-secret"]
    page = "<html><head><title>MẬT</title></head><body><p>Nội dung kế hoạch</p></body></html>"
    assert codes(page.encode(), "a.html") == ["document-secret"]


def test_a_struck_mark_is_one_still(paper: ModuleType) -> None:
    page = paper.Page().text(50, 60, "TUYỆT MẬT").line(50, 56.5, 95, 56.5).text(50, 100, "Nội dung kế hoạch")
    assert codes(paper.pdf(page), "a.pdf") == ["document-secret"]


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
def test_a_box_that_stands_over_a_line(paper: ModuleType, mark: str) -> None:
    """Its letters stand amid those of the line, so that no line shows it."""
    page = paper.Page().text(50, 80, "Nội dung kế hoạch").text(60, 80.5, mark, size=9).text(50, 100, "Việc A")
    assert codes(paper.pdf(page), "a.pdf") == ["document-secret"]


@pytest.mark.parametrize("options", [[], ["--json"], ["--review", "ra.html"]])
@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_nothing_of_a_secret_file_is_shown(
    kind: str, options: list[str], word: ModuleType, paper: ModuleType, tmp_path: Path
) -> None:
    """Neither on the screen, nor in the data, nor in the page for review."""
    lines = ("MẬT", "KẾ HOẠCH", "Lập hồ sơ Zeta", "Cơ quan chủ trì: Phòng Omega. Thời gian: Quý I")
    page = paper.Page()
    for at, line in enumerate(lines):
        page.text(50, 100 + 30 * at, line)
    made = {
        "txt": "\n\n".join(lines).encode(),
        "docx": word.docx("".join(word.p(line) for line in lines)),
        "html": "".join(f"<p>{line}</p>" for line in lines).encode(),
        "pdf": paper.pdf(page),
    }
    office = OfficeFolder(tmp_path)
    office.write(f"a.{kind}", made[kind])
    answer = office.call("read", f"a.{kind}", *options)
    review = tmp_path / "ra.html"
    told = answer.out + answer.err + (review.read_text(encoding="utf-8") if review.exists() else "")
    assert "MẬT" in told
    assert not any(word in told for word in ("Zeta", "Omega", "Quý I"))


RUNNING = (
    "Bảo đảm công tác bảo mật",
    "Chế độ mật thực hiện theo quy định",
    "Độ mật: Không",
    "Tài liệu mật do văn phòng giữ",
)


@pytest.mark.parametrize("text", RUNNING)
def test_words_in_running_text_are_no_mark(text: str, word: ModuleType, paper: ModuleType) -> None:
    assert codes(word.docx(word.p(text)), "a.docx") == []
    assert codes(paper.pdf(paper.Page().text(50, 100, text)), "a.pdf") == []


@pytest.mark.parametrize("line", ["MAT", "TUYÊT MÂT", "[TỐI MẶT]"])
def test_a_misread_stamp_is_one(line: str) -> None:
    assert [d.code for d in misread_in([line], "a.pdf")] == ["document-secret"]


@pytest.mark.parametrize(
    "lines", [["MẶT"], ["M Ặ T"], ["MẤT"], ["MẮT", "Số: 12/KH-UBND"], ["MAT", "MẶT"], ["BÍ", "MÂT", "BÍ MÂT"]]
)
def test_another_word_by_its_accents_alone_may_be_one(lines: list[str]) -> None:
    assert [d.code for d in misread_in(lines, "a.pdf")] == ["stamp-unsure"]


@pytest.mark.parametrize(
    "lines", [["MẶT", "TRẬN TỔ QUỐC"], ["M Ặ T", "T R Ậ N"], ["MẤT", "HIỆU LỰC"], ["MAT", "HIEU LUC"], ["MẪU"]]
)
def test_a_word_that_goes_on_below_is_none(lines: list[str]) -> None:
    assert misread_in(lines, "a.pdf") == ()


@pytest.mark.parametrize("line", ["Mat", "MẶT TRẬN TỔ QUỐC", "mặt"])
def test_other_words_on_a_scan_are_none(line: str) -> None:
    assert misread_in([line], "a.pdf") == ()
