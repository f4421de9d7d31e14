"""Units that end and hand on: what is due from that day is the successor's, what was due before stays, UIDs and feeds survive."""

from datetime import date, datetime
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.book import Book
from scheduler.config.reading import parse_config
from scheduler.derivation import Derived, derive, directory_of
from scheduler.feeds.specs import FeedSpec, feed_specs, stands_in
from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.planning.succession import holders, seats

NOW = datetime(2026, 1, 5, 8, tzinfo=ZONE)
DAY = date(2026, 7, 1)
HEAD = """
[office]
id = "xa"
name = "UBND xã Mẫu"
level = "commune"
[[plans]]
id = "kh"
file = "kh.md"
year = 2026
[[people]]
id = "dm"
role = "Đầu mối"
post = "coordinator"
units = ["*"]
channels = ["console"]
[[units]]
id = "cu"
name = "Phòng Cũ"
"""
REPLACED = 'replaced = { by = "moi", from = 2026-07-01 }\n'
REST = """
[[units]]
id = "moi"
name = "Phòng Mới"
[[units]]
id = "khac"
name = "Phòng Khác"
[[units]]
id = "cac-phong"
name = "Các phòng"
members = ["cu", "khac"]
"""
PLAN = """# KẾ HOẠCH
Thử năm 2026
## I. NHIỆM VỤ
### 1. Bản tin phát thanh
- Đơn vị chủ trì: Phòng Cũ.
- Tần suất: 01 số/quý.
### 2. Rà soát hồ sơ
- Đơn vị chủ trì: Các phòng.
- Thời gian: Trước ngày 30/9/2026.
### 3. Cập nhật số liệu
- Đơn vị chủ trì: Phòng Cũ.
- Thời gian: Thường xuyên.
"""


def derived(units: str, plan: str = PLAN) -> Derived:
    config = parse_config(units, Path(".")).config
    assert config is not None, parse_config(units, Path(".")).diagnostics
    return derive(config, {"kh.md": plan.encode()}, (), NOW)


BEFORE, AFTER = derived(HEAD + REST), derived(HEAD + REPLACED + REST)


def test_what_is_due_from_the_day_on_goes_to_the_successor_and_nothing_before_changes() -> None:
    leads = {o.due: o.leads for o in AFTER.occurrences if o.tasks == ("kh.i-1",)}
    assert [leads[d] for d in sorted(leads)] == [("cu",), ("cu",), ("moi",), ("moi",)]
    was = {o.uid: o for o in BEFORE.occurrences if o.due < DAY}
    assert {o.uid: o for o in AFTER.occurrences if o.due < DAY} == was


def test_no_uid_changes_and_each_moved_piece_says_why() -> None:
    assert {o.uid for o in AFTER.occurrences} == {o.uid for o in BEFORE.occurrences}
    mine = [o for o in AFTER.occurrences if o.unit == "moi"]
    assert {o.uid for o in mine} >= {"kh.i-2-1-cu@xa", "kh.check-in-2026-Q3-cu@xa"}
    assert all(any(r.code == "unit-replaced" for r in o.why) for o in mine)


def test_a_plan_that_is_written_anew_with_the_new_name_keeps_its_uids() -> None:
    new_name = HEAD + REPLACED + REST.replace('name = "Phòng Mới"', 'name = "Phòng Mới"\nvalid_from = 2026-07-01')
    renamed = derived(new_name, PLAN.replace("Phòng Cũ", "Phòng Mới"))
    assert {o.uid for o in renamed.occurrences} == {o.uid for o in BEFORE.occurrences}
    assert {o.leads for o in renamed.occurrences if o.tasks == ("kh.i-1",)} == {("cu",), ("moi",)}


