"""A time that the edge of a page breaks before its number or its dash, and items that only look like one."""

import pytest

from scheduler.documents import Paragraph, parse_document
from scheduler.documents.labels import is_no_item

LINES = [
    ("hoàn thành trong quý", "III/2026.", False, True),
    ("hoàn thành trong quý", "IV.", False, True),
    ("trước tháng", "5.", False, True),
    ("thực hiện từ tháng 3", "- tháng 5/2026.", True, True),
    ("từ quý II", "- III/2026", True, True),
    ("thực hiện trong tháng 3", "- tháng 5 họp tổng kết", False, False),
    ("hoàn thành trong tháng 3", "- Tháng 5: tổng kết", True, False),
    ("thực hiện hằng tháng", "5. Họp giao ban", False, False),
    ("hoàn thành trong quý II", "III. TỔ CHỨC THỰC HIỆN", False, False),
    ("phân công nhiệm vụ", "2. Họp", True, False),
]


@pytest.mark.parametrize(("last", "new", "full", "goes_on"), LINES)
def test_what_looks_like_an_item_is_the_rest_of_a_time(last: str, new: str, full: bool, goes_on: bool) -> None:
    assert is_no_item(last, new, full=full) == goes_on


def test_a_quarter_broken_in_a_text_is_one_time() -> None:
    whole = "1. Văn phòng rà soát, cập nhật bản đồ địa giới hành chính; hoàn thành trong quý"
    blocks = parse_document(f"{whole}\nIII/2026.\n2. Họp tổng kết.\n".encode(), "kh.txt").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [f"{whole} III/2026.", "2. Họp tổng kết."]
