"""What sections that part the work among units say: work that goes on beside work with a day, with whom, and what is told when."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

AMONG_UNITS = """III. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ
1. Phòng Kinh tế: Lập danh mục ao nuôi trước ngày 10/4/2026.
2. Trạm Thú y: Tiêm phòng cho đàn vật nuôi trong tháng 5/2026.
3. {}
"""


@pytest.mark.parametrize(
    ("item", "lead", "title", "timing"),
    [
        (
            "Công an xã: Trực điện thoại khẩn cấp hằng ngày.",
            "Công an xã",
            "Trực điện thoại khẩn cấp hằng ngày",
            "hằng ngày",
        ),
        ("Văn phòng: Đo mực nước hồ, thực hiện thường xuyên.", "Văn phòng", "Đo mực nước hồ", "thường xuyên"),
        (
            "Trạm Y tế có trách nhiệm chuẩn bị giường bệnh; duy trì trong suốt mùa mưa.",
            "Trạm Y tế",
            "Chuẩn bị giường bệnh",
            "trong suốt mùa mưa",
        ),
    ],
)
def test_work_that_goes_on_is_a_task_beside_tasks(read: Read, item: str, lead: str, title: str, timing: str) -> None:
    task = read(AMONG_UNITS.format(item)).tasks[-1]
    assert (task.no, task.lead, task.title, task.timing) == ("III.3", (lead,), title, timing)


def test_work_that_goes_on_is_none_where_the_others_are_none(read: Read) -> None:
    plan = read(
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế theo dõi chung.\n2. Công an xã: Trực điện thoại khẩn cấp hằng ngày.\n"
        "3. Trạm Y tế phối hợp khi cần.\n"
    )
    assert plan.tasks == ()


@pytest.mark.parametrize(
    "text",
    [
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Phòng Kinh tế\n- Chủ trì, phối hợp với Trạm Thú y lập chốt kiểm dịch trước ngày 10/4/2026.\n"
        "- Kiểm kê kho vật tư trước ngày 15/4/2026.\n",
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Phòng Kinh tế: Lập chốt kiểm dịch trong tháng 4/2026; Trạm Thú y phối hợp.\n",
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế chủ trì, phối hợp với Trạm Thú y:\na) Lập chốt kiểm dịch trước ngày 10/4/2026;\n"
        "b) Rải vôi chợ đầu mối trước ngày 12/4/2026.\n",
    ],
)
def test_with_whom_a_unit_works_is_told(read: Read, text: str) -> None:
    task = read(text).tasks[0]
    assert task.title.startswith("Lập chốt kiểm dịch")
    assert (task.lead, task.coordinating) == (("Phòng Kinh tế",), ("Trạm Thú y",))


def test_to_submit_by_a_day_is_no_part_of_the_title(read: Read) -> None:
    (task,) = read("II. NHIỆM VỤ\n1. Công an xã: Soạn phương án giữ đê, trình trước ngày 10/4/2026.\n").tasks
    assert (task.title, task.timing) == ("Soạn phương án giữ đê", "trước ngày 10/4/2026")


@pytest.mark.parametrize(
    ("sentence", "timing"),
    [
        ("báo cáo UBND xã trước 15h30 thứ Năm hằng tuần", "trước 15h30 thứ Năm hằng tuần"),
        ("báo cáo UBND xã 6 tháng (trước 12/6) và năm (trước 08/12)", "6 tháng (trước 12/6) và năm (trước 08/12)"),
        ("báo cáo UBND xã mỗi tháng một lần", "mỗi tháng một lần"),
        ("báo cáo Ban Giám hiệu cuối mỗi học kỳ", "cuối mỗi học kỳ"),
    ],
)
def test_when_is_reported(read: Read, sentence: str, timing: str) -> None:
    plan = read(f"IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế {sentence}.\n")
    assert [duty.timing for duty in plan.reporting] == [timing]


def test_a_paper_on_oneself_is_no_report(read: Read) -> None:
    plan = read(
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Khoa Cơ khí\n"
        "- Soạn báo cáo tự đánh giá ngành học (trước 20/01/2027).\n- Sửa đề cương (quý IV/2026).\n"
    )
    assert len(plan.tasks) == 2
    assert plan.reporting == ()