def test_who_subscribed_to_the_old_unit_goes_on_seeing_the_work() -> None:
    config = parse_config(HEAD + REPLACED + REST, Path(".")).config
    assert config is not None
    book = Book(directory_of(config), {"kh": "Thử"}, {}, {}, NOW.date())
    specs = {s.ref: s for s in feed_specs(config.office, book, AFTER.occurrences)}

    def seen(spec: FeedSpec) -> set[str]:
        return {o.uid for o in AFTER.occurrences if stands_in(o, spec)}

    assert seen(specs["moi"]) < seen(specs["cu"])
    assert {o.uid for o in AFTER.occurrences if o.tasks == ("kh.i-1",) and o.unit} <= seen(specs["cu"])


@pytest.mark.parametrize(
    ("on", "names"), [(date(2026, 6, 30), ["Phòng Cũ", "Phòng Khác"]), (DAY, ["Phòng Mới", "Phòng Khác"])]
)
def test_a_group_is_who_is_in_it_on_the_day(on: date, names: list[str]) -> None:
    config = parse_config(HEAD + REPLACED + REST, Path(".")).config
    assert config is not None
    directory = directory_of(config)
    assert [u.name for u in holders([directory.resolve("Các phòng")], on, directory)] == names


def test_two_that_are_merged_into_a_third_that_stands_beside_them_are_one() -> None:
    a = Unit("a", "A", valid_to=date(2026, 6, 30), successor="c")
    b = Unit("b", "B", valid_to=date(2026, 6, 30), successor="c")
    c = Unit("c", "C")
    found = seats([a, b, c], DAY, Directory.of([a, b, c], str.casefold))
    assert [(s.unit.id, s.key, s.took) for s in found] == [("c", "c", ((a, DAY), (b, DAY)))]


def test_a_group_may_be_replaced_by_a_group_and_members_may_end_without_successor() -> None:
    old = Unit("huyen", "Các huyện", (), ("h1", "h2"), valid_to=date(2026, 6, 30), successor="xa")
    units = [
        old,
        Unit("h1", "H1"),
        Unit("h2", "H2", valid_to=date(2026, 3, 31)),
        Unit("xa", "Các xã", (), ("x1",)),
        Unit("x1", "X1"),
    ]
    directory = Directory.of(units, str.casefold)
    assert [u.id for u in holders([old], date(2026, 3, 31), directory)] == ["h1", "h2"]
    assert [u.id for u in holders([old], date(2026, 4, 1), directory)] == ["h1"]
    assert [u.id for u in holders([old], DAY, directory)] == ["x1"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('replaced = { by = "khong-co", from = 2026-07-01 }', "unknown-unit-id"),
        ('replaced = { by = "cu", from = 2026-07-01 }', "successor-circle"),
        ('successor = "moi"', "successor-without-day"),
        ("valid_to = 2026-06-30\n" + REPLACED, "replaced-twice"),
        ("valid_from = 2026-07-01\nvalid_to = 2026-06-30", "span-turned"),
        ("valid_from = 2026-07-02\n" + REPLACED, "span-turned"),
        ('replaced = { by = ["moi", "khac"], from = 2026-07-01 }', "successors-several"),
        ('replaced = { by = "cac-phong", from = 2026-07-01 }', "successor-circle"),
    ],
)
def test_faults(line: str, code: str) -> None:
    assert code in {d.code for d in parse_config(HEAD + line + "\n" + REST, Path(".")).diagnostics}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("valid_from = 2026-09-01", "successor-not-begun"),
        ("valid_to = 2026-05-31", "successor-ended"),
        ('replaced = { by = "khac", from = 2026-06-01 }', None),
    ],
)
def test_a_successor_is_in_force_on_its_first_day(line: str, code: str | None) -> None:
    text = HEAD + REPLACED + REST.replace('name = "Phòng Mới"', f'name = "Phòng Mới"\n{line}')
    found = {d.code for d in parse_config(text, Path(".")).diagnostics}
    assert found & {"successor-not-begun", "successor-ended"} == ({code} if code else set())


