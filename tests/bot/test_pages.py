"""A list with more work than one message holds goes on in another, as often as it takes; each goes on following its work."""

from collections.abc import Callable

from tests.support.bot_world import COORDINATOR, STAFF, World
from tests.support.small import Line

MONDAY = "2024-05-13T08:00"
MANY = tuple(Line(str(n), f"Việc số {n:02} của kế hoạch", "Sở Một", "", "Trước ngày 15/5/2024") for n in range(1, 48))
Start = Callable[..., World]


def numbers(text: str) -> list[int]:
    """The numbers of the work that stands in a list."""
    return [int(line.split("Việc số ")[1][:2]) for line in text.splitlines() if "Việc số" in line]


def test_every_piece_of_work_is_reached_once(start: Start) -> None:
    world = start(*MANY, now=MONDAY)
    first = world.say(STAFF, "/tuannay")
    assert "… và 27 việc nữa: bấm «Xem tiếp»." in first.text and first.labels[-1] == "Xem tiếp"
    second = world.told(lambda: world.press(first, "Xem tiếp"))
    third = world.told(lambda: world.press(second, "Xem tiếp"))
    assert [n for shown in (first, second, third) for n in numbers(shown.text)] == list(range(1, 48))
    assert "21. Việc số 21" in second.text and second.labels[:2] == ["21. Xong", "21. Khác…"]
    assert "Xem tiếp" not in third.labels


def test_a_report_between_two_messages_loses_nothing(start: Start) -> None:
    world = start(*MANY, linked=("nv-1", "dau-moi"), now=MONDAY)
    first, chiefs = world.say(STAFF, "/tuannay"), world.say(COORDINATOR, "/xong")
    world.press(first, "20. Xong")
    world.until(lambda: "20. ✓" in world.reads(first).text and "20. ✓" in world.reads(chiefs).text)
    assert world.reads(first).labels[-1] == "Xem tiếp"
    second = world.told(lambda: world.press(world.reads(first), "Xem tiếp"))
    assert numbers(second.text) == list(range(21, 41))
    world.press(second, "21. Xong")
    world.until(lambda: "21. ✓ Việc số 21" in world.reads(second).text)
    assert "… và 7 việc nữa" in world.reads(second).text


def test_days_later_it_goes_on_with_what_is_listed_then(start: Start) -> None:
    world = start(*MANY, now=MONDAY)
    listed = world.say(STAFF, "/xong")
    for number in ("1", "20"):
        world.press(listed, f"{number}. Xong")
    world.at("2024-05-16T08:00")
    rest = world.told(lambda: world.press(world.reads(listed), "Xem tiếp"))
    assert numbers(rest.text) == list(range(21, 41))


def test_a_list_that_nobody_remembers_says_that_there_is_no_more(start: Start) -> None:
    world = start(*MANY, now=MONDAY)
    listed = world.say(STAFF, "/tuannay")
    world.until(lambda: len(world.app.chats.cards_in(str(STAFF))) == 1)
    world.app.chats.forget_card(str(STAFF), str(listed.id))
    assert world.press(listed, "Xem tiếp") == "Danh sách này đã cũ. Xin gõ lại lệnh."
