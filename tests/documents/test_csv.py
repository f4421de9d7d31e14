"""Tables as text: whichever separator, quotes around lines, titles above."""

from collections.abc import Callable
from datetime import date

import pytest

from scheduler.documents import Document, parse_document
from scheduler.plans import read_plan
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Deadline

Seen = Callable[[Document], list[str]]

TABLES = {
    "semicolons": "STT;Nội dung;Chủ trì;Thời gian\n1;Việc A, việc B;Văn phòng;Quý I\n",
    "commas": 'STT,Nội dung,Chủ trì,Thời gian\n1,"Việc A, việc B",Văn phòng,Quý I\n',
    "tabs": "STT\tNội dung\tChủ trì\tThời gian\n1\tViệc A, việc B\tVăn phòng\tQuý I\n",
    "with a BOM": "\ufeffSTT;Nội dung;Chủ trì;Thời gian\r\n1;Việc A, việc B;Văn phòng;Quý I\r\n",
}


@pytest.mark.parametrize("case", TABLES)
def test_separators(case: str, seen: Seen) -> None:
    document = parse_document(TABLES[case].encode(), "lich.csv")
    assert seen(document) == ["STT | Nội dung | Chủ trì | Thời gian", "1 | Việc A, việc B | Văn phòng | Quý I"]


def test_utf16_as_spreadsheets_write_it(seen: Seen) -> None:
    document = parse_document("STT\tNội dung\tThời gian\n1\tViệc\tQuý I\n".encode("utf-16"), "lich.csv")
    assert seen(document)[1] == "1 | Việc | Quý I"


def test_lines_in_a_cell_and_titles_above() -> None:
    text = (
        "KẾ HOẠCH;;;\nCông tác năm 2027;;;\n;;;\nSTT;Nội dung;Đơn vị chủ trì;Thời gian\n"
        '1;Việc A;"- Sở Nội vụ;\n- Sở Tài chính";Quý I\n'
    )
    plan = read_plan(parse_document(text.encode(), "lich.csv"))
    assert (plan.header.title, plan.header.year) == ("Công tác năm 2027", 2027)
    assert [t.lead for t in plan.tasks] == [("Sở Nội vụ", "Sở Tài chính")]


def test_rows_are_placed() -> None:
    plan = parse_document(b"a;b;c\n\n\nd;e;f\n", "a.csv")
    assert [b.place.table for b in plan.blocks] == [1, 2]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "file-empty"), (b";;;\n;;;\n", "file-empty"), (b"a;\xff\xf0\n", "file-not-utf8")]
)
def test_faults(data: bytes, code: str) -> None:
    assert [d.code for d in parse_document(data, "a.csv").diagnostics] == [code]


def test_days_as_programs_write_them_out() -> None:
    text = "STT,Nội dung,Chủ trì,Thời hạn\n1,Việc A,Văn phòng,2027-03-15\n2,Việc B,Văn phòng,2027-12-31 00:00:00\n"
    tasks = read_plan(parse_document(text.encode(), "lich.csv")).tasks
    assert [t.timing for t in tasks] == ["2027-03-15", "2027-12-31"]
    assert [parse(t.timing or "", 2027).timing for t in tasks] == [
        Deadline(date(2027, 3, 15)),
        Deadline(date(2027, 12, 31)),
    ]
