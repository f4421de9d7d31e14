"""A monthly report says which days its data are of, as those of quarters do; one that is due before they close does not."""

import pytest

from scheduler.event_text import why_lines
from tests.support.in_memory import in_memory
from tests.support.small import Line

SAID = {
    "Trước ngày 20 hằng tháng": "Báo cáo tháng 5/2024: số liệu từ 15/4/2024 đến 14/5/2024 (Nghị định 09/2019/NĐ-CP, Điều 12)",
    "Trước ngày 10 hằng tháng": "Việc định kỳ của tháng 5/2024",
}


@pytest.mark.parametrize("timing", SAID)
def test_the_days_of_its_data(timing: str) -> None:
    office = in_memory([Line("1", "Báo cáo kết quả thực hiện", "Sở Một", "", timing)])
    may = next(o for o in office.repository.occurrences() if o.uid == "kh.1-2024-05@so-mau")
    assert SAID[timing] in why_lines(may)
