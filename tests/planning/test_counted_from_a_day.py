"""Work that counts from a day which the plan does not give: it makes no date, is asked, and is not called sure."""

import pytest

from scheduler.actions.apply import preview
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment
from tests.support.small import CONFIG, JANUARY, PLAN, Line, plan_text


@pytest.mark.parametrize("phrase", ["Sau kiểm tra 15 ngày", "Trước ngày lễ 05 ngày"])
def test_it_is_asked(phrase: str) -> None:
    line = Line("1", "Thông báo kết quả", "Văn phòng", "", phrase)
    found = preview(
        MemoryRepository("so-mau"),
        CONFIG.format(port=8640),
        {PLAN: plan_text([line]).encode()},
        FOLDER,
        moment(JANUARY),
    )
    assert not found.derived.occurrences
    assert "waits-for-day" in [d.code for d in found.derived.diagnostics]
