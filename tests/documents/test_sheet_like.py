"""Whole sheets as other programs write them out: titles and numbered lines are text, what stands below a header is the table."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

import openpyxl
import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]

TABLE = [
    ["ỦY BAN NHÂN DÂN", "", "CỘNG HÒA", ""],
    ["XÃ MẪU", "", "Mẫu, ngày 2/1/2026", ""],
    ["KẾ HOẠCH", "", "", ""],
    ["Công tác năm 2026", "", "", ""],
    ["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Họp; rà soát", "- Sở A;\n- Sở B;\n- Sở C", "Quý I"],
    ["2", "Báo cáo", "- Sở A;\n- Sở D", "Quý II"],
]
LINES = [
    ["ỦY BAN NHÂN DÂN XÃ MẪU", "", "CỘNG HÒA"],
    ["KẾ HOẠCH", "", ""],
    ["Công tác năm 2026", "", ""],
    ["I. NHIỆM VỤ", "", ""],
    ["1. Họp giao ban", "", ""],
    ["- Đơn vị chủ trì: Văn phòng.", "", ""],
    ["- Thời gian thực hiện: Quý II.", "", ""],
]
NUMBERED = [
    ["KẾ HOẠCH", "", ""],
    ["Công tác năm 2026", "", ""],
    ["I", "NHIỆM VỤ", ""],
    ["1", "Họp giao ban", ""],
    ["", "- Đơn vị chủ trì: Văn phòng.", ""],
    ["", "- Thời gian thực hiện: Quý II.", ""],
]


def _quoted(cell: str, separator: str) -> str:
    return f'"{cell}"' if separator in cell or "\n" in cell else cell


def as_text(rows: Sequence[Sequence[str]], separator: str) -> bytes:
    return "\n".join(separator.join(_quoted(c, separator) for c in row) for row in rows).encode()


def as_page(rows: Sequence[Sequence[str]]) -> bytes:
    cells = ("".join(f"<td>{escape(c).replace(chr(10), '<br>')}</td>" for c in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>".encode()


def as_sheet(rows: Sequence[Sequence[str]]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(out)
    return out.getvalue()


FORMS: dict[str, tuple[Callable[[Sequence[Sequence[str]]], bytes], str]] = {
    "a web page": (as_page, "a.html"),
    "the clipboard": (lambda rows: as_text(rows, "\t"), "a.txt"),
    "commas": (lambda rows: as_text(rows, ","), "a.csv"),
    "semicolons": (lambda rows: as_text(rows, ";"), "a.csv"),
    "a spreadsheet": (as_sheet, "a.xlsx"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_below_titles(form: str) -> None:
    make, name = FORMS[form]
    plan = read_plan(parse_document(make(TABLE), name))
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("1", "Họp; rà soát", ("Sở A", "Sở B", "Sở C"), "Quý I"),
        ("2", "Báo cáo", ("Sở A", "Sở D"), "Quý II"),
    ]
    assert (plan.header.title, str(plan.header.issued)) == ("Công tác năm 2026", "2026-01-02")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", [LINES, NUMBERED], ids=["lines", "numbers in a column"])
def test_an_outline_in_cells(form: str, rows: Sequence[Sequence[str]]) -> None:
    make, name = FORMS[form]
    plan = read_plan(parse_document(make(rows), name))
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("I.1", "Họp giao ban", ("Văn phòng",), "Quý II")
    ]
    assert plan.header.title == "Công tác năm 2026"


def test_a_table_whose_rows_are_numbered_stays_one() -> None:
    rows = [["I", "Phần một", "", ""], ["II", "Phần hai", "", ""], ["1", "Họp", "Sở A", "Quý I"]]
    assert isinstance(parse_document(as_page(rows), "a.html").blocks[0], Table)
