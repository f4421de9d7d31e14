"""A plan that holds anew each year: every piece of work stands in calendars once, whatever says its day."""

from collections.abc import Sequence

import pytest

from scheduler.actions.apply import apply, preview, refresh
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, InMemory, moment
from tests.support.small import CONFIG, CONTEST, INSPECTION, PLAN, TALKS, Line, plan_text

RULE = '\n[[tasks]]\nplan = "kh"\nno = "{no}"\n{says}\n'
JANUARY, NEW_YEAR = "2024-01-02T08:00", "2025-01-02T08:00"


def rolled(lines: Sequence[Line], more: str = "") -> InMemory:
    """The small office, its plan followed each year, applied in January 2024."""
    text = CONFIG.format(port=8640).replace('file = "plans/kh.md"', 'file = "plans/kh.md"\nyear = "current"') + more
    repository = MemoryRepository("so-mau")
    found = preview(repository, text, {PLAN: plan_text(lines).encode()}, FOLDER, moment(JANUARY))
    apply(repository, found, FOLDER, moment(JANUARY))
    return InMemory(repository, text)


def days(office: InMemory, now: str) -> list[tuple[str, str]]:
    """(UID without the office, due day) of all that plan feeds show of work, by day."""
    found = office.at(moment(now)).occurrences
    return sorted(((o.uid.split("@")[0], o.due.isoformat()) for o in found if o.unit is None), key=lambda p: p[::-1])


def test_days_of_an_inspection_are_those_of_their_year() -> None:
    office = rolled([INSPECTION], RULE.format(no="5", says="dates = [2024-03-12, 2024-09-10, 2025-03-11]"))
    expected = [("kh.5-2024-03", "2024-03-12"), ("kh.5-2024-09", "2024-09-10"), ("kh.5-2025-03", "2025-03-11")]
    assert days(office, JANUARY) == expected
    refresh(office.repository, FOLDER, moment(NEW_YEAR))
    assert days(office, NEW_YEAR) == expected


def test_a_year_without_days_of_its_own_is_asked_for_them_again() -> None:
    office = rolled([INSPECTION], RULE.format(no="5", says="dates = [2024-03-12]"))
    assert office.repository.waiting() == ()
    refresh(office.repository, FOLDER, moment(NEW_YEAR))
    assert [w.no for w in office.repository.waiting()] == ["5"]
    assert days(office, NEW_YEAR) == [("kh.5-2024-03", "2024-03-12")]


def test_a_due_day_from_config_stands_for_its_year_and_the_phrase_for_the_others() -> None:
    office = rolled(
        [Line("3", TALKS.title, "Văn phòng", "", "Trước ngày 15/5")], RULE.format(no="3", says="due = 2024-06-20")
    )
    refresh(office.repository, FOLDER, moment(NEW_YEAR))
    assert days(office, NEW_YEAR) == [
        ("kh.3-2024.1", "2024-06-20"),
        ("kh.3-2025.1", "2025-05-14"),
        ("kh.3-2026.1", "2026-05-14"),
    ]


@pytest.mark.parametrize(
    "timing", ["Trước ngày 15/5/2024", "Quý III năm 2024", "01 hội thi/tháng, từ tháng 3/2024 đến tháng 5/2024"]
)
@pytest.mark.parametrize("lead", ["Sở Một", "Sở Một; Sở Hai"])
def test_what_the_plan_dates_with_a_year_stands_once(timing: str, lead: str) -> None:
    office = rolled([Line("1", CONTEST.title, lead, "", timing)])
    found = [(o.unit, o.due) for o in office.at(moment(JANUARY)).occurrences]
    assert found
    assert len(found) == len(set(found))
    uids = {o.uid for o in office.repository.occurrences()}
    refresh(office.repository, FOLDER, moment(NEW_YEAR))
    assert {o.uid for o in office.repository.occurrences()} == uids
