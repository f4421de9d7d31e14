"""From a reminder by e-mail to what is reported: scanners open the link, the reader presses its button, reminders stop."""

import asyncio
import re

import httpx
import pytest

from scheduler.app import open_app
from scheduler.web.site import build_site
from tests.support.in_memory import moment
from tests.support.small import CONTEST, UPKEEP, Line, replan

PUBLIC = "https://lich.example.org"
BEFORE, ON_T5, ON_T2 = "2024-05-06T08:00", "2024-05-07T07:30", "2024-05-10T07:30"
QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")


@pytest.fixture
def public(world):
    world.office.edit("config.toml", "[server]\n", f'[server]\npublic_url = "{PUBLIC}"\n')
    return world


def ask(world, now, method, path, **form):
    """One request to the site as it is at that moment."""

    async def asked():
        site = build_site(open_app(world.office.folder / "config.toml", now))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=PUBLIC) as client:
            return await client.request(method, path, data=form or None)

    return asyncio.run(asked())


def mailed_links(mail):
    """Label and path of each link in the HTML."""
    html = mail.get_body(("html",)).get_content()
    return {label: path for path, label in re.findall(rf'href="{PUBLIC}(/r/[\w.-]+)"[^>]* aria-label="([^"]+)"', html)}


def trail(world):
    return [(e["by"], e["act"], e["channel"]) for e in world.office.done("history", "--json", "--now", ON_T5).json()]


def test_scanners_change_nothing_and_one_press_stops_the_reminders(public):
    public.link("email")
    public.office.done("remind", "--now", BEFORE)
    public.office.done("remind", "--now", ON_T5)
    (path,) = mailed_links(public.mail.arrived[0]).values()
    for method in ("HEAD", "GET", "GET"):
        assert ask(public, moment(ON_T5), method, path).status_code == 200
    assert trail(public) == []
    pressed = [ask(public, moment(ON_T5), "POST", path, act="done").status_code for _ in range(2)]
    assert pressed == [303, 303]
    assert trail(public) == [("nv-1", "done", "web")]
    public.office.done("remind", "--now", ON_T2)
    assert len(public.mail.arrived) == 1, "nothing is reminded of any more"


def test_a_link_past_its_days_only_says_so(public):
    public.link("email")
    public.office.done("remind", "--now", BEFORE)
    public.office.done("remind", "--now", ON_T5)
    (path,) = mailed_links(public.mail.arrived[0]).values()
    late = "2024-06-07T08:00"
    assert [ask(public, moment(late), *how).status_code for how in (("GET", path), ("POST", path))] == [410, 410]
    assert trail(public) == []


def test_who_stands_in_gets_the_links_and_may_use_them_as_long_as_that_lasts(public):
    away = '[[absences]]\nperson = "nv-2"\nfrom = 2024-05-07\nto = 2024-05-08\nsubstitute = "nv-1"\n\n[server]\n'
    public.office.edit("config.toml", "[server]\n", away)
    replan(public.office, Line("1", CONTEST.title, "Sở Hai", "", CONTEST.timing))
    public.link("email")
    public.office.done("remind", "--now", BEFORE)
    public.office.done("remind", "--now", ON_T5)
    (path,) = mailed_links(public.mail.arrived[-1]).values()
    assert ask(public, moment("2024-05-09T08:00"), "POST", path, act="done").status_code == 403
    assert ask(public, moment(ON_T5), "POST", path, act="done").status_code == 303
    assert trail(public) == [("nv-1", "done", "web")]


def test_what_is_told_in_parts_is_not_called_done(public):
    replan(public.office, QUOTA, UPKEEP)
    public.link("email")
    for now in ("2024-05-23T08:00", "2024-05-24T07:30", "2024-06-11T08:00", "2024-06-12T07:30", "2024-06-14T07:30"):
        public.office.done("remind", "--now", now)
    labels = [label for mail in public.mail.arrived for label in mailed_links(mail)]
    assert labels
    assert all(label.startswith("Báo tiến độ: ") for label in labels)
