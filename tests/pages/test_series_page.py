"""Series by their links: the list of all pieces behind the series', a piece's own page and report behind each exception's."""

import re

import icalendar
import pytest

from scheduler.actions.apply import publish, refresh
from scheduler.book import State
from scheduler.schedule import Act, Progress

WEEK = "kh.6-2024-W24-so-3@so-mau"
SERIES = "kh.2.series-so-2@so-mau"


def in_may(visit):
    """The site, with what has turned overdue since January, and one piece ahead of which somebody said why it is not done."""
    app = visit().app
    refresh(app.repository, app.folder, app.now())
    app.repository.report(Progress(WEEK, Act.NOT_DONE, "nv-2", app.now(), "test", text="chờ số liệu"))
    publish(app.repository, app.folder, app.now())
    return visit()


def test_the_link_of_a_series_leads_to_the_list_of_its_pieces(visit) -> None:
    site = in_may(visit)
    office = site.app.office()
    shown = site.get(site.view("don-vi-so-2", SERIES)).text
    pages = [site.view("don-vi-so-2", o.uid).split("/")[-2] for o in office.series[SERIES]]
    assert sorted(re.findall(r'href="\.\./([\w-]+)/don-vi-so-2"', shown)) == sorted(pages)
    assert "Kỳ sắp tới" in shown and "Quá hạn" in shown
    assert "/r/" not in shown, "a shared address gives no right to report"
    assert all(site.get(f"/v/{page}/don-vi-so-2").status_code == 200 for page in pages)


def test_in_a_persons_own_feed_each_open_piece_of_the_list_leads_to_its_report(visit) -> None:
    site = in_may(visit)
    office = site.app.office()
    shown = site.get(site.view("nguoi-nv-2", SERIES)).text
    links = re.findall(r'href="([^"]+/r/[^"]+)"', shown)
    assert len(set(links)) == len([o for o in office.series[SERIES] if office.state(o) is not State.DONE])


@pytest.mark.parametrize("slug", ["nguoi-dau-moi", "don-vi-so-3", "ca-co-quan"])
def test_each_exception_of_a_series_has_the_link_that_it_has_as_a_single_event(visit, slug: str) -> None:
    site = in_may(visit)
    feed = site.app.addresses(site.app.office()).feed(slug)
    single, series = (
        icalendar.Calendar.from_ical(site.get(feed + query).content).events for query in ("", "?events=series")
    )
    links = {(str(e["SUMMARY"]), e["DTSTART"].dt): _link(e) for e in single}
    exceptions = [e for e in series if "RECURRENCE-ID" in e]
    assert exceptions
    found = {(str(e["SUMMARY"]), e["DTSTART"].dt): _link(e) for e in exceptions}
    assert found.items() <= links.items()
    assert len(set(found.values())) == len(found)


def test_who_follows_the_link_of_an_exception_reports_that_piece(visit) -> None:
    site = in_may(visit)
    feed = site.app.addresses(site.app.office()).feed("nguoi-dau-moi")
    events = icalendar.Calendar.from_ical(site.get(feed + "?events=series").content).events
    (exception,) = (e for e in events if "RECURRENCE-ID" in e and "chờ số liệu" in str(e["DESCRIPTION"]))
    assert site.press(_link(exception), act="done").status_code == 303
    assert [told.uid for told in site.trail] == [WEEK, WEEK]


def _link(event: icalendar.Event) -> str:
    return str(event["DESCRIPTION"]).splitlines()[-1].rpartition(": ")[2]
