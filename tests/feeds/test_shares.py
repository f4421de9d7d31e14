"""Who has which share in the work: of each item of a check-in, and who directs it; it is told, and puts it in no calendar."""

from dataclasses import replace

import pytest

from scheduler.store.memory import MemoryRepository
from tests.support.small import CONTEST, Line
from tests.support.year import Office

JANUARY, MARCH = "2024-01-02T08:00", "2024-03-01T08:00"
SITE = Line("4", "Cập nhật trang thông tin", "Sở Một", "Sở Hai; Các sở", "Thường xuyên")
DESK = Line("5", "Trực đường dây nóng", "Sở Một; Sở Ba", "", "Thường xuyên")
OTHER = Line("6", "Rà soát văn bản", "Sở Ba", "Văn phòng", "Thường xuyên")


def office(*lines: Line) -> Office:
    made = Office(MemoryRepository("so-mau"), JANUARY)
    made.apply(JANUARY, *lines)
    return made


def lines_of(event: dict[str, object]) -> list[str]:
    return str(event["DESCRIPTION"]).splitlines()


def test_each_item_of_a_units_check_in_names_who_coordinates_it() -> None:
    told = lines_of(office(SITE, DESK).events("don-vi-so-1")["kh.check-in-2024-Q1-so-1@so-mau"])
    assert "Mục 4: Cập nhật trang thông tin – phối hợp: Sở Hai; Các sở" in told
    assert "Mục 5: Trực đường dây nóng – cùng chủ trì: Sở Ba" in told


def test_each_of_several_leads_sees_who_leads_beside_it_and_of_a_group_each_does_its_own() -> None:
    both, all_ = replace(CONTEST, lead="Sở Một; Sở Ba"), replace(CONTEST, no="9", lead="Các sở")
    made = office(both, all_)
    events = made.events("don-vi-so-1")
    assert [line for line in lines_of(events["kh.1-1-so-1@so-mau"]) if "hủ trì" in line] == [
        "Chủ trì: Sở Một",
        "Cùng chủ trì: Sở Ba",
    ]
    assert "Cùng chủ trì" not in str(events["kh.9-1-so-1@so-mau"]["DESCRIPTION"])
    assert "Chủ trì: Sở Một; Sở Ba" in lines_of(made.events()["kh.1-1@so-mau"])


def test_the_check_in_that_all_see_says_who_leads_each_item_where_they_differ() -> None:
    told = lines_of(office(SITE, DESK, OTHER).events()["kh.check-in-2024-Q1@so-mau"])
    assert "Mục 5: Trực đường dây nóng – chủ trì: Sở Một; Sở Ba" in told
    assert "Mục 6: Rà soát văn bản – chủ trì: Sở Ba – phối hợp: Văn phòng" in told
    same = lines_of(office(SITE).events()["kh.check-in-2024-Q1@so-mau"])
    assert "Mục 4: Cập nhật trang thông tin – phối hợp: Sở Hai; Các sở" in same


def test_who_is_only_named_has_no_calendar_of_it() -> None:
    made = office(SITE, replace(CONTEST, directing="Sở Ba"))
    assert not any(uid.startswith("kh.check-in") for uid in made.events("don-vi-so-2"))
    with pytest.raises(StopIteration):
        made.events("don-vi-so-3")


def test_other_units_of_one_item_raise_its_own_check_ins_alone() -> None:
    made = office(SITE, DESK, OTHER)
    made.apply(MARCH, replace(SITE, coordinating="Các sở; Sở Hai"), DESK, OTHER)
    raised = {uid for slug in ("ca-co-quan", "don-vi-so-1", "don-vi-so-3") for uid in risen(made, slug)}
    assert raised == {f"kh.check-in-2024-Q{n}{unit}@so-mau" for n in range(1, 5) for unit in ("", "-so-1")}


def risen(made: Office, slug: str) -> set[str]:
    return {uid for uid, event in made.events(slug).items() if event["SEQUENCE"]}


def test_who_directs_is_said_and_no_person_is_named() -> None:
    made = office(replace(CONTEST, directing="Văn phòng; Ông Trần Văn A"), replace(SITE, directing="Đ/c Phó Giám đốc"))
    events = made.events()
    assert "Chỉ đạo: Văn phòng" in lines_of(events["kh.1-1@so-mau"])
    (item,) = (line for line in lines_of(events["kh.check-in-2024-Q1@so-mau"]) if line.startswith("Mục 4"))
    assert item == "Mục 4: Cập nhật trang thông tin – phối hợp: Sở Hai; Các sở – chỉ đạo: Đ/c Phó Giám đốc"
    assert not any("Trần" in str(e["DESCRIPTION"]) for e in events.values())


def test_a_long_check_in_stays_within_what_google_shows() -> None:
    units = "; ".join(f"Trung tâm thứ {n} của tỉnh" for n in range(9))
    many = [replace(SITE, no=str(n), title="Việc dài " * 20, coordinating=units) for n in range(1, 25)]
    text = str(office(*many).events("don-vi-so-1")["kh.check-in-2024-Q1-so-1@so-mau"]["DESCRIPTION"])
    assert "và 6 đơn vị nữa" in text and len(text) < 8192
    more = office(*many, replace(SITE, no="25")).events("don-vi-so-1")["kh.check-in-2024-Q1-so-1@so-mau"]
    assert "Đơn vị phối hợp của từng mục: xem trên trang" in lines_of(more)
