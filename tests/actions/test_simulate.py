"""A simulation says what is then sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from notifiers.message import Recipient
from notifiers.recording import RecordingNotifier, Sent
from scheduler.actions.simulate import Simulation, simulate
from scheduler.ports import Repository
from scheduler.store.copying import copied
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import CONTEST, PROGRAMME, Line
from tests.support.waking import TALK, text, wake


def test_a_simulation_says_what_is_then_sent(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-06T08:00", console)
    now = moment("2024-05-06T09:00")
    revision = office.repository.latest_revision()
    assert revision is not None
    copy: Repository = copied(office.repository, revision, now)
    found = simulate(copy, FOLDER, now.date(), date(2024, 5, 31), now)
    assert office.repository.deliveries() == ()
    walked = []
    for day in range(6, 32):
        for hour in ("06:30", "07:30"):
            walked += [(day, text(s)) for s in wake(office, f"2024-05-{day:02d}T{hour}", console)]
    assert [(one.at.day, text(Sent(one.outcome.digest.message, Recipient(""), ""))) for one in found.said] == walked
    assert len(walked) >= 5
    assert sum(found.counts().values()) == len(walked)


TO_BE_LINKED = """
[[people]]
id = "nv-3"
role = "Chuyên viên Sở Ba"
units = ["so-3"]
channels = ["telegram", "email"]
"""


def simulated(lines: Sequence[Line], first: str, last: str, more: str = "") -> tuple[InMemory, Simulation]:
    """A simulation from a morning on, of an office that was applied just before."""
    office = in_memory(lines, f"{first}T06:00", more)
    now = moment(f"{first}T06:10")
    revision = office.repository.latest_revision()
    assert revision is not None
    copy: Repository = copied(office.repository, revision, now)
    return office, simulate(copy, FOLDER, now.date(), date.fromisoformat(last), now)


def said(found: Simulation, person: str) -> list[str]:
    return [f"{one.at:%d %H:%M}" for one in found.said if one.outcome.digest.person == person]


def test_who_has_no_address_yet_sees_what_would_be_sent() -> None:
    office, found = simulated([replace(CONTEST, lead="Sở Ba")], "2024-05-06", "2024-05-17", TO_BE_LINKED)
    assert found.unlinked == ("nv-3",)
    assert found.unreachable == ()
    assert said(found, "nv-3") == ["07 07:30", "10 07:30", "14 07:30"]
    assert said(found, "dau-moi") == ["15 07:30", "17 07:30"]
    assert {(p, w): n for (p, (_, w)), n in found.counts().items()} == {
        ("nv-3", 19): 2,
        ("nv-3", 20): 1,
        ("dau-moi", 20): 2,
    }
    assert office.repository.addresses() == {}


def test_silent_days_and_days_off_say_nothing_and_the_next_day_says_it_once() -> None:
    quiet = '\n[[silent_days]]\nday = 2024-05-10\nto = 2024-05-13\nreason = "Đại hội"\n'
    _, found = simulated([CONTEST], "2024-05-06", "2024-05-17", quiet)
    assert said(found, "nv-1") == ["07 07:30", "14 07:30"]


def test_quiet_hours_hold_back_until_they_are_over() -> None:
    late = "\n[messages]\nquiet_from = 20:00:00\nquiet_to = 09:15:00\n"
    _, found = simulated([CONTEST], "2024-05-06", "2024-05-14", late)
    assert said(found, "nv-1") == ["07 09:15", "10 09:15", "14 09:15"]


def test_over_the_days_number_what_can_wait_waits() -> None:
    rows = [replace(CONTEST, no=str(n), title=f"Hội nghị chuyên đề số {n}") for n in range(1, 4)]
    programme = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "TU", at = 16:00:00 }\n'
    on_air = replace(PROGRAMME, lead="Sở Một")
    cap = programme + "\n[messages]\nper_day = 1\n"
    _, free = simulated([*rows, on_air], "2024-05-06", "2024-05-10", programme)
    _, capped = simulated([*rows, on_air], "2024-05-06", "2024-05-10", cap)
    assert "07 15:00" in said(free, "nv-1")
    assert "07 15:00" in said(capped, "nv-1")  # tomorrow would be too late for what is on the air
    assert said(capped, "nv-1").count("07 07:30") == 1


def test_who_is_away_is_replaced_and_both_are_told() -> None:
    away = '\n[[absences]]\nperson = "nv-1"\nfrom = 2024-05-09\nto = 2024-05-10\nsubstitute = "nv-2"\n'
    _, found = simulated([CONTEST], "2024-05-06", "2024-05-14", away)
    assert said(found, "nv-1") == ["07 07:30", "08 07:30", "14 07:30"]
    assert said(found, "nv-2") == ["08 07:30", "10 07:30"]
