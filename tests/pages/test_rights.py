"""Who may see what: the token of a feed opens its pages and no others, and a shared address gives no right to report."""

import re
from urllib.parse import urljoin

import pytest

CONTEST, TALKS = "kh.1-1@so-mau", "kh.3-1@so-mau"
CONTEST_PART, PROGRAMME = "kh.1-1-so-1@so-mau", "kh.6-2024-W20-so-3@so-mau"

NOW = "2024-05-07T08:00"

WRONG = {
    "unknown feed": "/f/" + "A" * 43 + "/khong-co",
    "wrong token": "/f/" + "A" * 43 + "/ca-co-quan",
    "odd characters": "/f/đ%00/ca-co-quan",
    "sheet": "/f/" + "A" * 43 + "/ca-co-quan/print?month=2024-05",
    "work": "/v/" + "A" * 22 + "/ca-co-quan",
    "nothing": "/v/x",
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_token_gets_the_404_of_everything(visit, case: str) -> None:
    site = visit()
    answer, other = site.get(WRONG[case]), site.get("/khong-co-gi")
    assert (answer.status_code, answer.content, answer.headers) == (404, other.content, other.headers)


SLASHED = ("page", "page?done=0", "sheet", "calendar", "work", "link")


@pytest.mark.parametrize("case", SLASHED)
def test_a_slash_behind_an_address_is_taken_off(visit, case: str) -> None:
    site = visit()
    page, query = site.page("don-vi-so-1"), "?done=0" if "?" in case else ""
    address = {
        "sheet": f"{page}/print",
        "calendar": f"{page}.ics",
        "work": site.view("don-vi-so-1", CONTEST_PART),
        "link": site.link("nv-1", CONTEST_PART),
    }.get(case, page)
    answer = site.get(f"{address}/{query}")
    assert answer.status_code == 301
    told = urljoin(f"{address}/", answer.headers["location"])
    assert told == address + query
    assert site.get(told).status_code == 200


@pytest.mark.parametrize("case", ["wrong token", "sheet", "work"])
def test_a_slash_behind_a_wrong_address_says_nothing_of_it(visit, case: str) -> None:
    site, address = visit(), WRONG[case].partition("?")[0]
    told = urljoin(f"{address}/", site.get(f"{address}/").headers["location"])
    assert told == address and site.get(told).content == site.get("/khong-co-gi").content


def test_a_revoked_feed_looks_like_an_unknown_one(visit) -> None:
    site = visit()
    page, view = site.page("don-vi-so-1"), site.view("don-vi-so-1", CONTEST_PART)
    assert site.get(page).status_code == site.get(view).status_code == 200
    site.office.done("feeds", "revoke", "don-vi-so-1", "--now", NOW)
    site = visit()
    assert {site.get(a).content for a in (page, page + "/print", view)} == {site.get("/khong-co-gi").content}


def test_one_feeds_token_opens_no_other(visit) -> None:
    site = visit()
    token = site.page("don-vi-so-2").split("/")[-2]
    assert site.get(f"/f/{token}/ca-co-quan").status_code == 404


def test_a_feed_shows_its_own_work_alone(visit) -> None:
    site = visit()
    assert site.get(site.view("don-vi-so-1", CONTEST_PART)).status_code == 200
    assert site.get(site.view("don-vi-so-2", PROGRAMME)).status_code == 404


def test_an_own_feed_shows_what_it_is_narrowed_to(visit) -> None:
    site = visit()
    site.office.done("feeds", "new", "Tin bài", "--query", "kind=bulletin", "--now", NOW)
    site = visit()
    slug = "rieng-tin-bai"
    assert site.get(site.view(slug, CONTEST)).status_code == 404
    bulletin = next(o for o in site.app.office().occurrences if o.kind.value == "bulletin" and o.unit is None)
    assert site.get(site.view(slug, bulletin.uid)).status_code == 200


def test_a_shared_address_gives_no_right_to_report(visit) -> None:
    site = visit()
    for slug, uid in (("ca-co-quan", CONTEST), ("don-vi-so-1", CONTEST_PART), ("ca-co-quan", TALKS)):
        shown = site.get(site.view(slug, uid)).text
        assert "/r/" not in shown and "<form" not in shown
        assert site.press(site.view(slug, uid), act="done").status_code == 405
    assert site.trail == ()


def test_a_persons_own_feed_leads_to_the_button(visit) -> None:
    site = visit()
    shown = site.get(site.view("nguoi-nv-1", CONTEST_PART)).text
    link = re.search(r'href="([^"]+/r/[^"]+)"', shown)
    assert link is not None and "Đã xong</button>" in site.get(link[1]).text


def test_the_coordinator_reports_each_units_part(visit) -> None:
    site = visit()
    shown = site.get(site.view("nguoi-dau-moi", TALKS)).text
    assert len(re.findall(r"/r/[\w.-]+", shown)) == 3
    assert "Trang này chỉ để xem" not in shown
    assert "Muốn báo xong, hãy mở liên kết" in site.get(site.view("ca-co-quan", TALKS)).text


def test_pages_load_nothing_from_elsewhere_and_are_not_kept(visit) -> None:
    site = visit()
    pages = [site.page("ca-co-quan"), site.page("ca-co-quan") + "/print", site.view("ca-co-quan", CONTEST),
             site.link("nv-1", CONTEST_PART), "/"]  # fmt: skip
    for address in pages:
        answer = site.get(address)
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "private, no-store"
        assert re.findall(r'(?:src|<link[^>]*href)="((?!(?:\.\./)*(?:\./)?static/)[^"]*)"', answer.text) == []
        assert " style=" not in answer.text and "<style" not in answer.text


@pytest.mark.parametrize("name", ["style.css", "copy.js", "google.svg"])
def test_our_own_files_are_there(visit, name: str) -> None:
    assert visit().get(f"/static/{name}").status_code == 200


@pytest.mark.parametrize("name", ["..%2Fsite.py", "../site.py", "nothing.css", ".hidden"])
def test_nothing_else_is(visit, name: str) -> None:
    assert visit().get(f"/static/{name}").status_code == 404


def test_the_page_of_one_piece_of_work_opens_no_other_feed_and_no_other_work(visit) -> None:
    site = visit()
    key = site.view("ca-co-quan", CONTEST).split("/")[-2]
    assert site.get(f"/v/{key}/ca-co-quan").status_code == 200
    assert site.get(f"/v/{key}/ke-hoach-kh").status_code == 404
    assert site.get(f"/f/{key}/ca-co-quan").status_code == 404
    assert "/f/" not in site.get(f"/v/{key}/ca-co-quan").text, "an event that is forwarded does not open the calendar"
