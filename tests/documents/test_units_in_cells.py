"""Two units on lines of their own in one narrow cell of a PDF: a width that breaks names looks the same."""

from types import ModuleType

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan
from scheduler.review.confidence import Level, confidence
from scheduler.review.decided import Against

HEADER = (("TT",), ("Nội dung",), ("Đơn vị chủ trì",), ("Thời gian",))


def _plan(paper: ModuleType, *units: tuple[str, ...], width: float = 80) -> Plan:
    edges = (50, 80, 280, 280 + width, 370 + width)
    page = paper.Page()
    page.text(50, 60, "KẾ HOẠCH CÔNG TÁC NĂM 2026")
    cells = [HEADER, *(((str(n),), (f"Việc thứ {n} của năm",), lines, ("Quý I",)) for n, lines in enumerate(units, 1))]
    for at in range(len(cells) + 1):
        page.line(edges[0], 100 + 40 * at, edges[-1], 100 + 40 * at)
    for x in edges:
        page.line(x, 100, x, 100 + 40 * len(cells))
    for at, row in enumerate(cells):
        for x, lines in zip(edges, row, strict=False):
            for no, line in enumerate(lines):
                page.text(x + 3, 114 + 40 * at + 12 * no, line)
    return read_plan(parse_document(paper.pdf(page), "kh.pdf"))


@pytest.mark.parametrize("width", [80.0, 200.0], ids=["narrow", "wide"])
def test_two_known_names_in_one_cell_are_two_units(paper: ModuleType, width: float) -> None:
    plan = _plan(paper, ("Phòng Kinh tế", "Công an xã"), ("Phòng Kinh tế",), ("Công an xã",), width=width)
    assert [task.lead for task in plan.tasks][:1] == [("Phòng Kinh tế", "Công an xã")]


def test_two_names_that_stand_nowhere_else_are_asked_about(paper: ModuleType) -> None:
    plan = _plan(paper, ("Phòng Kinh tế", "Công an xã"), ("Trạm Y tế xã",))
    first, second = (confidence(task, plan, Against(2026)) for task in plan.tasks)
    assert (first.level, second.level) == (Level.LOOK, Level.SURE)
    assert "units-side-by-side" in {d.code for d in plan.diagnostics}


@pytest.mark.parametrize("lines", [("Ban Chỉ huy", "Quân sự xã"), ("Văn phòng HĐND", "và UBND xã")], ids="/".join)
def test_one_name_that_the_width_broke_is_one(paper: ModuleType, lines: tuple[str, str]) -> None:
    plan = _plan(paper, lines, ("Quân sự xã",), ("UBND xã",), width=75)
    assert plan.tasks[0].lead == (" ".join(lines),)