def test_the_people_of_the_members_of_a_group_that_follows_hear_of_its_work() -> None:
    more = '[[units]]\nid = "hai"\nname = "Hai phòng"\nmembers = ["moi", "khac"]\n'
    text = HEAD + REPLACED.replace("moi", "hai") + REST + more
    for units, untold in (('"cu", "moi"', True), ('"cu", "hai"', False), ('"cu", "moi", "khac"', False)):
        who = f'[[people]]\nid = "nv"\nrole = "Người làm"\nunits = [{units}]\nchannels = ["console"]\n'
        codes = {d.code for d in parse_config(text + who, Path(".")).diagnostics}
        assert ("successor-untold" in codes) is untold


def test_a_unit_that_is_split_hands_on_to_each_part_alone_and_in_its_group() -> None:
    parts = (
        '[[units]]\nid = "ba"\nname = "Phòng Ba"\n[[units]]\nid = "hai"\nname = "Hai phòng"\nmembers = ["moi", "ba"]\n'
    )
    split = derived(HEAD + REPLACED.replace("moi", "hai") + REST + parts)
    leads = {(o.tasks[0], o.due): o.leads for o in split.occurrences if o.unit is None}
    assert leads["kh.i-1", date(2026, 6, 30)] == ("cu",)
    assert leads["kh.i-1", date(2026, 9, 30)] == ("moi", "ba")
    assert leads["kh.i-2", date(2026, 9, 29)] == ("moi", "ba", "khac")
    handed = [o for o in split.occurrences if o.unit in ("moi", "ba")]
    assert all(any(r.code == "unit-replaced" for r in o.why) and o.led_before == ("cu",) for o in handed)


def test_who_stays_in_a_group_that_is_replaced_took_nothing_over() -> None:
    a, b, c = (Unit(one, one.upper()) for one in "abc")
    old = Unit("cu", "Các sở", (), ("a", "b"), valid_to=date(2026, 6, 30), successor="moi")
    new = Unit("moi", "Các sở, ngành", (), ("b", "c"))
    found = seats([old], DAY, Directory.of([a, b, c, old, new], str.casefold))
    assert [(s.unit.id, [day for _, day in s.took]) for s in found] == [("b", []), ("c", [DAY])]


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ('name = "Phòng Cũ"', "valid_to = 2026-06-30", "unit-ended"),
        ('name = "Phòng Cũ"', "valid_to = 2026-12-31", None),
        ('name = "Phòng Cũ"', "valid_from = 2026-07-01", "unit-not-begun"),
        ('name = "Phòng Mới"', "valid_to = 2026-03-31", "group-ended"),
    ],
)
def test_who_is_not_in_force_while_work_is_due_is_asked_in_time(was: str, now: str, code: str | None) -> None:
    text = HEAD + REST.replace('members = ["cu", "khac"]', 'members = ["moi"]')
    codes = {d.code for d in derived(text.replace(was, f"{was}\n{now}")).diagnostics}
    assert codes & {"unit-ended", "unit-not-begun", "group-ended"} == ({code} if code else set())


def test_two_ways_to_say_it_come_to_one() -> None:
    long = parse_config(HEAD + 'valid_to = 2026-06-30\nsuccessor = "moi"\n' + REST, Path(".")).config
    short = parse_config(HEAD + REPLACED + REST, Path(".")).config
    assert long == short


def test_an_unknown_unit_is_asked_with_the_nearest_and_the_line_that_answers() -> None:
    plan = PLAN.replace("Phòng Cũ", "Phòng Cũ huyện Mẫu")
    (asked,) = (d for d in derived(HEAD + REST, plan).diagnostics if d.code == "unknown-unit-near")
    facts = dict(asked.values)
    assert (facts["id"], facts["aliases"]) == ("cu", '"Phòng Cũ huyện Mẫu"')


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        ("Các phòng", "Phòng Một"),
        ("Các phòng, ban, ngành", "Phòng Một, Trạm Y tế, UBND xã Hai"),
        ("UBND các xã, phường", "UBND xã Hai"),
        ("UBND cấp xã", "UBND xã Hai"),
        ("Các trường học", ""),
    ],
)
def test_addressees_of_its_kinds_are_offered_as_members(group: str, offered: str) -> None:
    plan = PLAN.replace("Các phòng", group) + "\nNơi nhận:\n- Như trên;\n- Phòng Một; Trạm Y tế;\n- Các thôn;\n"
    plan += "- UBND tỉnh (b/c);\n- UBND xã Hai;\n- Lưu: VT.\n"
    config = HEAD + REST.replace('members = ["cu", "khac"]', "").replace("Các phòng", group)
    (asked,) = (d for d in derived(config, plan).diagnostics if d.code.startswith("group-without-members"))
    assert dict(asked.values).get("offered", "") == ", ".join(f"“{name}”" for name in offered.split(", ") if name)


