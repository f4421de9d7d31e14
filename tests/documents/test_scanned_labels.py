"""Numbers, headings and quarters on a scan: what was misread is told by its place."""

import pytest

from scheduler.documents import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.scanned_labels import with_labels
from scheduler.documents.scanned_quarters import with_quarters
from scheduler.documents.scanned_titles import with_titles

pytestmark = pytest.mark.scans


HEADER = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện")


PAGE = Place(page=1)


def made(*rows: tuple[str, ...]) -> Table:
    """A table on the first page; a row with two texts is a heading over the other columns."""
    return Table(
        tuple(
            Row(tuple(Cell(text, PAGE, 3 if len(row) == 2 and at else 1) for at, text in enumerate(row)), PAGE)
            for row in rows
        ),
        PAGE,
    )


def labels(*blocks: Block) -> list[str]:
    """The first cells of the tables once they were put right."""
    found = with_labels(with_titles(blocks, frozenset({1})), frozenset({1}))
    return [row.cells[0].text for block in found if isinstance(block, Table) for row in block.rows]


def items(*numbers: str) -> list[tuple[str, ...]]:
    return [(number, "Lập danh mục hồ sơ", "Văn phòng", "Quý I") for number in numbers]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (("1", "2", "3"), ["1", "2", "3"]),
        (("l", "2", "3"), ["1", "2", "3"]),
        (("1", "2", "8", "4"), ["1", "2", "3", "4"]),
        (("1", "Z", "3", "A"), ["1", "2", "3", "A"]),
        (("1", "2", "4", "5"), ["1", "2", "4", "5"]),
        (("7", "8", "9"), ["7", "8", "9"]),
        (("1.1", "1.2", "1.3"), ["1.1", "1.2", "1.3"]),
        (("1", "", "2"), ["1", "", "2"]),
    ],
    ids=[
        "as read",
        "a letter",
        "a wrong one",
        "a letter between",
        "one left out",
        "from another",
        "dotted",
        "rest of a row",
    ],
)
def test_numbers_are_told_by_their_place(read: tuple[str, ...], meant: list[str]) -> None:
    assert labels(made(HEADER, *items(*read)))[1:] == meant


def test_headings_count_in_roman_numbers() -> None:
    table = made(
        HEADER, ("1", "Một"), *items("1", "2"), ("H", "Hai"), *items("1"), ("IH", "Ba"), *items("1"), ("IV", "Bốn")
    )
    assert labels(table)[1:] == ["I", "1", "2", "II", "1", "III", "1", "IV"]


def sections(*numbers: str) -> Table:
    return made(HEADER, *(row for number in numbers for row in ((number, "Tên phần"), *items("1", "2"))))


@pytest.mark.parametrize(
    ("blocks", "meant"),
    [
        ([sections("I", "I", "II")], ["I", "II", "III"]),
        ([sections("I", "I"), sections("I")], ["I", "II", "III"]),
        ([Paragraph("Các nhiệm vụ", PAGE), sections("I", "I", "I", "IV")], ["I", "II", "III", "IV"]),
        ([sections("I", "II"), Paragraph("BIỂU SỐ 2", PAGE), sections("I", "II")], ["I", "II", "I", "II"]),
    ],
    ids=["strokes lost", "over pages", "below words", "another table"],
)
def test_sections_of_a_table_count_on(blocks: list[Block], meant: list[str]) -> None:
    assert [label for label in labels(*blocks) if label.startswith(("I", "V"))] == meant


def test_the_count_goes_on_over_pages() -> None:
    assert labels(made(HEADER, *items("1", "2")), made(HEADER, *items("S", "4")))[-2:] == ["3", "4"]


def test_a_misread_header_is_one_all_the_same() -> None:
    found = with_labels(
        with_titles((made(("1I", *HEADER[1:2], "Đơn vi chu tri", HEADER[3]), *items("1")),), frozenset({1})),
        frozenset({1}),
    )
    assert isinstance(found[0], Table)
    assert [cell.text for cell in found[0].rows[0].cells] == ["STT", "Nội dung công việc", "Đơn vị chủ trì", HEADER[3]]


def test_a_number_that_was_not_seen_in_a_filled_row() -> None:
    rows = [("STT", "Nội dung", "Chủ trì", "Thời gian"), ("I", "Phần một", "", "")]
    rows += [(number, f"Việc {at}", "Văn phòng", "Quý I") for at, number in enumerate(("", "1", "3", ""), 1)]
    assert labels(made(*rows)) == ["STT", "I", "1", "2", "3", "4"]


def test_the_rest_of_a_row_has_no_number_of_its_own() -> None:
    """Above and below a header that is printed again, whose title was misread."""
    header = ("STIT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện")
    first = made(header, ("1", "Việc A", "Văn phòng", "Quý I"), ("2", "Việc B của", "Văn phòng", "Quý I"))
    second = made(
        ("", "các phòng", "và các", "năm 2027"), header, ("", "ban", "xã", "nữa"), ("3", "Việc C", "Sở Y tế", "Quý II")
    )
    assert labels(first, second) == ["STT", "1", "2", "", "STT", "", "3"]


def test_headings_in_running_text() -> None:
    read = ("I. MỤC ĐÍCH", "II NỘI DUNG", "II. KINH PHÍ", "IV. TỔ CHỨC")
    found = with_labels(tuple(Paragraph(text, PAGE) for text in read), frozenset({1}))
    assert [b.text for b in found if isinstance(b, Paragraph)] == [
        "I. MỤC ĐÍCH",
        "II. NỘI DUNG",
        "III. KINH PHÍ",
        "IV. TỔ CHỨC",
    ]


def test_pages_that_hold_letters_are_left_alone() -> None:
    table = made(HEADER, *items("1", "2", "8", "4"))
    assert with_labels((table,), frozenset()) == (table,)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QuýI", "Quý I"),
        ("Quý Ï", "Quý I"),
        ("Quý ïï, QuýlV", "Quý II, Quý IV"),
        ("Quý 1", "Quý 1"),
        ("quý vị", "quý vị"),
    ],
)
def test_the_number_of_a_quarter(read: str, meant: str) -> None:
    found = with_quarters((Paragraph(read, PAGE),), frozenset({1}))
    assert found == (Paragraph(meant, PAGE),)
