"""The subscribe page: addresses for each program, what cannot reach the server, options; and the sheets' periods."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from scheduler.web.pages.periods import BadPeriod, asked_sheet
from scheduler.web.pages.reach import Reach, reach_of

REACHES = {
    "https://lich.example.gov.vn": Reach.EVERYWHERE,
    "https://lich.example.gov.vn:8443/nhac-viec": Reach.EVERYWHERE,
    "http://lich.example.gov.vn": Reach.UNENCRYPTED,
    "http://127.0.0.1:8640": Reach.MACHINE,
    "http://localhost:8640": Reach.MACHINE,
    "http://[::1]:8640": Reach.MACHINE,
    "https://192.168.1.20": Reach.OFFICE,
    "http://10.0.0.5:8640": Reach.OFFICE,
    "http://0.0.0.0:8640": Reach.OFFICE,
    "https://may-chu": Reach.OFFICE,
    "https://lich.ubnd.local": Reach.OFFICE,
    "http://[fe80::1]:8640": Reach.OFFICE,
    "http://::1:8640": Reach.OFFICE,
    "https://8.8.8.8": Reach.EVERYWHERE,
}


@pytest.mark.parametrize("address", REACHES)
def test_who_can_fetch_from_an_address(address: str) -> None:
    assert reach_of(address) is REACHES[address]


def links(text: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', text)]


def public(visit, base: str = "https://lich.example.gov.vn"):
    """The office behind that address."""
    site = visit()
    site.office.edit("config.toml", "[server]\n", f'[server]\npublic_url = "{base}"\n')
    site.office.done("apply", "--now", "2024-05-06T08:00")
    return visit()


def test_each_program_gets_the_address_of_the_feed(visit) -> None:
    site = public(visit)
    page = site.page("don-vi-so-1")
    found = links(site.get(page).text)
    google = next(a for a in found if a.startswith("https://calendar.google.com/calendar/r?"))
    outlook = next(a for a in found if a.startswith("https://outlook.office.com/calendar/0/addfromweb?"))
    webcal = next(a for a in found if a.startswith("webcal:"))
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    asked = parse_qs(urlsplit(outlook).query)
    assert asked["url"] == [page + ".ics"] and asked["name"] == ["Nhắc việc · Sở Một"]
    assert webcal == page.replace("https:", "webcal:") + ".ics"
    assert site.get(page + ".ics").status_code == 200


@pytest.mark.parametrize("base", [None, "http://192.168.1.20:8640"])
def test_who_cannot_fetch_is_offered_no_button_and_told_why(visit, base: str | None) -> None:
    site = visit() if base is None else public(visit, base)
    shown = site.get(site.page("ca-co-quan")).text
    assert "calendar.google.com/calendar/r" not in shown and "addfromweb" not in shown
    assert "webcal://" in shown
    assert ("chỉ chính máy này mở được" if base is None else "không với tới được") in shown
    assert (base is not None) == ('class="qr"' in shown)


def test_google_is_said_to_be_slow(visit) -> None:
    site = public(visit)
    assert "sau 8 đến 24 giờ" in site.get(site.page("ca-co-quan")).text


def test_to_dos_are_not_offered_to_who_cannot_show_them(visit) -> None:
    site = public(visit)
    shown = site.get(site.page("ca-co-quan") + "?as=todo").text
    assert "calendar/r?cid" not in shown and "ca-co-quan.ics?as=todo" in shown


@pytest.mark.parametrize("query", ["kind=report", "done=0", "windows=due", "as=todo", "done=0&kind=report"])
def test_an_option_is_a_link_whose_address_works(visit, query: str) -> None:
    site = public(visit)
    page = site.page("ca-co-quan")
    shown = site.get(f"{page}?{query}").text
    (address,) = re.findall(r'<input id="address"[^>]*value="([^"]+)"', shown)
    assert unescape(address) == f"{page}.ics?{query}"
    assert site.get(unescape(address)).status_code == 200
    assert shown.count('aria-current="true"') == query.count("=")


def test_what_config_says_is_chosen_already_and_can_be_left(visit) -> None:
    site = visit()
    site.office.edit("config.toml", "[server]\n", '[feeds]\nwindows = "due"\n[server]\n')
    site.office.done("apply", "--now", "2024-05-06T08:00")
    site = visit()
    page = site.page("ca-co-quan")

    def option(query: str) -> tuple[bool, str]:
        shown = site.get(page + query).text
        (found,) = re.findall(
            r'<li><a href="([^"]*)"([^>]*)><span class="box">[^<]*</span><span><strong>Thêm ngày hạn', shown
        )
        return "aria-current" in found[1], unescape(found[0]).removesuffix("#lua-chon")

    assert option("") == (True, "ca-co-quan?windows=span")
    assert option("?done=0&windows=span") == (False, "ca-co-quan?done=0")
    assert "SUMMARY:Hạn: " in site.get(f"{page}.ics").text
    assert "SUMMARY:Hạn: " not in site.get(f"{page}.ics?windows=span").text


def test_what_a_feed_is_narrowed_to_is_no_option(visit) -> None:
    site = visit()
    shown = site.get(site.page("loai-tin-bai")).text
    assert "Chỉ báo cáo" not in shown and "Không hiện việc đã xong" in shown


@pytest.mark.parametrize("query", ["kind=wrong", "kinds=report", "done=2"])
def test_a_query_that_is_not_understood_is_said(visit, query: str) -> None:
    site = visit()
    assert site.get(f"{site.page('ca-co-quan')}?{query}").status_code == 400


def test_a_persons_page_says_that_it_is_not_to_be_passed_on(visit) -> None:
    site = visit()
    assert "Đừng chuyển địa chỉ này" in site.get(site.page("nguoi-nv-1")).text


PERIODS = {
    ("2024-02", None): (date(2024, 2, 1), date(2024, 3, 1)),
    (None, "2024-Q4"): (date(2024, 10, 1), date(2025, 1, 1)),
    (None, None): (date(2024, 5, 1), date(2024, 6, 1)),
}


@pytest.mark.parametrize("asked", PERIODS, ids=str)
def test_the_period_of_a_sheet(asked: tuple[str | None, str | None]) -> None:
    found = asked_sheet(*asked, date(2024, 5, 7))
    assert (found.start, found.end) == PERIODS[asked]


NO_PERIODS = (
    ("2024-13", None),
    ("", None),
    ("2024-5", None),
    (None, "2024-Q5"),
    ("2024-05", "2024-Q2"),
    ("2024-05\n", None),
)


@pytest.mark.parametrize("asked", NO_PERIODS, ids=str)
def test_what_is_no_period(asked: tuple[str | None, str | None]) -> None:
    with pytest.raises(BadPeriod):
        asked_sheet(*asked, date(2024, 5, 7))


def test_a_sheet_shows_work_on_its_day_and_why_a_day_is_off(visit) -> None:
    site = visit()
    shown = site.get(site.page("don-vi-so-1") + "/print?month=2024-05").text
    day = next(cell for cell in re.findall(r"<td.*?</td>", shown, re.DOTALL) if "T3</span> 14<" in cell)
    assert "Tổ chức hội thi" in day
    assert "Ngày Quốc tế Lao động" in shown
    assert site.get(site.page("don-vi-so-1") + "/print?month=nay").status_code == 400


def entries(shown: str) -> list[str]:
    found = re.findall(r'<span class="entry [^"]*">(.*?)</span>\n', shown, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def test_a_sheet_shows_what_the_address_leaves_of_its_feed(visit) -> None:
    site = visit()
    page = site.page("ca-co-quan")
    link, *_ = re.findall(r'href="([^"]*print\?month=[^"]*)"', site.get(f"{page}?kind=activity&done=0").text)
    link = re.sub(r"month=[\d-]+", "month=2024-05", link)
    whole = entries(site.get(f"{page}/print?month=2024-05").text)
    narrowed = site.get(page.rsplit("/", 1)[0] + "/" + unescape(link)).text
    assert entries(narrowed) == [one for one in whole if one.startswith("◆")] != whole
    assert "Hoạt động · " in re.findall(r'<div class="head">.*?</div>', narrowed, re.DOTALL)[0]
    assert "kind=activity" in re.findall(r'<a href="([^"]*)">← Trang', narrowed)[0]
    assert site.get(f"{page}/print?month=2024-05&kind=wrong").status_code == 400


def test_the_offices_sheet_says_who_is_in_charge_what_is_late_and_by_when_to_act(visit) -> None:
    visit().office.done("remind", "--now", "2024-05-20T08:00")
    site = visit("2024-05-20T08:00")
    may = entries(site.get(site.page("ca-co-quan") + "/print?month=2024-05").text)
    assert "◆ ! Tổ chức hội thi tìm hiểu pháp luật – Sở Một" in may
    autumn = entries(site.get(site.page("ca-co-quan") + "/print?month=2024-09").text)
    assert any("– Sở Một và 2 đơn vị khác; từ 01/7" in one for one in autumn)
    alone = entries(site.get(site.page("don-vi-so-1") + "/print?month=2024-05").text)
    assert "◆ ! Tổ chức hội thi tìm hiểu pháp luật" in alone, "whose sheet it is needs no name"
    june = site.get(site.page("ca-co-quan") + "/print?month=2024-06").text
    sunday = next(cell for cell in re.findall(r"<td.*?</td>", june, re.DOTALL) if "CN</span> 30<" in cell)
    assert sunday.count("xong trong 28/6") == 1 and "xong trong" not in "".join(entries(june))


def test_a_window_stands_on_the_sheet_of_its_opening_and_on_each_that_it_covers(visit) -> None:
    site = visit()
    sheets = {n: site.get(f"{site.page('ca-co-quan')}/print?month=2024-{n:02}").text for n in (6, 7, 8, 9)}
    begins = next(cell for cell in re.findall(r"<td.*?</td>", sheets[7], re.DOTALL) if "T2</span> 01/7<" in cell)
    assert "Bắt đầu: Tổ chức hội nghị phổ biến" in begins and "đến 30/9" in begins
    lasting = {n: "Đang làm, hạn ở tờ sau (1 việc)" in text for n, text in sheets.items()}
    assert lasting == {6: False, 7: True, 8: True, 9: False}
    assert "từ 01/7 đến 30/9" in sheets[8]


def test_a_clerks_page_begins_with_what_is_late_and_says_nothing_where_nothing_is(visit) -> None:
    assert "Quá hạn, chưa báo xong" not in visit().get(visit().page("don-vi-so-3")).text
    visit().office.done("remind", "--now", "2024-05-20T08:00")
    site = visit("2024-05-20T08:00")
    late = site.get(site.page("don-vi-so-1")).text
    assert late.index("Quá hạn, chưa báo xong (") < late.index("Đăng ký một lần")
    assert late.index("hội thi") < late.index("Đăng ký một lần") and "quá 4 ngày làm việc" in late


def test_what_waits_for_its_date_is_listed_on_the_page_of_whose_it_is(visit) -> None:
    site = visit()
    assert "Còn chờ ngày (1)" in site.get(site.page("don-vi-so-3")).text
    assert "Còn chờ ngày" not in site.get(site.page("don-vi-so-1")).text
