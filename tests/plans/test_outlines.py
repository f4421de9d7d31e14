"""Outlines of other offices: ways to number, to say who and when, and items that are no tasks."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan
from scheduler.plans import split_units

Read = Callable[[str], Plan]

WORK = "II. NHIỆM VỤ\n"


def test_numbers_with_a_dash(read: Read) -> None:
    text = (
        "I- MỤC ĐÍCH\n1- Mục đích\n- Vì dân.\nII- HÌNH THỨC\n1- Nội dung\n- Điều mới.\n2- Hình thức\n"
        "2.1- Qua hội nghị\n+ Đơn vị thực hiện: Phòng A.\n+ Thời gian: tháng 5.\n"
        "2.2- Qua mạng\n+ Đơn vị thực hiện: Phòng B.\n+ Thời gian: thường xuyên.\n"
    )
    assert [(t.no, t.title, t.lead) for t in read(text).tasks] == [
        ("II.2.1", "Qua hội nghị", ("Phòng A",)),
        ("II.2.2", "Qua mạng", ("Phòng B",)),
    ]


def test_a_section_whose_last_item_names_a_unit_is_no_task(read: Read) -> None:
    text = WORK + "1. Nội dung\n- Điều mới.\n2. Hội thi\n- Chủ trì: Phòng A.\n- Thời gian: Quý I.\n"
    assert [(t.no, t.title) for t in read(text).tasks] == [("II.2", "Hội thi")]


def test_a_name_cut_before_its_dash() -> None:
    assert split_units("- Phòng A;\n- Trung tâm Văn hóa\n- Thể thao và Truyền thanh.") == (
        "Phòng A",
        "Trung tâm Văn hóa - Thể thao và Truyền thanh",
    )
    assert split_units("- Phòng A\n- Viễn thông Mẫu") == ("Phòng A", "Viễn thông Mẫu")


@pytest.mark.parametrize(
    ("item", "title", "lead", "timing"),
    [
        (
            "Đăng tin trên trang tin: Giao Văn phòng chủ trì, phối hợp với Phòng A đăng tin hằng tuần.",
            "Đăng tin trên trang tin",
            "Văn phòng",
            "hằng tuần",
        ),
        (
            "Phát thanh về cây xanh: Giao Trung tâm Văn hóa xây dựng chuyên mục phát vào thứ Sáu tuần cuối hằng tháng.",
            "Phát thanh về cây xanh",
            "Trung tâm Văn hóa",
            "vào thứ Sáu tuần cuối hằng tháng",
        ),
    ],
)
def test_work_given_in_a_sentence(read: Read, item: str, title: str, lead: str, timing: str) -> None:
    (task,) = read(f"{WORK}a) {item}\n").tasks
    assert (task.title, task.lead, task.timing) == (title, (lead,), timing)


def test_lines_of_one_width_with_an_indent(read: Read) -> None:
    lines = (
        "     I. MỤC ĐÍCH\n     - Làm cho phố phường thêm nhiều bóng mát, người đi đường đỡ\nnắng, trẻ em có chỗ chơi.\n"
        * 5
    )
    text = lines + (
        f"     {WORK}     1. Trồng thêm cây ở các khu dân cư mới: Giao cho Trung tâm\n"
        "Dịch vụ tổng hợp chủ trì, làm xong trước ngày 30/6.\n"
    )
    assert read(text).tasks[0].lead == ("Trung tâm Dịch vụ tổng hợp",)


def test_contents_are_no_tasks_and_what_has_a_lead_is(read: Read) -> None:
    text = "II. NỘI DUNG TUYÊN TRUYỀN\n1. Nghị quyết mới; kế hoạch năm 2026 (trong quý I).\n2. Mở hội thi\n- Chủ trì: Phòng A.\n"
    assert [(t.no, t.lead) for t in read(text).tasks] == [("II.2", ("Phòng A",))]


def test_units_that_coordinate_at_the_end_of_a_list(read: Read) -> None:
    text = f"{WORK}1. Trồng cây\n- Đơn vị thực hiện: Văn phòng; các phòng chuyên môn phối hợp.\n- Thời gian: Quý I\n"
    (task,) = read(text).tasks
    assert (task.lead, task.coordinating) == (("Văn phòng",), ("Các phòng chuyên môn",))


def test_the_length_of_a_piece_between_its_rhythm_and_its_hour(read: Read) -> None:
    rhythm = "01 số/tháng, thời lượng 20 phút/số, phát lúc 20 giờ ngày 15 hằng tháng"
    (task,) = read(f"{WORK}1. Chuyên mục\n- Tần suất: {rhythm}.\n- Chủ trì: Đài A.\n").tasks
    assert (task.frequency, task.duration) == ("01 số/tháng, phát lúc 20 giờ ngày 15 hằng tháng", "20 phút/số")


def test_a_plain_line_below_an_item_describes_it(read: Read) -> None:
    text = (
        f"{WORK}1. Soạn tài liệu\nBan A chủ trì, Sở B phối hợp. Thời gian thực hiện: quý III.\n"
        "2. Giao lưu\nSở B lo hội trường. Thời gian: tháng 9.\n"
    )
    assert [(t.no, t.title, t.lead, t.coordinating, t.timing) for t in read(text).tasks] == [
        ("II.1", "Soạn tài liệu", ("Ban A",), ("Sở B",), "quý III"),
        ("II.2", "Giao lưu", (), (), "tháng 9"),
    ]


@pytest.mark.parametrize("heading", ["Xây dựng văn bản", "Soạn thảo", "Công tác kiểm tra", "Tham mưu", "Nhóm một"])
@pytest.mark.parametrize("first", ["Kiểm tra", "Giám sát", "Soạn thảo", "Ban hành quy chế"])
def test_items_whose_headings_read_like_roles_are_all_there(heading: str, first: str, read: Read) -> None:
    item = "- Đơn vị chủ trì: {who}\n- Thời gian: {when}\n"
    text = (
        f"KẾ HOẠCH\nCông tác năm 2026\n\n## I. NHIỆM VỤ\n1. {heading}\n\n1.1. {first}\n"
        + item.format(who="Ban A", when="Quý III")
        + "\n1.2. Rà soát danh mục\n"
        + item.format(who="Ban B", when="Quý IV")
    )
    assert [(t.no, t.title, t.lead, t.timing) for t in read(text).tasks] == [
        ("I.1.1", first, ("Ban A",), "Quý III"),
        ("I.1.2", "Rà soát danh mục", ("Ban B",), "Quý IV"),
    ]


def test_numbers_that_begin_again_below_each_month(read: Read) -> None:
    text = "II. CÔNG VIỆC TỪNG THÁNG\nTháng 3\n1. Ra quân\n2. Trồng cây\nTháng 10\n1. Tọa đàm\n"
    plan = read(text)
    assert [(t.no, t.timing) for t in plan.tasks] == [
        ("II.3.1", "Tháng 3"),
        ("II.3.2", "Tháng 3"),
        ("II.10.1", "Tháng 10"),
    ]
    codes = [d.code for d in plan.diagnostics]
    assert (codes.count("number-of-heading"), codes.count("task-number-twice")) == (3, 0)


@pytest.mark.parametrize(
    ("heading", "timing"),
    [("NHIỆM VỤ THƯỜNG XUYÊN", "THƯỜNG XUYÊN"), ("CÔNG TÁC TRỌNG TÂM QUÝ II", "QUÝ II"), ("NHIỆM VỤ NĂM 2031", None)],
)
def test_a_heading_gives_the_time_of_its_work(read: Read, heading: str, timing: str | None) -> None:
    tasks = read(f"I. {heading}\n1. Quản lý hồ sơ lưu trữ\n2. Phục vụ bạn đọc\n").tasks
    assert [t.timing for t in tasks] == ([timing] * 2 if timing else [])


def test_a_rhythm_that_nobody_took_is_said(read: Read) -> None:
    plan = read(f"{WORK}1. Trồng cây\n- Chủ trì: Phòng A.\n- Thời gian: Quý I.\nMục tiêu: phấn đấu 05 bài/tháng.\n")
    said = [dict(d.values)["timing"] for d in plan.diagnostics if d.code == "deadline-left-out"]
    assert said == ["05 bài/tháng"]


def test_sentences_of_several_units_below_a_heading_keep_each_its_own_time(read: Read) -> None:
    text = (
        "1. Thăm, tặng quà\nCác tổ dân phố rà soát, lập danh sách gửi Phòng A trước ngày 20/5/2026.\n"
        "Hội Chữ thập đỏ xã vận động nguồn lực, tổ chức tặng quà trong tháng 6/2026.\n"
    )
    assert [(t.lead, t.timing) for t in read(WORK + text).tasks] == [
        (("Các tổ dân phố",), "trước ngày 20/5/2026"),
        (("Hội Chữ thập đỏ xã",), "trong tháng 6/2026"),
    ]


def test_whom_a_clause_names_as_leading(read: Read) -> None:
    text = "1. Giao lưu văn nghệ, do Đoàn Thanh niên xã chủ trì, phối hợp với Hội Nông dân; tối ngày 17/11/2026.\n"
    (task,) = read(WORK + text).tasks
    assert (task.lead, task.coordinating) == (("Đoàn Thanh niên xã",), ("Hội Nông dân",))


def test_a_rhythm_and_its_months_are_asked_as_a_whole(read: Read) -> None:
    text = "1. Các thôn\n- Vận động diệt chuột vào thứ Bảy hằng tuần trong tháng 11 và tháng 12/2026.\n"
    text += "- Nạo vét kênh trước 10/11/2026.\n"
    assert read(WORK + text).tasks[0].timing == "vào thứ Bảy hằng tuần trong tháng 11 và tháng 12/2026"


def test_rounds_that_nothing_took_are_said(read: Read) -> None:
    text = "1. Phòng bệnh\na) Tẩy giun đợt 1 tháng 11/2026, đợt 2 tháng 5/2027 theo lịch của trạm.\n"
    assert "deadline-left-out" in {found.code for found in read(WORK + text).diagnostics}
