"""Signed links: a GET never changes anything, a button reports once, and whoever has no right any more is told so."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.installation_secret import installation_secret
from scheduler.schedule import Act
from scheduler.signing import Grant, signed
from tests.support.office import OfficeFolder

CONTEST, QUOTA, CHECK_IN = "kh.1-1-so-1@so-mau", "kh.7-2024-05-so-1@so-mau", "kh.check-in-2024-Q2-so-1@so-mau"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_link_changes_nothing_however_often(visit, method: str) -> None:
    site = visit()
    link = site.link("nv-1", CONTEST)
    before = site.app.repository.version()
    for query in ("", "?act=done", "?act=count&seen=0"):
        assert site.ask(method, link + query).status_code == 200
    assert (site.trail, site.app.repository.version()) == ((), before)


def test_a_pressed_button_reports_once_in_the_name_of_the_person(visit) -> None:
    site = visit()
    link = site.link("nv-1", CONTEST)
    assert "Đã xong</button>" in site.get(link).text
    answer = site.press(link, act="done")
    assert (answer.status_code, answer.headers["location"]) == (303, link.rsplit("/", 1)[1] + "?came=recorded")
    again = site.press(link, act="done")
    assert (again.status_code, again.headers["location"]) == (303, link.rsplit("/", 1)[1] + "?came=before")
    assert "Đã ghi." in site.get(f"{link}?came=recorded").text
    assert "đã báo từ trước" in site.get(f"{link}?came=before").text
    (told,) = site.trail
    assert (told.uid, told.act, told.by, told.channel) == (CONTEST, Act.DONE, "nv-1", "web")
    shown = site.get(link).text
    assert "Việc này đã báo xong" in shown and "Chuyên viên Sở Một báo đã xong, qua trang web" in shown
    assert re.findall('name="act" value="(.*?)"', shown) == ["undo"]


def test_it_stands_in_the_calendar_at_once(visit) -> None:
    site = visit()
    site.press(site.link("nv-1", CONTEST), act="done")
    feed = site.app.addresses(site.app.office()).feed("ca-co-quan")
    assert "SUMMARY:✓ Tổ chức hội thi" in site.get(feed).text


def test_not_done_needs_its_reason(visit) -> None:
    site = visit()
    link = site.link("nv-1", CONTEST)
    refused = site.press(link, act="not-done", reason=" ")
    assert refused.status_code == 422 and "cần ghi lý do" in refused.text
    long = site.press(link, act="not-done", reason="x" * 1001)
    assert long.status_code == 422 and "dài quá" in long.text
    assert site.trail == ()
    assert site.press(link, act="not-done", reason="chờ <b>số liệu</b>").status_code == 303
    assert "chờ &lt;b&gt;số liệu&lt;/b&gt;" in site.get(link).text


def test_one_more_of_a_quota_counts_once_when_sent_twice(visit) -> None:
    site = visit()
    link = site.link("nv-1", QUOTA)
    assert "0/3 tin, bài" in site.get(link).text
    assert site.press(link, act="count", seen="0").status_code == 303
    replayed = site.press(link, act="count", seen="0")
    assert replayed.status_code == 409 and "hiện đã có 1/3" in replayed.text
    assert [e.count for e in site.trail] == [1]
    for seen in ("1", "2"):
        site.press(link, act="count", seen=seen)
    assert "Việc này đã báo xong" in site.get(link).text


def test_a_check_in_is_answered_task_by_task(visit) -> None:
    site = visit("2024-06-14T08:00")
    link = site.link("nv-1", CHECK_IN)
    (key,) = site.app.office().by_uid[CHECK_IN].tasks
    assert site.press(link, act="done", task="kh.99").status_code == 422
    assert site.press(link, act="done", task=key).status_code == 303
    assert "Việc này đã báo xong" in site.get(link).text


BODIES = {
    "empty": b"",
    "no act": b"reason=x",
    "unknown act": b"act=reopened",
    "two acts": b"act=done&act=count",
    "no number": b"act=count&seen=x",
    "no count seen": b"act=count",
    "no text": b"\xff\xfe",
    "bad escape": b"act=%ff",
    "json": b'{"act": "done"}',
    "many fields": b"&".join(b"a=1" for _ in range(50)) + b"&act=done",
    "very long": b"act=not-done&reason=" + b"x" * 70_000,
}


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_no_button_sends_changes_nothing(visit, case: str) -> None:
    import asyncio

    import httpx

    site = visit()
    link = site.link("nv-1", CONTEST)

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site.site), base_url="http://127.0.0.1") as client:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            return await client.post(link, content=BODIES[case], headers=kind)

    answer = asyncio.run(sent())
    assert answer.status_code == 400 and "Chưa ghi được gì" in answer.text
    assert site.trail == ()


def forged(site, **changes: object) -> str:
    """A link that was signed with another secret, or changed afterwards."""
    text = site.link("nv-1", CONTEST).rsplit("/", 1)[1]
    if "secret" in changes:
        office = site.app.office()
        grant = Grant("dau-moi", CONTEST, office.now.date())
        return "/r/" + signed(b"x" * 32, site.app.repository.office, grant)
    return "/r/" + (text[:-1] + ("A" if text[-1] != "A" else "B"))


LINKS = {
    "another secret": lambda s: forged(s, secret=True),
    "a changed letter": forged,
    "half of it": lambda s: s.link("nv-1", CONTEST).rpartition(".")[0],
    "nothing we sign": lambda s: "/r/xong",
}


def own(site, **changes: object) -> str:
    """A text that this installation signs."""
    office = site.app.office()
    grant = Grant("nv-1", CONTEST, office.now.date())
    return signed(installation_secret(site.app.folder), site.app.repository.office, replace(grant, **changes))


@pytest.mark.parametrize("case", LINKS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_not_signed_for_this_opens_nothing(visit, case: str, method: str) -> None:
    site = visit()
    answer = site.ask(method, LINKS[case](site), {"act": "done"} if method == "POST" else None)
    assert answer.status_code == 404 and "Liên kết không dùng được" in answer.text
    assert "hội thi" not in answer.text and site.trail == ()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_link_says_so(visit, method: str) -> None:
    site = visit()
    link = "/r/" + own(site, expires=site.app.office().now.date() - timedelta(days=1))
    answer = site.ask(method, link, {"act": "done"} if method == "POST" else None)
    assert answer.status_code == 410 and "đã hết hạn" in answer.text
    assert "hội thi" not in answer.text and site.trail == ()


def test_the_right_ends_with_the_person_in_config(visit, office: OfficeFolder) -> None:
    link = visit().link("nv-1", CONTEST)
    office.edit("config.toml", 'id = "nv-1"', 'id = "nv-1b"')
    office.done("apply", "--now", "2024-05-06T08:00")
    site = visit()
    for answer in (site.get(link), site.press(link, act="done")):
        assert answer.status_code == 410 and "không còn trong danh sách" in answer.text
    assert site.trail == ()


def test_the_right_ends_when_the_person_is_of_another_unit(visit, office: OfficeFolder) -> None:
    link = visit().link("nv-1", CONTEST)
    office.edit("config.toml", 'role = "Chuyên viên Sở Một"\nunits = ["so-1"]', 'role = "Khác"\nunits = ["so-3"]')
    office.done("apply", "--now", "2024-05-06T08:00")
    site = visit()
    for answer in (site.get(link), site.press(link, act="done")):
        assert answer.status_code == 403 and "không còn thuộc đơn vị chủ trì" in answer.text
    assert site.trail == ()


def test_another_persons_link_speaks_for_that_person_about_own_work_alone(visit) -> None:
    """A link that a clerk of another unit might have been sent: even rightly signed it opens nothing that is not theirs."""
    site = visit()
    answer = site.press("/r/" + own(site, person="nv-2"), act="done")
    assert answer.status_code == 403 and site.trail == ()


def test_who_guesses_links_is_slowed_down(visit) -> None:
    site = visit()
    found = [site.get(f"/r/{n}.x").status_code for n in range(25)]
    assert found[:20] == [404] * 20 and found[-1] == 429
    assert site.get(site.link("nv-1", CONTEST)).status_code == 200


def from_feed(site, uid: str) -> str:
    """The link to report as it stands in the person's calendar."""
    return site.link("nv-1", uid)


