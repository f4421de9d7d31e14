"""What calendars say of each occurrence, alone and in a series: nothing that is said of it alone is lost, and all is true."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from string import Formatter

import icalendar
import pytest
import recurring_ical_events

from scheduler.actions.apply import publish, refresh
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.general import CODES
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, in_memory, moment, spec_of
from tests.support.small import BULLETIN, Line

NOW = moment("2024-02-20T08:00")
SLOT = '\n[[tasks]]\nplan = "kh"\nno = "6"\nkind = "broadcast"\nslot = { weekday = "TU", at = 17:30:00 }\n'
DATES = '\n[[tasks]]\nplan = "kh"\nno = "7"\ndates = [2024-03-11, 2024-04-11, 2024-06-11, 2024-09-11]\n'
REPLACED = ('name = "Sở Ba"\n', 'name = "Sở Ba"\nreplaced = { by = "so-2", from = 2024-07-01 }\n')

WORKS = {
    "weekly-due-on-sundays": Line("1", "Viết bản tin tuần", "Sở Một", "", "01 bản tin/tuần"),
    "monthly-due-on-last-days": BULLETIN,
    "before-a-day": Line("3", "Kiểm tra hộp thư", "Sở Một", "", "Trước ngày 25 hằng tháng"),
    "two-days-a-month": Line("4", "Đăng tin", "Sở Một", "", "Ngày 10 và 25 hằng tháng"),
    "a-unit-replaced": Line("5", "Rà soát tài khoản", "Sở Ba", "", "Ngày 12 hằng tháng"),
    "slot-on-a-holiday": Line("6", "Chuyên mục trên sóng phát thanh", "Sở Hai", "", "01 chuyên mục/tuần"),
    "dates-of-config": Line("7", "Kiểm tra niêm yết", "Sở Hai", "", "Theo kế hoạch kiểm tra"),
    "a-day-of-each-quarter": Line("8", "Rà soát dữ liệu", "Sở Hai", "", "Ngày 05 của tháng đầu quý"),
    "a-day-that-months-lack": Line("9", "Đối soát sổ", "Sở Hai", "", "Ngày 31 hằng tháng"),
    "last-working-day": Line("10", "Sao lưu", "Sở Hai", "", "Ngày làm việc cuối cùng hằng tháng"),
    "before-a-weekday": Line("11", "Gửi tin", "Sở Hai", "", "Trước thứ Sáu hằng tuần"),
    "first-monday": Line("12", "Họp tổ", "Sở Hai", "", "Thứ Hai đầu tiên hằng tháng"),
    "in-the-next-month": Line("13", "Cập nhật bảng", "Sở Hai", "", "Trước ngày 05 của tháng sau"),
}
OFFICES = {**{name: (line,) for name, line in WORKS.items()}, "all": tuple(WORKS.values())}

BEFORE_FRIDAY = (
    "• Kế hoạch ghi “trước thứ Sáu” nên ngày cuối còn kịp là thứ Năm"  # to which the works by the week are held
)
DAY = r"\d\d/\d{1,2}/\d{4}"
GENERAL = {
    r"Hạn: (.+) DAY; (được làm xong|làm xong) trong (.+) DAY": lambda f: f"Hạn: {f[1]}; {f[2]} trong {f[3]} liền trước",
    r"• Hạn DAY là ngày nghỉ \((.+)\): làm xong trong (.+) DAY": lambda f: (
        f"• Hạn vào {f[1]} là ngày nghỉ: làm xong trong {f[2]} liền trước"
    ),
    r"• Kế hoạch ghi “trước ngày” nên ngày cuối còn kịp là ngày liền trước (\d\d)/\d{1,2}/\d{4}": lambda f: (
        f"• Kế hoạch ghi “trước ngày {int(f[1])}” nên ngày cuối còn kịp là ngày {int(f[1]) - 1}\n{BEFORE_FRIDAY}"
    ),
    r"• Ngày (DAY) do đầu mối ghi trong config.toml": lambda _: "• Ngày của từng kỳ do đầu mối ghi trong config.toml",
    r"• Ngày (10|25) hằng tháng, theo kế hoạch": lambda _: "• Ngày 10, 25 hằng tháng, theo kế hoạch",
    r"• Tháng đầu kỳ là tháng .*": lambda _: "• Hạn vào tháng đầu của kỳ",
    r"• Tháng sau kỳ là tháng .*": lambda _: "• Hạn vào tháng sau kỳ",
    r"• Ngày làm việc cuối cùng của tháng \d.*": lambda _: "• Ngày làm việc cuối cùng của tháng",
    r"• Ngày cuối cùng của tháng \d.*": lambda _: "• Ngày cuối cùng của tháng, theo kế hoạch",
    r"• Tháng \d+ không có ngày (\d+) nên .*": lambda f: f"• Tháng không có ngày {f[1]} thì lấy ngày cuối tháng",
    r"• (Thứ Hai đầu tiên của tháng) .*": lambda f: f"• {f[1]}",
    r"• Việc định kỳ của .*": lambda _: "",
    r"(Hạn: .+ DAY|Phát lúc .+, .+ DAY)": lambda _: "",
    r"Kỳ \d+/(\d+)": lambda f: f"Mỗi năm {f[1]} kỳ; kỳ thứ mấy thì xem trên trang",
}
"""A line of an event by itself → what its series says instead, one of these; "" where its day and the line of the rule say it."""

ALWAYS_TRUE = re.compile(r"Lặp lại: .*|• Tháng không có ngày .*")


def office_of(*lines: Line) -> Snapshot:
    numbers = {line.no for line in lines}
    more = (SLOT if "6" in numbers else "") + (DATES if "7" in numbers else "")
    made = in_memory(lines, "2024-02-20T08:00", more, REPLACED)
    refresh(made.repository, FOLDER, NOW)
    return made.at(NOW)


def shown(office: Snapshot, query: str) -> dict[tuple[str, str], icalendar.Event]:
    """By start and item what the office's calendar shows, as another program expands it."""
    body = body_of(office, Asked(spec_of(office, "ca-co-quan"), ALWAYS, query=read_query(query)))
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(date(2024, 1, 1), date(2025, 1, 31))
    return {(str(e.start), str(e["DESCRIPTION"]).partition(":")[0]): e for e in found}


