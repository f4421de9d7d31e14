"""What a newcomer meets: the default config.toml with the sample plans, on whatever day it is tried."""

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest

from calendars.workdays import OfficeCalendar
from calendars.zone import ZONE
from scheduler.config.reading import load_config
from scheduler.deliveries import DeliveryState
from scheduler.derivation import Derived, derive
from scheduler.diagnostics import Severity
from scheduler.reminders.due import Crew, deliveries
from scheduler.settings import Config
from tests.support.office import OfficeFolder

ROOT = Path(__file__).parents[2]
YEARS = (2026, 2027, 2028)


@cache
def config() -> Config:
    found = load_config(ROOT / "config.toml")
    assert found.config is not None, found.diagnostics
    return found.config


@cache
def derived(year: int) -> Derived:
    """The sample office as it stands in a year, applied in the autumn of the year before."""
    files = {source.file: (ROOT / source.file).read_bytes() for source in config().plans}
    before = derive(config(), files, (), datetime(year - 1, 10, 1, 8, tzinfo=ZONE))
    return derive(config(), files, before.keys, datetime(year, 1, 1, 8, tzinfo=ZONE))


def days(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366 if year % 4 == 0 else 365)]


def test_the_default_config_has_no_fault_at_all() -> None:
    assert load_config(ROOT / "config.toml").diagnostics == ()


@pytest.mark.parametrize("year", YEARS)
def test_nothing_in_the_sample_plans_is_an_error(year: int) -> None:
    assert [d for d in derived(year).diagnostics if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("year", YEARS)
def test_something_is_due_around_every_day(year: int) -> None:
    due = {o.due for o in derived(year).occurrences if o.unit is None}
    week = timedelta(days=7)
    assert [d for d in days(year) if not any(d - week <= other <= d + week for other in due)] == []


@pytest.mark.parametrize("year", YEARS)
def test_something_is_due_in_every_calendar_week(year: int) -> None:
    """What `serve` prints as this week: from Monday to Sunday."""
    due = {o.due.isocalendar()[:2] for o in derived(year).occurrences if o.unit is None}
    assert [d for d in days(year) if d.isocalendar()[:2] not in due and d.isocalendar()[0] == year] == []


@pytest.mark.parametrize("year", YEARS)
def test_somebody_is_told_something_within_two_weeks_of_every_day(year: int) -> None:
    """Tết keeps everybody quiet for a good week; else there is always a next message to show."""
    office, found = config(), derived(year)
    calendar = OfficeCalendar(office.days_off, office.working_days)
    crew = Crew(office.people, {p.id: "console" for p in office.people})
    by_uid = {o.uid: o for o in found.occurrences}
    told = set()
    for day in (d for d in days(year) if calendar.is_working_day(d)):
        fired = [t for t in found.triggers if t.day == day]
        evening = datetime.combine(day, time(19), ZONE)
        sent = deliveries(fired, by_uid, crew, (), evening)
        if any(d.state is DeliveryState.PENDING for d in sent):
            told.add(day)
    lonely = [d for d in days(year)[:-14] if not any(d + timedelta(days=n) in told for n in range(15))]
    assert lonely == []


@pytest.mark.parametrize("year", YEARS)
def test_three_plans_of_three_shapes_are_read_whole(year: int) -> None:
    found = derived(year)
    assert {plan: len(read.tasks) for plan, read in found.plans.items()} == {"cchc": 12, "cds": 12, "kstt": 11}
    dated = {key for o in found.occurrences for key in o.tasks} | {w.task for w in found.waiting}
    assert {k.key for k in found.keys} - dated == set()


NEW_YEAR = ["2026-12-31T08:00", "2027-01-01T00:01", "2027-01-04T08:00"]


def test_a_plan_that_holds_anew_each_year_turns_with_the_year(sample_office: OfficeFolder) -> None:
    sample_office.done("apply", "--now", "2026-11-02T08:00")
    shown = {now: sample_office.rows("--now", now) for now in NEW_YEAR}
    # the window looks 13 months ahead, so next year's work is there before the year turns
    assert {row["due"][:4] for row in shown[NEW_YEAR[0]]} == {"2026", "2027"}
    for now in NEW_YEAR[1:]:
        assert {"2026", "2027"} <= {row["due"][:4] for row in shown[now]}
    old = {r["uid"]: r["start"] for r in shown[NEW_YEAR[0]]}
    new = {r["uid"]: r["start"] for r in shown[NEW_YEAR[1]]}
    assert {uid for uid in old.keys() & new.keys() if old[uid] != new[uid]} == set()
    assert "cancelled" not in {row["state"] for rows in shown.values() for row in rows}


def test_the_first_check_and_the_first_look(sample_office: OfficeFolder) -> None:
    checked = sample_office.call("check")
    assert (checked.status, "config.toml: không có lỗi." in checked.out) == (0, True)
    sample_office.done("apply")
    assert sample_office.rows()
    assert len(sample_office.done("feeds", "--json").json()) > 10
