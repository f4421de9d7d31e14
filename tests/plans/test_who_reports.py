"""Duties to report in the sentences of other offices: who, to whom, through whom, when; and what is no duty."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]


DUTIES = {
    "Phòng A là đơn vị đầu mối; hằng quý báo cáo UBND xã kết quả.": (["Phòng A"], ["UBND xã"], [], "hằng quý"),
    "Phòng A (cơ quan thường trực) chuẩn bị tài liệu, báo cáo Trưởng Ban.": (["Phòng A"], ["Trưởng Ban"], [], None),
    "Phòng A có nhiệm vụ tổng hợp, báo cáo Chủ tịch UBND xã vào ngày 25 hằng tháng.": (
        ["Phòng A"],
        ["Chủ tịch UBND xã"],
        [],
        "vào ngày 25 hằng tháng",
    ),
    "Các thôn gửi kết quả về UBND xã (qua công chức Văn phòng) trước ngày 05 tháng cuối quý.": (
        ["Các thôn"],
        ["UBND xã"],
        ["Công chức Văn phòng"],
        "trước ngày 05 tháng cuối quý",
    ),
    "Các thôn báo cáo về phòng Nội vụ trước ngày 10/11 để tổng hợp, báo cáo UBND xã.": (
        ["Các thôn"],
        ["Phòng Nội vụ"],
        [],
        "trước ngày 10/11",
    ),
    "Các phòng lồng ghép kết quả vào báo cáo công tác hằng quý gửi UBND xã.": (
        ["Các phòng"],
        ["UBND xã"],
        [],
        "lồng ghép vào báo cáo công tác hằng quý",
    ),
    "Phòng A trình Giám đốc Sở báo cáo UBND tỉnh theo quy định.": (
        ["Phòng A"],
        ["Giám đốc Sở", "UBND tỉnh"],
        [],
        "theo quy định",
    ),
    "Các thôn; Trạm Y tế: Báo cáo kết quả trong báo cáo công tác hằng quý gửi về Phòng A.": (
        ["Các thôn", "Trạm Y tế"],
        ["Phòng A"],
        [],
        "trong báo cáo công tác hằng quý",
    ),
    "Trưởng các khu phố kịp thời phản ánh vướng mắc của Nhân dân về UBND phường.": (
        ["Trưởng các khu phố"],
        ["UBND phường"],
        [],
        "kịp thời",
    ),
    "Đoàn các xã báo cáo về Huyện đoàn theo quý (ngày 15 của tháng cuối quý).": (
        ["Đoàn các xã"],
        ["Huyện đoàn"],
        [],
        "theo quý (ngày 15 của tháng cuối quý)",
    ),
    "Các phòng định kỳ trước ngày 15 tháng 12 hằng năm báo cáo kết quả gửi Văn phòng.": (
        ["Các phòng"],
        ["Văn phòng"],
        [],
        "định kỳ trước ngày 15 tháng 12 hằng năm",
    ),
    "Các phòng định kỳ hằng quý đánh giá kết quả trong báo cáo công tác gửi Sở A tổng hợp.": (
        ["Các phòng"],
        ["Sở A"],
        [],
        "định kỳ hằng quý",
    ),
    "Trong quá trình thực hiện, trường hợp có vướng mắc, công chức báo cáo lãnh đạo phòng để được hướng dẫn.": (
        ["Công chức"],
        ["Lãnh đạo phòng"],
        [],
        "trường hợp có vướng mắc",
    ),
    "Ban chỉ đạo xã báo cáo Ban chỉ đạo tỉnh số lượng tin đã đăng.": (
        ["Ban chỉ đạo xã"],
        ["Ban chỉ đạo tỉnh"],
        [],
        None,
    ),
}


@pytest.mark.parametrize("text", DUTIES)
def test_who_reports_to_whom_and_when(read: Read, text: str) -> None:
    (duty,) = read(f"III. TỔ CHỨC THỰC HIỆN\n1. {text}\n").reporting
    who, to, via, timing = DUTIES[text]
    found = ([*duty.who], [*duty.to], [*duty.via], (duty.timing or "").casefold() or None)
    assert found == (who, to, via, timing.casefold() if timing else None)


def test_what_only_speaks_of_reports_is_no_duty(read: Read) -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng A: Xây dựng mẫu báo cáo; cử báo cáo viên dự hội nghị.\n"
    assert read(text).reporting == ()


def test_a_list_of_reports_below_who_reports_to_whom(read: Read) -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng tổng hợp, báo cáo Sở A:\n"
        "- Báo cáo 6 tháng: trước ngày 15/5/2026;\n- Báo cáo năm: trước ngày 15/11/2026.\n"
    )
    assert [(d.who, d.to, d.timing) for d in read(text).reporting] == [
        (("Văn phòng",), ("Sở A",), "6 tháng, trước ngày 15/5/2026"),
        (("Văn phòng",), ("Sở A",), "trước ngày 15/11/2026"),
    ]
