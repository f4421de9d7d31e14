"""The year of a plan: from a title in any case, from a line of its own above the table, never from a paper that it cites."""

import pytest

from scheduler.documents import parse_document
from scheduler.plans import read_plan

ROWS = "STT;Nội dung;Đơn vị chủ trì;Thời hạn\n1;Kiểm tra chợ;Trạm Y tế;Tháng 5\n"

HEADS = [
    ("Kế hoạch công tác năm 2027;;;\n", "Công tác năm 2027", 2027),
    ("Kế hoạch phòng, chống dịch năm 2027;;;\n", "Phòng, chống dịch năm 2027", 2027),
    ("UBND XÃ MẪU;;;\nLịch tiếp công dân năm 2027;;;\n", "Tiếp công dân năm 2027", 2027),
    ("Phân công công việc năm 2027;;;\n", None, 2027),
    ("KẾ HOẠCH CÔNG TÁC NĂM 2027;;;\n", "CÔNG TÁC NĂM 2027", 2027),
    ("Kế hoạch tuyên truyền;;;\n", None, None),
    ("Kế hoạch số 12/KH-UBND ngày 5/1/2027 của xã;;;\n", None, None),
    ("Thực hiện Kế hoạch số 12/KH-UBND năm 2027;;;\n", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("head", "title", "year"), HEADS, ids=[repr(head) for head, *_ in HEADS])
def test_the_title_above_a_table(head: str, title: str | None, year: int | None) -> None:
    header = read_plan(parse_document((head + ROWS).encode(), "kh.csv")).header
    assert (header.title, header.year) == (title, year)
