"""A sentence of a section of tasks that ends with its time is a task; one that ends with a whole year is not made one."""

import pytest

from scheduler.plans.prose import told_in_prose
from scheduler.plans.time_at_end import goes_on_at_end, rhythm_in, time_at_end


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Công chức văn hóa rà soát tủ sách, báo cáo UBND xã trong tháng 10.", "trong tháng 10"),
        ("Công chức văn hóa rà soát tủ sách trước ngày 15/5.", "trước ngày 15/5"),
        ("Công chức văn hóa nâng cao chất lượng tủ sách trong năm 2031.", None),
    ],
)
def test_the_time_that_ends_a_sentence(text: str, timing: str | None) -> None:
    assert told_in_prose(text).timing == timing


@pytest.mark.parametrize(
    ("text", "title", "lead", "timing"),
    [
        (
            "Giao các trường học chủ trì, phối hợp với Đoàn Thanh niên mở thư viện xanh.",
            "Mở thư viện xanh",
            ("Các trường học",),
            None,
        ),
        (
            "Phòng Văn hóa chủ trì mở 02 lớp hát ru trong tháng 4 và tháng 10.",
            "Mở 02 lớp hát ru",
            ("Phòng Văn hóa",),
            "trong tháng 4 và tháng 10",
        ),
        (
            "Phòng Văn hóa chủ trì khảo sát trước ngày 5/5, tổng hợp danh sách trước ngày 10/5.",
            "Khảo sát trước ngày 5/5, tổng hợp danh sách trước ngày 10/5",
            ("Phòng Văn hóa",),
            None,
        ),
        ("Phòng Văn hóa: chăm sóc vườn sách, hằng tháng.", "Chăm sóc vườn sách", ("Phòng Văn hóa",), "hằng tháng"),
    ],
)
def test_who_and_when_of_a_sentence(text: str, title: str, lead: tuple[str, ...], timing: str | None) -> None:
    told = told_in_prose(text)
    assert (told.title, told.lead, told.timing) == (title, lead, timing)


@pytest.mark.parametrize(
    ("text", "work", "timing"),
    [
        ("Họp báo cáo viên định kỳ mỗi tháng 01 lần.", "Họp báo cáo viên", "định kỳ mỗi tháng 01 lần"),
        ("Thắp nến tại nghĩa trang tối ngày 26/7/2031", "Thắp nến tại nghĩa trang", "tối ngày 26/7/2031"),
        ("Soạn đề cương; hoàn thành trước mỗi đợt 15 ngày", "Soạn đề cương", "trước mỗi đợt 15 ngày"),
        ("Trực cấp cứu ngày 30/8/2031", "Trực cấp cứu", "ngày 30/8/2031"),
        ("Treo cờ vào các ngày lễ lớn", "Treo cờ vào các ngày lễ lớn", "vào các ngày lễ lớn"),
        ("Sinh hoạt chi hội định kỳ hằng quý", "Sinh hoạt chi hội định kỳ hằng quý", "định kỳ hằng quý"),
    ],
)
def test_the_longest_end_that_is_read_as_a_time(text: str, work: str, timing: str) -> None:
    assert time_at_end(text) == (work, timing)


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết số 12/NQ-HĐND ngày 30/8/2031",
        "Kỷ niệm Ngày Phụ nữ Việt Nam 20/10",
        "Rà soát quy hoạch trong năm 2031",
        "Nâng cao chất lượng trong hệ thống chính trị",
        "Khảo sát trước ngày 5/5, tổng hợp danh sách trước ngày 10/5",
    ],
)
def test_an_end_that_is_no_time_of_the_work(text: str) -> None:
    assert time_at_end(text) is None


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("Đăng tin trên trang, mỗi tháng ít nhất 02 tin, bài", "mỗi tháng ít nhất 02 tin, bài"),
        ("Viết tối thiểu 01 bài/tháng về hợp tác xã", "tối thiểu 01 bài/tháng"),
        ("Phát 02 lần/ngày trên loa trong suốt tháng", "02 lần/ngày"),
        ("Họp hằng tháng tại trụ sở", "hằng tháng"),
        ("Viết 01 bài/tháng, quay 01 phim/quý", None),
    ],
)
def test_a_rhythm_keeps_what_it_counts(text: str, rhythm: str | None) -> None:
    assert rhythm_in(text) == rhythm


@pytest.mark.parametrize(
    ("text", "time"), [("Kiểm soát thường xuyên.", "thường xuyên"), ("Bố trí từ nguồn chi thường xuyên", None)]
)
def test_what_goes_on(text: str, time: str | None) -> None:
    assert goes_on_at_end(text) == time
