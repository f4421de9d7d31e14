"""The to-do lists of the five plans' feeds, shown to programs that none of us wrote: all take them, none misses a to-do."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import icalendar
import pytest

from scheduler.actions.rendering import Asked, body_of
from scheduler.app import open_app
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from tests.acceptance.conftest import FIVE
from tests.interop.programs.asked import Answer, icaljs, libical, recurring, sabre
from tests.support.office import OfficeFolder

pytestmark = pytest.mark.interop


@pytest.mark.parametrize("program", [icaljs, libical, sabre, recurring])
@pytest.mark.parametrize("plan", FIVE)
def test_every_program_takes_the_to_dos_of_every_feed(
    plan: str, program: Callable[[Path], Answer], office_of_plan: Callable[[str], OfficeFolder], tmp_path: Path
) -> None:
    now = datetime.fromisoformat(f"{FIVE[plan][1]}-01-03T08:00+07:00")
    app = open_app(office_of_plan(plan).folder / "config.toml", now)
    office = app.office()
    addresses, todos = app.addresses(office), read_query("as=todo")
    for spec in office.feeds:
        file = tmp_path / f"{spec.slug}.ics"
        file.write_bytes(body_of(office, Asked(spec, ALWAYS, addresses, todos, "as=todo")))
        meant = {str(todo["UID"]) for todo in icalendar.Calendar.from_ical(file.read_bytes()).todos}
        answer = program(file)
        assert not answer.errors, (spec.slug, answer.errors)
        assert answer.todos == meant
        assert meant, spec.slug
