"""Names that the width of a cell broke at their dash, and text whose words were taken apart when it was copied."""

from collections.abc import Callable

import pytest

from scheduler.documents import Cell, Document, Paragraph, Row, Table, parse_document
from scheduler.documents.dashed_names import with_dashed_names
from scheduler.documents.parted_words import parted_words
from scheduler.documents.pieces import is_cut_last_word

Seen = Callable[[Document], list[str]]
ELSEWHERE = "Phòng Hành chính - Tổng hợp theo dõi."

CELLS = {
    "a name that stands whole elsewhere": (
        "- Các phòng\n- Phòng Hành chính\n- Tổng hợp.",
        "- Các phòng\n- Phòng Hành chính - Tổng hợp.",
    ),
    "an item behind a stop": ("- Phòng Hành chính;\n- Tổng hợp số liệu", None),
    "a name broken behind its dash": (
        "- Phòng Y tế -\nDân số;\n- Phòng Tư pháp",
        "- Phòng Y tế - Dân số;\n- Phòng Tư pháp",
    ),
    "a unit that stands nowhere else": ("- Phòng Kinh tế\n- Phòng Tư pháp", None),
}


@pytest.mark.parametrize("case", CELLS)
def test_names_with_a_dash(case: str) -> None:
    text, whole = CELLS[case]
    blocks = (Paragraph(ELSEWHERE), Table((Row((Cell("1"), Cell(text))),)))
    found = with_dashed_names(blocks)[1]
    assert isinstance(found, Table) and found.rows[0].cells[1].text == (whole or text)


def test_items_that_end_with_stops_tell_what_a_name_is_elsewhere() -> None:
    cells = (Cell("- Phòng Văn hóa\n- Thể thao;\n- UBND xã"), Cell("Phòng Văn hóa\n- Thể thao"))
    found = with_dashed_names((Table((Row(cells),)),))[0]
    assert isinstance(found, Table) and found.rows[0].cells[1].text == "Phòng Văn hóa - Thể thao"


def test_what_begins_cells_is_no_second_half_of_a_name() -> None:
    """«…, thị trấn - Đài Phát thanh» on one line is a list whose stops were forgotten: «Đài Phát thanh» stands for itself."""
    listed = "UBND xã, thị trấn - Đài Phát thanh"
    cells = (Cell(listed), Cell("Đài Phát thanh"), Cell("UBND xã, thị trấn\n- Đài Phát thanh"))
    assert with_dashed_names((Table((Row(cells),)),)) == (Table((Row(cells),)),)


def test_words_taken_apart_are_said_to_be() -> None:
    text = "Th ực hiện c ủa các c ơ quan, đơn v ị; b ố trí kinh ph í theo d ự toán t ừ đầu năm."
    document = parse_document(text.encode(), "a.txt")
    assert [d.code for d in document.diagnostics] == ["text-words-parted"]


@pytest.mark.parametrize(
    "text", ["a) Họp, b) Báo cáo, c) Kiểm tra", "Nhóm c ở xã; bảng n ô", "Tổ chức thực hiện của các cơ quan " * 9]
)
def test_words_that_are_whole(text: str) -> None:
    assert parted_words([text]) is None


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Phòng Hành ch", "ính - Tổng hợp"),
        ("Trung tâm Tru", "yền thông"),
        ("Lồng ghép côn", "g tác"),
        ("Tuyên truyền v", "ề các kết quả"),
        ("đối với đố", "i tượng"),
        ("Văn phòng HĐ", "ND và UBND"),
    ],
)
def test_a_word_that_a_line_cuts(above: str, below: str) -> None:
    assert is_cut_last_word(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Ủy ban nhân dân xã", "An Bình"),
        ("báo cáo cơ", "ở xã"),
        ("Phòng Kinh tế", "ủy quyền"),
        ("dài 10 m", "ở đầu thôn"),
        ("do UBND", "xã làm"),
        ("công ty", "ông A"),
    ],
)
def test_words_that_a_line_does_not_cut(above: str, below: str) -> None:
    assert not is_cut_last_word(above, below)
