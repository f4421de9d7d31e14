"""Derived values come back from their rows as they went in, whatever a plan's text holds."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scheduler.diagnostics import Values
from scheduler.ports import Repository
from scheduler.schedule import Occurrence, Revision, Trigger, Waiting
from scheduler.store import codec
from scheduler.terms import Kind
from scheduler.trace import Assumption, Reason

PAIRS: st.SearchStrategy[Values] = st.lists(st.tuples(st.text(), st.text() | st.integers())).map(tuple)
REASONS = st.builds(Reason, code=st.text(), values=PAIRS)
ASSUMPTIONS = st.builds(Assumption, key=st.text(), code=st.text(), values=PAIRS)
# What rows are found by is minted by us; PostgreSQL's text cannot hold U+0000, JSON in a payload can.
KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
OCCURRENCES = st.builds(
    Occurrence,
    **{f.name: ... for f in fields(Occurrence)}
    | {
        "uid": KEYS,
        "plan": KEYS,
        "unit": st.none() | KEYS,
        "leads": st.lists(KEYS).map(tuple),
        "coordinating": st.lists(KEYS).map(tuple),
        "why": st.lists(REASONS).map(tuple),
        "assumptions": st.lists(ASSUMPTIONS).map(tuple),
    },
)
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
MOMENTS = st.datetimes(datetime.fromisoformat("1980-01-01"), timezones=st.just(LOCAL))
TRIGGERS = st.builds(Trigger, **{f.name: ... for f in fields(Trigger)} | {"moment": st.none() | MOMENTS})
WAITING = st.builds(Waiting, **{f.name: ... for f in fields(Waiting)} | {"reason": REASONS})

REVISION = Revision(1, datetime(2026, 3, 2, tzinfo=UTC), "a1", "", {})
OLD = Occurrence(
    uid="t1-2026-03-vp@so-mau",
    plan="cchc",
    kind=Kind.REPORT,
    period_key="2026-03",
    title="Báo cáo tháng",
    tasks=("t1",),
    start=date(2026, 3, 1),
    end=date(2026, 4, 1),
    due=date(2026, 3, 28),
    act_by=date(2026, 3, 27),
    unit="vp",
    leads=("vp",),
    at=time(17, 30),
    minutes=15,
    quota=2,
    item="tin, bài",
    number=3,
    total=12,
    label="Tháng 3",
    phrase="Hằng tháng",
    why=(Reason("monthly", (("day", 28), ("unit", "vp"))),),
    assumptions=(Assumption("reports.due_day", "due-day", (("day", 28),)),),
)
OLD_PAYLOAD = (
    '{"uid":"t1-2026-03-vp@so-mau","plan":"cchc","kind":"report","period_key":"2026-03","title":"Báo cáo tháng",'
    '"tasks":["t1"],"start":"2026-03-01","end":"2026-04-01","due":"2026-03-28","act_by":"2026-03-27","unit":"vp",'
    '"leads":["vp"],"coordinating":[],"parts":[],"at":"17:30:00","minutes":15,"quota":2,"item":"tin, bài","number":3,'
    '"total":12,"label":"Tháng 3","phrase":"Hằng tháng","why":[{"code":"monthly","values":[["day",28],["unit","vp"]]}],'
    '"assumptions":[{"key":"reports.due_day","code":"due-day","values":[["day",28]]}],"history":false}'
)


@given(OCCURRENCES)
def test_an_occurrence_comes_back_as_it_was(value: Occurrence) -> None:
    assert codec.occurrences.decode(codec.occurrences.encode(value)) == value


@given(TRIGGERS)
def test_a_trigger_comes_back_as_it_was_at_its_local_hour(value: Trigger) -> None:
    back = codec.triggers.decode(codec.triggers.encode(value))
    assert back == value
    if value.moment is not None and back.moment is not None:
        assert back.moment.replace(tzinfo=None) == value.moment.replace(tzinfo=None)


@given(WAITING)
def test_a_waiting_task_comes_back_as_it_was(value: Waiting) -> None:
    assert codec.waiting.decode(codec.waiting.encode(value)) == value


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(OCCURRENCES, max_size=4, unique_by=lambda o: o.uid))
def test_occurrences_come_back_from_every_store(repository: Repository, values: list[Occurrence]) -> None:
    revision = repository.latest_revision() or REVISION
    repository.apply(revision, [], values, [], [], date(2026, 3, 2))
    assert repository.occurrences() == tuple(sorted(values, key=lambda o: (o.start, o.uid)))
    for unit in {unit for value in values for unit in value.leads}:
        assert {o.uid for o in repository.occurrences(unit=unit)} == {
            o.uid for o in values if unit in (o.unit, *o.leads, *o.coordinating)
        }


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        "{}",
        '{"uid": 1}',
        OLD_PAYLOAD.replace('"quota":2', '"quota":"2"'),
        OLD_PAYLOAD.replace("report", "letter"),
    ],
    ids=["empty", "list", "nothing", "number", "text for a number", "unknown kind"],
)
def test_a_payload_of_another_form_is_refused_and_not_bent(payload: str) -> None:
    with pytest.raises(ValidationError):
        codec.occurrences.decode(payload)


def test_what_the_first_version_published_can_still_be_read() -> None:
    """A published occurrence is not derived again: new fields need a default, and old ones stay."""
    assert codec.occurrences.decode(OLD_PAYLOAD) == OLD


def test_a_payload_is_one_line() -> None:
    assert "\n" not in codec.occurrences.encode(replace(OLD, title="hai\ndòng"))
