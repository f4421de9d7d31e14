"""Lists are made of a part of the office alone: each reads as it does when all is read, whatever was reported and when."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from scheduler.app import App, open_app
from scheduler.bot.listed_office import office_for
from scheduler.bot.lists import list_of, rest_of
from scheduler.chats import Card, View
from scheduler.schedule import Act, Progress
from tests.support.small import applied_office

VIEWS = (View.TODAY, View.WEEK, View.OVERDUE, View.OPEN, View.REPORTED)
DAYS = ("2024-05-14T08:00", "2024-05-19T23:30", "2024-10-01T00:10")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which all kinds of things were reported until October."""
    made = applied_office(tmp_path_factory.mktemp("office"))
    app, chance = open_app(made.folder / "config.toml", datetime.fromisoformat(DAYS[-1])), Random(7)
    work = [o for o in app.repository.occurrences() if o.reportable and o.act_by < app.now().date()]
    entries = [_entry(chance, app, o.uid, o.tasks) for o in work for _ in range(chance.randrange(4))]
    for entry in sorted(entries, key=lambda e: e.at):
        app.repository.report(entry)
    return made.folder


def _entry(chance: Random, app: App, uid: str, tasks: tuple[str, ...]) -> Progress:
    act = chance.choice((Act.DONE, Act.DONE, Act.DONE, Act.REOPENED, Act.NOT_DONE, Act.COUNT, Act.EVIDENCE))
    at = app.now() - timedelta(minutes=chance.choice((5, 60 * 24, 60 * 24 * 30, 60 * 24 * 90, 60 * 24 * 140)))
    task = chance.choice((None, *tasks)) if act in (Act.DONE, Act.NOT_DONE) else None
    return Progress(uid, act, "nv-1", at, "telegram", task=task, count=int(act is Act.COUNT), text="vì mưa")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("now", DAYS)
def test_a_list_reads_as_of_the_whole_office(folder: Path, now: str, view: View) -> None:
    app = open_app(folder / "config.toml", datetime.fromisoformat(now))
    whole, part = app.office(), office_for(app, view)
    for person in whole.people:
        expected = list_of(whole, (person,), view)
        assert list_of(part, (person,), view) == expected
        if expected.more:
            shown = Card("1", "2", view, expected.uids, app.now(), expected.more, expected.earlier)
            again = office_for(app, view, shown.uids)
            assert rest_of(again, (person,), shown) == rest_of(whole, (person,), shown)


def test_the_comparison_sees_lists_of_every_kind(folder: Path) -> None:
    found = {}
    for now in DAYS:
        app = open_app(folder / "config.toml", datetime.fromisoformat(now))
        office = app.office()
        for view in VIEWS:
            lists = [list_of(office, (person,), view) for person in office.people]
            found[view] = found.get(view, 0) + sum(len(one.uids) for one in lists)
    assert all(found[view] for view in VIEWS), found


def test_what_was_settled_long_ago_is_not_read(folder: Path) -> None:
    app = open_app(folder / "config.toml", datetime.fromisoformat(DAYS[-1]))
    assert len(office_for(app, View.OVERDUE).occurrences) < len([o for o in app.office().occurrences if o.reportable])
