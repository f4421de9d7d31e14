"""A new office's config: it has no fault, holds what the plans name, and offers what may be one unit without joining it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.config.reading import parse_config
from scheduler.config.writer import new_config
from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Plan, PlanHeader, Task
from scheduler.settings import Config, PlanSource

ROOT = Path(__file__).parents[2]
SOURCE = PlanSource("kh", "kế hoạch.txt")


def plan_of(*units: str) -> Plan:
    """A plan whose tasks are led by the units, one each."""
    return Plan(PlanHeader(), tuple(Task(str(n), "Việc", lead=(unit,)) for n, unit in enumerate(units)))


def read(text: str) -> Config:
    reading = parse_config(text, Path())
    assert reading.diagnostics == ()
    assert reading.config is not None
    return reading.config


def units_of(units: Sequence[str]) -> dict[str, str]:
    """Name by id of the units in the new config."""
    return {unit.id: unit.name for unit in read(new_config("UBND xã Mẫu", [(SOURCE, plan_of(*units))])).units}


def test_the_office_its_plan_and_its_coordinator() -> None:
    config = read(new_config("UBND xã Mẫu", [(SOURCE, plan_of())]))
    assert (config.office.id, config.office.name, config.office.level) == ("ubnd-xa-mau", "UBND xã Mẫu", "commune")
    assert config.plans == (SOURCE,)
    assert [(person.post, person.units) for person in config.people] == [("coordinator", ("*",))]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("UBND phường Mẫu", "commune"),
        ("UBND xã Mẫu, tỉnh Mẫu", "commune"),
        ("Sở Tài chính tỉnh Mẫu", "department"),
        ("UBND tỉnh Mẫu", "province"),
        ("UBND thành phố Mẫu", "province"),
        ("Trung tâm Mẫu", "commune"),
    ],
)
def test_the_level_is_guessed_from_the_name(name: str, level: str) -> None:
    assert read(new_config(name, [(SOURCE, plan_of())])).office.level == level


def test_each_unit_once_whatever_its_spelling() -> None:
    units = units_of(["Văn phòng UBND", "văn  phòng UBND.", "Phòng Văn hóa", "Phòng Văn hoá"])
    assert units == {"van-phong-ubnd": "Văn phòng UBND", "phong-van-hoa": "Phòng Văn hóa"}


def test_ids_are_unique_where_names_differ_in_tones_alone() -> None:
    assert list(units_of(["Phòng Tư", "Phòng Tú", "Phòng Tù"])) == ["phong-tu", "phong-tu-2", "phong-tu-3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Văn phòng UBND", "Văn phòng HĐND và UBND"),
        ("Phòng Văn hóa", "Phòng Văn hóa - Xã hội"),
        ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chinh công"),
    ],
)
def test_what_may_be_one_unit_is_offered_and_not_joined(one: str, other: str) -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of(one, other))])
    assert f'# aliases = ["{other}"]' in text
    assert [unit.aliases for unit in read(text).units] == [(), ()]


@pytest.mark.parametrize(
    ("one", "other"), [("Phòng Kinh tế", "Phòng Y tế"), ("UBND xã", "Văn phòng UBND xã"), ("Công an xã", "Quân sự xã")]
)
def test_what_is_plainly_another_unit_is_not_offered(one: str, other: str) -> None:
    assert '# aliases = ["' + other not in new_config("UBND xã Mẫu", [(SOURCE, plan_of(one, other))])


def test_a_group_is_asked_for_its_members() -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of("Các phòng, ban"))])
    assert 'name = "Các phòng, ban"\n# members = []' in text


def test_what_the_paper_leaves_blank_is_a_line_to_fill_in() -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, Plan(PlanHeader(number="12/KH-UBND", year=2026)))])
    assert "# issued = " in text
    assert "# number = " not in text.split("[[units]]")[0].split("[[plans]]")[-1]
    assert "# year = 2026" in text


def test_what_is_known_of_a_plan_is_written() -> None:
    source = PlanSource("kh", 'a "b".txt', 2026, False, "12/KH-UBND", date(2026, 1, 15), "Cải cách")
    assert read(new_config("UBND xã Mẫu", [(source, plan_of())])).plans == (source,)


def test_every_line_that_a_new_config_offers_is_good() -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of("Văn phòng UBND"))])
    assert read(re.sub(r"^# (?=\[+[a-z_]+\]+$|[a-z_-]+ = (?!…))", "", text, flags=re.MULTILINE)).tasks[0].units == (
        "van-phong-ubnd",
    )


NAMES = st.text(st.characters(codec="utf-8"), max_size=30)


@given(NAMES, st.lists(NAMES, max_size=6), NAMES.filter(str.strip))
def test_whatever_names_there_are_the_config_has_no_fault(office: str, units: list[str], file: str) -> None:
    read(new_config(office, [(PlanSource("kh", file), plan_of(*units))]))


def test_the_new_config_and_the_example_explain_alike() -> None:
    """From the days off on, both are the same text."""
    start = "# ── Ngày nghỉ"
    example = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert start in example
    assert new_config("UBND xã Mẫu", []).split(start)[1] == example.split(start)[1]


def test_two_names_side_by_side_are_two_units_and_no_third() -> None:
    found = units_of(["Phòng Kinh tế Công an xã", "Phòng Kinh tế", "Công an xã"])
    assert sorted(found.values()) == ["Công an xã", "Phòng Kinh tế"]


def test_a_name_that_may_be_two_is_asked_about() -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of("Phòng Kinh tế Công an xã"))])
    assert "hai đơn vị" in text and "Phòng Kinh tế; Công an xã" in text


@pytest.mark.parametrize(("short", "whole"), [("P. Kinh tế", "Phòng Kinh tế"), ("CA xã", "Công an xã")])
def test_initials_are_proposed_as_an_alias(short: str, whole: str) -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of(whole, short))])
    assert f'# aliases = ["{short}"]' in text


@pytest.mark.parametrize(
    "odd",
    [
        "Phòng Tư pháp tổng hợp kết quả trước ngày 15/6",
        "100% cơ sở Đoàn",
        "Rà soát, thống kê toàn bộ hồ sơ còn tồn đọng tại bộ phận một cửa",
        "Các Sở: Tài chính, Nội vụ, Tư pháp",
    ],
)
def test_what_may_be_no_unit_is_proposed_and_not_written(odd: str) -> None:
    text = new_config("UBND xã Mẫu", [(SOURCE, plan_of("Phòng Kinh tế", odd))])
    assert [unit.name for unit in read(text).units] == ["Phòng Kinh tế"]
    assert f'# name = "{odd}"' in text


@pytest.mark.parametrize("code", ["unit-of-sentence", "units-side-by-side"])
def test_a_name_that_reading_asks_about_stays_a_question(code: str) -> None:
    plan = plan_of("Phòng Kinh tế", "Tổ Mẫu kích hoạt số")
    asked = Diagnostic(code, Severity.QUESTION, values=values(no="1", title="Việc", name="Tổ Mẫu kích hoạt số"))
    text = new_config("UBND xã Mẫu", [(SOURCE, replace(plan, diagnostics=(asked,)))])
    assert [unit.name for unit in read(text).units] == ["Phòng Kinh tế"]
    sure = new_config(
        "UBND xã Mẫu", [(SOURCE, replace(plan, diagnostics=(asked,))), (PlanSource("kh2", "b.txt"), plan)]
    )
    assert [unit.name for unit in read(sure).units] == ["Phòng Kinh tế", "Tổ Mẫu kích hoạt số"]


def test_who_only_gets_a_report_is_offered_as_no_member() -> None:
    plan = replace(plan_of("Các cơ quan, đơn vị"), addressees=("UBND tỉnh", "Công an xã"), reported_to=("UBND tỉnh",))
    text = new_config("UBND xã Mẫu", [(SOURCE, plan)])
    assert "phần Nơi nhận của kế hoạch có: Công an xã\n" in text
