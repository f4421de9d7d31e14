"""Buttons under a list: few and plain on a phone, each within Telegram's limits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from notifiers.message import rows
from scheduler.keyboards import Act, Item, Press, item_keyboard, list_keyboard
from scheduler.progress import Standing
from scheduler.schedule import Occurrence, handle
from scheduler.terms import Kind

DAY = date(2026, 5, 29)


def item(number: int = 1, kind: Kind = Kind.ACTIVITY, quota: int = 1, **standing: object) -> Item:
    work = Occurrence(
        f"kh.{number}-1@xa", "kh", kind, "1", "Việc", ("t",), DAY, DAY + timedelta(1), DAY, DAY, quota=quota,
        item="tin, bài" if quota > 1 else None,
    )  # fmt: skip
    return Item(number, work, Standing(**standing))  # type: ignore[arg-type]


def labels(buttons: object) -> list[list[str]]:
    return [[b.label for b in row] for row in rows(buttons)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (item(), [["Đã xong", "Chưa xong"], ["Nhắc lại", "Vì sao ngày này"]]),
        (item(quota=3), [["+1 tin, bài", "Đã xong"], ["Chưa xong", "Nhắc lại"], ["Vì sao ngày này"]]),
        (item(quota=3, count=1), [["+1 tin, bài", "−1 tin, bài"], ["Đã xong", "Chưa xong"], ["Nhắc lại", "Vì sao ngày này"]]),
        (item(kind=Kind.CHECK_IN), [["Trả lời từng việc", "Nhắc lại"], ["Vì sao ngày này"]]),
    ],
    ids=["work", "quota", "quota begun", "check-in"],
)  # fmt: skip
def test_one_piece_of_work(one: Item, shown: list[list[str]]) -> None:
    assert labels(list_keyboard([one])) == shown
    assert labels(item_keyboard(one)) == shown


def test_a_dozen_are_done_in_one_tap_each() -> None:
    dozen = [item(1), item(2, quota=3), item(3, kind=Kind.CHECK_IN), *(item(n) for n in range(4, 13))]
    shown = list_keyboard(dozen)
    assert labels(shown)[:2] == [
        ["1. Xong", "1. Khác…", "2. +1", "2. Khác…"],
        ["3. Trả lời", "3. Khác…", "4. Xong", "4. Khác…"],
    ]
    assert len(labels(shown)) == 6
    press = Press.of(shown[0].data)  # type: ignore[union-attr]
    assert press is not None and press.act is Act.DONE
    assert len(list_keyboard([item(n) for n in range(1, 49)])) == 96


def test_what_was_just_done_can_be_taken_back_by_who_did_it() -> None:
    done = Item(3, item(3).occurrence, Standing(done=True), undoable=True)
    assert labels(list_keyboard([item(1), item(2), done]))[2] == ["3. Hoàn tác", "3. Khác…"]


def test_a_few_have_a_row_each_and_many_a_number_each() -> None:
    few = [item(1), item(2, quota=3), item(3, done=True)]
    assert labels(list_keyboard(few)) == [["1. Đã xong", "1. Khác…"], ["2. +1 tin, bài", "2. Khác…"]]
    assert labels(list_keyboard([replace(one, undoable=True) for one in few]))[2] == ["3. Hoàn tác", "3. Khác…"]
    many = list_keyboard([item(n) for n in range(1, 200)])
    assert len(many) <= 100
    assert labels(many)[:2] == [["1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]
    assert labels(list_keyboard([item(done=True)])) == []


@pytest.mark.parametrize("act", Act)
def test_what_a_button_carries_comes_back(act: Act) -> None:
    press = Press(act, handle("kh.check-in-2024-Q2-phòng-văn-hóa@xa"), "12")
    assert Press.of(press.data) == press
    assert len(press.data.encode()) <= 64


@pytest.mark.parametrize(
    "data", ["", "d", "d:", "x:aaaaaaaaaaaa", "d:kh.1-1@xa", "d:aaaaaaaaaaaa:" + "9" * 60, "d:aaaaaaaaaaaa\n"]
)
def test_what_no_button_carries_is_no_press(data: str) -> None:
    assert Press.of(data) is None
