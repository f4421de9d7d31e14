"""`explain` tells the day to act by, where the day that a phrase names is a day off."""

from dataclasses import replace

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.commands.explained import Explainer
from scheduler.policy import OnDayOff, Policy


@pytest.mark.parametrize(
    ("phrase", "rule", "due", "act_by"),
    [
        ("Chậm nhất ngày 31/5/2026", OnDayOff.BEFORE, "2026-05-31", "2026-05-29"),
        ("Chậm nhất ngày 31/5/2026", OnDayOff.AFTER, "2026-05-31", "2026-06-01"),
        ("Chậm nhất ngày 31/5/2026", OnDayOff.KEEP, "2026-05-31", "2026-05-31"),
        ("Chậm nhất ngày 30/4/2026", OnDayOff.BEFORE, "2026-04-30", "2026-04-29"),
        ("Chậm nhất ngày 29/5/2026", OnDayOff.BEFORE, "2026-05-29", "2026-05-29"),
    ],
)
def test_the_day_to_act_by(phrase: str, rule: OnDayOff, due: str, act_by: str) -> None:
    policy = replace(Policy(), on_day_off=rule)
    explained = Explainer(2026, (), policy, OfficeCalendar(), {}).explain(phrase)
    (occasion,) = explained.outline.occasions
    day, why = explained.acting(occasion)
    assert (occasion.due.isoformat(), day.isoformat()) == (due, act_by)
    assert ("ngày nghỉ" in " ".join(why)) is (due != act_by)
