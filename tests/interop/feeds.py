"""The feeds that every program is shown: a year of every kind of rule and exception, one by one and as series; to-dos."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from calendars.event import Alarm, Event, Feed, Status, Todo, TodoStatus
from calendars.layout import Member, Task
from calendars.recurrence import Frequency, Rule, Weekday
from calendars.series import all_as_series
from calendars.zone import ZONE

FIRST, LAST = date(2023, 12, 1), date(2025, 2, 28)
REVISED = datetime(2024, 1, 5, 3, 4, 5, tzinfo=UTC)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_TEXT = "Chủ trì: Văn phòng; phối hợp: các phòng, trung tâm\nVì sao: «hằng tháng, trước ngày 25», mục 3 \\ kế hoạch"


def _whole(task: str, title: str, day: date, length: int = 1) -> Event:
    uid = f"{task}-{day}@mau"
    return Event(uid, title, day, day + length * _DAY, _TEXT, ("Báo cáo", "Quý, tháng"), modified=REVISED, color="teal")


def _timed(task: str, title: str, day: date, minutes: int = 15) -> Event:
    start = datetime.combine(day, time(17, 30 + len(title) % 30), ZONE)  # each task at its own time
    return Event(f"{task}-{day}@mau", title, start, start + timedelta(minutes=minutes), _TEXT, modified=REVISED)


def _monthly(day: int, months: Iterable[int] = range(1, 13)) -> list[date]:
    return [date(2024, month, day) for month in months]


def _every(start: date, days: int, count: int) -> list[date]:
    return [start + timedelta(days=days * n) for n in range(count)]


_MONTH_ENDS = [date(2024 + month // 12, month % 12 + 1, 1) - _DAY for month in range(1, 13)]
_LAST_WORKING = [day - max(0, day.weekday() - 4) * _DAY for day in _MONTH_ENDS]

# task → what its rhythm is, how its events are made, its nominal days
_TASKS: dict[str, tuple[Callable[[str, str, date], Event], list[date]]] = {
    "Ngày 25 hằng tháng": (_whole, _monthly(25)),
    "Ngày 14 tháng cuối quý": (_whole, _monthly(14, (3, 6, 9, 12))),
    "Ngày 05 các tháng 1, 2, 9": (_whole, _monthly(5, (1, 2, 9))),
    "Ngày cuối tháng": (_whole, _MONTH_ENDS),
    "Ngày cuối quý": (_whole, _MONTH_ENDS[2::3]),
    "Ngày làm việc cuối tháng": (_whole, _LAST_WORKING),
    "Ngày 10 và 20; cả giờ": (_timed, sorted(_monthly(10) + _monthly(20))),
    "Thứ Sáu hằng tuần": (_timed, _every(date(2024, 1, 5), 7, 52)),
    "Thứ Hai, hai tuần một lần": (_whole, _every(date(2024, 1, 1), 14, 26)),
    "Hằng ngày, mười hôm": (_whole, _every(date(2024, 3, 4), 1, 10)),
    "Ngày làm việc đầu tháng": (
        _timed,
        [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1)],
    ),
    "Thứ Ba tuần thứ hai": (_whole, [date(2024, 1, 9), date(2024, 2, 13), date(2024, 3, 12), date(2024, 4, 9)]),
    "Đợt ba ngày, từ ngày 07": (lambda task, title, day: _whole(task, title, day, 3), _monthly(7)),
    "Không theo nhịp nào": (_whole, [date(2024, 1, 3), date(2024, 2, 19), date(2024, 7, 11), date(2024, 7, 30)]),
}


def _lived(members: list[Member]) -> list[Member]:
    """The year goes on: the first is done, one never was, one is moved by nine days, the last called off."""

    def changed(place: int, **what: object) -> Member:
        event = members[place].event
        return Member(members[place].nominal, replace(event, sequence=event.sequence + 1, **what))  # type: ignore[arg-type]

    done, moved, off = members[0].event, members[5].event, members[-1].event
    return [
        changed(0, summary=f"✓ {done.summary}"),
        *members[1:3],
        *members[4:5],
        changed(5, start=moved.start + 9 * _DAY, end=moved.end + 9 * _DAY, summary=f"{moved.summary} (dời)"),
        *members[6:-1],
        changed(-1, summary=f"[ĐÃ HUỶ] {off.summary}", status=Status.CANCELLED),
    ]


def _members(number: int, title: str) -> list[Member]:
    make, days = _TASKS[title]
    return [Member(day, make(f"kh.{number}", title, day)) for day in days]


def tasks() -> list[list[Member]]:
    """The members of each task: as it went where there are many, as planned where there are few."""
    planned = [_members(number, title) for number, title in enumerate(_TASKS)]
    return [_lived(members) if len(members) > 6 else members for members in planned]


_RHYTHMS = (
    Rule(Frequency.MONTHLY, month_days=(15,)),
    Rule(Frequency.MONTHLY, 3, month_days=(1,)),
    Rule(Frequency.MONTHLY, 2, month_days=(31,)),
    Rule(Frequency.MONTHLY, month_days=(-1,)),
    Rule(Frequency.MONTHLY, month_days=(5, 20)),
    Rule(Frequency.MONTHLY, weekdays=tuple(Weekday)[:5], position=-1),
    Rule(Frequency.YEARLY, months=(3, 9, 10), month_days=(28,)),
    Rule(Frequency.WEEKLY, weekdays=(Weekday.MONDAY, Weekday.THURSDAY)),
    Rule(Frequency.WEEKLY, 2, weekdays=(Weekday.FRIDAY,)),
    Rule(Frequency.DAILY),
)


def by_chance(seed: int, count: int = 60) -> list[Task]:
    """Tasks whose days, holes, moves and states are drawn by chance: what nobody thought of."""
    chance = random.Random(seed)
    return [Task(f"may.{number}@mau", tuple(_drawn(chance, number))) for number in range(count)]


def _drawn(chance: random.Random, number: int) -> Iterator[Member]:
    make = chance.choice((_whole, _timed))
    first = FIRST + timedelta(days=chance.randrange(200))
    for day in islice(chance.choice(_RHYTHMS).days(first), chance.randint(1, 12)):
        event = make(f"may.{number}", f"Việc {number}", day)
        if isinstance(event.start, datetime):  # else most of them would be in each other's company
            event = replace(event, start=event.start + number * _MINUTE, end=event.end + number * _MINUTE)
        if chance.random() < 0.85 and day <= LAST - 60 * _DAY:
            yield Member(day, _fate(chance, event))


def _fate(chance: random.Random, event: Event) -> Event:
    match chance.randrange(8):
        case 0:
            return replace(event, summary=f"✓ {event.summary}", sequence=1)
        case 1:
            days = chance.randint(-9, 30) * _DAY
            return replace(event, start=event.start + days, end=event.end + days, sequence=1)
        case 2:
            return replace(event, status=Status.CANCELLED, summary=f"[ĐÃ HUỶ] {event.summary}", sequence=2)
        case 3:
            return replace(event, end=event.end + 2 * _DAY, summary=f"{event.summary} (thêm ngày)")
        case _:
            return event


def single() -> Feed:
    """Every occurrence an event of its own; a moment besides."""
    start = datetime(2024, 3, 29, 16, 30, tzinfo=ZONE)
    moment = Event("luc@mau", "Hạn nộp 16 giờ 30", start, start, modified=REVISED)
    events = tuple(member.event for members in tasks() for member in members)
    return Feed(
        "Lịch công tác, Văn phòng Mẫu", (*events, moment), "Mọi nhiệm vụ", "steelblue", "https://lich.example/f/a/b.ics"
    )


def series() -> Feed:
    """The same as series."""
    moment = single().events[-1]
    events = all_as_series(Task(f"kh.{n}@mau", tuple(members)) for n, members in enumerate(tasks()))
    return replace(single(), events=(*events, moment))


def ringing() -> Feed:
    """The series with an alarm the evening before."""
    return replace(series(), alarms=(Alarm(timedelta(hours=7)), Alarm(timedelta(minutes=-30), "Đến giờ")))


def todo_list() -> Feed:
    """To-dos in every state."""
    due = date(2024, 3, 25)
    states = {
        "cho": Todo("cho@mau", "Báo cáo quý I; gửi cấp trên", due, _TEXT, ("Báo cáo",), modified=REVISED),
        "dang": Todo("dang@mau", "2/5 tin, bài", due, status=TodoStatus.IN_PROCESS, percent=40, modified=REVISED),
        "xong": Todo(
            "xong@mau", "✓ Xong", due, status=TodoStatus.COMPLETED, percent=100, completed=REVISED, modified=REVISED
        ),
        "huy": Todo("huy@mau", "[ĐÃ HUỶ] Thôi", due, status=TodoStatus.CANCELLED, modified=REVISED),
        "gio": Todo("gio@mau", "Trước 16 giờ 30", datetime(2024, 3, 29, 16, 30, tzinfo=ZONE), modified=REVISED),
    }
    return Feed("Việc cần làm", (), todos=tuple(states.values()))
