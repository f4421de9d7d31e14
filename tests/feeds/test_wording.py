"""What a clerk reads in a calendar: titles that say what they are, plan and item once, a series' text true of all its days."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.recurrence import Frequency, Rule, Weekday
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.query import read_query
from scheduler.feeds.repeating import rule_text
from scheduler.feeds.window import ALWAYS
from scheduler.report_titles import ReportTitle, balanced, read_report
from scheduler.titles import of_duty, of_stream, without_item
from tests.support.in_memory import in_memory, moment, spec_of
from tests.support.small import BULLETIN, PROGRAMME, UPKEEP, Line

ADDRESSES = Addresses("https://lich.example", bytes(32), "so-mau", {})
MONTHLY = Line("4", "Đăng tải văn bản mới", "Sở Hai", "Sở Một", "Ngày 05 hằng tháng")


def entries(office: Snapshot, slug: str = "ca-co-quan", query: str = "") -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(
        body_of(office, Asked(spec_of(office, slug), ALWAYS, ADDRESSES, read_query(query), query))
    )
    return list(found.events)


def titles(title: str, timing: str) -> list[str]:
    kind = '\n[[tasks]]\nplan = "kh"\nno = "1"\nkind = "report"\n'
    office = in_memory([Line("1", title, "Sở Một", "", timing)], more=kind).at(moment("2024-02-01T08:00"))
    return [str(e["SUMMARY"]) for e in entries(office)]


REPORTS = {
    "Báo cáo kết quả thực hiện kế hoạch": "Báo cáo quý II/2024: kết quả thực hiện kế hoạch",
    "báo cáo tình hình cấp trên": "Báo cáo quý II/2024: tình hình cấp trên",
    "Báo cáo UBND tỉnh tình hình": "Báo cáo tình hình quý II/2024 gửi UBND tỉnh",
    "Báo cáo PCI của tỉnh": "Báo cáo quý II/2024: Báo cáo PCI của tỉnh",
    "Tổng hợp, báo cáo kết quả": "Báo cáo quý II/2024: kết quả",
    "Báo cáo kết quả về Sở Một": "Báo cáo kết quả quý II/2024 gửi Sở Một",
    "Báo cáo kết quả gửi về Văn phòng HĐND và UBND để tổng hợp": "Báo cáo kết quả quý II/2024 gửi Văn phòng HĐND và UBND",
    "Báo cáo tình hình về phòng bệnh": "Báo cáo quý II/2024: tình hình về phòng bệnh",
    "Định kỳ tổng hợp, báo cáo Ủy ban nhân dân xã": "Báo cáo quý II/2024 gửi Ủy ban nhân dân xã",
    "Báo cáo quý về tin, bài": "Báo cáo quý II/2024 về tin, bài",
    "Báo cáo kết quả Đề án (giai đoạn 2) gửi Sở Một": "Báo cáo kết quả Đề án (giai đoạn 2) quý II/2024 gửi Sở Một",
    "Rà soát, báo cáo kết quả": "Báo cáo quý II/2024: Rà soát, báo cáo kết quả",
}


@pytest.mark.parametrize("title", REPORTS)
def test_a_periodic_report_says_so_once_and_of_which_period(title: str) -> None:
    assert REPORTS[title] in titles(title, "Hằng quý")


DUTIES = {
    ("Các phòng, ban: báo cáo kết quả về Văn phòng trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng"): (
        "Báo cáo kết quả gửi Văn phòng"
    ),
    ("Văn phòng: tổng hợp, báo cáo Ủy ban nhân dân xã (quý, 06 tháng và năm)", "quý, 06 tháng và năm"): (
        "Báo cáo gửi Ủy ban nhân dân xã"
    ),
    ("Văn phòng báo cáo kết quả", None): "Báo cáo kết quả",
    ("Trước ngày 10/12, báo cáo kết quả", "Trước ngày 10/12"): "Báo cáo kết quả",
    ("Lĩnh vực y tế: báo cáo kết quả", None): "Lĩnh vực y tế: báo cáo kết quả",
    (
        "Định kỳ báo cáo UBND xã (qua Văn phòng) kết quả thực hiện (quý, 06 tháng và năm)",
        "Định kỳ (quý, 06 tháng và năm)",
    ): ("Báo cáo kết quả thực hiện gửi UBND xã"),
    ("Định kỳ hằng tháng (trước ngày 18), các phòng, ban báo cáo kết quả (bằng văn bản) về Phòng Mẫu", "hằng tháng"): (
        "Báo cáo kết quả gửi Phòng Mẫu"
    ),
    ("Trưởng các phòng thường xuyên kiểm tra tiến độ và báo cáo Giám đốc Sở những vướng mắc để kịp thời sửa", None): (
        "Báo cáo những vướng mắc gửi Giám đốc Sở"
    ),
    ("Báo cáo Chủ tịch UBND huyện tiến độ, kết quả thực hiện thông qua Báo cáo cải cách (quý, năm)", "quý, năm"): (
        "Báo cáo tiến độ, kết quả thực hiện gửi Chủ tịch UBND huyện"
    ),
    (
        "Tổng hợp kết quả, tham mưu UBND xã báo cáo Sở Một định kỳ hằng quý và đột xuất khi có yêu cầu",
        None,
    ): "Báo cáo gửi Sở Một",
    ("Các đơn vị có trách nhiệm báo cáo đầy đủ, kịp thời tình hình thực hiện về Văn phòng (qua hộp thư", None): (
        "Báo cáo tình hình thực hiện gửi Văn phòng"
    ),
    ("Gửi kết quả về Phòng Mẫu vào ngày 20 hằng tháng", "vào ngày 20 hằng tháng"): "Báo cáo kết quả gửi Phòng Mẫu",
    ("Trạm Y tế báo cáo Sở Y tế tình hình dịch bệnh (nếu có ca mắc thì báo cáo ngay)", None): (
        "Báo cáo tình hình dịch bệnh gửi Sở Y tế"
    ),
    ("Đơn vị nộp báo cáo thu chi tháng trước với Phòng Mẫu vào ngày 05 hằng tháng", "ngày 05 hằng tháng"): (
        "Báo cáo thu chi tháng trước gửi Phòng Mẫu"
    ),
    ("Trưởng thôn báo cáo miệng tại giao ban hằng tuần", "hằng tuần"): "Báo cáo kết quả thực hiện kế hoạch",
}


@pytest.mark.parametrize(("text", "timing"), DUTIES)
def test_a_duty_in_running_text_is_titled_without_who_and_when(text: str, timing: str | None) -> None:
    assert of_duty(text, ("Văn phòng",), timing) == DUTIES[text, timing]


PIECES = st.lists(
    st.sampled_from(
        ("báo cáo", "Sở Một", "UBND xã", "kết quả thực hiện", "tình hình", "về", "gửi", "(qua Văn phòng)", "(", ")", "và",
         "để tổng hợp", "hằng tháng", "(quý, 06 tháng và năm)",
         "trước ngày 20", "thông qua", "các phòng", "tổng hợp,", "nếu có", "tháng")
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


@given(pieces=PIECES)
def test_no_report_is_titled_with_half_a_bracket(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for title in (of_duty(text, ("các phòng",), "hằng tháng"), balanced(text), *both(read_report(text))):
        assert title.count("(") == title.count(")")
    assert of_duty(text, (), None).lower().count("báo cáo") >= 1


def both(told: ReportTitle) -> tuple[str, str]:
    return told.what, told.receiver


@pytest.mark.parametrize(("timing", "counts"), [("Hằng quý", 4), ("Hằng tháng", 12), ("Quý, 6 tháng và năm", 4)])
def test_reports_on_days_of_custom_say_which_of_how_many(timing: str, counts: int) -> None:
    kind = '\n[[tasks]]\nplan = "kh"\nno = "1"\nkind = "report"\n'
    office = in_memory([Line("1", "Báo cáo kết quả", "Sở Một", "", timing)], more=kind).at(moment("2024-01-02T08:00"))
    told = [line for e in entries(office) for line in str(e["DESCRIPTION"]).splitlines() if line.startswith("Kỳ ")]
    assert told == [f"Kỳ {n}/{counts}" for n in range(1, counts + 1)]


SINGLE_REPORTS = {
    "Báo cáo tổng kết": "Báo cáo tổng kết",
    "Tổng hợp, báo cáo kết quả": "Báo cáo kết quả",
    "Rà soát, báo cáo kết quả": "Báo cáo: Rà soát, báo cáo kết quả",
}


@pytest.mark.parametrize("title", SINGLE_REPORTS)
def test_a_report_of_one_day_bears_no_period(title: str) -> None:
    assert titles(title, "Trước ngày 15/5/2024") == [SINGLE_REPORTS[title]]


STREAMS = {
    ("Trên loa truyền thanh", 'Chuyên mục "Nếp sống mới" trên loa truyền thanh và trang mạng'): (
        'Chuyên mục "Nếp sống mới" trên loa truyền thanh'
    ),
    ("Trên trang mạng của xã", 'Chuyên mục "Nếp sống mới" trên loa truyền thanh và trang mạng'): (
        'Chuyên mục "Nếp sống mới" trên trang mạng của xã'
    ),
    ("Trên loa truyền thanh", "Tuyên truyền phòng bệnh trên địa bàn xã"): (
        "Tuyên truyền phòng bệnh trên địa bàn xã trên loa truyền thanh"
    ),
    ("Chuyên mục Nếp sống mới: Trên kênh phát thanh", "Sản xuất chuyên mục “Nếp sống mới”"): (
        "Chuyên mục Nếp sống mới trên kênh phát thanh"
    ),
    ("Bản tin ảnh", "Tuyên truyền phòng bệnh"): "Bản tin ảnh — Tuyên truyền phòng bệnh",
    ("Cấp xã: Bản tin ảnh", "Tuyên truyền phòng bệnh"): "Bản tin ảnh — Cấp xã — Tuyên truyền phòng bệnh",
    ("Phát bản tin phòng bệnh mùa hè", "Viết và phát bản tin phòng bệnh"): "Phát bản tin phòng bệnh mùa hè",
}


@pytest.mark.parametrize("case", STREAMS, ids=" | ".join)
def test_a_stream_and_its_item_say_the_same_once(case: tuple[str, str]) -> None:
    assert of_stream(*case) == STREAMS[case]


def test_what_is_counted_is_named_once_and_its_period_in_short() -> None:
    office = in_memory([Line("2", "Tin, bài về phòng bệnh", "Sở Hai", "", "05 tin, bài/tháng")])
    shown = {str(e["SUMMARY"]) for e in entries(office.at(moment("2024-01-02T08:00")))}
    assert "5 tin, bài tháng 3: Về phòng bệnh" in shown


def test_a_noun_of_which_two_words_are_left_is_not_taken_apart() -> None:
    assert without_item("Phóng sự truyền hình", "phóng sự") == "Phóng sự truyền hình"
    assert without_item("Phóng sự về nông thôn mới", "phóng sự") == "Về nông thôn mới"


def test_weeks_count_anew_where_a_plan_that_rolls_on_turns_the_year() -> None:
    """The Friday of 1 January 2027 is heard on 31 December 2026, and is the last of that year."""
    rolls = ('file = "plans/kh.md"\n', 'file = "plans/kh.md"\nyear = "current"\n')
    slot = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "FR", at = 17:30:00 }\n'
    office = in_memory([PROGRAMME], "2026-06-01T08:00", slot, rolls).at(moment("2026-06-01T08:00"))
    shown = {e["DTSTART"].dt.date(): str(e["SUMMARY"]).partition(":")[0] for e in entries(office)}
    days = [date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 8)]
    assert [shown[day] for day in days] == ["Kỳ 52/53", "Kỳ 53/53", "Kỳ 1/52"]


def test_a_check_in_names_its_plan_by_number_where_one_is_known() -> None:
    text = 'id = "kh"\nfile = "plans/kh.md"\nnumber = "12/KH-UBND"\n'
    office = in_memory([UPKEEP], replaced=('id = "kh"\nfile = "plans/kh.md"\n', text)).at(moment("2024-01-02T08:00"))
    shown = [str(e["SUMMARY"]) for e in entries(office, "don-vi-so-1")]
    assert shown[0] == "Quý I/2024: 1 nhiệm vụ thường xuyên – KH 12/KH-UBND"


def test_a_check_in_names_its_plan_by_name_where_no_number_is_known() -> None:
    office = in_memory([UPKEEP]).at(moment("2024-01-02T08:00"))
    shown = [str(e["SUMMARY"]) for e in entries(office, "don-vi-so-1")]
    assert shown[0] == "Quý I/2024: 1 nhiệm vụ thường xuyên – Phổ biến pháp luật năm 2024"


def test_a_description_says_the_plan_and_the_item_once() -> None:
    office = in_memory([UPKEEP, PROGRAMME, MONTHLY]).at(moment("2024-02-01T08:00"))
    for event in entries(office):
        told = str(event["DESCRIPTION"])
        assert told.count("Phổ biến pháp luật năm 2024") == 1
        # a check-in has many items, so that its due day and its link stand above them
        asks = "nhiệm vụ thường xuyên" in event["SUMMARY"]
        assert told.partition(" ")[0] == ("Hạn:" if asks else "Mục")


def masters(office: Snapshot, slug: str = "ca-co-quan") -> list[icalendar.Event]:
    return [e for e in entries(office, slug, "events=series") if "RRULE" in e]


def test_a_series_says_what_is_true_of_all_its_days() -> None:
    office = in_memory([MONTHLY]).at(moment("2024-01-02T08:00"))
    (series,) = masters(office)
    lines = str(series["DESCRIPTION"]).splitlines()
    assert lines[:4] == [
        "Mục 4: Đăng tải văn bản mới",
        "Kế hoạch: Phổ biến pháp luật năm 2024",
        "Chủ trì: Sở Hai",
        "Phối hợp: Sở Một",
    ]
    assert "• Kế hoạch ghi “Ngày 05 hằng tháng”" in lines
    assert any(line.startswith("Lặp lại: ngày 5 hằng tháng;") for line in lines)
    assert lines[-1].startswith("Xem từng kỳ trên trang: https://")
    assert "Việc định kỳ của tháng" not in str(series["DESCRIPTION"])  # which is true of one month alone


def test_each_of_a_rhythm_bears_its_count_and_a_series_how_many_there_are() -> None:
    office = in_memory([BULLETIN]).at(moment("2024-01-02T08:00"))
    titles = [str(e["SUMMARY"]).partition(":")[0] for e in entries(office)]
    assert titles == [f"Kỳ {n}/12" for n in range(1, 13)]
    (series,) = masters(office)
    assert "Mỗi năm 12 kỳ; kỳ thứ mấy thì xem trên trang" in str(series["DESCRIPTION"]).splitlines()


def test_a_series_says_what_was_assumed_and_how_many_pieces_a_period_asks_for() -> None:
    office = in_memory([Line("2", "Viết tin", "Sở Hai", "", "05 tin, bài/tháng")]).at(moment("2024-01-02T08:00"))
    (series,) = masters(office)
    told = str(series["DESCRIPTION"])
    assert "Cần làm trong kỳ: 5 tin, bài" in told
    assert "[policy.rhythm_due]" in told


def test_nothing_of_one_day_stands_in_a_series() -> None:
    slot = '\n[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "FR", at = 17:30:00 }\n'
    office = in_memory([PROGRAMME, BULLETIN, MONTHLY], more=slot).at(moment("2024-01-02T08:00"))
    found = masters(office)
    assert len(found) == 3
    for series in found:
        told = str(series["DESCRIPTION"])
        assert "Hạn:" not in told and "Kỳ " not in told and "/2024 là" not in told


RULES = {
    "ngày 25 hằng tháng": Rule(Frequency.MONTHLY, month_days=(25,)),
    "ngày 10, ngày 25 hằng tháng": Rule(Frequency.MONTHLY, month_days=(10, 25)),
    "ngày cuối cùng hằng tháng": Rule(Frequency.MONTHLY, month_days=(-1,)),
    "ngày 14, 3 tháng một lần": Rule(Frequency.MONTHLY, 3, month_days=(14,)),
    "ngày làm việc cuối cùng hằng tháng": Rule(Frequency.MONTHLY, weekdays=tuple(Weekday)[:5], position=-1),
    "thứ Hai đầu tiên hằng tháng": Rule(Frequency.MONTHLY, weekdays=(Weekday.MONDAY,), position=1),
    "thứ Ba lần thứ 2 hằng tháng": Rule(Frequency.MONTHLY, weekdays=(Weekday.TUESDAY,), position=2),
    "thứ Hai, thứ Năm hằng tuần": Rule(Frequency.WEEKLY, weekdays=(Weekday.MONDAY, Weekday.THURSDAY)),
    "thứ Sáu, 2 tuần một lần": Rule(Frequency.WEEKLY, 2, weekdays=(Weekday.FRIDAY,)),
    "ngày 28 của các tháng 3, 9, 10": Rule(Frequency.YEARLY, months=(3, 9, 10), month_days=(28,)),
    "mỗi ngày": Rule(Frequency.DAILY),
    "10 ngày một lần": Rule(Frequency.DAILY, 10),
}


@pytest.mark.parametrize("said", RULES)
def test_a_rule_in_words(said: str) -> None:
    assert rule_text(RULES[said]) == said
    assert next(RULES[said].days(date(2024, 1, 1)))


@pytest.mark.parametrize("query", ["", "events=series"])
def test_what_was_assumed_is_not_called_so_twice(query: str) -> None:
    office = in_memory([BULLETIN, PROGRAMME, UPKEEP, MONTHLY]).at(moment("2024-02-01T08:00"))
    told = [str(e["DESCRIPTION"]).count("Kế hoạch không ghi") for e in entries(office, query=query)]
    assert max(told) == 1