def test_a_group_that_first_only_takes_part_is_asked_where_it_leads() -> None:
    plan = PLAN.replace("- Tần suất: 01 số/quý.", "- Đơn vị phối hợp: Các phòng.\n- Tần suất: 01 số/quý.")
    config = HEAD + REST.replace('members = ["cu", "khac"]', "")
    (asked,) = (d for d in derived(config, plan).diagnostics if d.code.startswith("group-without-members"))
    assert dict(asked.values)["name"] == "Các phòng"


ITS_OWN = (
    PLAN
    + """### 4. Trực đường dây nóng
- Đơn vị chủ trì: Phòng Mới.
- Thời gian: Thường xuyên.
### 5. Đối thoại với hộ kinh doanh
- Đơn vị chủ trì: Phòng Cũ; Phòng Mới.
- Thời gian: Trước ngày 30/9/2026.
"""
)


def test_a_check_in_with_other_work_of_the_successor_is_not_in_the_old_calendar_and_says_which_item_was_handed_over() -> (
    None
):
    own = derived(HEAD + REPLACED + REST, ITS_OWN).occurrences
    (asked,) = (o for o in own if o.uid == "kh.check-in-2026-Q3-moi@xa")
    assert not asked.led_before and len(asked.tasks) == 2
    (why,) = (dict(r.values) for r in asked.why if r.code == "unit-replaced-items")
    assert why["items"] == "I.3" and why["was"] == "Phòng Cũ"


def test_work_of_two_that_becomes_the_work_of_one_says_so() -> None:
    own = derived(HEAD + REPLACED + REST, ITS_OWN).occurrences
    found = [o for o in own if o.tasks == ("kh.i-5",)]
    assert {o.unit for o in found} == {None, "moi"}
    assert all(any(r.code == "unit-replaced" for r in o.why) and "cu" in o.led_before for o in found)


def test_units_listed_behind_their_kind_are_asked_as_a_group_of_them() -> None:
    config = HEAD + REST.replace("Phòng Khác", "Sở Tài chính").replace("Phòng Mới", "Sở Nội vụ")
    plan = PLAN.replace("Đơn vị chủ trì: Các phòng", "Đơn vị chủ trì: Các Sở: Tài chính, Nội vụ và Tư pháp")
    (asked,) = (d for d in derived(config, plan).diagnostics if d.code == "unknown-unit-listed-missing")
    facts = dict(asked.values)
    assert str(facts["entry"]).endswith('members = ["khac", "moi"]')
    assert facts["missing"] == "“Sở Tư pháp”"


@pytest.mark.parametrize(
    ("begins", "lead", "asked"),
    [
        ("", "Phòng Mới", ["successor-before-its-day"]),
        ("valid_from = 2026-07-01\n", "Phòng Mới", []),
        ("valid_from = 2020-01-01\n", "Phòng Mới", []),
        ("", "Phòng Cũ; Phòng Mới", []),
    ],
)
def test_a_plan_that_names_the_successor_before_its_day_is_asked(begins: str, lead: str, asked: list[str]) -> None:
    config = HEAD + REPLACED + REST.replace('name = "Phòng Mới"\n', f'name = "Phòng Mới"\n{begins}')
    found = derived(config, PLAN.replace("Đơn vị chủ trì: Phòng Cũ", f"Đơn vị chủ trì: {lead}")).diagnostics
    assert [d.code for d in found if d.code == "successor-before-its-day"] == asked
