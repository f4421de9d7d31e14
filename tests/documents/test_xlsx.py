"""Spreadsheets as offices keep them: titles above, headers anywhere, merged cells, dates, sheets beside sheets."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]
HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(book: Workbook) -> Document:
    document = parse_document(_bytes(book), "lich.xlsx")
    assert document.readable, document.diagnostics
    return document


def _sheet(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_what_stands_above_and_below_the_table_is_no_part_of_it(seen: Seen) -> None:
    book = _sheet(
        ("UBND XÃ MẪU", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (),
        ("KẾ HOẠCH",),
        ("Công tác văn thư năm 2027",),
        (),
        HEADER,
        (1, "Lập danh mục hồ sơ", "Văn phòng", "Quý I"),
        (2, "Chỉnh lý hồ sơ", "Văn phòng", "Quý III"),
        (),
        ("Nơi nhận:", None, "CHỦ TỊCH"),
    )
    document = _read(book)
    assert seen(document) == [
        "UBND XÃ MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
        "Công tác văn thư năm 2027",
        "STT | Nội dung công việc | Đơn vị chủ trì | Thời gian",
        "1 | Lập danh mục hồ sơ | Văn phòng | Quý I",
        "2 | Chỉnh lý hồ sơ | Văn phòng | Quý III",
        "Nơi nhận:",
        "CHỦ TỊCH",
    ]
    plan = read_plan(document)
    assert (plan.header.title, plan.header.year) == ("Công tác văn thư năm 2027", 2027)
    assert [(t.no, t.timing) for t in plan.tasks] == [("1", "Quý I"), ("2", "Quý III")]


def test_the_table_may_begin_in_any_column_and_have_empty_ones(seen: Seen) -> None:
    rows = [(None, None, a, None, b, c, d) for a, b, c, d in (HEADER, (1, "Việc A", "Văn phòng", "Quý I"))]
    assert seen(_read(_sheet(*rows)))[1] == "1 | Việc A | Văn phòng | Quý I"


def test_merged_cells(seen: Seen) -> None:
    book = _sheet(
        HEADER,
        ("I", "Công tác tổ chức"),
        (1, "Việc A", "Văn phòng", "Quý I"),
        (2, "Việc B", None, "Quý II"),
        (3, "Việc C", None, "Quý III"),
    )
    book.active.merge_cells("B2:D2")
    book.active.merge_cells("C3:C5")
    document = _read(book)
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [(c.text, c.columns, c.rows) for c in table.rows[1].cells] == [("I", 1, 1), ("Công tác tổ chức", 3, 1)]
    assert [(c.text, c.rows) for c in table.rows[2].cells] == [("1", 1), ("Việc A", 1), ("Văn phòng", 3), ("Quý I", 1)]
    assert [t.lead for t in read_plan(document).tasks] == [("Văn phòng",)] * 3


def test_a_gap_does_not_end_a_table() -> None:
    rows = [(n, f"Việc {n}", "Văn phòng", "Quý I") for n in range(1, 5)]
    plan = read_plan(_read(_sheet(HEADER, *rows[:2], (), (), *rows[2:])))
    assert [t.no for t in plan.tasks] == ["1", "2", "3", "4"]


def test_sheets_one_after_the_other_hidden_ones_left_out(seen: Seen) -> None:
    book = _sheet(HEADER, (1, "Việc A", "Văn phòng", "Quý I"))
    book.active.title = "Quý I"
    for name, state in (("Danh mục ẩn", "hidden"), ("Quý II", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(HEADER)
        sheet.append((1, "Việc B", "Văn phòng", "Quý II"))
    found = seen(_read(book))
    assert [line for line in found if "|" not in line] == ["Quý I", "Quý II"]
    assert [line for line in found if line.startswith("1")] == [
        "1 | Việc A | Văn phòng | Quý I",
        "1 | Việc B | Văn phòng | Quý II",
    ]


VALUES = {
    "a day": (date(2027, 6, 5), "dd/mm/yyyy", "05/06/2027"),
    "a day as Excel shows it by itself": (datetime(2027, 6, 5), "mm-dd-yy", "05/06/2027"),
    "a month typed as 6/2027": (datetime(2027, 6, 1), "mmm-yy", "06/2027"),
    "a day typed as 15/3": (datetime(2027, 3, 15), "d-mmm", "15/03"),
    "a day as programs store it": (datetime(2027, 3, 15), "yyyy-mm-dd h:mm:ss", "15/03/2027"),
    "a day with its hour": (datetime(2027, 3, 15, 8, 30), "dd/mm/yyyy hh:mm", "8:30 15/03/2027"),
    "a number": (12, "General", "12"),
    "a whole number": (3.0, "General", "3"),
    "a number of two figures": (7, "00", "07"),
    "a number of two places": (1.1, "0.00", "1.10"),
    "a share": (0.95, "0%", "95%"),
    "text": ("  Quý  II \n Quý III ", "General", "Quý II / Quý III"),
    "an error": ("#REF!", "General", ""),
}


@pytest.mark.parametrize("case", VALUES)
def test_values_as_they_are_shown(case: str, seen: Seen) -> None:
    value, form, expected = VALUES[case]
    book = _sheet(("a", "b", "c"), ("x", value, "y"))
    book.active["B2"].number_format = form
    assert seen(_read(book))[1] == f"x | {expected} | y"


def test_fonts_from_before_unicode(seen: Seen) -> None:
    book = _sheet(("STT", "Keá hoaïch", "t­ ph¸p"))
    book.active["B1"].font = Font(name="VNI-Times")
    book.active["C1"].font = Font(name=".VnTime")
    assert seen(_read(book)) == ["STT | Kế hoạch | tư pháp"]


def test_a_mark_of_secrecy() -> None:
    document = parse_document(_bytes(_sheet(("TỐI MẬT",), HEADER, (1, "Việc", "Văn phòng", "Quý I"))), "a.xlsx")
    assert [d.code for d in document.diagnostics] == ["document-secret"]
    assert document.blocks == ()


def test_thousands_of_empty_rows_and_formats_cost_nothing(seen: Seen) -> None:
    book = _sheet(HEADER, (1, "Việc A", "Văn phòng", "Quý I"))
    for row in range(3, 3000):
        book.active.cell(row, 2).number_format = "@"
    book.active.cell(1_048_576, 1, "cuối")
    assert seen(_read(book)) == [" | ".join(HEADER), "1 | Việc A | Văn phòng | Quý I", "cuối"]


def test_a_formula_that_was_never_computed_is_named() -> None:
    """As libraries write spreadsheets: the formula without its value."""
    book, data = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("Nội dung", "Đơn vị chủ trì", "Thời gian"), ("Lập hồ sơ", "Phòng A", '="Quý "&"II"')):
        sheet.append(row)
    book.save(data)
    (found,) = parse_document(data.getvalue(), "a.xlsx").diagnostics
    assert (found.code, dict(found.values)["cells"]) == ("formulas-uncomputed", "C2")


def test_a_row_for_each_printed_line_is_said() -> None:
    """Where the number stands beside the middle line, the lines above it go to the row before."""
    rows = (
        (None, "Rà soát danh mục", None, None),
        (1, "hồ sơ của xã", "Văn phòng", "Quý I"),
        (2, "Họp", "Văn phòng", "Quý II"),
    )
    found = _read(_sheet(HEADER, *rows)).diagnostics
    assert [(d.code, d.location.row) for d in found] == [("table-row-per-line", 3)]


def test_cells_that_are_struck_out_are_left_out_and_said() -> None:
    book = _sheet(HEADER, (1, "Họp", "Văn phòng", "Quý I"), (2, "Kiểm tra", "Văn phòng", "Quý II"))
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    document = _read(book)
    assert [task.title for task in read_plan(document).tasks] == ["Họp"]
    assert [(d.code, dict(d.values)["text"]) for d in document.diagnostics] == [
        ("text-struck", "2; Kiểm tra; Văn phòng; Quý II")
    ]


def test_a_piece_of_a_cell_that_is_struck_out_is_left_out_and_told() -> None:
    book = _sheet(HEADER, (1, "Rà soát hồ sơ", "Phòng A", "Quý I"))
    book.active["D2"] = CellRichText(
        TextBlock(InlineFont(strike=True), "15/3/2027 "), TextBlock(InlineFont(b=True), "20/4/2027")
    )
    book.active["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "Họp"))
    document = _read(book)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "Rà soát hồ sơ", "Phòng A", "20/4/2027"]
    ]
    assert [(d.code, dict(d.values)["count"]) for d in document.diagnostics] == [("text-struck", 2)]


def test_a_strict_file_is_read_as_any_other(seen: Seen) -> None:
    ours, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    names = {f"{ours}spreadsheetml/2006/main": f"{strict}spreadsheetml/main"}
    names[f"{ours}officeDocument/2006/relationships"] = f"{strict}officeDocument/relationships"
    parts, out = zipfile.ZipFile(io.BytesIO(_bytes(_sheet(HEADER, (1, "Họp", "Văn phòng", "Quý I"))))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            text = parts.read(name).decode()
            for known, other in names.items():
                text = text.replace(known, other)
            archive.writestr(name, text)
    assert seen(parse_document(out.getvalue(), "lich.xlsx")) == [" | ".join(HEADER), "1 | Họp | Văn phòng | Quý I"]


def test_a_section_in_a_cell_over_its_rows_numbers_them() -> None:
    book = _sheet(
        ("Nhóm nhiệm vụ", *HEADER),
        ("I. Truyền thông", 1, "Viết bài", "Phòng A", "Quý I"),
        (None, 2, "Treo cờ", "Phòng A", "Quý II"),
        ("II. Kiểm tra", 1, "Lập đoàn", "Phòng B", "Quý III"),
    )
    book.active.merge_cells("A2:A3")
    found = [(task.no, task.section) for task in read_plan(_read(book)).tasks]
    assert found == [("I.1", "Truyền thông"), ("I.2", "Truyền thông"), ("II.1", "Kiểm tra")]


def test_a_sheet_for_each_month_leaves_the_head_whole_and_numbers_apart() -> None:
    book = Workbook()
    for month, sheet in ((3, book.worksheets[0]), (4, book.create_sheet())):
        sheet.title = f"Tháng {month}"
        rows = (
            ("KẾ HOẠCH CÔNG TÁC NĂM 2027",),
            HEADER,
            (1, "Giao ban", "Văn phòng", f"05/{month}"),
            (2, "Kiểm kê", "Kế toán"),
        )
        for row in rows:
            sheet.append(row)
    plan = read_plan(_read(book))
    assert plan.header.year == 2027
    assert [(t.no, t.section, t.timing) for t in plan.tasks] == [
        ("Tháng 3.1", "Tháng 3", "05/3"),
        ("Tháng 3.2", "Tháng 3", "Tháng 3"),
        ("Tháng 4.1", "Tháng 4", "05/4"),
        ("Tháng 4.2", "Tháng 4", "Tháng 4"),
    ]
