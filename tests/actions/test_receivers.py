"""Who gets a message, where config names groups of units."""

import asyncio
from dataclasses import replace

import pytest

from notifiers.recording import RecordingNotifier
from scheduler.actions.remind import wake_up
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import CONTEST

PERSON = """
[[people]]
id = "chung"
role = "Chuyên viên theo dõi"
units = ["{unit}"]
channels = ["console"]
"""
GROUP_OF_GROUPS = """
[[units]]
id = "khoi"
name = "Khối"
members = ["cac-so", "van-phong"]
"""


def wake(office: InMemory, notifier: RecordingNotifier, now: str) -> None:
    asyncio.run(wake_up(office.repository, FOLDER, {"console": notifier}, lambda: moment(now)))


@pytest.mark.parametrize("unit", ["so-3", "cac-so", "khoi", "*"])
def test_who_answers_for_a_group_is_told_of_the_work_of_each_member(unit: str) -> None:
    office = in_memory([replace(CONTEST, lead="Sở Ba")], more=GROUP_OF_GROUPS + PERSON.format(unit=unit))
    notifier = RecordingNotifier("console")
    wake(office, notifier, "2024-05-06T08:00")
    wake(office, notifier, "2024-05-07T08:00")
    assert [sent.recipient.id for sent in notifier.sent] == ["chung"]


def test_who_answers_for_another_unit_is_not_told() -> None:
    office = in_memory([replace(CONTEST, lead="Sở Ba")], more=PERSON.format(unit="van-phong"))
    notifier = RecordingNotifier("console")
    for now in ("2024-05-06T08:00", "2024-05-07T08:00"):
        wake(office, notifier, now)
    assert [sent.recipient.id for sent in notifier.sent] == ["dau-moi"], "the coordinator hears of it instead of nobody"
