"""Days are the office's own: what happened before seven in the morning was the day before in UTC."""

from dataclasses import replace
from pathlib import Path

from scheduler.app import open_app
from scheduler.web.pages.home import home
from tests.support.in_memory import moment
from tests.support.small import CONTEST, small_office

NIGHT, DAY_AFTER = "2024-05-15T02:00", "2024-05-16T09:00"


def test_what_was_due_on_the_day_before_a_first_apply_at_night_stays_history(tmp_path: Path) -> None:
    office = small_office(tmp_path, [replace(CONTEST, timing="Ngày 14/5/2024")])
    office.done("apply", "--now", NIGHT)
    assert [row["state"] for row in office.rows("--now", NIGHT)] == ["history"]
    assert [row["state"] for row in office.rows("--now", DAY_AFTER)] == ["history"]
    assert office.done("remind", "--json", "--now", DAY_AFTER).json() == []


def test_the_page_says_the_day_of_the_apply_as_it_was_here(tmp_path: Path) -> None:
    office = small_office(tmp_path, [CONTEST])
    office.done("apply", "--now", NIGHT)
    app = open_app(tmp_path / "config.toml", moment(NIGHT))
    assert home(app, app.office())["applied"] == "15/5/2024"
