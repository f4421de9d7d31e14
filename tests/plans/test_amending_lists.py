"""Amendments that name several items at once, and lists whose rows note what becomes of each."""

import pytest

from scheduler.documents import parse_document
from scheduler.model import ChangeKind
from scheduler.plans import read_plan
from scheduler.plans.amending_places import as_place


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bãi bỏ các nhiệm vụ số 2, số 5", "2 5"),
        ("Bãi bỏ nhiệm vụ số 2 và nhiệm vụ số 5", "2 5"),
        ("Bãi bỏ nhiệm vụ 2, 5; 7 và 9 tại Kế hoạch số 12/KH-UBND", "2 5 7 9"),
        ("Bãi bỏ các nhiệm vụ từ số 3", ""),
        ("Bãi bỏ nhiệm vụ số 3 đến số 5", "3 4 5"),
        ("Lùi nhiệm vụ số 3 đến 30/9", "3"),
        ("Lùi nhiệm vụ số 3 đến 30 tháng 9", "3"),
        ("Sửa đổi điểm 3 mục II", "II.3"),
        ("Sửa đổi điểm 3, điểm 4 mục II", "II.3 II.4"),
        ("Sửa đổi mục II điểm 3 và điểm 4", "II.3 II.4"),
        ("Sửa đổi điểm a khoản 2, điểm b khoản 3", "2.a 3.b"),
        ("Sửa đổi điểm a, b khoản 2", "2.a 2.b"),
    ],
)
def test_every_item_that_is_named(text: str, numbers: str) -> None:
    assert " ".join(as_place(text)) == numbers


LIST = """UBND XÃ MẪU

Số: 9/KH-UBND

Mẫu, ngày 20 tháng 6 năm 2026

# KẾ HOẠCH

Điều chỉnh, bổ sung Kế hoạch số 3/KH-UBND về thư viện năm 2026

| STT | Nội dung | Đơn vị chủ trì | Thời gian | Ghi chú |
|---|---|---|---|---|
| 4 | Kiểm kê sách | Phòng Một | Tháng 11/2026 | Điều chỉnh thời gian |
| 3 | Bổ sung tủ sách thôn | Phòng Một | Bãi bỏ | |
| 2 | In thẻ bạn đọc | | | Bãi bỏ |
| 6 | Ngày hội đọc sách | Phòng Hai | Tháng 8/2026 | Bổ sung |
| 7 | Bổ sung giá sách | Phòng Hai | Tháng 9/2026 | |
"""


def test_what_a_row_notes_becomes_of_it() -> None:
    plan = read_plan(parse_document(LIST.encode(), "dc.md"))
    found = {c.title or (c.task.title if c.task else ""): c.kind for c in plan.changes}
    assert found == {
        "Kiểm kê sách": ChangeKind.REPLACE,
        "Bổ sung tủ sách thôn": ChangeKind.CLOSE,
        "In thẻ bạn đọc": ChangeKind.CLOSE,
        "Ngày hội đọc sách": ChangeKind.ADD,
        "Bổ sung giá sách": ChangeKind.RESTATE,
    }


LAST = """UBND XÃ MẪU

Số: 9/KH-UBND

Mẫu, ngày 20 tháng 6 năm 2026

# KẾ HOẠCH

Điều chỉnh, bổ sung Kế hoạch số 3/KH-UBND về thư viện năm 2026

Điều 1. Điều chỉnh, bổ sung một số nội dung của Kế hoạch số 3/KH-UBND như sau:

1. Bãi bỏ nhiệm vụ số 2 mục I.
2. Bổ sung nhiệm vụ vào mục II: Mở tủ sách lưu động; Phòng Một chủ trì; hoàn thành trước ngày 30/10/2026.
3. {last}
"""


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ("Các nội dung khác của Kế hoạch số 3/KH-UBND giữ nguyên.", 2),
        ("Những nhiệm vụ còn lại vẫn thực hiện theo Kế hoạch số 3/KH-UBND.", 2),
        ("Ngoài các nội dung nêu trên, các nội dung khác không thay đổi.", 2),
        ("Giữ nguyên các nội dung khác.", 2),
        ("Không thay đổi các nội dung còn lại.", 2),
        ("Bãi bỏ nhiệm vụ số 5 mục I.", 3),
        ("Các nhiệm vụ còn lại chuyển sang quý IV, thực hiện theo Kế hoạch số 3/KH-UBND.", 3),
    ],
)
def test_what_stays_as_it_is_makes_no_change(last: str, count: int) -> None:
    plan = read_plan(parse_document(LAST.format(last=last).encode(), "dc.md"))
    assert len(plan.changes) == count, plan.changes
