"""Writing a feed of 10,000 events: from nothing, and after one event has changed, against icalendar's own build and to_ical."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import icalendar

from bench.measure import of_call, report
from calendars.blocks import Blocks
from calendars.event import Event, Feed
from calendars.feed import assemble, block_of, render

EVENTS = 10_000
ROOM = 64 * 2**20
REVISED = datetime(2026, 1, 5, 3, 4, 5, tzinfo=UTC)
UNITS = ("Văn phòng", "Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2", "Trung tâm Dịch vụ công", "Phòng Tổ chức – Hành chính")
WORK = (
    "Báo cáo kết quả thực hiện; kiến nghị, đề xuất nếu có",
    "Chuyên mục phổ biến pháp luật trên sóng phát thanh",
    "Rà soát, cập nhật thủ tục hành chính trên trang thông tin điện tử",
    "Tổ chức tập huấn nghiệp vụ cho công chức các phòng, đơn vị",
)


def main() -> None:
    """Print the figures."""
    feed = _feed()
    assert render(feed) == _by_library(feed)
    theirs = of_call(lambda: _by_library(feed), rounds=3)
    ours = of_call(lambda: render(feed))
    blocks = Blocks(ROOM)
    render(feed, blocks)
    changed = min(_after_a_change(number, blocks) for number in range(5))
    known = Blocks(ROOM)
    _by_revision(feed, known)
    published = min(_published_after(_with_one_done(feed, number), known) for number in range(5))
    report(
        f"Writing a feed of {EVENTS:,} events ({len(render(feed)) / 2**20:.1f} MiB)",
        [
            ("icalendar, build and to_ical", f"{theirs * 1000:,.0f} ms"),
            ("here, from nothing", f"{ours * 1000:,.0f} ms"),
            ("icalendar / here", f"{theirs / ours:.2f}"),
            ("here, one event changed", f"{changed * 1000:,.1f} ms"),
            ("here, one event changed, known by its revision", f"{published * 1000:,.1f} ms"),
            ("one event changed / icalendar", f"{changed / theirs:.2%}"),
            ("one event changed / here from nothing", f"{changed / ours:.2%}"),
            ("known by its revision / here from nothing", f"{published / ours:.2%}"),
        ],
    )


def _feed() -> Feed:
    events = tuple(map(_event, range(EVENTS)))
    return Feed("Nhắc việc · Văn phòng Mẫu", events, source="https://lich.example/f/x/y.ics")


def _after_a_change(number: int, blocks: Blocks) -> float:
    """Seconds for one changed event among values that another process could have read: equal to those known, not the same."""
    feed = _with_one_done(_feed(), number)
    return of_call(lambda: render(feed, blocks), rounds=1)


def _published_after(feed: Feed, blocks: Blocks) -> float:
    """Seconds for a feed in which one event has a new revision."""
    return of_call(lambda: _by_revision(feed, blocks), rounds=1)


def _by_revision(feed: Feed, blocks: Blocks) -> bytes:
    """As the application does it: each event is known by what was published of it, so those of before are not made at all."""
    keys = ((event.uid, event.sequence, "ca-co-quan", feed.source) for event in feed.events)
    return assemble(feed, [blocks.get(key, partial(block_of, e)) for key, e in zip(keys, feed.events, strict=True)])


def _event(number: int) -> Event:
    """An event with as much text as the application writes."""
    day = date(2026, 1, 2) + timedelta(days=number % 360)
    work, unit, other = WORK[number % 4], UNITS[number % 5], UNITS[(number + 2) % 5]
    why = f"• Kế hoạch ghi “01 lần/tháng” (Kế hoạch công tác năm 2026, mục {number % 60})"
    return Event(
        uid=f"kh.{number}-{day:%Y-%m}@so-mau",
        summary=f"Kỳ {day.month}/12: {work}",
        start=day,
        end=day + timedelta(days=1),
        description=f"Kế hoạch công tác năm 2026, mục {number % 60}: {work}\nChủ trì: {unit}\nPhối hợp: {other}\n"
        f"Hạn: ngày {day:%d/%m/%Y}\nTình trạng: chưa báo xong\nVì sao ngày này:\n{why}\n"
        "• Ngày cuối kỳ rơi vào ngày nghỉ, lùi về ngày làm việc liền trước",
        categories=("Báo cáo",),
        url=f"https://lich.example/v/{number:06}",
        modified=REVISED,
    )


def _with_one_done(feed: Feed, number: int) -> Feed:
    """The feed after one event was reported done."""
    event = feed.events[number]
    done = replace(event, summary=f"✓ {event.summary}", sequence=event.sequence + 1)
    return replace(feed, events=(*feed.events[:number], done, *feed.events[number + 1 :]))


def _by_library(feed: Feed) -> bytes:
    """The same calendar as icalendar's documentation builds one."""
    calendar = icalendar.Calendar()
    for name, value in (("prodid", "-//nhacviec//Nhac Viec//VI"), ("version", "2.0"), ("name", feed.name)):
        calendar.add(name, value)
    calendar.add("x-wr-calname", feed.name)
    calendar.add("source", feed.source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in feed.events:
        calendar.add_component(_component(event))
    body: bytes = calendar.to_ical()
    return body


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("summary", event.summary)
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    component.add("dtstamp", event.modified)
    component.add("last-modified", event.modified)
    component.add("sequence", event.sequence)
    component.add("description", event.description)
    component.add("categories", list(event.categories))
    component.add("url", event.url)
    component.add("status", event.status.value)
    component.add("transp", "TRANSPARENT")
    component.add("x-microsoft-cdo-busystatus", "FREE")
    return component


if __name__ == "__main__":
    main()
