"""Sheets as spreadsheet programs and browsers print them: rows too low, small letters, paragraphs in cells, titles on each page."""

from types import ModuleType

import pytest

from scheduler.documents import Document, Table, parse_document

EDGES = (40, 70, 220, 320)
HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")


def rows_of(document: Document) -> list[str]:
    return [
        " | ".join(cell.text for cell in row.cells)
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def low_section(paper: ModuleType, ruled: bool) -> object:
    """A section whose title takes two lines in a row of one, so that the second lies over the first line of the row below."""
    page = paper.Page()
    heights = (50, 66, 82, 110, 138)
    if ruled:
        page.grid((38, 68, 218, 318, 420), heights)
    for x, text in zip(EDGES, HEADER, strict=True):
        page.text(x, 62, text)
    page.text(40, 78, "I").text(40, 94, "01").text(220, 94, "Phòng Văn hóa").text(320, 94, "Quý II")
    page.text(40, 122, "02").text(220, 122, "Công an xã").text(320, 122, "Quý III")
    page.text(70, 78, "Tuyên truyền về cải cách hành").text(70, 90, "chính, nâng cao nhận thức")
    page.text(70, 94, "Mở chuyên mục trên cổng thông").text(70, 106, "tin điện tử của xã")
    page.text(70, 122, "Tuần tra ban đêm")
    return page


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "without lines"])
def test_a_line_under_the_row_below_is_read_with_its_cell(paper: ModuleType, ruled: bool) -> None:
    document = parse_document(paper.pdf(low_section(paper, ruled)), "a.pdf")
    assert rows_of(document)[1:] == [
        "I | Tuyên truyền về cải cách hành chính, nâng cao nhận thức |  | ",
        "01 | Mở chuyên mục trên cổng thông tin điện tử của xã | Phòng Văn hóa | Quý II",
        "02 | Tuần tra ban đêm | Công an xã | Quý III",
    ]
    assert "pdf-text-hidden" in [d.code for d in document.diagnostics]


def test_a_line_that_fell_out_of_the_last_row_is_read_with_it(paper: ModuleType) -> None:
    page = paper.Page().grid((38, 68, 218, 318, 420), (50, 66, 82))
    for x, text in zip(EDGES, HEADER, strict=True):
        page.text(x, 62, text)
    page.text(40, 78, "I").text(70, 78, "Tuyên truyền về cải cách hành").text(70, 90, "chính của xã")
    page.text(40, 130, "Nơi nhận:")
    document = parse_document(paper.pdf(page), "a.pdf")
    assert rows_of(document)[1] == "I | Tuyên truyền về cải cách hành chính của xã |  | "


def test_a_sheet_in_very_small_letters(paper: ModuleType) -> None:
    page = paper.Page()
    for at, row in enumerate(
        (HEADER, ("1", "Rà soát hồ sơ", "Văn phòng", "Quý I"), ("2", "Họp", "Công an xã", "Quý II"))
    ):
        for x, text in zip((40, 46, 76, 98), row, strict=True):
            page.text(x, 50 + 3 * at, text, size=2)
    document = parse_document(paper.pdf(page), "a.pdf")
    assert rows_of(document) == [
        " | ".join(HEADER),
        "1 | Rà soát hồ sơ | Văn phòng | Quý I",
        "2 | Họp | Công an xã | Quý II",
    ]


def test_paragraphs_of_a_cell_stand_apart_and_rows_farther(paper: ModuleType) -> None:
    """As a browser prints a table of Markdown: cells in the middle of their rows, white space between their paragraphs."""
    page = paper.Page()
    for x, text in zip(EDGES, HEADER, strict=True):
        page.text(x, 60, text)
    y = 100
    for number, work in enumerate(("Rà soát", "Tuyên truyền", "Kiểm tra", "Tập huấn"), 1):
        page.text(40, y + 23, str(number)).text(320, y + 23, "Quý I")
        page.text(70, y + 17, f"{work} việc giữ quy").text(70, y + 29, "chế làm việc của cơ quan")
        for at, text in ((0, "- Các phòng;"), (21, "- Văn phòng xã,"), (33, "công an xã;"), (54, "- Các thôn.")):
            page.text(220, y + at - 4, text)
        y += 54 + 44
    document = parse_document(paper.pdf(page), "a.pdf")
    assert rows_of(document)[1:] == [
        f"{number} | {work} việc giữ quy chế làm việc của cơ quan | "
        "- Các phòng;\n- Văn phòng xã, công an xã;\n- Các thôn. | Quý I"
        for number, work in enumerate(("Rà soát", "Tuyên truyền", "Kiểm tra", "Tập huấn"), 1)
    ]


def test_titles_of_columns_on_each_page_are_no_running_head(paper: ModuleType) -> None:
    pages = []
    for first in (1, 4, 7):
        page = paper.Page().text(220, 62, "Cơ quan,")
        page.text(40, 74, "STT").text(70, 74, "Nội dung công việc").text(220, 74, "đơn vị").text(320, 74, "Thời gian")
        page.text(220, 86, "chủ trì")
        for at in range(3):
            y = 110 + 20 * at
            page.text(40, y, str(first + at)).text(70, y, "Họp giao ban").text(220, y, "Văn phòng").text(
                320, y, "Quý I"
            )
        pages.append(page)
    rows = rows_of(parse_document(paper.pdf(*pages), "a.pdf"))
    assert rows.count("STT | Nội dung công việc | Cơ quan, đơn vị chủ trì | Thời gian") == 3
    assert len(rows) == 12


