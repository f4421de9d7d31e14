"""Occasions that everybody knows: they wait, their day is offered; a lunar day says which date it is."""

from datetime import date

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.commands.explained import Explainer
from scheduler.planning.known_days import known_day
from scheduler.policy import Policy
from scheduler.timing.ir import Triggered


@pytest.mark.parametrize(
    ("event", "expected"),
    {
        "Dịp Tết Nguyên đán": date(2026, 2, 17),
        "dịp Tết": date(2026, 2, 17),
        "dip Tet Binh Ngo": date(2026, 2, 17),
        "trước Tết Nguyên đán 2027": date(2027, 2, 6),
        "Tết cổ truyền của dân tộc": date(2026, 2, 17),
        "Tết Dương lịch": date(2026, 1, 1),
        "Dịp Tết Trung thu": date(2026, 9, 25),
        "Ngày Giỗ Tổ Hùng Vương": date(2026, 4, 26),
        "ông Công, ông Táo": date(2026, 2, 10),
        "dịp Quốc khánh": date(2026, 9, 2),
    }.items(),
)
def test_the_day_of_an_occasion(event: str, expected: date) -> None:
    found = known_day(event, 2026)
    assert found is not None and found.day == expected


@pytest.mark.parametrize("event", ["Tết trồng cây", "khi có yêu cầu", "dịp hè", "tết thiếu nhi"])
def test_other_events_have_no_day_that_everybody_knows(event: str) -> None:
    assert known_day(event, 2026) is None


def test_an_occasion_stays_open_and_its_day_is_offered() -> None:
    explained = EXPLAINER.explain("Dịp Tết Nguyên đán")
    assert explained.reading.timing == Triggered("Dịp Tết Nguyên đán") and not explained.outline.occasions
    (wait,) = explained.outline.waits
    assert dict(wait.reason.values)["day"] == "17/02/2026"


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("15/8 âm lịch", "15/8 âm lịch = 25/9/2026"),
        ("Trước ngày 15/8 âm lịch", "15/8 âm lịch = 25/9/2026"),
        ("rằm tháng Giêng", "15/1 âm lịch = 03/3/2026"),
        ("mùng 10 tháng 3 âm lịch", "10/3 âm lịch = 26/4/2026"),
    ],
)
def test_the_reason_of_a_lunar_day_names_both_calendars(phrase: str, reason: str) -> None:
    explained = EXPLAINER.explain(phrase)
    (occasion,) = explained.outline.occasions
    assert any(line.startswith(reason) for line in explained.acting(occasion)[1])


EXPLAINER = Explainer(2026, (), Policy(), OfficeCalendar(), {})