@pytest.mark.parametrize("verb", ["rotate", "revoke"])
def test_the_links_of_a_personal_calendar_end_with_its_address(visit, verb: str) -> None:
    site = visit()
    link, mailed = from_feed(site, CONTEST), site.app.addresses(site.app.office()).report_until(
        "nv-1", CONTEST, date(2024, 6, 1)
    )  # fmt: skip
    assert "Đã xong</button>" in site.get(link).text
    site.office.done("feeds", verb, "nguoi-nv-1", "--now", "2024-05-07T08:00")
    site = visit()
    shown = site.get(link)
    assert (shown.status_code, "<form" in shown.text) == (410, False)
    assert "đã đổi địa chỉ" in shown.text
    assert site.press(link, act="done").status_code == 410 and site.trail == ()
    assert "Đã xong</button>" in site.get(mailed).text, "the link of a message is none of the calendar's"


def test_a_rotated_calendar_has_links_that_work(visit) -> None:
    visit().office.done("feeds", "rotate", "nguoi-nv-1", "--now", "2024-05-07T08:00")
    site = visit()
    assert site.press(from_feed(site, CONTEST), act="done").status_code == 303


def test_the_links_of_another_personal_calendar_live_on(visit) -> None:
    site = visit()
    link = from_feed(site, CONTEST)
    site.office.done("feeds", "rotate", "nguoi-nv-2", "--now", "2024-05-07T08:00")
    assert visit().get(link).status_code == 200


def test_a_slip_is_taken_back_within_ten_minutes_by_who_made_it(visit) -> None:
    site = visit()
    link = site.link("nv-1", CONTEST)
    site.press(link, act="done")
    late = visit("2024-05-07T08:11")
    assert 'value="undo"' not in late.get(link).text
    refused = late.press(link, act="undo")
    assert refused.status_code == 403 and [e.act for e in late.trail] == [Act.DONE]
    site = visit("2024-05-07T08:09")
    assert site.press(link, act="undo").status_code == 303
    assert [(e.act, e.by, e.channel) for e in site.trail][1:] == [(Act.REOPENED, "nv-1", "web")]
    assert "Đã xong</button>" in site.get(link).text


def test_one_too_many_of_a_quota_is_taken_off_once(visit) -> None:
    site = visit()
    link = site.link("nv-1", QUOTA)
    assert 'value="less"' not in site.get(link).text
    site.press(link, act="count", seen="0")
    assert 'value="less"' in site.get(link).text
    assert site.press(link, act="less", seen="1").status_code == 303
    assert site.press(link, act="less", seen="1").status_code == 409
    assert [e.count for e in site.trail] == [1, -1]
    assert "0/3 tin, bài" in site.get(link).text
