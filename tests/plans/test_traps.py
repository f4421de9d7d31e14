"""The traps of real plans, each on a small text of our own: what is read, and what is not."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan

Read = Callable[[str], Plan]

HEAD = "STT|Nội dung|Chủ trì|Phối hợp|Thời gian\n"


def _codes(plan: Plan) -> list[str]:
    return [d.code for d in plan.diagnostics]


def test_trap_01_row_broken_over_a_page(table: Read) -> None:
    rows = HEAD + "1|Tập huấn cho cán bộ các|- Sở A;|Sở C|Quý I\n\n|thôn, tổ dân phố.|- Sở B.||\n2|Hội thi|Sở A||Quý II"
    plan = table(rows)
    assert [t.title for t in plan.tasks] == ["Tập huấn cho cán bộ các thôn, tổ dân phố", "Hội thi"]
    assert plan.tasks[0].lead == ("Sở A", "Sở B")
    assert plan.tasks[0].timing == "Quý I"


def test_trap_01_repeated_header_between_the_halves(table: Read) -> None:
    rows = HEAD + "1|Cập nhật thủ tục|- Sở A;|Sở C|Quý I\n\n" + HEAD + "|tại trụ sở và trên mạng.|- Sở B||"
    (task,) = table(rows).tasks
    assert (task.title, task.lead) == ("Cập nhật thủ tục tại trụ sở và trên mạng", ("Sở A", "Sở B"))


def test_trap_01_broken_row_that_goes_on_with_a_capital(read: Read) -> None:
    head = "| STT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n"
    text = head + "| 1 | Kiểm tra công tác của | Sở Nội | Quý |\n\n" + head + "| | Ủy ban nhân dân các xã | vụ | II |\n"
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.timing) == (
        "Kiểm tra công tác của Ủy ban nhân dân các xã",
        ("Sở Nội vụ",),
        "Quý II",
    )


@pytest.mark.parametrize(
    "section", ["I|Truyền thông", "I|Truyền thông|||", "I. Truyền thông", "I. Truyền thông||||", "||Truyền thông||"]
)
def test_trap_02_section_rows(table: Read, section: str) -> None:
    plan = table(HEAD + "1|Việc đầu|Sở A|Sở C|Quý I\n" + section + "\n1|Việc sau|Sở B|Sở C|Quý II")
    assert [t.title for t in plan.tasks] == ["Việc đầu", "Việc sau"]
    assert plan.tasks[1].section == "Truyền thông"
    assert plan.tasks[1].no == ("1*" if section.startswith("||") else "I.1")


def test_trap_03_units_in_a_cell(table: Read) -> None:
    units = "- Đài Phát thanh - Truyền hình tỉnh; Báo Mẫu và các cơ quan báo chí; - UBND huyện, thị xã, thành phố."
    (task,) = table(HEAD + f"1|Đưa tin|Văn phòng HĐND và UBND huyện|{units}|Quý I").tasks
    assert task.lead == ("Văn phòng HĐND và UBND huyện",)
    assert task.coordinating == (
        "Đài Phát thanh - Truyền hình tỉnh",
        "Báo Mẫu",
        "Các cơ quan báo chí",
        "UBND huyện, thị xã, thành phố",
    )


def test_trap_04_several_leads_stay_several(read: Read) -> None:
    text = (
        "II. NHIỆM VỤ\n1. Mở hội thi\n- Cơ quan thực hiện: Sở A chủ trì hội thi cấp tỉnh; "
        "UBND các xã, phường (nơi có điều kiện) chủ trì hội thi cấp xã.\n- Thời gian: Quý II."
    )
    (task,) = read(text).tasks
    assert task.lead == ("Sở A", "UBND các xã, phường")


def test_trap_05_the_doer_beside_who_directs(read: Read) -> None:
    text = "II. NHIỆM VỤ\n1. Phát thanh\n- Cơ quan chỉ đạo: UBND xã.\n- Cơ quan thực hiện: Trung tâm A.\n- Thời gian: Thường xuyên."
    (task,) = read(text).tasks
    assert (task.lead, task.directing, task.coordinating) == (("Trung tâm A",), ("UBND xã",), ())


STREAMS = """II. HÌNH THỨC
1. Chuyên mục trên sóng phát thanh, truyền hình
- Chuyên mục “Nông dân cần biết”
Tần suất:
+ Trên phát thanh: 1 số (chuyên mục)/tuần, thời lượng 05 phút/chuyên mục.
+ Trên truyền hình: 1 số/tháng, thời lượng 10 phút/số.
- Chuyên mục “Sống khỏe”:
Tần suất:
+ Bản tin tuần: 2 số/tuần.
- Cơ quan chủ trì: Đài A.
- Thời gian thực hiện: Thường xuyên.
"""


def test_trap_06_streams_with_roles_given_once(read: Read) -> None:
    tasks = read(STREAMS).tasks
    assert [t.no for t in tasks] == ["II.1.1", "II.1.2", "II.1.3"]
    assert [t.stream for t in tasks] == [
        "Chuyên mục “Nông dân cần biết”: Trên phát thanh",
        "Chuyên mục “Nông dân cần biết”: Trên truyền hình",
        "Chuyên mục “Sống khỏe”: Bản tin tuần",
    ]
    assert [t.frequency for t in tasks] == ["1 số (chuyên mục)/tuần", "1 số/tháng", "2 số/tuần"]
    assert [t.duration for t in tasks] == ["05 phút/chuyên mục", "10 phút/số", None]
    assert {(t.lead, t.timing) for t in tasks} == {(("Đài A",), "Thường xuyên")}


def test_trap_06_lettered_streams_with_roles_after_the_last(read: Read) -> None:
    text = """II. NHIỆM VỤ
