"""`apply` stores first and publishes then: who asks in between, or after a crash there, gets the feeds that can be told."""

from icalendar import Calendar

from scheduler.actions.apply import preview, publish
from tests.support.in_memory import FOLDER, body, in_memory, moment, rows
from tests.support.small import BULLETIN, CONTEST, PLAN, plan_text

NOW = moment("2024-01-03T08:00")


def test_what_is_stored_and_not_yet_published_is_not_in_feeds() -> None:
    office = in_memory([CONTEST])
    found = preview(office.repository, office.text, {PLAN: plan_text([CONTEST, BULLETIN]).encode()}, FOLDER, NOW)
    derived = found.derived
    office.repository.apply(
        found.revision, derived.keys, derived.occurrences, derived.waiting, derived.triggers, NOW.date()
    )
    between = office.at(NOW)
    assert [row.uid for row in rows(between, between.feeds[0])] == ["kh.1-1@so-mau"]
    assert len(Calendar.from_ical(body(between, between.feeds[0])).events) == 1
    publish(office.repository, FOLDER, NOW)
    after = office.at(NOW)
    assert len(Calendar.from_ical(body(after, after.feeds[0])).events) == 13