def lines_of(event: icalendar.Event) -> list[str]:
    return str(event["DESCRIPTION"]).splitlines()


def in_general(line: str) -> list[str]:
    for pattern, general in GENERAL.items():
        said: Callable[[re.Match[str]], str] = general
        if found := re.fullmatch(pattern.replace("DAY", DAY), line):
            return said(found).splitlines()
    return [line]


def lost_or_untrue(single: icalendar.Event, told: icalendar.Event) -> Iterator[str]:
    """What is said of an event alone and not by its series, and what its series says and is not said of it."""
    said, meant = lines_of(told), [[line] for line in lines_of(single)]
    if any(line.startswith("Lặp lại: ") for line in said):
        said = [line for line in said if not ALWAYS_TRUE.fullmatch(line)]
        meant = [
            forms for line in lines_of(single) if (forms := in_general(line)) and not ALWAYS_TRUE.fullmatch(forms[0])
        ]
    yield from (f"lost: {forms}" for forms in meant if not set(forms) & set(said))
    yield from (f"untrue: {line}" for line in said if not any(line in forms for forms in meant))


@pytest.mark.parametrize("name", OFFICES)
def test_a_series_or_its_exception_says_of_each_occurrence_all_that_it_says_alone(name: str) -> None:
    office = office_of(*OFFICES[name])
    single, series = shown(office, ""), shown(office, "events=series")
    assert single.keys() == series.keys()
    wrong = {(*key, text) for key, event in single.items() for text in lost_or_untrue(event, series[key])}
    assert wrong == set()
    ruled = sum(any(line.startswith("Lặp lại: ") for line in lines_of(e)) for e in series.values())
    assert 5 * ruled >= len(series), "a series that is most of it exceptions"


def facts_named(area: str, table: str) -> dict[str, set[str]]:
    """By code what the sentences of reasons name."""
    told = tomllib.loads(files("scheduler.words").joinpath(f"{area}.toml").read_text(encoding="utf-8"))[table]
    return {code: {name for _, name, _, _ in Formatter().parse(text) if name} for code, text in told.items()}


def test_every_general_form_has_its_sentence_of_facts_that_the_reason_has() -> None:
    planning, general = facts_named("planning", "reason"), facts_named("feeds", "each")
    for code in CODES - {"rhythm"}:
        assert general[code] <= planning[code] | {"days"}, code


def test_most_of_what_is_to_be_done_before_the_weekend_is_told_by_the_rule() -> None:
    series = shown(office_of(WORKS["weekly-due-on-sundays"]), "events=series")
    own = {day: lines_of(e) for (day, _), e in series.items() if not any(x.startswith("Lặp") for x in lines_of(e))}
    ahead = {day for day in own if day > "2024-02-25"}
    assert ahead == {"2024-05-05"}, "the Friday before Sunday"


def test_what_was_done_and_undone_tells_its_own_day_count_and_reasons() -> None:
    made = in_memory([BULLETIN])
    for hour, act in ((9, Act.DONE), (10, Act.REOPENED)):
        now = moment(f"2024-01-02T{hour:02}:00")
        made.repository.report(Progress("kh.2-2024-05-so-2@so-mau", act, "dau-moi", now, "test"))
        publish(made.repository, FOLDER, now)
    told = shown(made.at(now), "events=series")["2024-05-31", "Mục 2"]
    assert {"Hạn: thứ Sáu 31/5/2024", "Kỳ 5/12"} <= set(lines_of(told))
    assert lines_of(told) == lines_of(shown(made.at(now), "")["2024-05-31", "Mục 2"])


def test_an_occurrence_put_on_another_day_tells_that_day_and_the_holiday() -> None:
    told = shown(office_of(WORKS["slot-on-a-holiday"]), "events=series")
    moved = [lines_of(e) for e in told.values() if "dời sang" in e["DESCRIPTION"]]
    assert moved and all(any(x.startswith("Phát lúc 17:30, ") for x in lines) for lines in moved)
    assert all(any(x.startswith("Kỳ ") for x in lines) for lines in moved)