3. Tuyên truyền trên hệ thống truyền thanh
a) Đài truyền thanh xã: 02 chuyên mục/tuần, thời lượng 10 phút.
b) Trang thông tin điện tử: 04 tin, bài/tháng.
- Đơn vị chủ trì: Trung tâm A.
- Thời gian: Cả năm.
"""
    tasks = read(text).tasks
    assert [(t.no, t.frequency, t.lead, t.timing) for t in tasks] == [
        ("II.3.a", "02 chuyên mục/tuần", ("Trung tâm A",), "Cả năm"),
        ("II.3.b", "04 tin, bài/tháng", ("Trung tâm A",), "Cả năm"),
    ]


def test_trap_07_frequency_and_period_side_by_side(read: Read) -> None:
    text = (
        "II. NHIỆM VỤ\n1. Viết tin\n- Tần suất: 05 tin, bài/tháng (khoảng 50 tin, bài/năm).\n"
        "- Chủ trì: Văn phòng.\n- Thời gian: Thường xuyên trong năm."
    )
    (task,) = read(text).tasks
    assert task.frequency == "05 tin, bài/tháng (khoảng 50 tin, bài/năm)"
    assert task.timing == "Thường xuyên trong năm"


NO_TASKS = """KẾ HOẠCH
Truyền thông năm 2026

