"""The five plans of the corpus, from the paper to the calendars: what each task comes to, and feeds that show just that."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from tests.acceptance.conftest import FIVE
from tests.support.office import OfficeFolder

Make = Callable[[str], OfficeFolder]


def truth(corpus: Path, plan: str) -> dict[str, Any]:
    return json.loads((corpus / "plans" / f"truth_{plan[-3:]}.json").read_text(encoding="utf-8"))


def agenda(office: OfficeFolder, year: int, *more: str) -> list[dict[str, Any]]:
    return office.rows("--now", f"{year}-06-01T08:00", *more)


def of_task(rows: list[dict[str, Any]], no: str, *, check_ins: bool) -> list[dict[str, Any]]:
    return [r for r in rows if no in r["tasks"] and (r["kind"] == "check-in") == check_ins]


@pytest.mark.parametrize("plan", FIVE)
def test_what_each_task_comes_to(plan: str, corpus: Path, office_of_plan: Make) -> None:
    year = FIVE[plan][1]
    rows = agenda(office_of_plan(plan), year, "--all")
    wrong = [
        (task["no"], said)
        for task in truth(corpus, plan)["tasks"]
        if (said := _disagrees(task, rows, year)) is not None
    ]
    assert wrong == []


def _disagrees(task: dict[str, Any], rows: list[dict[str, Any]], year: int) -> str | None:
    expected, no = task["expected"], task["no"]
    asked, dated = of_task(rows, no, check_ins=True), of_task(rows, no, check_ins=False)
    closings = [f"{year}-{m}-14" for m in ("03", "06", "09", "12")]
    match expected["kind"]:
        case "ongoing":
            return (
                None
                if not dated and [r["due"] for r in asked] == closings
                else f"{len(dated)} dated, {len(asked)} asked"
            )
        case "dependent":
            return None if not dated and not asked else "a date that nobody gave"
        case "window":
            spans = [(r["start"], r["due"]) for r in dated]
            whole = spans == [(expected["start"], expected["due"])]
            once = (
                spans == [(expected["due"], expected["due"])] and expected["due"].endswith("12-31") and len(asked) == 4
            )
            return None if whole or once else str(spans)
        case "quota":
            return _quota_disagrees(expected, dated)
    return f"an expectation of unknown kind {expected['kind']}"


def _quota_disagrees(expected: dict[str, Any], dated: list[dict[str, Any]]) -> str | None:
    periods = {"month": 12, "week": 52}[expected["per"]]
    if len(dated) not in (periods, periods + (periods == 52)):
        return f"{len(dated)} periods"
    if any(not expected["start"] <= r["due"] <= expected["end"] for r in dated):
        return "outside of its span"
    counted = expected["count"] == 1 or all(str(expected["count"]) in r["title"] for r in dated)
    return None if counted else "the count is not shown"


@pytest.mark.parametrize("plan", FIVE)
def test_reporting_duties_that_are_periodic_are_four_reports(plan: str, corpus: Path, office_of_plan: Make) -> None:
    rows = agenda(office_of_plan(plan), FIVE[plan][1], "--all")
    periodic = [d for d in truth(corpus, plan)["reporting"] if d["expected"].get("count_per_year")]
    reports = {no for r in rows if r["kind"] == "report" for no in r["tasks"]}
    assert len(reports) == len(periodic)
    for no in reports:
        assert len(of_task(rows, no, check_ins=False)) == 4


@pytest.mark.parametrize("plan", FIVE)
def test_every_date_says_why(plan: str, office_of_plan: Make) -> None:
    rows = agenda(office_of_plan(plan), FIVE[plan][1], "--all")
    assert rows
    assert [r["uid"] for r in rows if len(r["why"]) < 2] == []


def shown(body: bytes, first: date, last: date) -> list[tuple[str, str, str, bool, str]]:
    """Every occurrence that an independent reader expands a feed to: uid, start, end, all-day, title."""
    calendar = icalendar.Calendar.from_ical(body)
    found = recurring_ical_events.of(calendar).between(first, last)
    return sorted(_shown(event) for event in found)


def _shown(event: icalendar.Event) -> tuple[str, str, str, bool, str]:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    return str(event["UID"]), start.isoformat(), end.isoformat(), not isinstance(start, datetime), str(event["SUMMARY"])


def feeds(office: OfficeFolder, year: int) -> Iterator[str]:
    listed: Any = office.call("feeds", "--json", "--now", f"{year}-06-01T08:00").json()
    yield from (feed["slug"] for feed in listed if not feed["slug"].startswith("nguoi-"))


@pytest.mark.parametrize("window", [(), ("--all",)], ids=["window", "all"])
@pytest.mark.parametrize("plan", FIVE)
def test_feeds_show_what_the_agenda_lists(
    plan: str, window: tuple[str, ...], office_of_plan: Make, tmp_path: Path
) -> None:
    office, year = office_of_plan(plan), FIVE[plan][1]
    assert office.call("export", "--out", tmp_path, "--now", f"{year}-06-01T08:00", *window).status == 0
    for slug in feeds(office, year):
        listed = sorted(
            (r["uid"], r["start"], r["end"], r["all_day"], r["title"])
            for r in agenda(office, year, "--feed", slug, *window)
        )
        assert listed
        assert shown((tmp_path / f"{slug}.ics").read_bytes(), date(year - 1, 1, 1), date(year + 2, 12, 31)) == listed
