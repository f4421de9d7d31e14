"""Letterheads, titles and issuers of other offices: broken lines, decisions and letters that bring a plan."""

from collections.abc import Callable
from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan

Read = Callable[[str], Plan]


RAGGED = """KẾ HOẠCH
CHĂM SÓC CÂY XANH TRÊN
ĐỊA BÀN TỈNH MẪU NĂM 2026
Thực hiện Kế hoạch số
40/KH-UBND ngày 05/01/2026 của UBND tỉnh
về cây xanh năm 2026, Sở Xây dựng ban hành
Kế hoạch như
sau:
I. MỤC ĐÍCH,
YÊU CẦU
- Giữ cho phố phường
xanh và
sạch, cho người đi
đường có bóng
mát.
II. NHIỆM VỤ
CỤ THỂ
1. Trồng thêm cây ở
các khu dân cư
- Đơn vị chủ trì: Văn phòng
UBND tỉnh.
- Thời gian: Trước ngày
30/9/2026.
"""


def test_lines_broken_anywhere(read: Read) -> None:
    plan = read(RAGGED)
    (task,) = plan.tasks
    assert plan.header.title == "CHĂM SÓC CÂY XANH TRÊN ĐỊA BÀN TỈNH MẪU NĂM 2026"
    assert plan.header.parent_plan == "Kế hoạch số 40/KH-UBND ngày 05/01/2026 của UBND tỉnh"
    assert plan.header.issuer == "Sở Xây dựng"
    assert (task.section, task.title) == ("NHIỆM VỤ CỤ THỂ", "Trồng thêm cây ở các khu dân cư")
    assert (task.lead, task.timing) == (("Văn phòng UBND tỉnh",), "Trước ngày 30/9/2026")


def test_the_plan_behind_a_decision(read: Read) -> None:
    plan = read(
        "SỞ MẪU\nSố: 12/QĐ-SM\nMẫu, ngày 05 tháng 01 năm 2026\nQUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2026\nGIÁM ĐỐC SỞ MẪU\n"
        "Căn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.\n"
        "Nơi nhận:\n- Như Điều 1.\nKẾ HOẠCH\nTRỒNG RỪNG NĂM 2026\n(Kèm theo Quyết định số 12/QĐ-SM ngày 05/01/2026)\n"
        "I. NHIỆM VỤ\n1. Ươm cây\n- Chủ trì: Phòng A.\n"
    )
    assert (plan.header.title, plan.header.number, plan.header.year) == ("TRỒNG RỪNG NĂM 2026", "12/QĐ-SM", 2026)
    assert [t.title for t in plan.tasks] == ["Ươm cây"]


def test_a_letter_that_brings_the_plan_does_not_give_its_number(read: Read) -> None:
    header = read(
        "KẾ HOẠCH\nTrồng rừng năm 2026\n(Kèm theo Công văn số 7/SM-VP ngày 05/01/2026)\nI. NHIỆM VỤ\n1. A\n"
    ).header
    assert (header.title, header.number, header.issued) == ("Trồng rừng năm 2026", None, None)


def test_kind_on_the_line_above_the_title(read: Read) -> None:
    header = read("DANH MỤC NHIỆM VỤ\nTrồng cây năm 2026\nI. NHIỆM VỤ\n1. Ươm cây\n- Chủ trì: Phòng A.\n").header
    assert (header.doc_kind, header.title) == ("DANH MỤC", "Trồng cây năm 2026")


def test_the_issuer_is_a_name_and_no_sentence(read: Read) -> None:
    text = "KẾ HOẠCH\nTrồng cây\nỦy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện Đề án như sau:\nI. NHIỆM VỤ\n1. A\n"
    assert read(text).header.issuer == "Ủy ban nhân dân tỉnh"


def test_a_letterhead_over_two_lines_beside_a_broken_motto(read: Read) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n-------\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n"
        "Số: 12/KH-UBND\n|\nKẾ HOẠCH\nTRỒNG CÂY\nI. NHIỆM VỤ\n1. A\n"
    )
    assert read(text).header.issuer == "ỦY BAN NHÂN DÂN TỈNH MẪU"


@pytest.mark.parametrize(
    "annex", ["PHỤ LỤC", "PHỤ LỤC 1. PHÂN CÔNG NHIỆM VỤ", "Phụ lục kèm theo Kế hoạch", "PHỤ LỤC\n\nPhân công nhiệm vụ"]
)
def test_an_annex_below_the_title_is_no_part_of_it(annex: str, read: Read) -> None:
    table = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Mở hội chợ | Sở Một | Quý II |"
    plan = read(f"KẾ HOẠCH\n\nPhổ biến pháp luật năm 2026\n\n{annex}\n\n{table}\n")
    assert plan.header.title == "Phổ biến pháp luật năm 2026" and len(plan.tasks) == 1


