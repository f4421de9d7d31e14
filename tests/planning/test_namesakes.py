"""Work of one title that a plan has more than once keeps its key: leads and timing tell which is which, before numbers do."""

from datetime import UTC, datetime

import pytest

from scheduler.model import Task
from scheduler.planning.task_keys import identified

THEN, NOW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


def report(no: str, lead: str, timing: str) -> Task:
    return Task(no, "Báo cáo kết quả thực hiện", lead=(lead,), timing=timing)


JUNE, SEPTEMBER = ("Phòng Kinh tế", "Trước ngày 10/6/2026"), ("Phòng Văn hóa", "Trước ngày 10/9/2026")
BEFORE = (report("III.2", *JUNE), report("III.3", *SEPTEMBER))
STORED = identified("kh", BEFORE, (), THEN).keys
SAID = {key.key: task for key, task in zip(STORED, BEFORE, strict=True)}
FIRST, SECOND = (key.key for key in STORED)


@pytest.mark.parametrize(
    ("tasks", "keys"),
    [
        pytest.param(
            (report("III.3", *JUNE), report("III.4", *SEPTEMBER)), [FIRST, SECOND], id="one put in before them"
        ),
        pytest.param((report("III.1", *JUNE), report("III.2", *SEPTEMBER)), [FIRST, SECOND], id="one before them gone"),
        pytest.param((report("III.2", *SEPTEMBER), report("III.3", *JUNE)), [SECOND, FIRST], id="swapped"),
        pytest.param((report("III.3", *SEPTEMBER), report("IV.1", *JUNE)), [SECOND, FIRST], id="one moved"),
        pytest.param(
            (report("III.3", *JUNE), report("III.4", SEPTEMBER[0], "Tháng 11/2026")),
            [FIRST, SECOND],
            id="put back, one timed anew",
        ),
        pytest.param(
            (report("III.2", *JUNE), report("III.3", *JUNE)), [FIRST, SECOND], id="not to be told apart: by number"
        ),
    ],
)
def test_namesakes_keep_their_keys_and_the_next_reading_finds_the_same(
    tasks: tuple[Task, ...], keys: list[str]
) -> None:
    found = identified("kh", tasks, STORED, NOW, before=SAID).keys
    assert [key.key for key in found] == keys
    assert identified("kh", tasks, found, NOW).keys == found
