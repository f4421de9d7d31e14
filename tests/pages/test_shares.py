"""The pages of a check-in and of other work name every unit with a share in it, a long list to its end."""

from dataclasses import replace

import pytest

from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, UPKEEP, applied_office

BESIDE = "; ".join(f"Trung tâm số {n}" for n in range(1, 9))


@pytest.fixture
def office(tmp_path) -> OfficeFolder:
    return applied_office(
        tmp_path,
        (
            replace(UPKEEP, coordinating=BESIDE, directing="Văn phòng"),
            replace(CONTEST, coordinating="Sở Hai", directing="Văn phòng"),
        ),
    )


@pytest.mark.parametrize("page", ["in the unit's calendar", "in the office's calendar", "to report"])
def test_a_check_in_says_who_coordinates_and_directs_each_item(visit, page: str) -> None:
    site = visit()
    addresses = {
        "in the unit's calendar": site.view("don-vi-so-1", "kh.check-in-2024-Q2-so-1@so-mau"),
        "in the office's calendar": site.view("ca-co-quan", "kh.check-in-2024-Q2@so-mau"),
        "to report": site.link("nv-1", "kh.check-in-2024-Q2-so-1@so-mau"),
    }
    assert site.get(addresses[page]).text.count(f"phối hợp: {BESIDE} – chỉ đạo: Văn phòng") == 1


def test_other_work_says_who_directs_it_once(visit) -> None:
    site = visit()
    shown = site.get(site.view("ca-co-quan", "kh.1-1@so-mau")).text
    assert shown.count("<dt>Chỉ đạo</dt><dd>Văn phòng</dd>") == 1


def test_who_only_coordinates_reads_that_others_report(visit) -> None:
    site = visit()
    shown = site.get(site.view("nguoi-nv-2", "kh.1-1@so-mau")).text
    assert "Việc này do đơn vị chủ trì báo kết quả." in shown and "trong lịch riêng của mình" not in shown
