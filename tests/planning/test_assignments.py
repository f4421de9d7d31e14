"""Who does what: shared events, each unit's own, check-ins folded by unit and period, the day to act by."""

from dataclasses import replace
from datetime import date

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.model import Task, Unit
from scheduler.planning.assignments import Assignable, Rules, assigned, folded_check_ins
from scheduler.planning.directory import Directory
from scheduler.planning.due_days import acting_day
from scheduler.planning.occasion import Occasion
from scheduler.planning.task_dates import quoted_of
from scheduler.policy import OnDayOff, Policy
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.trace import Reason

RULES = Rules("xa", Policy(), OfficeCalendar(), Directory.of((), str.casefold))
A, B, C = Unit("a", "Phòng A"), Unit("b", "Phòng B"), Unit("c", "Phòng C")


def work(no: str, *leads: Unit, since: date = date(2024, 1, 1)) -> Assignable:
    task = Task(no=no, title=f"Việc {no}")
    return Assignable(
        f"kh.{no}", "kh", "Kế hoạch", task, leads, (C,), "Quý I/2024", "Quý I/2024", (Reason("no-phrase"),), since
    )


def on(day: date, kind: Kind = Kind.ACTIVITY, key: str = "1") -> Occasion:
    return Occasion(key, kind, day, day, "nhãn")


def uids(found: tuple[Occurrence, ...]) -> list[str]:
    return [o.uid for o in found]


def test_a_sole_lead_has_its_own_beside_the_shared_one() -> None:
    shared, own = assigned(work("I.1", A), [on(date(2024, 3, 29))], RULES)
    assert (shared.uid, shared.unit, shared.leads, shared.coordinating) == ("kh.I.1-1@xa", None, ("a",), ("c",))
    assert (own.uid, own.unit, own.leads) == ("kh.I.1-1-a@xa", "a", ("a",))
    assert own.reportable and not shared.reportable


def test_who_joins_a_sole_lead_or_leaves_it_changes_nobodys_uid() -> None:
    alone, joined = (
        {o.unit: o.uid for o in assigned(work("I.1", *leads), [on(date(2024, 3, 29))], RULES)}
        for leads in ((A,), (A, B))
    )
    assert alone == {None: "kh.I.1-1@xa", "a": "kh.I.1-1-a@xa"}
    assert joined == alone | {"b": "kh.I.1-1-b@xa"}


def test_work_that_nobody_leads_is_one_event() -> None:
    (found,) = assigned(work("I.1"), [on(date(2024, 3, 29))], RULES)
    assert found.reportable and found.unit is None


def test_several_leads_each_have_their_own_beside_the_shared_one() -> None:
    shared, *own = assigned(work("I.1", A, B), [on(date(2024, 3, 29))], RULES)
    assert shared.parts == ("kh.I.1-1-a@xa", "kh.I.1-1-b@xa") == tuple(uids(tuple(own)))
    assert [o.unit for o in own] == ["a", "b"]
    assert not shared.reportable and all(o.reportable for o in own)


def test_check_ins_fold_by_unit_and_period() -> None:
    first, second = date(2024, 3, 14), date(2024, 6, 14)
    asked = [
        (w, on(day, Kind.CHECK_IN, key))
        for w in (work("I.1", A), work("I.2", A, B))
        for day, key in ((first, "2024-Q1"), (second, "2024-Q2"))
    ]
    found = folded_check_ins("kh", asked, RULES)
    assert uids(found) == [
        "kh.check-in-2024-Q1@xa",
        "kh.check-in-2024-Q1-a@xa",
        "kh.check-in-2024-Q1-b@xa",
        "kh.check-in-2024-Q2@xa",
        "kh.check-in-2024-Q2-a@xa",
        "kh.check-in-2024-Q2-b@xa",
    ]
    by_uid = {o.uid: o for o in found}
    assert by_uid["kh.check-in-2024-Q1-a@xa"].tasks == ("kh.I.1", "kh.I.2")
    assert by_uid["kh.check-in-2024-Q1-b@xa"].tasks == ("kh.I.2",)
    assert "2 nhiệm vụ" in by_uid["kh.check-in-2024-Q1@xa"].title


