"""Evidence on the page of its work: for those who report on it and for the coordinator, and for nobody else."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from scheduler.evidence import evidence_folder, keep_picture
from scheduler.schedule import Act, Progress

CONTEST, CONTEST_PART = "kh.1-1@so-mau", "kh.1-1-so-1@so-mau"
OTHER = "kh.1-1-so-2@so-mau"
AT = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
LINK, NOTE = "https://example.gov.vn/tin/1?a=1&b=2", "biên bản họp tổ"


@pytest.fixture
def site(visit):
    """The site after somebody sent a picture, a link and a note about one unit's part."""
    made = visit()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    folder = evidence_folder(made.app.office().config.store_url, made.app.folder)
    kept = keep_picture(picture.getvalue(), folder)
    for text, evidence in ((None, kept), (None, LINK), (NOTE, None)):
        told = Progress(CONTEST_PART, Act.EVIDENCE, "nv-1", AT, "telegram", text=text, evidence=evidence)
        made.app.repository.report(told)
    return visit()


def picture_of(site, view: str) -> str:
    """The address of the picture on a page, as a browser makes it of the relative one."""
    (found,) = re.findall(r'<img src="([^"]+\.jpg)"', site.get(view).text)
    return view.rsplit("/", 1)[0] + "/" + found  # relative to the page


@pytest.mark.parametrize(("slug", "uid"), [("nguoi-nv-1", CONTEST_PART), ("nguoi-dau-moi", CONTEST)])
def test_who_reports_on_it_sees_it(site, slug: str, uid: str) -> None:
    view = site.view(slug, uid)
    shown = site.get(view).text
    assert NOTE in shown and 'href="https://example.gov.vn/tin/1?a=1&amp;b=2"' in shown
    answer = site.get(picture_of(site, view))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert Image.open(BytesIO(answer.content)).size == (40, 30)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "private, no-store"


HIDDEN = {
    "the office's address": lambda s: s.view("ca-co-quan", CONTEST),
    "the unit's address": lambda s: s.view("don-vi-so-1", CONTEST_PART),
    "a link that may be forwarded": lambda s: s.link("nv-1", CONTEST_PART),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_a_shared_address_shows_that_there_is_some_and_not_what(site, case: str) -> None:
    shown = site.get(HIDDEN[case](site)).text
    assert "Ghi chú và minh chứng (3) chỉ hiện trong lịch riêng" in shown
    assert NOTE not in shown and "example.gov.vn/tin" not in shown and ".jpg" not in shown


def test_the_picture_is_nowhere_else(site) -> None:
    right = picture_of(site, site.view("nguoi-nv-1", CONTEST_PART))
    name = right.rsplit("/", 1)[1]
    wrong = [
        site.view("ca-co-quan", CONTEST) + "/" + name,
        site.view("don-vi-so-1", CONTEST_PART) + "/" + name,
        site.view("nguoi-nv-1", CONTEST_PART) + "/" + "0" * 64 + ".jpg",
        site.view("nguoi-nv-1", CONTEST_PART) + "/..%2Finstallation.secret",
        right.replace(right.split("/v/")[1].split("/")[0], "A" * 22),
        right.replace("/nguoi-nv-1/", "/nguoi-dau-moi/"),
    ]
    assert {site.get(a).content for a in wrong} == {site.get("/khong-co-gi").content}
    assert site.press(right, act="done").status_code == 405


def test_a_picture_that_was_removed_is_said(site) -> None:
    view = site.view("nguoi-nv-1", CONTEST_PART)
    right = picture_of(site, view)
    for file in evidence_folder(site.app.office().config.store_url, site.app.folder).iterdir():
        file.unlink()
    assert "Ảnh đã xoá khỏi máy chủ" in site.get(view).text
    assert site.get(right).status_code == 404


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://a b", "data:text/html,x", "tủ hồ sơ số 3"])
def test_only_web_addresses_become_links(visit, text: str) -> None:
    site = visit()
    site.app.repository.report(Progress(CONTEST_PART, Act.EVIDENCE, "nv-1", AT, "cli", evidence=text))
    shown = visit().get(site.view("nguoi-nv-1", CONTEST_PART)).text
    assert f'href="{text}' not in shown and f">{text}<" in shown


def test_the_reason_why_work_is_not_done_is_for_all(visit) -> None:
    site = visit()
    site.press(site.link("nv-1", CONTEST_PART), act="not-done", reason="chờ kinh phí")
    assert "chờ kinh phí" in visit().get(site.view("don-vi-so-1", CONTEST_PART)).text
