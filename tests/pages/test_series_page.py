"""The page behind the link of a series: the list of its pieces, each with its own page and report."""

import re

from scheduler.actions.apply import refresh
from scheduler.book import State

SERIES = "kh.2.series-so-2@so-mau"


def in_may(visit):
    """The site, with what has turned overdue since January."""
    app = visit().app
    refresh(app.repository, app.folder, app.now())
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
