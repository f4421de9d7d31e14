"""Sentences that give work to several units: no unit gets the time of another; roles, stages, labels of items in running text."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

WORK = "II. NHIỆM VỤ\n"
ORGANISE = "III. TỔ CHỨC THỰC HIỆN\n"


@pytest.mark.parametrize(
    "item",
    [
        "1. Phòng Kinh tế kiểm tra trạm bơm trước 05/5. Hợp tác xã nạo vét kênh xong trước 15/5.\n",
        "1. Về thủy lợi. Phòng Kinh tế kiểm tra trạm bơm trước 05/5. Hợp tác xã nạo vét kênh xong trước 15/5.\n",
        "1. Thủy lợi: Phòng Kinh tế kiểm tra trạm bơm trước 05/5; Hợp tác xã nạo vét kênh xong trước 15/5.\n",
        "1. Về thủy lợi\nPhòng Kinh tế kiểm tra trạm bơm trước 05/5.\nHợp tác xã nạo vét kênh xong trước 15/5.\n",
    ],
)
def test_each_unit_keeps_its_own_time(read: Read, item: str) -> None:
    assert [(t.no, t.title, t.lead, t.timing) for t in read(WORK + item).tasks] == [
        ("II.1.1", "Kiểm tra trạm bơm", ("Phòng Kinh tế",), "trước 05/5"),
        ("II.1.2", "Nạo vét kênh", ("Hợp tác xã",), "trước 15/5"),
    ]


def test_a_bullet_with_work_of_two_units(read: Read) -> None:
    bullet = "- Phòng Kinh tế kiểm tra trạm bơm trước 05/5. Hợp tác xã nạo vét kênh xong trước 15/5.\n"
    more = "- Trạm Y tế khám sức khỏe cho người cao tuổi trước ngày 20/6.\n"
    assert [(t.lead, t.timing) for t in read(f"{WORK}1. Việc của quý II\n{bullet}{more}").tasks] == [
        (("Phòng Kinh tế",), "trước 05/5"),
        (("Hợp tác xã",), "trước 15/5"),
        (("Trạm Y tế",), "trước ngày 20/6"),
    ]


def test_a_unit_whose_name_has_no_known_end_leads_nothing_and_is_asked(read: Read) -> None:
    text = "1. Phòng Kinh tế kiểm tra trạm bơm trước 05/5. Tổ Thủy nông đóng cống xong trước 15/5.\n"
    plan = read(WORK + text)
    assert [(t.lead, t.timing) for t in plan.tasks] == [(("Phòng Kinh tế",), "trước 05/5"), ((), "trước 15/5")]
    assert "task-without-lead" in {found.code for found in plan.diagnostics}


def test_the_day_of_one_is_not_that_of_another_who_says_none(read: Read) -> None:
    text = "1. Tổ Nghiệp vụ đánh giá kết quả; Tổ Hành chính đề xuất khen thưởng trước ngày 25/6.\n"
    plan = read(WORK + text)
    assert [(t.lead, t.timing) for t in plan.tasks] == [
        (("Tổ Nghiệp vụ",), None),
        (("Tổ Hành chính",), "trước ngày 25/6"),
    ]


def test_one_works_every_day_and_another_by_a_day(read: Read) -> None:
    text = "1. Bếp ăn\nTổ Bếp lưu mẫu thức ăn hằng ngày.\nKế toán ký hợp đồng thực phẩm trước ngày 25/8.\n"
    assert [(t.lead, t.timing) for t in read(WORK + text).tasks] == [
        (("Tổ Bếp",), "hằng ngày"),
        (("Kế toán",), "trước ngày 25/8"),
    ]


def test_one_unit_with_help_stays_one_task(read: Read) -> None:
    text = "1. Phòng Kinh tế kiểm tra trạm bơm; các thôn phối hợp; hoàn thành trước 05/5.\n"
    assert len(read(WORK + text).tasks) == 1


@pytest.mark.parametrize(
    ("heading", "bullet", "title"),
    [
        ("Trồng cây đầu xuân", "Đoàn Thanh niên xã tổ chức trồng 500 cây, xong trước ngày 15/3.", "Trồng cây đầu xuân"),
        ("Làm sạch bờ biển", "Hội Phụ nữ xã tổ chức ra quân ngày 08/6.", "Làm sạch bờ biển"),
    ],
)
def test_one_bullet_below_a_heading_of_work(read: Read, heading: str, bullet: str, title: str) -> None:
    assert [(t.no, t.title) for t in read(f"{WORK}1. {heading}\n- {bullet}\n").tasks] == [("II.1", title)]


@pytest.mark.parametrize(
    ("line", "title", "beside"),
    [
        ("Cùng Phòng Kinh tế tổ chức hội chợ trước ngày 15/8.", "Tổ chức hội chợ", ("Phòng Kinh tế",)),
        ("Cùng với các thôn tổ chức hội thi trước ngày 15/8.", "Tổ chức hội thi", ("Các thôn",)),
        ("Cùng nhau tổ chức hội thi trước ngày 15/8.", "Cùng nhau tổ chức hội thi", ()),
    ],
)
def test_who_works_with_the_unit_above(read: Read, line: str, title: str, beside: tuple[str, ...]) -> None:
    (task,) = read(f"{WORK}1. Hội Nông dân xã\n- {line}\n").tasks
    assert (task.title, task.lead, task.coordinating) == (title, ("Hội Nông dân xã",), beside)


@pytest.mark.parametrize(
    ("item", "title", "lead", "timing"),
    [
        ("Các bản: Tổ chức dọn đường vào thứ Bảy hằng tuần.", "Tổ chức dọn đường", "Các bản", "vào thứ Bảy hằng tuần"),
        (
            "Nhà trường: Tổ chức thi kể chuyện (cuối mỗi học kỳ).",
            "Tổ chức thi kể chuyện",
            "Nhà trường",
            "cuối mỗi học kỳ",
        ),
        ("Sửa kho sách do Tổ Thư viện đảm nhận, ngày 15/8.", "Sửa kho sách", "Tổ Thư viện", "ngày 15/8"),
    ],
)
def test_groups_brackets_and_by_whom(read: Read, item: str, title: str, lead: str, timing: str) -> None:
    (task,) = read(f"{WORK}1. {item}\n").tasks
    assert (task.title, task.lead, task.timing) == (title, (lead,), timing)


def test_time_before_a_unit_whose_verb_is_not_known_makes_no_unit_of_the_whole_line(read: Read) -> None:
    (task,) = read(f"{WORK}- Tuần 1 tháng 9/2026: Nhân viên thư viện đóng gáy sách.\n").tasks
    assert task.lead != ("Nhân viên thư viện đóng gáy sách",)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            f"{WORK}1. Giao Phòng Kinh tế khảo sát phần mềm trước ngày 28/02, lựa chọn nhà thầu trước ngày 31/3.\n",
            [("II.1.1", "Khảo sát phần mềm", "trước ngày 28/02"), ("II.1.2", "Lựa chọn nhà thầu", "trước ngày 31/3")],
        ),
        (
            f"{ORGANISE}- Phòng Kinh tế: Rà soát hồ sơ xong trước ngày 15/8; cập nhật phần mềm hằng tuần.\n",
            [
                ("III.1.1", "Rà soát hồ sơ", "trước ngày 15/8"),
                ("III.1.2", "Cập nhật phần mềm hằng tuần", "hằng tuần"),
            ],
        ),
        (
            f"{WORK}1. Phòng Kinh tế\n- Năm 2026, hoàn thành 05 trạm bơm.\n- Trước ngày 30/5, lập bản đồ số.\n",
            [("II.1.1", "Hoàn thành 05 trạm bơm", "Năm 2026"), ("II.1.2", "Lập bản đồ số", "Trước ngày 30/5")],
        ),
    ],
)
def test_one_unit_with_several_times(read: Read, text: str, tasks: list[tuple[str, str, str]]) -> None:
    found = read(text).tasks
    assert [(t.no, t.title, t.timing) for t in found] == tasks
    assert {t.lead for t in found} == {("Phòng Kinh tế",)}


@pytest.mark.parametrize(
    "item",
    [
        "1. Lập bản đồ số: Phòng Kinh tế trong tháng 6/2026; các xã còn lại hoàn thành trong tháng 9/2026.\n",
        "1. Lập bản đồ số\n- Phòng Kinh tế trong tháng 6/2026; các xã còn lại hoàn thành trong tháng 9/2026.\n",
        "1. Lập bản đồ số\n- Phòng Kinh tế trong tháng 6/2026.\n- Các xã còn lại hoàn thành trong tháng 9/2026.\n",
    ],
)
def test_units_with_nothing_but_a_time_share_the_work_above(read: Read, item: str) -> None:
    assert [(t.no, t.title, t.lead, t.timing) for t in read(WORK + item).tasks] == [
        ("II.1.1", "Lập bản đồ số", ("Phòng Kinh tế",), "trong tháng 6/2026"),
        ("II.1.2", "Lập bản đồ số", ("Các xã còn lại",), "trong tháng 9/2026"),
    ]


def test_bullets_of_units_below_a_stage_fall_in_its_time(read: Read) -> None:
    text = f"{WORK}1. Sơ tuyển: hoàn thành trước ngày 15/11/2026\n- Trạm Y tế lập danh sách.\n- Công an xã kiểm tra hồ sơ.\n"
    assert [(t.no, t.lead, t.timing) for t in read(text).tasks] == [
        ("II.1.1", ("Trạm Y tế",), "trước ngày 15/11/2026"),
        ("II.1.2", ("Công an xã",), "trước ngày 15/11/2026"),
    ]


def test_one_task_below_a_month_is_not_named_after_it(read: Read) -> None:
    (task,) = read(f"{WORK}1. Tháng 10\n- Kiểm tra bếp ăn\n+ Chủ trì: Trạm Y tế xã\n+ Phối hợp: Công an xã\n").tasks
    assert (task.title, task.lead, task.timing) == ("Kiểm tra bếp ăn", ("Trạm Y tế xã",), "Tháng 10")


@pytest.mark.parametrize(
    ("item", "timing"),
    [
        ("Phát tờ rơi: 02 đợt: tháng 4 và tháng 9/2026. Đơn vị thực hiện: Sở Y tế.", "02 đợt: tháng 4 và tháng 9/2026"),
        ("Mở hội chợ tháng 4 và tháng 9/2026 (Phòng Kinh tế chủ trì).", "tháng 4 và tháng 9/2026"),
    ],
)
def test_of_several_months_none_is_lost(read: Read, item: str, timing: str | None) -> None:
    (task,) = read(f"{WORK}1. {item}\n").tasks
    assert task.timing == timing


def test_labels_below_work_are_no_tasks(read: Read) -> None:
    item = "{}. Kiểm tra bếp ăn bán trú (tháng {}/2026)\n- Chủ trì: Trạm Y tế xã\n- Phối hợp: Công an xã\n"
    found = read(WORK + item.format(1, 10) + item.format(2, 11)).tasks
    assert [(t.no, t.lead, t.coordinating, t.timing) for t in found] == [
        ("II.1", ("Trạm Y tế xã",), ("Công an xã",), "tháng 10/2026"),
        ("II.2", ("Trạm Y tế xã",), ("Công an xã",), "tháng 11/2026"),
    ]


def test_a_field_of_work_with_a_dash_is_no_unit(read: Read) -> None:
    (task,) = read(f"{WORK}1. Công tác Nội vụ - Văn phòng:\n- Rà soát hồ sơ trong tháng 6/2026.\n").tasks
    assert (task.no, task.title, task.timing) == ("II.1.1", "Rà soát hồ sơ", "trong tháng 6/2026")


def test_work_that_begins_with_what_a_label_may_be_keeps_its_title(read: Read) -> None:
    text = f"{WORK}1. Kiểm tra, giám sát, theo dõi: lập đoàn công tác\nChủ trì: Phòng Kinh tế\nThời gian: Quý II\n"
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.timing) == (
        "Kiểm tra, giám sát, theo dõi: lập đoàn công tác",
        ("Phòng Kinh tế",),
        "Quý II",
    )


@pytest.mark.parametrize("where", ["trong độ tuổi ra lớp", "trong toàn xã"])
def test_where_work_is_done_is_no_time(read: Read, where: str) -> None:
    (task,) = read(f"{WORK}1. Vận động trẻ em {where}, dứt điểm trễ nhất vào ngày 03/9/2026 (Đoàn xã chủ trì).\n").tasks
    assert (task.title, task.timing) == (f"Vận động trẻ em {where}", "trễ nhất vào ngày 03/9/2026")


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        ("Trạm Y tế báo cáo UBND xã mỗi quý một lần.", [(("UBND xã",), "mỗi quý một lần")]),
        ("Tập huấn viết báo cáo cho cán bộ thôn trong tháng 5.", []),
    ],
)
def test_reports(read: Read, sentence: str, duties: list[tuple[tuple[str, ...], str]]) -> None:
    assert [(d.to, d.timing) for d in read(f"{ORGANISE}1. {sentence}\n").reporting] == duties


STAGES = (
    "1. Giai đoạn 1: Chuẩn bị (từ ngày 01/02 đến ngày 28/02)\n- Phòng A rà soát danh sách.\n"
    "2. Giai đoạn 2 (tháng 3)\n- Phòng A tập huấn.\n"
)


def test_stages_head_the_work_below_them(read: Read) -> None:
    assert [(t.no, t.timing) for t in read(WORK + STAGES).tasks] == [
        ("II.1.1", "từ ngày 01/02 đến ngày 28/02"),
        ("II.2.1", "tháng 3"),
    ]


def test_letters_below_romans_are_parts_of_them(read: Read) -> None:
    own = "A. Trên đài\n1. Đọc tin (Tổ Biên tập, trước ngày 10/3).\n"
    text = f"{WORK}{own}B. Trên mạng\n1. Quay phim (Tổ Biên tập, trước ngày 15/3).\n"
    assert [t.no for t in read(text).tasks] == ["II.A.1", "II.B.1"]


@pytest.mark.parametrize(
    ("item", "lead", "timing"),
    [
        (
            "Chủ tịch UBND xã trực tiếp tiếp công dân vào thứ 5 hàng tuần tại trụ sở.",
            "Chủ tịch UBND xã",
            "vào thứ 5 hàng tuần",
        ),
        ("Văn phòng xã họp giao ban ngày 5 hằng tháng.", "Văn phòng xã", "ngày 5 hằng tháng"),
    ],
)
def test_a_rhythm_keeps_its_weekday_and_day(read: Read, item: str, lead: str, timing: str) -> None:
    (task,) = read(f"{WORK}1. {item}\n").tasks
    assert task.lead == (lead,)
    assert timing in (task.timing or "")


@pytest.mark.parametrize(
    ("item", "title", "timing"),
    [
        ("Nhân dịp 27/7, thăm hỏi gia đình liệt sĩ.", "Thăm hỏi gia đình liệt sĩ", "Nhân dịp 27/7"),
        ("Trình Chính phủ tháng 4/2026.", "Trình Chính phủ", "tháng 4/2026"),
        ("Tổ chức hội thi nấu ăn; thời gian hoàn thành trước ngày 15/4.", "Tổ chức hội thi nấu ăn", "trước ngày 15/4"),
    ],
)
def test_time_before_a_comma_and_without_a_word_before_it(read: Read, item: str, title: str, timing: str) -> None:
    (task,) = read(f"{WORK}1. Hội Nông dân xã\n- {item}\n").tasks
    assert (task.title, task.timing) == (title, timing)


def test_who_is_told_is_not_who_helps_and_a_heading_is_no_report(read: Read) -> None:
    own = "1. Văn phòng Đảng ủy\nChủ trì phối hợp với các ban Đảng tham mưu báo cáo định kỳ gửi Tỉnh ủy.\n"
    text = f"{ORGANISE}{own}2. Chế độ thông tin, báo cáo\nCác phòng báo cáo Văn phòng trước 16h00 hằng ngày.\n"
    assert [(d.who, d.to, d.timing) for d in read(text).reporting] == [
        (("Văn phòng Đảng ủy",), ("Tỉnh ủy",), "định kỳ"),
        (("Các phòng",), ("Văn phòng",), "trước 16h00 hằng ngày"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Mở rộng thị trường tiêu thụ ở trong nước; kịp thời tháo gỡ khó khăn.",
        "Vận động người dân trong xã; khi có dịch bệnh báo ngay trạm y tế.",
    ],
)
def test_a_further_clause_is_no_time(read: Read, line: str) -> None:
    tasks = read(f"{WORK}1. Phòng Kinh tế\n- {line}\n- Rà soát kho trước ngày 10/3.\n").tasks
    assert [(t.title, t.timing) for t in tasks] == [(line.rstrip("."), None), ("Rà soát kho", "trước ngày 10/3")]


def test_clauses_of_one_unit_with_a_time_each_are_several_tasks(read: Read) -> None:
    line = "Lập hồ sơ xong trước ngày 15/3; trình duyệt trước ngày 15/5; khởi công trước ngày 30/8."
    tasks = read(f"{WORK}1. Phòng Kinh tế\n- {line}\n").tasks
    assert [(t.no, t.title, t.timing) for t in tasks] == [
        ("II.1.1.1", "Lập hồ sơ", "trước ngày 15/3"),
        ("II.1.1.2", "Trình duyệt", "trước ngày 15/5"),
        ("II.1.1.3", "Khởi công", "trước ngày 30/8"),
    ]


def test_places_with_their_times_are_no_work(read: Read) -> None:
    line = "Xã A, xã B hoàn thành trong tháng 6/2026; các xã còn lại hoàn thành trong tháng 9/2026."
    plan = read(f"{WORK}1. Phòng Kinh tế\n- {line}\n")
    assert [t.no for t in plan.tasks] == ["II.1.1"]
    assert "deadline-in-title" in {found.code for found in plan.diagnostics}


def test_roles_numbered_beside_the_work(read: Read) -> None:
    text = (
        "I. SỬA KHO\n1. Nội dung, biện pháp\na) Rà soát kho;\n2. Cơ quan chủ trì, phối hợp\na) Cơ quan chủ trì: Sở Tài chính.\n"
        "b) Cơ quan phối hợp: Sở Xây dựng.\n3. Thời gian thực hiện: Quý II/2026.\n"
    )
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.coordinating, task.timing) == (
        "SỬA KHO",
        ("Sở Tài chính",),
        ("Sở Xây dựng",),
        "Quý II/2026",
    )


def test_unit_alone_is_a_label_for_who(read: Read) -> None:
    (task,) = read(f"{WORK}1. Làm đề cương\n- Đơn vị: Phòng Kinh tế\n- Thời gian: Quý II\n").tasks
    assert (task.lead, task.timing) == (("Phòng Kinh tế",), "Quý II")
