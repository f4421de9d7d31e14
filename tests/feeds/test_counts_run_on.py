"""«Kỳ n/N» where a rhythm changes its day while the plan runs: numbers go on from those told, without gap or double."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.apply import apply, preview
from scheduler.actions.snapshot import Snapshot
from scheduler.schedule import Occurrence
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import BULLETIN, CONFIG, PLAN, PROGRAMME, Line, plan_text
from tests.support.thorough import tried_on

SLOTS = [f'weekday = "{day}"' for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")]
MONTHLY = ("Ngày 05 hằng tháng", "Ngày 25 hằng tháng", "Thứ Hai đầu tiên hằng tháng", "Thứ Sáu cuối cùng hằng tháng")
DAYS = st.integers(5, 340).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


def slot(at: str) -> str:
    return f'\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = {{ {at}, at = 17:30:00 }}\n'


def applied(office: InMemory, day: date, line: Line, more: str = "") -> Snapshot:
    now, text = moment(f"{day}T08:00"), CONFIG.format(port=8640) + more
    found = preview(office.repository, text, {PLAN: plan_text([line]).encode()}, FOLDER, now)
    apply(office.repository, found, FOLDER, now)
    return office.at(now)


def shared(office: Snapshot) -> list[Occurrence]:
    return sorted((o for o in office.occurrences if o.unit is None), key=lambda o: o.due)


def count_holds(found: Sequence[Occurrence]) -> None:
    assert [o.number for o in found] == list(range(1, len(found) + 1))
    assert {o.total for o in found} == {len(found)}
    assert len({o.period_key for o in found}) == len(found)


def numbers_behind(office: Snapshot, day: date) -> dict[str, int | None]:
    return {o.uid: o.number for o in office.occurrences if o.due < day}


@tried_on(12)
@given(first=st.sampled_from(SLOTS), then=st.lists(st.tuples(DAYS, st.sampled_from(SLOTS)), min_size=1, max_size=2))
def test_a_weekly_slot_on_another_weekday(first: str, then: list[tuple[date, str]]) -> None:
    office = in_memory([PROGRAMME], more=slot(first))
    stood = office.at(moment("2024-01-02T08:00"))
    for day, at in sorted(then):
        before, stood = numbers_behind(stood, day), applied(office, day, PROGRAMME, slot(at))
        count_holds(shared(stood))
        assert numbers_behind(stood, day).items() >= before.items()
        weeks = [o.due.isocalendar()[:2] for o in shared(stood)]
        assert len(set(weeks)) == len(weeks)
        parts = {o.period_key: (o.number, o.total) for o in stood.occurrences if o.unit is not None}
        assert parts == {o.period_key: (o.number, o.total) for o in shared(stood)}


@tried_on(8)
@given(first=st.sampled_from(MONTHLY), second=st.sampled_from(MONTHLY), day=DAYS)
def test_a_monthly_piece_on_another_day(first: str, second: str, day: date) -> None:
    office = in_memory([replace(BULLETIN, timing=first)])
    before = numbers_behind(office.at(moment("2024-01-02T08:00")), day)
    stood = applied(office, day, replace(BULLETIN, timing=second))
    count_holds(shared(stood))
    assert len(shared(stood)) == 12
    after = numbers_behind(stood, day)
    assert all(after.get(uid, number) == number for uid, number in before.items())


CHANGES = {
    "later in the week that runs, heard already": ("TU", "TH", "2024-03-13", "2024-03-12", "2024-03-21"),
    "earlier in the week that runs, not heard yet": ("TH", "TU", "2024-03-13", "2024-03-14", "2024-03-19"),
    "later in the week that runs, not heard yet": ("WE", "TH", "2024-03-12", "2024-03-14", "2024-03-21"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_week_of_the_change_is_heard_once(name: str) -> None:
    first, second, day, of_week, following = CHANGES[name]
    office = in_memory([PROGRAMME], more=slot(f'weekday = "{first}"'))
    stood = applied(office, date.fromisoformat(day), PROGRAMME, slot(f'weekday = "{second}"'))
    heard = {o.period_key: o.due.isoformat() for o in shared(stood)}
    assert (heard["2024-W11"], heard["2024-W12"]) == (of_week, following)


def test_another_rhythm_leaves_the_old_ones_numbers_and_has_its_own() -> None:
    office = in_memory([PROGRAMME], more=slot('weekday = "TU"'))
    monthly = replace(PROGRAMME, timing="01 chuyên mục/tháng")
    stood = shared(applied(office, date(2024, 3, 13), monthly, slot("monthday = 20")))
    weekly, later = ([o for o in stood if ("W" in o.period_key) is kept] for kept in (True, False))
    assert [(o.number, o.total) for o in weekly] == [(n, 53) for n in range(1, len(weekly) + 1)]
    count_holds(later)