I. MỤC ĐÍCH
1. Nâng cao nhận thức. Thời gian: cả năm.
II. NỘI DUNG TUYÊN TRUYỀN
1. Chương trình giai đoạn 2020 - 2025 theo Nghị quyết số 68/NQ-CP ngày 12/5/2020 của Chính phủ.
2. Kết quả các cuộc họp giao ban, họp định kỳ hằng tháng.
III. KINH PHÍ
1. Phòng Tài chính lập dự toán, hoàn thành trước ngày 30/6/2026.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
Chủ trì, phối hợp với các đơn vị bố trí kinh phí theo quy định.
2. Văn phòng
- Cơ quan chủ trì được phân công có trách nhiệm lập kế hoạch cụ thể.
"""


def test_trap_08_numbered_paragraphs_that_are_no_tasks(read: Read) -> None:
    plan = read(NO_TASKS)
    assert plan.tasks == ()
    assert _codes(plan) == ["plan-without-tasks", "deadline-left-out"]


def test_trap_08_titles_with_words_of_time(table: Read) -> None:
    title = "Kiểm tra định kỳ việc thực hiện Chương trình giai đoạn 2020 - 2025 theo Nghị quyết ngày 12/5/2020"
    (task,) = table(HEAD + f"1|{title}.|Sở A||Theo kế hoạch kiểm tra").tasks
    assert (task.title, task.timing, task.frequency) == (title, "Theo kế hoạch kiểm tra", None)


BLANKS = ["Số: /KH-UBND", "Số:       /KH-UBND", "Số: ……/KH-UBND", "Số:...../KH-UBND"]


@pytest.mark.parametrize("number", BLANKS)
def test_trap_09_blank_number_and_day_stay_blank(read: Read, number: str) -> None:
    plan = read(
        f"{number}\nMẫu, ngày     tháng 02 năm 2024\nKẾ HOẠCH\nTruyền thông năm 2024\n"
        "Thực hiện Kế hoạch số 36/KH-UBND ngày 07/02/2024 của UBND tỉnh về truyền thông, UBND xã Mẫu ban hành Kế hoạch như sau:\n"
        "I. NHIỆM VỤ\n1. Việc\n- Chủ trì: Sở A\n- Thời gian: Quý I\n"
    )
    assert (plan.header.number, plan.header.symbol, plan.header.issued) == (None, "/KH-UBND", None)
    assert plan.header.year == 2024
    assert plan.header.parent_plan == "Kế hoạch số 36/KH-UBND ngày 07/02/2024 của UBND tỉnh"
    assert plan.header.issuer == "UBND xã Mẫu"


def test_trap_09_number_and_date_that_are_there(read: Read) -> None:
    plan = read(
        "Số: 12/KH-UBND\nMẫu, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nTruyền thông\n\nI. NHIỆM VỤ\n1. Việc\n- Chủ trì: A\n"
    )
    assert (plan.header.number, plan.header.issued, plan.header.year) == ("12/KH-UBND", date(2026, 3, 5), 2026)


DUTIES = [
    (
        "1. Trưởng các phòng\n- Định kỳ báo cáo Giám đốc Sở tiến độ, kết quả thực hiện (quý, 06 tháng và năm).",
        (("Trưởng các phòng",), ("Giám đốc Sở",), (), "Định kỳ (quý, 06 tháng và năm)"),
    ),
    (
        "1. Sở A theo dõi; định kỳ tổng hợp, báo cáo UBND tỉnh (lồng ghép vào báo cáo CCHC định kỳ).",
        (("Sở A",), ("UBND tỉnh",), (), "định kỳ (lồng ghép vào báo cáo CCHC định kỳ)"),
    ),
    (
        "1. Các xã báo cáo kết quả về UBND tỉnh (qua Sở A) trước ngày 20 hằng tháng.",
        (("Các xã",), ("UBND tỉnh",), ("Sở A",), "trước ngày 20 hằng tháng"),
    ),
    (
        "Yêu cầu các đơn vị triển khai thực hiện. Trong quá trình thực hiện nếu có khó khăn, vướng mắc, "
        "kịp thời báo cáo UBND xã để xem xét./.",
        (("Các đơn vị",), ("UBND xã",), (), "kịp thời (nếu có khó khăn, vướng mắc)"),
    ),
    (
        "1. Giao Trung tâm A theo dõi, tổng hợp báo cáo kết quả thực hiện Kế hoạch này.",
        (("Trung tâm A",), (), (), None),
    ),
    (
        "1. Trưởng phòng kiểm tra và báo cáo Giám đốc những vướng mắc để kịp thời chỉ đạo (lồng ghép trong báo cáo định kỳ).",
        (("Trưởng phòng",), ("Giám đốc",), (), "lồng ghép trong báo cáo định kỳ"),
    ),
]


@pytest.mark.parametrize(("text", "duty"), DUTIES, ids=[d[0][:50] for d in DUTIES])
def test_trap_10_reporting_duties_in_running_text(read: Read, text: str, duty: tuple[object, ...]) -> None:
    (found,) = read(f"IV. TỔ CHỨC THỰC HIỆN\n{text}\n").reporting
    assert (found.who, found.to, found.via, found.timing) == duty


def test_trap_10_addressees_are_no_duty(read: Read) -> None:
    assert (
        read("IV. TỔ CHỨC THỰC HIỆN\n1. Sở A thực hiện.\n\nNơi nhận:\n- UBND tỉnh (báo cáo);\n- Lưu: VT.\n").reporting
        == ()
    )


def test_trap_11_slips(read: Read) -> None:
    text = (
        "KẾ HOẠCH\nTruyền thông năm 2024\n\nII. NỘI DUNG, THỜI GIẠN THỰC HIỆN1. Xuất bản Bản tin “Cải cách“\n"
        "- Chủ trì: Sở A.\n- Thời gian: Quý I.\nIV. TỔ CHỨC THỰC HIỆN\n1. Sở A thực hiện nhiệm vụ năm 2023.\n"
    )
    plan = read(text)
    assert plan.header.year == 2024
    assert [(t.no, t.title) for t in plan.tasks] == [("II.1", "Xuất bản Bản tin “Cải cách“")]
    assert plan.tasks[0].section == "NỘI DUNG, THỜI GIẠN THỰC HIỆN"


def test_trap_12_decomposed_unicode(read: Read, table: Read) -> None:
    text = (HEAD + "1|Tập huấn|Sở Nội vụ|Các sở, ban ngành|Thường xuyên").replace("|", "\t")
    assert read(unicodedata.normalize("NFD", text)).tasks == read(text).tasks


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_trap_15_a_secret_plan_is_refused(mark: str) -> None:
    text = f"UBND XÃ\n{mark}\n" + (HEAD + "1|Việc|Sở A||Quý I").replace("|", "\t")
    plan = read_plan(parse_document(text.encode(), "ke-hoach.txt"))
    assert plan.tasks == ()
    assert _codes(plan) == ["document-secret"]
    assert plan.header.title is None


def test_a_table_of_costs_is_no_plan(table: Read) -> None:
    rows = (
        HEAD
        + "1|Việc|Sở A||Quý I\n\nIII. KINH PHÍ\n\nSTT|Nội dung chi|Số lượng|Đơn giá|Thành tiền\n1|In tờ rơi|100|5.000|500.000"
    )
    assert [t.title for t in table(rows).tasks] == ["Việc"]


def test_findings_of_a_poor_table(table: Read) -> None:
    plan = table(HEAD + "1|Việc đầu||Sở C|Quý I\n2|Việc hai|Sở A||\n2|Việc ba|Sở A||Quý II")
    assert [(d.code, d.location.line) for d in plan.diagnostics if d.code != "plan-without-year"] == [
        ("task-number-twice", 4),
        ("task-without-lead", 2),
        ("task-without-timing", 3),
    ]


def test_a_title_with_its_own_time_in_brackets(read: Read) -> None:
    (task,) = read("I. NHIỆM VỤ\n1. Tổ chức hội nghị triển khai (Quý I/2026)\n- Chủ trì: Văn phòng.\n").tasks
    assert (task.title, task.timing) == ("Tổ chức hội nghị triển khai", "Quý I/2026")


def test_an_item_of_several_paragraphs(read: Read) -> None:
    text = (
        "I. NHIỆM VỤ\n1. Tổ chức ngày hội\n\nNgày hội gồm phần lễ và phần hội, có trưng bày sản phẩm.\n\n"
        "- Trưng bày 10 gian hàng.\n\nĐơn vị chủ trì: Phòng A.\n\nThời gian thực hiện: Tháng 8.\n"
    )
    (task,) = read(text).tasks
    assert (task.no, task.title, task.lead, task.timing) == ("I.1", "Tổ chức ngày hội", ("Phòng A",), "Tháng 8")