@pytest.mark.parametrize(
    ("due", "rule", "act_by"),
    [
        (date(2024, 6, 30), OnDayOff.BEFORE, date(2024, 6, 28)),
        (date(2024, 6, 30), OnDayOff.AFTER, date(2024, 7, 1)),
        (date(2024, 6, 30), OnDayOff.KEEP, date(2024, 6, 30)),
        (date(2024, 6, 28), OnDayOff.BEFORE, date(2024, 6, 28)),
        (date(2024, 4, 30), OnDayOff.AFTER, date(2024, 5, 2)),
    ],
    ids=["Sunday before", "Sunday after", "Sunday kept", "Friday", "holidays after"],
)
def test_day_to_act_by(due: date, rule: OnDayOff, act_by: date) -> None:
    day, why = acting_day(due, rule, RULES.calendar)
    assert day == act_by
    assert bool(why) == (act_by != due)


def test_the_event_stays_on_the_day_that_the_plan_states() -> None:
    found, own = assigned(work("I.1", A), [on(date(2024, 6, 30))], RULES)
    assert own.start == found.start
    assert (found.start, found.due, found.act_by) == (date(2024, 6, 30), date(2024, 6, 30), date(2024, 6, 28))


def test_what_lay_before_the_first_apply_is_history() -> None:
    before, _, after, _ = assigned(
        work("I.1", A, since=date(2024, 4, 15)), [on(date(2024, 3, 29)), on(date(2024, 9, 30), key="2")], RULES
    )
    assert (before.history, after.history) == (True, False)


def test_groups_open_to_their_members_once() -> None:
    group = Unit("g", "Các phòng", members=("a", "g2"))
    inner = Unit("g2", "Nhóm trong", members=("b", "a"))
    directory = Directory.of([group, inner, A, B], str.casefold)
    assert [u.id for u in directory.members(group)] == ["a", "b"]


def test_an_unknown_unit_stands_for_itself_and_the_nearest_is_named() -> None:
    directory = Directory.of([Unit("vp", "Văn phòng Ủy ban", aliases=("VP UBND",))], str.casefold)
    assert directory.resolve("vp ubnd").id == "vp"
    assert directory.resolve("Trạm Y tế").id == "tram-y-te"
    assert [u.name for u in directory.near("Văn phòng Uỷ ban")] == ["Văn phòng Ủy ban"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Tram Y tế phường", ["Trạm Y tế"]),
        ("TRAM Y TE", ["Trạm Y tế"]),
        ("Phong Hanh chinh Tong hop", ["Phòng Hành chính - Tổng hợp"]),
        ("P. HC-TH", ["Phòng Hành chính - Tổng hợp"]),
        ("VP HĐND&UBND", ["Văn phòng HĐND và UBND"]),
        ("Hạt Kiểm lâm", []),
    ],
)
def test_a_name_without_its_marks_has_a_nearest(name: str, near: list[str]) -> None:
    directory = Directory.of(
        [Unit("yt", "Trạm Y tế"), Unit("hc", "Phòng Hành chính - Tổng hợp"), Unit("vp", "Văn phòng HĐND và UBND")],
        str.casefold,
    )
    assert [u.name for u in directory.near(name)] == near


def test_a_folded_check_in_quotes_each_phrase_once_with_its_items() -> None:
    asked = [
        (replace(work(no, A), quoted=quoted), on(date(2024, 3, 14), Kind.CHECK_IN))
        for no, quoted in (("1", "Thường xuyên"), ("2", "Trong năm 2024"), ("3", "Thường xuyên"))
    ]
    shared = folded_check_ins("kh", asked, RULES)[0]
    assert dict(shared.why[0].values)["phrases"] == "mục 1, 3 “Thường xuyên”; mục 2 “Trong năm 2024”"


def test_a_length_that_the_frequency_names_is_quoted_once() -> None:
    task = Task(
        no="1",
        title="Chuyên mục",
        frequency="Mỗi tháng 01 chương trình (10-15 phút)",
        duration="10-15 phút",
        timing="Thường xuyên",
    )
    assert quoted_of(task) == "Mỗi tháng 01 chương trình (10-15 phút)”; “Thường xuyên"