def test_the_right_side_of_the_head_below_the_kind_of_document_is_no_part_of_the_title(read: Read) -> None:
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nXã Mẫu, ngày 20 tháng 3 năm 2026\n"
    plan = read(
        f"UBND XÃ MẪU\nKẾ HOẠCH\n{right}Kiểm tra vệ sinh năm 2026\nI. NHIỆM VỤ\n1. Lập đoàn: trước ngày 30/4/2026"
    )
    assert (plan.header.title, plan.header.issued) == ("Kiểm tra vệ sinh năm 2026", date(2026, 3, 20))


ABOVE = "ĐẢNG ỦY XÃ MẪU\n\nSố 12-KH/ĐU\n\nMẫu, ngày 10 tháng 01 năm 2026\n\n"
WORK = "\n\nI. NHIỆM VỤ\n\n1. Việc\n\n- Chủ trì: Phòng A.\n"
TITLES = [
    (ABOVE + "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2026\n\ncủa Ban Pháp chế", "CÔNG TÁC NĂM 2026 của Ban Pháp chế"),
    (
        ABOVE + "CHƯƠNG TRÌNH CÔNG TÁC QUÝ II NĂM 2026\n\nỦy ban nhân dân tỉnh",
        "CÔNG TÁC QUÝ II NĂM 2026 Ủy ban nhân dân tỉnh",
    ),
    (ABOVE + "KẾ HOẠCH\n\nTổng điều tra năm 2026\n\nĐỐI TƯỢNG ĐIỀU TRA", "Tổng điều tra năm 2026"),
    ("KẾ HOẠCH THỜI GIAN NĂM HỌC 2026 - 2027\n\nHỌC KỲ I\n\n17/8/2026 – 15/01/2027", "THỜI GIAN NĂM HỌC 2026 - 2027"),
    (ABOVE + "KẾ HOẠCH\n\nTập huấn năm 2026\n\nNội dung\n\nThời gian", "Tập huấn năm 2026"),
    (
        "# TRIỂN KHAI QUYẾT ĐỊNH SỐ 12/QĐ-UBND NGÀY 27 THÁNG 7 NĂM 2025",
        "TRIỂN KHAI QUYẾT ĐỊNH SỐ 12/QĐ-UBND NGÀY 27 THÁNG 7 NĂM 2025",
    ),
    ("# BAN HÀNH KẾ HOẠCH PHÒNG, CHỐNG MA TÚY NĂM 2026", "PHÒNG, CHỐNG MA TÚY NĂM 2026"),
    (
        "SỞ MẪU\n\nSố: 125/SM-VP\n\nV/v triển khai kế hoạch tiêm chủng năm 2026\n\nKính gửi: Các bệnh viện",
        "Triển khai kế hoạch tiêm chủng năm 2026",
    ),
]


@pytest.mark.parametrize(("head", "title"), TITLES, ids=[title for _, title in TITLES])
def test_titles(head: str, title: str) -> None:
    assert read_plan(parse_document((head + WORK).encode(), "kh.md")).header.title == title


@pytest.mark.parametrize("verb", ["đã ban hành", "ban hành"])
def test_who_issued_another_paper_is_not_who_issues_the_plan(verb: str, read: Read) -> None:
    intro = f"Ngày 22/12/2025, Tỉnh ủy {verb} Nghị quyết số 57-NQ/TU về phát triển đảng viên."
    header = read(f"{ABOVE}KẾ HOẠCH\n\nPhát triển đảng viên năm 2026\n\n{intro}{WORK}").header
    assert (header.issuer, header.number) == ("ĐẢNG ỦY XÃ MẪU", "12-KH/ĐU")


def test_a_day_and_number_that_a_heading_cites_are_not_its_own(read: Read) -> None:
    text = "# TRIỂN KHAI QUYẾT ĐỊNH SỐ 12/QĐ-UBND NGÀY 27 THÁNG 7 NĂM 2025" + WORK
    header = read_plan(parse_document(text.encode(), "kh.md")).header
    assert (header.number, header.issued, header.year) == (None, None, None)


def test_a_symbol_with_a_space_in_it(read: Read) -> None:
    assert read(f"UBND TỈNH MẪU\nSố: 140 /KH- BTC\nKẾ HOẠCH\nHội thi{WORK}").header.number == "140/KH-BTC"