def test_a_number_a_blank_from_the_text_behind_it_is_a_column(paper: ModuleType) -> None:
    page = paper.Page().text(40, 60, "TT Nội dung công việc").text(220, 60, "Đơn vị chủ trì").text(320, 60, "Thời gian")
    for at, (work, rest) in enumerate(
        (("Rà soát quy chế", "của cơ quan"), ("Kiểm tra nội bộ", "quý"), ("Họp", "giao ban"))
    ):
        y = 90 + 40 * at
        page.text(40, y, f"0{at + 1}").text(55, y, work).text(55, y + 12, rest).text(220, y, "Văn phòng").text(
            320, y, "Quý I"
        )
    assert rows_of(parse_document(paper.pdf(page), "a.pdf")) == [
        "TT | Nội dung công việc | Đơn vị chủ trì | Thời gian",
        "01 | Rà soát quy chế của cơ quan | Văn phòng | Quý I",
        "02 | Kiểm tra nội bộ quý | Văn phòng | Quý I",
        "03 | Họp giao ban | Văn phòng | Quý I",
    ]


def test_a_sheet_over_pages_in_width_whose_texts_run_over_them(paper: ModuleType) -> None:
    """A line above the table is drawn whole on each page; the last page of the sheet has few rows, and pages of text none."""
    title = (
        "Kế hoạch công tác năm 2026 của Ủy ban nhân dân xã Mẫu, tỉnh Mẫu, với nhiều nhiệm vụ của các phòng và các thôn"
    )
    heights, last = (100, 120, 140, 160), (50, 70)
    pages = [paper.Page().grid((40, 70, 400), heights), paper.Page().grid((40, 70, 400), last)]
    pages += [paper.Page().grid((40, 200, 300), heights), paper.Page().grid((40, 200, 300), last), paper.Page()]
    for at, shift in ((0, 0), (2, -360), (4, -520)):
        pages[at].text(40 + shift, 80, title)
    for page, texts, tops in (
        (0, (("STT", "Nội dung công việc"), ("1", "Họp"), ("2", "Kiểm tra")), heights),
        (1, (("3", "Tập huấn"),), last),
        (2, (("Đơn vị chủ trì", "Thời gian"), ("Văn phòng", "Quý I"), ("Công an xã", "Quý II")), heights),
        (3, (("Phòng Văn hóa", "Quý III"),), last),
    ):
        for y, row in zip(tops, texts, strict=False):
            for x, text in zip((44, 74) if page < 2 else (44, 204), row, strict=True):
                pages[page].text(x, y + 14, text)
    document = parse_document(paper.pdf(*pages), "a.pdf")
    assert rows_of(document) == [
        " | ".join(HEADER),
        "1 | Họp | Văn phòng | Quý I",
        "2 | Kiểm tra | Công an xã | Quý II",
        "3 | Tập huấn | Phòng Văn hóa | Quý III",
    ]
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == [title]
    assert [d.code for d in document.diagnostics] == ["pdf-pages-joined"]


def test_text_over_both_edges_of_a_row_that_is_too_low(paper: ModuleType) -> None:
    """Set to the middle of its row: the first line stands amid the row above, the second amid the row below."""
    heights = (50, 66, 82, 98, 114)
    page = paper.Page().grid((38, 68, 218, 318, 420), heights)
    for x, text in zip(EDGES, HEADER, strict=True):
        page.text(x, 62, text)
    page.text(40, 78, "1").text(70, 78, "Tuần tra ban đêm").text(220, 78, "Công an xã").text(320, 78, "Quý I")
    page.text(40, 94, "II").text(70, 87, "Tuyên truyền về cải cách hành").text(70, 99, "chính của xã")
    page.text(40, 110, "1").text(70, 110, "Mở chuyên mục").text(220, 110, "Phòng Văn hóa").text(320, 110, "Quý II")
    document = parse_document(paper.pdf(page), "a.pdf")
    assert rows_of(document)[1:] == [
        "1 | Tuần tra ban đêm | Công an xã | Quý I",
        "II | Tuyên truyền về cải cách hành chính của xã |  | ",
        "1 | Mở chuyên mục | Phòng Văn hóa | Quý II",
    ]
    assert "pdf-text-hidden" in [d.code for d in document.diagnostics]


@pytest.mark.parametrize("headings", [0, 1], ids=["its lines alone", "with A, B, C and 1, 2, 3"])
def test_a_sheet_printed_with_all_its_lines(paper: ModuleType, headings: int) -> None:
    """Its title and its running text stand in cells of the same grid as the table; numbers of its rows are none of the plan."""
    rows = [
        *([("", "A", "B", "C", "D")] if headings else []),
        ("1", "KẾ HOẠCH", "", "", ""),
        ("2", "Công tác năm 2027 của xã", "", "", ""),
        ("3", "", "", "", ""),
        ("4", *HEADER),
        ("5", "1", "Tuần tra ban đêm", "Công an xã", "Quý I"),
        ("6", "2", "Mở chuyên mục", "Phòng Văn hóa", "Quý II"),
    ]
    edges, heights = (20, 38, 68, 218, 318, 400), [50 + 16 * at for at in range(len(rows) + 1)]
    titles = [at for at, row in enumerate(rows) if row[0] in ("1", "2")]
    first = 1 - headings
    missing = [(at, column) for at in titles for column in range(1 - first, 4 - first)]
    page = paper.Page().grid(edges[first:], heights, missing)
    for y, row in zip(heights, rows, strict=False):
        for x, text in zip(edges[first:], row[first:], strict=False):
            page.text(x + 2, y + 12, text)
    document = parse_document(paper.pdf(page), "a.pdf")
    assert [b.text for b in document.blocks if not isinstance(b, Table)] == ["KẾ HOẠCH", "Công tác năm 2027 của xã"]
    assert rows_of(document) == [
        " | ".join(HEADER),
        "1 | Tuần tra ban đêm | Công an xã | Quý I",
        "2 | Mở chuyên mục | Phòng Văn hóa | Quý II",
    ]
